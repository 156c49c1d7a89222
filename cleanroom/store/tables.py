"""Rows to Parquet parts, and back. A table is a folder of parts that any Parquet reader takes as it is."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa

T = TypeVar("T")
#: rows and bytes of a part: large enough to compress and scan well, small enough to hold two of them in memory
_PART_ROWS, _PART_BYTES = 50_000, 64_000_000
#: columns of texts that have few different ones
_FEW = frozenset({"source", "lang", "kind_of_input", "role", "relation", "kind", "rule", "code", "author"})
#: what Arrow says of files that are no tables, or damaged
UNREADABLE = pa.ArrowException
#: rows handed over at once
_BATCH_ROWS = 4096


class BatchWriter:
    """Collects Arrow batches and writes them as parts, behind the caller's back; use as a context manager."""

    def __init__(
        self, folder: Path, schema: pa.Schema, parts: int = 0, most: int = _PART_BYTES, packed: bool = True
    ) -> None:
        """`parts` are there already; a part has up to about `most` bytes. packed: whether texts are compressed."""
        self.folder, self.schema, self.parts, self._most, self._packed = folder, schema, parts, most, packed
        self._buffer: list[pa.RecordBatch] = []
        self._rows, self._bytes = 0, 0
        self._thread = ThreadPoolExecutor(1)
        self._written: Future[None] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, batch: pa.RecordBatch) -> None:
        """Take a batch of a few thousand rows."""
        self._buffer.append(batch)
        self._rows, self._bytes = self._rows + len(batch), self._bytes + batch.nbytes
        if self._rows >= _PART_ROWS or self._bytes >= self._most:
            self._flush()

    @property
    def is_empty(self) -> bool:
        """Whether all that was taken is in parts."""
        return not self._buffer

    def settle(self, wait: bool = True, last: bool = False) -> int:
        """Have all that was taken on the disk, at once or, without `wait`, soon; gives the number of parts.

        last: nothing more comes, so that a table without rows gets its empty part now.
        """
        if self._buffer or (last and not self.parts):
            self._flush()
        if wait:
            self.wait()
        return self.parts

    def wait(self) -> None:
        """Until all parts are on the disk."""
        if self._written:
            self._written.result()

    def _flush(self) -> None:
        self.wait()
        table = pa.Table.from_batches(self._buffer, schema=self.schema)
        part = self.folder / f"part-{self.parts:05d}.parquet"
        self._written = self._thread.submit(_write_part, table, part, self._packed)
        self.parts, self._buffer, self._rows, self._bytes = self.parts + 1, [], 0, 0

    def __enter__(self) -> BatchWriter:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        try:
            if failed is None and (self._buffer or not self.parts):
                self._flush()
            if failed is None and self._written:
                self._written.result()
        finally:
            self._thread.shutdown()


def _write_part(table: pa.Table, part: Path, packed: bool) -> None:
    """Write a part and have it reach the disk while others are being made.

    Texts differ, so no dictionary of them is tried; lz4 packs them half as well as zstd in three fifths of the time,
    which is still a tenth of all that comparing texts takes.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415 - 20 ms, which a thread that writes takes beside the others

    few = [field.name for field in table.schema if not pa.types.is_string(field.type) or field.name in _FEW]
    codecs = "LZ4" if packed else {field.name: "NONE" if field.name == "text" else "LZ4" for field in table.schema}
    pq.write_table(table, part, compression=codecs, use_dictionary=few, write_statistics=few)
    with part.open("rb+") as written:
        os.fsync(written.fileno())


class TableWriter:
    """Collects rows of one schema and writes them as parts; use as a context manager."""

    def __init__(self, folder: Path, schema: pa.Schema, parts: int = 0) -> None:
        self.rows = 0
        self._writer = BatchWriter(folder, schema, parts)
        self._buffer: list[Mapping[str, Any]] = []

    def add(self, row: Mapping[str, Any]) -> None:
        """Take one row."""
        self._buffer.append(row)
        self.rows += 1
        if len(self._buffer) >= _BATCH_ROWS:
            self._hand_over()

    def settle(self, wait: bool = True, last: bool = False) -> int:
        """See `BatchWriter.settle`."""
        if self._buffer:
            self._hand_over()
        return self._writer.settle(wait, last)

    def wait(self) -> None:
        """Until all parts are on the disk."""
        self._writer.wait()

    def _hand_over(self) -> None:
        self._writer.add(pa.RecordBatch.from_pylist(self._buffer, schema=self._writer.schema))
        self._buffer = []

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(self, failed: object, *details: object) -> None:
        if failed is None and self._buffer:
            self._hand_over()
        self._writer.__exit__(failed, *details)


#: how Arrow reaches other machines: files of these are read and sent by `remote`
_REMOTE = frozenset({"pyarrow._azurefs", "pyarrow._gcsfs", "pyarrow._hdfs", "pyarrow._s3fs"})


def leave_out() -> None:
    """Have pyarrow not import what it only looks for: pandas for its first array, remote files for Parquet.

    For processes that are ours alone: it takes 0.4 s where pandas is installed, and 0.06 s of every run.
    """
    if "pandas" not in sys.modules:
        without_pandas = _Without(frozenset({"pandas"}))
        sys.meta_path.insert(0, without_pandas)
        pa.array([])
        sys.meta_path.remove(without_pandas)
    sys.meta_path.insert(0, _Without(_REMOTE))


class _Without(MetaPathFinder):
    """Finds that some modules are not there."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def find_spec(self, fullname: str, *_: Any) -> None:
        if fullname in self._names:
            raise ModuleNotFoundError(fullname)


def side_by_side(*jobs: Callable[[], None]) -> None:
    """Do all of some jobs, each in a thread. Raises what the first one that fails raises, when all have ended."""
    with ThreadPoolExecutor(len(jobs)) as pool:
        begun = [pool.submit(job) for job in jobs]
    for job in begun:
        job.result()


def beside(job: Callable[[], None], work: Callable[[], T]) -> T:
    """What some work gives, while a job is done in a thread. Raises what the job raises, else what the work does."""
    with ThreadPoolExecutor(1) as pool:
        begun = pool.submit(job)
        try:
            return work()
        finally:
            begun.result()


def write_batches(folder: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """Write batches as one table."""
    with BatchWriter(folder, schema) as writer:
        for batch in batches:
            writer.add(batch)


def write_columns(folder: Path, schema: pa.Schema, columns: Sequence[Any]) -> None:
    """Write columns, arrays of numpy or lists, as one table."""
    arrays = [
        column if isinstance(column, pa.Array) else pa.array(column, field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
    write_batches(folder, schema, pa.Table.from_arrays(arrays, schema=schema).to_batches(max_chunksize=_PART_ROWS))


def read_columns(folder: Path, names: Sequence[str]) -> dict[str, Any]:
    """Columns of a table: numbers as arrays of numpy, texts as lists."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - on need

    table = pa.concat_tables(pq.read_table(part, columns=list(names)) for part in sorted(folder.glob("part-*.parquet")))
    return {
        name: column.to_pylist() if pa.types.is_string(column.type) else column.to_numpy()
        for name, column in zip(table.column_names, table.columns, strict=True)
    }


def write_table(folder: Path, schema: pa.Schema, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as one table."""
    with TableWriter(folder, schema) as writer:
        for row in rows:
            writer.add(row)


def rows_of(batch: pa.RecordBatch) -> Iterator[dict[str, Any]]:
    """The rows of a batch."""
    names = batch.schema.names
    for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
        yield dict(zip(names, row, strict=True))


def read_batches(folder: Path, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    """A table in the order it was written, a few thousand rows in memory at a time."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - on need

    for part in sorted(folder.glob("part-*.parquet")):
        with pq.ParquetFile(part) as file:
            yield from file.iter_batches(batch_size=_BATCH_ROWS, columns=columns)


def read_rows(folder: Path, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
    """The rows of a table in the order they were written."""
    for batch in read_batches(folder, columns):
        yield from rows_of(batch)


def find_rows(folder: Path, column: str, value: str) -> Iterator[dict[str, Any]]:
    """The rows of a table that have `value` in `column`, in the order they were written."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - on need

    for part in sorted(folder.glob("part-*.parquet")):
        yield from pq.read_table(part, filters=[(column, "=", value)]).to_pylist()
