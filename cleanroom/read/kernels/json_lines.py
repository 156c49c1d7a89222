"""JSON lines to the places of their members, and to their texts: what is simple here, all else by `formats.jsonl`.

A line is *plain* if it holds one object, its members named by the caller are strings or short whole numbers and occur
once, and its strings are valid: then a JSON parser says the same of it. The other members are copied, not parsed.
"""

from __future__ import annotations

import numpy as np

from cleanroom.kernels.compile import inline, kernel
from cleanroom.kernels.vectors import WIDTH, lowest, within
from cleanroom.read.kernels.json_strings import BACKSLASH, QUOTE, Bools, Bytes, Ints, skip_blanks, string

#: what a member of a line is
ABSENT, STRING, ESCAPED, NUMBER = range(4)
_COMMA, _COLON, _OPEN, _CLOSE, _FEED = 44, 58, 123, 125, 10
_DIGITS = 18  # of a whole number that fits into 64 bits


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
        if code == QUOTE:
            at += 1
            while at < end and data[at] != QUOTE:
                at += 2 if data[at] == BACKSLASH else 1
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
def _copy(data: Bytes, start: int, end: int, out: Bytes, at: int) -> int:
    for place in range(start, end):
        out[at + place - start] = data[place]
    return at + end - start


@inline
def _object(
    data: Bytes, at: int, end: int, names: Bytes, name_ends: Ints, starts: Ints, ends: Ints, kinds: Bytes,
    rest: Bytes, copied: int,
) -> int:  # fmt: skip
    """Take one line apart; gives where its other members end in `rest`, -1 if the line is not plain."""
    first, at = copied, skip_blanks(data, at, end)
    if at == end or data[at] != _OPEN:
        return -1
    while True:
        start = skip_blanks(data, at + 1, end)
        if start >= end or data[start] != QUOTE:
            return -1
        at, escaped = string(data, start + 1, end)
        if at < 0 or escaped:
            return -1
        name = _named(data, start + 1, at, names, name_ends)
        at = skip_blanks(data, at + 1, end)
        if at >= end or data[at] != _COLON:
            return -1
        at = skip_blanks(data, at + 1, end)
        if at >= end or (name >= 0 and kinds[name] != ABSENT):
            return -1
        if name < 0:
            at = _value(data, at, end)
            rest[copied] = _COMMA if copied > first else _OPEN
            copied = _copy(data, start, at, rest, copied + 1)
        elif data[at] == QUOTE:
            starts[name] = at + 1
            at, escaped = string(data, at + 1, end)
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
        at = skip_blanks(data, at, end)
        if at >= end or data[at] not in (_COMMA, _CLOSE):
            return -1
        if data[at] == _CLOSE:
            break
    if skip_blanks(data, at + 1, end) != end:
        return -1
    if copied > first:
        rest[copied] = _CLOSE
        copied += 1
    return copied


@kernel(
    "void(uint8[::1], int64[::1], uint8[::1], int64[::1], int64[:,::1], int64[:,::1], uint8[:,::1],"
    " boolean[::1], uint8[::1], int64[::1])"
)
def members(
    data: Bytes, line_ends: Ints, names: Bytes, name_ends: Ints, starts: Ints, ends: Ints, kinds: Bytes,
    plain: Bools, rest: Bytes, rest_ends: Ints,
) -> None:  # fmt: skip
    """Take lines apart. line_ends: after each line; names: those wanted, end to end, and where each ends.

    Filled: starts, ends and kinds of the members wanted (lines × names; of strings without their quotes), which lines
    are plain, and the other members of each as an object, or nothing if there are none, end to end (rest_ends).
    `rest` needs room for the data and two bytes a line.
    """
    begin, copied = 0, 0
    for line in range(len(line_ends)):
        end = line_ends[line]
        kinds[line] = ABSENT
        found = _object(
            data, begin, end, names, name_ends, starts[line], ends[line], kinds[line], rest, copied
        )  # fmt: skip
        plain[line] = found >= 0
        copied = max(copied, found)
        rest_ends[line], begin = copied, end


@kernel("int64(uint8[::1], int64[::1])")
def line_ends(data: Bytes, out: Ints) -> int:
    """Places behind the line feeds; gives their number."""
    taken, at, end = 0, np.uint64(0), np.uint64(len(data))
    while at + np.uint64(WIDTH) <= end:
        feeds = within(data, at, _FEED, 1)
        while feeds:
            out[taken] = np.int64(at + lowest(feeds)) + 1
            taken, feeds = taken + 1, feeds & (feeds - np.uint64(1))
        at += np.uint64(WIDTH)
    for place in range(np.int64(at), len(data)):
        if data[place] == _FEED:
            out[taken] = place + 1
            taken += 1
    return taken
