"""Evidence to decisions: who leads a story, which text is kept, who is folded into it. Arrays by row, no text."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import relate
from cleanroom.dedup.canonical import Candidates, completeness, first_of
from cleanroom.dedup.evidence import Corpus, Evidence
from cleanroom.dedup.stories import Quotes, denied, folded_excerpts, leaders, medians
from cleanroom.dedup.verify import Floats
from cleanroom.dedup.words import Bools, Ints

#: what a document is in its story, and how two texts are related; columns hold places in these
ROLES = ("canonical", "copy", "update", "excerpt", "single")
RELATIONS = ("copy", "update", "excerpt", "different")
_CANONICAL, _COPY, _UPDATE, _EXCERPT, _SINGLE = range(len(ROLES))
_DIFFERENT = len(RELATIONS) - 1


@dataclass(frozen=True, slots=True)
class Pairs:
    """m pairs of rows worth keeping, sorted: rows (m × 2), jaccard (m), containment (m × 2), relations (m)."""

    rows: Ints
    jaccard: Floats
    containment: Floats
    relations: Ints


@dataclass(frozen=True, slots=True)
class Answer:
    """The place of each of n documents: the row that is kept of its story, its role, and how alike the two are."""

    kept: Ints
    roles: Ints
    jaccard: Floats
    containment: Floats
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class _Case:
    """What the decisions share. copy: those that are left of the copies."""

    corpus: Corpus
    evidence: Evidence
    known: relate.Judged
    copy: Bools
    form: Bools
    quoting: Bools
    config: DedupConfig

    def texts(self, led: Ints) -> Ints:
        """Number of different texts that each row leads."""
        return np.bincount(led[self.evidence.same == np.arange(len(led))], minlength=len(led))

    def stands(self, kept: Ints, led: Ints) -> Bools:
        """Which rows stand for the kept text of a story."""
        stands = np.zeros(len(led), bool)
        stands[self.evidence.same[kept[led]]] = True
        return stands


def decide(corpus: Corpus, evidence: Evidence, config: DedupConfig) -> Answer:
    """Stories of documents that were compared."""
    found = evidence.found
    known = relate.judged(found, config)
    case = _Case(
        corpus, evidence, known, known.copy, relate.other_facts(found, known.form, config),
        relate.quotations(found, config, known), config,
    )  # fmt: skip
    case, led = _led(case)
    kept = _kept_rows(case, led)
    case, led = _adopt(case, led, kept)
    quoted = _excerpts(case, led, kept)
    return _answer(case, kept, led, quoted)


def _led(case: _Case) -> tuple[_Case, Ints]:
    """The leader of each row, and the case less the copies that a story's documents deny (see `denied`)."""
    led = _leaders(case)
    for _ in range(case.config.denials):
        gone = _denied(case, led, np.ones(len(led), bool))
        if not gone.any():
            break
        case = replace(case, copy=case.copy & ~gone)
        led = _leaders(case)
    return case, led


def _leaders(case: _Case) -> Ints:
    found = case.evidence.found
    return leaders(found.pairs[case.copy], found.coverage[case.copy], _leading_order(case))[case.evidence.same]


def _denied(case: _Case, led: Ints, judged: Bools) -> Bools:
    """The copies that the stories deny, of rows that are judged."""
    documents = np.bincount(case.evidence.same, minlength=len(led))
    votes = case.form.astype(np.int64) - case.copy
    return denied(case.evidence.found.pairs, votes, led, documents, judged)


def _leading_order(case: _Case) -> Ints:
    """Rows from the one that most of its copies agree with down.

    A text with much junk is as like its copies as it is clean of junk, so junk counts against it: what half
    of the copies have, less a part of what they lack. Of two texts that only have each other the longer one
    leads. Those that few of the copies are known to be like come last.
    """
    pairs, covered = case.evidence.found.pairs[case.copy], case.evidence.found.covered[case.copy]
    words = case.evidence.words
    copies = np.bincount(pairs.ravel(), minlength=len(words))
    agreed = medians(pairs.ravel(), covered.ravel(), len(words))
    value = np.where(copies > 1, agreed - case.config.lacking_weight * (words - agreed), words)
    rows, rest = np.flatnonzero(copies > 0), np.flatnonzero(copies == 0)
    keys = case.evidence.ranks, -copies, -np.round(value), _is_behind(pairs, copies, case.config)
    return np.concatenate([rows[np.lexsort([key[rows] for key in keys])], rest])


def _is_behind(pairs: Ints, copies: Ints, config: DedupConfig) -> Bools:
    """Rows with few copies beside what one of their copies has (n). Where that is more than buckets pair all with all,
    any fewer are too few: the row was not compared with the others, and the story would fall apart.
    """
    most = copies.copy()
    for side in (0, 1):
        np.maximum.at(most, pairs[:, side], copies[pairs[:, 1 - side]])
    needed = np.where(most >= config.bucket_all_pairs, most, config.leading_share * most)
    behind: Bools = copies < needed
    return behind


def _kept_rows(case: _Case, led: Ints) -> Ints:
    """For each leader the row that is kept of its story, by the policy (n; other rows keep themselves).

    Candidates are the texts that are copies of every other text of the story: the leader, and often all. An equal copy
    confirms all words, and is another copy beside a text without a passage of its own: many equal teasers are not.
    """
    found, same = case.evidence.found, case.evidence.same
    inside = case.copy & (led[found.pairs[:, 0]] == led[found.pairs[:, 1]])
    ties = np.bincount(found.pairs[inside].ravel(), minlength=len(led))
    words, others = case.evidence.words, case.texts(led)[led] - 1
    confirmed, fresh = np.zeros(len(led), np.int64), np.zeros(len(led), np.int64)
    np.maximum.at(confirmed, found.pairs[inside], found.covered[inside])
    np.maximum.at(fresh, found.pairs[inside], found.fresh[inside])
    confirmed = np.where(np.bincount(same, minlength=len(led)) > 1, words, confirmed)
    copies = np.where(fresh[same] < case.config.update_passage, np.bincount(led, minlength=len(led))[led] - 1, others)
    complete = completeness(words, confirmed[same], copies)
    shared = np.bincount(led, minlength=len(led))[led] > 1
    eligible = shared & ((ties[same] == others) | (same == led))
    rows, kept = np.flatnonzero(eligible), np.arange(len(led))
    chosen = rows[first_of(_candidates(case, rows, complete), led[rows], case.config.canonical)]
    kept[led[chosen]] = chosen
    return kept


def _candidates(case: _Case, rows: Ints, complete: Floats) -> Candidates:
    """What a policy may look at of each of the rows."""
    corpus, sources = case.corpus, case.config.source_priority
    priority = np.zeros(len(rows), np.int64)
    if sources:
        names = (corpus.sources[row] for row in rows.tolist())
        priority[:] = [sources.index(name) if name in sources else len(sources) for name in names]
    return Candidates(
        rows, complete[rows], corpus.lengths[rows], corpus.removed[rows], corpus.moments[rows], priority
    )


def _adopt(case: _Case, led: Ints, kept: Ints) -> tuple[_Case, Ints]:
    """Texts that stand alone but are copies of the kept text of another story join it, unless its documents deny it.

    Their leader was another one than the text that the policy kept, and they were unlike that leader.
    """
    joined = _offered(case, led, kept)
    for _ in range(case.config.denials):
        gone = _denied(case, joined, joined != led)
        if not gone.any():
            break
        case = replace(case, copy=case.copy & ~gone)
        joined = _offered(case, led, kept)
    return case, joined


def _offered(case: _Case, led: Ints, kept: Ints) -> Ints:
    """Leaders, where texts that stand alone are led by that of the story whose kept text has most of them."""
    found, ranks = case.evidence.found, case.evidence.ranks
    alone, stands = case.texts(led) == 1, case.stands(kept, led)
    joined: dict[int, tuple[float, int, int]] = {}
    for side in (0, 1):
        row, target = found.pairs[:, side], found.pairs[:, 1 - side]
        for place in np.flatnonzero(case.copy & alone[led[row]] & stands[target]).tolist():
            one, other = row[place], target[place]
            offer = (float(found.coverage_of(place, side)), -int(ranks[other]), int(led[other]))
            joined[int(led[one])] = max(offer, joined.get(int(led[one]), offer))
    story = np.arange(len(led))
    for leader, (_, _, target_leader) in joined.items():
        story[leader] = target_leader
    return story[led]


def _excerpts(case: _Case, led: Ints, kept: Ints) -> dict[int, int]:
    """Leader of a story with one text that quotes another story, to the leader of that story."""
    found = case.evidence.found
    alone, stands = case.texts(led) == 1, case.stands(kept, led)
    rows, amounts, shares, passages = [], [], [], []
    coverage = found.coverage
    for side in (0, 1):
        row, target = found.pairs[:, side], found.pairs[:, 1 - side]
        use = case.quoting[:, side] & alone[led[row]] & stands[target]
        rows.append(np.stack([led[row[use]], led[target[use]]], axis=1))
        amounts.append(found.covered[use, side])
        shares.append(coverage[use, side])
        passages.append(found.passage[use, side])
    enough = relate.enough_quoted(np.concatenate(shares), np.concatenate(passages), case.config)
    akin = _akin(case, led, stands)
    quotes = Quotes(np.concatenate(rows), np.concatenate(amounts), np.concatenate(shares), enough, akin)
    documents = np.bincount(led, minlength=len(led))[led]
    return folded_excerpts(quotes, documents, np.argsort(case.evidence.ranks), case.config)


def _akin(case: _Case, led: Ints, stands: Bools) -> dict[tuple[int, int], int]:
    """Words that the kept texts of two stories have in common, by the stories' leaders."""
    found = case.evidence.found
    both = stands[found.pairs].all(axis=1)
    stories, words = np.sort(led[found.pairs[both]], axis=1), found.covered[both].min(axis=1)
    return dict(zip(map(tuple, stories.tolist()), words.tolist(), strict=True))


def _answer(case: _Case, kept_of: Ints, led: Ints, quoted: dict[int, int]) -> Answer:
    found, same = case.evidence.found, case.evidence.same
    story = np.arange(len(led))
    story[list(quoted)] = list(quoted.values())
    excerpt = story[led] != led
    kept, rows = kept_of[story[led]], np.arange(len(led))
    places, sides = case.evidence.places(rows, kept)
    equal = (same[rows] == same[kept]) | (len(found) == 0)
    roles = np.where(excerpt, _EXCERPT, np.where(_updated(case, rows, kept, places, sides), _UPDATE, _COPY))
    alone = np.bincount(kept, minlength=len(led)) == 1
    roles = np.where(rows == kept, np.where(alone, _SINGLE, _CANONICAL), roles)
    jaccard, containment = np.ones(len(led)), np.ones(len(led))
    apart = np.flatnonzero(~equal)
    jaccard[apart] = found.jaccard[places[apart]]
    containment[apart] = found.containment[places[apart], sides[apart]]
    return Answer(kept, roles, jaccard, containment, _pairs(case, kept, roles))


def _updated(case: _Case, rows: Ints, kept: Ints, places: Ints, sides: Ints) -> Bools:
    """Which rows are later versions, with a new passage, of what is kept."""
    moments, fresh = case.corpus.moments, case.evidence.found.fresh
    updated = (moments[rows] > moments[kept]) & (moments[kept] > 0) & (places >= 0)
    at = np.flatnonzero(updated)
    updated[at] = fresh[places[at], sides[at]] >= case.config.update_passage
    return updated


def _pairs(case: _Case, kept: Ints, roles: Ints) -> Pairs:
    """Accepted comparisons and the rejected ones near the limit, and every folded text with the kept one.

    Of equal sets one stands for all in the comparisons with others, so that equal pages cost a pair each.
    """
    found, config, size = case.evidence.found, case.config, np.int64(len(kept))
    update = relate.updates(found, case.corpus.moments, config, case.known).any(axis=1)
    quoting = relate.excerpts(found, config, case.known).any(axis=1)
    relations = np.where(case.copy, np.where(update, _UPDATE - 1, _COPY - 1), np.where(quoting, 2, _DIFFERENT))
    near = np.flatnonzero(case.copy | quoting | relate.near_limit(found, config))
    rows = np.flatnonzero(kept != np.arange(len(kept)))
    folded = np.sort(np.stack([rows, kept[rows]], axis=1), axis=1)
    places, sides = case.evidence.places(folded[:, 0], folded[:, 1])
    listed = np.zeros(len(found) + 1, bool)  # the last one is that of place -1
    listed[near] = True
    new = ~listed[places] | (case.evidence.same[folded] != folded).any(axis=1)
    rows, folded, places, sides = rows[new], folded[new], places[new], sides[new]
    pairs = np.concatenate([found.pairs[near], folded])
    containment = np.ones((len(pairs), 2))
    jaccard = np.ones(len(pairs))
    jaccard[: len(near)], containment[: len(near)] = found.jaccard[near], found.containment[near]
    apart = np.flatnonzero(places >= 0)
    jaccard[len(near) + apart] = found.jaccard[places[apart]]
    for side in (0, 1):
        which = np.where(sides[apart] == 0, side, 1 - side)
        containment[len(near) + apart, side] = found.containment[places[apart], which]
    order = np.argsort(pairs @ np.array([size, 1]), kind="stable")
    every = np.concatenate([relations[near], roles[rows] - 1])
    return Pairs(pairs[order], jaccard[order], containment[order], every[order])
