"""Sketches to candidate pairs: `lsh` on all cores, sorting only the keys that occur more than once.

Pairs are codes: first row * number of rows + second row.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import lsh
from cleanroom.dedup.kernels.groups import band_keys, count, repeated
from cleanroom.dedup.sketches import Sampled, Sketches
from cleanroom.dedup.words import Flags, Hashes, Ints

#: pairs found before they are brought together: about 64 MB
_MANY_PAIRS = 1 << 23


def candidates(sketches: Sketches, rows: Ints, ranks: Ints, config: DedupConfig, pool: ThreadPoolExecutor) -> Ints:
    """`lsh.candidates` of the sketches."""
    codes = np.union1d(
        band_pairs(sketches, rows, ranks, config, pool), shared_passages(sketches, rows, ranks, config, pool)
    )
    return np.stack(np.divmod(codes, np.int64(max(len(sketches), 1))), axis=1)


def band_pairs(sketches: Sketches, rows: Ints, ranks: Ints, config: DedupConfig, pool: ThreadPoolExecutor) -> Ints:
    """`lsh.band_pairs` as sorted codes."""
    bands, width = lsh.bands_and_rows(config.threshold, config.num_perm, config.candidate_recall)
    places = sketches.places[rows]

    def one(band: int) -> Ints:
        keys = np.empty(len(rows), np.uint64)
        band_keys(sketches.signatures, places, band, width, keys)
        return _pair_codes(*may_repeat(keys, rows), ranks, config)[0]

    codes = np.empty(0, np.int64)
    for found in pool.map(one, range(bands)):
        codes = np.union1d(codes, found)
    pairs = np.stack(np.divmod(codes, np.int64(max(len(sketches), 1))), axis=1)
    likeness = lsh.estimate(sketches.signatures, sketches.places[pairs])
    near: Ints = codes[likeness >= config.estimate_floor * config.threshold]
    return near


def shared_passages(sketches: Sketches, rows: Ints, ranks: Ints, config: DedupConfig, pool: ThreadPoolExecutor) -> Ints:
    """`lsh.shared_passage_pairs` as codes."""
    use, sizes = np.zeros(len(sketches.rows), bool), np.zeros(len(sketches), np.int64)
    use[sketches.places[rows]] = True
    seen = _counters(sum(len(part.keys) for part in sketches.sampled))
    for part in sketches.sampled:
        here = slice(part.first, part.first + len(part.counts))
        sizes[sketches.rows[here][use[here]]] = part.counts[use[here]]
        count(part.keys, part.counts, use[here], seen)

    def one(part: Sampled) -> tuple[Hashes, Ints]:
        here = slice(part.first, part.first + len(part.counts))
        keys, owners = np.empty(len(part.keys), np.uint64), np.empty(len(part.keys), np.int64)
        taken = repeated(part.keys, part.counts, use[here], sketches.rows[here], seen, keys, owners)
        return keys[:taken].copy(), owners[:taken].copy()

    found = list(pool.map(one, sketches.sampled))
    keys, owners = (np.concatenate(column) for column in zip(*found, strict=True))
    found.clear()
    codes, hits = _pair_codes(keys, owners, ranks, config, config.furniture_documents)
    pairs = np.stack(np.divmod(codes, np.int64(max(len(sketches), 1))), axis=1)
    least = np.maximum(config.sample_hits, config.sample_share * sizes[pairs].min(axis=1))
    enough: Ints = codes[hits >= least]
    return enough


def _pair_codes(
    keys: Hashes, owners: Ints, ranks: Ints, config: DedupConfig, most: int | None = None
) -> tuple[Ints, Ints]:
    """Sorted distinct pairs of owners with a key in common, as codes, and the number of such keys."""
    keys, owners = _grouped(keys, owners, ranks, config.bucket_all_pairs)
    codes, hits = np.empty(0, np.int64), np.empty(0, np.int64)
    for pairs in lsh.sorted_pairs(keys, owners, config.bucket_all_pairs, most, _MANY_PAIRS):
        new = np.sort(pairs.min(axis=1) * np.int64(len(ranks)) + pairs.max(axis=1))
        codes, hits = _merged(codes, hits, new)
    return codes, hits


def may_repeat(keys: Hashes, owners: Ints) -> tuple[Hashes, Ints]:
    """The keys that occur more than once, and a few others, with their owners."""
    seen, ones, use = _counters(len(keys)), np.ones(len(keys), np.int64), np.ones(len(keys), np.bool_)
    found, rows = np.empty(len(keys), np.uint64), np.empty(len(keys), np.int64)
    count(keys, ones, use, seen)
    taken = repeated(keys, ones, use, owners, seen, found, rows)
    return found[:taken], rows[:taken]


def _counters(keys: int) -> Flags:
    return np.zeros(1 << max(keys, 16).bit_length(), np.uint8)


def _grouped(keys: Hashes, owners: Ints, ranks: Ints, all_pairs: int) -> tuple[Hashes, Ints]:
    """Sorted by key; in large groups by rank too, for there the first ones are the centres of a star."""
    order = np.argsort(keys)
    keys, owners = keys[order], owners[order]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.empty(0, np.int64)
    sizes = np.diff(np.append(starts, len(keys)))
    large = np.repeat(sizes > all_pairs + 1, sizes)
    if large.any():
        part, key = owners[large], keys[large]
        owners[large] = part[np.lexsort((ranks[part], key))]
    return keys, owners


def _merged(codes: Ints, hits: Ints, new: Ints) -> tuple[Ints, Ints]:
    """Distinct sorted codes and their hits, with those of another sorted array."""
    found, counts = _summed(new, np.ones(len(new), np.int64))
    if not len(codes):
        return found, counts
    every = np.concatenate([codes, found])
    order = np.argsort(every, kind="stable")  # two sorted runs: numpy's stable sort merges them
    return _summed(every[order], np.concatenate([hits, counts])[order])


def _summed(codes: Ints, hits: Ints) -> tuple[Ints, Ints]:
    """Distinct codes of a sorted array and the sums of their hits."""
    if not len(codes):
        return codes, hits
    first = np.flatnonzero(np.concatenate([[True], codes[1:] != codes[:-1]]))
    return codes[first], np.add.reduceat(hits, first)
