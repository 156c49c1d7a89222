"""An index as the folder of a run: kept texts, members, pairs and evidence, as the audit and others read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from cleanroom.config import Config
from cleanroom.dedup import Answer
from cleanroom.dedup.words import Ints
from cleanroom.engines.local import LocalEngine
from cleanroom.errors import UsageError
from cleanroom.index.contents import Contents
from cleanroom.index.disk import Disk
from cleanroom.index.header import Header
from cleanroom.index.region import Decided, decided
from cleanroom.pipeline import Summary, folded_counts, json_file, write_lines, write_stories
from cleanroom.store.evidence import write_evidence
from cleanroom.store.folder import run_folder
from cleanroom.store.schemas import DOCUMENTS, SCHEMAS
from cleanroom.store.tables import write_batches
from cleanroom.version import __version__
from cleanroom.write.formats.jsonl import line as json_line

#: the field of a document in which its lasting story is: in a run a story has the id of the text that is kept
STORY_FIELD = "index_story"


def export(disk: Disk, contents: Contents, header: Header, out: str | Path, overwrite: bool) -> None:
    """Write a run folder. Raises UsageError where the index keeps no texts."""
    if not header.texts:
        raise UsageError(f"{disk.folder} was made with --no-texts: without them there is no run to write")
    living = np.flatnonzero(contents.rows.alive)
    found = decided(contents.rows, contents.graph, contents.segments, contents.sources, living, header.dedup)
    answer = _as_it_is(contents, found)
    with run_folder(out, overwrite) as folder:
        tables, config = folder / "tables", Config(dedup=header.dedup)
        engine = LocalEngine(config)
        write_batches(tables / "documents", DOCUMENTS, _documents(disk, contents))
        for name in ("removed", "rejects"):
            write_batches(tables / name, SCHEMAS[name], [])
        order = np.searchsorted(living, found.rows)
        write_evidence(tables, found.corpus, found.evidence, order)
        write_stories(folder, tables, engine, (found.corpus, answer, order))
        write_lines(folder, tables, engine)
        characters = int(found.corpus.lengths.sum())
        summary = Summary(
            **folded_counts(answer), read=len(living), rejected=0, documents=len(living), characters=characters,
            removed_characters=0, removed={}, rejects={},
        )  # fmt: skip
        facts = {
            "cleanroom": __version__, "inputs": [str(disk.folder)], "cleaned": False, "knowledge": {}, "learned": False,
            "config": config.as_dict(),
        }  # fmt: skip
        (folder / "run.json").write_bytes(json_file({**facts, **asdict(summary)}))


def _as_it_is(contents: Contents, found: Decided) -> Answer:
    """The places that the index has; they are those decided but in groups too large to be decided anew."""
    place = np.full(contents.rows.count, -1, np.int64)
    place[found.rows] = np.arange(len(found.rows))
    jaccard, containment = contents.rows.jaccard(found.rows)
    kept = place[contents.rows.place("kept")[found.rows]]
    roles = contents.rows.place("role")[found.rows].astype(np.int64)
    return Answer(kept, roles, jaccard, containment, found.answer.pairs)


def _documents(disk: Disk, contents: Contents) -> Iterator[pa.RecordBatch]:
    """Rows of the table `documents` in the order of the index's rows, without those that were removed."""
    first = 0
    for part in contents.manifest.parts:
        for name in part.texts:
            with pq.ParquetFile(disk.folder / name) as file:
                for batch in file.iter_batches():
                    rows = np.arange(first, first + len(batch))
                    first += len(batch)
                    yield _living(contents, batch, rows)


def _living(contents: Contents, batch: Any, rows: Ints) -> pa.RecordBatch:
    alive = contents.rows.alive[rows]
    batch, rows = batch.filter(pa.array(alive)), rows[alive]
    stories = contents.story_names(contents.rows.place("story")[rows])
    columns = {name: batch.column(name) for name in batch.schema.names}
    columns["raw"] = pa.nulls(len(batch), pa.string())
    columns["fields"] = pa.array([
        json_line({**orjson.loads(own), STORY_FIELD: story}).decode()
        for own, story in zip(columns["fields"].to_pylist(), stories, strict=True)
    ], pa.string())  # fmt: skip
    return pa.RecordBatch.from_arrays([columns[name] for name in DOCUMENTS.names], schema=DOCUMENTS)
