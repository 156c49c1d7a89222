"""Decisions as tables and as lines of JSON: members, pairs, and the kept texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from cleanroom.dedup.evidence import Corpus
from cleanroom.dedup.fold import RELATIONS, ROLES, Answer
from cleanroom.dedup.words import Ints, offsets_of
from cleanroom.kernels.packed import Names, Packed, packed
from cleanroom.kernels.parts import in_order, slices
from cleanroom.store.documents import longest, packed_column, strings, taken
from cleanroom.store.json_columns import lines, numbers, texts
from cleanroom.store.rows import NO_FIELDS, kept_row
from cleanroom.store.schemas import KEPT, MEMBERS, PAIRS
from cleanroom.store.tables import BatchWriter, read_batches, rows_of
from cleanroom.write import write, write_bytes
from cleanroom.write.formats.jsonl import line as json_line
from cleanroom.write.formats.jsonl import value_of

#: rows of a batch
_ROWS = 65_536
#: characters of kept texts that are sorted in memory, not by the engine
_SORTED_CHARS = 200_000_000
#: characters of kept texts that a thread takes at once
_CHARS = 1 << 22
#: what a kept text has of its document
_OWN = [name for name in KEPT.names if name not in ("story", "copies")]

#: gives rows of `kept`
Make = Callable[[], pa.RecordBatch]


def member_batches(corpus: Corpus, answer: Answer) -> Iterator[pa.RecordBatch]:
    """The rows of `members`."""
    ids, roles = _packed(corpus.ids), packed(ROLES)
    for start in range(0, len(corpus), _ROWS):
        part = slice(start, start + _ROWS)
        kept, rows = taken(ids, answer.kept[part]), np.arange(start, min(start + _ROWS, len(corpus)))
        columns = [taken(ids, rows), kept, taken(roles, answer.roles[part]), kept]
        numbers = [pa.array(column[part]) for column in (answer.jaccard, answer.containment, corpus.lengths)]
        yield pa.RecordBatch.from_arrays([*columns, *numbers], schema=MEMBERS)


def pair_batches(corpus: Corpus, answer: Answer) -> Iterator[pa.RecordBatch]:
    """The rows of `pairs`."""
    ids, relations, pairs = _packed(corpus.ids), packed(RELATIONS), answer.pairs
    for start in range(0, len(pairs.rows), _ROWS):
        part = slice(start, start + _ROWS)
        names = [taken(ids, pairs.rows[part, side]) for side in (0, 1)]
        shares = [pa.array(np.ascontiguousarray(pairs.containment[part, side])) for side in (0, 1)]
        every = [*names, pa.array(pairs.jaccard[part]), *shares, taken(relations, pairs.relations[part])]
        yield pa.RecordBatch.from_arrays(every, schema=PAIRS)


def kept_in_memory(corpus: Corpus, answer: Answer, order: Ints) -> bool:
    """Whether `kept_batches` needs no more memory than a part of the table of documents."""
    chars = int(corpus.lengths[answer.kept == np.arange(len(order))].sum())
    return chars < _SORTED_CHARS or bool((np.diff(order) > 0).all())


class Documents:
    """The table of documents in memory, as far as kept texts need it."""

    def __init__(self) -> None:
        self._batches: list[pa.RecordBatch] = []

    def add(self, batch: pa.RecordBatch) -> None:
        """Hold the next rows of the table."""
        self._batches.append(batch.select(_OWN))

    def kept(self, corpus: Corpus, answer: Answer, order: Ints) -> Iterator[Make]:
        """What makes the rows of `kept`, some at a time; row i of the answer is document `order[i]`."""
        rows = np.flatnonzero(answer.kept == np.arange(len(order)))
        copies, starts = np.bincount(answer.kept)[rows] - 1, offsets_of(np.array(list(map(len, self._batches))))
        for part in slices(corpus.lengths[rows], _CHARS):
            if len(rows[part]):
                yield partial(self._take, starts, order[rows[part]], copies[part])

    def _take(self, starts: Ints, rows: Ints, copies: Ints) -> pa.RecordBatch:
        numbers = np.searchsorted(starts, rows, "right") - 1
        order = np.argsort(numbers, kind="stable")
        edges = [0, *(np.flatnonzero(np.diff(numbers[order])) + 1).tolist(), len(rows)]
        found = [
            self._batches[numbers[mine[0]]].take(pa.array(rows[mine] - starts[numbers[mine[0]]]))
            for mine in (order[begin:end] for begin, end in pairwise(edges))
        ]
        batch = found[0] if len(found) == 1 else pa.Table.from_batches(found).combine_chunks().to_batches()[0]
        if (np.diff(order) < 0).any():
            batch = batch.take(pa.array(np.argsort(order)))
        return _with_copies(batch, copies)


def kept_stored(documents: Path, answer: Answer, order: Ints) -> Iterator[Make]:
    """The same of documents on the disk."""
    batches = _kept(documents, answer, order)
    if not (np.diff(order) > 0).all():
        batches = iter(pa.Table.from_batches(batches, schema=KEPT).sort_by("id").to_batches(max_chunksize=4096))
    for batch in batches:
        yield partial(pa.RecordBatch.slice, batch)


def _kept(documents: Path, answer: Answer, order: Ints) -> Iterator[pa.RecordBatch]:
    rows = np.empty(len(order), np.int64)
    rows[order] = np.arange(len(order))
    copies = np.bincount(answer.kept, minlength=len(order)) - 1
    start = 0
    for batch in read_batches(documents, _OWN):
        mine = rows[start : start + len(batch)]
        start += len(batch)
        stands = answer.kept[mine] == mine
        yield _with_copies(batch.filter(pa.array(stands)), copies[mine[stands]])


def _with_copies(documents: pa.RecordBatch, copies: Ints) -> pa.RecordBatch:
    """Rows of documents as rows of `kept`."""
    columns = {name: documents.column(name) for name in _OWN}
    columns.update(story=documents.column("id"), copies=pa.array(copies))
    return pa.RecordBatch.from_arrays([columns[name] for name in KEPT.names], schema=KEPT)


def write_kept(folder: Path, made: Iterable[Make], threads: int, packed: bool) -> None:
    """The table `kept` and its lines, of very many rows."""

    def lines_of(make: Make) -> tuple[pa.RecordBatch, bytes | memoryview]:
        batch = make()
        return batch, kept_lines(batch)

    table = BatchWriter(folder / "tables" / "kept", KEPT, packed=packed)
    with table as kept, ThreadPoolExecutor(threads) as pool:

        def parts() -> Iterator[bytes | memoryview]:
            for batch, part in in_order(pool, lines_of, made, 2 * threads):
                kept.add(batch)
                yield part

        write_bytes(parts(), folder / "kept.jsonl")


def write_few_kept(folder: Path, made: Iterable[Make]) -> None:
    """The same without kernels, which take longer to load than few rows take."""
    with BatchWriter(folder / "tables" / "kept", KEPT) as kept:

        def rows() -> Iterator[dict[str, Any]]:
            for make in made:
                batch = make()
                kept.add(batch)
                yield from map(kept_row, rows_of(batch))

        write(rows(), folder / "kept.jsonl")


def member_lines(corpus: Corpus, answer: Answer) -> Iterator[bytes | memoryview]:
    """The lines of members.jsonl, many at a time: those that the rows of `members` would give."""
    ids, roles = _packed(corpus.ids), packed(ROLES)
    for start in range(0, len(corpus), _ROWS):
        rows, part = np.arange(start, min(start + _ROWS, len(corpus))), slice(start, start + _ROWS)
        kept = answer.kept[part]
        yield lines([
            texts("id", ids, rows), texts("story", ids, kept), texts("role", roles, answer.roles[part]),
            texts("kept", ids, kept), numbers("jaccard", answer.jaccard[part]),
            numbers("containment", answer.containment[part]), numbers("length", corpus.lengths[part]),
        ])  # fmt: skip


def kept_lines(batch: pa.RecordBatch) -> bytes | memoryview:
    """The lines of kept.jsonl that the rows of a batch of `kept` give."""
    columns = [
        numbers(name, column.to_numpy()) if name == "copies" else texts(name, packed_column(column))
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
        if name != "fields"
    ]
    fields = batch.column("fields")
    if longest(fields) <= len(NO_FIELDS):
        return lines(columns)
    return lines(columns, [_own(batch, row, own) for row, own in enumerate(fields.to_pylist())])


def _own(batch: pa.RecordBatch, row: int, fields: str) -> bytes:
    """A record's own fields as they stand at the end of its line."""
    if fields == NO_FIELDS:
        return b""
    names = set(batch.schema.names)
    own = value_of(fields)
    if not names.isdisjoint(own):
        whole = kept_row(dict(zip(batch.schema.names, (column[row].as_py() for column in batch.columns), strict=True)))
        own = {name: value for name, value in whole.items() if name not in names}
    return b"," + json_line(own)[1:-2] if own else b""


def id_array(ids: Sequence[str]) -> pa.Array:
    """Ids as a column."""
    return strings(_packed(ids))


def _packed(ids: Sequence[str]) -> Packed:
    return ids.packed if isinstance(ids, Names) else packed(ids)
