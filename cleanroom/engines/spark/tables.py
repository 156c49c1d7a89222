"""The intermediate tables of a run: Parquet in a folder that the driver and all workers see.

A step is done when its table is written, so a machine that is lost costs the tasks it had, and no step is long.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

#: a DataFrame of pyspark, classic or Connect
Frame = Any
#: rows handed over at once
_ROWS = 4096


@dataclass(frozen=True, slots=True)
class Stored:
    """The files of a table, for workers."""

    system: fs.FileSystem
    files: tuple[str, ...]

    def read(self, columns: list[str]) -> pa.Table:
        """All rows, which must be few."""
        found = []
        for path in self.files:
            with self.system.open_input_file(path) as stream:
                found.append(pq.read_table(stream, columns=columns))
        return pa.concat_tables(found)


class Tables:
    """Tables by name, below an address such as /mnt/shared/work or s3://bucket/work."""

    def __init__(self, spark: Any, folder: str) -> None:
        self.spark, self.folder = spark, folder.rstrip("/")
        if "://" in folder:
            self._spark_folder = self.folder
            self._system, self._path = fs.FileSystem.from_uri(self.folder.replace("s3a://", "s3://"))
        else:
            self._path = str(Path(folder).resolve())
            self._system, self._spark_folder = fs.LocalFileSystem(), f"file://{self._path}"
        self._schemas: dict[str, Any] = {}

    def save(self, name: str, frame: Frame) -> Frame:
        """The frame as a table: written, and read from there."""
        self._schemas[name] = frame.schema
        frame.write.mode("overwrite").parquet(f"{self._spark_folder}/{name}")
        return self.frame(name)

    def frame(self, name: str) -> Frame:
        """A table that was saved. Its schema is known, so that Spark needs no job to find it."""
        return self.spark.read.schema(self._schemas[name]).parquet(f"{self._spark_folder}/{name}")

    def numbered(self, name: str, column: str) -> Frame:
        """A table with the number of each row, counted in the order of its files."""
        first, starts = 0, []
        for path, count in self._counted(name):
            starts.append((path.rpartition("/")[2], first))
            first += count
        begins = self.spark.createDataFrame(starts or [("", 0)], "file string, first bigint")
        rows = self.frame(name).selectExpr("*", "_metadata.file_name AS file", "_metadata.row_index AS index")
        return rows.join(begins.hint("broadcast"), "file").selectExpr("*", f"first + index AS {column}").drop(
            "file", "first", "index"
        )

    def count(self, name: str) -> int:
        """The rows of a table, as its files say."""
        return sum(count for _, count in self._counted(name))

    def stored(self, name: str) -> Stored:
        """A table for workers, which see the folder."""
        return Stored(self._system, tuple(self._files(name)))

    def _counted(self, name: str) -> list[tuple[str, int]]:
        found = []
        for path in self._files(name):
            with self._system.open_input_file(path) as stream:
                found.append((path, pq.read_metadata(stream).num_rows))
        return found

    def _files(self, name: str) -> list[str]:
        wanted = fs.FileSelector(f"{self._path}/{name}")
        return sorted(file.path for file in self._system.get_file_info(wanted) if file.base_name.startswith("part-"))

    def batches(self, name: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """The rows of a table in the order of its files, in this process, a few thousand at a time."""
        for path in self._files(name):
            with self._system.open_input_file(path) as stream, pq.ParquetFile(stream) as file:
                for batch in file.iter_batches(batch_size=_ROWS, columns=schema.names):
                    columns = [batch.column(field.name).cast(field.type) for field in schema]
                    yield pa.RecordBatch.from_arrays(columns, schema=schema)

    def drop(self) -> None:
        """Remove all tables."""
        self._system.delete_dir_contents(self._path, missing_dir_ok=True)


def ddl(schema: pa.Schema) -> str:
    """A schema as Spark writes it."""
    return ", ".join(f"`{field.name}` {_type(field.type)}" for field in schema)


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"array<{_type(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'`{field.name}`: {_type(field.type)}' for field in kind)}>"
    return {pa.string(): "string", pa.int64(): "bigint", pa.int32(): "int", pa.float64(): "double",
            pa.binary(): "binary", pa.bool_(): "boolean"}[kind]  # fmt: skip
