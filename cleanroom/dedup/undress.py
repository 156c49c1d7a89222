"""Sketches without the furniture of their sources, by kernels: the same as `furniture`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import lsh
from cleanroom.dedup.candidates import band_pairs, pairs_of, repeats
from cleanroom.dedup.furniture import large_sources
from cleanroom.dedup.held import Chosen, Held, Left
from cleanroom.dedup.kernels.sketch import slots_for
from cleanroom.dedup.kernels.strip import count_sets, shingle_sets, strip
from cleanroom.dedup.sketches import Sketches, sketch_words
from cleanroom.dedup.stories import leaders
from cleanroom.dedup.words import Bools, Flags, Hashes, Ints, offsets_of

#: words of the texts of some sources that are cut again at once, and where memory is bounded
_HELD, _FEW_HELD = 1 << 26, 1 << 24


class LeftOver(NamedTuple):
    """What is left of changed texts: rows, words end to end with flags, words of each."""

    rows: Ints
    words: Hashes
    flags: Flags
    counts: Ints


def without_furniture(
    sketches: Sketches, sources: Sequence[str], config: DedupConfig, pool: ThreadPoolExecutor
) -> Sketches:
    """`furniture.without_furniture` of sketches; what is left of changed texts comes behind all others."""
    groups = [np.array(group) for group in large_sources(sources, config.furniture_texts)]
    if not groups:
        return sketches
    distinct = _distinct(sketches, groups, config, pool)
    found = [left for part in _parts(groups, sketches) for left in _stripped(sketches, part, distinct, config, pool)]
    if not found:
        return sketches
    again = list(pool.map(lambda left: sketch_words(left.words, left.flags, left.counts, config), found))
    rows, counts = (np.concatenate([left[place] for left in found]) for place in (0, 3))
    sizes, digests, signatures = (np.concatenate([part[place] for part in again]) for place in range(3))
    places = np.arange(len(rows)) + len(sketches.rows)
    firsts = [len(sketches.rows) + first for first in offsets_of(np.array([len(left.rows) for left in found])).tolist()]
    left = [Left(words, flags, offsets_of(counts)) for _, words, flags, counts in found]
    held = sketches.held
    return Sketches(
        Held((*held.parts, *left), (*held.firsts, *firsts[:-1]), held.let_go),
        _put(sketches.counts, rows, counts),
        _put(sketches.sizes, rows, sizes),
        _put(sketches.digests, rows, digests),
        np.concatenate([sketches.signatures, signatures]),
        _put(sketches.places, rows, places),
        np.concatenate([_put(sketches.rows, sketches.places[rows], -1), rows]),
        sketches.sampled.with_more([part[3:] for part in again]),
        sketches.let_go,
        sketches.in_files,
    )


def _parts(groups: list[Ints], sketches: Sketches) -> Iterator[list[Ints]]:
    """Groups, some at a time: so many that the words of their texts can be held."""
    some: list[Ints] = []
    words = 0
    for group in groups:
        some.append(group)
        words += int(sketches.counts[group].sum())
        if words >= (_FEW_HELD if sketches.in_files else _HELD):
            yield some
            some, words = [], 0
    if some:
        yield some


def _stripped(
    sketches: Sketches, groups: list[Ints], distinct: Bools, config: DedupConfig, pool: ThreadPoolExecutor
) -> list[LeftOver]:
    """What is left of the changed texts of some sources."""
    texts = sketches.words(np.concatenate(groups), pool)
    ends = offsets_of(np.array(list(map(len, groups))))

    def one(number: int) -> LeftOver:
        part, group = slice(ends[number], ends[number + 1]), groups[number]
        here = texts._replace(starts=texts.starts[part], ends=texts.ends[part])
        left = _strip(here, distinct[group], config)
        return left._replace(rows=group[left.rows])

    return [left for left in pool.map(one, range(len(groups))) if len(left.rows)]


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
    codes = band_pairs(sketches, np.flatnonzero(first & (sketches.sizes > 0)), ranks, near, pool, names)
    pairs = pairs_of(codes, len(sketches))
    pairs = pairs[names[pairs[:, 0]] == names[pairs[:, 1]]]
    led = leaders(pairs, np.ones(pairs.shape), np.argsort(ranks))
    distinct: Bools = first & (led == np.arange(len(led)))
    return distinct


def _strip(texts: Chosen, distinct: Bools, config: DedupConfig) -> LeftOver:
    """Leave out what enough distinct texts of one source have; rows are those of the source's texts."""
    least = max(config.furniture_texts, int(np.ceil(config.furniture_share * len(distinct))))
    return left_of(texts, common(texts, np.flatnonzero(distinct), least, config), config.furniture_rest, config)


def left_of(texts: Chosen, furniture: Hashes, rest: int, config: DedupConfig) -> LeftOver:
    """What is left of texts without some shingles; a text of which less than `rest` words would be left is not among
    them, nor is one that has none of these.
    """
    every = np.arange(len(texts.starts))
    if not len(furniture) or not len(every):
        return LeftOver(every[:0], texts.words[:0], texts.flags[:0], every[:0])
    lengths = texts.ends - texts.starts
    room, most, slots = int(lengths.sum()), int(lengths.max()), slots_for(len(furniture))
    words, flags, counts = np.empty(room, np.uint64), np.empty(room, np.uint8), np.empty(len(every), np.int64)
    taken = strip(
        every, texts.starts, texts.ends, texts.words, texts.flags, furniture, config.shingle_words,
        config.shingle_chars, rest, words, flags, counts, np.empty(most, np.uint64), np.empty((2, most), np.int64),
        np.empty((2, most), np.bool_), np.empty(slots, np.uint64), np.empty(len(furniture), np.int64),
    )  # fmt: skip
    changed = counts >= 0
    return LeftOver(every[changed], words[:taken].copy(), flags[:taken].copy(), counts[changed])


def set_sizes(texts: Chosen, config: DedupConfig) -> Ints:
    """How many different shingles each text has (n)."""
    most = int((texts.ends - texts.starts).max(initial=0))
    sizes = np.empty(len(texts.starts), np.int64)
    count_sets(
        texts.starts, texts.ends, texts.words, texts.flags, config.shingle_words, config.shingle_chars, sizes,
        np.empty(most, np.uint64), np.empty((2, most), np.int64), np.empty(slots_for(most), np.uint64),
    )  # fmt: skip
    return sizes


def common(texts: Chosen, rows: Ints, least: int, config: DedupConfig) -> Hashes:
    """Sorted shingles that at least so many of the rows have."""
    if len(rows) < least:
        return np.empty(0, np.uint64)
    lengths = (texts.ends - texts.starts)[rows]
    found, most = np.empty(int(lengths.sum()), np.uint64), int(lengths.max())
    taken = shingle_sets(
        rows, texts.starts, texts.ends, texts.words, texts.flags, config.shingle_words, config.shingle_chars, found,
        np.empty(most, np.uint64), np.empty((2, most), np.int64), np.empty(slots_for(most), np.uint64),
    )  # fmt: skip
    shingles = np.sort(repeats(found[:taken]) if least > 1 else found[:taken])
    # a row has a shingle once, so one that occurs `least` times stands equal at that distance
    many = shingles[least - 1 :] == shingles[: max(0, len(shingles) - least + 1)]
    return np.unique(shingles[least - 1 :][many])
