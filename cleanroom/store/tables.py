"""Rows to Parquet parts, and back. A table is a folder of parts that any Parquet reader takes as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

#: rows and text characters of a part: large enough to compress and scan well, small enough to hold in memory
_PART_ROWS, _PART_CHARS = 50_000, 64_000_000


class TableWriter:
    """Collects rows of one schema and writes them as parts; use as a context manager."""

    def __init__(self, folder: Path, schema: pa.Schema) -> None:
        self.folder, self.schema = folder, schema
        self.rows, self.parts = 0, 0
        self._buffer: list[Mapping[str, Any]] = []
        self._chars = 0
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, row: Mapping[str, Any], chars: int = 0) -> None:
        """Take one row; `chars` is about how much text it holds."""
        self._buffer.append(row)
        self._chars += chars
        if len(self._buffer) >= _PART_ROWS or self._chars >= _PART_CHARS:
            self._flush()

    def _flush(self) -> None:
        table = pa.Table.from_pylist(self._buffer, schema=self.schema)
        pq.write_table(table, self.folder / f"part-{self.parts:05d}.parquet", compression="zstd")
        self.rows += len(self._buffer)
        self.parts += 1
        self._buffer, self._chars = [], 0

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        if failed is None and (self._buffer or not self.parts):
            self._flush()


def write_table(folder: Path, schema: pa.Schema, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write all rows as one table; gives their number."""
    with TableWriter(folder, schema) as writer:
        for row in rows:
            writer.add(row)
    return writer.rows


def read_rows(folder: Path, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
    """The rows of a table in the order they were written, a batch in memory at a time."""
    for part in sorted(folder.glob("part-*.parquet")):
        with pq.ParquetFile(part) as file:
            for batch in file.iter_batches(batch_size=4096, columns=columns):
                yield from batch.to_pylist()


def find_rows(folder: Path, column: str, value: str) -> Iterator[dict[str, Any]]:
    """The rows of a table that have `value` in `column`, in the order they were written."""
    for part in sorted(folder.glob("part-*.parquet")):
        yield from pq.read_table(part, filters=[(column, "=", value)]).to_pylist()
