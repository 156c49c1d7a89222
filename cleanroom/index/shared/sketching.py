"""Texts to what Redis holds of them, by the kernels of `dedup`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup.fingerprint import Signatures
from cleanroom.dedup.sketches import sketch_words
from cleanroom.dedup.split import split_batch
from cleanroom.dedup.words import Flags, Hashes, Ints, offsets_of
from cleanroom.kernels.packed import packed


class Sketched(NamedTuple):
    """n texts: words and flags end to end, words of each (n), sizes (n) and digests (n × 2) of their shingle sets,
    signatures (n × num_perm), sampled shingles end to end and how many of each (n).
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

    def samples(self, row: int) -> Hashes:
        """The sampled shingles of a text."""
        edges = offsets_of(self.sampled_counts)
        return self.sampled[edges[row] : edges[row + 1]]

    def some(self, rows: Ints) -> Sketched:
        """The sketches of some of the texts, in their order."""
        use = np.zeros(len(self.counts), bool)
        use[rows] = True
        inside, sampled = np.repeat(use, self.counts), np.repeat(use, self.sampled_counts)
        return Sketched(
            self.words[inside], self.flags[inside], self.counts[use], self.sizes[use], self.digests[use],
            self.signatures[use], self.sampled[sampled], self.sampled_counts[use],
        )  # fmt: skip

    @property
    def brief(self) -> Flags:
        """The lowest byte of each signature value (n × num_perm): unequal values have equal ones in one of 256."""
        return (self.signatures & np.uint32(255)).astype(np.uint8)


def sketched(texts: Sequence[str], config: DedupConfig) -> Sketched:
    """Sketches of a batch of texts."""
    words, flags, counts = split_batch(packed(texts))
    return Sketched(words.copy(), flags.copy(), counts, *sketch_words(words, flags, counts, config))
