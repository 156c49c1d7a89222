"""Fingerprints to candidate pairs: MinHash bands for copies, sampled shingles for contained texts.

Both are sorts of integer keys. A bucket larger than `bucket_pairs_all` is not paired all with all: every
text in it is paired with the bucket's longest ones only (a star, by the total order of `precedence`), which
keeps a bucket of k texts at O(k) pairs. All functions take and give arrays; pairs are int64 (m × 2), a < b,
unique, sorted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from cleanroom.config import DedupConfig
from cleanroom.dedup.fingerprint import Fingerprints, Signatures
from cleanroom.dedup.words import Hashes, Ints, mix, offsets_of

#: bits of a number that say how large a set is; the others are those of its digest
_SIZE_BITS = 24


def bands_and_rows(threshold: float, num_perm: int, recall: float) -> tuple[int, int]:
    """Bands b and rows r such that a pair at `threshold` shares a band with probability >= `recall`.

    A pair of Jaccard j shares one band with j**r, any of them with 1 - (1 - j**r)**b. More rows are stricter
    (fewer candidates), more bands are laxer. Taken are the most rows that b * r <= num_perm allows, then the
    fewest bands that are enough.
    """
    for rows in range(num_perm, 0, -1):
        for bands in range(1, num_perm // rows + 1):
            if candidate_probability(threshold, bands, rows) >= recall:
                return bands, rows
    return num_perm, 1


def candidate_probability(jaccard: float, bands: int, rows: int) -> float:
    """Probability that a pair of this Jaccard shares at least one band."""
    return float(1.0 - (1.0 - jaccard**rows) ** bands)


def set_digests(offsets: Ints, shingles: Hashes) -> Hashes:
    """128 bits for each set (n × 2): equal sets have equal digests, others differ but for odds of 2**-128."""
    lengths = np.diff(offsets)
    sums = np.zeros((len(lengths), 2), np.uint64)
    filled = np.flatnonzero(lengths)
    if len(filled):
        for column, salt in enumerate((0x9E3779B97F4A7C15, 0xD1B54A32D192ED03)):
            sums[filled, column] = np.add.reduceat(mix(shingles ^ np.uint64(salt)), offsets[:-1][filled])
    return mix(sums + lengths.astype(np.uint64)[:, None])


def collapse(sizes: Ints, digests: Hashes) -> Ints:
    """For each document the first one with the same set (itself if there is none or the set is empty)."""
    same = _firsts(digests)
    return np.where(sizes == 0, np.arange(len(same)), same)


def collapse_within(digests: Hashes, groups: Ints) -> Ints:
    """For each document the first one of its group with the same set."""
    return _firsts(np.column_stack([digests, groups.astype(np.uint64)]))


def _firsts(keys: Hashes) -> Ints:
    """For each row of keys (n × k) the first row that equals it."""
    order = _ordered(keys[:, 0], list(keys.T))
    keys = keys[order]
    new = np.ones(len(order), bool)
    new[1:] = (keys[1:] != keys[:-1]).any(axis=1)
    # lexsort is stable: the first of a group is the one with the lowest number
    firsts = np.empty(len(order), np.int64)
    firsts[order] = order[np.flatnonzero(new)][np.cumsum(new) - 1] if len(order) else order
    return firsts


def _ordered(first: Hashes, keys: Sequence[npt.NDArray[np.integer[Any]]]) -> Ints:
    """`np.lexsort(keys)`, in a third of the time where numbers in their order differ for nearly all rows that do."""
    order = np.argsort(first, kind="stable")
    tied = np.flatnonzero(np.diff(first[order]) == 0)
    a, b = order[tied], order[tied + 1]
    return np.lexsort(keys) if any((key[a] != key[b]).any() for key in keys) else order


def precedence(sizes: Ints, digests: Hashes) -> Ints:
    """Rank of each document in a total order of its content: longest set first, then by digest."""
    keys, most = [digests[:, 1], digests[:, 0], -sizes], (1 << _SIZE_BITS) - 1
    if sizes.max(initial=0) > most:
        order = np.lexsort(keys)
    else:
        by_size = (most - sizes).astype(np.uint64) << np.uint64(64 - _SIZE_BITS)
        order = _ordered(by_size | (digests[:, 0] >> np.uint64(_SIZE_BITS)), keys)
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def candidates(fingerprints: Fingerprints, documents: Ints, ranks: Ints, config: DedupConfig) -> Ints:
    """Candidate pairs among `documents` (numbers of rows with different, non-empty sets)."""
    found = [
        band_pairs(fingerprints.signatures, documents, ranks, config),
        shared_passage_pairs(fingerprints, documents, ranks, config),
    ]
    return count_pairs(np.concatenate(found), len(fingerprints))[0]


def band_pairs(
    signatures: Signatures, documents: Ints, ranks: Ints, config: DedupConfig, groups: Ints | None = None
) -> Ints:
    """Pairs that share at least one band and whose signatures do not speak against it.

    groups: a number for each row; then those of one group have buckets of their own (but for chance pairs).
    """
    salts = np.zeros(len(documents), np.uint64) if groups is None else salts_of(groups[documents])
    bands, rows = bands_and_rows(config.threshold, config.num_perm, config.candidate_recall)
    found = [np.empty((0, 2), np.int64)]
    for band in range(bands):
        keys = band_keys(signatures[documents], band, rows) ^ salts
        found.append(bucket_pairs(keys, documents, ranks, config.bucket_all_pairs))
    pairs, _ = count_pairs(np.concatenate(found), len(signatures))
    return pairs[estimate(signatures, pairs) >= config.estimate_floor * config.threshold]


def band_keys(signatures: Signatures, band: int, rows: int) -> Hashes:
    """One 64-bit key for each document: `rows` signature values from number band * rows on, mixed in
    order.
    """
    keys = np.full(len(signatures), band, np.uint64)
    for column in range(band * rows, (band + 1) * rows):
        keys = mix(keys * np.uint64(0x9FB21C651E98DF25) + signatures[:, column])
    return keys


def salts_of(groups: Ints) -> Hashes:
    """What is added to the keys of each group, so that no bucket holds rows of two."""
    return mix(groups.astype(np.uint64) + np.uint64(1))


def estimate(signatures: Signatures, pairs: Ints) -> np.ndarray:
    """Share of equal signature values: an unbiased estimate of the Jaccard (m floats)."""
    out = np.empty(len(pairs))
    for start in range(0, len(pairs), 1 << 16):
        part = pairs[start : start + (1 << 16)]
        out[start : start + len(part)] = (signatures[part[:, 0]] == signatures[part[:, 1]]).mean(axis=1)
    return out


def shared_passage_pairs(fingerprints: Fingerprints, documents: Ints, ranks: Ints, config: DedupConfig) -> Ints:
    """Pairs that share so many sampled shingles that a part of the shorter text may be in both.

    A shingle is sampled when its hash is 0 modulo `sample_modulo`: the same choice in every document, so a
    passage that two texts share is sampled alike in both, however long the rest is. Furniture, shingles of
    very many documents, does not count.
    """
    owners = np.repeat(np.arange(len(fingerprints)), np.diff(fingerprints.offsets))
    wanted = np.zeros(len(fingerprints), bool)
    wanted[documents] = True
    sampled = (fingerprints.shingles % np.uint64(config.sample_modulo) == 0) & wanted[owners]
    keys, owners = fingerprints.shingles[sampled], owners[sampled]
    buckets = bucket_pairs(keys, owners, ranks, config.bucket_all_pairs, config.furniture_documents)
    pairs, hits = count_pairs(buckets, len(fingerprints))
    sizes = np.bincount(owners, minlength=len(fingerprints))
    least = np.maximum(config.sample_hits, config.sample_share * sizes[pairs].min(axis=1))
    enough: Ints = pairs[hits >= least]
    return enough


def bucket_pairs(keys: Hashes, owners: Ints, ranks: Ints, all_pairs: int, most: int | None = None) -> Ints:
    """Pairs of owners that have a key in common, once for each key; buckets above `most` are left out."""
    order = np.lexsort((ranks[owners], keys))
    found = [np.empty((0, 2), np.int64), *sorted_pairs(keys[order], owners[order], all_pairs, most)]
    return np.sort(np.concatenate(found), axis=1)


def sorted_pairs(
    keys: Hashes, owners: Ints, all_pairs: int, most: int | None = None, at_once: int = 1 << 40
) -> Iterator[Ints]:
    """The same of sorted keys, in pieces of `at_once` pairs or a little more, each pair in any order."""
    new = np.ones(len(keys), bool)
    new[1:] = keys[1:] != keys[:-1]
    starts = np.flatnonzero(new)
    sizes = np.diff(np.append(starts, len(keys)))
    use = (sizes > 1) if most is None else (sizes > 1) & (sizes <= most)
    starts, sizes = starts[use], sizes[use]
    # place p of a bucket is paired with the places before it, at most `all_pairs` of them: the star's centres
    for centre in range(int(min(all_pairs, sizes.max(initial=1) - 1))):
        reach = np.flatnonzero(sizes > centre + 1)
        lengths = sizes[reach] - centre - 1
        total = np.cumsum(lengths)
        cuts = np.searchsorted(total, np.arange(at_once, total[-1], at_once)) + 1
        for part in np.split(np.arange(len(reach)), cuts):
            rows = offsets_of(lengths[part])
            first = starts[reach[part]] + centre
            other = np.repeat(first + 1 - rows[:-1], lengths[part]) + np.arange(rows[-1])
            pairs = np.stack([owners[np.repeat(first, lengths[part])], owners[other]], axis=1)
            yield pairs[pairs[:, 0] != pairs[:, 1]]


def count_pairs(pairs: Ints, documents: int) -> tuple[Ints, Ints]:
    """Distinct pairs among rows below `documents`, sorted, and how often each occurs."""
    keys, counts = np.unique(pairs[:, 0] * np.int64(documents) + pairs[:, 1], return_counts=True)
    return np.stack(np.divmod(keys, np.int64(max(documents, 1))), axis=1), counts
