"""Keys to candidate pairs. Keys are sorted with the rank of their text in their low bits: one sort.

A *rank* is a text's place in the order of contents (longest set first): the first ones of a large group are the centres
with which the others are paired.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cleanroom.dedup.kernels.tokens import mix
from cleanroom.dedup.words import Bools, Flags, Hashes, Ints
from cleanroom.kernels.compile import inline, kernel

Places = npt.NDArray[np.int32]

#: from which bit on a key says in which lane it is, and what its counter is; below is room for the number of a text
_LANE, _COUNTER = 58, 34
#: values of two signatures that are compared without a look at how many are equal: two lines of the cache each
_VALUES = 32


@inline
def _counter(key: np.uint64, seen: Flags) -> tuple[np.uint64, np.uint64]:
    """The counter of a key, by its bits below those of the lane: its byte, and its lower bit in it."""
    return (key >> np.uint64(_COUNTER)) & np.uint64(len(seen) - 1), (key >> np.uint64(_COUNTER - 3)) & np.uint64(6)


@inline
def _group_end(keys: Hashes, start: int, mask: np.uint64) -> int:
    """Where the group of sorted keys that begins at `start` ends: they differ in the bits of the mask only."""
    end = start + 1
    while end < len(keys) and (keys[end] ^ keys[start]) & ~mask == np.uint64(0):
        end += 1
    return end


@kernel("int64(uint8[::1], int64[::1])")
def ascending(data: Flags, offsets: Ints) -> int:
    """Whether each text `data[offsets[i]:offsets[i + 1]]` comes after the one before, by its bytes."""
    for row in range(2, len(offsets)):
        at, end, other, last = offsets[row - 2], offsets[row - 1], offsets[row - 1], offsets[row]
        while at < end and other < last and data[at] == data[other]:
            at, other = at + 1, other + 1
        if other == last or (at < end and data[at] > data[other]):
            return 0
    return 1


@kernel("void(uint64[::1], int64[::1], int64, int64[::1], uint64[::1])")
def in_lanes(keys: Hashes, counts: Ints, low: int, ends: Ints, out: Hashes) -> None:
    """Bring the keys of each lane, a part of all keys by their highest bits, together, the text in their `low` bits.

    keys: so many (n) of each text, end to end; ends: zeros, a power of two and one more; filled with where lanes end.
    """
    lanes, at, high = np.uint64(len(ends) - 2), 0, ~((np.uint64(1) << np.uint64(low)) - np.uint64(1))
    for place in range(len(keys)):
        ends[np.int64((keys[place] >> np.uint64(_LANE)) & lanes) + 1] += 1
    for lane in range(1, len(ends)):
        ends[lane] += ends[lane - 1]
    for text in range(len(counts)):
        for place in range(at, at + counts[text]):
            lane = np.int64((keys[place] >> np.uint64(_LANE)) & lanes)
            out[ends[lane]] = (keys[place] & high) | np.uint64(text)
            ends[lane] += 1
        at += counts[text]


@kernel("void(uint64[::1], int64[:,::1], boolean[::1], uint8[::1])")
def count(keys: Hashes, parts: Ints, use: Bools, seen: Flags) -> None:
    """Count the keys of the texts to use, up to two. seen: a power of two of bytes, four counters in each; keys may
    share one.

    parts: where the keys of each begin and end, the number of its first text, and in how many low bits of a key its
    text is, counted from that one.
    """
    for part in range(len(parts)):
        first, mask = parts[part, 2], (np.uint64(1) << np.uint64(parts[part, 3])) - np.uint64(1)
        for place in range(parts[part, 0], parts[part, 1]):
            if use[first + np.int64(keys[place] & mask)]:
                slot, bit = _counter(keys[place], seen)
                more = (np.uint64(seen[slot]) >> bit) & np.uint64(2) ^ np.uint64(2)
                seen[slot] += np.uint8((more >> np.uint64(1)) << bit)


@kernel("int64(uint64[::1], int64[:,::1], boolean[::1], int64[::1], int64, uint8[::1], uint64[::1])")
def repeated(keys: Hashes, parts: Ints, use: Bools, ranks: Ints, low: int, seen: Flags, out: Hashes) -> int:
    """Keys of the texts to use that may occur more than once, with the rank of their text in the `low` bits."""
    taken, high = 0, ~((np.uint64(1) << np.uint64(low)) - np.uint64(1))
    for part in range(len(parts)):
        first, mask = parts[part, 2], (np.uint64(1) << np.uint64(parts[part, 3])) - np.uint64(1)
        for place in range(parts[part, 0], parts[part, 1]):
            slot, bit = _counter(keys[place], seen)
            if (np.uint64(seen[slot]) >> bit) & np.uint64(2):
                text = first + np.int64(keys[place] & mask)
                if use[text]:
                    out[taken] = (keys[place] & high) | np.uint64(ranks[text])
                    taken += 1
    return taken


@kernel("int64(uint64[::1], int64, int64, int64, int64[::1])")
def tallied(keys: Hashes, low: int, most: int, shift: int, counts: Ints) -> int:
    """Count the keys in groups of two to `most` texts, for each run of ranks; gives how many there are in all.

    keys: sorted, the rank in the `low` bits, of which those above `shift` say in which run it is.
    """
    taken, start, mask = 0, 0, (np.uint64(1) << np.uint64(low)) - np.uint64(1)
    while start < len(keys):
        end = _group_end(keys, start, mask)
        if 1 < end - start <= most:
            for place in range(start, end):
                counts[np.int64((keys[place] & mask) >> np.uint64(shift))] += 1
            taken += end - start
        start = end
    return taken


@kernel("void(uint64[::1], int64, int64, int64, int64, int64[::1], int32[::1], int32[::1], int64[::1])")
def grouped(
    keys: Hashes, low: int, most: int, shift: int, base: int, ends: Ints, owners: Places, mine: Places, slots: Ints
) -> None:
    """The same groups: the rank of each key, and run by run its rank (mine), with in one number (slots) the place of
    its group in the high half and its own one in the low half. Places are counted from `base` on.

    ends: where each run begins in mine and slots; afterwards, where it ends.
    """
    taken, start, mask = 0, 0, (np.uint64(1) << np.uint64(low)) - np.uint64(1)
    while start < len(keys):
        end = _group_end(keys, start, mask)
        if 1 < end - start <= most:
            for place in range(start, end):
                rank, at = np.int64(keys[place] & mask), taken + place - start
                run = rank >> shift
                owners[at], mine[ends[run]] = rank, rank
                slots[ends[run]] = (base + taken) << 32 | (base + at)
                ends[run] += 1
            taken += end - start
        start = end


@kernel("void(int32[::1], int64, int64[::1])")
def tally(owners: Places, first: int, counts: Ints) -> None:
    """Add how many keys each rank from `first` on has."""
    for place in range(len(owners)):
        counts[owners[place] - first] += 1


@kernel("void(int32[::1], int64[::1], int64, int64[::1], int64[::1])")
def by_owner(owners: Places, slots: Ints, first: int, ends: Ints, out: Ints) -> None:
    """Bring the slots of each rank from `first` on together. ends: where those of each end; afterwards, those that are
    still to come."""
    for place in range(len(owners)):
        owner = owners[place] - first
        ends[owner] -= 1
        out[ends[owner]] = slots[place]


@kernel(
    "int64(int64[::1], int64, int32[::1], int64, int64[::1], int64[::1], int64[::1], int64, int64, float64,"
    " int32[::1], int32[::1], int64[:,::1])"
)
def scan(
    state: Ints, end: int, owners: Places, base: int, begins: Ints, slots: Ints, sizes: Ints, centres: int, least: int,
    share: float, counters: Places, touched: Places, out: Ints,
) -> int:  # fmt: skip
    """Pairs of ranks that have enough keys in common: those of ranks from `state[0]` on, as many as `out` has room for.

    Counted are, for each key of a text, the first `centres` texts of its group before it. Enough is `least`, and
    `share` of the sizes of the smaller one. begins: of the slots of the ranks from `base` on. state[0] becomes the rank
    to go on with. counters: zeros for each rank; touched: scratch of that length. Gives the number of pairs.
    """
    taken, rank = 0, state[0]
    while rank < end:
        near = 0
        for slot in range(begins[rank - base], begins[rank - base + 1]):
            first = np.int64(np.uint64(slots[slot]) >> np.uint64(32))
            place = slots[slot] & 0xFFFFFFFF
            for centre in range(first, min(first + centres, place)):
                other = owners[centre]
                if counters[other] == 0:
                    touched[near] = other
                    near += 1
                counters[other] += 1
        if taken + near > len(out):
            for number in range(near):
                counters[touched[number]] = 0
            break
        for number in range(near):
            other = touched[number]
            enough = max(np.float64(least), share * min(sizes[other], sizes[rank]))
            if counters[other] >= enough and other != rank:
                out[taken, 0], out[taken, 1] = other, rank
                taken += 1
            counters[other] = 0
        rank += 1
    state[0] = rank
    return taken


@kernel("void(uint32[:,::1], int64[::1], int64[::1], int64, int64, int64, int64, uint64[:,::1])")
def band_keys(
    signatures: np.ndarray, places: Ints, ranks: Ints, begin: int, first: int, width: int, low: int, out: Hashes
) -> None:
    """`lsh.band_keys` of the signatures at some places, the rank of each text in the `low` bits.

    out: a row for each band from `first` on, filled from column `begin` on.
    """
    high = ~((np.uint64(1) << np.uint64(low)) - np.uint64(1))
    for text in range(len(places)):
        signature = signatures[places[text]]
        for row in range(len(out)):
            key = np.uint64(first + row)
            for column in range((first + row) * width, (first + row + 1) * width):
                key = mix(key * np.uint64(0x9FB21C651E98DF25) + np.uint64(signature[column]))
            out[row, begin + text] = (key & high) | np.uint64(ranks[text])


@inline
def _alike(mine: np.ndarray, theirs: np.ndarray, least: int) -> bool:
    """Whether two signatures have at least so many equal values: mostly known after a part of them."""
    equal, width = 0, len(mine)
    for start in range(0, width, _VALUES):
        end = min(start + _VALUES, width)
        for column in range(start, end):
            equal += mine[column] == theirs[column]
        if equal >= least or equal + width - end < least:
            break
    return equal >= least


@kernel("int64(int64[::1], uint64[::1], int64, int64, uint32[:,::1], int64[::1], int64, uint64[::1], int64[:,::1])")
def band_pairs(
    state: Ints, keys: Hashes, low: int, centres: int, signatures: np.ndarray, places: Ints, least: int, seen: Hashes,
    out: Ints,
) -> int:  # fmt: skip
    """Pairs of ranks with a key in common and `least` equal signature values, of as many as `out` has room for.

    places: of each rank's signature. state: the key to go on with and the first one of its group. seen: a power of two
    of pairs that were looked at, by any thread and for any band: alike texts share many bands. A pair that another one
    has taken the place of there is looked at again. Gives the number of pairs.
    """
    taken, looked_at = 0, 0
    mask = (np.uint64(1) << np.uint64(low)) - np.uint64(1)
    place, first = state[0], state[1]
    while place < len(keys):
        if (keys[place] ^ keys[first]) & ~mask != np.uint64(0):
            first = place
        end = min(first + centres, place)
        looked_at += end - first
        if looked_at > len(out):
            break
        rank = np.int64(keys[place] & mask)
        for centre in range(first, end):
            other = np.int64(keys[centre] & mask)
            pair = np.uint64(other) << np.uint64(32) | np.uint64(rank)  # never 0: the other one has a lower rank
            slot = np.int64(mix(pair) & np.uint64(len(seen) - 1))
            if seen[slot] == pair:
                continue
            seen[slot] = pair
            if _alike(signatures[places[rank]], signatures[places[other]], least):
                out[taken, 0], out[taken, 1] = other, rank
                taken += 1
        place += 1
    state[0], state[1] = place, first
    return taken
