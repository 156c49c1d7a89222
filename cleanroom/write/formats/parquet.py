"""Parquet, zstd inside. A column is as the rows have it; what fits no type becomes JSON text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from cleanroom.write.atomic import atomic, plain_errors, streamed
from cleanroom.write.formats.jsonl import line
from cleanroom.write.register import Format, Writer, register
from cleanroom.write.utf8 import utf8

#: rows and characters of text that make a row group: some 16 MB, read and skipped as one
_GROUP_ROWS = 10_000
_GROUP_CHARS = 16_000_000
#: of row groups that wait for the final schema: above it they are on disk
_IN_MEMORY = 64_000_000


class _Parquet(Writer):
    """Puts row groups aside as Arrow until the last row is known, and with it the type of every column."""

    def __init__(self, aside: BinaryIO) -> None:
        self._aside = aside
        self._types: dict[str, Any] = {}
        self._groups = 0
        self._rows: list[Mapping[str, Any]] = []
        self._chars = 0

    def write(self, row: Mapping[str, Any]) -> None:
        self._rows.append(dict(row))
        self._chars += len(row.get("text") or "")
        if len(self._rows) >= _GROUP_ROWS or self._chars >= _GROUP_CHARS:
            self._put_aside()

    def _put_aside(self) -> None:
        import pyarrow as pa  # noqa: PLC0415 - 50 ms that other formats need not pay

        names = list(dict.fromkeys(name for row in self._rows for name in row))
        table = pa.table({name: _column([row.get(name) for row in self._rows]) for name in names})
        for field in table.schema:
            self._types[field.name] = _joint(self._types.get(field.name, field.type), field.type)
        with plain_errors("a temporary file"), pa.ipc.new_stream(self._aside, table.schema) as stream:
            stream.write_table(table)
        self._groups += 1
        self._rows, self._chars = [], 0

    def finish(self, target: BinaryIO) -> None:
        """Write the Parquet file."""
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.parquet as pq  # noqa: PLC0415

        if self._rows:
            self._put_aside()
        schema = pa.schema([(name, pa.string() if pa.types.is_null(kind) else kind)
                            for name, kind in self._types.items()])
        self._aside.seek(0)
        with pq.ParquetWriter(target, schema, compression="zstd") as writer:
            for _ in range(self._groups):
                with pa.ipc.open_stream(self._aside) as stream:
                    writer.write_table(_conformed(stream.read_all(), schema))


def _column(values: list[Any]) -> Any:
    """An Arrow column. Mappings and mixed types become JSON text: their shape differs from row to row."""
    import pyarrow as pa  # noqa: PLC0415

    try:
        column = pa.array(values)
    except (pa.ArrowException, OverflowError, UnicodeEncodeError):
        return _texts(values)
    return _texts(values) if "struct<" in str(column.type) else column


def _texts(values: list[Any]) -> Any:
    import pyarrow as pa  # noqa: PLC0415

    return pa.array([None if value is None else _text(value) for value in values], pa.string())


def _text(value: Any) -> str:
    if isinstance(value, str):
        return utf8(value).decode()
    return line(value).decode().rstrip("\n")


def _joint(one: Any, other: Any) -> Any:
    """A type that holds the values of both."""
    import pyarrow as pa  # noqa: PLC0415

    try:
        schemas = [pa.schema([("", one)]), pa.schema([("", other)])]
        return pa.unify_schemas(schemas, promote_options="permissive").field(0).type
    except pa.ArrowException:
        return pa.string()


def _conformed(table: Any, schema: Any) -> Any:
    """The table with all columns of the schema, in its types."""
    import pyarrow as pa  # noqa: PLC0415

    columns = []
    for field in schema:
        if field.name not in table.column_names:
            columns.append(pa.nulls(len(table), field.type))
        elif pa.types.is_string(field.type) and not pa.types.is_string(table.schema.field(field.name).type):
            columns.append(_texts(table.column(field.name).to_pylist()))
        else:
            columns.append(table.column(field.name).cast(field.type, safe=False))
    return pa.table(columns, schema=schema)


@contextmanager
def _open(target: Path | BinaryIO) -> Iterator[_Parquet]:
    import tempfile  # noqa: PLC0415 - every command pays for what is imported above

    with (
        atomic(target) if isinstance(target, Path) else streamed(target) as stream,
        tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as aside,
    ):
        writer = _Parquet(cast(BinaryIO, aside))
        yield writer
        writer.finish(stream)


register(Format("parquet", (".parquet", ".pq"), _open))
