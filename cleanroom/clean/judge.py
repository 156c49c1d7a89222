"""Verdicts to a decision: which of them are upheld, given what kind of text it is and what the model thinks of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cleanroom.clean.between import between
from cleanroom.clean.opinions import Opinion
from cleanroom.clean.protected import protected
from cleanroom.clean.segment import View
from cleanroom.clean.sheet import Sheet
from cleanroom.config import CleanConfig
from cleanroom.records import Verdict

#: neighbours alone never make a line surer than this: the precise rules stay apart from the supported ones
_MOST_SUPPORT = 0.9
#: kinds that the labels of the model's training texts leave open: titles may stay or go, some gold texts keep
#: the notices that say where a text is from
_UNTAUGHT = frozenset(("title", "republication"))

#: words of a headline, at least: dates, names and buttons above a text have fewer
_TITLE_WORDS = 6


def judge(
    sheet: Sheet, verdicts: Iterable[Verdict], opinion: Opinion, config: CleanConfig
) -> tuple[list[Verdict], bool]:
    """The verdicts that are upheld, and whether the fall-back to precise ones was needed."""
    dump = opinion.kind == "page_dump"
    best = _support(sheet, _best_per_line(verdicts))
    upheld = list(_weighed(sheet, best, opinion, config)) if opinion.wanted else _sure(best, config.needed(dump))
    upheld = _with_those_between(sheet, upheld, opinion, config)
    most = config.max_removed_dump if dump and opinion.wanted else config.max_removed_share
    if _removed_share(sheet, upheld) <= most:
        return upheld, False
    return _sure(best, config.precise_confidence), True


def _with_those_between(sheet: Sheet, upheld: list[Verdict], opinion: Opinion, config: CleanConfig) -> list[Verdict]:
    """And the lines amid those that go, unless the model is sure that they are wanted."""
    evidence = _evidence(sheet, opinion, config)
    more = [v for v in between(sheet, upheld) if not evidence or _holds(v, evidence[v.start], config)]
    return sorted([*upheld, *more], key=lambda v: v.start)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the model says of a unit, and where it stands."""

    junk: float
    dump: bool
    inside: bool  # between two paragraphs of the text


def _evidence(sheet: Sheet, opinion: Opinion, config: CleanConfig) -> dict[int, _Evidence]:
    """By the start of each unit; empty without the model."""
    text = [
        view.index for view, wanted in zip(sheet.views, opinion.wanted, strict=False) if view.prose and wanted > 0.5
    ]
    first, last = (text[0], text[-1]) if text else (0, -1)
    dump = opinion.kind == "page_dump"
    return {
        view.start: _Evidence(1 - wanted, dump, first < view.index < last)
        for view, wanted in zip(sheet.views, opinion.wanted, strict=False)
    }


def _sure(verdicts: Iterable[Verdict], needed: float) -> list[Verdict]:
    return [v for v in verdicts if v.confidence >= needed]


def _weighed(sheet: Sheet, verdicts: Sequence[Verdict], opinion: Opinion, config: CleanConfig) -> Iterator[Verdict]:
    """Unit by unit what rules, runs and the model say. Rules name the kind where both agree."""
    dump = opinion.kind == "page_dump"
    rule = "model.dump" if dump else "model.scraped"
    silent = _silent(sheet, config) if not dump else frozenset()
    evidence = _evidence(sheet, opinion, config)
    left = deque(verdicts)
    for view in sheet.views:
        said, parts = evidence[view.start], []
        while left and left[0].start < view.end:
            parts.append(left.popleft())
        whole = [v for v in parts if v.start <= view.start and v.end >= view.end and _holds(v, said, config)]
        if whole:
            yield _agreed(whole[0], said.junk)
            continue
        sure = _sure((v for v in parts if v.start > view.start or v.end < view.end), config.needed(dump))
        yield from sure
        mute = not dump and said.inside and (view.bulleted or any(v.kind == "dateline" for v in parts))
        needed = config.junk(dump, view.prose or view.piece or said.inside)
        if said.junk >= needed and not mute and view.index not in silent:
            junk = round(said.junk, 3)
            yield from (Verdict(start, end, "boilerplate", rule, junk) for start, end in _rest(view, sure))


def _silent(sheet: Sheet, config: CleanConfig) -> frozenset[int]:
    """The units of an extracted text that the model alone does not cut: all of verse, of a list or a table."""
    if not _mostly_prose(sheet, config):
        return frozenset(range(len(sheet.views)))
    return protected(sheet).union(view.index for view in sheet.views[: sheet.first_prose] if _may_be_title(sheet, view))


def _rest(view: View, parts: Sequence[Verdict]) -> Iterator[tuple[int, int]]:
    """What the parts leave of a unit."""
    at = view.start
    for part in parts:
        if part.start > at:
            yield at, part.start
        at = max(at, part.end)
    if at < view.end:
        yield at, view.end


def _may_be_title(sheet: Sheet, view: View) -> bool:
    """A headline or a heading above the text, of which the model was taught nothing."""
    return view.words >= _TITLE_WORDS and sheet.is_titlelike(view.index)


def _mostly_prose(sheet: Sheet, config: CleanConfig) -> bool:
    """Not verse, a list or a table, where the model alone may not cut from a scraped text."""
    prose = sum(len(view.text) for view in sheet.views if view.prose)
    return prose >= config.scraped_prose_share * sum(len(view.text) for view in sheet.views)


def _holds(verdict: Verdict, said: _Evidence, config: CleanConfig) -> bool:
    """Whether a rule's verdict stands. The model does not overrule sure rules, nor what it was taught nothing about:
    titles, and lines that recur over the stories of their source. A date between paragraphs heads an entry of the
    text more often than not, whatever the model says."""
    if verdict.confidence >= config.rule_sure:
        return True
    untaught = verdict.kind in _UNTAUGHT or (verdict.kind == "dateline" and said.inside)
    if verdict.kind == "template" or (untaught and not said.dump):
        return said.dump or verdict.confidence >= config.needed(said.dump)
    return said.junk >= config.junk_agreed(said.dump, verdict.confidence, said.inside)


def _agreed(said: Verdict, junk: float) -> Verdict:
    confidence = max(said.confidence, round(junk, 3))
    return Verdict(said.start, said.end, said.kind, said.rule, confidence, said.value)


def _best_per_line(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """One verdict per span: the surest, and of equals the first that was given."""
    best: dict[int, Verdict] = {}
    for verdict in verdicts:
        held = best.get(verdict.start)
        if held is None or (verdict.confidence, verdict.end) > (held.confidence, held.end):
            best[verdict.start] = verdict
    return sorted(best.values(), key=lambda v: v.start)


def _support(sheet: Sheet, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Junk comes in runs: lines tagged one after the other support each other (noisy-or of their confidences)."""
    line_of = {view.start: view.index for view in sheet.views}
    groups: list[list[Verdict]] = []
    for verdict in verdicts:
        index = line_of.get(verdict.start)
        previous = line_of.get(groups[-1][-1].start) if groups else None
        if index is not None and previous is not None and index == previous + 1:
            groups[-1].append(verdict)
        else:
            groups.append([verdict])
    return [verdict for group in groups for verdict in _raised(group)]


def _raised(group: Sequence[Verdict]) -> list[Verdict]:
    doubt = 1.0
    for verdict in group:
        doubt *= 1.0 - verdict.confidence
    together = min(round(1.0 - doubt, 3), _MOST_SUPPORT)
    return [_at_least(verdict, together) for verdict in group]


def _at_least(verdict: Verdict, together: float) -> Verdict:
    if together <= verdict.confidence:
        return verdict
    return Verdict(verdict.start, verdict.end, verdict.kind, verdict.rule, together, verdict.value)


def _removed_share(sheet: Sheet, verdicts: Iterable[Verdict]) -> float:
    total = sum(len(view.text) for view in sheet.views)
    return sum(v.end - v.start for v in verdicts) / total if total else 0.0
