"""Words to streams of bits and back: a word's number in the lexicon of its segment, frequent words in few bits.

A code is three bits that say how many bits follow, and those: the number less that of the first word of its class.
Under Zipf's law that takes a third of a bit more than the entropy of the words.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from cleanroom.dedup.words import Flags, Hashes, Ints
from cleanroom.index.kernels.tables import Places
from cleanroom.kernels.compile import inline, kernel

#: bits that follow each class, and the first number of each class
_BITS = (5, 7, 9, 11, 13, 15, 18, 32)
_BASES = (0, 32, 160, 672, 2720, 10912, 43680, 305824)
_PREFIX, _SEVEN = np.uint64(3), np.uint64(7)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
#: a code as it is held: its bits above six bits that say how many they are
_LENGTH, _LENGTHS = np.uint64(6), np.uint64(63)


def codes_of(ranks: Places) -> Hashes:
    """The codes of words of some ranks."""
    bases, bits = np.array(_BASES, np.int64), np.array(_BITS, np.uint64)
    kinds = bases.searchsorted(ranks, side="right") - 1
    values = kinds.astype(np.uint64) | (ranks - bases[kinds]).astype(np.uint64) << _PREFIX
    found: Hashes = values << _LENGTH | (bits[kinds] + _PREFIX)
    return found


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


@inline
def _put(out: Flags, at: np.uint64, held: np.uint64, filled: np.uint64, code: np.uint64) -> tuple[Any, Any, Any]:
    """Write a code behind `filled` bits (0 to 7) that are held of the byte at `at`; gives these anew.

    Eight bytes are written at once, which is one instruction, so `out` needs seven more than the stream has. Indexes
    are unsigned: numba tries whether a signed one counts from the end.
    """
    held |= (code >> _LENGTH) << filled
    for byte in range(8):
        out[at + np.uint64(byte)] = np.uint8(held >> np.uint64(8 * byte) & np.uint64(255))
    filled += code & _LENGTHS
    return at + (filled >> np.uint64(3)), held >> (filled & ~_SEVEN), filled & _SEVEN


@inline
def _next(data: Flags, bit: np.uint64) -> tuple[Any, Any]:
    """The number whose code begins at a bit of the streams, and the bit behind it."""
    at, end, held = bit >> np.uint64(3), np.uint64(len(data)), np.uint64(0)
    if at + np.uint64(8) <= end:
        for byte in range(8):
            held |= np.uint64(data[at + np.uint64(byte)]) << np.uint64(8 * byte)
    else:
        for byte in range(np.int64(end - at)):
            held |= np.uint64(data[at + np.uint64(byte)]) << np.uint64(8 * byte)
    held >>= bit & _SEVEN
    kind = held & _SEVEN
    bits = np.uint64(_BITS[kind])
    value = (held >> _PREFIX) & ((np.uint64(1) << bits) - np.uint64(1))
    return value + np.uint64(_BASES[kind]), bit + _PREFIX + bits


@kernel("int64(int32[::1], uint64[::1], int64[::1], uint8[::1], int64[::1])")
def encode(words: Places, codes: Hashes, offsets: Ints, out: Flags, places: Ints) -> int:
    """Streams of n texts end to end, each from a new byte on; gives their bytes.

    words: numbers of words, text i has those from offsets[i] (n + 1); codes: of each number (see `codes_of`);
    places: where each stream begins (n + 1). out needs five bytes a word, and eight.
    """
    at = np.uint64(0)
    for text in range(len(offsets) - 1):
        places[text] = np.int64(at)
        held, filled = np.uint64(0), np.uint64(0)
        for place in range(offsets[text], offsets[text + 1]):
            at, held, filled = _put(out, at, held, filled, codes[words[place]])
        at += np.uint64(filled > np.uint64(0))
    places[len(offsets) - 1] = np.int64(at)
    return np.int64(at)


@kernel("void(uint8[::1], int64[::1], int64[::1], int32[::1], int64[::1])")
def tally(data: Flags, begins: Ints, counts: Ints, numbers: Places, totals: Ints) -> None:
    """Add to `totals`, for each word of some texts, one at what `numbers` has for it."""
    for text in range(len(begins)):
        bit = np.uint64(begins[text] << 3)
        for _ in range(counts[text]):
            rank, bit = _next(data, bit)
            totals[numbers[rank]] += 1


@kernel("int64(uint8[::1], int64[::1], int64[::1], uint64[::1], uint8[::1], int64[::1])")
def recode(data: Flags, begins: Ints, counts: Ints, codes: Hashes, out: Flags, places: Ints) -> int:
    """The streams of some texts with other codes for their numbers: as `encode` writes them (places: n)."""
    at = np.uint64(0)
    for text in range(len(begins)):
        places[text] = np.int64(at)
        held, filled, bit = np.uint64(0), np.uint64(0), np.uint64(begins[text] << 3)
        for _ in range(counts[text]):
            rank, bit = _next(data, bit)
            at, held, filled = _put(out, at, held, filled, codes[rank])
        at += np.uint64(filled > np.uint64(0))
    return np.int64(at)


@kernel("void(uint8[::1], int64[::1], int64[::1], uint64[::1], uint8[::1], int64[::1], uint64[::1], uint8[::1])")
def decode(
    data: Flags, begins: Ints, counts: Ints, hashes: Hashes, kinds: Flags, places: Ints, words: Hashes, flags: Flags
) -> None:
    """Words and flags of some texts: those of text i, `counts[i]`, from places[i] on."""
    for text in range(len(begins)):
        bit = np.uint64(begins[text] << 3)
        for place in range(places[text], places[text] + counts[text]):
            rank, bit = _next(data, bit)
            words[place], flags[place] = hashes[rank], kinds[rank]
