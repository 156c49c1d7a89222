"""Keys looked up in tables: candidates by bands, candidates by sampled shingles, rows by a key of their own."""

from __future__ import annotations

import numpy as np

from cleanroom.dedup.words import Flags, Hashes, Ints
from cleanroom.index.kernels.tables import Places, Starts, rest_at, row_at
from cleanroom.kernels.compile import inline, kernel


@kernel("void(uint64[::1], uint32[::1], uint8[::1], int64, int64, int64[::1], int32[::1])")
def find(
    keys: Hashes, starts: Starts, checks: Flags, bits: int, most: int, begins: Ints, counts: Places
) -> None:
    """Where the entries of each composite's key begin in a table, and how many there are (`most` at most)."""
    spare, width = 32 - bits, (32 - bits) // 8
    for probe in range(len(keys)):
        key = np.int64(keys[probe] >> np.uint64(32))
        bucket, wanted = key >> spare, key & ((1 << spare) - 1)
        first, last = np.int64(starts[np.uint64(bucket)]), np.int64(starts[np.uint64(bucket + 1)])
        low = first + (wanted * (last - first) >> spare)  # keys are hashes, so it is near there
        while low < last and rest_at(checks, low, width) < wanted:
            low += 1
        while low > first and rest_at(checks, low - 1, width) >= wanted:
            low -= 1
        end = low
        while end < last and end - low < most and rest_at(checks, end, width) == wanted:
            end += 1
        begins[probe], counts[probe] = low, end - low


@inline
def _equal_nibbles(mine: Hashes, theirs: Hashes) -> int:
    """Equal groups of four bits."""
    total = 0
    for word in range(len(mine)):
        apart = mine[word] ^ theirs[word]
        apart |= apart >> np.uint64(1)
        apart |= apart >> np.uint64(2)
        apart &= np.uint64(0x1111111111111111)
        apart = (apart & np.uint64(0x0101010101010101)) + (apart >> np.uint64(4) & np.uint64(0x0101010101010101))
        total += 16 - np.int64((apart * np.uint64(0x0101010101010101)) >> np.uint64(56))
    return total


@kernel("int64(uint64[:,::1], int64, int64[:,::1])")
def near_pairs(signatures: Hashes, least: int, out: Ints) -> int:
    """Pairs (a < b) of signatures that have `least` equal values; out: room for all pairs. Gives how many there are."""
    taken = 0
    for one in range(len(signatures)):
        for other in range(one + 1, len(signatures)):
            if _equal_nibbles(signatures[one], signatures[other]) >= least:
                out[taken, 0], out[taken, 1] = one, other
                taken += 1
    return taken


@kernel(
    "int64(uint64[::1], int64[::1], int32[::1], int32[::1], uint8[::1], int64, uint64[:,::1], uint64[:,::1], int64,"
    " uint64[::1])"
)
def band_hits(
    keys: Hashes, begins: Ints, counts: Places, by_rank: Places, rows: Flags, centres: int, mine: Hashes,
    theirs: Hashes, least: int, out: Hashes,
) -> int:  # fmt: skip
    """Composites (asking row, row of the table) of entries whose signatures have `least` equal values.

    keys: composites (key, rank of the asking text); begins, counts: what `find` found, of which `centres` are looked
    at; by_rank: rows of the asking ranks; out needs room for all that. Gives how many there are.
    """
    taken = 0
    for probe in range(len(keys)):
        if counts[probe] == 0:
            continue
        asking = np.int64(by_rank[keys[probe] & np.uint64(0xFFFFFFFF)])
        for place in range(begins[probe], begins[probe] + min(centres, np.int64(counts[probe]))):
            row = row_at(rows, place)
            if _equal_nibbles(mine[asking], theirs[row]) >= least:
                out[taken] = np.uint64(asking) << np.uint64(32) | np.uint64(row)
                taken += 1
    return taken


@kernel(
    "int64(uint64[::1], int64[::1], int32[::1], int32[::1], int64, int32[::1], uint8[::1], int64, uint64[::1])"
)
def sample_hits(
    keys: Hashes, begins: Ints, counts: Places, totals: Places, most: int, by_rank: Places, rows: Flags, centres: int,
    out: Hashes,
) -> int:  # fmt: skip
    """Composites (asking row, row of the table) of the entries of keys that at most `most` texts have in all tables."""
    taken = 0
    for probe in range(len(keys)):
        if counts[probe] == 0 or totals[probe] > most:
            continue
        asking = np.uint64(by_rank[keys[probe] & np.uint64(0xFFFFFFFF)])
        for place in range(begins[probe], begins[probe] + min(centres, np.int64(counts[probe]))):
            out[taken] = asking << np.uint64(32) | np.uint64(row_at(rows, place))
            taken += 1
    return taken


@kernel("int64(uint64[::1], int32[::1], int32[::1], int64, float64)")
def enough_hits(hits: Hashes, mine: Places, theirs: Places, least: int, share: float) -> int:
    """Bring those sorted composites to the front that occur often enough: `least`, and `share` of the smaller sample.

    mine, theirs: sampled shingles of the asking rows and of those of the table. Gives how many there are.
    """
    taken, start = 0, 0
    while start < len(hits):
        end = start + 1
        while end < len(hits) and hits[end] == hits[start]:
            end += 1
        asking, row = hits[start] >> np.uint64(32), hits[start] & np.uint64(0xFFFFFFFF)
        if end - start >= max(np.float64(least), share * min(mine[asking], theirs[row])):
            hits[taken] = hits[start]
            taken += 1
        start = end
    return taken


@kernel("int64(uint64[::1], int64[::1], int32[::1], uint8[::1], uint64[::1])")
def every_hit(keys: Hashes, begins: Ints, counts: Places, rows: Flags, out: Hashes) -> int:
    """Composites (number in the lower half of the key, row of the table) of all entries found; gives how many."""
    taken = 0
    for probe in range(len(keys)):
        for place in range(begins[probe], begins[probe] + counts[probe]):
            out[taken] = (keys[probe] & np.uint64(0xFFFFFFFF)) << np.uint64(32) | np.uint64(row_at(rows, place))
            taken += 1
    return taken
