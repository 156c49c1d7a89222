"""Sketches to candidate pairs: what `lsh` finds, on all cores, sorting only the keys that occur more than once.

Pairs are codes: first row * number of rows + second row. Keys are compared by their high bits, below which stands the
text's rank: with 2**23 texts by 41 bits, so that a chance pair comes up now and then, and is compared like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import lsh
from cleanroom.dedup.kernels import groups
from cleanroom.dedup.kernels.groups import Places
from cleanroom.dedup.sketches import LANES, Sketches, low_bits
from cleanroom.dedup.words import Flags, Hashes, Ints, offsets_of
from cleanroom.kernels.scratch import scratch

#: bands of which the keys are held, and texts of which they are made in one go
_BANDS, _PART = 8, 1 << 16
#: pairs that were looked at: how many are remembered at most
_SEEN = (1 << 22) - 1
#: pairs that a kernel looks at or gives at once; so few where each may touch other pages of a file
_ROOM, _FEW = 1 << 16, 1 << 10
#: ranks of a run, as powers of two: so many at least, and so many runs at most: each needs two numbers for each text
_RUN_BITS, _RUNS_BITS = 13, 6


class _Lane(NamedTuple):
    """Sampled shingles of a lane that texts share, run by run of ranks: the rank and the slot of each (see `grouped`);
    ends (runs + 1): where runs end, the first one is empty."""

    mine: Places
    slots: Ints
    ends: Ints

    def run(self, number: int) -> tuple[Places, Ints]:
        """The ranks and slots of a run."""
        part = slice(self.ends[number], self.ends[number + 1])
        return self.mine[part], self.slots[part]


def candidates(sketches: Sketches, rows: Ints, ranks: Ints, config: DedupConfig, pool: ThreadPoolExecutor) -> Ints:
    """`lsh.candidates` of the sketches."""
    found = [
        band_pairs(sketches, rows, ranks, config, pool), shared_passages(sketches, rows, ranks, config, pool)
    ]  # fmt: skip
    return pairs_of(_distinct(found), len(sketches))


def pairs_of(codes: Ints, texts: int) -> Ints:
    """Codes as pairs (m × 2)."""
    return np.stack(np.divmod(codes, np.int64(max(texts, 1))), axis=1)


def band_pairs(  # noqa: PLR0913, PLR0917 - what both kinds of candidates need, and groups
    sketches: Sketches, rows: Ints, ranks: Ints, config: DedupConfig, pool: ThreadPoolExecutor,
    names: Ints | None = None,
) -> Ints:  # fmt: skip
    """`lsh.band_pairs` as sorted codes; names: the group of each row."""
    bands, width = lsh.bands_and_rows(config.threshold, config.num_perm, config.candidate_recall)
    by_rank = np.argsort(ranks)
    places, row_places, row_ranks = sketches.places[by_rank], sketches.places[rows], ranks[rows]
    low, equal = low_bits(len(ranks)), np.arange(config.num_perm + 1) / config.num_perm
    high = ~np.uint64((1 << low) - 1)
    least = int(np.searchsorted(equal, config.estimate_floor * config.threshold))

    def fill(keys: Hashes, first: int, part: slice) -> None:
        groups.band_keys(sketches.signatures, row_places[part], row_ranks[part], part.start, first, width, low, keys)
        if names is not None:
            keys[:, part] ^= lsh.salts_of(names[rows[part]]) & high
        sketches.let_go()

    def one(keys: Hashes) -> Ints:
        keys.sort()
        out = np.empty((config.bucket_all_pairs + (_FEW if sketches.in_files else _ROOM), 2), np.int64)
        state, found = np.zeros(2, np.int64), [np.empty(0, np.int64)]
        while state[0] < len(keys):
            taken = groups.band_pairs(
                state, keys, low, config.bucket_all_pairs, sketches.signatures, places, least, seen, out
            )  # fmt: skip
            found.append(_codes(by_rank[out[:taken]], len(ranks)))
            sketches.let_go()
        return np.concatenate(found)

    seen = np.zeros(1 << min(2 * len(rows), _SEEN).bit_length(), np.uint64)
    parts = [slice(first, first + _PART) for first in range(0, len(rows), _PART)]
    codes = np.empty(0, np.int64)
    for first in range(0, bands, _BANDS):
        keys = np.empty((min(_BANDS, bands - first), len(rows)), np.uint64)
        list(pool.map(partial(fill, keys, first), parts))
        codes = _distinct([codes, *pool.map(one, keys)])
    return codes


def shared_passages(sketches: Sketches, rows: Ints, ranks: Ints, config: DedupConfig, pool: ThreadPoolExecutor) -> Ints:
    """`lsh.shared_passage_pairs` as codes."""
    use, sizes = np.zeros(len(sketches.rows), bool), np.zeros(len(ranks), np.int64)
    use[sketches.places[rows]] = True
    sizes[ranks[rows]] = sketches.sampled.counts[sketches.places[rows]]
    shift = max(_RUN_BITS, low_bits(len(ranks)) - _RUNS_BITS)
    owners, lanes = _groups(sketches, use, ranks, shift, config, pool)
    by_rank = np.argsort(ranks)

    def one(run: int) -> Ints:
        first, end = run << shift, min((run + 1) << shift, len(ranks))
        begins, slots = _by_owner([lane.run(run) for lane in lanes], first, end)
        state, found = np.array([first], np.int64), [np.empty(0, np.int64)]
        counters, touched = (scratch(name, len(ranks), np.int32) for name in ("counters", "touched"))
        counters[:] = 0
        near = config.bucket_all_pairs * int(np.diff(begins).max(initial=0))
        out = np.empty((_ROOM + min(near, len(ranks)), 2), np.int64)
        while state[0] < end:
            taken = groups.scan(
                state, end, owners, first, begins, slots, sizes, config.bucket_all_pairs, config.sample_hits,
                config.sample_share, counters, touched, out,
            )  # fmt: skip
            found.append(_codes(by_rank[out[:taken]], len(ranks)))
        return np.concatenate(found)

    return np.concatenate([np.empty(0, np.int64), *pool.map(one, range(len(lanes[0].ends) - 1))])


def _groups(  # noqa: PLR0913, PLR0917 - what candidates need, and how ranks are cut into runs
    sketches: Sketches, use: np.ndarray, ranks: Ints, shift: int, config: DedupConfig, pool: ThreadPoolExecutor
) -> tuple[Places, list[_Lane]]:
    """The sampled shingles that two and more texts have, but those of very many, which are furniture.

    Gives the rank of each, group by group, and the same lane by lane.
    """
    low, rank_at, sampled = low_bits(len(ranks)), ranks[np.maximum(sketches.rows, 0)], sketches.sampled
    runs = (len(ranks) - 1 >> shift) + 1 if len(ranks) else 0
    bases = offsets_of(np.diff(sampled.ends).sum(axis=0))
    owners = np.empty(bases[-1], np.int32)  # few of them are filled: memory that nothing touches costs nothing

    def one(number: int) -> _Lane:
        parts, base = sampled.lane(number), int(bases[number])
        room = int(bases[number + 1]) - base
        seen, every = _counters(room), scratch("repeated keys", room, np.uint64)
        groups.count(sampled.keys, parts, use, seen)
        every = every[: groups.repeated(sampled.keys, parts, use, rank_at, low, seen, every)]
        sketches.let_go()
        every.sort()
        ends, most = np.zeros(runs, np.int64), config.furniture_documents
        taken = groups.tallied(every, low, most, shift, ends)
        lane = _Lane(np.empty(taken, np.int32), np.empty(taken, np.int64), offsets_of(ends))
        groups.grouped(every, low, most, shift, base, lane.ends[:-1].copy(), owners[base:], lane.mine, lane.slots)
        return lane

    return owners, list(pool.map(one, range(LANES)))


def _by_owner(lanes: list[tuple[Places, Ints]], first: int, end: int) -> tuple[Ints, Ints]:
    """The slots of each rank of a run end to end, and where those of each begin."""
    counts = np.zeros(end - first, np.int64)
    for mine, _ in lanes:
        groups.tally(mine, first, counts)
    begins = offsets_of(counts)
    left, out = begins[1:].copy(), np.empty(begins[-1], np.int64)
    for mine, slots in lanes:
        groups.by_owner(mine, slots, first, left, out)
    return begins, out


def repeats(keys: Hashes) -> Hashes:
    """The keys that occur more than once, and a few others."""
    seen, found = _counters(len(keys)), np.empty_like(keys)
    one, use = np.array([[0, len(keys), 0, 0]]), np.ones(1, bool)
    groups.count(keys, one, use, seen)
    taken = groups.repeated(keys, one, use, np.zeros(1, np.int64), 0, seen, found)
    return found[:taken]


def _counters(keys: int) -> Flags:
    seen = scratch("counted keys", 1 << max(keys, 16).bit_length(), np.uint8)
    seen[:] = 0
    return seen


def _codes(pairs: Ints, texts: int) -> Ints:
    codes: Ints = pairs.min(axis=1) * np.int64(texts) + pairs.max(axis=1)
    return codes


def _distinct(found: Iterator[Ints] | list[Ints]) -> Ints:
    """Sorted distinct codes of arrays."""
    codes = np.concatenate([np.empty(0, np.int64), *found])
    codes.sort()
    first = np.ones(len(codes), bool)
    first[1:] = codes[1:] != codes[:-1]
    distinct: Ints = codes[first]
    return distinct
