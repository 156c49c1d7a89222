"""Texts to what an index holds of them, a batch at a time, on all cores."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import lsh
from cleanroom.dedup.fingerprint import Signatures
from cleanroom.dedup.kernels import groups
from cleanroom.dedup.sketches import sketch_words
from cleanroom.dedup.split import split_batch
from cleanroom.dedup.words import Flags, Hashes, Ints, offsets_of
from cleanroom.index.kernels.tables import Places
from cleanroom.kernels.packed import Packed

#: bytes of text that a thread takes at once
_PART = 1 << 20
_UPPER = np.uint64(0xFFFFFFFF00000000)


class Sketched(NamedTuple):
    """n texts: words and flags end to end, words of each (n), sizes and digests of their sets, signatures, sampled
    shingles end to end and how many of each.
    """

    words: Hashes
    flags: Flags
    counts: Ints
    sizes: Ints
    digests: Hashes
    signatures: Signatures
    sampled: Hashes
    sampled_counts: Ints

    @property
    def offsets(self) -> Ints:
        """Where the words of each text begin (n + 1)."""
        return offsets_of(self.counts)

    def some(self, rows: Ints) -> Sketched:
        """The sketches of some of the texts, in their order."""
        use = np.zeros(len(self.counts), bool)
        use[rows] = True
        inside, sampled = np.repeat(use, self.counts), np.repeat(use, self.sampled_counts)
        return Sketched(
            self.words[inside], self.flags[inside], self.counts[use], self.sizes[use], self.digests[use],
            self.signatures[use], self.sampled[sampled], self.sampled_counts[use],
        )  # fmt: skip


def sketched(texts: Packed, config: DedupConfig, pool: ThreadPoolExecutor) -> Sketched:
    """Sketches of a batch of texts."""

    def one(part: slice) -> Sketched:
        words, flags, counts = split_batch(Packed(texts.data, texts.offsets[part.start : part.stop + 1]))
        return Sketched(words.copy(), flags.copy(), counts, *sketch_words(words, flags, counts, config))

    parts = list(pool.map(one, _parts(texts)))
    if len(parts) == 1:
        return parts[0]
    return Sketched(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _parts(texts: Packed) -> list[slice]:
    ends = texts.offsets[1:] - texts.offsets[0]
    steps = np.arange(_PART, int(ends[-1]) if len(ends) else 0, _PART)
    edges = [0, *np.unique(np.searchsorted(ends, steps) + 1).tolist(), len(ends)]
    return [slice(a, b) for a, b in pairwise(edges) if a < b] or [slice(0, 0)]


class Keys(NamedTuple):
    """Composites (key, rank), sorted: of bands and of sampled shingles; the row of each rank."""

    bands: Hashes
    samples: Hashes
    by_rank: Places


def keys_of(found: Sketched, rows: Ints, config: DedupConfig) -> Keys:
    """The keys of some of the texts. Ranks are places in the order of contents: the longest set first."""
    order = np.lexsort((found.digests[rows, 1], found.digests[rows, 0], -found.sizes[rows]))
    by_rank, ranks = rows[order].astype(np.int32), np.empty(len(rows), np.int64)
    ranks[order] = np.arange(len(rows))
    bands, width = lsh.bands_and_rows(config.threshold, config.num_perm, config.candidate_recall)
    keys = np.empty((bands, len(rows)), np.uint64)
    groups.band_keys(found.signatures, rows, ranks, 0, 0, width, 32, keys)
    every = np.full(len(found.sizes), -1, np.int64)
    every[rows] = ranks
    owners = np.repeat(every, found.sampled_counts)
    samples = (found.sampled[owners >= 0] & _UPPER) | owners[owners >= 0].astype(np.uint64)
    flat = keys.reshape(-1)
    flat.sort()
    samples.sort()
    return Keys(flat, samples, by_rank)


def short_signatures(signatures: Signatures) -> Flags:
    """Four bits of each value (n × num_perm / 2, padded to eight bytes): of unequal values one in 16 has equal ones."""
    low = (signatures & np.uint32(15)).astype(np.uint8)
    if low.shape[1] % 16:
        low = np.pad(low, ((0, 0), (0, -low.shape[1] % 16)))
    return low[:, ::2] | low[:, 1::2] << np.uint8(4)


def id_keys(ids: Sequence[str]) -> Hashes:
    """A key for each id."""
    digests = b"".join(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest() for name in ids)
    return np.frombuffer(digests, "<u8").astype(np.uint64)


def numbered(keys: Hashes, numbers: Ints | None = None) -> Hashes:
    """Sorted composites of keys and numbers (by default their places)."""
    lower = np.arange(len(keys)) if numbers is None else numbers
    found = (keys & _UPPER) | lower.astype(np.uint64)
    found.sort()
    return found
