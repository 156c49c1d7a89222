"""Parquet: a row is a record; positions are row numbers from 1."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, cast

from cleanroom.errors import RecordError
from cleanroom.read.decode import decode
from cleanroom.read.record import no_text, to_raw
from cleanroom.read.register import Format, Wanted, register
from cleanroom.read.source import Source
from cleanroom.records import Raw, Reject

#: of a Parquet file that comes through a pipe: above it the copy that pyarrow can seek in is on disk
_IN_MEMORY = 64_000_000


def _read(source: Source, wanted: Wanted) -> Iterator[Raw | Reject]:
    import shutil  # noqa: PLC0415 - nor these two, which import half a dozen others
    import tempfile  # noqa: PLC0415

    import pyarrow as pa  # noqa: PLC0415 - 50 ms and 100 MB that other formats need not pay
    import pyarrow.parquet as pq  # noqa: PLC0415

    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        if source.path is None:
            shutil.copyfileobj(source.stream, copy)
            copy.seek(0)
        try:
            with pq.ParquetFile(source.path or copy) as table:
                yield from _rows(table, source.name, wanted)
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            if isinstance(error, OSError) and error.errno:  # the device's fault, not the file's
                raise RecordError("unreadable", f"could not be read: {os.strerror(error.errno)}") from None
            raise RecordError("parquet", f"not a readable Parquet file: {_first_line(error)}") from None


def _rows(table: Any, name: str, wanted: Wanted) -> Iterator[Raw | Reject]:
    columns = dict.fromkeys(table.schema_arrow.names)
    if not columns.keys() & set(wanted.text_fields):
        raise RecordError("no_text", no_text(wanted.text_fields, columns))
    position = 0
    for batch in table.iter_batches(batch_size=wanted.config.batch_documents):
        for row in cast("list[dict[str, Any]]", batch.to_pylist()):
            position += 1
            try:
                yield to_raw(row, name, position, wanted, _decoded(row, wanted))
            except RecordError as error:
                yield Reject(name, position, error.code, str(error))


def _decoded(row: dict[str, Any], wanted: Wanted) -> tuple[str, ...]:
    """Texts in binary columns become text; what had to be guessed for it."""
    notes: tuple[str, ...] = ()
    for field in wanted.text_fields:
        if isinstance(row.get(field), bytes):
            decoded = decode(row[field], wanted.config)
            row[field], notes = decoded.text, decoded.notes
    return notes


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


register(Format("parquet", (".parquet", ".pq"), lambda head: head.startswith(b"PAR1"), _read, rank=10))
