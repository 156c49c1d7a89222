"""Words to what finds candidates: size and digest of the shingle set, signature, sampled shingles."""

from __future__ import annotations

import numpy as np

from cleanroom.dedup.kernels.tokens import mix
from cleanroom.dedup.words import UNSPACED, Flags, Hashes, Ints
from cleanroom.kernels.compile import inline, kernel

_UNSPACED = int(UNSPACED)
_NEXT = np.uint64(0x9FB21C651E98DF25)


@inline
def shingles_of(
    words: Hashes, flags: Flags, spaced: int, unspaced: int, hashes: Hashes, begins: Ints, widths: Ints
) -> int:
    """Shingles of one text in order: hash, first word, width; gives their number (see `fingerprint`)."""
    count, length, bits = 0, len(words), np.uint8(0)
    for word in range(length):
        bits |= flags[word]
    if spaced == 3 and length >= 3 and not bits & np.uint8(_UNSPACED):  # as most texts are: many words in one step
        count = length - 2
        for word in range(count):
            value = (words[word] * _NEXT + words[word + 1]) * _NEXT + words[word + 2]
            hashes[word], begins[word], widths[word] = mix(value + np.uint64(3)), word, 3
        return count
    for word in range(length):
        width = unspaced if flags[word] & _UNSPACED else spaced
        if word + width <= length:
            value = np.uint64(0)
            for step in range(width):
                value = value * _NEXT + words[word + step]
            hashes[count], begins[count], widths[count] = mix(value + np.uint64(width)), word, width
            count += 1
    if not count and length:  # too short for one: all of it
        value = np.uint64(0)
        for step in range(length):
            value = value * _NEXT + words[step]
        hashes[0], begins[0], widths[0] = mix(value + np.uint64(length)), 0, length
        count = 1
    return count


@inline
def slots_for(count: int) -> int:
    """Size of a hash table for so many values: a power of two, at most a quarter full."""
    slots = 16
    while slots < 4 * count:
        slots *= 2
    return slots


@inline
def slot_of(table: Hashes, mask: int, value: np.uint64) -> int:
    """Where a value (not 0) is in the table, or would be: values are hashes, so their low bits are random."""
    slot = np.int64(value) & mask
    while table[slot] != np.uint64(0) and table[slot] != value:
        slot = (slot + 1) & mask
    return slot


@inline
def unique(values: Hashes, count: int, table: Hashes) -> int:
    """Bring the distinct ones of the first `count` values to the front; gives their number."""
    mask, none, one = np.uint64(slots_for(count) - 1), np.uint64(0), np.uint64(1)
    table[: np.int64(mask) + 1] = 0
    distinct, zeros = none, none
    for place in range(count):
        value = values[place]
        if value == none:  # what an empty slot says, too
            if zeros:
                continue
            zeros = one
        else:
            slot = value & mask
            if table[slot] != none:  # rarely, so that a processor guesses it
                while table[slot] != none and table[slot] != value:
                    slot = (slot + one) & mask
                if table[slot] == value:
                    continue
            table[slot] = value
        values[distinct] = value
        distinct += one
    return np.int64(distinct)


@inline
def _sign(values: Hashes, count: int, low: np.ndarray, a: np.ndarray, b: np.ndarray, out: np.ndarray) -> None:
    """The signature of distinct shingles (see `fingerprint.signatures`); low: scratch, uint32."""
    for place in range(count):
        value = np.uint32(values[place] & np.uint64(0xFFFFFFFF))
        value = np.uint32((value ^ (value >> np.uint32(16))) * np.uint32(0x85EBCA6B))
        value = np.uint32((value ^ (value >> np.uint32(13))) * np.uint32(0xC2B2AE35))
        low[place] = value ^ (value >> np.uint32(16))
    for number in range(len(a)):
        times, plus, least = a[number], b[number], np.uint32(0xFFFFFFFF)
        for place in range(count):
            least = min(least, np.uint32(low[place] * times + plus))
        out[number] = least


@kernel(
    "int64(int64[::1], uint64[::1], uint8[::1], int64, int64, int64, uint32[::1], uint32[::1], int64[::1],"
    " uint64[:,::1], uint32[:,::1], uint64[::1], int64[::1], uint64[::1], uint32[::1], int64[:,::1], uint64[::1])"
)
def sketch(
    offsets: Ints, words: Hashes, flags: Flags, spaced: int, unspaced: int, modulo: int, a: np.ndarray, b: np.ndarray,
    sizes: Ints, digests: Hashes, signatures: np.ndarray, sampled: Hashes, counts: Ints,
    hashes: Hashes, low: np.ndarray, spans: Ints, table: Hashes,
) -> int:  # fmt: skip
    """Fill sizes (n), digests (n × 2), signatures (n × num_perm) and, end to end, sampled shingles with their counts.

    Gives the number of sampled shingles; `sampled` needs room for one more than there are words. Scratch, for a text of
    w words: hashes, low (w), spans (2 × w), table (slots_for(w)).
    """
    taken, power = 0, modulo & (modulo - 1) == 0
    for text in range(len(sizes)):
        first, last = offsets[text], offsets[text + 1]
        count = shingles_of(words[first:last], flags[first:last], spaced, unspaced, hashes, spans[0], spans[1])
        count = unique(hashes, count, table)
        one, other, before = np.uint64(0), np.uint64(0), taken
        for place in range(count):
            one += mix(hashes[place] ^ np.uint64(0x9E3779B97F4A7C15))
            other += mix(hashes[place] ^ np.uint64(0xD1B54A32D192ED03))
        for place in range(count):  # without a branch: which ones are sampled, no processor can guess
            sampled[taken] = hashes[place]
            # a division takes as long as all the rest here
            rest = hashes[place] & np.uint64(modulo - 1) if power else hashes[place] % np.uint64(modulo)
            taken += np.int64(rest == np.uint64(0))
        sizes[text], counts[text] = count, taken - before
        digests[text, 0], digests[text, 1] = mix(one + np.uint64(count)), mix(other + np.uint64(count))
        _sign(hashes, count, low, a, b, signatures[text])
    return taken
