"""Texts of an index: Parquet files with a checksum of each page, read as they were written or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cleanroom.index.container import undamaged
from cleanroom.store.schemas import DOCUMENTS
from cleanroom.write.atomic import atomic

#: what the file of a batch holds of each document; pages have checksums, the names and types of columns do not
_SCHEMA = DOCUMENTS.remove(DOCUMENTS.get_field_index("raw"))


def write_texts(path: Path, texts: Any) -> None:
    """Texts and attributes of documents (a table or a batch), whole or not at all."""
    table = texts if isinstance(texts, pa.Table) else pa.Table.from_batches([texts])
    with atomic(path) as stream:
        pq.write_table(
            table.drop_columns(["raw"]) if "raw" in table.column_names else table, stream, compression="lz4",
            use_dictionary=["source", "lang", "kind_of_input", "author"], write_page_checksum=True,
        )  # fmt: skip


def batches(path: Path) -> Iterator[pa.RecordBatch]:
    """What was written, some rows at a time. Raises UsageError where the file is damaged."""
    with undamaged(path), pq.ParquetFile(path, page_checksum_verification=True) as file:
        _check(file.schema_arrow)
        yield from file.iter_batches()


def read_texts(path: Path) -> pa.Table:
    """What was written. Raises UsageError where the file is damaged."""
    with undamaged(path):
        table = pq.read_table(path, page_checksum_verification=True)
        _check(table.schema)
        return table


def _check(found: pa.Schema) -> None:
    if not found.equals(_SCHEMA):
        raise ValueError(f"columns that nobody wrote: {found}")


def rows_of(path: Path) -> int:
    """How many texts a file holds."""
    with undamaged(path):
        return int(pq.read_metadata(path).num_rows)
