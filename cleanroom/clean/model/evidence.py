"""What rules and runs said of each unit of a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleanroom.clean.segment import View
from cleanroom.records import Verdict

#: kinds that are fields of the result rather than waste
_STREAMS = frozenset(("title", "byline", "dateline", "caption", "republication"))
#: columns of the evidence: the surest verdict of a rule on the whole unit, of a run, of either on a stream,
#: on a comment, and whether a part of the unit is to go
EVIDENCE = ("rule", "run", "stream", "comment", "part")


def evidence_of(views: Sequence[View], verdicts: Iterable[Verdict]) -> list[list[float]]:
    """What was said of each unit, as confidences."""
    held = [[0.0] * len(EVIDENCE) for _ in views]
    number = {view.start: view.index for view in views}
    for verdict in verdicts:
        index = number.get(verdict.start)
        whole = index is not None and verdict.end == views[index].end
        if index is None or not whole:
            if index is not None:
                held[index][4] = max(held[index][4], verdict.confidence)
            continue
        for column, holds in (
            (0, not verdict.rule.startswith("run.")), (1, verdict.rule.startswith("run.")),
            (2, verdict.kind in _STREAMS), (3, verdict.kind == "comment"),
        ):  # fmt: skip
            if holds:
                held[index][column] = max(held[index][column], verdict.confidence)
    return held
