"""Shingles that sources put around their texts, which are left out where texts are compared, as in `dedup.furniture`.

Segments tell what became furniture and what is it no more; how that is found: `sources`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from cleanroom.dedup.words import Flags, Hashes, Ints
from cleanroom.index.container import Array
from cleanroom.index.segment import Segment
from cleanroom.index.sketching import Keys

#: arrays of a segment: of which source, which shingle, and whether it is furniture no more
ARRAYS = ("furniture_sources", "furniture_shingles", "furniture_gone")
_LOWER = np.uint64(0xFFFFFFFF)
_NONE = np.empty(0, np.uint64)


class Told(NamedTuple):
    """Shingles that became furniture of a source, or are it no more; numbers of sources are those of the index."""

    sources: Ints
    shingles: Hashes
    gone: Flags


class Furniture:
    """Sorted shingles by the number of the source; none of source 0, which has no name."""

    def __init__(self) -> None:
        self._sets: dict[int, Hashes] = {}

    def of(self, source: int) -> Hashes:
        """The furniture of a source."""
        return self._sets.get(source, _NONE)

    @property
    def sources(self) -> Ints:
        """Sources that have furniture."""
        return np.array(sorted(self._sets), np.int64)

    def put(self, source: int, shingles: Hashes) -> None:
        """Have these for those of a source."""
        self._sets.pop(source, None)
        if len(shingles):
            self._sets[source] = shingles

    def take(self, told: Sequence[Told]) -> None:
        """What segments tell, one after the other, of an index that begins with them."""
        found = lasting(told)
        use = found.gone == 0
        sources, shingles = found.sources[use], found.shingles[use]
        edges = np.flatnonzero(np.diff(sources, prepend=-1, append=-1))
        for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            self.put(int(sources[first]), shingles[first:last])


def asked_without(keys: Keys, sources: Ints, furniture: Furniture) -> Keys:
    """Keys to be looked up of texts of some sources (by row), without the sampled shingles that are their furniture."""
    known = [(furniture.of(source), source) for source in np.intersect1d(sources, furniture.sources).tolist()]
    if not known:
        return keys
    every = np.concatenate([_composites(shingles, source) for shingles, source in known])
    owners = sources[keys.by_rank[keys.samples & _LOWER]]
    return keys._replace(samples=keys.samples[~np.isin(_composites(keys.samples, owners), every)])


def _composites(keys: Hashes, sources: Ints | int) -> Hashes:
    """The upper halves of shingles or keys with the numbers of sources."""
    found: Hashes = (keys & ~_LOWER) | np.asarray(sources).astype(np.uint64)
    return found


def lasting(told: Sequence[Told]) -> Told:
    """What is told one after the other, sorted: of a source and a shingle the last word."""
    sources, shingles, gone = (np.concatenate(column) for column in zip(*told, strict=True)) if told else nothing()
    order = np.lexsort((np.arange(len(sources)), shingles, sources))
    sources, shingles, gone = sources[order], shingles[order], gone[order]
    last = np.ones(len(order), bool)
    last[:-1] = (sources[1:] != sources[:-1]) | (shingles[1:] != shingles[:-1])
    return Told(sources[last].astype(np.int64), shingles[last], gone[last])


def nothing() -> Told:
    """Nothing is told."""
    return Told(np.empty(0, np.int64), _NONE, np.empty(0, np.uint8))


def told_by(part: Segment, numbers: Ints) -> Told:
    """What a segment tells; numbers: those of its sources in the index."""
    sources, shingles, gone = (part.arrays[name] for name in ARRAYS)
    return Told(numbers[sources].astype(np.int64), shingles, gone)


def of_segment(told: Told, own: Sequence[str], names: Sequence[str]) -> tuple[dict[str, Array], list[str]]:
    """What is told as arrays of a segment, which numbers its sources by itself, and the names of these; names: of all
    sources of the index.
    """
    used = dict.fromkeys([*own, *(names[source] for source in np.unique(told.sources).tolist())])
    place = {name: number for number, name in enumerate(used)}
    sources = np.array([place[names[source]] for source in told.sources.tolist()], np.int32)
    return dict(zip(ARRAYS, (sources, told.shingles, told.gone), strict=True)), list(used)


def between(before: Mapping[int, Hashes], now: Mapping[int, Hashes]) -> Told:
    """What has to be told of sources whose furniture was that and is this (both by the same numbers)."""
    parts = []
    for source in sorted(before):
        for gone, shingles in ((0, np.setdiff1d(now[source], before[source])),
                               (1, np.setdiff1d(before[source], now[source]))):  # fmt: skip
            count = len(shingles)
            parts.append(Told(np.full(count, source), shingles, np.full(count, gone, np.uint8)))
    return lasting(parts)
