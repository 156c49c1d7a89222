"""JSON lines to the places of their members, and to their texts: what is simple here, all else by `formats.jsonl`.

A line is *plain* if it holds one object, its members named by the caller are strings or short whole numbers and occur
once, and its strings are valid: then a JSON parser says the same of it. The other members are copied, not parsed.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cleanroom.kernels.compile import inline, kernel

Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

#: what a member of a line is
ABSENT, STRING, ESCAPED, NUMBER = range(4)
_ONES, _HIGHS = np.uint64(0x0101010101010101), np.uint64(0x8080808080808080)
_QUOTE, _BACKSLASH, _COMMA, _COLON, _OPEN, _CLOSE = 34, 92, 44, 58, 123, 125
_DIGITS = 18  # of a whole number that fits into 64 bits


@inline
def _skip_blanks(data: Bytes, at: int, end: int) -> int:
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
    if at + 12 > end or data[at + 6] != _BACKSLASH or data[at + 7] != 117:
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
def _string(data: Bytes, wide: Words, at: int, end: int) -> tuple[int, bool]:
    """The place of the quote that ends the string, -1 if the string is not valid, and whether it holds escapes."""
    escaped = False
    while at < end:
        while not at & 7 and at + 8 <= end:
            word = wide[at >> 3]
            quote, backslash = word ^ (_ONES * np.uint64(_QUOTE)), word ^ (_ONES * np.uint64(_BACKSLASH))
            found = word | ((quote - _ONES) & ~quote) | ((backslash - _ONES) & ~backslash)
            if (found | ((word - _ONES * np.uint64(32)) & ~word)) & _HIGHS:
                break
            at += 8
        if at >= end:
            break
        code = np.int64(data[at])
        if code == _QUOTE:
            return at, escaped
        step = 1
        if code == _BACKSLASH:
            step, escaped = _escape(data, at, end), True
        elif code >= 0x80:
            step = _width(data, at, end)
        if not step or code < 32:
            return -1, escaped
        at += step
    return -1, escaped


@inline
def _number(data: Bytes, at: int, end: int) -> int:
    """Where a short whole number ends, -1 if it is none."""
    start = at
    while at < end and 48 <= data[at] <= 57:
        at += 1
    if at == start or at - start > _DIGITS or (data[start] == 48 and at > start + 1):
        return -1
    return at


@inline
def _value(data: Bytes, at: int, end: int) -> int:
    """Where a value of any kind ends, if it is valid; what it holds is not looked at."""
    depth = 0
    while at < end:
        code = data[at]
        if code == _QUOTE:
            at += 1
            while at < end and data[at] != _QUOTE:
                at += 2 if data[at] == _BACKSLASH else 1
        elif code in (_OPEN, 91):
            depth += 1
        elif code in (_CLOSE, 93, _COMMA):
            if not depth:
                return at
            depth -= code != _COMMA
        at += 1
    return end


@inline
def _named(data: Bytes, start: int, end: int, names: Bytes, name_ends: Ints) -> int:
    """The number of a name, -1 if it is none of those wanted."""
    first = 0
    for number in range(len(name_ends)):
        last = name_ends[number]
        if last - first == end - start:
            same = True
            for place in range(last - first):
                same &= names[first + place] == data[start + place]
            if same:
                return number
        first = last
    return -1


@inline
def _object(
    data: Bytes, wide: Words, at: int, end: int, names: Bytes, name_ends: Ints, starts: Ints, ends: Ints, kinds: Bytes,
    rest: Bytes, copied: int,
) -> int:  # fmt: skip
    """Take one line apart; gives where its other members end in `rest`, -1 if the line is not plain."""
    first = copied
    at = _skip_blanks(data, at, end)
    if at == end or data[at] != _OPEN:
        return -1
    while True:
        start = _skip_blanks(data, at + 1, end)
        if start >= end or data[start] != _QUOTE:
            return -1
        at, escaped = _string(data, wide, start + 1, end)
        if at < 0 or escaped:
            return -1
        name = _named(data, start + 1, at, names, name_ends)
        at = _skip_blanks(data, at + 1, end)
        if at >= end or data[at] != _COLON:
            return -1
        at = _skip_blanks(data, at + 1, end)
        if at >= end or (name >= 0 and kinds[name] != ABSENT):
            return -1
        if name < 0:
            at = _value(data, at, end)
            rest[copied] = _COMMA if copied > first else _OPEN
            for place in range(start, at):
                rest[copied + 1 + place - start] = data[place]
            copied += 1 + at - start
        elif data[at] == _QUOTE:
            starts[name] = at + 1
            at, escaped = _string(data, wide, at + 1, end)
            if at < 0:
                return -1
            ends[name], kinds[name] = at, ESCAPED if escaped else STRING
            at += 1
        else:
            starts[name] = at
            at = _number(data, at, end)
            if at < 0:
                return -1
            ends[name], kinds[name] = at, NUMBER
        at = _skip_blanks(data, at, end)
        if at >= end or data[at] not in (_COMMA, _CLOSE):
            return -1
        if data[at] == _CLOSE:
            break
    if _skip_blanks(data, at + 1, end) != end:
        return -1
    if copied > first:
        rest[copied] = _CLOSE
        copied += 1
    return copied


@kernel(
    "void(uint8[::1], uint64[::1], int64[::1], uint8[::1], int64[::1], int64[:,::1], int64[:,::1], uint8[:,::1],"
    " boolean[::1], uint8[::1], int64[::1])"
)
def members(
    data: Bytes, wide: Words, line_ends: Ints, names: Bytes, name_ends: Ints, starts: Ints, ends: Ints, kinds: Bytes,
    plain: Bools, rest: Bytes, rest_ends: Ints,
) -> None:  # fmt: skip
    """Take lines apart. line_ends: after each line; names: those wanted, end to end, and where each ends.

    Filled: starts, ends and kinds of the members wanted (lines × names; of strings without their quotes), which lines are
    plain, and the other members of each as an object, or nothing if there are none, end to end (rest_ends). wide: the
    bytes as words of eight. `rest` needs room for the data and two bytes a line.
    """
    begin, copied = 0, 0
    for line in range(len(line_ends)):
        end = line_ends[line]
        kinds[line] = ABSENT
        found = _object(
            data, wide, begin, end, names, name_ends, starts[line], ends[line], kinds[line], rest, copied
        )  # fmt: skip
        plain[line] = found >= 0
        copied = max(copied, found)
        rest_ends[line], begin = copied, end


@kernel("int64(uint8[::1], int64[::1], int64[::1], boolean[::1], uint8[::1], int64[::1])")
def strings(data: Bytes, starts: Ints, ends: Ints, escaped: Bools, out: Bytes, offsets: Ints) -> int:
    """The strings at some places, escapes resolved, end to end in UTF-8; offsets (n + 1). Gives the bytes taken."""
    taken = 0
    for row in range(len(starts)):
        offsets[row], at, end = taken, starts[row], ends[row]
        if not escaped[row]:
            for place in range(end - at):
                out[taken + place] = data[at + place]
            taken, at = taken + end - at, end
        while at < end:
            code = np.int64(data[at])
            if code != _BACKSLASH:
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
    offsets[len(starts)] = taken
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
        at, end = _skip_blanks(data, starts[text], ends[text]), ends[text]
        while at + 1 < end and data[at] == _BACKSLASH and data[at + 1] in (110, 114, 116):
            at = _skip_blanks(data, at + 2, end)
        if at + 4 > end or data[at] in (32, 60, _BACKSLASH, 0xC2, 0xEF):
            continue
        lead, second, third = data[at], data[at + 1], data[at + 2]
        blank = (lead == 0xE1 and second == 0x9A) or (lead == 0xE3 and second == 0x80 and third == 0x80)
        if lead == 0xE2 and second == 0x80:
            blank = third <= 0x8A or third in (0xA8, 0xA9, 0xAF)
        out[text] = not blank and not (lead == 0xE2 and second == 0x81)


@kernel("int64(uint8[::1], int64[::1])")
def line_ends(data: Bytes, out: Ints) -> int:
    """Places behind the line feeds; gives their number."""
    taken = 0
    for place in range(len(data)):
        if data[place] == 10:
            out[taken] = place + 1
            taken += 1
    return taken
