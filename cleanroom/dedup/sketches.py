"""Texts to sketches: batches of packed UTF-8, each through the kernels in a thread, in any order of arrival."""

from __future__ import annotations

import operator
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup.column import Column
from cleanroom.dedup.fingerprint import Signatures, permutations
from cleanroom.dedup.held import Chosen, Held, Part, Reread, Source, Texts
from cleanroom.dedup.kernels.groups import in_lanes
from cleanroom.dedup.kernels.sketch import sketch, slots_for
from cleanroom.dedup.split import plain_texts, split_batch
from cleanroom.dedup.words import Bools, Flags, Hashes, Ints, offsets_of
from cleanroom.kernels.packed import Packed, packed
from cleanroom.kernels.scratch import scratch

#: batches that may wait for a thread: a few, or a fast reader fills the memory with texts
_WAITING = 8
#: parts of all sampled shingles, of which each is sorted by itself: threads share them, and what is counted of one of
#: half a million long texts stays in a cache of two megabytes
LANES = 64


class _Shelf:
    """Arrays that are put away: held as they are, or, where memory is bounded, copied into a column."""

    def __init__(self, column: Column | None) -> None:
        self.column = column
        self._held: list[Any] = []

    def put(self, values: Any) -> int:
        """Put an array away; gives where it is."""
        if self.column is not None:
            return self.column.add(values)
        self._held.append(values)
        return len(self._held) - 1

    def taken(self, places: Sequence[tuple[int, int]]) -> list[Any]:
        """The arrays at some places, each with its size."""
        if self.column is None:
            return [self._held[place] for place, _ in places]
        whole = self.column.finish()
        return [whole[place : place + size] for place, size in places]


class _Part(NamedTuple):
    """A batch of n texts: where it is put away, and what is held of it.

    text: of texts that are to be had again, where from; offsets: of the texts (n + 1); digests: n × 2; plain, counts
    (of words), sizes, sampled_counts: n; sample_ends: of lanes (LANES + 1).
    """

    position: int
    text: int | Source
    offsets: Ints
    plain: Bools
    sample: int
    sample_ends: Ints
    counts: Ints
    sizes: Ints
    digests: Hashes
    sampled_counts: Ints


class Sampled(NamedTuple):
    """Sampled shingles of all texts, part by part, in each lane by lane.

    keys: uint64, the low bits say whose each is; counts: of each position; parts: p × 2, the first position and the low
    bits; ends: p × (LANES + 1), where lanes end.
    """

    keys: Hashes
    counts: Ints
    parts: Ints
    ends: Ints

    def lane(self, number: int) -> Ints:
        """Where the keys of a lane are, part by part: begin, end, first position, low bits (p × 4)."""
        return np.column_stack([self.ends[:, number : number + 2], self.parts])

    def with_more(self, others: Sequence[tuple[Hashes, Ints]]) -> Sampled:
        """With those of texts at more positions: of each part the keys, text by text, and how many each text has."""
        keys, ends, parts = [self.keys], list(self.ends), list(self.parts)
        first, start = len(self.counts), len(self.keys)
        for sampled, counts in others:
            more, more_ends = by_lane(sampled, counts)
            keys.append(more.copy())
            ends.append(start + more_ends)
            parts.append(np.array([first, low_bits(len(counts))]))
            first, start = first + len(counts), start + len(more)
        every = [self.counts, *(counts for _, counts in others)]
        return Sampled(np.concatenate(keys), np.concatenate(every), np.array(parts), np.array(ends))


@dataclass(frozen=True, slots=True)
class Sketches:
    """What comparing n texts needs: counts (of words), sizes (of the shingle sets): int64 (n); digests: uint64 (n × 2).

    Texts, signatures (uint32, positions × num_perm) and sampled shingles stay in the order in which they came: text i
    is at `places[i]`, and the text of a position is `rows[position]`, -1 for one that another position has taken the
    place of. `let_go` gives back the memory of what is in files, if it is there.
    """

    held: Held
    counts: Ints
    sizes: Ints
    digests: Hashes
    signatures: Signatures
    places: Ints
    rows: Ints
    sampled: Sampled
    let_go: Callable[[], None] = lambda: None
    in_files: bool = False

    def __len__(self) -> int:
        return len(self.counts)

    def words(self, rows: Ints, pool: ThreadPoolExecutor) -> Chosen:
        """The words of some texts, until this thread calls again."""
        return self.held.choose(self.places[rows], self.counts[rows], pool.map)


class Sketcher:
    """Takes texts as they come and works on them behind the caller's back.

    memory: bytes from which what grows with the input goes to files in `folder`, half of it is for sketches (0: never).
    """

    def __init__(
        self, config: DedupConfig, pool: ThreadPoolExecutor, memory: int = 0, folder: Path | None = None
    ) -> None:
        self._config, self._pool, self._limit = config, pool, memory // 2
        self._signatures, self._keys = Column(np.uint32, folder), Column(np.uint64, folder)
        self._texts = _Shelf(Column(np.uint8, folder) if self._limit else None)
        self._columns = [self._signatures, self._keys, *([self._texts.column] if self._texts.column else [])]
        self._adding = threading.Lock()
        self._pending: deque[Future[_Part]] = deque()
        self._parts: list[_Part] = []

    def add(self, texts: Packed, lengths: Ints, again: Source | None = None) -> None:
        """Take a batch of about a few megabytes, and the characters of each text.

        Texts that are to be had `again` are not held.
        """
        self._pending.append(self._pool.submit(self._sketch, texts, lengths, again))
        while len(self._pending) > _WAITING:
            self._parts.append(self._pending.popleft().result())

    def _sketch(self, texts: Packed, lengths: Ints, again: Source | None) -> _Part:
        """Sketches of a batch, put away with its texts: behind those of whatever batch was done before."""
        plain = plain_texts(texts, lengths)
        words, flags, counts = split_batch(texts, plain)
        sizes, digests, signatures, sampled, sampled_counts = sketch_words(words, flags, counts, self._config)
        keys, ends = by_lane(sampled, sampled_counts)
        first, last = texts.offsets[[0, -1]]
        with self._adding:
            part = _Part(
                self._signatures.add(signatures) // self._config.num_perm,
                again or self._texts.put(texts.data[first:last]), texts.offsets - first, plain,
                self._keys.add(keys), ends, counts, sizes, digests, sampled_counts,
            )  # fmt: skip
            if 0 < self._limit < sum(column.bytes for column in self._columns):
                for column in self._columns:
                    column.spill()
                self.let_go()
        return part

    def finish(self, order: Ints) -> Sketches:
        """The sketches of all texts taken; row i is that of text `order[i]`, counted in the order of taking."""
        if not self._pending and not self._parts:
            self.add(packed([]), np.empty(0, np.int64))
        self._parts += [future.result() for future in self._pending]
        self._pending.clear()
        fields = (operator.attrgetter(name) for name in ("counts", "sizes", "digests"))
        counts, sizes, digests = (np.concatenate(list(map(field, self._parts))) for field in fields)
        places = np.concatenate([np.arange(part.position, part.position + len(part.counts)) for part in self._parts])
        rows = np.empty(len(order), np.int64)
        rows[places[order]] = np.arange(len(order))
        parts = sorted(self._parts, key=operator.attrgetter("position"))
        return Sketches(
            self._held(parts), counts[order], sizes[order], digests[order],
            self._signatures.finish().reshape(-1, self._config.num_perm), places[order], rows, self._sampled(parts),
            self.let_go, self._signatures.in_file,
        )  # fmt: skip

    def _held(self, parts: Sequence[_Part]) -> Held:
        held: list[Part] = []
        for part in parts:
            if isinstance(part.text, int):
                (text,) = self._texts.taken([(part.text, int(part.offsets[-1]))])
                held.append(Texts(Packed(text, part.offsets), part.plain))
            else:
                held.append(Reread(part.text, part.plain))
        return Held(held, [part.position for part in parts], self.let_go)

    def _sampled(self, parts: Sequence[_Part]) -> Sampled:
        return Sampled(
            self._keys.finish(), np.concatenate([part.sampled_counts for part in parts]),
            np.array([(part.position, low_bits(len(part.counts))) for part in parts], np.int64),
            np.array([part.sample + part.sample_ends for part in parts], np.int64),
        )  # fmt: skip

    def let_go(self) -> None:
        """Give back the memory of what is in files."""
        for column in self._columns:
            column.let_go()


def by_lane(sampled: Hashes, counts: Ints) -> tuple[Hashes, Ints]:
    """Sampled shingles lane by lane, the text of each in its low bits, until this thread calls again; and where lanes
    end (LANES + 1)."""
    ends, keys = np.zeros(LANES + 1, np.int64), scratch("keys by lane", len(sampled), np.uint64)
    in_lanes(sampled, counts, low_bits(len(counts)), ends, keys)
    return keys, np.concatenate([[0], ends[:-1]])


def nothing_sampled() -> Sampled:
    """Of sketches from which no candidates are wanted."""
    none = np.empty(0, np.int64)
    return Sampled(np.empty(0, np.uint64), none, np.empty((0, 2), np.int64), np.empty((0, LANES + 1), np.int64))


def low_bits(numbers: int) -> int:
    """The bits that a number below this one needs."""
    return max(numbers - 1, 1).bit_length()


def sketch_words(
    words: Hashes, flags: Flags, counts: Ints, config: DedupConfig
) -> tuple[Ints, Hashes, Signatures, Hashes, Ints]:
    """Sizes, digests, signatures, sampled shingles and their numbers of texts of so many words, laid end to end."""
    n, most = len(counts), int(counts.max(initial=0))
    sizes, sampled_counts, digests = np.empty(n, np.int64), np.empty(n, np.int64), np.empty((n, 2), np.uint64)
    signatures, sampled = np.empty((n, config.num_perm), np.uint32), scratch("sampled", len(words) + 1, np.uint64)
    taken = sketch(
        offsets_of(counts), words, flags, config.shingle_words, config.shingle_chars, config.sample_modulo,
        *permutations(config.num_perm, config.seed), sizes, digests, signatures, sampled, sampled_counts,
        np.empty(most, np.uint64), np.empty(most, np.uint32), np.empty((2, most), np.int64),
        np.empty(slots_for(most), np.uint64),
    )  # fmt: skip
    return sizes, digests, signatures, sampled[:taken].copy(), sampled_counts
