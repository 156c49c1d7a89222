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
from cleanroom.dedup.held import Chosen, Held, Texts
from cleanroom.dedup.kernels.groups import Places, in_lanes
from cleanroom.dedup.kernels.sketch import sketch, slots_for
from cleanroom.dedup.split import plain_texts, split_batch
from cleanroom.dedup.words import Bools, Flags, Hashes, Ints, offsets_of
from cleanroom.kernels.packed import Packed, packed
from cleanroom.kernels.scratch import scratch

#: batches that may wait for a thread: a few, or a fast reader fills the memory with texts
_WAITING = 8
#: parts of all sampled shingles, of which each is sorted by itself: bounds what that takes, and threads share it
LANES = 8


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

    offsets: of the texts (n + 1); digests: n × 2; plain, counts (of words), sizes, sampled_counts: n.
    """

    position: int
    text: int
    offsets: Ints
    plain: Bools
    sample: int
    owner: int
    sample_ends: Ints
    counts: Ints
    sizes: Ints
    digests: Hashes
    sampled_counts: Ints


class Sampled(NamedTuple):
    """Sampled shingles of the texts from position `first` on: so many (n) of each.

    keys and texts (from `first`), lane by lane: ends (LANES + 1) says where each ends, the first is empty.
    """

    first: int
    keys: Hashes
    texts: Places
    ends: Ints
    counts: Ints

    def lane(self, number: int) -> tuple[Hashes, Places]:
        """Keys and texts of a lane."""
        part = slice(self.ends[number], self.ends[number + 1])
        return self.keys[part], self.texts[part]


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
    sampled: tuple[Sampled, ...]
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
        self._signatures = Column(np.uint32, folder)
        self._texts, self._keys, self._owners = (
            _Shelf(Column(kind, folder) if self._limit else None) for kind in (np.uint8, np.uint64, np.int32)
        )
        shelves = (self._texts, self._keys, self._owners)
        self._columns = [self._signatures, *(shelf.column for shelf in shelves if shelf.column is not None)]
        self._adding = threading.Lock()
        self._pending: deque[Future[_Part]] = deque()
        self._parts: list[_Part] = []

    def add(self, texts: Packed, lengths: Ints) -> None:
        """Take a batch of about a few megabytes, and the characters of each text."""
        self._pending.append(self._pool.submit(self._sketch, texts, lengths))
        while len(self._pending) > _WAITING:
            self._parts.append(self._pending.popleft().result())

    def _sketch(self, texts: Packed, lengths: Ints) -> _Part:
        """Sketches of a batch, put away with its texts: behind those of whatever batch was done before."""
        plain = plain_texts(texts, lengths)
        words, flags, counts = split_batch(texts, plain)
        sizes, digests, signatures, sampled, sampled_counts = sketch_words(words, flags, counts, self._config)
        keys, owners, ends = by_lane(sampled, sampled_counts)
        first, last = texts.offsets[[0, -1]]
        with self._adding:
            part = _Part(
                self._signatures.add(signatures) // self._config.num_perm,
                self._texts.put(texts.data[first:last]), texts.offsets - first, plain,
                self._keys.put(keys), self._owners.put(owners), ends, counts, sizes, digests, sampled_counts,
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
        data = self._texts.taken([(part.text, int(part.offsets[-1])) for part in parts])
        held = [Texts(Packed(text, part.offsets), part.plain) for text, part in zip(data, parts, strict=True)]
        return Held(held, [part.position for part in parts], self.let_go)

    def _sampled(self, parts: Sequence[_Part]) -> tuple[Sampled, ...]:
        keys = self._keys.taken([(part.sample, int(part.sample_ends[-1])) for part in parts])
        owners = self._owners.taken([(part.owner, int(part.sample_ends[-1])) for part in parts])
        return tuple(
            Sampled(part.position, key, owner, part.sample_ends, part.sampled_counts)
            for part, key, owner in zip(parts, keys, owners, strict=True)
        )

    def let_go(self) -> None:
        """Give back the memory of what is in files."""
        for column in self._columns:
            column.let_go()


def by_lane(sampled: Hashes, counts: Ints) -> tuple[Hashes, Places, Ints]:
    """Sampled shingles lane by lane: keys, texts, and where lanes end (see `Sampled`)."""
    ends = np.zeros(LANES + 1, np.int64)
    keys, texts = np.empty(len(sampled), np.uint64), np.empty(len(sampled), np.int32)
    in_lanes(sampled, counts, ends, keys, texts)
    return keys, texts, np.concatenate([[0], ends[:-1]])


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
