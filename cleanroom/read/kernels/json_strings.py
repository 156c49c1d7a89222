"""Strings of JSON: where they end, what they say, and whether they are prose."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cleanroom.kernels.compile import inline, kernel
from cleanroom.kernels.vectors import WIDTH, lowest, ones, within
from cleanroom.read.kernels.hashing import hash_at

Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

QUOTE, BACKSLASH = 34, 92


@inline
def skip_blanks(data: Bytes, at: int, end: int) -> int:
    """The place of the next byte that is not white space, or the end."""
    while at < end and (data[at] == 32 or 9 <= data[at] <= 10 or data[at] == 13):
        at += 1
    return at


@inline
def _hex(data: Bytes, at: int) -> int:
    """The value of four hexadecimal digits, or -1."""
    value = 0
    for place in range(at, at + 4):
        code = np.int64(data[place])
        if 48 <= code <= 57:
            value = value * 16 + code - 48
        elif 97 <= code | 32 <= 102:
            value = value * 16 + (code | 32) - 87
        else:
            return -1
    return value


@inline
def _escape(data: Bytes, at: int, end: int) -> int:
    """The length of the escape at a backslash, 0 if it is none or half of a surrogate pair."""
    if at + 1 >= end:
        return 0
    code = data[at + 1]
    if code != 117:
        return 2 if code in (34, 92, 47, 98, 102, 110, 114, 116) else 0
    if at + 6 > end:
        return 0
    value = _hex(data, at + 2)
    if value < 0 or 0xDC00 <= value < 0xE000:
        return 0
    if value < 0xD800 or value >= 0xE000:
        return 6
    if at + 12 > end or data[at + 6] != BACKSLASH or data[at + 7] != 117:
        return 0
    return 12 if 0xDC00 <= _hex(data, at + 8) < 0xE000 else 0


@inline
def _width(data: Bytes, at: int, end: int) -> int:
    """Bytes of the character beyond ASCII that begins at a byte, 0 if it is no valid UTF-8."""
    lead = np.int64(data[at])
    width = 2 if 0xC2 <= lead < 0xE0 else 3 if 0xE0 <= lead < 0xF0 else 4 if 0xF0 <= lead < 0xF5 else 0
    if not width or at + width > end:
        return 0
    for place in range(at + 1, at + width):
        if data[place] & 0xC0 != 0x80:
            return 0
    second = np.int64(data[at + 1])
    too_long = (lead == 0xE0 and second < 0xA0) or (lead == 0xF0 and second < 0x90)
    if too_long or (lead == 0xED and second >= 0xA0) or (lead == 0xF4 and second >= 0x90):
        return 0
    return width


@inline
def _plain(data: Bytes, at: np.uint64) -> int:
    """How many of 64 bytes come before a quote, a backslash, a control character and what is no ASCII."""
    found = within(data, at, QUOTE, 1) | within(data, at, BACKSLASH, 1) | within(data, at, 0, 32)
    found |= within(data, at, 0x80, 128)
    return np.int64(lowest(found)) if found else WIDTH


@inline
def string(data: Bytes, at: int, end: int) -> tuple[int, bool]:
    """The place of the quote that ends the string, -1 if the string is not valid, and whether it holds escapes."""
    escaped = False
    while at < end:
        # many other characters stand side by side: then a look at 64 bytes for each of them would take longer
        while at + WIDTH <= len(data) and 32 <= data[at] < 0x80 and data[at] != QUOTE and data[at] != BACKSLASH:
            at += _plain(data, np.uint64(at))
        if at >= end:
            break
        code = np.int64(data[at])
        if code == QUOTE:
            return at, escaped
        step = 1
        if code == BACKSLASH:
            step, escaped = _escape(data, at, end), True
        elif code >= 0x80:
            step = _width(data, at, end)
        if not step or code < 32:
            return -1, escaped
        at += step
    return -1, escaped


@kernel(
    "int64(uint8[::1], int64[::1], int64[::1], boolean[::1], uint8[::1], int64[::1], int64[::1], uint64[::1])"
)
def strings(
    data: Bytes, starts: Ints, ends: Ints, escaped: Bools, out: Bytes, offsets: Ints, lengths: Ints, hashes: Words
) -> int:  # fmt: skip
    """The strings at some places, escapes resolved, end to end in UTF-8; offsets (n + 1), and of each the characters
    and a hash (n): while its bytes are near. Gives the bytes taken."""
    taken = 0
    for row in range(len(starts)):
        offsets[row] = taken
        if escaped[row]:
            taken = _resolved(data, starts[row], ends[row], out, taken)
        else:
            source, target = data[starts[row] : ends[row]], out[taken : taken + ends[row] - starts[row]]
            for place in range(len(source)):
                target[place] = source[place]
            taken += len(source)
        lengths[row], hashes[row] = _characters(out[offsets[row] : taken]), hash_at(out, offsets[row], taken)
    offsets[len(starts)] = taken
    return taken


@inline
def _resolved(data: Bytes, at: int, end: int, out: Bytes, taken: int) -> int:
    """Write a string with its escapes resolved; gives the place behind it."""
    while at < end:
        code = np.int64(data[at])
        if code != BACKSLASH:
            out[taken] = data[at]
            taken, at = taken + 1, at + 1
            continue
        kind = np.int64(data[at + 1])
        if kind != 117:
            plain = 8 if kind == 98 else 12 if kind == 102 else 10 if kind == 110 else kind
            out[taken] = 13 if kind == 114 else 9 if kind == 116 else plain
            taken, at = taken + 1, at + 2
            continue
        code, at = _hex(data, at + 2), at + 6
        if 0xD800 <= code < 0xDC00:
            code, at = 0x10000 + ((code - 0xD800) << 10) + _hex(data, at + 2) - 0xDC00, at + 6
        taken = _put(out, taken, code)
    return taken


@inline
def _put(out: Bytes, at: int, code: int) -> int:
    """Write a code point in UTF-8; gives the place behind it."""
    if code < 0x80:
        out[at] = code
        return at + 1
    if code < 0x800:
        out[at], out[at + 1] = 0xC0 | code >> 6, 0x80 | code & 0x3F
        return at + 2
    if code < 0x10000:
        out[at], out[at + 1], out[at + 2] = 0xE0 | code >> 12, 0x80 | code >> 6 & 0x3F, 0x80 | code & 0x3F
        return at + 3
    out[at], out[at + 1] = 0xF0 | code >> 18, 0x80 | code >> 12 & 0x3F
    out[at + 2], out[at + 3] = 0x80 | code >> 6 & 0x3F, 0x80 | code & 0x3F
    return at + 4


@kernel("void(uint8[::1], int64[::1], int64[::1], boolean[::1], boolean[::1])")
def prose(data: Bytes, starts: Ints, ends: Ints, use: Bools, out: Bools) -> None:
    """Which strings surely are neither blank nor HTML, by their first character that is not ASCII white space.

    In a string with escapes that is the backslash of `\\n`, which says nothing: then it is looked for behind them.
    """
    for text in range(len(out)):
        out[text] = False
        if not use[text]:
            continue
        at, end = skip_blanks(data, starts[text], ends[text]), ends[text]
        while at + 1 < end and data[at] == BACKSLASH and data[at + 1] in (110, 114, 116):
            at = skip_blanks(data, at + 2, end)
        if at + 4 > end or data[at] in (32, 60, BACKSLASH, 0xC2, 0xEF):
            continue
        lead, second, third = data[at], data[at + 1], data[at + 2]
        blank = (lead == 0xE1 and second == 0x9A) or (lead == 0xE3 and second == 0x80 and third == 0x80)
        if lead == 0xE2 and second == 0x80:
            blank = third <= 0x8A or third in (0xA8, 0xA9, 0xAF)
        out[text] = not blank and not (lead == 0xE2 and second == 0x81)


@inline
def _characters(text: Bytes) -> int:
    """The characters of a text: its bytes less those that continue one."""
    at, end, continued = np.uint64(0), np.uint64(len(text)), np.uint64(0)
    while at + np.uint64(WIDTH) <= end:
        continued += ones(within(text, at, 0x80, 64))
        at += np.uint64(WIDTH)
    rest = 0
    for place in range(np.int64(at), len(text)):
        rest += (text[place] & 0xC0) == 0x80
    return len(text) - np.int64(continued) - rest
