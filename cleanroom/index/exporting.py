"""An index as the folder of a run: kept texts, members, pairs and evidence, as the audit and others read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from cleanroom.config import Config
from cleanroom.dedup import Answer, Corpus, Evidence
from cleanroom.dedup.words import Ints
from cleanroom.engines.local import LocalEngine
from cleanroom.errors import UsageError
from cleanroom.index.contents import Contents
from cleanroom.index.disk import Disk
from cleanroom.index.region import Decided, decided
from cleanroom.index.texts import batches
from cleanroom.pipeline import Summary, folded_counts, json_file, write_lines, write_stories
from cleanroom.records import Reject
from cleanroom.store.evidence import write_evidence
from cleanroom.store.folder import run_folder
from cleanroom.store.schemas import DOCUMENTS, SCHEMAS
from cleanroom.store.tables import TableWriter, write_batches
from cleanroom.version import __version__
from cleanroom.write.formats.jsonl import line as json_line
from cleanroom.write.formats.jsonl import value_of

#: the field of a document in which its lasting story is: in a run a story has the id of the text that is kept
STORY_FIELD = "index_story"


class Run(NamedTuple):
    """What a run folder is written from; order: which row of `documents` each document of the corpus is."""

    corpus: Corpus
    evidence: Evidence
    answer: Answer
    order: Ints
    documents: Iterable[pa.RecordBatch]


def export(
    disk: Disk, contents: Contents, to: tuple[str | Path, bool], ids: Sequence[str] | None, rejects: Sequence[Reject]
) -> None:
    """Write a run folder (`to`: which, and whether over what is there); with ids only the stories of these documents.

    Raises UsageError without texts.
    """
    if not contents.header.texts:
        raise UsageError(f"{disk.folder} was made with --no-texts: without them there is no run to write")
    rows = _chosen(contents, ids)
    found = decided(contents.rows, contents.graph, contents.segments, contents.sources, rows, contents.config)
    order = np.searchsorted(rows, found.rows)
    run = Run(found.corpus, found.evidence, _as_it_is(contents, found), order, _documents(disk, contents, rows))
    write_run(to, run, rejects, Config(dedup=contents.config), str(disk.folder))


def write_run(
    to: tuple[str | Path, bool], run: Run, rejects: Sequence[Reject], config: Config, index: str
) -> None:
    """Write a run folder of what an index holds, which has this name."""
    engine, found = LocalEngine(config), (run.corpus, run.answer, run.order)
    with run_folder(*to) as folder:
        tables = folder / "tables"
        write_batches(tables / "documents", DOCUMENTS, run.documents)
        write_batches(tables / "removed", SCHEMAS["removed"], [])
        with TableWriter(tables / "rejects", SCHEMAS["rejects"]) as writer:
            for reject in rejects:
                writer.add(asdict(reject))
        write_evidence(tables, run.corpus, run.evidence, run.order)
        write_stories(folder, tables, engine, found)
        write_lines(folder, tables, engine)
        count = len(run.order)
        summary = Summary(
            **folded_counts(run.answer), read=count + len(rejects), rejected=len(rejects), documents=count,
            characters=int(run.corpus.lengths.sum()), removed_characters=0, removed={},
            rejects=dict(sorted(Counter(reject.code for reject in rejects).items())),
        )  # fmt: skip
        facts = {
            "cleanroom": __version__, "inputs": [index], "cleaned": False, "knowledge": {}, "learned": False,
            "config": config.as_dict(),
        }  # fmt: skip
        (folder / "run.json").write_bytes(json_file({**facts, **asdict(summary)}))


def _chosen(contents: Contents, ids: Sequence[str] | None) -> Ints:
    """Rows of the stories of some documents, of all where none are named."""
    living = contents.rows.alive
    if ids is None:
        return np.flatnonzero(living)
    stories, rows = contents.rows.place("story"), contents.rows_of(ids)
    return np.flatnonzero(living & np.isin(stories, stories[rows[rows >= 0]]))


def _as_it_is(contents: Contents, found: Decided) -> Answer:
    """The places that the index has; they are those decided but in groups too large to be decided anew."""
    place = np.full(contents.rows.count, -1, np.int64)
    place[found.rows] = np.arange(len(found.rows))
    jaccard, containment = contents.rows.jaccard(found.rows)
    kept = place[contents.rows.place("kept")[found.rows]]
    roles = contents.rows.place("role")[found.rows].astype(np.int64)
    return Answer(kept, roles, jaccard, containment, found.answer.pairs)


def _documents(disk: Disk, contents: Contents, chosen: Ints) -> Iterator[pa.RecordBatch]:
    """Rows of the table `documents` in the order of the index's rows."""
    first, use = 0, np.zeros(contents.rows.count, bool)
    use[chosen] = True
    for part in contents.manifest.parts:
        for name in part.texts:
            for batch in batches(disk.folder / name):
                rows = np.arange(first, first + len(batch))
                first += len(batch)
                yield _with_stories(contents, batch.filter(pa.array(use[rows])), rows[use[rows]])


def _with_stories(contents: Contents, batch: Any, rows: Ints) -> pa.RecordBatch:
    stories = contents.story_names(contents.rows.place("story")[rows])
    columns = {name: batch.column(name) for name in batch.schema.names}
    columns["raw"] = pa.nulls(len(batch), pa.string())
    columns["fields"] = pa.array([
        json_line({**value_of(own), STORY_FIELD: story}).decode()
        for own, story in zip(columns["fields"].to_pylist(), stories, strict=True)
    ], pa.string())  # fmt: skip
    return pa.RecordBatch.from_arrays([columns[name] for name in DOCUMENTS.names], schema=DOCUMENTS)
