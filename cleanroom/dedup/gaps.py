"""What two compared texts do not share: words that the other one has nowhere, between passages and at the ends."""

from __future__ import annotations

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup.fingerprint import Fingerprints
from cleanroom.dedup.words import CAPITAL, DIGIT, Bools, Hashes, Ints, Words, contains, offsets_of


def private_words(
    fingerprints: Fingerprints, words: Words, pairs: Ints, covered: Bools, config: DedupConfig
) -> tuple[Ints, ...]:
    """Words that the other text lacks: `names`, `others`, `numbers`, `tail_words` and `edge_names` of comparisons."""
    are_short = np.tile(np.diff(words.offsets).reshape(2, -1).max(axis=0) <= config.short_words, 2)
    gaps, edge, tail, brief = _gaps(covered, words.offsets, config.gap_words, are_short)
    rows = np.searchsorted(words.offsets, gaps, side="right") - 1
    cuts = np.searchsorted(rows, np.arange(len(words) + 1))
    private = np.zeros(len(gaps), bool)
    vocabularies: dict[int, Hashes] = {}
    offsets, hashes = fingerprints.words.offsets, fingerprints.words.hashes
    for row, other in enumerate(pairs[:, ::-1].T.ravel().tolist()):
        part = slice(int(cuts[row]), int(cuts[row + 1]))
        if part.start < part.stop:
            if other not in vocabularies:
                vocabularies[other] = np.sort(hashes[offsets[other] : offsets[other + 1]])
            private[part] = ~contains(vocabularies[other], words.hashes[gaps[part]])
    flags = words.flags[gaps]
    named, digit = (flags & (DIGIT | CAPITAL)) != 0, (flags & DIGIT) != 0
    found = (~edge & named, ~edge & ~named, ~edge & digit, tail, edge & brief & named & ~digit)
    return tuple(np.bincount(rows[private & some], minlength=len(words)) for some in found)


def _gaps(covered: Bools, rows: Ints, most: int, edges: Bools) -> tuple[Ints, Bools, Bools, Bools]:
    """Places of the uncovered words that stand between two covered passages at most `most` words apart and, in rows
    with `edges`, before the first passage and behind the last one; which do, which stand behind, and which stretches
    are so short.
    """
    starts, ends = runs(~covered, rows)
    row = np.searchsorted(rows, starts, side="right") - 1
    first, last, brief = starts == rows[row], ends == rows[row + 1], ends - starts <= most
    use = np.where(first | last, edges[row] & (first != last), brief)
    lengths = (ends - starts)[use]
    flat = offsets_of(lengths)
    places = np.repeat(starts[use] - flat[:-1], lengths) + np.arange(flat[-1])
    edge, tail, brief = (np.repeat(some[use], lengths) for some in (first | last, last, brief))
    return places, edge, tail, brief


def runs(mask: Bools, rows: Ints) -> tuple[Ints, Ints]:
    """Starts and ends of the runs of True, broken at the rows' borders."""
    before = np.zeros(len(mask) + 1, bool)
    before[1:] = mask
    starts = before[1:] & ~before[:-1]
    borders = rows[:-1][rows[:-1] < len(mask)]
    starts[borders] = mask[borders]
    after = np.zeros(len(mask) + 1, bool)
    after[:-1] = mask
    ends = after[:-1] & ~after[1:]
    lasts = rows[1:][rows[1:] > 0] - 1
    ends[lasts] = mask[lasts]
    return np.flatnonzero(starts), np.flatnonzero(ends) + 1
