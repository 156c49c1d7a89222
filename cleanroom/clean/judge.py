"""Verdicts to a decision: which of them are upheld, given what kind of text it is and what the model thinks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cleanroom.clean.opinions import Opinion
from cleanroom.clean.segment import View
from cleanroom.clean.sheet import Sheet
from cleanroom.config import CleanConfig
from cleanroom.records import Verdict

#: neighbours alone never make a line surer than this: the precise rules stay apart from the supported ones
_MOST_SUPPORT = 0.9


def judge(
    sheet: Sheet, verdicts: Iterable[Verdict], opinion: Opinion, config: CleanConfig
) -> tuple[list[Verdict], bool]:
    """The verdicts that are upheld, and whether the fall-back to precise ones was needed."""
    dump = opinion.kind == "page_dump"
    best = _support(sheet, _best_per_line(verdicts))
    if dump and opinion.wanted:
        upheld = list(_weighed(sheet, best, opinion, config))
    else:
        upheld = _sure(best, config.needed(dump))
    most = config.max_removed_dump if dump and opinion.wanted else config.max_removed_share
    if _removed_share(sheet, upheld) <= most:
        return upheld, False
    return [v for v in _sure(best, config.precise_confidence) if not v.rule.startswith("model.")], True


def _sure(verdicts: Iterable[Verdict], needed: float) -> list[Verdict]:
    return [v for v in verdicts if v.confidence >= needed]


def _weighed(sheet: Sheet, verdicts: Sequence[Verdict], opinion: Opinion, config: CleanConfig) -> Iterator[Verdict]:
    """Unit by unit what rules, runs and the model say of a page dump. Rules name the kind where both agree."""
    needed = config.needed(dump=True)
    whole = {v.start: v for v in verdicts}
    for view, wanted in zip(sheet.views, opinion.wanted, strict=True):
        said = whole.pop(view.start, None)
        part = said is not None and said.end < view.end
        if part and said is not None and 1 - wanted < config.dump_junk:
            whole[view.start] = said  # a part of the unit
        elif found := _in_dump(view, None if part else said, 1 - wanted, config):
            yield found
    yield from _sure(whole.values(), needed)


def _in_dump(view: View, said: Verdict | None, junk: float, config: CleanConfig) -> Verdict | None:
    """The model decides, unless a rule is sure or the line recurs over the stories of its source."""
    if said is not None:
        sure = said.confidence >= config.dump_sure or said.kind == "template"
        return _agreed(said, junk) if sure or junk >= config.dump_junk else None
    if junk < config.dump_junk:
        return None
    return Verdict(view.start, view.end, "boilerplate", "model.dump", round(junk, 3))


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
    return [_raised(verdict, group) for group in groups for verdict in group]


def _raised(verdict: Verdict, group: Sequence[Verdict]) -> Verdict:
    doubt = 1.0
    for other in group:
        doubt *= 1.0 - other.confidence
    together = min(round(1.0 - doubt, 3), _MOST_SUPPORT)
    if together <= verdict.confidence:
        return verdict
    return Verdict(verdict.start, verdict.end, verdict.kind, verdict.rule, together, verdict.value)


def _removed_share(sheet: Sheet, verdicts: Iterable[Verdict]) -> float:
    total = sum(len(view.text) for view in sheet.views)
    return sum(v.end - v.start for v in verdicts) / total if total else 0.0
