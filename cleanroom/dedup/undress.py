"""Sketches without the furniture of their sources, by kernels: the same as `furniture`."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import lsh
from cleanroom.dedup.candidates import band_pairs, pairs_of, repeats
from cleanroom.dedup.furniture import large_sources
from cleanroom.dedup.kernels.sketch import slots_for
from cleanroom.dedup.kernels.strip import shingle_sets, strip
from cleanroom.dedup.sketches import Sampled, Sketches, by_lane, sketch_words
from cleanroom.dedup.stories import leaders
from cleanroom.dedup.words import Bools, Flags, Hashes, Ints


class _Left(NamedTuple):
    """What is left of the changed texts of a source: rows, words end to end with flags, words of each."""

    rows: Ints
    words: Hashes
    flags: Flags
    counts: Ints


def without_furniture(
    sketches: Sketches, sources: Sequence[str], config: DedupConfig, pool: ThreadPoolExecutor
) -> Sketches:
    """`furniture.without_furniture` of sketches; the words before stay where they are, new ones come behind them."""
    groups = [np.array(group) for group in large_sources(sources, config.furniture_texts)]
    if not groups:
        return sketches
    distinct = _distinct(sketches, groups, config, pool)
    found = [
        left for left in pool.map(lambda group: _strip(sketches, group, distinct, config), groups) if len(left.rows)
    ]
    if not found:
        return sketches
    again = list(pool.map(lambda left: sketch_words(left.words, left.flags, left.counts, config), found))
    rows, counts = (np.concatenate([left[place] for left in found]) for place in (0, 3))
    sizes, digests, signatures = (np.concatenate([part[place] for part in again]) for place in range(3))
    ends, places = np.cumsum(counts) + len(sketches.words), np.arange(len(rows)) + len(sketches.rows)
    firsts = len(sketches.rows) + np.cumsum([0, *(len(left.rows) for left in found)])
    sampled = [
        Sampled(int(first), *by_lane(part[3], part[4]), part[4]) for first, part in zip(firsts[:-1], again, strict=True)
    ]
    return Sketches(
        np.concatenate([sketches.words, *(left.words for left in found)]),
        np.concatenate([sketches.flags, *(left.flags for left in found)]),
        _put(sketches.starts, rows, ends - counts),
        _put(sketches.ends, rows, ends),
        _put(sketches.sizes, rows, sizes),
        _put(sketches.digests, rows, digests),
        np.concatenate([sketches.signatures, signatures]),
        _put(sketches.places, rows, places),
        np.concatenate([_put(sketches.rows, sketches.places[rows], -1), rows]),
        (*sketches.sampled, *sampled),
        sketches.let_go,
        sketches.in_files,
    )


def _put(column: np.ndarray, rows: Ints, values: np.ndarray | int) -> np.ndarray:
    changed = column.copy()
    changed[rows] = values
    return changed


def _distinct(sketches: Sketches, groups: list[Ints], config: DedupConfig, pool: ThreadPoolExecutor) -> Bools:
    """One of each group of near copies within a source, by estimate (n; False for texts of no large source)."""
    rows = np.sort(np.concatenate(groups))
    names = np.full(len(sketches), -1, np.int64)
    for number, group in enumerate(groups):
        names[group] = number
    first = np.zeros(len(sketches), bool)
    first[rows] = lsh.collapse_within(sketches.digests[rows], names[rows]) == np.arange(len(rows))
    ranks = lsh.precedence(sketches.sizes, sketches.digests)
    near = replace(config, threshold=config.furniture_near, estimate_floor=1.0)
    codes = band_pairs(sketches, np.flatnonzero(first & (sketches.sizes > 0)), ranks, near, pool)
    pairs = pairs_of(codes, len(sketches))
    pairs = pairs[names[pairs[:, 0]] == names[pairs[:, 1]]]
    led = leaders(pairs, np.ones(pairs.shape), np.argsort(ranks))
    distinct: Bools = first & (led == np.arange(len(led)))
    return distinct


def _strip(sketches: Sketches, group: Ints, distinct: Bools, config: DedupConfig) -> _Left:
    """Leave out what enough distinct texts of one source have."""
    least = max(config.furniture_texts, int(np.ceil(config.furniture_share * len(group))))
    furniture = _furniture(sketches, group[distinct[group]], least, config)
    if not len(furniture):
        return _Left(group[:0], sketches.words[:0], sketches.flags[:0], group[:0])
    lengths = (sketches.ends - sketches.starts)[group]
    room, most, slots = int(lengths.sum()), int(lengths.max()), slots_for(len(furniture))
    words, flags, counts = np.empty(room, np.uint64), np.empty(room, np.uint8), np.empty(len(group), np.int64)
    taken = strip(
        group, sketches.starts, sketches.ends, sketches.words, sketches.flags, furniture, config.shingle_words,
        config.shingle_chars, config.furniture_rest, words, flags, counts, np.empty(most, np.uint64),
        np.empty((2, most), np.int64), np.empty((2, most), np.bool_), np.empty(slots, np.uint64),
        np.empty(len(furniture), np.int64),
    )  # fmt: skip
    changed = counts >= 0
    return _Left(group[changed], words[:taken].copy(), flags[:taken].copy(), counts[changed])


def _furniture(sketches: Sketches, rows: Ints, least: int, config: DedupConfig) -> Hashes:
    """Sorted shingles that at least so many of the rows have."""
    if len(rows) < least:
        return np.empty(0, np.uint64)
    lengths = (sketches.ends - sketches.starts)[rows]
    found, most = np.empty(int(lengths.sum()), np.uint64), int(lengths.max())
    taken = shingle_sets(
        rows, sketches.starts, sketches.ends, sketches.words, sketches.flags, config.shingle_words,
        config.shingle_chars, found, np.empty(most, np.uint64), np.empty((2, most), np.int64),
        np.empty(slots_for(most), np.uint64),
    )  # fmt: skip
    shingles = np.sort(repeats(found[:taken]) if least > 1 else found[:taken])
    # a row has a shingle once, so one that occurs `least` times stands equal at that distance
    many = shingles[least - 1 :] == shingles[: len(shingles) - least + 1]
    return np.unique(shingles[least - 1 :][many])
