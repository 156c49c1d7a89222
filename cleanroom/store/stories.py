"""Decisions as tables: members, pairs, and the kept texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from cleanroom.dedup.evidence import Corpus
from cleanroom.dedup.fold import RELATIONS, ROLES, Answer
from cleanroom.dedup.words import Ints
from cleanroom.store.schemas import KEPT, MEMBERS, PAIRS
from cleanroom.store.tables import read_batches

#: rows of a batch
_ROWS = 65_536
#: characters of kept texts that are sorted in memory, not by the engine
_SORTED_CHARS = 200_000_000


def member_batches(corpus: Corpus, answer: Answer) -> Iterator[pa.RecordBatch]:
    """The rows of `members`."""
    ids, roles = pa.array(corpus.ids, pa.string()), pa.array(ROLES)
    for start in range(0, len(corpus), _ROWS):
        part = slice(start, start + _ROWS)
        kept = ids.take(pa.array(answer.kept[part]))
        columns = [ids[part], kept, roles.take(pa.array(answer.roles[part])), kept]
        numbers = [pa.array(column[part]) for column in (answer.jaccard, answer.containment, corpus.lengths)]
        yield pa.RecordBatch.from_arrays([*columns, *numbers], schema=MEMBERS)


def pair_batches(corpus: Corpus, answer: Answer) -> Iterator[pa.RecordBatch]:
    """The rows of `pairs`."""
    ids, relations, pairs = pa.array(corpus.ids, pa.string()), pa.array(RELATIONS), answer.pairs
    for start in range(0, len(pairs.rows), _ROWS):
        part = slice(start, start + _ROWS)
        names = [ids.take(pa.array(np.ascontiguousarray(pairs.rows[part, side]))) for side in (0, 1)]
        shares = [pa.array(np.ascontiguousarray(pairs.containment[part, side])) for side in (0, 1)]
        every = [*names, pa.array(pairs.jaccard[part]), *shares, relations.take(pa.array(pairs.relations[part]))]
        yield pa.RecordBatch.from_arrays(every, schema=PAIRS)


def kept_in_memory(corpus: Corpus, answer: Answer, order: Ints) -> bool:
    """Whether `kept_batches` needs no more memory than a part of the table of documents."""
    chars = int(corpus.lengths[answer.kept == np.arange(len(order))].sum())
    return chars < _SORTED_CHARS or bool((np.diff(order) > 0).all())


def kept_batches(documents: Path, answer: Answer, order: Ints) -> Iterator[pa.RecordBatch]:
    """The rows of `kept`, sorted by id; row i of the answer is row `order[i]` of the table of documents."""
    batches = _kept(documents, answer, order)
    if (np.diff(order) > 0).all():
        yield from batches
        return
    table = pa.Table.from_batches(batches, schema=KEPT)
    yield from table.sort_by("id").to_batches(max_chunksize=4096)


def _kept(documents: Path, answer: Answer, order: Ints) -> Iterator[pa.RecordBatch]:
    rows = np.empty(len(order), np.int64)
    rows[order] = np.arange(len(order))
    copies = np.bincount(answer.kept, minlength=len(order)) - 1
    names = [name for name in KEPT.names if name not in ("story", "copies")]
    start = 0
    for batch in read_batches(documents, names):
        mine = rows[start : start + len(batch)]
        start += len(batch)
        stands = answer.kept[mine] == mine
        kept = batch.filter(pa.array(stands))
        columns = {name: kept.column(name) for name in names}
        columns.update(story=kept.column("id"), copies=pa.array(copies[mine[stands]]))
        yield pa.RecordBatch.from_arrays([columns[name] for name in KEPT.names], schema=KEPT)
