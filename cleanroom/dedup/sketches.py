"""Texts to sketches: batches of packed UTF-8, each through the kernels in a thread, in any order of arrival."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup.column import Column
from cleanroom.dedup.fingerprint import Signatures, permutations
from cleanroom.dedup.kernels.groups import Places, in_lanes
from cleanroom.dedup.kernels.sketch import sketch, slots_for
from cleanroom.dedup.kernels.tokens import plain_rows, split, stir_table
from cleanroom.dedup.words import (
    EXPANDS,
    PIECE_CHARS,
    Bools,
    Codes,
    Flags,
    Hashes,
    Ints,
    character_classes,
    fold_table,
    normal_pieces,
    offsets_of,
)
from cleanroom.kernels.packed import Packed, packed
from cleanroom.kernels.scratch import scratch

#: batches that may wait for a thread: a few, or a fast reader fills the memory with texts
_WAITING = 8
#: parts of all sampled shingles, of which each is sorted by itself: bounds what that takes, and threads share it
LANES = 8
#: places in a word of which the hashes of characters are looked up: nearly all words are shorter
_PLACES = 16


class _Part(NamedTuple):
    """A batch of n texts: where in the columns its words, signatures and sampled shingles begin, and what is held.

    digests: n × 2; counts (of words), sizes, sampled_counts: n.
    """

    word: int
    position: int
    sample: int
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
    """What comparing n texts needs. Words of text i: `words[starts[i]:ends[i]]`, flags alike.

    starts, ends, sizes (of the shingle sets): int64 (n); digests: uint64 (n × 2). Signatures (uint32, positions ×
    num_perm) and sampled shingles stay in the order in which they came: text i is at `places[i]`, and the text of a
    position is `rows[position]`, -1 for one that another position has taken the place of. `let_go` gives back the
    memory of what is in files, if it is there.
    """

    words: Hashes
    flags: Flags
    starts: Ints
    ends: Ints
    sizes: Ints
    digests: Hashes
    signatures: Signatures
    places: Ints
    rows: Ints
    sampled: tuple[Sampled, ...]
    let_go: Callable[[], None] = lambda: None
    in_files: bool = False

    def __len__(self) -> int:
        return len(self.starts)


class Sketcher:
    """Takes texts as they come and works on them behind the caller's back.

    memory: bytes from which what grows with the input goes to files in `folder`, half of it is for sketches (0: never).
    """

    def __init__(
        self, config: DedupConfig, pool: ThreadPoolExecutor, memory: int = 0, folder: Path | None = None
    ) -> None:
        self._config, self._pool, self._limit = config, pool, memory // 2
        self._words, self._flags = Column(np.uint64, folder), Column(np.uint8, folder)
        self._signatures = Column(np.uint32, folder)
        self._sampled, self._texts = Column(np.uint64, folder), Column(np.int32, folder)
        self._columns = (self._words, self._flags, self._signatures, self._sampled, self._texts)
        self._adding = threading.Lock()
        self._pending: deque[Future[_Part]] = deque()
        self._parts: list[_Part] = []

    def add(self, texts: Packed) -> None:
        """Take a batch of about a few megabytes."""
        self._pending.append(self._pool.submit(self._sketch, texts))
        while len(self._pending) > _WAITING:
            self._parts.append(self._pending.popleft().result())

    def _sketch(self, texts: Packed) -> _Part:
        """Words and sketches of a batch, put into the columns: behind those of whatever batch was done before."""
        words, flags, counts = split_batch(texts)
        sizes, digests, signatures, sampled, sampled_counts = sketch_words(words, flags, counts, self._config)
        keys, owners, ends = by_lane(sampled, sampled_counts)
        with self._adding:
            word, position = self._words.add(words), self._signatures.add(signatures) // self._config.num_perm
            self._flags.add(flags)
            self._texts.add(owners)
            part = _Part(word, position, self._sampled.add(keys), ends, counts, sizes, digests, sampled_counts)
            if 0 < self._limit < sum(column.bytes for column in self._columns):
                for column in self._columns:
                    column.spill()
                self.let_go()
        return part

    def finish(self, order: Ints) -> Sketches:
        """The sketches of all texts taken; row i is that of text `order[i]`, counted in the order of taking."""
        if not self._pending and not self._parts:
            self.add(packed([]))
        self._parts += [future.result() for future in self._pending]
        self._pending.clear()
        counts, sizes, digests = (np.concatenate([part[field] for part in self._parts]) for field in (4, 5, 6))
        ends = np.concatenate([part.word + np.cumsum(part.counts) for part in self._parts])
        places = np.concatenate([np.arange(part.position, part.position + len(part.counts)) for part in self._parts])
        words, flags, signatures, keys, texts = (column.finish() for column in self._columns)
        rows = np.empty(len(order), np.int64)
        rows[places[order]] = np.arange(len(order))
        taken = (slice(part.sample, part.sample + int(part.sample_ends[-1])) for part in self._parts)
        return Sketches(
            words, flags, (ends - counts)[order], ends[order], sizes[order], digests[order],
            signatures.reshape(-1, self._config.num_perm), places[order], rows,
            tuple(
                Sampled(part.position, keys[place], texts[place], part.sample_ends, part.sampled_counts)
                for part, place in zip(self._parts, taken, strict=True)
            ), self.let_go, self._words.in_file,
        )  # fmt: skip

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
    signatures, sampled = np.empty((n, config.num_perm), np.uint32), scratch("sampled", len(words), np.uint64)
    taken = sketch(
        offsets_of(counts), words, flags, config.shingle_words, config.shingle_chars, config.sample_modulo,
        *permutations(config.num_perm, config.seed), sizes, digests, signatures, sampled, sampled_counts,
        np.empty(most, np.uint64), np.empty(most, np.uint32), np.empty((2, most), np.int64),
        np.empty(slots_for(most), np.uint64),
    )  # fmt: skip
    return sizes, digests, signatures, sampled[:taken].copy(), sampled_counts


def split_batch(texts: Packed) -> tuple[Hashes, Flags, Ints]:
    """Words of all texts end to end, their flags (both until this thread calls again), and the words of each text."""
    plain = np.empty(len(texts.offsets) - 1, np.bool_)
    plain_rows(texts.data, texts.offsets, PIECE_CHARS, plain)
    if plain.all():
        return _split(texts.data, texts.offsets[:-1], texts.offsets[1:])
    data, lengths, pieces = _normal(texts, plain)
    offsets = offsets_of(lengths)
    words, flags, counts = _split(data, offsets[:-1], offsets[1:])
    return words, flags, np.add.reduceat(counts, offsets_of(pieces)[:-1])


def _normal(texts: Packed, plain: Bools) -> tuple[Flags, Ints, Ints]:
    """Texts in NFKC: bytes, lengths of pieces (which end at blanks) and the number of pieces of each text."""
    found, pieces = [], np.ones(len(plain), np.int64)
    raw, offsets = texts.data.tobytes(), texts.offsets.tolist()
    for text, is_plain in enumerate(plain.tolist()):
        part = raw[offsets[text] : offsets[text + 1]]
        if is_plain:
            found.append(part)
            continue
        decoded = part.decode("utf-8", "surrogatepass")
        normal = [piece.encode("utf-8", "surrogatepass") for piece in normal_pieces(decoded)]
        pieces[text] = len(normal)
        found.extend(normal)
    lengths = np.fromiter(map(len, found), np.int64, len(found))
    return np.frombuffer(b"".join(found), np.uint8), lengths, pieces


def _split(data: Flags, starts: Ints, ends: Ints) -> tuple[Hashes, Flags, Ints]:
    # a word takes two bytes and more, the blank behind it included; the last one of a piece only one; one is being made
    most = int(((ends - starts) // 2 + 1).sum()) + 1
    words, flags = scratch("words", most, np.uint64), scratch("flags", most, np.uint8)
    counts = np.empty(len(starts), np.int64)
    tables = (character_classes(), fold_table(), fold_tails(), stirred())
    taken = split(data, starts, ends, *tables, words, flags, counts)
    return words[:taken], flags[:taken], counts


@cache
def stirred() -> Hashes:
    """What ASCII characters add to the hashes of their words, by place in the word (128 for each, end to end)."""
    table = np.empty(_PLACES * 128, np.uint64)
    stir_table(fold_table(), table)
    return table


@cache
def fold_tails() -> Codes:
    """The code points that fold to several, each with the second and third one (0: none): uint32 (k × 3), sorted."""
    rows = []
    for code in np.flatnonzero(character_classes() & EXPANDS).tolist():
        tail = [ord(char) for char in chr(code).casefold()[1:]]
        rows.append([code, *tail, *[0] * (2 - len(tail))])
    return np.array(rows, np.uint32)
