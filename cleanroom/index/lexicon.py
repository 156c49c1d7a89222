"""Words of a segment to streams and back. Its lexicon holds every different word once, the most frequent first."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

import numpy as np

from cleanroom.dedup.words import Flags, Hashes, Ints, offsets_of
from cleanroom.index.kernels import coding
from cleanroom.index.kernels.tables import Places
from cleanroom.kernels.parts import slices

#: places of the first table of words; it grows as it must
_TABLE = 1 << 12
#: bytes that a word takes at most, and that are written beyond the last one
_MOST, _BEYOND = 5, 8
#: words that are coded anew at once, in so many jobs: enough for every core, and some 20 MB of memory each
_WORDS, _AT_ONCE = 1 << 22, 8


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
    order, codes = _ranked(hashes, flags, counts)
    data, places = np.empty(_MOST * len(numbers) + _BEYOND, np.uint8), np.empty(len(offsets), np.int64)
    taken = coding.encode(numbers, codes, offsets, data, places)
    return Coded(data[:taken].copy(), places, hashes[order], flags[order])


def _ranked(hashes: Hashes, flags: Flags, counts: Ints) -> tuple[Ints, Hashes]:
    """Words in the order of a lexicon, and the code of each."""
    order = np.lexsort((flags, hashes, -counts))
    ranks = np.empty(len(order), np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return order, coding.codes_of(ranks)


class _Job(NamedTuple):
    """Texts of a segment that are coded anew at once; numbers: what stands for each word of its lexicon."""

    part: Coded
    begins: Ints
    counts: Ints
    numbers: Places


def merged(
    parts: Sequence[Coded], word_counts: Sequence[Ints], kept: Sequence[Ints], pool: ThreadPoolExecutor
) -> Coded:
    """Streams of several segments as one. word_counts: words of each text; kept: texts to take of each part."""
    hashes, flags, numbers = _joined(parts)
    jobs = [
        _Job(part, part.places[rows[span]], counts[rows[span]], own)
        for part, counts, rows, own in zip(parts, word_counts, kept, numbers, strict=True)
        for span in slices(counts[rows], _WORDS)
    ]  # fmt: skip
    totals = np.zeros(len(hashes), np.int64)
    for first in range(0, len(jobs), _AT_ONCE):
        for some in pool.map(partial(_tallied, size=len(hashes)), jobs[first : first + _AT_ONCE]):
            totals += some
    order, codes = _ranked(hashes, flags, totals)
    order = order[: np.count_nonzero(totals)]  # words of texts that are left out come last, and go
    done = list(pool.map(partial(_recoded, codes=codes), jobs))
    starts = offsets_of(np.array([len(data) for data, _ in done], np.int64))
    places = [begins + start for (_, begins), start in zip(done, starts[:-1].tolist(), strict=True)]
    data = np.concatenate([data for data, _ in done]) if done else np.empty(0, np.uint8)
    return Coded(data, np.concatenate([*places, starts[-1:]]), hashes[order], flags[order])


def _joined(parts: Sequence[Coded]) -> tuple[Hashes, Flags, list[Places]]:
    """Every different word of some lexicons, and the number of each word of each."""
    hashes = np.concatenate([part.hashes for part in parts])
    flags = np.concatenate([part.flags for part in parts])
    order = np.lexsort((flags, hashes))
    first = np.ones(len(order), bool)
    first[1:] = (hashes[order][1:] != hashes[order][:-1]) | (flags[order][1:] != flags[order][:-1])
    numbers = np.empty(len(order), np.int32)
    numbers[order] = np.cumsum(first) - 1
    ends = np.cumsum([len(part.hashes) for part in parts])
    return hashes[order][first], flags[order][first], np.split(numbers, ends[:-1])


def _tallied(job: _Job, size: int) -> Ints:
    """How often each word occurs in the texts of a job."""
    totals = np.zeros(size, np.int64)
    coding.tally(job.part.data, job.begins, job.counts, job.numbers, totals)
    return totals


def _recoded(job: _Job, codes: Hashes) -> tuple[Flags, Ints]:
    """The texts of a job in new codes, and where each begins."""
    out, places = np.empty(_MOST * int(job.counts.sum()) + _BEYOND, np.uint8), np.empty(len(job.begins), np.int64)
    taken = coding.recode(job.part.data, job.begins, job.counts, codes[job.numbers], out, places)
    return out[:taken].copy(), places


def decoded(  # noqa: PLR0913, PLR0917 - where from, and where to
    part: Coded, rows: Ints, counts: Ints, places: Ints, words: Hashes, flags: Flags
) -> None:
    """Write the words of some texts, `counts` of each, to `words` and `flags` from `places` on."""
    coding.decode(part.data, part.places[rows], counts, part.hashes, part.flags, places, words, flags)
