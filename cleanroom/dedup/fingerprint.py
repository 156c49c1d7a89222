"""Words to fingerprints: shingle hashes, the sorted set of each document, and its MinHash signature.

A shingle is `shingle_words` consecutive words, or `shingle_chars` characters where it starts in a script
without blanks. A document too short for one shingle has its whole text as its only shingle; one without any
word has the empty set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from cleanroom.config import DedupConfig
from cleanroom.dedup.words import UNSPACED, Bools, Hashes, Ints, Words, mix, split_words

Signatures = npt.NDArray[np.uint32]

#: what every value of an empty set's signature is, as in datasketch
EMPTY = np.uint32(0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The fingerprints of n documents in CSR form: set i is `shingles[offsets[i]:offsets[i + 1]]`.

    offsets: int64 (n + 1); shingles: uint64, sorted and unique within a document; signatures: uint32
    (n × num_perm); words: the words that the shingles were made of, for comparing passages.
    """

    offsets: Ints
    shingles: Hashes
    signatures: Signatures
    words: Words

    def __len__(self) -> int:
        return len(self.offsets) - 1


def fingerprint(texts: Sequence[str], config: DedupConfig) -> Fingerprints:
    """Fingerprints of a batch of texts; what a text gets does not depend on the others."""
    return fingerprint_words(split_words(texts), config)


def fingerprint_words(words: Words, config: DedupConfig) -> Fingerprints:
    """Fingerprints of texts that are split into words already."""
    offsets, shingles = shingle_sets(*shingle_sequences(words, config))
    return Fingerprints(offsets, shingles, signatures(offsets, shingles, config.num_perm, config.seed), words)


def shingle_sequences(words: Words, config: DedupConfig) -> tuple[Ints, Hashes]:
    """Shingle hashes in the order of the text, repeats included: offsets (n + 1) and hashes."""
    widths, fits = shingle_widths(words, config)
    shortest, longest = int(widths.min(initial=config.shingle_words)), int(widths.max(initial=0))
    padded = np.concatenate([words.hashes, np.zeros(longest, np.uint64)])
    hashes = np.zeros(len(words.hashes), np.uint64)
    for step in range(longest):
        longer = hashes * np.uint64(0x9FB21C651E98DF25) + padded[step : step + len(hashes)]
        hashes = longer if step < shortest else np.where(widths > step, longer, hashes)
    offsets = np.concatenate([[0], np.cumsum(fits)])[words.offsets]
    return offsets, mix(hashes + widths.astype(np.uint64))[fits]


def shingle_widths(words: Words, config: DedupConfig) -> tuple[Ints, Bools]:
    """Width of the shingle that starts at each word, and whether one does (it ends within the document)."""
    lengths = np.diff(words.offsets)
    left = np.repeat(words.offsets[1:], lengths) - np.arange(len(words.hashes))
    spaced = (words.flags & UNSPACED) == 0
    widths = np.where(spaced, config.shingle_words, config.shingle_chars)
    fits = widths <= left
    filled = np.flatnonzero(lengths)
    first = words.offsets[:-1][filled]
    if len(filled):
        none = ~np.logical_or.reduceat(fits, first)
        fits[first[none]] = True
        widths[first[none]] = lengths[filled[none]]
    return widths, fits


def cover(begin: Ints, widths: Ints, length: int) -> Bools:
    """Which of `length` words stand in the shingles that begin there and are so wide."""
    steps = np.bincount(begin, minlength=length + 1) - np.bincount(begin + widths, minlength=length + 1)
    return np.cumsum(steps[:-1]) > 0


def shingle_sets(offsets: Ints, sequences: Hashes) -> tuple[Ints, Hashes]:
    """Sorted unique shingles of each document from its sequence."""
    shingles = sequences.copy()
    for start, end in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True):
        shingles[start:end].sort()
    new = np.ones(len(shingles), bool)
    new[1:] = shingles[1:] != shingles[:-1]
    starts = offsets[:-1]
    new[starts[starts < len(shingles)]] = True
    return np.concatenate([[0], np.cumsum(new)])[offsets], shingles[new]


@cache
def permutations(num_perm: int, seed: int) -> tuple[Signatures, Signatures]:
    """Multipliers and offsets as datasketch 2.x draws them for the scheme `affine32`, with numpy's `RandomState`."""
    drawn = _drawn(seed, 2 * num_perm)
    return drawn[:num_perm] * np.uint32(2) + np.uint32(1), drawn[num_perm:]


def _drawn(seed: int, count: int) -> Signatures:
    """What MT19937 with a seed of 32 bits gives (Matsumoto and Nishimura 1998): importing numpy's takes 40 ms."""
    state = [seed]
    for place in range(1, 624):
        state.append((1812433253 * (state[-1] ^ state[-1] >> 30) + place) & 0xFFFFFFFF)
    drawn: list[int] = []
    while len(drawn) < count:
        for place in range(624):
            mixed = (state[place] & 0x80000000) | (state[(place + 1) % 624] & 0x7FFFFFFF)
            state[place] = state[(place + 397) % 624] ^ mixed >> 1 ^ (mixed & 1) * 0x9908B0DF
        drawn += state
    values = np.array(drawn[:count], np.uint32)
    values ^= values >> np.uint32(11)
    values ^= (values << np.uint32(7)) & np.uint32(0x9D2C5680)
    values ^= (values << np.uint32(15)) & np.uint32(0xEFC60000)
    return values ^ (values >> np.uint32(18))


def signatures(offsets: Ints, shingles: Hashes, num_perm: int = 128, seed: int = 1) -> Signatures:
    """MinHash signatures (n × num_perm), bit-identical to datasketch's `affine32` fed with the low 32 bits.

    The low half is what datasketch's scheme takes; collisions of 32 bits only make candidates, never matches.
    """
    out = np.full((len(offsets) - 1, num_perm), EMPTY, np.uint32)
    a, b = permutations(num_perm, seed)
    filled = np.flatnonzero(np.diff(offsets))
    for first in range(0, len(filled), _BLOCK_DOCUMENTS):
        block = filled[first : first + _BLOCK_DOCUMENTS]
        start, end = offsets[block[0]], offsets[block[-1] + 1]
        mixed = _murmur32(shingles[start:end].astype(np.uint32))
        rows = offsets[block] - start
        for k in range(num_perm):
            out[block, k] = np.minimum.reduceat(mixed * a[k] + b[k], rows)
    return out


#: documents permuted at once: their shingles stay in the second-level cache over the permutations
_BLOCK_DOCUMENTS = 64


def _murmur32(values: Signatures) -> Signatures:
    """MurmurHash3's 32-bit finaliser, which datasketch applies before its permutations."""
    values = (values ^ (values >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    values = (values ^ (values >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return values ^ (values >> np.uint32(16))
