"""UTF-8 bytes to word hashes and flags: `dedup.words` a character at a time."""

from __future__ import annotations

import numpy as np

from cleanroom.dedup.words import CAPITAL, DIGIT, EXPANDS, SKIPPED, UNSPACED, WORD, Bools, Codes, Flags, Hashes, Ints
from cleanroom.kernels.compile import inline, kernel
from cleanroom.kernels.vectors import eight, lowest, within

_WORD, _UNSPACED, _SKIPPED, _EXPANDS, _CAPITAL = int(WORD), int(UNSPACED), int(SKIPPED), int(EXPANDS), int(CAPITAL)
_KEPT = int(DIGIT | UNSPACED)
_DIGIT, _ASCII = int(DIGIT), 0x80
#: places in a word of which what characters add is looked up, twice eight: nearly all words are shorter
PLACES = 16
#: bytes that are taken one by one where words cannot be taken whole
_STRETCH = 64
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
#: what a position adds: the product is distributed over the sum, so that a letter costs one multiplication
_STEP = np.uint64((0x9E3779B97F4A7C15 << 21) % 2**64)


@inline
def mix(value: np.uint64) -> np.uint64:
    """`words.mix` of one value."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@inline
def _stir(mixed: np.uint64) -> np.uint64:
    """What a code point adds to the hash of its word; `mixed`: (code point + position << 21) * _SPREAD."""
    mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    return mixed ^ (mixed >> np.uint64(32))


@inline
def _code_at(data: Flags, at: int) -> tuple[int, int]:
    """The code point that begins at a byte, and its bytes."""
    lead = np.int64(data[at])
    if lead < 0x80:
        return lead, 1
    if lead < 0xE0:
        return (lead & 0x1F) << 6 | np.int64(data[at + 1]) & 0x3F, 2
    low = (np.int64(data[at + 1]) & 0x3F) << 6 | np.int64(data[at + 2]) & 0x3F
    if lead < 0xF0:
        return (lead & 0x0F) << 12 | low, 3
    return (lead & 0x07) << 18 | low << 6 | np.int64(data[at + 3]) & 0x3F, 4


@inline
def _fold(code: int, folds: Codes, tails: Codes, expands: int, length: int) -> tuple[np.uint64, int]:
    """What the case folding of a code point adds to the hash of a word of that length, and the new length."""
    total = _stir(np.uint64(folds[code]) * _SPREAD + np.uint64(length) * _STEP)
    length += 1
    if expands:
        row = 0
        while tails[row, 0] < code:
            row += 1
        for column in range(1, tails.shape[1]):
            tail = tails[row, column]
            if tail:
                total += _stir(np.uint64(tail) * _SPREAD + np.uint64(length) * _STEP)
                length += 1
    return total, length


@inline
def _plain(
    text: Flags, at: int, classes: Flags, stirred: Hashes, length: int, flag: int, total: np.uint64, words: int,
    hashes: Hashes, flags: Flags,
) -> tuple[int, int, int, np.uint64, int]:  # fmt: skip
    """Take ASCII from a place on, up to another character or a word too long for the table.

    Without a branch on whether a character ends a word, which no processor can guess: the word is written at each
    character, and counted where it ends. Indexes are unsigned: numba tries whether a signed one counts from the end.
    """
    place, end, taken = np.uint64(at), np.uint64(len(text)), np.uint64(words)
    row, limit = np.uint64(length << 7), np.uint64(len(stirred))
    bits, one, none = np.uint64(flag), np.uint64(1), np.uint64(0)
    while place < end:
        code = np.uint64(text[place])
        if code >= np.uint64(_ASCII) or row >= limit:
            break
        found = np.uint64(classes[code])
        inside = found & one
        within = none - inside
        hashes[taken], flags[taken] = total + (row >> np.uint64(7)), bits
        begun = np.uint64(row != none)
        taken += begun & ~inside
        total = (total + stirred[row + code]) & within
        bits = (bits | (found & np.uint64(_KEPT)) | (found & np.uint64(_CAPITAL) & (begun - one))) & within
        row, place = (row + np.uint64(_ASCII)) & within, place + one
    return np.int64(place), np.int64(row >> np.uint64(7)), np.int64(bits), total, np.int64(taken)


@inline
def _masks(text: Flags, at: np.uint64) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """A bit for each of 64 bytes: beyond ASCII; letter or digit; digit; capital, of ASCII."""
    digits, capitals = within(text, at, 48, 10), within(text, at, 65, 26)
    return within(text, at, _ASCII, 128), digits | capitals | within(text, at, 97, 26), digits, capitals


@inline
def _looked_up(word: np.uint64, length: np.uint64, stirred: Hashes, row: np.uint64) -> np.uint64:
    """What so many of eight characters add, of which the first one stands in a row of the table; bytes of 0 add 0."""
    total = np.uint64(0)
    word &= ~np.uint64(0) >> (np.uint64(64) - (length << np.uint64(3)))
    for place in range(8):
        total += stirred[row + np.uint64(128 * place) + (word & np.uint64(0xFF))]
        word >>= np.uint64(8)
    return total


@inline
def _swift(
    text: Flags, start: int, stirred: Hashes, words: int, hashes: Hashes, flags: Flags
) -> tuple[int, int]:
    """Take whole words of ASCII, from between two words on, as long as all is plain; gives the place and the words.

    64 bytes at a time: their letters and digits as bits, of which a run is a word. It stops before another character,
    a word too long for the table, and the last bytes.
    """
    at, end, one, taken = np.uint64(start), np.uint64(len(text)), np.uint64(1), np.uint64(words)
    limit = np.uint64(PLACES)
    while at + np.uint64(80) <= end:
        beyond, rest, digits, capitals = _masks(text, at)
        if beyond:
            break
        cut = np.uint64(64)
        while rest:
            first = lowest(rest)
            after = ~(rest >> first)
            length = lowest(after) if after else np.uint64(64)
            if first + length >= np.uint64(64) or length > limit:
                cut = first
                break
            width = min(length, np.uint64(8))
            total = length + _looked_up(eight(text, at + first), width, stirred, np.uint64(0))
            if length > np.uint64(8):
                total += _looked_up(eight(text, at + first + np.uint64(8)), length - width, stirred, np.uint64(1024))
            has_digit = np.uint8((digits >> first) & ((one << length) - one) != np.uint64(0))
            hashes[taken] = total
            flags[taken] = has_digit * np.uint8(_DIGIT) | np.uint8((capitals >> first) & one) * np.uint8(_CAPITAL)
            taken += one
            rest &= rest + (one << first)
        at += cut
        if not cut or (cut < np.uint64(64) and _is_long(rest, cut, limit)):
            break
    return np.int64(at), np.int64(taken)


@inline
def _is_long(rest: np.uint64, first: np.uint64, limit: np.uint64) -> bool:
    """Whether the run of bits from a place on is longer than the limit."""
    after = ~(rest >> first)
    return not after or lowest(after) > limit


@kernel(
    "int64(uint8[::1], int64[::1], int64[::1], uint8[::1], uint32[::1], uint32[:,::1], uint64[::1], uint64[::1],"
    " uint8[::1], int64[::1])"
)
def split(
    data: Flags, starts: Ints, ends: Ints, classes: Flags, folds: Codes, tails: Codes, stirred: Hashes, hashes: Hashes,
    flags: Flags, counts: Ints,
) -> int:  # fmt: skip
    """Words of the pieces `data[starts[i]:ends[i]]` (normalised), end to end into hashes and flags; gives their number.

    tails: code point, second and third code point (or 0) of the foldings to several (k × 3), sorted. stirred: what an
    ASCII character adds to the hash of its word, by its place in the word (see `stir_table`).
    """
    words = 0
    for piece in range(len(starts)):
        before, at, text = words, 0, data[starts[piece] : ends[piece]]
        length, flag, total = 0, 0, np.uint64(0)
        while True:
            if not length:
                at, words = _swift(text, at, stirred, words, hashes, flags)
            at, length, flag, total, words = _plain(
                text[: at + _STRETCH], at, classes, stirred, length, flag, total, words, hashes, flags
            )  # fmt: skip
            if at >= len(text):
                break
            code, width = np.int64(text[at]), 1
            if code >= _ASCII:
                code, width = _code_at(text, at)
            at += width
            bits = np.int64(classes[code])
            if bits & _SKIPPED:
                continue
            if length and (not bits & _WORD or bits & _UNSPACED):
                hashes[words], flags[words] = total + np.uint64(length), flag
                words, length, flag, total = words + 1, 0, 0, np.uint64(0)
            if not bits & _WORD:
                continue
            if not length:
                flag = bits & _CAPITAL
            flag |= bits & _KEPT
            part, length = _fold(code, folds, tails, bits & _EXPANDS, length)
            total += part
            if bits & _UNSPACED:  # a word of its own
                hashes[words], flags[words] = total + np.uint64(length), flag
                words, length, flag, total = words + 1, 0, 0, np.uint64(0)
        if length:
            hashes[words], flags[words] = total + np.uint64(length), flag
            words += 1
        for word in range(before, words):
            hashes[word] = mix(hashes[word])
        counts[piece] = words - before
    return words


@kernel("void(uint32[::1], uint64[::1])")
def stir_table(folds: Codes, out: Hashes) -> None:
    """What each ASCII character adds at the first places of a word, 128 for each place end to end."""
    for place in range(len(out) // _ASCII):
        out[place * _ASCII] = 0  # no character of a word
        for code in range(1, _ASCII):
            out[place * _ASCII + code] = _stir(np.uint64(folds[code]) * _SPREAD + np.uint64(place) * _STEP)


@kernel("void(uint8[::1], int64[::1], int64, boolean[::1])")
def plain_rows(data: Flags, offsets: Ints, most: int, out: Bools) -> None:
    """Which texts are ASCII, which is normal as it is, and have at most so many bytes."""
    for text in range(len(out)):
        bits = np.uint8(0)
        for at in range(offsets[text], offsets[text + 1]):
            bits |= data[at]
        out[text] = bits < 0x80 and offsets[text + 1] - offsets[text] <= most
