"""Decisions about stories: split, merge, canonical. An answer of deduplication in, an answer out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.decisions.decision import Decision
from cleanroom.decisions.outcome import Outcome, judged
from cleanroom.dedup import Answer, Corpus, Evidence, relate
from cleanroom.dedup.canonical import Candidate, choose
from cleanroom.dedup.fingerprint import fingerprint_words
from cleanroom.dedup.fold import RELATIONS, ROLES, Pairs
from cleanroom.dedup.verify import Floats, verify
from cleanroom.dedup.words import Ints, split_words

#: gives the texts of rows
Texts = Callable[[Sequence[int]], Sequence[str]]
_CANONICAL, _COPY, _UPDATE, _EXCERPT, _SINGLE = range(len(ROLES))


@dataclass(frozen=True, slots=True)
class Case:
    """What decisions are applied to: documents, their comparisons, and the machine's answer, by row."""

    corpus: Corpus
    evidence: Evidence
    answer: Answer
    config: DedupConfig
    texts: Texts


def decide_stories(case: Case, decisions: Iterable[Decision]) -> tuple[Answer, list[Outcome]]:
    """The answer as people want it, and what became of each decision about stories. In their order, the last wins."""
    kept, steps, outcomes = case.answer.kept.copy(), [], []
    for decision in decisions:
        if decision.action not in ("split", "merge", "canonical"):
            continue
        rows = [_row(case.corpus, name) for name in (decision.document, decision.other) if name]
        if -1 in rows:
            outcomes.append(Outcome(decision, "impossible", "there is no such document"))
            continue
        steps.append((len(outcomes), decision, rows, _holds(decision, rows, kept)))
        outcomes.append(Outcome(decision, "already"))
        if not steps[-1][3]:
            _ACTIONS[decision.action](case, kept, *rows)
    for place, decision, rows, before in steps:
        outcomes[place] = judged(decision, before, _holds(decision, rows, kept))
    same = bool((kept == case.answer.kept).all())
    return (case.answer if same else _answer(case, kept)), outcomes


def _row(corpus: Corpus, name: str) -> int:
    place = bisect_left(corpus.ids, name)
    return place if place < len(corpus) and corpus.ids[place] == name else -1


def _holds(decision: Decision, rows: Sequence[int], kept: Ints) -> bool:
    """Whether the stories are as a decision asks."""
    if decision.action == "canonical":
        return bool(kept[rows[0]] == rows[0])
    together = bool(kept[rows[0]] == kept[rows[1]])
    return together == (decision.action == "merge")


def _split(case: Case, kept: Ints, row: int, _other: int) -> None:
    """A document leaves its story. If it was the one that is kept, the policy chooses among the others."""
    if kept[row] == row:
        rest = np.flatnonzero(kept == row)
        rest = rest[rest != row]
        able = rest[case.answer.roles[rest] != _EXCERPT]
        kept[rest] = _chosen(case, able if len(able) else rest)
    kept[row] = row


def _merge(case: Case, kept: Ints, row: int, other: int) -> None:
    """Two stories become one; the policy chooses between the two texts that are kept."""
    both = np.array([kept[row], kept[other]])
    kept[np.isin(kept, both)] = _chosen(case, both)


def _canonical(_case: Case, kept: Ints, row: int) -> None:
    kept[kept == kept[row]] = row


_ACTIONS: dict[str, Callable[..., None]] = {"split": _split, "merge": _merge, "canonical": _canonical}


def _chosen(case: Case, rows: Ints) -> int:
    """The row that the policy keeps; as complete as it has words, for no other copy of all of them is known."""
    corpus, sources = case.corpus, case.config.source_priority
    candidates = {
        Candidate(
            corpus.ids[row], float(case.evidence.words[row]), int(corpus.lengths[row]), float(corpus.removed[row]),
            int(corpus.moments[row]),
            sources.index(corpus.sources[row]) if corpus.sources[row] in sources else len(sources),
        ): row
        for row in rows.tolist()
    }  # fmt: skip
    return int(candidates[choose(candidates, case.config.canonical)])


def _answer(case: Case, kept: Ints) -> Answer:
    """The answer with other kept texts: roles and scores of the rows for which they changed, and their pairs."""
    rows, before = np.arange(len(kept)), case.answer
    roles, jaccard, containment = before.roles.copy(), before.jaccard.copy(), before.containment.copy()
    alone = np.bincount(kept, minlength=len(kept)) == 1
    stands = rows == kept
    roles[stands] = np.where(alone[stands], _SINGLE, _CANONICAL)
    jaccard[stands], containment[stands] = 1.0, 1.0
    moved = np.flatnonzero(~stands & (kept != before.kept))
    scores = _scores(case, moved, kept[moved])
    jaccard[moved], containment[moved], roles[moved] = scores.jaccard, scores.containment[:, 0], scores.roles
    return Answer(kept, roles, jaccard, containment, _pairs(before.pairs, moved, kept[moved], scores))


@dataclass(frozen=True, slots=True)
class _Scores:
    """m rows against other ones: jaccard (m), containment of either in the other (m × 2), role of the row (m)."""

    jaccard: Floats
    containment: Floats
    roles: Ints


def _scores(case: Case, rows: Ints, others: Ints) -> _Scores:
    """How alike rows and others are: one set, compared before, or compared now."""
    evidence, found, config = case.evidence, case.evidence.found, case.config
    jaccard, containment, roles = np.ones(len(rows)), np.ones((len(rows), 2)), np.full(len(rows), _COPY)
    places, sides = evidence.places(rows, others)
    copy, quoting = relate.copies(found, config), relate.excerpts(found, config)
    apart = evidence.same[rows] != evidence.same[others]
    new = np.flatnonzero(apart & (places < 0))
    jaccard[new], containment[new] = _measured(case, rows[new], others[new])
    for at in np.flatnonzero(apart & (places >= 0)).tolist():
        place, side = int(places[at]), int(sides[at])
        jaccard[at], containment[at] = found.jaccard[place], found.containment[place][[side, 1 - side]]
        moments = case.corpus.moments[rows[at]], case.corpus.moments[others[at]]
        if copy[place]:
            later = moments[0] > moments[1] > 0 and found.fresh[place, side] >= config.update_passage
            roles[at] = _UPDATE if later else _COPY
        elif quoting[place, side]:
            roles[at] = _EXCERPT
    return _Scores(jaccard, containment, roles)


def _measured(case: Case, rows: Ints, others: Ints) -> tuple[Floats, Floats]:
    """Jaccard (m) and containments (m × 2) of texts that were never compared, on all their words."""
    jaccard, containment = np.zeros(len(rows)), np.zeros((len(rows), 2))
    if not len(rows):
        return jaccard, containment
    needed, places = np.unique(np.stack([rows, others], axis=1), return_inverse=True)
    pairs = places.reshape(-1, 2)
    config = replace(case.config, compare_share=0.0)  # whatever they share is worth saying
    fingerprints = fingerprint_words(split_words(case.texts(needed.tolist())), config)
    found = verify(fingerprints, pairs, config)
    weights = np.array([len(needed), 1])
    at = {key: place for place, key in enumerate((found.pairs @ weights).tolist())}
    for place, key in enumerate((pairs @ weights).tolist()):
        if key in at:  # others share nothing
            jaccard[place], containment[place] = found.jaccard[at[key]], found.containment[at[key]]
    return jaccard, containment


def _pairs(before: Pairs, rows: Ints, others: Ints, scores: _Scores) -> Pairs:
    """The pairs with those of rows and others that are not among them."""
    size = np.int64(max(int(before.rows.max(initial=0)), int(rows.max(initial=0)), int(others.max(initial=0))) + 1)
    weights = np.array([size, 1])
    pairs = np.sort(np.stack([rows, others], axis=1), axis=1)
    new = ~np.isin(pairs @ weights, before.rows @ weights)
    turned = (rows > others)[new]
    shares = np.where(turned[:, None], scores.containment[new][:, ::-1], scores.containment[new])
    every = np.concatenate([before.rows, pairs[new]])
    relations = np.concatenate([before.relations, scores.roles[new] - (_COPY - RELATIONS.index("copy"))])
    order = np.argsort(every @ weights, kind="stable")
    return Pairs(
        every[order], np.concatenate([before.jaccard, scores.jaccard[new]])[order],
        np.concatenate([before.containment, shares])[order], relations[order],
    )  # fmt: skip
