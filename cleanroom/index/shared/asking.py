"""Texts to the documents that they are related to; nothing is taken in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import relate
from cleanroom.dedup.canonical import moment
from cleanroom.dedup.fold import RELATIONS
from cleanroom.dedup.verify import Comparisons
from cleanroom.dedup.words import Ints
from cleanroom.index.shared.work import Work
from cleanroom.records import Clean, Match, Relation

_COPY, _UPDATE, _EXCERPT, _DIFFERENT = range(len(RELATIONS))


def matches(work: Work, texts: Sequence[str | Clean], limit: int) -> list[tuple[Match, ...]]:
    """For each text the documents it is related to, best first (`limit` of them; 0: all)."""
    found = work.sketched([text if isinstance(text, str) else text.text for text in texts])
    near = work.candidates(found)
    held = work.held.texts({number for numbers in near for number in numbers})
    numbers = sorted(held)
    more = work.sketched([held[number] for number in numbers])
    place = {number: row for row, number in enumerate(numbers, len(texts))}
    pairs = [(row, place[number]) for row, some in enumerate(near) for number in some if number in place]
    moments = [moment(text.date) if isinstance(text, Clean) else 0 for text in texts]
    answers = _answers(work, work.compare(found, more, pairs), moments, numbers)
    best = (sorted(answer, key=lambda match: (-match.jaccard, -match.a_in_b, match.id)) for answer in answers)
    return [tuple(answer[: limit or None]) for answer in best]


def _answers(work: Work, found: Comparisons, moments: list[int], numbers: list[int]) -> list[list[Match]]:
    """Comparisons of texts with documents (rows behind those of the texts) as matches."""
    known = work.held.facts(numbers)
    kept = work.held.facts({spot.kept for _, spot in known.values()})
    dates = [*moments, *(known[number][0].moment if number in known else 0 for number in numbers)]
    relations, shares = _relations(found, dates, work.config).tolist(), found.containment.tolist()
    answers: list[list[Match]] = [[] for _ in moments]
    columns = zip(found.pairs.tolist(), relations, found.jaccard.tolist(), shares, strict=True)
    for (asked, row), relation, jaccard, (mine, theirs) in columns:
        number = numbers[row - len(moments)]
        if relation != _DIFFERENT and number in known and known[number][1].kept in kept:
            facts, spot = known[number]
            name, canonical = cast(Relation, RELATIONS[relation]), kept[spot.kept][0].id
            answers[asked].append(Match(facts.id, name, jaccard, mine, theirs, spot.story, canonical))
    return answers


def _relations(found: Comparisons, dates: list[int], config: DedupConfig) -> Ints:
    """What each text, as the later one of a pair, is of the other, or the other of it."""
    copies, quoting = relate.copies(found, config), relate.excerpts(found, config).any(axis=1)
    updates = relate.updates(found, dates, config).any(axis=1)
    return np.where(copies, np.where(updates, _UPDATE, _COPY), np.where(quoting, _EXCERPT, _DIFFERENT))
