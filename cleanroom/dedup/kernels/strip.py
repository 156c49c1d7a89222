"""Words less the furniture of their source: `dedup.furniture` a text at a time."""

from __future__ import annotations

import numpy as np

from cleanroom.dedup.kernels.match import cover, index
from cleanroom.dedup.kernels.sketch import shingles_of, slot_of, unique
from cleanroom.dedup.words import Bools, Flags, Hashes, Ints
from cleanroom.kernels.compile import kernel


@kernel(
    "int64(int64[::1], int64[::1], int64[::1], uint64[::1], uint8[::1], int64, int64, uint64[::1], uint64[::1],"
    " int64[:,::1], uint64[::1])"
)
def shingle_sets(
    rows: Ints, starts: Ints, ends: Ints, words: Hashes, flags: Flags, spaced: int, unspaced: int, out: Hashes,
    hashes: Hashes, spans: Ints, table: Hashes,
) -> int:  # fmt: skip
    """The distinct shingles of each chosen text, end to end; gives their number, which is at most that of the words.

    Scratch, for a text of w words: hashes (w), spans (2 × w), table (slots_for(w)).
    """
    taken = 0
    for place in range(len(rows)):
        part = slice(starts[rows[place]], ends[rows[place]])
        count = shingles_of(words[part], flags[part], spaced, unspaced, hashes, spans[0], spans[1])
        count = unique(hashes, count, table)
        for number in range(count):
            out[taken + number] = hashes[number]
        taken += count
    return taken


@kernel(
    "void(int64[::1], int64[::1], uint64[::1], uint8[::1], int64, int64, int64[::1], uint64[::1], int64[:,::1],"
    " uint64[::1])"
)
def count_sets(
    starts: Ints, ends: Ints, words: Hashes, flags: Flags, spaced: int, unspaced: int, sizes: Ints, hashes: Hashes,
    spans: Ints, table: Hashes,
) -> None:  # fmt: skip
    """How many distinct shingles each text has. Scratch as in `shingle_sets`."""
    for place in range(len(starts)):
        part = slice(starts[place], ends[place])
        count = shingles_of(words[part], flags[part], spaced, unspaced, hashes, spans[0], spans[1])
        sizes[place] = unique(hashes, count, table)


@kernel(
    "int64(int64[::1], int64[::1], int64[::1], uint64[::1], uint8[::1], uint64[::1], int64, int64, int64, uint64[::1],"
    " uint8[::1], int64[::1], uint64[::1], int64[:,::1], boolean[:,::1], uint64[::1], int64[::1])"
)
def strip(
    rows: Ints, starts: Ints, ends: Ints, words: Hashes, flags: Flags, furniture: Hashes, spaced: int, unspaced: int,
    rest: int, left_words: Hashes, left_flags: Flags, counts: Ints, hashes: Hashes, spans: Ints, marks: Bools,
    table: Hashes, slots: Ints,
) -> int:  # fmt: skip
    """What is left of each chosen text, end to end, and its number of words: -1 for a text that stays as it is.

    That is one without furniture, and one of which fewer than `rest` words would be left. Scratch, for a text of w
    words: hashes (w), spans (2 × w), marks (2 × w); for f furniture shingles: table (slots_for(f)), slots (f).
    """
    begins, widths, hit, covered = spans[0], spans[1], marks[0], marks[1]
    mask, taken = index(furniture, len(furniture), table, slots), 0
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
