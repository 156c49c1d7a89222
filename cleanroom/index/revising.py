"""Comparisons made again where the furniture of a source changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup.undress import left_of
from cleanroom.dedup.verify import Comparisons
from cleanroom.dedup.words import Hashes, Ints
from cleanroom.index.bare import unlike
from cleanroom.index.compare import Held, chosen, compare
from cleanroom.index.furniture import Told, between
from cleanroom.index.graph import NOTHING, Graph
from cleanroom.index.rows import Rows
from cleanroom.index.sources import Looked, found, is_looked_at, level_of, looked_at

#: texts whose words are looked at at once
_AT_ONCE = 20_000


class Revised(NamedTuple):
    """Comparisons that came out otherwise, and what has to be told of furniture."""

    found: Comparisons
    told: Told


def revise(held: Held, graph: Graph, new: Ints, gone: Ints) -> Revised:
    """Find the furniture of the sources of rows that are new or gone, and make comparisons anew that it changes."""
    rows, config = held.rows, held.config
    sources = np.unique(rows.fact("sources")[np.concatenate([new, gone])]).astype(np.int64)
    living = rows.alive
    living[new] = True
    every = {item.source: item for item in looked_at(rows, sources, living, config)}
    looked = [item for item in every.values() if _may_change(rows, item, new, gone, config)]
    now = {item.source: shingles for item, shingles in zip(looked, found(held, looked), strict=True)}
    now |= {source: np.empty(0, np.uint64) for source in sources.tolist() if source and source not in every}
    before = {source: held.furniture.of(source) for source in now}
    changed = {source: np.setxor1d(shingles, before[source]) for source, shingles in now.items()}
    changed = {source: shingles for source, shingles in changed.items() if len(shingles)}
    for source in changed:
        held.furniture.put(source, now[source])
    return Revised(_again(held, graph, changed), between({source: before[source] for source in changed}, now))


def _may_change(rows: Rows, item: Looked, new: Ints, gone: Ints, config: DedupConfig) -> bool:
    """Whether rows that are new or gone are among those looked at, or had others looked at."""
    came, went = (some[rows.fact("sources")[some] == item.source] for some in (new, gone))
    levels = {level_of(count, config) for count in (item.held - len(came), item.held, item.held + len(went))}
    return len(levels) > 1 or bool(np.isin(item.rows, came).any()) or bool(is_looked_at(rows, went, *levels).any())


def _again(held: Held, graph: Graph, changed: Mapping[int, Hashes]) -> Comparisons:
    """Comparisons of texts in which shingles of their sources changed, as far as they come out otherwise."""
    rows = held.rows
    if not changed:
        return NOTHING
    inside = np.isin(rows.fact("sources"), list(changed))
    before = graph.take(graph.touching(inside, rows.usable()))
    ends = np.unique(before.pairs)
    marked = np.zeros(rows.count, bool)
    marked[_having(held, ends[inside[ends]], changed)] = True
    before = before.take(np.flatnonzero(marked[before.pairs].any(axis=1)))
    before = before.take(np.lexsort(before.pairs.T[::-1]))
    again = compared_again(held, before)
    return again.take(differing(before, again))


def compared_again(held: Held, before: Comparisons) -> Comparisons:
    """What is found now of pairs that were compared, in their order; where nothing is, they have nothing in common."""
    if not len(before):
        return NOTHING
    again, size = compare(held, before.pairs), np.array([held.rows.count, 1])
    missing = np.flatnonzero(~np.isin(before.pairs @ size, again.pairs @ size))
    found = Comparisons.joined([again, unlike(before, missing).take(missing)])
    places = np.argsort(found.pairs @ size, kind="stable")
    return found.take(places[np.argsort(np.argsort(before.pairs @ size, kind="stable"), kind="stable")])


def differing(one: Comparisons, other: Comparisons) -> Ints:
    """Where comparisons of the same pairs differ."""
    if not len(one):
        return np.empty(0, np.int64)
    found = np.zeros(len(one), bool)
    for field in fields(Comparisons):
        found |= (getattr(one, field.name) != getattr(other, field.name)).reshape(len(one), -1).any(axis=1)
    return np.flatnonzero(found)


def _having(held: Held, rows: Ints, changed: Mapping[int, Hashes]) -> Ints:
    """Rows in which the changed shingles of their sources stand."""
    order = rows[np.argsort(held.rows.fact("sources")[rows], kind="stable")]

    def one(part: Ints) -> list[Ints]:
        texts, _, sources = chosen(held, part)
        found = []
        for source in np.unique(sources).tolist():
            group = np.flatnonzero(sources == source)
            some = texts._replace(starts=texts.starts[group], ends=texts.ends[group])
            found.append(part[group[left_of(some, changed[source], 0, held.config).rows]])
        return found

    parts = [order[first : first + _AT_ONCE] for first in range(0, len(order), _AT_ONCE)]
    return np.concatenate([order[:0], *(group for part in parts for group in one(part))])
