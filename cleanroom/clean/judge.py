"""Verdicts to a decision: which of them are upheld, given what kind of text it is and what the model thinks of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from cleanroom.clean.between import between
from cleanroom.clean.opinions import Opinion
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
    dump = opinion.kind == "page_dump"
    junk = {view.start: 1 - wanted for view, wanted in zip(sheet.views, opinion.wanted, strict=False)}
    more = [v for v in between(sheet, upheld) if not junk or _holds(v, junk[v.start], dump, config)]
    return sorted([*upheld, *more], key=lambda v: v.start)


def _sure(verdicts: Iterable[Verdict], needed: float) -> list[Verdict]:
    return [v for v in verdicts if v.confidence >= needed]


def _weighed(sheet: Sheet, verdicts: Sequence[Verdict], opinion: Opinion, config: CleanConfig) -> Iterator[Verdict]:
    """Unit by unit what rules, runs and the model say. Rules name the kind where both agree."""
    dump = opinion.kind == "page_dump"
    rule = "model.dump" if dump else "model.scraped"
    prose = _mostly_prose(sheet, config)
    left = deque(verdicts)
    for view, wanted in zip(sheet.views, opinion.wanted, strict=True):
        junk, parts = 1 - wanted, []
        while left and left[0].start < view.end:
            parts.append(left.popleft())
        whole = [v for v in parts if v.start <= view.start and v.end >= view.end and _holds(v, junk, dump, config)]
        if whole:
            yield _agreed(whole[0], junk)
            continue
        sure = _sure((v for v in parts if v.start > view.start or v.end < view.end), config.needed(dump))
        yield from sure
        mute = not dump and (not prose or _may_be_title(sheet, view))
        if not mute and junk >= config.junk(dump, view.prose or view.piece):
            yield from (Verdict(start, end, "boilerplate", rule, round(junk, 3)) for start, end in _rest(view, sure))


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
    return view.index < sheet.first_prose and view.words >= _TITLE_WORDS and sheet.is_titlelike(view.index)


def _mostly_prose(sheet: Sheet, config: CleanConfig) -> bool:
    """Not verse, a list or a table, where the model alone may not cut from a scraped text."""
    prose = sum(len(view.text) for view in sheet.views if view.prose)
    return prose >= config.scraped_prose_share * sum(len(view.text) for view in sheet.views)


def _holds(said: Verdict, junk: float, dump: bool, config: CleanConfig) -> bool:
    """Whether a rule's verdict stands. The model does not overrule sure rules, nor what it was taught nothing about:
    titles, and lines that recur over the stories of their source."""
    if said.confidence >= config.rule_sure:
        return True
    if said.kind == "template" or (said.kind in _UNTAUGHT and not dump):
        return dump or said.confidence >= config.needed(dump)
    return junk >= config.junk_agreed(dump, said.confidence)


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
