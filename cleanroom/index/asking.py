"""Texts to the documents of an index that they are related to; nothing is taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import numpy as np

from cleanroom.dedup import relate
from cleanroom.dedup.canonical import moment
from cleanroom.dedup.fold import RELATIONS
from cleanroom.dedup.verify import Comparisons
from cleanroom.dedup.words import Bools, Ints
from cleanroom.index.adding import Work
from cleanroom.index.candidates import candidates
from cleanroom.index.compare import compare_texts
from cleanroom.index.contents import Contents
from cleanroom.index.furniture import asked_without
from cleanroom.index.nearness import allowed
from cleanroom.index.sketching import keys_of, short_signatures, sketched
from cleanroom.kernels.packed import packed
from cleanroom.records import Clean, Match, Relation
from cleanroom.store.rows import own_source

_COPY, _UPDATE, _EXCERPT, _DIFFERENT = range(len(RELATIONS))


def matches(work: Work, texts: Sequence[str | Clean], limit: int) -> list[tuple[Match, ...]]:
    """What each text is related to, best first."""
    contents, pool = work.contents, work.pool
    found = sketched(packed([text if isinstance(text, str) else text.text for text in texts]), contents.config, pool)
    rows = np.flatnonzero(found.sizes > 0)
    names = [own_source(text) if isinstance(text, Clean) else "" for text in texts]
    sources = np.array([contents.source_number(name) for name in names], np.int64)
    keys = asked_without(keys_of(found, rows, contents.config), sources, contents.furniture)
    signatures = short_signatures(found.signatures).view(np.uint64)
    sampled = found.sampled_counts.astype(np.int32)
    pairs = candidates(contents.segments, keys, signatures, sampled, contents.config, pool)
    pairs = pairs[contents.rows.usable()[pairs[:, 1]]]
    moments = np.array([moment(text.date) if isinstance(text, Clean) else 0 for text in texts], np.int64)
    pairs = pairs[_near(contents, moments, sources, pairs)]
    compared = compare_texts(contents.held(pool), found, sources, pairs)
    return _answers(contents, compared, moments, limit)


def _near(contents: Contents, moments: Ints, sources: Ints, pairs: Ints) -> Bools:
    """Which pairs of a text and a row may be compared."""
    if not contents.header.limited:
        return np.ones(len(pairs), bool)
    asked, rows = pairs.T
    known = contents.rows.fact("moments")[rows], contents.rows.fact("sources")[rows].astype(np.int64)
    return allowed(contents.header, (moments[asked], known[0]), (sources[asked], known[1]))


def _answers(contents: Contents, found: Comparisons, moments: Ints, limit: int) -> list[tuple[Match, ...]]:
    """Comparisons of texts (by their numbers) with rows that stand for sets, as matches of documents."""
    answers: list[list[Match]] = [[] for _ in moments]
    relations = _relations(contents, found, moments)
    use = np.flatnonzero(relations != _DIFFERENT)
    shares, jaccard = found.containment, found.jaccard
    for place in use[np.lexsort((-shares[use, 0], -jaccard[use]))].tolist():
        asked, row = found.pairs[place].tolist()
        if not limit or len(answers[asked]) < limit:
            rows = contents.with_set(row)
            scores = float(jaccard[place]), float(shares[place, 0]), float(shares[place, 1])
            answers[asked] += _of_documents(contents, rows, cast(Relation, RELATIONS[relations[place]]), scores)
    best = (sorted(answer, key=lambda match: (-match.jaccard, -match.a_in_b, match.id)) for answer in answers)
    return [tuple(answer[: limit or None]) for answer in best]


def _of_documents(
    contents: Contents, rows: Ints, relation: Relation, scores: tuple[float, float, float]
) -> list[Match]:  # fmt: skip
    """Matches of documents that have one set."""
    places = contents.rows.places_of(rows)
    columns = zip(
        contents.segments.ids(rows), contents.story_names(places["story"]),
        contents.segments.ids(places["kept"].astype(np.int64)), strict=True,
    )  # fmt: skip
    return [Match(id, relation, *scores, story, canonical) for id, story, canonical in columns]


def _relations(contents: Contents, found: Comparisons, moments: Ints) -> Ints:
    """What each text, as the later one of a pair, is of the other, or the other of it."""
    config = contents.config
    both = np.concatenate([contents.rows.fact("moments"), moments]) if len(found) else moments
    dated = replace(found, pairs=found.pairs + np.array([contents.rows.count, 0])) if len(found) else found
    updates = relate.updates(dated, both, config).any(axis=1)
    copies, quoting = relate.copies(found, config), relate.excerpts(found, config).any(axis=1)
    return np.where(copies, np.where(updates, _UPDATE, _COPY), np.where(quoting, _EXCERPT, _DIFFERENT))
