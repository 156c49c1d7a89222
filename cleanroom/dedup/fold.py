"""The whole stage on one screen: documents in, stories out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import lsh, relate
from cleanroom.dedup.canonical import Candidate, choose, completeness, moment, policy_named
from cleanroom.dedup.fingerprint import Fingerprints, fingerprint_words
from cleanroom.dedup.furniture import forms, without_furniture
from cleanroom.dedup.stories import Quotes, folded_excerpts, leaders, medians
from cleanroom.dedup.verify import Comparisons, verify
from cleanroom.dedup.words import Bools, Ints, split_words
from cleanroom.errors import UsageError
from cleanroom.records import Document, Member, Pair, Relation, Role


@dataclass(frozen=True, slots=True)
class Stories:
    """The answer: members sorted by id, one for each document, and pairs sorted by their ids."""

    members: tuple[Member, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Documents sorted by id, and what comparing them showed. `same` is the row that stands for a
    row's set.
    """

    documents: Sequence[Document]
    moments: tuple[int, ...]
    fingerprints: Fingerprints
    same: Ints
    ranks: Ints
    found: Comparisons
    copy: Bools
    quoting: Bools
    places: dict[tuple[int, int], int]
    config: DedupConfig

    def measure(self, row: int, other: int) -> tuple[int, int]:
        """Place of the comparison of two rows' sets, and the side of the first of them."""
        a, b = int(self.same[row]), int(self.same[other])
        return self.places[min(a, b), max(a, b)], int(a > b)


def deduplicate(documents: Sequence[Document], config: DedupConfig) -> Stories:
    """Fold near-duplicates into stories; the order of the documents does not matter.

    Raises UsageError for an unknown canonical policy and for an id that two documents have.
    """
    policy_named(config.canonical)
    documents = sorted(documents, key=lambda document: document.id)
    for before, after in pairwise(documents):
        if before.id == after.id:
            raise UsageError(f"two documents have the id {after.id!r}: give each its own")
    evidence = _gather(documents, config)
    copies = np.flatnonzero(evidence.copy)
    pairs, weights = evidence.found.pairs[copies], evidence.found.coverage[copies]
    led = leaders(pairs, weights, _leading_order(evidence))[evidence.same]
    kept = _kept_rows(evidence, led)
    led = _adopt(evidence, led, kept)
    excerpts = _excerpts(evidence, led, kept)
    members = _members(evidence, led, kept, excerpts)
    return Stories(members, _pairs(evidence, members))


def _gather(documents: Sequence[Document], config: DedupConfig) -> _Evidence:
    whole = split_words([document.text for document in documents])
    words = without_furniture(whole, [document.source for document in documents], config)
    fingerprints = fingerprint_words(words, config)
    digests = lsh.set_digests(fingerprints.offsets, fingerprints.shingles)
    same = lsh.collapse(fingerprints, digests)
    ranks = lsh.precedence(fingerprints.offsets, digests)
    rows = np.flatnonzero((same == np.arange(len(same))) & (np.diff(fingerprints.offsets) > 0))
    found = verify(fingerprints, lsh.candidates(fingerprints, rows, ranks, config), config)
    found = found.take(~forms(whole, words, found, config))
    places = {(a, b): place for place, (a, b) in enumerate(found.pairs.tolist())}
    moments = tuple(moment(document.date) for document in documents)
    copy, quoting = relate.copies(found, config), relate.quotations(found, config)
    return _Evidence(documents, moments, fingerprints, same, ranks, found, copy, quoting, places, config)


def _leading_order(evidence: _Evidence) -> Ints:
    """Rows from the one that most of its copies agree with down.

    A text with much junk is as like its copies as it is clean of junk, so junk counts against it: what half
    of the copies have, less a part of what they lack. Of two texts that only have each other the longer one
    leads.
    """
    pairs, covered = evidence.found.pairs[evidence.copy], evidence.found.covered[evidence.copy]
    words = np.diff(evidence.fingerprints.words.offsets)
    copies = np.bincount(pairs.ravel(), minlength=len(words))
    agreed = medians(pairs.ravel(), covered.ravel(), len(words))
    lacking = words - agreed
    value = np.where(copies > 1, agreed - evidence.config.lacking_weight * lacking, words)
    return np.lexsort((evidence.ranks, -np.round(value)))


def _kept_rows(evidence: _Evidence, led: Ints) -> dict[int, int]:
    """Leader to the row that is kept of its story, by the policy.

    Candidates are the texts that are copies of every other text of the story: the leader, and often all.
    """
    found = evidence.found
    inside = evidence.copy & (led[found.pairs[:, 0]] == led[found.pairs[:, 1]])
    ties = np.bincount(found.pairs[inside].ravel(), minlength=len(led))
    confirmed = np.zeros(len(led), np.int64)
    np.maximum.at(confirmed, found.pairs[inside], found.covered[inside])
    texts = np.bincount(led[np.unique(evidence.same)], minlength=len(led))
    others = texts[led] - 1
    words = np.diff(evidence.fingerprints.words.offsets)
    complete = completeness(words, confirmed[evidence.same], others).tolist()
    eligible = (ties[evidence.same] == others) | (evidence.same == led)
    candidates: dict[int, dict[Candidate, int]] = defaultdict(dict)
    for row in np.flatnonzero(eligible).tolist():
        candidates[int(led[row])][_candidate(evidence, row, complete[row])] = row
    return {leader: rows[choose(rows, evidence.config.canonical)] for leader, rows in candidates.items()}


def _adopt(evidence: _Evidence, led: Ints, kept: dict[int, int]) -> Ints:
    """Texts that stand alone but are copies of the kept text of another story join it; changes `kept`.

    Their leader was another one than the text that the policy kept, and they were unlike that leader.
    """
    found = evidence.found
    texts = np.bincount(led[np.unique(evidence.same)], minlength=len(led))
    stands = np.zeros(len(led), bool)
    stands[evidence.same[list(kept.values())]] = True
    joined: dict[int, tuple[float, int, int]] = {}
    for side in (0, 1):
        row, target = found.pairs[:, side], found.pairs[:, 1 - side]
        use = np.flatnonzero(evidence.copy & (texts[led[row]] == 1) & stands[target])
        for place in use.tolist():
            offer = (
                float(found.coverage[place, side]),
                -int(evidence.ranks[target[place]]),
                int(led[target[place]]),
            )
            leader = int(led[row[place]])
            joined[leader] = max(offer, joined.get(leader, offer))
    led = led.copy()
    for leader, (_, _, story) in joined.items():
        led[led == leader] = story
        kept.pop(leader)
    return led


def _candidate(evidence: _Evidence, row: int, complete: float) -> Candidate:
    document, sources = evidence.documents[row], evidence.config.source_priority
    return Candidate(
        document.id,
        complete,
        len(document.text),
        document.removed_share,
        evidence.moments[row],
        sources.index(document.source) if document.source in sources else len(sources),
    )


def _excerpts(evidence: _Evidence, led: Ints, kept: dict[int, int]) -> dict[int, int]:
    """Leader of a story with one text that quotes another story, to the leader of that story."""
    found = evidence.found
    texts = np.bincount(led[np.unique(evidence.same)], minlength=len(led))
    stands = np.zeros(len(led), bool)
    stands[evidence.same[list(kept.values())]] = True
    rows, amounts, shares = [], [], []
    for side in (0, 1):
        row, target = found.pairs[:, side], found.pairs[:, 1 - side]
        use = evidence.quoting[:, side] & (texts[led[row]] == 1) & stands[target]
        rows.append(np.stack([led[row[use]], led[target[use]]], axis=1))
        amounts.append(found.covered[use, side])
        shares.append(found.coverage[use, side])
    quotes = Quotes(np.concatenate(rows), np.concatenate(amounts), np.concatenate(shares))
    documents = np.bincount(led, minlength=len(led))[led]
    return folded_excerpts(quotes, documents, np.argsort(evidence.ranks), evidence.config)


def _members(evidence: _Evidence, led: Ints, kept: dict[int, int], excerpts: dict[int, int]) -> tuple[Member, ...]:
    sizes = np.bincount([excerpts.get(leader, leader) for leader in led.tolist()], minlength=len(led))
    members = []
    for row, leader in enumerate(led.tolist()):
        story = excerpts.get(leader, leader)
        stands = kept[story]
        role: Role = "canonical" if sizes[story] > 1 else "single"
        if row != stands:
            role = "excerpt" if leader in excerpts else _copy_role(evidence, row, stands)
        members.append(_member(evidence, row, stands, role))
    return tuple(members)


def _member(evidence: _Evidence, row: int, stands: int, role: Role) -> Member:
    jaccard = containment = 1.0
    if evidence.same[row] != evidence.same[stands]:
        place, side = evidence.measure(row, stands)
        one = evidence.found.take(np.array([place]))
        jaccard, containment = float(one.jaccard[0]), float(one.containment[0, side])
    document, story = evidence.documents[row], evidence.documents[stands].id
    return Member(document.id, story, role, story, jaccard, containment, len(document.text))


def _copy_role(evidence: _Evidence, row: int, stands: int) -> Role:
    """A later version with a new passage is an update of what is kept, everything else a copy."""
    younger = evidence.moments[row] > evidence.moments[stands] > 0
    if not younger or evidence.same[row] == evidence.same[stands]:
        return "copy"
    place, side = evidence.measure(row, stands)
    return "update" if evidence.found.fresh[place, side] >= evidence.config.update_passage else "copy"


def _pairs(evidence: _Evidence, members: Sequence[Member]) -> tuple[Pair, ...]:
    """Accepted comparisons and the rejected ones near the limit, and every folded text with the kept one.

    Of equal sets one stands for all in the comparisons with others, so that equal pages cost a pair each.
    """
    ids = [document.id for document in evidence.documents]
    numbers = {name: row for row, name in enumerate(ids)}
    pairs = {(pair.a, pair.b): pair for pair in _compared_pairs(evidence, ids)}
    for row, member in enumerate(members):
        a, b = sorted((row, numbers[member.kept]))
        if a != b and (ids[a], ids[b]) not in pairs:
            pairs[ids[a], ids[b]] = _folded_pair(evidence, a, b, member.role)
    return tuple(pairs[key] for key in sorted(pairs))


def _folded_pair(evidence: _Evidence, a: int, b: int, role: Role) -> Pair:
    relation: Relation = "update" if role == "update" else "excerpt" if role == "excerpt" else "copy"
    first, second = evidence.documents[a].id, evidence.documents[b].id
    if evidence.same[a] == evidence.same[b]:
        return Pair(first, second, 1.0, 1.0, 1.0, relation)
    place, side = evidence.measure(a, b)
    one = evidence.found.take(np.array([place]))
    of_a, of_b = one.containment[0, side], one.containment[0, 1 - side]
    return Pair(first, second, float(one.jaccard[0]), float(of_a), float(of_b), relation)


def _compared_pairs(evidence: _Evidence, ids: Sequence[str]) -> Iterator[Pair]:
    found, config = evidence.found, evidence.config
    update = _either(relate.updates(found, evidence.moments, config))
    quoting = _either(relate.excerpts(found, config))
    near = evidence.copy | quoting | relate.near_limit(found, config)
    jaccard, containment = found.jaccard, found.containment
    for place in np.flatnonzero(near).tolist():
        a, b = found.pairs[place].tolist()
        relation: Relation = "excerpt" if quoting[place] else "different"
        if evidence.copy[place]:
            relation = "update" if update[place] else "copy"
        a_in_b, b_in_a = containment[place]
        yield Pair(ids[a], ids[b], float(jaccard[place]), float(a_in_b), float(b_in_a), relation)


def _either(sides: Bools) -> Bools:
    return sides[:, 0] | sides[:, 1]
