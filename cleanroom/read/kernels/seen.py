"""A set of ids by their hashes: open addressing in one array, so that a record costs 24 to 64 bytes."""

from __future__ import annotations

from array import array

import numpy as np

from cleanroom.kernels.compile import inline, kernel
from cleanroom.read.kernels.hashing import hash_at
from cleanroom.read.kernels.json_strings import Bytes, Ints, Words

#: words of an entry: id, content, place
WIDTH = 3


@kernel("void(uint8[::1], int64[::1], uint64[::1])")
def hashes(data: Bytes, offsets: Ints, out: Words) -> None:
    """A hash, not 0, of each run of bytes `data[offsets[i]:offsets[i + 1]]`."""
    for row in range(len(out)):
        out[row] = hash_at(data, offsets[row], offsets[row + 1])


@kernel("int64(uint64[::1], int64, uint64[::1], uint64[::1], uint64[::1])")
def enter(table: Words, slots: int, keys: Words, contents: Words, places: Words) -> int:
    """Enter new ids, all of them or, if one is there already, none; gives how many were entered."""
    for row in range(len(keys)):
        slot = np.int64(keys[row] & np.uint64(slots - 1))
        while table[slot * WIDTH] not in (np.uint64(0), keys[row]):
            slot = (slot + 1) & (slots - 1)
        if table[slot * WIDTH]:
            _leave(table, slots, keys, row)
            return 0
        at = slot * WIDTH
        table[at], table[at + 1], table[at + 2] = keys[row], contents[row], places[row]
    return len(keys)


@inline
def _leave(table: Words, slots: int, keys: Words, count: int) -> None:
    """Take the first ids out again, the last one first: so no gap is left in the way to another one."""
    for row in range(count - 1, -1, -1):
        slot = np.int64(keys[row] & np.uint64(slots - 1))
        while table[slot * WIDTH] != keys[row]:
            slot = (slot + 1) & (slots - 1)
        table[slot * WIDTH] = np.uint64(0)


@kernel("void(uint64[::1], uint64[::1], int64)")
def moved(old: Words, new: Words, slots: int) -> None:
    """Move every entry to another, empty table."""
    for place in range(len(old) // WIDTH):
        key = old[place * WIDTH]
        if key:
            slot = np.int64(key & np.uint64(slots - 1))
            while new[slot * WIDTH]:
                slot = (slot + 1) & (slots - 1)
            for word in range(WIDTH):
                new[slot * WIDTH + word] = old[place * WIDTH + word]


def hash_of(content: bytes) -> int:
    """The hash of some bytes."""
    out = np.empty(1, np.uint64)
    hashes(np.frombuffer(content, np.uint8), np.array([0, len(content)]), out)
    return int(out[0])


def entered(table: array[int], slots: int, keys: Words, contents: Words, first: int) -> bool:
    """Enter records of which the first one has the place `first`, the next one the next, if all are new."""
    places = np.arange(first, first + len(keys), dtype=np.uint64)
    return enter(np.frombuffer(table, np.uint64), slots, keys, contents, places) == len(keys)


def move(old: array[int], new: array[int], slots: int) -> None:
    """Move every entry to a larger table."""
    moved(np.frombuffer(old, np.uint64), np.frombuffer(new, np.uint64), slots)
