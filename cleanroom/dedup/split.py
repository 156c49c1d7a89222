"""Texts to words: packed UTF-8 through the kernels; a text that is not normal as it is goes through NFKC first."""

from __future__ import annotations

import threading
from functools import cache

import numpy as np

from cleanroom.dedup.kernels.tokens import PLACES, plain_rows, split, stir_table
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
from cleanroom.kernels.packed import Packed
from cleanroom.kernels.scratch import scratch


def plain_texts(texts: Packed, lengths: Ints | None = None) -> Bools:
    """Which texts are normal as they are, and no longer than a piece (n). lengths: their characters, if known."""
    sizes = np.diff(texts.offsets)
    if lengths is not None and np.array_equal(sizes, lengths):  # ASCII
        return sizes <= PIECE_CHARS
    plain = np.empty(len(texts), np.bool_)
    plain_rows(texts.data, texts.offsets, PIECE_CHARS, plain)
    return plain


def split_batch(
    texts: Packed, plain: Bools | None = None, numbers: Ints | None = None
) -> tuple[Hashes, Flags, Ints]:
    """Words of all texts end to end, their flags (both until this thread calls again), and the words of each text.

    plain: `plain_texts`, if they are known; numbers: of the texts to be split, if not all.
    """
    plain = plain_texts(texts) if plain is None else plain
    starts, ends = texts.offsets[:-1], texts.offsets[1:]
    if numbers is not None:
        starts, ends, plain = starts[numbers], ends[numbers], plain[numbers]
    if plain.all():
        return _split(texts.data, starts, ends)
    data, lengths, pieces = _normal(texts.data, starts, ends, plain)
    offsets = offsets_of(lengths)
    words, flags, counts = _split(data, offsets[:-1], offsets[1:])
    return words, flags, np.add.reduceat(counts, offsets_of(pieces)[:-1])


def _normal(data: Flags, starts: Ints, ends: Ints, plain: Bools) -> tuple[Flags, Ints, Ints]:
    """Texts in NFKC: bytes, lengths of pieces (which end at blanks) and the number of pieces of each text."""
    found, pieces = [], np.ones(len(plain), np.int64)
    spans = zip(starts.tolist(), ends.tolist(), plain.tolist(), strict=True)
    for text, (start, end, is_plain) in enumerate(spans):
        part = data[start:end].tobytes()
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
    with _making:  # or each thread would make them
        tables = _tables()
    taken = split(data, starts, ends, *tables, words, flags, counts)
    return words[:taken], flags[:taken], counts


_making = threading.Lock()


@cache
def _tables() -> tuple[Flags, Codes, Codes, Hashes]:
    return character_classes(), fold_table(), fold_tails(), stirred()


@cache
def stirred() -> Hashes:
    """What ASCII characters add to the hashes of their words, by place in the word (128 for each, end to end)."""
    table = np.empty(PLACES * 128, np.uint64)
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
