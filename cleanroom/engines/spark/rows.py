"""Arrow batches to the arrays of the stages and back, in workers. What Spark calls on each batch or group is here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cleanroom.config import DedupConfig
from cleanroom.dedup import (
    RELATIONS,
    ROLES,
    Answer,
    Comparisons,
    Corpus,
    Evidence,
    Sketch,
    compare,
    decide,
    mark,
    marked_words,
    marks_of,
    moment,
    possible,
    precedence,
    relations,
    sketch,
)
from cleanroom.store.schemas import COMPARISONS

Ints = npt.NDArray[np.int64]
_INT, _TEXT, _REAL = pa.int64(), pa.string(), pa.float64()

#: a document as it is compared. moment: a sortable date; share: what cleaning cut; words: those compared; size and
#: digests: of the set of shingles; precedence: place in the order of contents; bands, sampled: keys, 8 bytes each;
#: low: what rules out chance pairs; marked: the words of furniture in the text, a bit for each word, none where none is
SKETCHED = pa.schema([
    ("doc", _INT), ("id", _TEXT), ("source", _TEXT), ("moment", _INT), ("length", _INT), ("share", _REAL),
    ("words", _INT), ("size", _INT), ("first_digest", _INT), ("second_digest", _INT), ("precedence", _INT),
    ("bands", pa.binary()), ("sampled", pa.binary()), ("low", pa.binary()), ("text", _TEXT),
    ("marked", pa.binary()),
])  # fmt: skip
#: columns of it that decisions need
FACTS = ("doc", "id", "source", "moment", "length", "share", "words", "size", "first_digest", "second_digest",
         "precedence")  # fmt: skip
_MEASURES = pa.schema([field for field in COMPARISONS if not field.name.startswith("pairs_")])
#: two documents that were compared, the one with the smaller id first
FOUND = pa.schema([
    ("a", _INT), ("b", _INT), *_MEASURES, ("id_a", _TEXT), ("id_b", _TEXT), ("jaccard", _REAL), ("a_in_b", _REAL),
    ("b_in_a", _REAL), ("joined", pa.bool_()), ("near", pa.bool_()),
])  # fmt: skip
MEASURES = tuple(_MEASURES.names)
#: decisions: places of documents (`b`: the kept one, `word`: the role; jaccard, containment, length and, in `_FACTS`,
#: what deciding again needs), and pairs
DECIDED = pa.schema([
    ("is_pair", pa.bool_()), ("a", _TEXT), ("b", _TEXT), ("word", _TEXT), ("x", _REAL), ("y", _REAL), ("z", _REAL),
    *(SKETCHED.field(name) for name in ("length", "doc", "words", "precedence", "moment", "share")), ("same", _INT),
])  # fmt: skip
_FACTS = ("length", "doc", "words", "precedence", "moment", "share", "same")
PAIR = pa.schema([("a", _INT), ("b", _INT), ("passage", pa.bool_())])


def sketch_batches(batches: Iterable[pa.RecordBatch], config: DedupConfig) -> Iterator[pa.RecordBatch]:
    """Documents without a source, sketched."""
    for batch in batches:
        if len(batch):
            yield from sketch_table(pa.Table.from_batches([batch]), config).to_batches()


def sketch_table(table: pa.Table, config: DedupConfig) -> pa.Table:
    """Documents of whole sources, sketched."""
    words = mark(table["text"].to_pylist(), table["source"].to_pylist(), config)
    found = sketch(words, config)
    digests = found.digests.view(np.int64)
    columns: dict[str, Any] = {
        **{name: table[name] for name in ("doc", "id", "source", "length", "share", "text")},
        "moment": [moment(date) for date in table["date"].to_pylist()], "words": found.words, "size": found.sizes,
        "first_digest": np.ascontiguousarray(digests[:, 0]), "second_digest": np.ascontiguousarray(digests[:, 1]),
        "precedence": found.order, "bands": list(map(bytes, found.bands)), "sampled": _pieces(found),
        "low": list(map(bytes, found.low)), "marked": marks_of(words),
    }  # fmt: skip
    return _table(columns, SKETCHED)


def _pieces(found: Sketch) -> list[bytes]:
    whole = memoryview(found.sampled.tobytes())
    return [bytes(whole[8 * start : 8 * end]) for start, end in pairwise(found.offsets.tolist())]


def _table(columns: dict[str, Any], schema: pa.Schema) -> pa.Table:
    return pa.table([_column(columns[field.name], field.type) for field in schema], schema=schema)


def _column(values: Any, kind: pa.DataType) -> Any:
    return values.cast(kind) if isinstance(values, (pa.Array, pa.ChunkedArray)) else pa.array(values, kind)


def possible_batches(batches: Iterable[pa.RecordBatch], config: DedupConfig) -> Iterator[pa.RecordBatch]:
    """Pairs without those that came together by chance."""
    for batch in batches:
        if not len(batch):
            continue
        low_a, low_b = (
            np.frombuffer(b"".join(batch.column(name).to_pylist()), np.uint8).reshape(len(batch), -1)
            for name in ("low_a", "low_b")
        )
        kept = possible(low_a, low_b, config) | batch.column("passage").to_numpy(zero_copy_only=False)
        yield batch.select(PAIR.names).filter(pa.array(kept))


def compare_batches(batches: Iterable[pa.RecordBatch], config: DedupConfig) -> Iterator[pa.RecordBatch]:
    """Pairs with the words of both, compared."""
    for batch in batches:
        if len(batch):
            yield from _compared(batch, config).to_batches()


def _compared(batch: pa.RecordBatch, config: DedupConfig) -> pa.Table:
    docs = np.concatenate([batch.column(side).to_numpy() for side in "ab"])
    ids = [name for side in "ab" for name in batch.column(f"id_{side}").to_pylist()]
    every, firsts, rows = np.unique(docs, return_index=True, return_inverse=True)
    payload = [
        [value for side in "ab" for value in batch.column(f"{name}_{side}").to_pylist()] for name in ("text", "marked")
    ]
    words = marked_words(*([values[place] for place in firsts.tolist()] for values in payload))
    pairs = rows.reshape(2, -1).T
    names = [ids[place] for place in firsts.tolist()]
    # the smaller id first, as everywhere
    swap = np.array([names[a] > names[b] for a, b in pairs.tolist()], bool)
    pairs = np.where(swap[:, None], pairs[:, ::-1], pairs)
    found = compare(words, pairs, batch.column("passage").to_numpy(zero_copy_only=False), config)
    return _found(found, every, names, config)


def _found(found: Comparisons, docs: np.ndarray[Any, Any], names: list[str], config: DedupConfig) -> pa.Table:
    what, a, b = relations(found, config), found.pairs[:, 0], found.pairs[:, 1]
    columns: dict[str, Any] = {
        "a": docs[a], "b": docs[b], "id_a": [names[row] for row in a.tolist()],
        "id_b": [names[row] for row in b.tolist()], "jaccard": found.jaccard,
        "joined": what.copy | what.quoting, "near": what.near, "shared": found.shared,
    }  # fmt: skip
    for side, name in enumerate(("a_in_b", "b_in_a")):
        columns[name] = np.ascontiguousarray(found.containment[:, side])
    for name in MEASURES:
        if name not in columns:
            field, side = name.rsplit("_", 1)
            columns[name] = np.ascontiguousarray(getattr(found, field)[:, "ab".index(side)])
    return _table(columns, FOUND)


def decide_groups(documents: pa.Table, pairs: pa.Table, config: DedupConfig) -> pa.Table:
    """Decisions about whole groups of documents, which the pairs connect."""
    documents = documents.sort_by("id")
    docs = documents["doc"].to_numpy()
    corpus = Corpus(
        documents["id"].to_pylist(), documents["length"].to_numpy(), documents["moment"].to_numpy(),
        documents["source"].to_pylist(), documents["share"].to_numpy(),
    )  # fmt: skip
    places = np.argsort(docs)

    def row_of(wanted: Ints) -> Ints:
        return places[np.searchsorted(docs, wanted, sorter=places)]

    digests = np.stack([documents[f"{which}_digest"].to_numpy() for which in ("first", "second")], axis=1)
    evidence = Evidence(
        documents["words"].to_numpy(), row_of(documents["same"].to_numpy()),
        precedence(documents["size"].to_numpy(), digests.view(np.uint64)), _comparisons(pairs, row_of),
    )  # fmt: skip
    return _decided(documents.select(_FACTS), corpus, decide(corpus, evidence, config))


def _comparisons(pairs: pa.Table, row_of: Callable[[Ints], Ints]) -> Comparisons:
    """The pairs as comparisons of rows, sorted."""
    rows = np.stack([row_of(pairs[side].to_numpy()) for side in "ab"], axis=1).reshape(-1, 2)
    values = {"pairs": rows, "shared": pairs["shared"].to_numpy()}
    for field in fields(Comparisons):
        if field.name not in values:
            sides = [pairs[f"{field.name}_{side}"].to_numpy() for side in "ab"]
            values[field.name] = np.stack(sides, axis=1).reshape(-1, 2)
    return Comparisons(**values).take(np.lexsort((rows[:, 1], rows[:, 0])))


def _decided(facts: pa.Table, corpus: Corpus, answer: Answer) -> pa.Table:
    ids, found = pa.array(corpus.ids, _TEXT), answer.pairs
    n, m = len(corpus), len(found.rows)
    sides = [ids.take(pa.array(np.ascontiguousarray(found.rows[:, side]))) for side in (0, 1)]
    shares = [pa.array(np.ascontiguousarray(found.containment[:, side])) for side in (0, 1)]
    members = [
        pa.repeat(False, n), ids, ids.take(pa.array(answer.kept)), pa.array(ROLES).take(pa.array(answer.roles)),
        pa.array(answer.jaccard), pa.array(answer.containment), pa.nulls(n, _REAL), *facts.columns,
    ]  # fmt: skip
    pairs = [
        pa.repeat(True, m), *sides, pa.array(RELATIONS).take(pa.array(found.relations)), pa.array(found.jaccard),
        *shares, *(pa.nulls(m, field.type) for field in facts.schema),
    ]  # fmt: skip
    return pa.concat_tables([pa.table(columns, schema=DECIDED) for columns in (members, pairs)])
