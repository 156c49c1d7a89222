"""The one place that cuts: removals out, the rest joined. Kept and removed spans tile the raw text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import attrgetter

from cleanroom.records import Removal, Verdict

_BREAKS = "\n\r\x85\u2028\u2029"
_BLANKS = " \t\u00a0"
_SPACE = re.compile(r"\s+")
#: what is found behind the last part of a line, "" at the end of the text
_AT_LINE_END = ("", *_BREAKS)


def removals(text: str, verdicts: Iterable[Verdict]) -> tuple[Removal, ...]:
    """Verdicts that were upheld, as cuts: sorted, without overlap, white space around them included.

    Each cut takes the white space behind it (before it, at the end of a line or of the text), so that the gap it
    leaves is the one that stood before it.
    """
    cuts: list[tuple[Verdict, int, int]] = []
    done = 0
    for verdict in sorted(sorted(verdicts, key=attrgetter("end"), reverse=True), key=attrgetter("start")):
        start = max(verdict.start, done)
        if start == done or text[start - 1] in _BREAKS:
            end = _skip_space(text, verdict.end)
        else:
            start, end = _span(text, start, verdict.end, done)
        if end > start:
            cuts.append((verdict, start, end))
            done = end
    return tuple([
        Removal(start, end, verdict.kind, verdict.rule, verdict.confidence, text[start:end])
        for verdict, start, end in _close_end(text, cuts)
    ])  # fmt: skip


def _span(text: str, start: int, end: int, done: int) -> tuple[int, int]:
    """A cut with the white space around it that goes along; what stands before `done` is cut already."""
    before = _skip_back(text, start, done) if text[start - 1] in _BLANKS else start
    if done < before and text[before - 1] not in _BREAKS:
        line_end = _skip(text, end, _BLANKS)
        if text[line_end : line_end + 1] in _AT_LINE_END:
            return before, line_end  # the last part of a line: the break behind it belongs to what stays
    return start, _skip_space(text, end)


def join(text: str, cuts: Iterable[Removal]) -> str:
    """What is left of a text without the cuts."""
    return "".join(text[start:end] for start, end in kept_spans(text, cuts))


def kept_spans(text: str, cuts: Iterable[Removal]) -> Iterator[tuple[int, int]]:
    """The spans between the cuts, (start, end), empty ones left out."""
    at = 0
    for cut in cuts:
        if cut.start > at:
            yield at, cut.start
        at = cut.end
    if at < len(text):
        yield at, len(text)


def _skip(text: str, at: int, chars: str) -> int:
    while at < len(text) and text[at] in chars:
        at += 1
    return at


def _skip_back(text: str, at: int, floor: int) -> int:
    while at > floor and text[at - 1] in _BLANKS:
        at -= 1
    return at


def _skip_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _close_end(text: str, cuts: list[tuple[Verdict, int, int]]) -> list[tuple[Verdict, int, int]]:
    """Widen the cuts at both ends of the text over the white space that they would leave there."""
    tail, stop = len(cuts), len(text)
    while tail and cuts[tail - 1][2] == stop:
        tail -= 1
        stop = cuts[tail][1]
    if tail < len(cuts):
        verdict, start, end = cuts[tail]
        cuts[tail] = verdict, len(text[:start].rstrip()), end
    if cuts and not text[: cuts[0][1]].strip():
        cuts[0] = cuts[0][0], 0, cuts[0][2]
    return cuts
