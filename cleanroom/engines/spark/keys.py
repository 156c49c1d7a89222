"""The keys of texts, packed, to where the others of their bucket are, and the pairs of texts that meet there.

A text has some dozens of keys: its bands and sampled shingles. As rows of a table each of them costs what its text is
known by, too, and is sorted among millions of rows. Here those of a batch that go to one bucket are one row, which says
once for each text what is known of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cleanroom.config import DedupConfig
from cleanroom.dedup import meetings
from cleanroom.engines.spark.tables import Stored

Ints = npt.NDArray[np.int64]

_INT, _SHORT, _PACKED = pa.int64(), pa.int32(), pa.binary()
#: a key of a text: of a band (1) or a sampled shingle (0); `sampled` is how many of the latter the text has
KEY = pa.schema([("band", _SHORT), ("code", _INT), ("doc", _INT), ("precedence", _INT), ("sampled", _SHORT)])
#: the keys of a batch of texts that go to one bucket: of each text its number less the one before, precedence, number
#: of sampled shingles and number of keys here, then the keys
PACK = pa.schema([("bucket", _SHORT), *((name, _PACKED) for name in ("docs", "orders", "sampled", "counts", "codes"))])
#: two texts that met in a bucket: in a band (1) or not (0), how many sampled shingles they share there
MET = pa.schema([("a", _INT), ("b", _INT), ("band", _SHORT), ("hits", _SHORT), ("sampled", _SHORT)])
#: the high bits of a key choose the bucket, the others are sent. Keys that differ in some of the high bits only may
#: meet in a bucket. Of the 44 million keys of 10**6 short texts two do once in six times; then two texts more are
#: compared, exactly
_HIGH = 16
_LOW = np.uint64((1 << 64 - _HIGH) - 1)
_BAND = np.uint64(1 << 64 - _HIGH)
#: buckets at most, and keys of a bucket, about 200 MB of arrays: with fewer a text is in more buckets, and moves more
_MOST, _KEYS = 1 << _HIGH, 1 << 21
#: bytes of texts' keys that are packed at once, and texts that are looked at for that
_AT_ONCE, _TEXTS = 1 << 23, 1024


class _Keys(NamedTuple):
    """Of n texts number, precedence and number of sampled shingles; of keys the text's row, is it a band, the key."""

    docs: Ints
    orders: Ints
    sampled: Ints
    owners: Ints
    bands: npt.NDArray[np.bool_]
    codes: npt.NDArray[np.uint64]

    def where(self, wanted: npt.NDArray[np.bool_]) -> _Keys:
        return self._replace(owners=self.owners[wanted], bands=self.bands[wanted], codes=self.codes[wanted])


def buckets_for(texts: int, words: int, config: DedupConfig) -> int:
    """How many buckets texts of so many words need; no result depends on it."""
    keys = texts * config.num_perm // 4 + words // config.sample_modulo
    return min(keys // _KEYS + 1, _MOST)


def key_rows(batches: Iterable[pa.RecordBatch], heavy: Stored | None) -> Iterator[pa.RecordBatch]:
    """The keys of texts (doc, precedence, bands, sampled), a row for each; with `heavy` those that are in it."""
    listed = _listed(heavy)
    for batch in _gathered(batches):
        keys = _keys(batch)
        keys = keys if heavy is None else keys.where(_among(keys, listed))
        owners = keys.owners
        columns = (keys.bands, keys.codes.view(np.int64), keys.docs[owners], keys.orders[owners], keys.sampled[owners])
        yield _batch(columns, KEY)


def packed(batches: Iterable[pa.RecordBatch], buckets: int, heavy: Stored | None) -> Iterator[pa.RecordBatch]:
    """The keys of texts but those in `heavy`, packed for each bucket."""
    listed = _listed(heavy)
    for batch in _gathered(batches):
        keys = _keys(batch)
        rows = list(_packs(keys if heavy is None else keys.where(~_among(keys, listed)), buckets))
        yield _batch(list(zip(*rows, strict=True)) or [[]] * len(PACK), PACK)


def met(packs: pa.Table, config: DedupConfig) -> pa.Table:
    """The pairs of texts that have a key of this bucket in common."""
    columns = {
        name: [_unfold(value) for value in packs[name].to_pylist()] for name in PACK.names if name != "bucket"
    }
    docs = np.concatenate([np.cumsum(part) for part in columns["docs"]])
    orders, sampled, counts, codes = (
        np.concatenate(columns[name]) for name in ("orders", "sampled", "counts", "codes")
    )
    ranks = np.empty(len(docs), np.int64)
    ranks[np.lexsort((docs, orders))] = np.arange(len(docs))
    owners, keys = np.repeat(np.arange(len(docs)), counts), codes.view(np.uint64)
    found = meetings(keys & _LOW, (keys & _BAND) != 0, owners, ranks, config)
    a, b = found.pairs.T
    sides = np.minimum(docs[a], docs[b]), np.maximum(docs[a], docs[b])
    rows = (*sides, found.banded, found.hits, np.minimum(sampled[a], sampled[b]))
    return pa.Table.from_batches([_batch(rows, MET)])


def _gathered(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same texts in batches of about `_AT_ONCE` bytes: of many short texts, or of few long ones."""
    waiting, size = [], 0
    for batch in batches:
        for start in range(0, len(batch), _TEXTS):
            waiting.append(batch.slice(start, _TEXTS))
            size += waiting[-1].nbytes
            if size >= _AT_ONCE:
                yield pa.concat_batches(waiting)
                waiting, size = [], 0
    if waiting:
        yield pa.concat_batches(waiting)


def _listed(heavy: Stored | None) -> tuple[npt.NDArray[np.uint64], ...]:
    """Keys of bands and sampled shingles that very many texts have, sorted."""
    if heavy is None:
        return ()
    table = heavy.read(["band", "code"])
    bands, codes = table["band"].to_numpy() == 1, table["code"].to_numpy().view(np.uint64)
    return np.sort(codes[~bands]), np.sort(codes[bands])


def _among(keys: _Keys, listed: tuple[npt.NDArray[np.uint64], ...]) -> npt.NDArray[np.bool_]:
    found = np.zeros(len(keys.codes), bool)
    for wanted, every in zip((~keys.bands, keys.bands), listed, strict=True):
        if len(every):
            codes = keys.codes[wanted]
            found[wanted] = every[np.minimum(np.searchsorted(every, codes), len(every) - 1)] == codes
    return found


def _keys(batch: pa.RecordBatch) -> _Keys:
    """The keys of texts, in the order of the texts."""
    found = [[np.frombuffer(value, np.uint64) for value in batch.column(name).to_pylist()] for name in _LISTS]
    counts = [np.array([len(values) for values in part], np.int64) for part in found]
    owners = np.concatenate([np.repeat(np.arange(len(batch)), count) for count in counts])
    order = np.argsort(owners, kind="stable")
    codes = np.concatenate([np.empty(0, np.uint64), *found[0], *found[1]])
    docs, orders = (batch.column(name).to_numpy() for name in ("doc", "precedence"))
    return _Keys(docs, orders, counts[1], owners[order], order < counts[0].sum(), codes[order])


_LISTS = ("bands", "sampled")


def _packs(keys: _Keys, buckets: int) -> Iterator[tuple[Any, ...]]:
    of_keys = (keys.codes >> np.uint64(64 - _HIGH)) * np.uint64(buckets) >> np.uint64(_HIGH)
    bucket = of_keys.astype(np.uint16)
    order = np.argsort(bucket, kind="stable")
    owners, codes = keys.owners[order], (keys.codes & _LOW | np.where(keys.bands, _BAND, 0).astype(np.uint64))[order]
    bounds = np.searchsorted(bucket[order], np.arange(buckets + 1))
    for number, (start, end) in enumerate(pairwise(bounds.tolist())):
        if start < end:
            firsts = np.flatnonzero(np.diff(owners[start:end], prepend=-1))
            texts = owners[start:end][firsts]
            docs, counts = np.diff(keys.docs[texts], prepend=0), np.diff(firsts, append=end - start)
            values = docs, keys.orders[texts], keys.sampled[texts], counts, codes[start:end]
            yield number, *map(_fold, values)


def _fold(values: npt.NDArray[Any]) -> bytes:
    """64-bit numbers, their highest bytes together, and so on: these are mostly 0 and pack to nothing."""
    return values.view(np.uint8).reshape(-1, 8).T.tobytes()


def _unfold(packed: bytes) -> Ints:
    return np.ascontiguousarray(np.frombuffer(packed, np.uint8).reshape(8, -1).T).view(np.int64).ravel()


def _batch(columns: Iterable[Any], schema: pa.Schema) -> pa.RecordBatch:
    arrays = [pa.array(values).cast(field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
