"""Candidate pairs to exact comparisons: shared shingles, and where in both texts they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cleanroom.config import DedupConfig
from cleanroom.dedup.fingerprint import Fingerprints, cover, shingle_sequences, shingle_widths
from cleanroom.dedup.gaps import private_words, runs
from cleanroom.dedup.words import CAPITAL, DIGIT, Bools, Hashes, Ints, Words, take_rows

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Comparisons:
    """m pairs compared exactly; every field is int64 (m) but `pairs` (m × 2) and the last ones (m × 2: of
    a, of b).

    shared: shingles in both sets; sizes: shingles of each set; words: words of each text; covered: words of
    each text that stand in a shared shingle; passage: the longest unbroken run of covered words, fresh: of
    other words; names, others: words in short gaps between covered passages that the other text does not
    have at all, with a digit or a capital and without; aligned: words that are covered, or stand between two shared
    shingles that are about as far apart in the other text; named: words with a digit or a capital; numbers: those of
    `names` with a digit; tail_words: of two short texts the words behind the last passage that the other text does
    not have; edge_names: those in short stretches there or before the first one with a capital and no digit.
    """

    pairs: Ints
    shared: Ints
    sizes: Ints
    words: Ints
    covered: Ints
    passage: Ints
    fresh: Ints
    names: Ints
    others: Ints
    aligned: Ints
    named: Ints
    numbers: Ints
    tail_words: Ints
    edge_names: Ints

    def __len__(self) -> int:
        return len(self.pairs)

    @property
    def jaccard(self) -> Floats:
        """Shared shingles by all shingles of both."""
        jaccard: Floats = self.shared / np.maximum(self.sizes.sum(axis=1) - self.shared, 1)
        return jaccard

    @property
    def containment(self) -> Floats:
        """Share of a's shingles that b has, and of b's that a has (m × 2)."""
        return self.shared[:, None] / np.maximum(self.sizes, 1)

    @property
    def coverage(self) -> Floats:
        """Share of the words of each that stand in shared shingles (m × 2): forgiving of single
        misread words.
        """
        return self.covered / np.maximum(self.words, 1)

    @property
    def alignment(self) -> Floats:
        """Share of the words of each that are aligned (m × 2): forgiving of many misread words."""
        return self.aligned / np.maximum(self.words, 1)

    def coverage_of(self, place: int, side: int) -> float:
        """One value of `coverage`."""
        return float(self.covered[place, side] / max(self.words[place, side], 1))

    def take(self, rows: Ints | Bools) -> Comparisons:
        """The chosen comparisons."""
        return Comparisons(*(getattr(self, field.name)[rows] for field in fields(self)))

    @staticmethod
    def joined(parts: Sequence[Comparisons]) -> Comparisons:
        """Comparisons one after the other, at least one."""
        if len(parts) == 1:
            return parts[0]
        return Comparisons(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Comparisons)))


#: fields of comparisons that have a value for each side, in their order
SIDED = tuple(field.name for field in fields(Comparisons))[2:]


def verify(fingerprints: Fingerprints, pairs: Ints, config: DedupConfig) -> Comparisons:
    """Compare each pair of documents (m × 2 row numbers) exactly.

    The result has the pairs in order, less those that share under `compare_share` of the shorter text's
    shingles.
    """
    starts = _shingle_starts(fingerprints, np.unique(pairs), config)
    parts = [_compare(fingerprints, part, starts, config) for part in _chunks(fingerprints, pairs, config)]
    if not parts:
        none, two = np.empty(0, np.int64), np.empty((0, 2), np.int64)
        return Comparisons(two, none, *[two] * len(SIDED))
    return Comparisons.joined(parts)


def _chunks(fingerprints: Fingerprints, pairs: Ints, config: DedupConfig) -> Iterator[Ints]:
    """Pairs in groups of about `verify_words` words, so that memory does not grow with their number."""
    lengths = np.diff(fingerprints.words.offsets)
    total = np.cumsum(lengths[pairs].sum(axis=1))
    cuts = np.searchsorted(total, np.arange(config.verify_words, total[-1] if len(total) else 0, config.verify_words))
    for part in np.split(pairs, np.unique(cuts)):
        if len(part):
            yield part


def _compare(fingerprints: Fingerprints, pairs: Ints, starts: _Starts, config: DedupConfig) -> Comparisons:
    shared, found = shared_shingles(fingerprints, pairs)
    sizes = np.diff(fingerprints.offsets)
    near = shared >= np.maximum(config.compare_share * sizes[pairs].min(axis=1), 1)
    found = found[np.repeat(np.tile(near, 2), sizes[pairs.T.ravel()])]
    pairs, shared = pairs[near], shared[near]
    sides = pairs.T.ravel()  # all first texts, then all second ones
    rows, places = take_rows(fingerprints.words.offsets, sides)
    words = Words(rows, fingerprints.words.hashes[places], fingerprints.words.flags[places])
    hits = _hits(starts, fingerprints, sides, rows, places, found)
    covered = cover(hits.begin, hits.widths, len(places))
    private = private_words(fingerprints, words, pairs, covered, config)
    counts = (
        sizes[sides],
        np.diff(rows),
        _sum_rows(covered, rows),
        _longest_run(covered, rows),
        _longest_run(~covered, rows),
        *private[:2],
        _sum_rows(covered | _bridged(hits, len(places), config), rows),
        _sum_rows((words.flags & (DIGIT | CAPITAL)) != 0, rows),
        *private[2:],
    )
    return Comparisons(pairs, shared, *(count.reshape(2, -1).T for count in counts))


def shared_shingles(fingerprints: Fingerprints, pairs: Ints) -> tuple[Ints, Bools]:
    """Number of shared shingles of each pair (m), and which of the sets' shingles they are.

    The second result is flat: the sets of all first documents end to end, then those of all second ones.
    """
    offsets, shingles = fingerprints.offsets, fingerprints.shingles
    firsts: list[Bools] = []
    seconds: list[Bools] = []
    for a, b in pairs.tolist():
        mine, theirs = shingles[offsets[a] : offsets[a + 1]], shingles[offsets[b] : offsets[b + 1]]
        swap = len(mine) > len(theirs)
        in_small, in_large = _both(theirs, mine) if swap else _both(mine, theirs)
        firsts.append(in_large if swap else in_small)
        seconds.append(in_small if swap else in_large)
    shared = np.fromiter(map(np.count_nonzero, firsts), np.int64, len(firsts))
    return shared, np.concatenate(firsts + seconds)


def _both(small: Hashes, large: Hashes) -> tuple[Bools, Bools]:
    """For two sorted unique arrays: which elements of each the other one has."""
    in_large = np.zeros(len(large), bool)
    if not len(small) or not len(large):
        return np.zeros(len(small), bool), in_large
    places = large.searchsorted(small)
    places[places == len(large)] = 0
    in_small = large[places] == small
    in_large[places[in_small]] = True
    return in_small, in_large


class _Hits(NamedTuple):
    """Shared shingles in the order of the texts: the words they begin at (flat), how wide they are, the row of the
    text, and the word of the other text at which the same shingle first begins.
    """

    begin: Ints
    widths: Ints
    rows: Ints
    partners: Ints


def _hits(  # noqa: PLR0913, PLR0917 - what is about sets, and what is about texts
    starts: _Starts, fingerprints: Fingerprints, sides: Ints, rows: Ints, places: Ints, found: Bools
) -> _Hits:  # fmt: skip
    """`found`, which is about sets, brought back to the texts."""
    set_rows, set_places = take_rows(fingerprints.offsets, sides)
    at, widths = starts.places[places], starts.widths[places]
    begin = np.flatnonzero(at >= 0)
    owners = np.repeat(np.arange(len(sides)), np.diff(rows))[begin]
    element = set_rows[owners] + at[begin]
    hit = found[element]
    begin, owners, element = begin[hit], owners[hit], element[hit]
    firsts = starts.firsts[set_places]
    # both sets are sorted: what they share stands in the same order in either, first texts' sets before second ones'
    shared = np.flatnonzero(found)
    partner = np.zeros(len(found), np.int64)
    partner[shared] = np.roll(shared, len(shared) // 2)
    return _Hits(begin, widths[begin], owners, firsts[partner[element]])


def _bridged(hits: _Hits, length: int, config: DedupConfig) -> Bools:
    """Words between two shared shingles that stand as far apart in the other text: misread or exchanged ones."""
    steps = np.diff(hits.begin)
    moved = np.diff(hits.partners)
    use = (np.diff(hits.rows) == 0) & (steps <= config.bridge_words) & (moved > 0)
    use &= np.abs(moved - steps) <= config.bridge_slack + steps // config.bridge_drift
    return cover(hits.begin[:-1][use], steps[use], length)


@dataclass(frozen=True, slots=True)
class _Starts:
    """The shingle that starts at each word of all documents: its place in the set (-1: none), its width; and the word
    of its document at which each shingle of the sets first starts.
    """

    places: npt.NDArray[np.int32]
    widths: Ints
    firsts: npt.NDArray[np.int32]


def _shingle_starts(fingerprints: Fingerprints, documents: Ints, config: DedupConfig) -> _Starts:
    """The starts of the documents that are compared; of the others they stay -1."""
    words = fingerprints.words
    rows, places = take_rows(words.offsets, documents)
    chosen = Words(rows, words.hashes[places], words.flags[places])
    widths, fits = shingle_widths(chosen, config)
    offsets, sequences = shingle_sequences(chosen, config)
    found = np.empty(len(sequences), np.int32)
    for row, document in enumerate(documents.tolist()):
        part = slice(offsets[row], offsets[row + 1])
        shingles = fingerprints.shingles[fingerprints.offsets[document] : fingerprints.offsets[document + 1]]
        found[part] = shingles.searchsorted(sequences[part])
    starts = _Starts(
        np.full(len(words.hashes), -1, np.int32), np.zeros(len(words.hashes), np.int64),
        np.zeros(len(fingerprints.shingles), np.int32),
    )  # fmt: skip
    starts.places[places[fits]] = found
    starts.widths[places] = widths
    owners = np.repeat(documents, np.diff(rows))[fits][::-1]
    # the last value that is put in a place stays, which is the first one in the text
    starts.firsts[fingerprints.offsets[owners] + found[::-1]] = (places[fits][::-1] - words.offsets[owners])
    return starts


def _longest_run(mask: Bools, rows: Ints) -> Ints:
    """Length of the longest run of True in each row."""
    starts, ends = runs(mask, rows)
    out = np.zeros(len(rows) - 1, np.int64)
    np.maximum.at(out, np.searchsorted(rows, starts, side="right") - 1, ends - starts)
    return out


def _sum_rows(mask: Bools, rows: Ints) -> Ints:
    return np.diff(np.concatenate([[0], np.cumsum(mask)])[rows])
