"""Relations to stories: stars around leaders, then excerpts. No transitive closure.

Every function takes pairs of row numbers and gives arrays by row; ties are broken by a total order of the
rows' content, so that nothing depends on the order of the input.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from cleanroom.dedup.verify import Floats
from cleanroom.dedup.words import Ints


def leaders(documents: int, pairs: Ints, weights: Floats, ranks: Ints) -> Ints:
    """The leader of each row (itself if none): leaders are no copies of each other, members are of theirs.

    pairs: copies (m × 2); weights: how alike they are (m); ranks: total order of the rows. Rows are asked
    in the order of how many copies they have, then of `ranks`; each that no leader has a claim on becomes a
    leader. Then every other row goes to the leader that it is most like.
    """
    near = _neighbours(pairs, weights)
    led = np.arange(documents)
    order = sorted(near, key=lambda row: (-len(near[row]), ranks[row]))
    claimed: set[int] = set()
    chosen: set[int] = set()
    for row in order:
        if row not in claimed:
            chosen.add(row)
            claimed.update(other for _, other in near[row])
    for row in order:
        if row not in chosen:
            led[row] = max((weight, -ranks[other], other) for weight, other in near[row] if other in chosen)[
                2
            ]
    return led


def _neighbours(pairs: Ints, weights: Floats) -> dict[int, list[tuple[float, int]]]:
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (a, b), weight in zip(pairs.tolist(), weights.tolist(), strict=True):
        near[a].append((weight, b))
        near[b].append((weight, a))
    return near


def folded_excerpts(
    quotes: Ints, amounts: Ints, shares: Floats, ranks: Ints, digest_share: float
) -> dict[int, int]:
    """Excerpting row to the row it quotes. An excerpt is nobody's target and no bridge.

    quotes: (m × 2) quoting row, quoted row, both the only or the kept text of their story; amounts: words
    quoted (m); shares: of the quoting text (m). A row that quotes a second text with at least
    `digest_share` of the words of the first is a digest and stays. Of two rows that quote each other the
    one with the larger share is folded.
    """
    by_row: dict[int, list[tuple[int, float, int]]] = defaultdict(list)
    for (row, target), amount, share in zip(quotes.tolist(), amounts.tolist(), shares.tolist(), strict=True):
        by_row[row].append((amount, share, target))
    best = {}
    for row, targets in by_row.items():
        targets.sort(key=lambda found: (-found[0], ranks[found[2]]))
        if len(targets) == 1 or targets[1][0] < digest_share * targets[0][0]:
            best[row] = targets[0]
    folded: dict[int, int] = {}
    quoted: set[int] = set()
    for row in sorted(best, key=lambda row: (-best[row][1], ranks[row])):
        target = best[row][2]
        if row not in quoted and target not in folded:
            folded[row] = target
            quoted.add(target)
    return folded
