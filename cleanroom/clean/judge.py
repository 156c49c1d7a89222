"""Verdicts to a decision: which of them are upheld, given what kind of text it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleanroom.clean.sheet import Sheet
from cleanroom.config import CleanConfig
from cleanroom.records import InputKind, Verdict


def estimate_input(sheet: Sheet, config: CleanConfig) -> InputKind:
    """Page dump or already extracted text? By the share of the characters that stand in prose lines."""
    if sheet.page.form == "html":
        return "html"
    total = sum(len(view.text) for view in sheet.views)
    prose = sum(len(view.text) for view in sheet.views if sheet.is_prose(view.index))
    short = sum(not sheet.views[i].prose for i in range(len(sheet.views)))
    if short >= config.dump_short_lines and prose < config.dump_prose_share * total:
        return "page_dump"
    return "scraped"


def judge(
    sheet: Sheet, verdicts: Iterable[Verdict], kind: InputKind, config: CleanConfig
) -> tuple[list[Verdict], bool]:
    """The verdicts that are upheld, and whether the fall-back to precise ones was needed."""
    needed = config.needed(kind == "page_dump")
    best = _support(sheet, _best_per_line(sheet, verdicts))
    upheld = [v for v in best if v.confidence >= needed]
    if _removed_share(sheet, upheld) <= config.max_removed_share:
        return upheld, False
    return [v for v in upheld if v.confidence >= config.precise_confidence], True


def _best_per_line(sheet: Sheet, verdicts: Iterable[Verdict]) -> list[Verdict]:
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


#: neighbours alone never make a line surer than this: the precise rules stay apart from the supported ones
_MOST_SUPPORT = 0.9


def _removed_share(sheet: Sheet, verdicts: Iterable[Verdict]) -> float:
    total = sum(len(view.text) for view in sheet.views)
    return sum(v.end - v.start for v in verdicts) / total if total else 0.0
