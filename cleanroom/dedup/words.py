"""Texts to words, for a whole batch in one pass over its code points.

A *word* is a run of letters, marks and digits; in scripts that put no blanks between words every character
is one. What a reader cannot see (soft hyphens, zero-width and bidi marks, variation selectors) is skipped, so
it does not split a word. Hashes are fixed for ever: they depend on the text and, for characters assigned
after Python's Unicode data was made, on nothing else but that data.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

WORD, UNSPACED, SKIPPED, DIGIT, CAPITAL, EXPANDS = (np.uint8(1 << bit) for bit in range(6))

#: blocks of the scripts that write no blanks between words: first and last code point
UNSPACED_BLOCKS = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x1950, 0x19DF),  # Tai Le, New Tai Lue
    (0x1A20, 0x1AAF),  # Tai Tham
    (0x3005, 0x3007),  # ideographic iteration mark, closing mark, zero
    (0x3040, 0x312F),  # Hiragana, Katakana, Bopomofo
    (0x31A0, 0x31FF),  # Bopomofo and Katakana extensions
    (0x3400, 0x4DBF),  # Han, extension A
    (0x4E00, 0xA4CF),  # Han, Yi
    (0xA9E0, 0xA9FF),  # Myanmar, extension B
    (0xAA60, 0xAADF),  # Myanmar, extension A; Tai Viet
    (0xF900, 0xFAFF),  # Han, compatibility
    (0x1AFF0, 0x1B16F),  # Kana extensions
)
_TABLED = 0x20000  # planes 0 and 1 have a table entry by category; above are Han, tags and private use
#: longest stretch of a text that is worked on at once: bounds the memory that one huge document takes
PIECE_CHARS = 1 << 20
#: code points of one pass: large enough to amortise the calls, small enough for the cache
PASS_CHARS = 1 << 19


@dataclass(frozen=True, slots=True)
class Words:
    """The words of n texts: those of text i are `hashes[offsets[i]:offsets[i + 1]]`.

    offsets: int64 (n + 1); hashes: uint64 (words); flags: uint8 (words), bits UNSPACED, DIGIT, CAPITAL.
    """

    offsets: Ints
    hashes: Hashes
    flags: Flags

    def __len__(self) -> int:
        return len(self.offsets) - 1


def mix(values: Hashes) -> Hashes:
    """Finalise 64-bit values: splitmix64's avalanche (Steele, Lea, Flood 2014), a bijection."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def split_words(texts: Sequence[str]) -> Words:
    """The words of each text, in order. A text without letters and digits has none."""
    passes = [_words_of(*batch) for batch in _passes(texts)]
    counts = np.zeros(len(texts), np.int64)
    for documents, words in passes:
        np.add.at(counts, documents, np.diff(words.offsets))
    offsets = offsets_of(counts)
    if not passes:
        return Words(offsets, np.empty(0, np.uint64), np.empty(0, np.uint8))
    return Words(
        offsets,
        np.concatenate([words.hashes for _, words in passes]),
        np.concatenate([words.flags for _, words in passes]),
    )


def offsets_of(counts: Ints) -> Ints:
    """Offsets (n + 1) of rows of the given lengths (n)."""
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets


def _passes(texts: Sequence[str]) -> Iterator[tuple[list[int], list[str]]]:
    """Pieces of texts with the number of their text, about PASS_CHARS at a time, in order."""
    documents: list[int] = []
    pieces: list[str] = []
    size = 0
    for document, text in enumerate(texts):
        for piece in normal_pieces(text):
            documents.append(document)
            pieces.append(piece)
            size += len(piece)
            if size >= PASS_CHARS:
                yield documents, pieces
                documents, pieces, size = [], [], 0
    if pieces:
        yield documents, pieces


def normal_pieces(text: str) -> Iterator[str]:
    """The pieces of a text in NFKC."""
    return (unicodedata.normalize("NFKC", piece) for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """A huge text cut at blanks, so that no word is split (one without blanks is cut where it must)."""
    start = 0
    while len(text) - start > PIECE_CHARS:
        end = start + PIECE_CHARS
        blank = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
        end = blank if blank > start else end
        yield text[start:end]
        start = end
    yield text[start:] if start else text


def _words_of(documents: list[int], pieces: list[str]) -> tuple[list[int], Words]:
    codes = np.frombuffer("\n".join([*pieces, ""]).encode("utf-32-le", "surrogatepass"), "<u4")
    ends = np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)) + 1)
    classes = character_classes()[codes]
    if (classes & SKIPPED).any():
        seen = (classes & SKIPPED) == 0
        ends = np.cumsum(seen)[ends - 1]
        codes, classes = codes[seen], classes[seen]
    in_word = (classes & WORD) != 0
    starts_word = in_word.copy()
    starts_word[1:] &= ~in_word[:-1] | ((classes[1:] | classes[:-1]) & UNSPACED != 0)
    starts = np.flatnonzero(starts_word)
    offsets = np.concatenate([[0], np.searchsorted(starts, ends)])
    inside = np.flatnonzero(in_word)
    flags, hashes = _hash_words(codes[inside], classes[inside], np.searchsorted(inside, starts))
    return documents, Words(offsets, hashes, flags)


def _hash_words(codes: Codes, classes: Flags, starts: Ints) -> tuple[Flags, Hashes]:
    """Flags and hashes of the words that start at `starts` in code points without anything between words."""
    if not len(starts):
        return np.empty(0, np.uint8), np.empty(0, np.uint64)
    flags = (np.bitwise_or.reduceat(classes, starts) & (DIGIT | UNSPACED)) | (classes[starts] & CAPITAL)
    folded, starts = _fold(codes, classes, starts)
    lengths = np.diff(np.append(starts, len(folded)))
    position = (np.arange(len(folded)) - np.repeat(starts, lengths)).astype(np.uint64)
    mixed = (folded + (position << np.uint64(21))) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    mixed ^= mixed >> np.uint64(32)
    return flags, mix(np.add.reduceat(mixed, starts) + lengths.astype(np.uint64))


def _fold(codes: Codes, classes: Flags, starts: Ints) -> tuple[Hashes, Ints]:
    """Case folding, with the characters that become several ones ("ß": "ss"); the starts move along."""
    folded = fold_table()[codes].astype(np.uint64)
    places = np.flatnonzero(classes & EXPANDS)
    if not len(places):
        return folded, starts
    tails = [chr(code).casefold()[1:] for code in codes[places].tolist()]
    lengths = np.fromiter(map(len, tails), np.int64, len(tails))
    extra = np.frombuffer("".join(tails).encode("utf-32-le"), "<u4").astype(np.uint64)
    shift = np.concatenate([[0], np.cumsum(lengths)])
    moved = starts + shift[np.searchsorted(places, starts)]
    return np.insert(folded, np.repeat(places + 1, lengths), extra), moved


@cache
def character_classes() -> Flags:
    """Class bits of every code point: uint8 (0x110000)."""
    table = np.zeros(0x110000, np.uint8)
    table[:_TABLED] = _classes()
    for first, last in UNSPACED_BLOCKS:
        block = table[first : last + 1]
        block[(block & WORD != 0) & (block & DIGIT == 0)] |= UNSPACED
    table[0x3007] |= UNSPACED  # the ideographic zero is a number by category
    table[0x20000:0x40000] = WORD | UNSPACED  # Han, extensions B and later
    table[0xE0000:0xE1000] = SKIPPED  # tags and variation selectors
    table[0xFE00:0xFE10] = SKIPPED  # variation selectors
    return table


def _classes() -> Flags:
    """Class bits by category, all at once: character by character they took a tenth of a second."""
    names = "".join(map(unicodedata.category, _characters(np.arange(_TABLED)))).encode()
    first, second = np.frombuffer(names, np.uint8).reshape(-1, 2).T
    capital = (first == ord("L")) & ((second == ord("u")) | (second == ord("t")))
    in_word = (first == ord("L")) | (first == ord("M")) | (first == ord("N"))
    word = np.where(in_word, WORD, 0) | np.where(first == ord("N"), DIGIT, 0)
    word |= np.where(capital, CAPITAL, 0) | np.where((word > 0) & _foldings()[1], EXPANDS, 0)
    return np.where((first == ord("C")) & (second == ord("f")), SKIPPED, word).astype(np.uint8)


@cache
def fold_table() -> Codes:
    """The first code point of every code point's case folding: uint32 (0x110000)."""
    table = np.arange(0x110000, dtype=np.uint32)
    table[:_TABLED] = _foldings()[0]
    return table


@cache
def _foldings() -> tuple[Codes, Bools]:
    """The first code point of each tabled one's case folding, and whether there are more: folded as one long text,
    of the few blocks of 256 in which anything is folded.
    """
    every, apart = np.arange(_TABLED), 0x10FFFF  # no character
    blocks = [_characters(block) for block in every.reshape(-1, 256)]
    text = np.full((_TABLED, 2), apart, "<u4")
    text[:, 0] = every
    text = text.reshape(-1, 256, 2)[[block != block.casefold() for block in blocks]].reshape(-1, 2)
    codes = np.frombuffer(_characters(text).casefold().encode("utf-32-le", "surrogatepass"), "<u4")
    ends = np.flatnonzero(codes == apart)
    starts = np.concatenate([[0], ends[:-1] + 1])
    firsts, several = every.astype(np.uint32), np.zeros(_TABLED, bool)
    firsts[text[:, 0]], several[text[:, 0]] = codes[starts], ends - starts > 1
    return firsts, several


def _characters(codes: npt.NDArray[np.integer[Any]]) -> str:
    """Code points as a text."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def take_rows(offsets: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Offsets of the chosen rows laid end to end, and the places of their elements in the flat array."""
    lengths = (offsets[1:] - offsets[:-1])[rows]
    taken = offsets_of(lengths)
    return taken, np.repeat(offsets[:-1][rows] - taken[:-1], lengths) + np.arange(taken[-1])


def contains(vocabulary: Hashes, hashes: Hashes) -> Bools:
    """Which hashes the sorted, non-empty vocabulary has."""
    places = vocabulary.searchsorted(hashes)
    places[places == len(vocabulary)] = 0
    found: Bools = vocabulary[places] == hashes
    return found
