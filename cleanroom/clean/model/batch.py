"""Units of a batch of documents as arrays: what the features are computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from cleanroom.clean.lines import Lines
from cleanroom.clean.model.characters import NEWLINE, SPACE, Array, tables
from cleanroom.clean.model.counts import Edges, Tally
from cleanroom.clean.model.documents import CompiledDocuments, Documents
from cleanroom.clean.model.evidence import EVIDENCE, evidence_of
from cleanroom.records import Verdict


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

    @property
    def edges(self) -> Edges:
        """The ends of units."""
        cls, chars, start, end = self.cls, self.chars, self.start, self.end
        final = end[self.documents.stop - 1] - 1  # what stands behind it is of another document
        blank = (start == final) | (cls[np.minimum(start + 1, max(len(cls) - 1, 0))] == SPACE)
        return Edges(
            cls[start], cls[np.minimum(start + 2, final)], tables().bullets[chars[start]] & blank, cls[end - 1],
            cls[np.maximum(end - 2, start)], chars[end - 1], chars[np.maximum(end - 2, 0)],
        )  # fmt: skip

    def tally(self, scores: Array, lexicon: Array) -> Tally:
        """What units count."""
        from cleanroom.clean.model.tally import tallied  # noqa: PLC0415  (it needs Batch)

        return tallied(self, scores, lexicon)


def batch_of(pages: Sequence[tuple[Lines, Sequence[Verdict]]], compiled: bool = False) -> Batch:
    """The batch of some documents, each with its units and with all that rules and runs say of it.

    `compiled`: its features are computed by compiled kernels, which pays for many documents and changes no bit.
    """
    laid = [views.laid for views, _ in pages]
    chars = np.concatenate([np.zeros(0, np.uint16), *(some.chars for some in laid)])[:-1]
    cls = _classes().take(chars)
    lengths, gap, indent, rows, piece = (
        np.concatenate([np.zeros(0, np.int64), *column]) for column in list(zip(*laid, strict=True))[1:] or [()] * 5
    )
    start = np.cumsum(lengths + 1) - lengths - 1
    counts = [len(views) for views, _ in pages]
    kind = CompiledDocuments if compiled else Documents
    documents = kind(np.repeat(np.arange(len(pages)), counts), len(pages))
    after = np.append(gap[1:], 0)[: len(gap)]
    after[documents.ends[documents.filled] - 1] = 0
    return Batch(
        chars, cls, start, start + lengths, documents, gap, after, indent, rows, piece,
        np.bincount(documents.doc[rows > 1], minlength=len(pages)) > 0,
        _evidence(pages, documents),
    )  # fmt: skip


@cache
def _classes() -> Array:
    """Classes of characters inside a unit, where a break is a blank."""
    held = tables().classes
    return np.where(held == NEWLINE, SPACE, held).astype(held.dtype)


def _evidence(pages: Sequence[tuple[Lines, Sequence[Verdict]]], documents: Documents) -> Array:
    """units × EVIDENCE"""
    held = np.zeros((documents.n, len(EVIDENCE)))
    for begin, page in zip(documents.begins.tolist(), pages, strict=True):
        if said := evidence_of(*page):
            held[np.fromiter(said, np.int64, len(said)) + begin] = list(said.values())
    return held

