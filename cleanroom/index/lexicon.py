"""Words of a segment to streams and back. Its lexicon holds every different word once, the most frequent first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cleanroom.dedup.words import Flags, Hashes, Ints, offsets_of
from cleanroom.index.kernels import coding
from cleanroom.index.kernels.tables import Places

#: places of the first table of words; it grows as it must
_TABLE = 1 << 12
#: bytes that a word takes at most
_MOST = 5


class Coded(NamedTuple):
    """Streams of n texts (text i is `data[places[i]:places[i + 1]]`) and the words that their numbers stand for."""

    data: Flags
    places: Ints
    hashes: Hashes
    flags: Flags


def coded(words: Hashes, flags: Flags, offsets: Ints) -> Coded:
    """The words of n texts, end to end, as streams."""
    size, numbers = _TABLE, np.empty(len(words), np.int32)
    while True:
        hashes, kinds = np.empty(size // 2, np.uint64), np.empty(size // 2, np.uint8)
        counts = np.zeros(size // 2, np.int64)
        table, slots = np.zeros(size, np.uint64), np.empty(size, np.int32)
        distinct = coding.number(words, flags, table, slots, hashes, kinds, counts, numbers)
        if distinct >= 0:
            return _streams(numbers, offsets, hashes[:distinct], kinds[:distinct], counts[:distinct])
        size *= 8


def _streams(numbers: Places, offsets: Ints, hashes: Hashes, flags: Flags, counts: Ints) -> Coded:
    """Streams of numbered words; the numbers become ranks by frequency (then by hash: no order of input matters)."""
    order = np.lexsort((flags, hashes, -counts))
    ranks = np.empty(len(order), np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    data, places = np.empty(_MOST * len(numbers) + 8, np.uint8), np.empty(len(offsets), np.int64)
    taken = coding.encode(numbers, ranks, offsets, data, places)
    return Coded(data[:taken].copy(), places, hashes[order], flags[order])


def merged(parts: Sequence[Coded], word_counts: Sequence[Ints], kept: Sequence[Ints]) -> Coded:
    """Streams of several segments as one. word_counts: words of each text; kept: texts to take of each part."""
    hashes = np.concatenate([part.hashes for part in parts])
    flags = np.concatenate([part.flags for part in parts])
    order = np.lexsort((flags, hashes))
    first = np.ones(len(order), bool)
    first[1:] = (hashes[order][1:] != hashes[order][:-1]) | (flags[order][1:] != flags[order][:-1])
    numbers = np.empty(len(order), np.int32)
    numbers[order] = np.cumsum(first) - 1
    lengths = [counts[rows] for counts, rows in zip(word_counts, kept, strict=True)]
    offsets = offsets_of(np.concatenate(lengths))
    out, at, entry, state = np.empty(int(offsets[-1]), np.int32), 0, 0, np.empty(3, np.uint64)
    for part, counts, rows in zip(parts, lengths, kept, strict=True):
        own = np.ascontiguousarray(numbers[entry : entry + len(part.hashes)])
        coding.renumber(part.data, part.places[rows], counts, own, at, out, state)
        at, entry = at + int(counts.sum()), entry + len(part.hashes)
    total = np.bincount(out, minlength=int(first.sum())).astype(np.int64)
    return _streams(out, offsets, hashes[order][first], flags[order][first], total)


def decoded(  # noqa: PLR0913, PLR0917 - where from, and where to
    part: Coded, rows: Ints, counts: Ints, places: Ints, words: Hashes, flags: Flags
) -> None:
    """Write the words of some texts, `counts` of each, to `words` and `flags` from `places` on."""
    state = np.empty(3, np.uint64)
    coding.decode(part.data, part.places[rows], counts, part.hashes, part.flags, places, words, flags, state)
