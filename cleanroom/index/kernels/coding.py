"""Words to streams of bits and back: a word's number in the lexicon of its segment, frequent words in few bits.

A code is three bits that say how many bits follow, and those: the number less that of the first word of its class.
Under Zipf's law that takes a third of a bit more than the entropy of the words.
"""

from __future__ import annotations

import numpy as np

from cleanroom.dedup.words import Flags, Hashes, Ints
from cleanroom.index.kernels.tables import Places
from cleanroom.kernels.compile import inline, kernel

#: bits that follow each class, and the first number of each class
_BITS = (5, 7, 9, 11, 13, 15, 18, 32)
_BASES = (0, 32, 160, 672, 2720, 10912, 43680, 305824)
_PREFIX = 3
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@kernel("int64(uint64[::1], uint8[::1], uint64[::1], int32[::1], uint64[::1], uint8[::1], int64[::1], int32[::1])")
def number(
    words: Hashes, flags: Flags, table: Hashes, slots: Places, hashes: Hashes, kinds: Flags, counts: Ints, out: Places
) -> int:
    """Number the different words (hash and flags) in the order of their first appearance; gives how many there are.

    table: zeros, a power of two; slots: as long. hashes, kinds, counts (zeros): half as long, filled for each different
    word; out: the number of each word. Gives -1 where there are more than half as many as the table has places.
    """
    mask, distinct, most = np.uint64(len(table) - 1), 0, len(hashes)
    for place in range(len(words)):
        key = max(words[place] + np.uint64(flags[place]) * _SPREAD, np.uint64(1))
        slot = key & mask
        while table[slot] != np.uint64(0) and table[slot] != key:
            slot = (slot + np.uint64(1)) & mask
        if table[slot] == np.uint64(0):
            if distinct == most:
                return -1
            table[slot], slots[slot] = key, distinct
            hashes[distinct], kinds[distinct] = words[place], flags[place]
            distinct += 1
        found = slots[slot]
        counts[found] += 1
        out[place] = found
    return distinct


@kernel("int64(int32[::1], int32[::1], int64[::1], uint8[::1], int64[::1])")
def encode(words: Places, ranks: Places, offsets: Ints, out: Flags, places: Ints) -> int:
    """Streams of n texts end to end, each from a new byte on; gives their bytes.

    words: numbers of words, text i has those from offsets[i] (n + 1); ranks: what stands for each number; places: where
    each stream begins (n + 1). out needs five bytes a word.
    """
    at = 0
    for text in range(len(offsets) - 1):
        places[text] = at
        held, filled = np.uint64(0), np.uint64(0)
        for place in range(offsets[text], offsets[text + 1]):
            rank = np.int64(ranks[words[place]])
            kind = 0
            while kind < 7 and rank >= _BASES[kind + 1]:
                kind += 1
            value = np.uint64(kind) | np.uint64(rank - _BASES[kind]) << np.uint64(_PREFIX)
            held |= value << filled
            filled += np.uint64(_PREFIX + _BITS[kind])
            while filled >= np.uint64(8):
                out[at] = np.uint8(held & np.uint64(255))
                held >>= np.uint64(8)
                filled -= np.uint64(8)
                at += 1
        if filled:
            out[at] = np.uint8(held & np.uint64(255))
            at += 1
    places[len(offsets) - 1] = at
    return at


@inline
def _next(data: Flags, state: Hashes) -> int:
    """The next number of a stream. state: bits held, how many, the byte to go on with."""
    held, filled, at = state[0], state[1], state[2]
    while filled < np.uint64(40) and at < np.uint64(len(data)):
        held |= np.uint64(data[at]) << filled
        filled += np.uint64(8)
        at += np.uint64(1)
    kind = np.int64(held & np.uint64(7))
    bits = np.uint64(_BITS[kind])
    value = (held >> np.uint64(_PREFIX)) & ((np.uint64(1) << bits) - np.uint64(1))
    used = bits + np.uint64(_PREFIX)
    state[0], state[1], state[2] = held >> used, filled - used, at
    return np.int64(value) + _BASES[kind]


@kernel(
    "void(uint8[::1], int64[::1], int64[::1], uint64[::1], uint8[::1], int64[::1], uint64[::1], uint8[::1],"
    " uint64[::1])"
)
def decode(
    data: Flags, begins: Ints, counts: Ints, hashes: Hashes, kinds: Flags, places: Ints, words: Hashes, flags: Flags,
    state: Hashes,
) -> None:  # fmt: skip
    """Words and flags of some texts: those of text i, `counts[i]`, from places[i] on. state: scratch (3)."""
    for text in range(len(begins)):
        state[0], state[1], state[2] = np.uint64(0), np.uint64(0), np.uint64(begins[text])
        for place in range(places[text], places[text] + counts[text]):
            rank = _next(data, state)
            words[place], flags[place] = hashes[rank], kinds[rank]


@kernel("void(uint8[::1], int64[::1], int64[::1], int32[::1], int64, int32[::1], uint64[::1])")
def renumber(
    data: Flags, begins: Ints, counts: Ints, numbers: Places, first: int, out: Places, state: Hashes
) -> None:
    """What `numbers` has for the words of some texts, end to end in `out` from `first` on. state: scratch (3)."""
    at = first
    for text in range(len(begins)):
        state[0], state[1], state[2] = np.uint64(0), np.uint64(0), np.uint64(begins[text])
        for _ in range(counts[text]):
            out[at] = numbers[_next(data, state)]
            at += 1
