"""Tables of keys and rows: buckets by the upper bits of a key, in each the rest of the keys sorted, and their rows.

The upper `bits` (0, 8, 16 or 24) of a key's 32 are the number of its bucket; the others are held as so many bytes as
they need, rows as three.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cleanroom.dedup.words import Flags, Hashes
from cleanroom.kernels.compile import inline, kernel

Places = npt.NDArray[np.int32]
Starts = npt.NDArray[np.uint32]


@inline
def row_at(rows: Flags, place: int) -> int:
    """A row of a table. Indexes are unsigned: numba tries whether a signed one counts from the end."""
    at = np.uint64(3 * place)
    return np.int64(rows[at]) | np.int64(rows[at + np.uint64(1)]) << 8 | np.int64(rows[at + np.uint64(2)]) << 16


@inline
def rest_at(checks: Flags, place: int, width: int) -> int:
    """The rest of a key of a table, which has so many bytes."""
    at = np.uint64(width * place)
    if width == 1:
        return np.int64(checks[at])
    if width == 2:
        return np.int64(checks[at]) << 8 | np.int64(checks[at + np.uint64(1)])
    rest = np.int64(0)
    for byte in range(width):
        rest = rest << 8 | np.int64(checks[at + np.uint64(byte)])
    return rest


@kernel("int64(uint64[::1], int32[::1], int64, int64, int64, uint32[::1], uint8[::1], uint8[::1])")
def pack(
    keys: Hashes, by_rank: Places, bits: int, at: int, most: int, starts: Starts, checks: Flags, rows: Flags
) -> int:
    """Append sorted composites (key, rank) to a table that has `at` entries; gives how many it then has.

    Of entries with one key the first `most` are taken. starts (2**bits + 1) gets, behind the number of each bucket that
    occurs, where it ends.
    """
    taken, run, before = at, 0, np.uint64(0)
    width = (32 - bits) // 8
    for place in range(len(keys)):
        key = keys[place] >> np.uint64(32)
        run = run + 1 if place and key == before else 0
        before = key
        if run >= most:
            continue
        row = np.int64(by_rank[keys[place] & np.uint64(0xFFFFFFFF)])
        rest = np.int64(key) & ((1 << (32 - bits)) - 1)
        for byte in range(width):
            checks[width * taken + byte] = np.uint8(rest >> 8 * (width - 1 - byte) & 255)
        rows[3 * taken], rows[3 * taken + 1], rows[3 * taken + 2] = (
            np.uint8(row & 255), np.uint8(row >> 8 & 255), np.uint8(row >> 16),
        )  # fmt: skip
        taken += 1
        starts[np.int64(key >> np.uint64(32 - bits)) + 1] = taken
    return taken


@kernel("void(uint32[::1])")
def fill(starts: Starts) -> None:
    """Where buckets without entries end: where the one before them ends."""
    for bucket in range(1, len(starts)):
        starts[bucket] = max(starts[bucket], starts[bucket - 1])


@kernel("int64(uint32[::1], uint8[::1], uint8[::1], int64, int64, int64, int32[::1], uint64[::1], int64)")
def expand(
    starts: Starts, checks: Flags, rows: Flags, bits: int, first: int, end: int, ranks: Places, out: Hashes, at: int
) -> int:
    """Composites (key, rank) of the buckets from `first` to `end`, written to `out` from `at` on; gives where they end.

    ranks: what stands for each row; -1 leaves it out.
    """
    width = (32 - bits) // 8
    for bucket in range(first, end):
        upper = np.uint64(bucket) << np.uint64(64 - bits) if bits else np.uint64(0)
        for place in range(starts[bucket], starts[bucket + 1]):
            rank = np.int64(ranks[row_at(rows, place)])
            if rank < 0:
                continue
            rest = np.uint64(rest_at(checks, place, width))
            out[at] = upper | rest << np.uint64(32) | np.uint64(rank)
            at += 1
    return at
