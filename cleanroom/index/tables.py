"""Tables of keys and rows (see kernels.tables): made of composites, merged, looked up."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from cleanroom.dedup.words import Flags, Hashes, Ints
from cleanroom.index.kernels import probe, tables
from cleanroom.index.kernels.tables import Places, Starts

#: entries from which buckets have 24 bits: the directory of 67 MB is then a byte an entry and less
_MANY = 1 << 26
#: bits for fewer entries than that: buckets small enough to be searched, directories small beside the entries
_SOME = ((0, 1 << 10), (8, 1 << 18), (16, _MANY))
#: parts in which tables are merged: each is sorted by itself, so this bounds the memory, and threads share them
_PARTS, _AT_ONCE = 64, 8
#: entries of one key that are held: more than the centres of a bucket, some of which may be removed
KEPT_OF_KEY = 64


class Table(NamedTuple):
    """Entries by bucket (2**bits): where each begins, the rest of the key, the row."""

    starts: Starts
    checks: Flags
    rows: Flags

    @property
    def bits(self) -> int:
        """Bits of a bucket's number."""
        return (len(self.starts) - 1).bit_length() - 1

    def __len__(self) -> int:
        return len(self.rows) // 3


class Found(NamedTuple):
    """Of each key asked for where its entries begin and how many there are."""

    begins: Ints
    counts: Places


def made(keys: Hashes, by_rank: Places, most: int) -> Table:
    """The table of sorted composites (key, rank); of one key the first `most` are held."""
    bits = _bits(len(keys))
    starts, checks, rows = _room(len(keys), bits)
    taken = tables.pack(keys, by_rank, bits, 0, most, starts, checks, rows)
    return _finished(starts, checks, rows, bits, taken)


def merged(
    parts: Sequence[Table], ranks: Sequence[Places], by_rank: Places, most: int, pool: ThreadPoolExecutor
) -> Table:
    """Several tables as one. ranks: what stands for each row of each part (-1: left out); by_rank: the new rows."""
    size = sum(map(len, parts))
    bits = _bits(size)
    starts, checks, rows = _room(size, bits)
    sources = [_Source(table, rank) for table, rank in zip(parts, ranks, strict=True)]
    count = _PARTS if bits >= 16 else 1
    edges = [number * (1 << 32) // count for number in range(count + 1)]

    def keys_of(number: int) -> Hashes:
        keys = np.concatenate([source.keys(edges[number], edges[number + 1]) for source in sources])
        keys.sort()
        return keys

    taken = 0
    for first in range(0, count, _AT_ONCE):
        for keys in pool.map(keys_of, range(first, min(first + _AT_ONCE, count))):
            taken = tables.pack(keys, by_rank, bits, taken, most, starts, checks, rows)
    return _finished(starts, checks, rows, bits, taken)


class _Source:
    """A table that is merged: its composites by ranges of keys. Of a small one all are made at once."""

    def __init__(self, table: Table, ranks: Places) -> None:
        self._table, self._ranks = table, ranks
        self._every = self._expanded(0, len(table.starts) - 1) if table.bits < 16 else None

    def keys(self, first: int, end: int) -> Hashes:
        """Composites of the keys from `first` on and before `end`."""
        if self._every is None:
            shift = 32 - self._table.bits
            return self._expanded(first >> shift, end >> shift)
        low = int(self._every.searchsorted(np.uint64(first << 32)))
        high = len(self._every) if end == 1 << 32 else int(self._every.searchsorted(np.uint64(end << 32)))
        return self._every[low:high]

    def _expanded(self, first: int, end: int) -> Hashes:
        starts, checks, rows = self._table
        keys = np.empty(int(starts[end]) - int(starts[first]), np.uint64)
        return keys[: tables.expand(starts, checks, rows, self._table.bits, first, end, self._ranks, keys, 0)]


def _bits(entries: int) -> int:
    return 24 if entries >= _MANY else next(bits for bits, most in _SOME if entries < most)


def _room(entries: int, bits: int) -> tuple[Starts, Flags, Flags]:
    width = (32 - bits) // 8
    starts = np.zeros((1 << bits) + 1, np.uint32)
    return starts, np.empty(width * entries, np.uint8), np.empty(3 * entries, np.uint8)


def _finished(starts: Starts, checks: Flags, rows: Flags, bits: int, taken: int) -> Table:
    tables.fill(starts)
    width = (32 - bits) // 8
    return Table(starts, checks[: width * taken], rows[: 3 * taken])


def find(table: Table, keys: Hashes, most: int) -> Found:
    """Look up sorted composites by their keys."""
    begins, counts = np.empty(len(keys), np.int64), np.empty(len(keys), np.int32)
    probe.find(keys, table.starts, table.checks, table.bits, most, begins, counts)
    return Found(begins, counts)
