"""Words of units as hashes: no Python object per word."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cleanroom.clean.model.batch import Batch
from cleanroom.clean.model.characters import DIGIT, LOWER, WIDE, Array, tables

#: odd, so that it can be undone modulo 2^64
P = np.uint64(0x9E3779B97F4A7C15)
_UNDO = np.uint64(pow(int(P), -1, 1 << 64))
MIX = np.uint64(0xBF58476D1CE4E5B9)
#: what makes the first and the last word of a unit other features than the word
HEAD, TAIL = np.uint64(0xF1257), np.uint64(0x1A57)
LEXICON_BITS, WORD_BITS = 20, 16
#: single words, then pairs and words at the ends
WORD_FEATURES = 2 << WORD_BITS


class Words(NamedTuple):
    """Words in order: where each begins and ends, its unit, and the hash of its lower case."""

    start: Array
    end: Array
    unit: Array
    hash: Array


def words_of(batch: Batch) -> Words:
    """The words of a batch. A character of a script without blanks is a word."""
    start, end, hashes = hashed_words(batch.chars, batch.cls)
    return Words(start, end, batch.owner[start], hashes)


def hashed_words(chars: Array, cls: Array) -> tuple[Array, Array, Array]:
    """Begin, end and hash of every word in a row of characters."""
    wide = cls == WIDE
    inside = (cls >= LOWER) & (cls <= DIGIT)
    begin = inside.copy()
    begin[1:] &= ~inside[:-1] | wide[1:] | wide[:-1]
    last = inside.copy()
    last[:-1] &= ~inside[1:] | begin[1:]
    start, end = np.flatnonzero(begin), np.flatnonzero(last) + 1
    with np.errstate(over="ignore"):
        up, down = _powers(len(chars))
        total = np.zeros(len(chars) + 1, np.uint64)
        np.cumsum((tables().lower[chars].astype(np.uint64) + np.uint64(1)) * up, out=total[1:])
        hashes = (total[end] - total[start]) * down[start]
        hashes ^= hashes >> np.uint64(29)
        hashes *= MIX
        hashes ^= hashes >> np.uint64(32)
    return start, end, hashes


def _powers(count: int) -> tuple[Array, Array]:
    up, down = np.full(count, P, np.uint64), np.full(count, _UNDO, np.uint64)
    up[:1] = down[:1] = 1
    np.multiply.accumulate(up, out=up)
    np.multiply.accumulate(down, out=down)
    return up, down


def grams(unit: Array, hashes: Array) -> tuple[Array, Array]:
    """Features of words, as (unit, number of the feature): words, pairs, the first and the last word."""
    shift, behind = np.uint64(64 - WORD_BITS), np.int64(1 << WORD_BITS)
    same = unit[1:] == unit[:-1]
    first, last = np.ones(len(unit), bool), np.ones(len(unit), bool)
    first[1:], last[:-1] = ~same, ~same
    with np.errstate(over="ignore"):
        pairs = ((hashes[:-1] * np.uint64(31) + hashes[1:]) * MIX)[same]
        heads = (hashes[first] ^ HEAD) * MIX
        tails = (hashes[last] ^ TAIL) * MIX
    numbers = [(hashes >> shift).astype(np.int64)]
    numbers += [(some >> shift).astype(np.int64) + behind for some in (pairs, heads, tails)]
    return np.concatenate([unit, unit[1:][same], unit[first], unit[last]]), np.concatenate(numbers)


def document_slots(documents_of_words: Array, hashes: Array, count: int) -> tuple[Array, int]:
    """A slot for each word in a table of its document's own, and how many slots there are.

    The table's size follows from the words of its document, so collisions do not depend on the batch.
    """
    size = np.bincount(documents_of_words, minlength=count)
    bits = np.ceil(np.log2(np.maximum(size, 1))).astype(np.int64) + 4
    base = np.concatenate([[0], np.cumsum(1 << bits)])
    shift = (np.uint64(64) - bits.astype(np.uint64))[documents_of_words]
    return base[documents_of_words] + (hashes >> shift).astype(np.int64), int(base[-1])


def unit_keys(words: Words, batch: Batch) -> Array:
    """A hash of all words of each unit, with its document's number: equal for units that repeat each other."""
    units, found = np.arange(len(batch.start)), len(words.unit)
    begin = np.searchsorted(words.unit, units)
    end = np.searchsorted(words.unit, units, side="right")
    with np.errstate(over="ignore"):
        place = (np.arange(found) - begin[words.unit]).astype(np.uint64)
        total = np.zeros(found + 1, np.uint64)
        np.cumsum((words.hash ^ (place * P)) * MIX, out=total[1:])
        keys: Array = (total[end] - total[begin]) ^ (batch.documents.doc.astype(np.uint64) * P)
    return keys
