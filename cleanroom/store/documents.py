"""Cleaned documents as Arrow batches, and the batches as what deduplication takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from cleanroom.dedup.collect import Batch
from cleanroom.dedup.words import Ints, take_rows
from cleanroom.kernels.packed import Packed, packed
from cleanroom.records import Clean, Removal
from cleanroom.store.rows import NO_FIELDS, own_fields, own_source
from cleanroom.store.schemas import DOCUMENTS
from cleanroom.text import host
from cleanroom.write.formats.jsonl import line as json_line
from cleanroom.write.formats.jsonl import value_of
from cleanroom.write.utf8 import utf8

if TYPE_CHECKING:
    from cleanroom.read.again import Again
    from cleanroom.read.columns import Columns

#: documents and characters of a batch
_DOCUMENTS, _CHARS = 4096, 1 << 22


class Rows(NamedTuple):
    """Rows of the table `documents`, what was cut from them with its document, and the texts' characters, if known.

    again: where the texts can be read again, if that is known.
    """

    batch: pa.RecordBatch
    cuts: Sequence[tuple[str, Removal]] = ()
    lengths: Ints | None = None
    again: Again | None = None


def document_batches(documents: Iterable[Clean | Columns], cut: bool) -> Iterator[Rows]:
    """Rows of the table `documents` with what was cut from them. `cut` False: nothing is, and `raw` is left out."""
    group: list[Clean] = []
    chars = 0
    for document in documents:
        if isinstance(document, Clean):
            group.append(document)
            chars += len(document.text)
        whole = not isinstance(document, Clean)
        if group and (whole or len(group) >= _DOCUMENTS or chars >= _CHARS):
            yield Rows(document_batch(group, cut), _cuts(group))
            group, chars = [], 0
        if not isinstance(document, Clean):
            yield Rows(column_batch(document), lengths=document.lengths, again=document.again)
    if group:
        yield Rows(document_batch(group, cut), _cuts(group))


def _cuts(documents: Sequence[Clean]) -> list[tuple[str, Removal]]:
    return [(document.id, cut) for document in documents for cut in document.removed]


def document_batch(documents: Sequence[Clean], cut: bool = True) -> pa.RecordBatch:
    """Rows of the table `documents`."""
    columns: dict[str, pa.Array] = {"text": _texts([document.text for document in documents])}
    columns["raw"] = _texts([document.raw for document in documents]) if cut else pa.nulls(len(documents), pa.string())
    columns["source"] = pa.array([own_source(document) for document in documents], pa.string())
    columns["fields"] = pa.array([own_fields(document) for document in documents], pa.string())
    for field in DOCUMENTS:
        if field.name not in columns:
            columns[field.name] = pa.array([getattr(document, field.name) for document in documents], field.type)
    return pa.RecordBatch.from_arrays([columns[name] for name in DOCUMENTS.names], schema=DOCUMENTS)


def cleans_of(batch: pa.RecordBatch) -> list[Clean]:
    """Rows of the table `documents` from which nothing was cut, as records again."""
    names = [name for name in DOCUMENTS.names if name not in ("raw", "text", "fields")]
    columns: list[list[Any]] = [batch.column(name).to_pylist() for name in names]
    texts, fields = packed_column(batch.column("text")).texts(), batch.column("fields").to_pylist()
    found = []
    for text, own, row in zip(texts, fields, zip(*columns, strict=True), strict=True):
        values = (tuple(value) if isinstance(value, list) else value for value in row)
        known: dict[str, Any] = dict(zip(names, values, strict=True))
        found.append(Clean(text=text, raw=text, fields=value_of(own), **known))
    return found


def as_one(batches: Sequence[pa.RecordBatch]) -> pa.RecordBatch:
    """Rows of several batches, which are not many gigabytes, as one."""
    return batches[0] if len(batches) == 1 else pa.Table.from_batches(batches).combine_chunks().to_batches()[0]


def column_batch(records: Columns) -> pa.RecordBatch:
    """The same of records in columns, from which nothing was cut."""
    count, fields = len(records), records.fields
    columns = {name: strings(column) for name, column in records.attributes.items()}
    columns["text"], columns["raw"] = strings(records.texts), pa.nulls(count, pa.string())
    columns["kind_of_input"] = _same("kind_of_input", "scraped", count)
    if fields is None:
        columns["fields"] = _same("fields", NO_FIELDS, count)
    else:
        columns["fields"] = pa.array([json_line(own).decode() for own in fields], pa.string())
    if fields is not None or "url" in columns:
        urls = columns["url"].to_pylist() if "url" in columns else [""] * count
        owns = [own.get("source") for own in fields] if fields else [None] * count
        columns["source"] = pa.array(list(map(_source, owns, urls)), pa.string())
    for field in DOCUMENTS:
        if field.name not in columns:
            columns[field.name] = _same(field.name, "", count)
    return pa.RecordBatch.from_arrays([columns[name] for name in DOCUMENTS.names], schema=DOCUMENTS)


def _same(name: str, value: str, count: int) -> pa.Array:
    """A column of one value; nothing in a column of lists."""
    return _repeated(name, value, max(count, _DOCUMENTS))[:count]


@lru_cache(len(DOCUMENTS))
def _repeated(name: str, value: str, count: int) -> pa.Array:
    kind = DOCUMENTS.field(name).type
    return pa.repeat(value if pa.types.is_string(kind) else pa.scalar([], kind), count)


def without_texts(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The rows with what is known of the texts, and none of them."""
    for name in ("text", "raw"):
        batch = batch.set_column(
            batch.schema.get_field_index(name), DOCUMENTS.field(name), pa.nulls(len(batch), pa.string())
        )
    return batch


def _source(own: Any, url: str) -> str:
    """`own_source` of a record that nothing else is known of."""
    return own if isinstance(own, str) and own else host(url) if url else ""


def strings(column: Packed) -> pa.Array:
    """Packed texts as a column, without a copy."""
    offsets = pa.py_buffer(column.offsets.astype(np.int32))
    return pa.Array.from_buffers(pa.string(), len(column), [None, offsets, pa.py_buffer(column.data)])


def _texts(texts: list[str]) -> pa.Array:
    """A column of long texts, without growing a buffer text by text."""
    return strings(packed(texts, utf8))


def packed_column(column: pa.Array) -> Packed:
    """The texts of a column, without a copy."""
    _, offsets, data = column.buffers()
    ends = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1].astype(np.int64)
    return Packed(np.frombuffer(data, np.uint8) if data else np.empty(0, np.uint8), ends)


def longest(column: pa.Array) -> int:
    """The bytes of the longest text of a column."""
    return int(np.diff(packed_column(column).offsets).max(initial=0)) if len(column) else 0


def taken(column: Packed, rows: Ints) -> pa.Array:
    """Some of packed texts as a column, without what Arrow imports to do that."""
    offsets, places = take_rows(column.offsets, rows)
    return strings(Packed(column.data[places], offsets))


def incoming(rows: Rows) -> tuple[Batch, int]:
    """Rows of `documents` as deduplication takes them, and the characters they had before cleaning."""
    batch, shares = rows.batch, np.zeros(len(rows.batch))
    lengths = _characters(batch.column("text")) if rows.lengths is None else rows.lengths
    raw_lengths = lengths
    if batch.column("raw").null_count < len(batch):
        raw_lengths = _characters(batch.column("raw"), batch.column("text"))
        left = np.where(raw_lengths > 0, lengths / np.maximum(raw_lengths, 1), 1.0)
        shares = np.asarray(np.round(1.0 - left, 6), np.float64)
    found = Batch(
        packed_column(batch.column("id")), packed_column(batch.column("text")), lengths,
        _filled(batch.column("date")), _filled(batch.column("source")), shares, rows.again,
    )  # fmt: skip
    return found, int(raw_lengths.sum())


def _filled(column: pa.Array) -> list[str] | None:
    """The texts of a column, None if all are empty."""
    return column.to_pylist() if longest(column) else None


def _characters(*columns: pa.Array) -> Ints:
    """The length in characters of each text, or of that of the next column where there is none (n)."""
    import pyarrow.compute as pc  # noqa: PLC0415  (40 ms, which those of columns do not pay)

    lengths: Ints = pc.utf8_length(pc.coalesce(*columns)).to_numpy(zero_copy_only=False).astype(np.int64)
    return lengths
