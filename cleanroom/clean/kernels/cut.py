"""Code points of texts to lines: where each begins and ends, and what stands above it."""

from __future__ import annotations

from cleanroom.clean.kernels.lines import BREAK, SPACE, Codes, Ints
from cleanroom.kernels.compile import kernel

#: rows of what is found: offsets of the stripped line, blank lines above, characters in front of it, whether there is a
#: gap, lines that it was joined from, whether it is a piece of one
START, END, BLANK, INDENT, GAP, JOINED, PIECE = range(7)
ROWS = 7
#: columns of `texts`: lines, their characters, those of long lines, how many are no short ones, the longest
LINES, CHARS, BEYOND, WIDER, LONGEST = range(5)
COUNTS = 5
_LF, _CR = 0x0A, 0x0D


@kernel("int64(uint16[::1], uint16[::1])")
def breaks(chars: Codes, props: Codes) -> int:
    """How many line breaks there are."""
    count = 0
    for at in range(len(chars)):
        count += props[chars[at]] & BREAK != 0
    return count


@kernel("int64(uint16[::1], int64[::1], int64[::1], uint16[::1], int64, int64, int64[:,::1], int64[:,::1])")
def lines(
    chars: Codes, start: Ints, end: Ints, props: Codes, long: int, short: int, out: Ints, texts: Ints
) -> int:  # fmt: skip
    """Fill `out` (ROWS × lines) with the lines of texts start .. end that are not blank, one text behind the other, and
    `texts` with what their lengths say; lines are `long` beyond so many characters, `short` up to so many. Both are
    zero before. Gives how many lines there are. As `segment.segment` finds them."""
    found = 0
    for text in range(len(start)):
        first, at, stop = found, start[text], end[text]
        fed = returned = 0  # breaks since the last line
        begin = at
        while begin < stop:
            while at < stop and not props[chars[at]] & BREAK:
                at += 1
            opens, closes = begin, at
            while opens < closes and props[chars[opens]] & SPACE:
                opens += 1
            while closes > opens and props[chars[closes - 1]] & SPACE:
                closes -= 1
            if opens < closes:
                above = max(fed, returned)
                out[START, found], out[END, found] = opens, closes
                out[BLANK, found] = above - 1 if found > first and above > 1 else 0
                out[INDENT, found], out[GAP, found], out[JOINED, found] = opens - begin, above > 1, 1
                length = closes - opens
                texts[text, CHARS] += length
                texts[text, BEYOND] += length if length > long else 0
                texts[text, WIDER] += length > short
                texts[text, LONGEST] = max(texts[text, LONGEST], length)
                found, fed, returned = found + 1, 0, 0
            if at < stop:
                fed += chars[at] == _LF
                returned += chars[at] == _CR
            at += 1
            begin = at
        texts[text, LINES] = found - first
    return found


@kernel("void(uint16[::1], int64[::1], int64[::1], int64[::1], uint16[::1], int64[::1], uint16[::1])")
def gather(chars: Codes, start: Ints, end: Ints, joined: Ints, props: Codes, places: Ints, out: Codes) -> None:
    """Copy units one behind the other with a blank behind each; `places` gets where each begins. A break inside a unit,
    which only one that was joined has, becomes a blank."""
    at = 0
    for unit in range(len(start)):
        places[unit] = at
        for source in range(start[unit], end[unit]):
            out[at] = chars[source]
            at += 1
        for place in range(places[unit], at if joined[unit] > 1 else 0):
            if props[out[place]] & BREAK:
                out[place] = 0x20
        out[at] = 0x20
        at += 1
