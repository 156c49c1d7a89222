"""Cleaned documents as Arrow batches, and the batches as what deduplication takes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cleanroom.dedup.collect import Batch
from cleanroom.dedup.packed import Packed
from cleanroom.dedup.verify import Floats
from cleanroom.dedup.words import Ints
from cleanroom.records import Clean
from cleanroom.store.rows import own_fields, own_source
from cleanroom.store.schemas import DOCUMENTS
from cleanroom.write.utf8 import utf8


def document_batch(documents: Sequence[Clean]) -> pa.RecordBatch:
    """Rows of the table `documents`."""
    columns: dict[str, pa.Array] = {"text": _texts([document.text for document in documents])}
    if all(document.raw is document.text for document in documents):
        columns["raw"] = columns["text"]
    else:
        columns["raw"] = _texts([document.raw for document in documents])
    columns["source"] = pa.array([own_source(document) for document in documents], pa.string())
    columns["fields"] = pa.array([own_fields(document) for document in documents], pa.string())
    for field in DOCUMENTS:
        if field.name not in columns:
            columns[field.name] = pa.array([getattr(document, field.name) for document in documents], field.type)
    return pa.RecordBatch.from_arrays([columns[name] for name in DOCUMENTS.names], schema=DOCUMENTS)


def _texts(texts: list[str]) -> pa.Array:
    """A column of long texts, without growing a buffer text by text."""
    encoded = [utf8(text) for text in texts]
    offsets = np.zeros(len(encoded) + 1, np.int32)
    np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)), out=offsets[1:])
    return pa.Array.from_buffers(
        pa.string(), len(encoded), [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    )


def _packed(column: pa.Array) -> Packed:
    """The texts of a column, without a copy."""
    _, offsets, data = column.buffers()
    ends = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1].astype(np.int64)
    return Packed(np.frombuffer(data, np.uint8) if data else np.empty(0, np.uint8), ends)


def incoming(batch: pa.RecordBatch) -> tuple[Batch, int]:
    """Rows of `documents` as deduplication takes them, and the characters they had before cleaning."""
    lengths, raw_lengths = _characters(batch.column("text")), _characters(batch.column("raw"))
    left = np.where(raw_lengths > 0, lengths / np.maximum(raw_lengths, 1), 1.0)
    shares: Floats = np.asarray(np.round(1.0 - left, 6), np.float64)
    ids, dates, sources = (batch.column(name).to_pylist() for name in ("id", "date", "source"))
    return Batch(ids, _packed(batch.column("text")), lengths, dates, sources, shares), int(raw_lengths.sum())


def _characters(column: pa.Array) -> Ints:
    """The length of each text in characters (n)."""
    lengths: Ints = pc.utf8_length(column).to_numpy(zero_copy_only=False).astype(np.int64)
    return lengths
