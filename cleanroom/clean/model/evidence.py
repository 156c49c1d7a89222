"""What rules and runs said of each unit of a document."""

from __future__ import annotations

from collections.abc import Iterable

from cleanroom.clean.lines import Lines
from cleanroom.records import Verdict

#: kinds that are fields of the result rather than waste
_STREAMS = frozenset(("title", "byline", "dateline", "caption", "republication"))
#: columns of the evidence: the surest verdict of a rule on the whole unit, of a run, of either on a stream,
#: on a comment, and whether a part of the unit is to go
EVIDENCE = ("rule", "run", "stream", "comment", "part")


def evidence_of(views: Lines, verdicts: Iterable[Verdict]) -> dict[int, list[float]]:
    """What was said of units, as confidences; units of which nothing was said are left out."""
    found: dict[int, list[float]] = {}
    for verdict in verdicts:
        index = views.number.get(verdict.start)
        if index is None:
            continue
        held, sure = found.get(index), verdict.confidence
        if held is None:
            held = found[index] = [0.0] * len(EVIDENCE)
        for column in _columns(verdict) if verdict.end == views.end[index] else (4,):
            held[column] = max(held[column], sure)
    return found


def _columns(verdict: Verdict) -> tuple[int, ...]:
    """What a verdict on a whole unit is evidence of."""
    by = 1 if verdict.rule.startswith("run.") else 0
    if verdict.kind == "comment":
        return by, 3
    return (by, 2) if verdict.kind in _STREAMS else (by,)
