"""Relations to stories: stars around leaders, then excerpts. No transitive closure.

Every function takes pairs of row numbers and gives arrays by row; ties are broken by a total order of the
rows' content, so that nothing depends on the order of the input.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup.verify import Floats
from cleanroom.dedup.words import Bools, Ints


@dataclass(frozen=True, slots=True)
class Quotes:
    """m passages that a text standing alone shares with the kept text of another story.

    rows: quoting and quoted row (m × 2); amounts: words quoted (m); shares: of the quoting text (m); enough: whether
    that makes an excerpt (m); akin: words that two quoted texts have in common themselves, by their rows.
    """

    rows: Ints
    amounts: Ints
    shares: Floats
    enough: Bools
    akin: Mapping[tuple[int, int], int]

    def another(self, target: int, other: int, amount: int) -> bool:
        """Whether `amount` words quoted of another text are not what it has in common with a target."""
        return 2 * self.akin.get((min(target, other), max(target, other)), 0) < amount


def leaders(pairs: Ints, weights: Floats, order: Ints) -> Ints:
    """The leader of each row (itself if none): leaders are no copies of each other, members are of theirs.

    pairs: copies (m × 2); weights: how much of each the other one holds (m × 2); order: all rows, those
    first that should lead. Each row that no leader has a claim on becomes a leader, in that order; then
    every other row goes to the leader that holds most of it.
    """
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    rows, others = np.concatenate([pairs[:, 0], pairs[:, 1]]), np.concatenate([pairs[:, 1], pairs[:, 0]])
    chosen = _chosen(rows, others, place)
    offers = np.flatnonzero(chosen[others] & ~chosen[rows])
    offered = np.concatenate([weights[:, 0], weights[:, 1]])[offers]
    ranked = offers[np.lexsort((-place[others[offers]], offered, rows[offers]))]
    led = np.arange(len(order))
    led[rows[ranked]] = others[ranked]  # the last one of a row's offers stays, which is the best
    return led


def _chosen(rows: Ints, others: Ints, place: Ints) -> Bools:
    """Leaders among rows with copies: those that a leader before them has no claim on (n).

    Found in rounds: whoever stands before all its open neighbours leads, and its neighbours are taken. That is what
    going through the rows one by one gives, at a cost that grows with the longest line of neighbours only.
    """
    chosen, open_ = np.zeros(len(place), bool), np.zeros(len(place), bool)
    open_[rows] = True
    while len(rows):
        first = np.full(len(place), len(place), np.int64)
        np.minimum.at(first, rows, place[others])
        ahead = rows[place[rows] < first[rows]]
        chosen[ahead] = True
        open_[ahead] = False
        open_[others[chosen[rows]]] = False
        left = open_[rows] & open_[others]
        alone = open_.copy()
        alone[rows[left]] = False
        chosen[rows[alone[rows]]] = True
        rows, others = rows[left], others[left]
    return chosen


def denied(pairs: Ints, votes: Ints, led: Ints, documents: Ints, judged: Bools) -> Bools:
    """Which copies (of m pairs) the stories deny: those of a text that is another filling of the same form as most
    documents of its story that it was compared with, one with other facts. It is alike only where wording differs too.

    pairs: all that were compared (m × 2); votes: -1 for copies, 1 for forms, 0 for others (m); led: the leader of each
    row (n); documents: that each row stands for (n); judged: rows that may be denied (n).
    """
    votes = np.where(led[pairs[:, 0]] == led[pairs[:, 1]], votes, 0)
    if not (votes > 0).any():
        return np.zeros(len(votes), bool)
    against = np.zeros(len(led), np.int64)
    for side in (0, 1):
        np.add.at(against, pairs[:, side], votes * documents[pairs[:, 1 - side]])
    stranger = (against > 0) & judged
    found: Bools = (votes < 0) & (stranger[pairs[:, 0]] != stranger[pairs[:, 1]])
    return found


def medians(rows: Ints, values: Ints, length: int) -> Ints:
    """The median (of an even number the lower one) of the values of each row; 0 for rows without any."""
    order = np.lexsort((values, rows))
    counts = np.bincount(rows, minlength=length)
    middle = np.cumsum(counts) - counts + (counts - 1) // 2
    out = np.zeros(length, np.int64)
    out[counts > 0] = values[order][middle[counts > 0]]
    return out


def folded_excerpts(quotes: Quotes, documents: Ints, order: Ints, config: DedupConfig) -> dict[int, int]:
    """Excerpting row to the row it quotes. An excerpt is nobody's target and no bridge.

    documents: number of documents in the story of each row; order: all rows, those first that win ties. A
    row that quotes many stories, or a second one nearly as much as the first, is a digest and stays alone;
    so does one that a digest quotes. Stories that have the passage in common count once: one that junk has split. Of
    two rows that quote each other the one with the larger share is folded.
    """
    place = np.argsort(order)
    digests = digest_rows(quotes, config)
    best: dict[int, tuple[float, int]] = {}
    for row, targets in _targets(quotes, documents, digests, config).items():
        first, *others = sorted(targets, key=lambda found: (-found.amount, place[found.row]))
        rivals = [other.amount for other in others if quotes.another(first.row, other.row, other.amount)]
        if first.enough and max(rivals, default=0) < config.digest_share * first.amount:
            best[row] = first.share, first.row
    folded: dict[int, int] = {}
    quoted: set[int] = set()
    for row in sorted(best, key=lambda row: (-best[row][0], place[row])):
        target = best[row][1]
        if row not in quoted and target not in folded:
            folded[row] = target
            quoted.add(target)
    return folded


def digest_rows(quotes: Quotes, config: DedupConfig) -> set[int]:
    """Rows that share passages with `digest_stories` or more stories."""
    counts = np.bincount(quotes.rows[:, 0])
    many = set(np.flatnonzero(counts >= config.digest_stories).tolist())
    stories: dict[int, list[int]] = defaultdict(list)
    order = np.lexsort((quotes.rows[:, 1], -quotes.amounts))
    for (row, target), amount in zip(quotes.rows[order].tolist(), quotes.amounts[order].tolist(), strict=True):
        if row in many and all(quotes.another(known, target, amount) for known in stories[row]):
            stories[row].append(target)
    return {row for row, found in stories.items() if len(found) >= config.digest_stories}


class _Target(NamedTuple):
    """What a row quotes: words of it, share of the quoting text, the row, whether that makes an excerpt."""

    amount: int
    share: float
    row: int
    enough: bool


def _targets(quotes: Quotes, documents: Ints, digests: set[int], config: DedupConfig) -> dict[int, list[_Target]]:
    """What each row quotes: stories with copies if there are any, else single texts that it has most of its words from.

    The copies settle which of two texts with a common passage is the story and which one quotes it. Where there are
    none, a column would take the place of the report that it quotes, and one day's report that of the next.
    """
    found: dict[int, dict[bool, list[_Target]]] = defaultdict(lambda: defaultdict(list))
    columns = (quotes.rows, quotes.amounts, quotes.shares, quotes.enough)
    for (row, target), amount, share, enough in zip(*(column.tolist() for column in columns), strict=True):
        copied = bool(documents[target] > 1)
        if row not in digests and target not in digests and (copied or share >= config.majority):
            found[row][copied].append(_Target(amount, share, target, enough))
    return {row: targets.get(True) or targets[False] for row, targets in found.items()}
