"""Where a page that stands on one line is cut: at the ends of sentences, and where lists turn into prose."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cleanroom.clean.model.characters import (
    ASK,
    CLOSE,
    DASH,
    DIGIT,
    EMOJI,
    LOWER,
    MARK,
    NEWLINE,
    OPEN,
    OTHER,
    PERIOD,
    QUOTE,
    UPPER,
    WIDE,
    Array,
    codepoints,
    tables,
)

#: characters that are looked at together: the arrays of a line of 100 MB would take 2 GB
_AT_ONCE = 1_000_000
#: words looked at on either side of a place where a list may turn into prose
_SIDE = 9
#: share of them in lower case: prose has more, lists of titles and menus have less
_PROSE, _LIST = 0.5, 0.3
#: no two such places within so many words
_APART = 6
#: a list without any sign is cut every so many words, before one with a capital
_LONG, _STEP, _FEW = 30, 12, 0.35
#: share of characters from which a text is in a script without blanks
_UNSPACED = 0.2
#: full stops of those scripts
_IDEOGRAPHIC = (0x3002, 0xFF01, 0xFF1F, 0xFF61)


def sentence_spans(line: str) -> list[tuple[int, int]]:
    """The pieces of a line, without the white space between them."""
    cuts = [start + cut for start, part in _parts(line) for cut in _cuts_in(part) if cut or not start]
    spans = []
    for start, stop in zip(cuts, [*cuts[1:], len(line)], strict=True):
        piece = line[start:stop].strip()
        if piece:
            begin = line.index(piece, start)
            spans.append((begin, begin + len(piece)))
    return spans


def _parts(line: str) -> Iterator[tuple[int, str]]:
    """A line that is no longer than a book, else its parts; they end with a blank where there is any."""
    start = 0
    while len(line) - start > _AT_ONCE:
        stop = line.rfind(" ", start, start + _AT_ONCE) + 1 or start + _AT_ONCE
        yield start, line[start:stop]
        start = stop
    yield start, line[start:]


def _cuts_in(part: str) -> list[int]:
    """Where a part is cut; its beginning, which need be no joint, is one of the places."""
    chars = codepoints(part)
    found: list[int] = _cuts(chars, tables().classes[chars]).tolist()
    return found


def _cuts(chars: Array, cls: Array) -> Array:
    solid = cls > NEWLINE
    starts = np.flatnonzero(solid & np.concatenate([[True], ~solid[:-1]]))
    if not len(starts):
        return np.zeros(1, np.int64)
    blanks = np.append(np.flatnonzero(~solid), len(cls))
    ends = blanks[np.searchsorted(blanks, starts)]
    cut = _at_ends(cls, starts, ends)
    low = (cls[starts] == LOWER).astype(np.float64)
    capital = np.isin(cls[starts], (UPPER, QUOTE, OPEN))
    if len(starts) > 24:
        _where_lists_end(cut, low, capital)
        _along_lists(cut, low, capital)
    places = starts[cut]
    if (cls == WIDE).mean() > _UNSPACED:
        places = np.union1d(places, _unspaced(chars, cls))
        places = np.union1d(places, starts)  # blanks are rare there: each is a joint
    return np.union1d(places, [0])


def _at_ends(cls: Array, starts: Array, ends: Array) -> Array:
    """Behind a full stop, before a capital or a sign; and at marks that stand alone."""
    first, last, before = cls[starts], cls[ends - 1], cls[np.maximum(ends - 2, starts)]
    closed = (last == QUOTE) | (last == CLOSE)
    stop = np.isin(last, (PERIOD, ASK)) | (closed & np.isin(before, (PERIOD, ASK)))
    abbreviation = (ends - starts < 3) & (last == PERIOD)
    begins = np.isin(first, (UPPER, OTHER, WIDE, DIGIT, QUOTE, OPEN, EMOJI, MARK, DASH))
    cut = np.zeros(len(starts), bool)
    cut[0] = True
    cut[1:] = (stop & ~abbreviation)[:-1] & begins[1:]
    held: Array = cut | ((first == MARK) & (ends - starts < 2))
    return held


def _where_lists_end(cut: Array, low: Array, capital: Array) -> None:
    words = len(low)
    total = np.concatenate([[0.0], np.cumsum(low)])
    at = np.arange(words)
    ahead = (total[np.minimum(at + _SIDE, words)] - total[at]) / _SIDE
    behind = (total[at] - total[np.maximum(at - _SIDE, 0)]) / _SIDE
    candidates = capital & (ahead >= _PROSE) & (behind <= _LIST)
    jump = np.where(candidates, ahead - behind, -1.0)
    for place in np.flatnonzero(candidates).tolist():
        near = slice(max(0, place - _APART), place + _APART + 1)
        if jump[place] >= jump[near].max() and not cut[max(0, place - 1) : place + 2].any():
            cut[place] = True


def _along_lists(cut: Array, low: Array, capital: Array) -> None:
    places = np.flatnonzero(cut)
    lengths = np.diff(np.append(places, len(cut)))
    for place, length in zip(places[lengths > _LONG].tolist(), lengths[lengths > _LONG].tolist(), strict=True):
        at, end = place, place + length
        while at + _STEP < end:
            after = at + _STEP
            if low[at:after].mean() < _FEW:
                while after < end and not capital[after]:
                    after += 1
                if after < end - 4:
                    cut[after] = True
            at = after


def _unspaced(chars: Array, cls: Array) -> Array:
    stops = np.flatnonzero(np.isin(cls[:-1], (PERIOD, ASK)))
    behind = stops[np.isin(chars[stops], _IDEOGRAPHIC)] + 1
    behind = behind[behind < len(cls)]
    held: Array = behind[(cls[behind] != QUOTE) & (cls[behind] != CLOSE) & (cls[behind] > NEWLINE)]
    return held
