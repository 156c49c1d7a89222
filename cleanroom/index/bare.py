"""Texts less the furniture of their sources, which is what is compared: `dedup.undress` of what an index holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import fast, relate
from cleanroom.dedup.held import Chosen
from cleanroom.dedup.undress import LeftOver, left_of, set_sizes
from cleanroom.dedup.verify import Comparisons
from cleanroom.dedup.words import Bools, Ints, offsets_of
from cleanroom.index.furniture import Furniture


class Whole(NamedTuple):
    """n texts, the sizes of their shingle sets, and the numbers of their sources (-1 and 0: no name)."""

    texts: Chosen
    sizes: Ints
    sources: Ints


class Bare(NamedTuple):
    """n texts, the sizes of their shingle sets, and which have lost words."""

    texts: Chosen
    sizes: Ints
    changed: Bools


def bare(whole: Whole, furniture: Furniture, config: DedupConfig, pool: ThreadPoolExecutor) -> Bare:
    """Texts without the furniture of their sources."""
    texts, sizes, sources = whole
    changed = np.zeros(len(sizes), bool)
    groups = [np.flatnonzero(sources == source) for source in np.intersect1d(sources, furniture.sources).tolist()]

    def one(group: Ints) -> LeftOver:
        some = texts._replace(starts=texts.starts[group], ends=texts.ends[group])
        left = left_of(some, furniture.of(int(sources[group[0]])), config.furniture_rest, config)
        return left._replace(rows=group[left.rows])

    found = [left for left in pool.map(one, groups) if len(left.rows)]
    if not found:
        return Bare(texts, sizes, changed)
    rows, words, flags, counts = (np.concatenate(column) for column in zip(*found, strict=True))
    places = offsets_of(counts) + len(texts.words)
    starts, ends, left_sizes = texts.starts.copy(), texts.ends.copy(), sizes.copy()
    starts[rows], ends[rows] = places[:-1], places[1:]
    changed[rows] = True
    own = Chosen(words, flags, places[:-1] - len(texts.words), places[1:] - len(texts.words))
    left_sizes[rows] = set_sizes(own, config)
    every = Chosen(np.concatenate([texts.words, words]), np.concatenate([texts.flags, flags]), starts, ends)
    return Bare(every, left_sizes, changed)


def matched(whole: Whole, less: Bare, pairs: Ints, config: DedupConfig, pool: ThreadPoolExecutor) -> Comparisons:
    """Pairs of texts compared without furniture; forms that were filled in twice share nothing (`furniture.forms`)."""
    found = fast.matched(less.texts, less.sizes, pairs, config, pool)
    doubtful = np.flatnonzero(relate.copies(found, config) & less.changed[found.pairs].any(axis=1))
    if not len(doubtful):
        return found
    alike = fast.matched(whole.texts, whole.sizes, found.pairs[doubtful], replace(config, compare_share=0.0), pool)
    return unlike(found, doubtful[relate.templated(alike, config)])


def unlike(found: Comparisons, places: Ints) -> Comparisons:
    """The same, but that the comparisons at some places found nothing in common."""
    names = ("shared", "covered", "passage", "names", "others", "aligned", "numbers", "tail_words", "edge_names")
    columns = {name: getattr(found, name).copy() for name in names}
    for column in columns.values():
        column[places] = 0
    return replace(found, **columns)
