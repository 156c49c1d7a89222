"""Documents into an index, and out of it: each call is one commit."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from cleanroom.dedup import lsh
from cleanroom.dedup.canonical import moment
from cleanroom.dedup.verify import Comparisons
from cleanroom.dedup.words import Ints
from cleanroom.index import container
from cleanroom.index.candidates import candidates
from cleanroom.index.compare import compare
from cleanroom.index.container import Array
from cleanroom.index.contents import Contents
from cleanroom.index.disk import Disk, Part
from cleanroom.index.draft import Named, draft, facts_of
from cleanroom.index.furniture import Told, asked_without, of_segment
from cleanroom.index.graph import arrays_of
from cleanroom.index.header import Header
from cleanroom.index.joining import Change, Changes, World, settle
from cleanroom.index.nearness import near
from cleanroom.index.revising import revise
from cleanroom.index.rows import GONE, PLACES, Rows, bare_arrays
from cleanroom.index.segment import Segment, Segments
from cleanroom.index.sketching import Keys, Sketched, id_keys, sketched
from cleanroom.index.telling import places_of, told_of
from cleanroom.index.texts import write_texts
from cleanroom.kernels.packed import packed
from cleanroom.records import Outcome
from cleanroom.store.documents import Rows as DocumentRows
from cleanroom.store.documents import incoming
from cleanroom.tuning import IndexConfig


class Work(NamedTuple):
    """An index that is worked on, and what with."""

    disk: Disk
    contents: Contents
    header: Header
    pool: ThreadPoolExecutor
    tuning: IndexConfig


class Taken(NamedTuple):
    """The row of each document of a batch, and what became of those that were not taken."""

    rows: Ints
    outcomes: list[Outcome | None]


def add(work: Work, batch: Any, again: bool) -> Taken:
    """Add documents, rows of the table `documents`. again: texts under ids that are there take their places."""
    ids, order = batch.column("id").to_pylist(), None
    if any(a >= b for a, b in pairwise(ids)):
        order = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
        batch, ids = batch.take(pa.array(order)), [ids[place] for place in order.tolist()]
    taken = _add_sorted(work, batch, ids, again)
    if order is None:
        return taken
    back = np.argsort(order)
    return Taken(taken.rows[back], [taken.outcomes[place] for place in back.tolist()])


def _add_sorted(work: Work, batch: Any, ids: Sequence[str], again: bool) -> Taken:
    contents, config = work.contents, work.header.dedup
    documents, _ = incoming(DocumentRows(batch))
    found = sketched(documents.texts, config, work.pool)
    keys = id_keys(ids)
    rows = contents.rows_of(ids, keys)
    outcomes = _outcomes(contents, ids, rows, found, again)
    new = np.array([place for place, outcome in enumerate(outcomes) if outcome is None], np.int64)
    if not len(new):
        return Taken(rows, outcomes)
    replaced = rows[new][rows[new] >= 0]
    changes = [_forget(work, replaced)] if len(replaced) else []
    if len(new) < len(ids):
        batch, found = batch.take(pa.array(new)), found.some(new)
        documents, _ = incoming(DocumentRows(batch))
        keys = keys[new]
    dates, sources = documents.dates or [""] * len(new), documents.sources or [""] * len(new)
    moments = np.array(list(map(moment, dates)), np.int64)
    names = sorted(set(sources))
    numbers = {name: number for number, name in enumerate(names)}
    own = np.array([numbers[name] for name in sources], np.int64)
    same = _same(contents, found, contents.source_numbers(names)[own].astype(np.int64))
    facts = facts_of(found, moments, documents.lengths, documents.removed, own, same)
    first = contents.rows.count
    named = Named(packed([ids[place] for place in new.tolist()]), keys)
    segment, asked = draft(first, named, found, facts, names, config, work.pool)
    graph = contents.graph  # of what was there before
    contents.take(segment)
    graph.add_rows(contents.rows.fact("same"), first)
    arrived = np.arange(first, contents.rows.count)
    revised = revise(contents.held(work.pool), graph, arrived, replaced)
    compared = Comparisons.joined([revised.found, _compare(work, segment, asked)])
    learned = _learned(contents, compared, revised.told, first)
    changes.append(_settled(work, np.union1d(arrived, revised.found.pairs)))
    texts = batch if work.header.texts else None
    _commit(work, segment, learned, changes, texts)
    rows[new] = arrived
    for place, name in enumerate(ids):  # documents that came twice
        if outcomes[place] is not None and rows[place] < 0:
            rows[place] = rows[ids.index(name)]
    return Taken(rows, outcomes)


def _outcomes(
    contents: Contents, ids: Sequence[str], rows: Ints, found: Sketched, again: bool
) -> list[Outcome | None]:
    """`known` and `conflict`; None is a document to take. Others of one id are compared with the first."""
    outcomes: list[Outcome | None] = [None] * len(ids)
    known = contents.rows.fact("digests")
    for place, row in enumerate(rows.tolist()):
        before = place - 1
        if place and ids[before] == ids[place]:
            while before and ids[before - 1] == ids[place]:
                before -= 1
            equal = bool((found.digests[before] == found.digests[place]).all())
            outcomes[place] = "known" if equal else "conflict"
        elif row >= 0 and (known[row] == found.digests[place]).all():
            outcomes[place] = "known"
        elif row >= 0 and not again:
            outcomes[place] = "conflict"
    return outcomes


def _same(contents: Contents, found: Sketched, sources: Ints) -> Ints:
    """The row that stands for the set of each new document of a source: one that is there, or the first of the batch.

    Of another source an equal text is compared like any other: what is left of it without furniture may differ.
    """
    first = contents.rows.count
    if contents.header.limited:
        return np.arange(first, first + len(found.sizes))
    known = contents.standing(found.digests, found.sizes, sources, contents.rows.usable())
    own = np.where(found.sizes > 0, lsh.collapse_within(found.digests, sources), np.arange(len(sources)))
    return np.where(known >= 0, known, first + own)


def _compare(work: Work, segment: Segment, keys: Keys) -> Comparisons:
    """The new documents of a segment, the last one, with whatever they may be related to."""
    contents, pool = work.contents, work.pool
    sources = contents.rows.fact("sources")[segment.first :].astype(np.int64)
    asked = asked_without(keys, sources, contents.furniture)
    pairs = candidates(
        contents.segments, asked, segment.signatures, segment.arrays["sampled"], contents.config, pool
    )  # fmt: skip
    pairs[:, 0] += segment.first
    usable = contents.rows.usable()
    usable[segment.first :] = True
    pairs = np.sort(pairs[(pairs[:, 0] != pairs[:, 1]) & usable[pairs[:, 1]]], axis=1)
    if contents.header.limited:
        pairs = pairs[near(contents.header, contents.rows, pairs[:, 0], pairs[:, 1])]
    return compare(contents.held(pool), np.unique(pairs, axis=0))


def _settled(work: Work, begins: Ints) -> Changes:
    """Decide documents, and put what came of it into place."""
    contents = work.contents
    living = np.flatnonzero(contents.rows.alive)
    first = int(living[-1]) + 1 if len(living) else 0

    def founding(rows: Ints) -> Ints:
        return contents.founding(rows, first)

    world = World(
        founding, contents.rows, contents.graph, contents.segments, contents.sources, contents.config, work.tuning
    )
    changes = settle(world, begins)
    contents.rows.put(changes.rows, changes.places)
    contents.merged.update(changes.merged)
    return changes


def remove(work: Work, ids: Sequence[str]) -> list[str]:
    """Forget documents; gives the ids that were there."""
    contents = work.contents
    names = list(dict.fromkeys(ids))
    rows = contents.rows_of(names)
    gone = np.sort(rows[rows >= 0])
    if len(gone):
        heads = gone[contents.rows.place("kept")[gone] == gone]
        stories = contents.rows.place("story")[heads]
        changes = [_forget(work, gone)]
        revised = revise(contents.held(work.pool), contents.graph, gone[:0], gone)
        learned = _learned(contents, revised.found, revised.told, contents.rows.count)
        changes.append(_settled(work, np.unique(revised.found.pairs)))
        changes[-1].told += _succeeded(contents.rows, heads, stories)
        _commit(work, _empty(work), learned, changes, None)
    return [name for name, row in zip(names, rows.tolist(), strict=True) if row >= 0]


def _succeeded(rows: Rows, heads: Ints, stories: Ints) -> list[Change]:
    """What stands now for stories whose canonical texts are gone."""
    now = np.flatnonzero(rows.alive & (rows.place("kept") == np.arange(rows.count)))
    now = now[np.isin(rows.place("story")[now], stories)]
    follows = dict(zip(rows.place("story")[now].tolist(), now.tolist(), strict=True))
    pairs = ((story, head, follows.get(story)) for story, head in zip(stories.tolist(), heads.tolist(), strict=True))
    return [Change("canonical", story, kept, head, kept) for story, head, kept in pairs if kept is not None]


def _forget(work: Work, gone: Ints) -> Changes:
    """Take documents out of their stories, and decide what was held together with them."""
    contents, rows = work.contents, work.contents.rows
    near, _, _ = contents.graph.near(gone, rows.fact("same"), work.tuning.group_documents)
    inside = np.isin(rows.place("story"), rows.place("story")[gone])
    inside[near] = True
    nothing = {name: np.full(len(gone), GONE if name == "role" else -1) for name in PLACES}
    rows.put(gone, nothing)
    contents.graph.cut(~rows.usable())
    left = np.flatnonzero(inside & rows.alive)
    changes = _settled(work, left)
    return Changes(
        np.concatenate([gone, changes.rows]),
        {name: np.concatenate([nothing[name], changes.places[name]]) for name in PLACES},
        changes.merged, changes.told,
    )  # fmt: skip


def _empty(work: Work) -> Segment:
    """A segment without documents: what is known of others changes."""
    contents, column, hashes = work.contents, np.empty(0, np.int64), np.empty(0, np.uint64)
    signatures = np.empty((0, contents.config.num_perm), np.uint32)
    flags, digests = np.empty(0, np.uint8), np.empty((0, 2), np.uint64)
    found = Sketched(hashes, flags, column, column, digests, signatures, hashes, column)
    facts = facts_of(found, column, column, np.empty(0), column, column)
    none = Named(packed([]), hashes)
    return draft(contents.rows.count, none, found, facts, [], contents.config, work.pool)[0]


class Learned(NamedTuple):
    """What a commit has to tell beside documents and places: comparisons, what became furniture, and, as arrays, sizes
    and words of texts without it.
    """

    compared: Comparisons
    told: Told
    bare: dict[str, Array]


def _learned(contents: Contents, compared: Comparisons, told: Told, known: int) -> Learned:
    """Have comparisons in memory, and what was compared of each row; rows from `known` on are new."""
    rows = contents.rows
    contents.graph.add(compared, known)
    alike = compared.take(np.flatnonzero(compared.shared))
    ends, first = np.unique(alike.pairs, return_index=True)
    sizes, words = (column.reshape(-1)[first] for column in (alike.sizes, alike.words))
    before = rows.bare(ends)
    other = (before[0] != sizes) | (before[1] != words)
    rows.put_bare(ends[other], sizes[other], words[other])
    return Learned(compared, told, bare_arrays(ends[other], sizes[other], words[other]))


def _commit(work: Work, segment: Segment, learned: Learned, changes: Sequence[Changes], texts: Any) -> None:
    """Write a segment with what was found, and make it true."""
    disk, contents, before = work.disk, work.contents, work.contents.manifest
    number = before.next
    furnished, sources = of_segment(learned.told, segment.sources, contents.sources)
    arrays = {**segment.arrays, **arrays_of(learned.compared), **places_of(changes), **furnished, **learned.bare}
    file, kept = f"segment-{number:06d}.bin", []
    if texts is not None and len(texts):
        kept.append(f"texts-{number:06d}.parquet")
        write_texts(disk.folder / kept[0], texts)
    container.write(disk.folder / file, arrays, {"sources": sources})
    told = told_of(contents, changes, before.commit + 1)
    part = Part(file, segment.first, segment.count, tuple(kept))
    manifest = replace(
        before, commit=before.commit + 1, next=number + 1, parts=(*before.parts, part),
        changes=disk.append_changes(told, before.changes),
    )  # fmt: skip
    disk.commit(manifest)
    contents.manifest = manifest
    written = Segment.opened(disk.folder / file, segment.first, kept)
    if segment.count or segment not in contents.segments.parts:
        contents.segments = Segments([part for part in contents.segments.parts if part is not segment] + [written])
