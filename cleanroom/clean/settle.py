"""Cleaning until nothing more goes: what would be left is judged again, as the text of its own that it will be.

Lines that stood by what is cut have other neighbours then, and a second cleaning would cut some of them. It is done
at once, so that cleaning what was cleaned changes nothing. What a later round cuts is a verdict on the page, too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from cleanroom.clean.findings import Examination
from cleanroom.clean.headline import with_headline
from cleanroom.clean.separate import join, kept_spans, removals
from cleanroom.clean.templates import Furniture
from cleanroom.config import CleanConfig
from cleanroom.records import Page, Removal, Verdict

Pages = Sequence[tuple[Page, Furniture | None]]
#: judges pages once
Once = Callable[[Pages], list[Examination]]


class Settled(NamedTuple):
    """A page of which nothing more would be cut: what was found out about it, and its cuts."""

    found: Examination
    cuts: tuple[Removal, ...]


def settle(pages: Pages, once: Once, config: CleanConfig) -> list[Settled]:
    """Judge pages until nothing more of them would be cut, `config.rounds` times at most."""
    found = list(map(with_headline, once(pages)))
    cuts = [cuts_of(one, config) for one in found]
    open_ = [at for at, some in enumerate(cuts) if some]
    for _ in range(config.rounds - 1):
        left = {at: join(pages[at][0].text, cuts[at]) for at in open_}
        asked = [at for at, text in left.items() if text.strip()]
        if not asked:
            break
        again = once([(replace(pages[at][0], text=left[at], form="text"), pages[at][1]) for at in asked])
        open_ = []
        for at, one in zip(asked, again, strict=True):
            if more := _goes(one, cuts[at], pages[at][0], config):
                found[at] = _with(found[at], more, one.fell_back)
                cuts[at] = cuts_of(found[at], config)
                open_.append(at)
    return list(map(Settled, found, cuts))


def cuts_of(found: Examination, config: CleanConfig) -> tuple[Removal, ...]:
    """What goes of a page: what was upheld, but for the kinds to keep."""
    return removals(found.page.text, (v for v in found.upheld if v.kind not in config.keep))


def _with(found: Examination, more: Sequence[Verdict], fell_back: bool) -> Examination:
    """A page with what a later round says of it; the title is the one that was found among all lines."""
    if any(v.kind == "title" for v in found.verdicts):
        more = [replace(v, value="") if v.kind == "title" else v for v in more]
    upheld = tuple(sorted([*found.upheld, *more], key=lambda v: v.start))
    said = (*found.verdicts, *more)
    return replace(found, verdicts=said, upheld=upheld, fell_back=found.fell_back or fell_back)


def _goes(again: Examination, cuts: Sequence[Removal], page: Page, config: CleanConfig) -> list[Verdict]:
    """What goes of the rest of a page, as verdicts on the page; one across a cut becomes one on either side of it."""
    goes = [v for v in again.upheld if v.kind not in config.keep]
    if not goes:
        return []
    kept, starts, at = list(kept_spans(page.text, cuts)), [], 0
    for start, end in kept:
        starts.append(at)
        at += end - start
    return [part for verdict in goes for part in _parts(verdict, kept, starts)]


def _parts(verdict: Verdict, kept: Sequence[tuple[int, int]], starts: Sequence[int]) -> Iterator[Verdict]:
    """A verdict on what is left, by the spans of the page that are; `starts` says where each begins in what is left."""
    for index in range(bisect_right(starts, verdict.start) - 1, len(kept)):
        if starts[index] >= verdict.end:
            return
        (start, end), shift = kept[index], kept[index][0] - starts[index]
        yield replace(verdict, start=max(start, verdict.start + shift), end=min(end, verdict.end + shift))
