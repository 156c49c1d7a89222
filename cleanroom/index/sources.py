"""Sources to their furniture: shingles that several of a source's texts have which are no near copies of each other.

It follows from the documents that are there, in whatever order they came: from all of a source that has few, from
those of which the digest ends with so many zero bits of one that has many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup.stories import leaders
from cleanroom.dedup.undress import common
from cleanroom.dedup.words import Bools, Hashes, Ints
from cleanroom.index.compare import Held, chosen
from cleanroom.index.kernels import probe
from cleanroom.index.rows import Rows
from cleanroom.index.segment import Segments


class Looked(NamedTuple):
    """A source, how many texts it has, and those rows of them, which stand for their sets, that are looked at."""

    source: int
    held: int
    rows: Ints


def looked_at(rows: Rows, sources: Ints, living: Bools, config: DedupConfig) -> Iterator[Looked]:
    """Of each source the texts that are looked at, each set once, the longest first."""
    here = np.zeros(int(rows.fact("sources").max(initial=0)) + 1, bool)
    here[sources] = True
    here[0] = False
    stands = np.unique(rows.fact("same")[living & here[rows.fact("sources")]])
    stands = stands[rows.fact("sizes")[stands] > 0].astype(np.int64)
    digests = rows.fact("digests")[stands]
    order = np.lexsort((digests[:, 1], digests[:, 0], -rows.fact("sizes")[stands], rows.fact("sources")[stands]))
    stands = stands[order]
    of = rows.fact("sources")[stands]
    edges = np.flatnonzero(np.diff(of, prepend=-1, append=-1))
    for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        group = stands[first:last]
        mine = is_looked_at(rows, group, level_of(len(group), config))
        yield Looked(int(of[first]), len(group), group[mine])


def is_looked_at(rows: Rows, some: Ints, level: int) -> Bools:
    """Which of some rows are looked at: by their digests."""
    chosen: Bools = rows.fact("digests")[some, 0] & np.uint64((1 << level) - 1) == 0
    return chosen


def level_of(count: int, config: DedupConfig) -> int:
    """Zero bits at the end of the digests that are looked at, of a source with so many texts."""
    level = 0
    while count >> level >= config.furniture_sample:
        level += 1
    return level


def found(held: Held, looked: Sequence[Looked]) -> list[Hashes]:
    """The furniture of sources, as what is looked at shows it."""
    config = held.config

    def one(item: Looked) -> Hashes:
        if len(item.rows) < config.furniture_texts:
            return np.empty(0, np.uint64)
        texts = chosen(held, item.rows).texts
        return common(texts, _distinct(held.segments, item.rows, config), config.furniture_texts, config)

    return list(held.pool.map(one, looked))


def _distinct(segments: Segments, rows: Ints, config: DedupConfig) -> Ints:
    """Places of one of each group of near copies, by estimate; rows are those of longer texts first."""
    homes = segments.home(rows)
    signatures = np.stack([
        segments.parts[home].signatures[row - segments.parts[home].first]
        for home, row in zip(homes.tolist(), rows.tolist(), strict=True)
    ])  # fmt: skip
    share = config.furniture_near + (1 - config.furniture_near) / 16  # of unequal values one in 16 looks equal
    least = int(np.ceil(share * config.num_perm)) + -config.num_perm % 16
    out = np.empty((len(rows) * (len(rows) - 1) // 2, 2), np.int64)
    pairs = out[: probe.near_pairs(signatures, least, out)]
    led = leaders(pairs, np.ones(pairs.shape), np.arange(len(rows)))
    return np.flatnonzero(led == np.arange(len(rows)))
