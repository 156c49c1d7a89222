"""Decisions as tables and as lines of JSON: members, pairs, and the kept texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from cleanroom.dedup.evidence import Corpus
from cleanroom.dedup.fold import RELATIONS, ROLES, Answer
from cleanroom.dedup.words import Ints
from cleanroom.kernels.packed import Names, packed
from cleanroom.store.documents import packed_column, strings
from cleanroom.store.json_columns import lines, numbers, texts
from cleanroom.store.rows import NO_FIELDS, kept_row
from cleanroom.store.schemas import KEPT, MEMBERS, PAIRS
from cleanroom.store.tables import read_batches
from cleanroom.write.formats.jsonl import line as json_line

#: rows of a batch
_ROWS = 65_536
#: characters of kept texts that are sorted in memory, not by the engine
_SORTED_CHARS = 200_000_000


def member_batches(corpus: Corpus, answer: Answer) -> Iterator[pa.RecordBatch]:
    """The rows of `members`."""
    ids, roles = id_array(corpus.ids), pa.array(ROLES)
    for start in range(0, len(corpus), _ROWS):
        part = slice(start, start + _ROWS)
        kept = ids.take(pa.array(answer.kept[part]))
        columns = [ids[part], kept, roles.take(pa.array(answer.roles[part])), kept]
        numbers = [pa.array(column[part]) for column in (answer.jaccard, answer.containment, corpus.lengths)]
        yield pa.RecordBatch.from_arrays([*columns, *numbers], schema=MEMBERS)


def pair_batches(corpus: Corpus, answer: Answer) -> Iterator[pa.RecordBatch]:
    """The rows of `pairs`."""
    ids, relations, pairs = id_array(corpus.ids), pa.array(RELATIONS), answer.pairs
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


def member_lines(corpus: Corpus, answer: Answer) -> Iterator[bytes]:
    """The lines of members.jsonl, many at a time: those that the rows of `members` would give."""
    ids, roles = corpus.ids.packed if isinstance(corpus.ids, Names) else packed(corpus.ids), packed(ROLES)
    for start in range(0, len(corpus), _ROWS):
        rows, part = np.arange(start, min(start + _ROWS, len(corpus))), slice(start, start + _ROWS)
        kept = answer.kept[part]
        yield lines([
            texts("id", ids, rows), texts("story", ids, kept), texts("role", roles, answer.roles[part]),
            texts("kept", ids, kept), numbers("jaccard", answer.jaccard[part]),
            numbers("containment", answer.containment[part]), numbers("length", corpus.lengths[part]),
        ])  # fmt: skip


def kept_lines(batch: pa.RecordBatch) -> bytes:
    """The lines of kept.jsonl that the rows of a batch of `kept` give."""
    columns = [
        numbers(name, column.to_numpy()) if name == "copies" else texts(name, packed_column(column))
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
        if name != "fields"
    ]
    fields = batch.column("fields")
    if (pc.max(pc.binary_length(fields)).as_py() or 0) <= len(NO_FIELDS):
        return lines(columns)
    return lines(columns, [_own(batch, row, own) for row, own in enumerate(fields.to_pylist())])


def _own(batch: pa.RecordBatch, row: int, fields: str) -> bytes:
    """A record's own fields as they stand at the end of its line."""
    if fields == NO_FIELDS:
        return b""
    names = set(batch.schema.names)
    own = orjson.loads(fields)
    if not names.isdisjoint(own):
        whole = kept_row(dict(zip(batch.schema.names, (column[row].as_py() for column in batch.columns), strict=True)))
        own = {name: value for name, value in whole.items() if name not in names}
    return b"," + json_line(own)[1:-2] if own else b""


def id_array(ids: Sequence[str]) -> pa.Array:
    """Ids as a column."""
    if not isinstance(ids, Names):
        return pa.array(ids, pa.string())
    return strings(ids.packed)
