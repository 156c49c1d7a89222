"""Words less the furniture of their source: `dedup.furniture` a text at a time."""

from __future__ import annotations

import numpy as np

from cleanroom.dedup.kernels.compile import kernel
from cleanroom.dedup.kernels.match import cover, index
from cleanroom.dedup.kernels.sketch import shingles_of, slot_of, slots_for, unique
from cleanroom.dedup.words import Flags, Hashes, Ints


@kernel
def shingle_sets(
    rows: Ints, starts: Ints, ends: Ints, words: Hashes, flags: Flags, spaced: int, unspaced: int, out: Hashes
) -> int:
    """The distinct shingles of each chosen text, end to end; gives their number, which is at most that of the words."""
    most = 1
    for row in rows:
        most = max(most, ends[row] - starts[row])
    hashes, begins, widths = np.empty(most, np.uint64), np.empty(most, np.int64), np.empty(most, np.int64)
    table, taken = np.empty(slots_for(most), np.uint64), 0
    for row in rows:
        part = slice(starts[row], ends[row])
        count = shingles_of(words[part], flags[part], spaced, unspaced, hashes, begins, widths)
        count = unique(hashes, count, table)
        out[taken : taken + count] = hashes[:count]
        taken += count
    return taken


@kernel
def strip(
    rows: Ints, starts: Ints, ends: Ints, words: Hashes, flags: Flags, furniture: Hashes, spaced: int, unspaced: int,
    rest: int, left_words: Hashes, left_flags: Flags, counts: Ints,
) -> int:  # fmt: skip
    """What is left of each chosen text, end to end, and its number of words: -1 for a text that stays as it is.

    That is one without furniture, and one of which fewer than `rest` words would be left.
    """
    most = 1
    for row in rows:
        most = max(most, ends[row] - starts[row])
    hashes, begins, widths = np.empty(most, np.uint64), np.empty(most, np.int64), np.empty(most, np.int64)
    table, slots = np.empty(slots_for(len(furniture)), np.uint64), np.empty(len(furniture), np.int64)
    mask, taken = index(furniture, len(furniture), table, slots), 0
    hit, covered = np.empty(most, np.bool_), np.empty(most, np.bool_)
    for place in range(len(rows)):
        first, last = starts[rows[place]], ends[rows[place]]
        count = shingles_of(words[first:last], flags[first:last], spaced, unspaced, hashes, begins, widths)
        for number in range(count):
            value = max(hashes[number], np.uint64(1))
            hit[number] = table[slot_of(table, mask, value)] == value
        cover(covered, last - first, hit, count, begins, widths)
        before = taken
        for word in range(last - first):
            if not covered[word]:
                left_words[taken], left_flags[taken] = words[first + word], flags[first + word]
                taken += 1
        counts[place] = taken - before
        if taken - before < rest or taken - before == last - first:
            counts[place], taken = -1, before
    return taken
