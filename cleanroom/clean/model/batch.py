"""Units of a batch of documents as arrays: what the features are computed from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cleanroom.clean.model.characters import NEWLINE, SPACE, Array, codepoints, tables
from cleanroom.clean.model.documents import CompiledDocuments, Documents
from cleanroom.clean.segment import View
from cleanroom.records import Verdict

#: kinds that are fields of the result rather than waste
_STREAMS = frozenset(("title", "byline", "dateline", "caption", "republication"))
#: columns of the evidence: the surest verdict of a rule on the whole unit, of a run, of either on a stream,
#: on a comment, and whether a part of the unit is to go
EVIDENCE = ("rule", "run", "stream", "comment", "part")


@dataclass
class Batch:
    """Units of documents one behind the other. Offsets are those of the joined units, a blank between two of them."""

    chars: Array  # code points
    cls: Array  # their classes
    start: Array
    end: Array
    documents: Documents
    gap: Array  # blank lines above, and below
    gap_after: Array
    indent: Array
    rows: Array
    piece: Array
    wrapped: Array  # by document
    evidence: Array  # units × EVIDENCE

    @cached_property
    def owner(self) -> Array:
        """The unit of each character."""
        return np.repeat(np.arange(len(self.start)), self.end - self.start + 1)[: len(self.chars)]


def batch_of(pages: Sequence[tuple[Sequence[View], Sequence[Verdict]]], compiled: bool = False) -> Batch:
    """The batch of some documents, each with its units and with all that rules and runs say of it.

    `compiled`: its features are computed by compiled kernels, which pays for many documents and changes no bit.
    """
    units = [unit for views, _ in pages for unit in views]
    chars = codepoints(" ".join([unit.text for unit in units]))
    cls = tables().classes[chars]
    cls[cls == NEWLINE] = SPACE
    lengths = _numbers([len(unit.text) for unit in units])
    start = np.cumsum(lengths + 1) - lengths - 1
    counts = [len(views) for views, _ in pages]
    kind = CompiledDocuments if compiled else Documents
    documents = kind(np.repeat(np.arange(len(pages)), counts), len(pages))
    gap = _numbers([unit.blank for unit in units])
    after = np.append(gap[1:], 0)[: len(gap)]
    after[documents.ends[documents.filled] - 1] = 0
    rows = _numbers([unit.rows for unit in units])
    return Batch(
        chars, cls, start, start + lengths, documents, gap, after, _numbers([unit.indent for unit in units]),
        rows, _numbers([unit.piece for unit in units]),
        np.bincount(documents.doc[rows > 1], minlength=len(pages)) > 0,
        np.concatenate([evidence_of(*page) for page in pages] or [np.zeros((0, len(EVIDENCE)))]),
    )  # fmt: skip


def _numbers(values: Sequence[int]) -> Array:
    return np.array(values, np.int64)


def evidence_of(views: Sequence[View], verdicts: Iterable[Verdict]) -> Array:
    """What was said of each unit, as confidences."""
    held = np.zeros((len(views), len(EVIDENCE)))
    number = {view.start: view.index for view in views}
    for verdict in verdicts:
        index = number.get(verdict.start)
        whole = index is not None and verdict.end == views[index].end
        if index is None or not whole:
            if index is not None:
                held[index, 4] = max(held[index, 4], verdict.confidence)
            continue
        for column, holds in (
            (0, not verdict.rule.startswith("run.")), (1, verdict.rule.startswith("run.")),
            (2, verdict.kind in _STREAMS), (3, verdict.kind == "comment"),
        ):  # fmt: skip
            if holds:
                held[index, column] = max(held[index, column], verdict.confidence)
    return held
