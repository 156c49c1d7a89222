"""Characters of units to counts and words, in one pass: `tally.tallied` without an array per step."""

from __future__ import annotations

import numpy as np

from cleanroom.clean.model import characters as c
from cleanroom.clean.model import words as w
from cleanroom.clean.model.characters import Array
from cleanroom.kernels.compile import inline, kernel

_LOWER, _WIDE, _DIGIT, _UPPER = c.LOWER, c.WIDE, c.DIGIT, c.UPPER
_P, _MIX = np.uint64(w.P), np.uint64(w.MIX)
_HEAD, _TAIL = np.uint64(w.HEAD), np.uint64(w.TAIL)
_LEXICON_SHIFT, _WORD_SHIFT = np.uint64(64 - w.LEXICON_BITS), np.uint64(64 - w.WORD_BITS)
_PAIRS = 1 << w.WORD_BITS
#: columns of `sums`, and of `counts`
_TOTAL, _NEGATIVE = 0, 1
_WORDS, _CAPITALS, _DIGITS, _LOUD, _YEARS, _GRAMS, _CONTENT, _HEADED = range(8)


@inline
def _stirred(value: np.uint64) -> np.uint64:
    value = (value ^ (value >> np.uint64(29))) * _MIX
    return value ^ (value >> np.uint64(32))


@inline
def _word(chars: Array, cls: Array, lower: Array, begin: int, stop: int, classes: Array) -> tuple[int, np.uint64]:
    """Behind the word that begins at a character, and its hash; counts the classes of all but its first character."""
    value, power = np.uint64(lower[chars[begin]]) + np.uint64(1), _P
    at, run, same = begin + 1, cls[begin], np.float32(0)  # so many more of a class, to be counted at once
    while at < stop and _LOWER <= cls[at] <= _DIGIT and cls[at] != _WIDE:
        if cls[at] != run:
            classes[run] += same
            run, same = cls[at], np.float32(0)
        same += np.float32(1)
        value += (np.uint64(lower[chars[at]]) + np.uint64(1)) * power
        power *= _P
        at += 1
    classes[run] += same
    return at, value


@inline
def _shape(cls: Array, begin: int, length: int, counts: Array, unit: int) -> None:
    if cls[begin] == _UPPER:
        counts[unit, _CAPITALS] += 1
        counts[unit, _LOUD] += length > 1 and cls[begin + 1] == _UPPER
    elif cls[begin] == _DIGIT:
        counts[unit, _DIGITS] += 1
        counts[unit, _YEARS] += length == 4


@inline
def _score(scores: Array, gram: np.uint64, behind: int, sums: Array, unit: int) -> None:
    score = np.float64(scores[np.int64(gram >> _WORD_SHIFT) + behind])
    sums[unit, _TOTAL] += score
    if score < 0:
        sums[unit, _NEGATIVE] += score


@kernel(
    "int64(uint16[::1], uint8[::1], uint16[::1], int64[::1], int64[::1], int64[::1], uint8[::1], float32[::1],"
    " float32[:,::1], float32[:,::1], float64[:,::1], int64[:,::1], uint64[::1], uint64[::1], boolean[::1], int64[::1])"
)
def tally(
    chars: Array, cls: Array, lower: Array, start: Array, end: Array, doc: Array, lexicon: Array, scores: Array,
    classes: Array, known: Array, sums: Array, counts: Array, keys: Array, hashes: Array, content: Array, behind: Array,
) -> int:  # fmt: skip
    """Fill what is counted by unit and by word (`hashes`, `content`); `behind[i]` words end with unit i.

    Arrays of sums and counts are zero before. Gives the number of words.
    """
    found = 0
    for unit in range(len(start)):
        first, before = found, np.uint64(0)
        at, stop, key = start[unit], end[unit], np.uint64(0)
        while at < stop:
            kind = cls[at]
            classes[unit, kind] += np.float32(1)
            if kind < _LOWER or kind > _DIGIT:
                at += 1
                continue
            begin, opens = at, kind
            at, value = _word(chars, cls, lower, at, stop if opens != _WIDE else at + 1, classes[unit])
            value = _stirred(value)
            length, kin = at - begin, lexicon[np.int64(value >> _LEXICON_SHIFT)]
            hashes[found] = value
            content[found] = kin != 1 and (length > 2 or opens == _WIDE)
            counts[unit, _CONTENT] += content[found]
            _shape(cls, begin, length, counts, unit)
            known[unit, kin] += np.float32(1)
            key += (value ^ (np.uint64(found - first) * _P)) * _MIX
            _score(scores, value, 0, sums, unit)
            if found > first:
                _score(scores, (before * np.uint64(31) + value) * _MIX, _PAIRS, sums, unit)
            else:
                counts[unit, _HEADED] = kin
                _score(scores, (value ^ _HEAD) * _MIX, _PAIRS, sums, unit)
            before = value
            found += 1
        if found > first:
            _score(scores, (before ^ _TAIL) * _MIX, _PAIRS, sums, unit)
            counts[unit, _GRAMS] = 2 * (found - first) + 1
        counts[unit, _WORDS] = found - first
        keys[unit] = key ^ (np.uint64(doc[unit]) * _P)
        behind[unit] = found
    return found


@kernel("void(uint64[::1], int64[::1], int64[::1], boolean[::1])")
def repeated(keys: Array, table: Array, count: Array, again: Array) -> None:
    """How often each key occurs, and whether it did above. `table`: -1 everywhere, a power of two twice as long."""
    mask = np.uint64(len(table) - 1)
    for unit in range(len(keys)):
        slot = np.int64((keys[unit] * _MIX >> np.uint64(20)) & mask)
        while table[slot] >= 0 and keys[table[slot]] != keys[unit]:
            slot = (slot + 1) & np.int64(mask)
        first = table[slot]
        again[unit] = first >= 0
        if first < 0:
            table[slot] = first = unit
        count[unit] = first
    for unit in range(len(keys)):
        table[unit] = 0
    for unit in range(len(keys)):
        table[count[unit]] += 1
    for unit in range(len(keys)):
        count[unit] = table[count[unit]]
