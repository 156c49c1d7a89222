"""New documents to their places. Whatever they are held together with is decided anew, as if it had come at once.

So the answer does not depend on how the documents were split into batches. Only groups of more than `group_documents`,
held together by a chain of quotations or by thousands of copies, stay as they are: a new document then joins what it
is a copy or an excerpt of, or stands alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import relate
from cleanroom.dedup.fold import ROLES
from cleanroom.dedup.words import Bools, Ints
from cleanroom.index.container import Array
from cleanroom.index.graph import Graph
from cleanroom.index.region import decided
from cleanroom.index.rows import GONE, STORY, Rows
from cleanroom.index.segment import Segments
from cleanroom.tuning import IndexConfig

_COPY, _EXCERPT, _SINGLE = (ROLES.index(role) for role in ("copy", "excerpt", "single"))


class Change(NamedTuple):
    """Something that an earlier answer said otherwise: what, the rows of the story and of the document, before, now."""

    event: str
    story: int
    document: int
    before: int
    now: int


@dataclass(slots=True)
class Changes:
    """Places that were set, stories that became part of elder ones, and what is worth telling."""

    rows: Ints
    places: dict[str, Array]
    merged: list[tuple[int, int]] = field(default_factory=list)
    told: list[Change] = field(default_factory=list)


class World(NamedTuple):
    """All that deciding looks at; `founding` gives the numbers of the stories that rows found."""

    founding: Callable[[Ints], Ints]
    rows: Rows
    graph: Graph
    segments: Segments
    sources: Sequence[str]
    config: DedupConfig
    tuning: IndexConfig


def settle(world: World, begins: Ints) -> Changes:
    """Decide some documents, which are there but may have no place yet, and what they are held together with."""
    rows, same = world.rows, world.rows.fact("same")
    alone = world.graph.alone(begins, same)
    single = begins[alone]
    found = [_singles(single)]
    near, sizes, marks = world.graph.near(begins[~alone], same, world.tuning.group_documents)
    living = rows.alive
    living[begins] = True
    near = near[living[near]]
    is_big = sizes[marks[near] - 1] < 0
    if not is_big.all():
        found.append(_decided(world, near[~is_big]))
    crowd = begins[~alone][sizes[marks[begins[~alone]] - 1] < 0]
    crowd = crowd[(rows.place("role")[crowd] == GONE) | (rows.place("kept")[crowd] != crowd)]
    if len(crowd):
        found.append(_among_many(world, crowd, living))
    return _with_stories(world, found)


class _Fixed(NamedTuple):
    """Rows, what is kept for them, roles, shingles shared."""

    rows: Ints
    kept: Ints
    roles: Ints
    shared: Ints


def _singles(rows: Ints) -> _Fixed:
    return _Fixed(rows, rows, np.full(len(rows), _SINGLE), np.zeros(len(rows), np.int64))


def _decided(world: World, region: Ints) -> _Fixed:
    return _Fixed(*decided(world.rows, world.graph, world.segments, world.sources, region, world.config)[:4])


def _among_many(world: World, new: Ints, living: Bools) -> _Fixed:
    """New documents beside a large group: each joins the kept text that it is a copy of by most of its words, or that
    it quotes; the rest is decided by itself. What was there stays what it is.
    """
    rows, same = world.rows, world.rows.fact("same")
    near = np.concatenate([world.graph.linked(same[new]), same[new]])
    near = near[living[near] & (rows.place("role")[near] != GONE)]
    held = np.setdiff1d(rows.place("kept")[near].astype(np.int64), new)
    offers = _offers(world, new, held)
    joined = np.array(sorted(offers), np.int64)
    kept, roles, shared = (np.array([offers[row][part] for row in joined.tolist()], np.int64) for part in (0, 1, 2))
    done, rest = _Fixed(joined, kept, roles, shared), np.setdiff1d(new, joined)
    if not len(rest):
        return done
    return _Fixed(*map(np.concatenate, zip(done, _decided(world, rest), strict=True)))


def _offers(world: World, new: Ints, held: Ints) -> dict[int, tuple[int, int, int]]:
    """For new rows the kept text that each goes to, as what, and the shingles they share."""
    same, sizes = world.rows.fact("same"), world.rows.fact("sizes")
    found = world.graph.within(np.unique(np.concatenate([same[new], same[held]])).astype(np.int64))
    copies, quoting = relate.copies(found, world.config), relate.excerpts(found, world.config)
    of_set = {int(same[row]): row for row in held.tolist()[::-1]}
    best: dict[int, tuple[float, int, int, int]] = {
        stand: (2.0, row, _COPY, int(sizes[row])) for stand, row in of_set.items()
    }
    for side in (0, 1):
        use = np.flatnonzero(copies | quoting[:, side])
        for place in use.tolist():
            stand, other = found.pairs[place, side].item(), found.pairs[place, 1 - side].item()
            if other in of_set and stand not in of_set:
                role, rank = (_COPY, 1.0) if copies[place] else (_EXCERPT, 0.0)
                offer = (rank + found.coverage_of(place, side), of_set[other], role, int(found.shared[place]))
                best[stand] = max(offer, best.get(stand, offer))
    return {row: best[int(same[row])][1:] for row in new.tolist() if int(same[row]) in best}


def _with_stories(world: World, found: Sequence[_Fixed]) -> Changes:
    """Places with the stories that they mean. A story goes with its kept text; of two that meet the elder stays."""
    here = _Fixed(*(np.concatenate(column).astype(np.int64) for column in zip(*found, strict=True)))
    before = world.rows.places_of(here.rows)
    story = np.full(world.rows.count, -1, np.int64)  # by kept row: the story that it stands for
    outside = np.setdiff1d(here.kept, here.rows)  # of large groups, which stay
    story[outside] = world.rows.place("story")[outside]
    stood = _standing(here, before)
    for place in stood[np.argsort(-(before["story"][stood] & STORY), kind="stable")].tolist():
        story[here.kept[place]] = before["story"][place]  # the eldest comes last
    merged = [
        (int(before["story"][place]), int(story[here.kept[place]]))
        for place in stood.tolist() if story[here.kept[place]] != before["story"][place]
    ]  # fmt: skip
    founding = np.unique(here.kept[story[here.kept] < 0])
    story[founding] = world.founding(founding)
    places = {"story": story[here.kept], "kept": here.kept, "role": here.roles, "shared": here.shared}
    return Changes(here.rows, places, merged, _told(here, before, story[here.kept], dict(merged)))


def _standing(here: _Fixed, before: dict[str, Array]) -> Ints:
    """Where in `here` each earlier story goes: its kept text, or, where that is gone, its first document."""
    old = np.flatnonzero(before["role"] != GONE)
    order = old[np.lexsort((here.rows[old], before["kept"][old] != here.rows[old], before["story"][old]))]
    _, firsts = np.unique(before["story"][order], return_index=True)
    return order[firsts]


def _told(here: _Fixed, before: dict[str, Array], story: Ints, merged: dict[int, int]) -> list[Change]:
    """Stories that became one, other canonical texts, and documents that went to another story."""
    told = [Change("merged", elder, -1, younger, elder) for younger, elder in sorted(merged.items())]
    old = np.flatnonzero(before["role"] != GONE)
    for place in old.tolist():
        row, was, now = int(here.rows[place]), int(before["story"][place]), int(story[place])
        if was != now and merged.get(was) != now:
            told.append(Change("moved", now, row, was, now))
        elif before["kept"][place] == row and here.kept[place] != row and was == now:
            told.append(Change("canonical", now, int(here.kept[place]), row, int(here.kept[place])))
    return told
