"""Documents that are held together by copies and quotations, decided anew as if they had come at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import Corpus, Evidence, decide, lsh, relate
from cleanroom.dedup.evidence import id_order
from cleanroom.dedup.fold import ROLES
from cleanroom.dedup.verify import Comparisons
from cleanroom.dedup.words import Bools, Ints
from cleanroom.index.graph import turned
from cleanroom.index.shared.held import Facts, Held, Spot
from cleanroom.index.shared.packing import edges_of
from cleanroom.records import Role

Edges = dict[tuple[int, int], bytes]


@dataclass(slots=True)
class Region:
    """Documents by their numbers, their places so far (none: new), and the comparisons among them.

    crowded: there are more than may be decided anew, and some were left out.
    """

    facts: dict[int, Facts]
    spots: dict[int, Spot]
    edges: Edges = field(default_factory=dict)
    crowded: bool = False


def linked(found: Comparisons, config: DedupConfig) -> Bools:
    """Which comparisons hold documents together."""
    together: Bools = np.zeros(len(found), bool)
    together |= relate.copies(found, config)
    together |= relate.quotations(found, config).any(axis=1)
    return together


def region(
    held: Held, new: Mapping[int, Facts], edges: Edges, begins: Iterable[int], limits: tuple[int, DedupConfig]
) -> Region:  # fmt: skip
    """What can be reached from some documents and from new ones, whose edges are not held yet: at most so many."""
    found, (most, config) = Region(dict(new), {}, dict(edges)), limits
    for number, (facts, spot) in held.facts(begins).items():
        found.facts[number], found.spots[number] = facts, spot
    frontier = (_over(edges, config) - found.facts.keys()) | found.spots.keys()
    while frontier:
        unknown = [number for number in frontier if number not in found.facts]
        for number, (facts, spot) in held.facts(unknown).items():
            found.facts[number], found.spots[number] = facts, spot
        if len(found.facts) - len(new) > most:
            found.crowded = True
            break
        more = {
            (min(one, other), max(one, other)): packed
            for one, others in held.edges(number for number in frontier if number in found.spots).items()
            for other, packed in others.items()
        }
        frontier = {number for number in _over(more, config) if number not in found.facts}
        found.edges.update(more)
    found.edges = {pair: packed for pair, packed in found.edges.items() if found.facts.keys() >= set(pair)}
    return found


def _over(edges: Edges, config: DedupConfig) -> set[int]:
    """Documents at the ends of what holds together."""
    if not edges:
        return set()
    found = edges_of(edges)
    return set(found.pairs[linked(found, config)].ravel().tolist())


def weighed(facts: Mapping[int, Facts], edges: Edges) -> tuple[Ints, Corpus, Evidence]:
    """Numbers of documents in the order of their ids, and what `dedup.decide` has to know of them."""
    numbers = np.array(list(facts), np.int64)
    numbers = numbers[id_order([facts[number].id for number in facts])]
    known = [facts[number] for number in numbers.tolist()]
    corpus = Corpus(
        [one.id for one in known], np.array([one.length for one in known], np.int64),
        np.array([one.moment for one in known], np.int64), [one.source for one in known],
        np.array([one.removed for one in known], np.float64),
    )  # fmt: skip
    return numbers, corpus, _evidence(numbers, known, edges)


def decided(facts: Mapping[int, Facts], edges: Edges, config: DedupConfig) -> dict[int, Spot]:
    """The place of each document of a region; its story is not known yet."""
    numbers, corpus, evidence = weighed(facts, edges)
    answer = decide(corpus, evidence, config)
    columns = zip(
        numbers.tolist(), numbers[answer.kept].tolist(), answer.roles.tolist(), answer.jaccard.tolist(),
        answer.containment.tolist(), strict=True,
    )  # fmt: skip
    return {
        number: Spot("", kept, cast(Role, ROLES[role]), jaccard, within)
        for number, kept, role, jaccard, within in columns
    }


def _evidence(numbers: Ints, known: list[Facts], edges: Edges) -> Evidence:
    """What is known of documents; the first one with a set stands for all that have it."""
    sizes = np.array([one.size for one in known], np.int64)
    digests = np.array([[int(one.digest[:16], 16), int(one.digest[16:], 16)] for one in known], np.uint64).reshape(
        -1, 2
    )
    same = lsh.collapse(sizes, digests)
    found = edges_of(edges)
    order = np.argsort(numbers)
    rows = same[order[np.searchsorted(numbers[order], found.pairs)]] if len(found) else found.pairs
    words = np.array([one.words for one in known], np.int64)
    return Evidence(words, same, lsh.precedence(sizes, digests), _one_each(turned(found, rows)))


def _one_each(found: Comparisons) -> Comparisons:
    """Comparisons of sets that stand for several documents, which are sorted: one for each pair, none with itself."""
    _, firsts = np.unique(found.pairs, axis=0, return_index=True)
    return found.take(firsts[found.pairs[firsts, 0] != found.pairs[firsts, 1]])


_Offers = dict[int, tuple[float, int, Spot]]


def beside(region: Region, new: Iterable[int], config: DedupConfig) -> dict[int, Spot]:
    """Places of new documents beside a crowd, which stays as it is: each joins the kept text that it is a copy of by
    most of its words, or quotes; the others are decided among themselves.
    """
    fresh, best = set(new), _Offers()
    kept = {spot.kept for spot in region.spots.values()}
    found = edges_of(region.edges)
    copies, quoting = relate.copies(found, config), relate.excerpts(found, config)
    for place in np.flatnonzero(copies | quoting.any(axis=1)).tolist():
        for side in (0, 1):
            one, other = (int(found.pairs[place, end]) for end in (side, 1 - side))
            if one in fresh and other in kept and (copies[place] or quoting[place, side]):
                role: Role = "copy" if copies[place] else "excerpt"
                scores = float(found.jaccard[place]), float(found.containment[place, side])
                offer = (float(copies[place]) + found.coverage_of(place, side), -other, Spot("", other, role, *scores))
                best[one] = max(offer, best.get(one, offer), key=lambda offered: offered[:2])
    spots = {number: spot for number, (_, _, spot) in best.items()}
    rest = {number: region.facts[number] for number in fresh if number not in spots}
    among = {pair: packed for pair, packed in region.edges.items() if pair[0] in rest and pair[1] in rest}
    return spots | (decided(rest, among, config) if rest else {})
