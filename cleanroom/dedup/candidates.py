"""Sketches to candidate pairs: what `lsh` finds, on all cores, sorting only the keys that occur more than once.

Pairs are codes: first row * number of rows + second row. Keys are compared by their high bits, below which stands the
text's rank: with 2**23 texts by 41 bits, so that a chance pair comes up now and then, and is compared like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import lsh
from cleanroom.dedup.kernels import groups
from cleanroom.dedup.kernels.groups import Places
from cleanroom.dedup.sketches import LANES, Sketches
from cleanroom.dedup.words import Flags, Hashes, Ints, offsets_of
from cleanroom.kernels.scratch import scratch

#: bands of which the keys are held, and texts of which they are made in one go
_BANDS, _PART = 8, 1 << 16
#: pairs that were looked at: how many are remembered at most
_SEEN = (1 << 22) - 1
#: pairs that a kernel looks at or gives at once; so few where each may touch other pages of a file
_ROOM, _FEW = 1 << 16, 1 << 10
#: ranks of a pass, which needs two numbers for each text, and the most passes
_RANKS, _PASSES = 1 << 13, 64


class _Groups(NamedTuple):
    """Sampled shingles that texts share: the rank of each, group by group; by rank (begins) their groups and places."""

    owners: Places
    begins: Ints
    slots: Ints


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
    low, equal = _rank_bits(ranks), np.arange(config.num_perm + 1) / config.num_perm
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
    for part in sketches.sampled:
        here = slice(part.first, part.first + len(part.counts))
        sizes[ranks[sketches.rows[here][use[here]]]] = part.counts[use[here]]
    shared = _groups(sketches, use, ranks, config, pool)
    by_rank = np.argsort(ranks)

    step = max(_RANKS, len(ranks) // _PASSES)

    def some(first: int) -> Ints:
        end, state, found = min(first + step, len(ranks)), np.array([first], np.int64), [np.empty(0, np.int64)]
        counters, touched = np.zeros(len(ranks), np.int32), np.empty(len(ranks), np.int32)
        near = config.bucket_all_pairs * int(np.diff(shared.begins[first : end + 1]).max(initial=0))
        out = np.empty((_ROOM + min(near, len(ranks)), 2), np.int64)
        while state[0] < end:
            taken = groups.scan(
                state, end, *shared, sizes, config.bucket_all_pairs, config.sample_hits, config.sample_share, counters,
                touched, out,
            )  # fmt: skip
            found.append(_codes(by_rank[out[:taken]], len(ranks)))
        return np.concatenate(found)

    return np.concatenate([np.empty(0, np.int64), *pool.map(some, range(0, len(ranks), step))])


def _groups(sketches: Sketches, use: np.ndarray, ranks: Ints, config: DedupConfig, pool: ThreadPoolExecutor) -> _Groups:
    """The sampled shingles that two and more texts have, but those of very many, which are furniture."""
    low, rank_at = _rank_bits(ranks), ranks[np.maximum(sketches.rows, 0)]

    def lane(number: int) -> tuple[Places, Places]:
        parts = [(slice(part.first, part.first + len(part.counts)), *part.lane(number)) for part in sketches.sampled]
        room = sum(len(keys) for _, keys, _ in parts)
        seen, every, found = _counters(room), scratch("repeated keys", room, np.uint64), 0
        for here, keys, texts in parts:
            groups.count(keys, texts, use[here], seen)
        for here, keys, texts in parts:
            found += groups.repeated(keys, texts, use[here], rank_at[here], low, seen, every[found:])
        sketches.let_go()
        every = every[:found]
        every.sort()
        owners, firsts = np.empty(found, np.int32), np.empty(found, np.int32)
        taken = groups.grouped(every, low, config.furniture_documents, 0, owners, firsts)
        return owners[:taken], firsts[:taken]

    lanes = list(pool.map(lane, range(LANES)))
    edges = np.cumsum([0, *(len(owners) for owners, _ in lanes)]).tolist()
    owners, firsts = (np.concatenate(parts) for parts in zip(*lanes, strict=True))
    for begin, end in pairwise(edges):
        firsts[begin:end] += np.int32(begin)
    counts, slots = np.zeros(len(ranks), np.int64), np.empty(len(owners), np.int64)
    groups.tally(owners, counts)
    begins = offsets_of(counts)
    groups.by_owner(owners, firsts, begins[1:].copy(), slots)
    return _Groups(owners, begins, slots)


def repeats(keys: Hashes) -> Hashes:
    """The keys that occur more than once, and a few others."""
    seen, one, use, found = _counters(len(keys)), np.zeros(len(keys), np.int32), np.ones(1, bool), np.empty_like(keys)
    groups.count(keys, one, use, seen)
    taken = groups.repeated(keys, one, use, np.zeros(1, np.int64), 0, seen, found)
    return found[:taken]


def _counters(keys: int) -> Flags:
    return np.zeros(1 << max(keys, 16).bit_length(), np.uint8)


def _rank_bits(ranks: Ints) -> int:
    return max(len(ranks) - 1, 1).bit_length()


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
