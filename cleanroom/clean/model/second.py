"""Features of the second stage: what the first one answered on the units around."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from cleanroom.clean.model import vector as np
from cleanroom.clean.model.columns import Columns
from cleanroom.clean.model.vector import log

if TYPE_CHECKING:
    from cleanroom.clean.model.batch import Batch
    from cleanroom.clean.model.characters import Array

_WINDOWS = (
    (-2, -1, "a"), (1, 2, "b"), (-5, -1, "c"), (1, 5, "d"), (-12, -1, "e"), (1, 12, "f"), (-40, -1, "g"), (1, 40, "h"),
)  # fmt: skip


def second(batch: Batch, wanted_share: Array, length: Array, wanted: Collection[str] | None = None) -> Columns:
    """Features of the first stage's probabilities of wanted text; `length` is its feature `len`."""
    documents = batch.documents
    columns = Columns(len(wanted_share), wanted)
    p = np.rounded(wanted_share.astype("float64") * 65536) / 65536  # so that sums are exact
    size = np.rounded(np.expm1(length.astype("float64")))
    clipped = np.clip(p, 1e-4, 1 - 1e-4)
    odds = np.ln(clipped / (1 - clipped)).astype("float32")
    columns.put("z", odds)
    for by in (-4, -3, -2, -1, 1, 2, 3, 4):
        columns.put(f"z{by:+d}", documents.shift(odds, by, -6))
    sums = documents.sums(p)
    for low, high, tag in _WINDOWS:
        columns.put("pw_" + tag, documents.mean(sums, low, high))
    _sums(batch, p, size, columns)
    sure, no = p > 0.8, p < 0.15
    for tag, flag in (("sure", sure), ("no", no)):
        columns.put(f"to_{tag}_up", log(documents.shift(documents.since(flag), -1, 999)))
        columns.put(f"to_{tag}_dn", log(documents.shift(documents.until(flag), 1, 999)))
    _runs(batch, p, size, columns)
    for cost, tag in ((0.3, "a"), (0.5, "b"), (0.7, "c")):
        inside, distance = documents.best_segment((p - cost) * np.minimum(size, 400) + (p - cost) * 10)
        columns.put("s_in" + tag, inside)
        columns.put("s_d" + tag, np.sign(distance) * log(np.absolute(distance)))
    return columns


def _sums(batch: Batch, p: Array, size: Array, columns: Columns) -> None:
    documents, kept = batch.documents, p * size
    sizes, sums = documents.sums(size), documents.sums(kept)
    for radius in (2, 6, 20):
        begin, end = documents.span(-radius, radius)
        at = documents.at
        columns.put(f"pc_up{radius}", (sums[at] - sums[begin]) / np.maximum(sizes[at] - sizes[begin], 1))
        columns.put(f"pc_dn{radius}", (sums[end] - sums[at + 1]) / np.maximum(sizes[end] - sizes[at + 1], 1))
    total = documents.total(kept)
    before = sums[:-1] - sums[documents.first]
    after = total - before - kept
    columns.put("kept_before", before / np.maximum(total, 1))
    columns.put("kept_after", after / np.maximum(total, 1))
    columns.put("lkept_before", log(before))
    columns.put("lkept_after", log(after))
    columns.put("doc_kept", total / np.maximum(documents.total(size), 1))
    columns.put("doc_p", documents.total(p) / np.maximum(documents.size, 1))
    columns.put("lkept", log(total))


def _runs(batch: Batch, p: Array, size: Array, columns: Columns) -> None:
    documents = batch.documents
    yes, at, run = documents.runs(p > 0.5)
    none, at_none, _ = documents.runs(p <= 0.5)
    columns.put("run_yes", log(yes))
    columns.put("run_no", log(none))
    columns.put("run_at", log(at + at_none))
    block = documents.groups(batch.gap > 0)
    for tag, group in (("run", run), ("block", block)):
        sizes = documents.by(group, size)
        columns.put(tag + "_p", documents.by(group, size * p) / np.maximum(sizes, 1))
        columns.put(tag + "_eff", log(sizes))
