"""The steps of deduplication apart, for engines that hold no corpus in one place: the same functions, on pieces.

    mark     texts of whole sources -> words, of which those of furniture are marked
    sketch   words                  -> `Sketch`: what finds exact copies and candidates
    meet     keys of some buckets   -> pairs of texts that have some in common
    compare  candidate pairs        -> comparisons, less chance pairs and forms
    (`fold.decide` takes the documents of whole groups that copies and quotations connect)

What a text gets depends on the texts of its source only, what a pair gets on its two texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from cleanroom.config import DedupConfig
from cleanroom.dedup import lsh, relate
from cleanroom.dedup.fingerprint import Signatures, fingerprint_words
from cleanroom.dedup.furniture import forms, furniture_words, without
from cleanroom.dedup.verify import Comparisons, verify
from cleanroom.dedup.words import Bools, Hashes, Ints, Words, split_words

#: a word that stands in furniture: a bit beside those of `words`
FURNITURE = np.uint8(1 << 7)
#: bits of a set's size and of its digest in `Sketch.order`
_SIZE_BITS, _DIGEST_BITS = 23, 40

Nibbles = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What finds candidates among n texts.

    words: words compared (n); sizes: of the shingle sets (n); digests: n × 2; order: `lsh.precedence` as a number, the
    longest set first (n); bands: keys (n × bands); low: the low halves of the bytes of the signatures, two in one byte
    (n × num_perm / 2); sampled: sampled shingles, those of text i at `sampled[offsets[i]:offsets[i + 1]]`.
    """

    words: Ints
    sizes: Ints
    digests: Hashes
    order: Ints
    bands: Hashes
    low: Nibbles
    offsets: Ints
    sampled: Hashes


def mark(texts: Sequence[str], sources: Sequence[str], config: DedupConfig) -> Words:
    """The words of texts; all texts of a source must be there, or none of them has furniture marked."""
    words = split_words(texts)
    furniture = furniture_words(words, sources, config)
    return Words(words.offsets, words.hashes, np.where(furniture, words.flags | FURNITURE, words.flags))


def unmarked(words: Words) -> Words:
    """The words that are compared."""
    return without(words, (words.flags & FURNITURE) != 0)


def sketch(marked: Words, config: DedupConfig) -> Sketch:
    """What finds candidates among texts."""
    words = unmarked(marked)
    fingerprints = fingerprint_words(words, config)
    offsets, shingles = fingerprints.offsets, fingerprints.shingles
    sizes, digests = np.diff(offsets), lsh.set_digests(offsets, shingles)
    bands, rows = lsh.bands_and_rows(config.threshold, config.num_perm, config.candidate_recall)
    keys = [lsh.band_keys(fingerprints.signatures, band, rows) for band in range(bands)]
    taken = shingles % np.uint64(config.sample_modulo) == 0
    ends = np.concatenate([[0], np.cumsum(taken)])[offsets]
    return Sketch(
        np.diff(words.offsets), sizes, digests, _order(sizes, digests), np.stack(keys, axis=1),
        _nibbles(fingerprints.signatures), ends, shingles[taken],
    )  # fmt: skip


def _order(sizes: Ints, digests: Hashes) -> Ints:
    """Longest set first, then by the digest's high bits: two of a size that share them are one in 2**40."""
    most = (1 << _SIZE_BITS) - 1
    return ((most - np.minimum(sizes, most)) << _DIGEST_BITS) | (digests[:, 0] >> np.uint64(24)).astype(np.int64)


def _nibbles(signatures: Signatures) -> Nibbles:
    low = (signatures & np.uint32(15)).astype(np.uint8)
    return low[:, 0::2] | (low[:, 1::2] << np.uint8(4))


@dataclass(frozen=True, slots=True)
class Meetings:
    """m pairs of texts (m × 2 rows), whether they share a band (m), and how many sampled shingles they share (m)."""

    pairs: Ints
    banded: Bools
    hits: Ints


def meetings(keys: Hashes, bands: Bools, owners: Ints, ranks: Ints, config: DedupConfig) -> Meetings:
    """The pairs that meet in some buckets: of each key what it is and its text's row; of each text its precedence."""
    found = lsh.bucket_pairs(keys[bands], owners[bands], ranks, config.bucket_all_pairs)
    others = keys[~bands], owners[~bands], ranks, config.bucket_all_pairs, config.furniture_documents
    met = np.concatenate([found, lsh.bucket_pairs(*others)])
    codes, where = np.unique(met[:, 0] * np.int64(len(ranks)) + met[:, 1], return_inverse=True)
    hits = np.bincount(where[len(found) :], minlength=len(codes))
    banded = np.bincount(where[: len(found)], minlength=len(codes)) > 0
    return Meetings(np.stack(np.divmod(codes, np.int64(max(len(ranks), 1))), axis=1), banded, hits)


def possible(low_a: Nibbles, low_b: Nibbles, config: DedupConfig) -> Bools:
    """Which pairs (m) may reach the signatures' estimate: equal values have equal halves of a byte.

    Never False for a pair that does; of pairs that share nothing 8 values of 128 seem equal, 19 are needed at 0.3.
    """
    differing = low_a ^ low_b
    equal = ((differing & 15) == 0).sum(axis=1) + ((differing >> 4) == 0).sum(axis=1)
    result: Bools = equal / (2 * low_a.shape[1]) >= config.estimate_floor * config.threshold
    return result


def compare(marked: Words, pairs: Ints, passages: Bools, config: DedupConfig) -> Comparisons:
    """Compare pairs (m × 2 rows of the words) that share a band, or sampled shingles of passages (m)."""
    words = unmarked(marked)
    fingerprints = fingerprint_words(words, config)
    likely = passages.copy()
    banded = np.flatnonzero(~passages)
    estimates = lsh.estimate(fingerprints.signatures, pairs[banded])
    likely[banded] = estimates >= config.estimate_floor * config.threshold
    found = verify(fingerprints, pairs[likely], config)
    return found.take(~forms(marked, words, found, config))


@dataclass(frozen=True, slots=True)
class Relations:
    """What m pairs are: copies, quotations (of one text at least), worth showing though neither (m each)."""

    copy: Bools
    quoting: Bools
    near: Bools


def relations(found: Comparisons, config: DedupConfig) -> Relations:
    """What compared pairs are: copies and quotations are what connects documents to groups."""
    quoting: Bools = np.logical_or.reduce(relate.quotations(found, config), axis=1)
    return Relations(relate.copies(found, config), quoting, relate.near_limit(found, config))


def marks_of(marked: Words) -> list[bytes]:
    """Which words of each text stand in furniture, a bit for each word; no bytes where none does."""
    bits = (marked.flags & FURNITURE) != 0
    every = np.concatenate([[0], np.cumsum(bits)])[marked.offsets]
    return [
        np.packbits(bits[start:end]).tobytes() if some else b""
        for (start, end), some in zip(pairwise(marked.offsets.tolist()), np.diff(every).tolist(), strict=True)
    ]


def marked_words(texts: Sequence[str], marks: Sequence[bytes]) -> Words:
    """The words of texts as `mark` gave them, by what `marks_of` kept."""
    words = split_words(texts)
    flags = words.flags.copy()
    for row, mark in enumerate(marks):
        if mark:
            start, end = words.offsets[row : row + 2]
            flags[start:end] |= np.unpackbits(np.frombuffer(mark, np.uint8), count=int(end - start)) * FURNITURE
    return Words(words.offsets, words.hashes, flags)
