"""Pairs of texts to exact comparisons: `dedup.verify` a pair at a time."""

from __future__ import annotations

import numpy as np

from cleanroom.dedup.kernels.groups import Places
from cleanroom.dedup.kernels.sketch import shingles_of, slot_of, slots_for
from cleanroom.dedup.words import CAPITAL, DIGIT, Bools, Flags, Hashes, Ints
from cleanroom.kernels.compile import inline, kernel

_NAMED = int(DIGIT | CAPITAL)
#: words that are searched for among those of the other text before these are put into a table: a copy has few changed
_SEARCHED = 16
#: what `match` writes of each pair; two columns (of a, of b) of each but the first
SHARED, COVERED, PASSAGE, FRESH, NAMES, OTHERS, ALIGNED, NAMED = 0, 1, 3, 5, 7, 9, 11, 13
NUMBERS, TAIL_WORDS, EDGE_NAMES, COLUMNS = 15, 17, 19, 21
_DIGIT = int(DIGIT)


@inline
def index(values: Hashes, count: int, table: Hashes, slots: Ints) -> int:
    """Put values into an empty table; slots: where each one is. Gives the table's mask."""
    mask = slots_for(count) - 1
    table[: mask + 1] = 0
    for place in range(count):
        value = max(values[place], np.uint64(1))  # 0 is an empty slot; hashes of 0 and 1 do not occur
        slot = slot_of(table, mask, value)
        table[slot], slots[place] = value, slot
    return mask


@inline
def _measure(covered: Bools, length: int, out: Ints, side: int) -> None:
    """Covered words, the longest run of them and the longest run of others."""
    total, run, best, gap, widest = 0, 0, 0, 0, 0
    for word in range(length):
        if covered[word]:
            total, run, gap = total + 1, run + 1, 0
        else:
            run, gap = 0, gap + 1
        best, widest = max(best, run), max(widest, gap)
    out[COVERED + side], out[PASSAGE + side], out[FRESH + side] = total, best, widest


@inline
def cover(covered: Bools, length: int, hit: Bools, count: int, begins: Ints, widths: Ints) -> None:
    """Which words stand in a shingle that is hit."""
    covered[:length] = False
    reach = 0
    for place in range(count):
        if hit[place]:
            reach = max(reach, begins[place])
            end = begins[place] + widths[place]
            while reach < end:
                covered[reach] = True
                reach += 1


@inline
def _has(words: Hashes, value: np.uint64) -> bool:
    """Whether a word is among others: without a branch, so that many are compared in one step."""
    found = np.uint8(0)
    for place in range(len(words)):
        found |= np.uint8(max(words[place], np.uint64(1)) == value)
    return found != np.uint8(0)


@inline
def _private(
    covered: Bools, words: Hashes, flags: Flags, other: Hashes, gap_words: int, edges: bool, table: Hashes,
    slots: Ints, out: Ints, side: int,
) -> None:  # fmt: skip
    """Words of short inner gaps that the other text lacks, with a digit or capital and without; with `edges` those at
    either end, too."""
    mask, length, end, looked = -1, len(words), 0, 0
    names, others, numbers, tail_words, edge_names = 0, 0, 0, 0, 0
    while end < length:
        start = end
        while end < length and covered[end] == covered[start]:
            end += 1
        inner = start > 0 and end < length
        if covered[start] or (end - start > gap_words if inner else not edges or end - start == length):
            continue
        for word in range(start, end):
            value, looked = max(words[word], np.uint64(1)), looked + 1
            if looked > _SEARCHED and mask < 0:
                mask = index(other, len(other), table, slots)
            if _has(other, value) if mask < 0 else table[slot_of(table, mask, value)] == value:
                continue
            named, number = (flags[word] & _NAMED) != 0, (flags[word] & _DIGIT) != 0
            if inner:
                names, others = names + named, others + (not named)
                numbers += number
            else:
                tail_words += end == length
                edge_names += named and not number and end - start <= gap_words
    out[NAMES + side], out[OTHERS + side], out[NUMBERS + side] = names, others, numbers
    out[TAIL_WORDS + side], out[EDGE_NAMES + side] = tail_words, edge_names


@inline
def _bridge(
    covered: Bools, hit: Bools, count: int, begins: Ints, partners: Ints, most: int, slack: int, drift: int
) -> None:  # fmt: skip
    """Cover what stands between two hits that are about as far apart in the other text."""
    last = -1
    for place in range(count):
        if not hit[place]:
            continue
        if last >= 0:
            step, moved = begins[place] - begins[last], partners[place] - partners[last]
            if 1 < step <= most and moved > 0 and abs(moved - step) <= slack + step // drift:
                covered[begins[last] : begins[place]] = True
        last = place


@inline
def _count(covered: Bools, flags: Flags, out: Ints, side: int) -> None:
    """Words that are covered by now, and words with a digit or a capital."""
    aligned, named = 0, 0
    for word in range(len(flags)):
        aligned += covered[word]
        named += (flags[word] & _NAMED) != 0
    out[ALIGNED + side], out[NAMED + side] = aligned, named


@kernel(
    "void(int64[:,::1], int64[::1], int64[::1], uint64[::1], uint8[::1], int64[::1], int64, int64, int64, int64,"
    " int64, int64, int64, float64, int64[:,::1], uint64[:,::1], int64[:,::1], uint64[:,::1], int32[:,::1],"
    " boolean[:,::1])"
)
def match(
    pairs: Ints, starts: Ints, ends: Ints, words: Hashes, flags: Flags, sizes: Ints, spaced: int, unspaced: int,
    gap_words: int, short: int, bridge: int, slack: int, drift: int, share: float, out: Ints, hashes: Hashes,
    spans: Ints, tables: Hashes, found: Places, marks: Bools,
) -> None:  # fmt: skip
    """Compare pairs (m × 2), best sorted by their first text; out: int64 (m × COLUMNS).

    Of a pair that shares no shingle, or under `share` of the smaller set, only `shared` is written, as -1. Scratch, for
    texts of w words: hashes (2 × w), spans (8 × w), tables (2 × slots_for(w)), found (3 × slots_for(w)), marks (3 × w).
    """
    begins, widths, slots, places, partners = spans[0:2], spans[2:4], spans[4], spans[5], spans[6:8]
    table, vocabulary, hit, covered = tables[0], tables[1], marks[0:2], marks[2]
    stamps, firsts, meets = found[0], found[1], found[2]  # of a shingle: last pair that shares it, first words in both
    indexed, mask, mine = -1, 0, 0
    for pair in range(len(pairs)):
        a, b = pairs[pair, 0], pairs[pair, 1]
        if a != indexed:
            part = slice(starts[a], ends[a])
            mine = shingles_of(words[part], flags[part], spaced, unspaced, hashes[0], begins[0], widths[0])
            mask, indexed = index(hashes[0], mine, table, slots), a
            stamps[: mask + 1] = -1
            for place in range(mine - 1, -1, -1):
                firsts[slots[place]] = begins[0, place]
        part, shared = slice(starts[b], ends[b]), 0
        theirs = shingles_of(words[part], flags[part], spaced, unspaced, hashes[1], begins[1], widths[1])
        for place in range(theirs):
            value = max(hashes[1, place], np.uint64(1))
            slot = slot_of(table, mask, value)
            hit[1, place] = table[slot] == value
            partners[1, place] = firsts[slot]
            if hit[1, place] and stamps[slot] != pair:
                stamps[slot], meets[slot], shared = pair, begins[1, place], shared + 1
        if shared < max(share * min(sizes[a], sizes[b]), 1.0):
            out[pair, SHARED] = -1
            continue
        out[pair, SHARED] = shared
        edges = max(ends[a] - starts[a], ends[b] - starts[b]) <= short
        for place in range(mine):
            hit[0, place] = stamps[slots[place]] == pair
            partners[0, place] = meets[slots[place]]
        for side in range(2):
            text, other, count = pairs[pair, side], pairs[pair, 1 - side], mine if side == 0 else theirs
            own, lookup = slice(starts[text], ends[text]), slice(starts[other], ends[other])
            cover(covered, ends[text] - starts[text], hit[side], count, begins[side], widths[side])
            _measure(covered, ends[text] - starts[text], out[pair], side)
            _private(
                covered, words[own], flags[own], words[lookup], gap_words, edges, vocabulary, places, out[pair], side
            )  # fmt: skip
            _bridge(covered, hit[side], count, begins[side], partners[side], bridge, slack, drift)
            _count(covered, flags[own], out[pair], side)
