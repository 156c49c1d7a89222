"""Texts to sketches: batches of packed UTF-8, each through the kernels in a thread, in any order of arrival."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cleanroom.config import DedupConfig
from cleanroom.dedup.fingerprint import Signatures, permutations
from cleanroom.dedup.kernels.sketch import sketch
from cleanroom.dedup.kernels.tokens import plain_rows, split
from cleanroom.dedup.packed import Packed, packed
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

Shorts = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Sketches:
    """What comparing n texts needs. Words of text i: `words[starts[i]:ends[i]]`, flags alike.

    starts, ends, sizes (of the shingle sets): int64 (n); digests: uint64 (n × 2); signatures: uint32
    (n × num_perm); sampled: uint64 shingles of which `owners` (int32) are the texts, in no order.
    """

    words: Hashes
    flags: Flags
    starts: Ints
    ends: Ints
    sizes: Ints
    digests: Hashes
    signatures: Signatures
    sampled: Hashes
    owners: Shorts

    def __len__(self) -> int:
        return len(self.starts)


class _Part(NamedTuple):
    words: Hashes
    flags: Flags
    counts: Ints
    sizes: Ints
    digests: Hashes
    signatures: Signatures
    sampled: Hashes
    sampled_counts: Ints


class Sketcher:
    """Takes texts as they come and works on them behind the caller's back."""

    def __init__(self, config: DedupConfig, pool: ThreadPoolExecutor) -> None:
        self._config, self._pool = config, pool
        self._parts: list[Future[_Part]] = []

    def add(self, texts: Packed) -> None:
        """Take a batch of about a few megabytes."""
        self._parts.append(self._pool.submit(sketch_batch, texts, self._config))

    def finish(self, order: Ints) -> Sketches:
        """The sketches of all texts taken; row i is that of text `order[i]`, counted in the order of taking."""
        if not self._parts:
            self.add(packed([]))
        parts = [part.result() for part in self._parts]
        self._parts.clear()
        columns = [list(column) for column in zip(*parts, strict=True)]
        parts.clear()
        ends = np.cumsum(np.concatenate(columns[2]))
        starts = np.concatenate([[0], ends[:-1]])
        rows = np.empty(len(order), np.int32)
        rows[order] = np.arange(len(order))
        joined = [_joined(columns, place) for place in (0, 1, 3, 4, 5, 6, 7)]
        words, flags, sizes, digests, signatures, sampled, counts = joined
        return Sketches(
            words, flags, starts[order], ends[order], sizes[order], digests[order], signatures[order], sampled,
            np.repeat(rows, counts),
        )  # fmt: skip


def _joined(columns: list[list[np.ndarray]], place: int) -> np.ndarray:
    """The parts of a column end to end; the parts are let go."""
    joined = np.concatenate(columns[place])
    columns[place].clear()
    return joined


def sketch_batch(texts: Packed, config: DedupConfig) -> _Part:
    """Words and sketches of a batch."""
    words, flags, counts = split_batch(texts)
    return _Part(words, flags, counts, *sketch_words(words, flags, counts, config))


def sketch_words(
    words: Hashes, flags: Flags, counts: Ints, config: DedupConfig
) -> tuple[Ints, Hashes, Signatures, Hashes, Ints]:
    """Sizes, digests, signatures, sampled shingles and their numbers of texts of so many words, laid end to end."""
    n = len(counts)
    sizes, sampled_counts, digests = np.empty(n, np.int64), np.empty(n, np.int64), np.empty((n, 2), np.uint64)
    signatures, sampled = np.empty((n, config.num_perm), np.uint32), np.empty(len(words), np.uint64)
    taken = sketch(
        offsets_of(counts), words, flags, config.shingle_words, config.shingle_chars, config.sample_modulo,
        *permutations(config.num_perm, config.seed), sizes, digests, signatures, sampled, sampled_counts,
    )  # fmt: skip
    return sizes, digests, signatures, sampled[:taken].copy(), sampled_counts


def split_batch(texts: Packed) -> tuple[Hashes, Flags, Ints]:
    """Words of all texts end to end, their flags, and the number of words of each text."""
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
    # a word takes two bytes and more, the blank behind it included; the last one of a piece only one
    most = int(((ends - starts) // 2 + 1).sum())
    words, flags, counts = np.empty(most, np.uint64), np.empty(most, np.uint8), np.empty(len(starts), np.int64)
    taken = split(data, starts, ends, character_classes(), fold_table(), fold_tails(), words, flags, counts)
    return words[:taken].copy(), flags[:taken].copy(), counts


@cache
def fold_tails() -> Codes:
    """The code points that fold to several, each with the second and third one (0: none): uint32 (k × 3), sorted."""
    rows = []
    for code in np.flatnonzero(character_classes() & EXPANDS).tolist():
        tail = [ord(char) for char in chr(code).casefold()[1:]]
        rows.append([code, *tail, *[0] * (2 - len(tail))])
    return np.array(rows, np.uint32)
