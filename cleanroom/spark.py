"""The library on DataFrames of PySpark 4, in classic and Connect sessions.

    from cleanroom import spark
    pages = spark.clean(df)                            # the frame, its texts cleaned
    members = spark.dedup(df, work="s3://bucket/tmp")  # for each document its story, role and kept text

cleanroom must be installed where the workers run. Nothing is read before Spark asks for it, but `dedup` runs at once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from os import PathLike

import pyarrow as pa

from cleanroom.batch import FOUND, clean_batch
from cleanroom.config import Config
from cleanroom.dedup import policy_named
from cleanroom.engines.spark import flow
from cleanroom.engines.spark.session import prepared
from cleanroom.engines.spark.tables import Frame, Tables
from cleanroom.errors import UsageError
from cleanroom.knowledge import Knowledge, load
from cleanroom.text import host

_DOCUMENT = "id string, text string, source string, date string, length bigint, share double"


def clean(
    df: Frame, config: Config | None = None, *, column: str = "text", rules: Iterable[str | PathLike[str]] = (),
    profile: Iterable[str | PathLike[str]] = (),
) -> Frame:  # fmt: skip
    """The frame with its texts or HTML of `column` cleaned, a row for each row, and what `clean_batch` adds.

    Added are `title`, `date`, `author`, `lang`, where the frame has none, and `reject`: why there is no text (`text` is
    null then). Raises UsageError where there is no such column.
    """
    if column not in df.columns:
        raise UsageError(f"no column {column}; the columns are {', '.join(df.columns)}")
    config = config or Config()
    known = load([str(path) for path in rules], [str(path) for path in profile], config)
    missing = [name for name in (*FOUND, "reject") if name not in df.columns]
    whole = df.selectExpr("*", *(f"CAST(NULL AS STRING) AS {name}" for name in missing))
    return whole.mapInArrow(partial(_cleaned, config=config, known=known, column=column), whole.schema)


def _cleaned(
    batches: Iterable[pa.RecordBatch], config: Config, known: Knowledge, column: str
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        done = clean_batch(batch, config, known, column)
        yield pa.RecordBatch.from_arrays([done.column(name) for name in batch.schema.names], schema=batch.schema)


def dedup(
    df: Frame, config: Config | None = None, *, work: str = "", id_column: str = "id", column: str = "text"
) -> Frame:
    """Fold near-duplicates: a row `id, story, role, kept, jaccard, containment, length` for each, sorted by id.

    Looked at are the columns named and, where they are there, `source` (else the host of `url`) and `date`. `work` is a
    folder or address that driver and workers see, for the tables on the way; the frame that comes back is read from it,
    so it stays. "": a temporary folder, for a master on this machine. Raises UsageError for a column that is not there
    and for an id that two rows have or that is null.
    """
    config = config or Config()
    policy_named(config.dedup.canonical)
    for name in (id_column, column):
        if name not in df.columns:
            raise UsageError(f"no column {name}; the columns are {', '.join(df.columns)}")
    texts = [f"CAST(`{name}` AS STRING) AS {new}" for name, new in ((id_column, "id"), (column, "text"))]
    known = {name: name if name in df.columns else "NULL" for name in ("source", "url", "date")}
    others = [f"CAST({value} AS STRING) AS {name}" for name, value in known.items()]
    with prepared(df.sparkSession):
        tables = Tables(df.sparkSession, work or tempfile.mkdtemp(prefix="cleanroom-"))
        tables.save("documents", df.selectExpr(*texts, *others).mapInArrow(_documents, _DOCUMENT))
        documents = tables.numbered("documents", "doc")
        _refuse(documents)
        flow.deduplicate(tables, documents, config.dedup)
        return tables.frame("by-id").select("id", "story", "role", "kept", "jaccard", "containment", "length")


def _documents(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        rows = batch.to_pylist()
        texts = [row["text"] or "" for row in rows]
        yield pa.RecordBatch.from_pydict({
            "id": [row["id"] for row in rows], "text": texts,
            "source": [row["source"] or host(row["url"] or "") for row in rows],
            "date": [row["date"] or "" for row in rows], "length": list(map(len, texts)), "share": [0.0] * len(rows),
        })  # fmt: skip


def _refuse(documents: Frame) -> None:
    """Raise UsageError for an id that is null or that two documents have."""
    found = documents.groupBy("id").count().where("count > 1 OR id IS NULL").first()
    if found is not None:
        what = "a document has no id" if found["id"] is None else f"two documents have the id {found['id']!r}"
        raise UsageError(f"{what}: give each its own")
