"""Texts to units as arrays: their spans, and their characters in one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from cleanroom.clean.kernels import cut
from cleanroom.clean.kernels import lines as k
from cleanroom.clean.lines import Laid
from cleanroom.clean.lookup import TOP, Characters, characters
from cleanroom.clean.segment import View
from cleanroom.clean.units import LONG, SHORT, may_be_flat, may_be_wrapped, units


@dataclass(frozen=True)
class Spans:
    """Units of texts, one text behind the other; up to behind[i] they are of the texts up to text i."""

    chars: k.Codes  # of the units, a blank behind each
    places: k.Ints  # where each begins in these
    start: k.Ints  # and in its text
    end: k.Ints
    about: k.Ints  # BLANK .. PIECE × units
    behind: k.Ints
    signs: Characters

    @cached_property
    def joined(self) -> bool:
        """Whether there are units of several lines."""
        return bool((self.about[cut.JOINED - cut.BLANK] > 1).any())

    def laid(self, rows: slice) -> Laid:
        """Some units as the model takes them."""
        lengths = self.end[rows] - self.start[rows]
        begin = int(self.places[rows.start]) if len(lengths) else 0
        chars = self.chars[begin : begin + int(lengths.sum()) + len(lengths)]
        blank, indent, _, joined, piece = self.about[:, rows]
        return Laid(chars, lengths, blank, indent, joined, piece)


def codes(texts: Sequence[str], first: str) -> tuple[k.Codes, k.Ints, k.Ints, Characters]:
    """Texts as code points, where each begins and ends, and what the characters are."""
    parts, beyond = [], set[int]()
    for text in texts:
        part = text.encode("utf-16-le", "surrogatepass")
        if len(part) > 2 * len(text):  # characters beyond the first plane
            wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
            beyond.update(wide[wide > TOP].tolist())
            part = np.minimum(wide, TOP).astype(np.uint16).tobytes()
        parts.append(part)
    signs = characters(first)
    if any(chr(code).isalnum() for code in beyond):
        signs = signs.with_odd()
    lengths = np.array(list(map(len, texts)), np.int64)
    start = np.cumsum(lengths + 1) - lengths - 1
    return np.frombuffer(b" \0".join(parts), np.uint16), start, start + lengths, signs


def spans(texts: Sequence[str], first: str) -> Spans:
    """The units of some texts, as `units` finds them. `first`: characters that patterns are told by."""
    chars, begins, ends, signs = codes(texts, first)
    props = signs.props
    room = cut.breaks(chars, props) + len(texts)
    found, counts = np.zeros((cut.ROWS, room), np.int64), np.zeros((len(texts), cut.COUNTS), np.int64)
    lines = cut.lines(chars, begins, ends, props, LONG, SHORT, found, counts)
    found = found[:, :lines]
    behind = np.cumsum(counts[:, cut.LINES])
    apart = [
        text for text, (lines, size, beyond, wider, longest) in enumerate(counts.tolist())
        if may_be_wrapped(lines, size, beyond, wider) or may_be_flat(size, longest)
    ]  # fmt: skip
    if apart:
        found, behind = _with(found, behind, {text: _columns(units(texts[text]), int(begins[text])) for text in apart})
    begin, end, joined = (np.ascontiguousarray(found[row]) for row in (cut.START, cut.END, cut.JOINED))
    packed, places = np.empty(int((end - begin).sum()) + len(begin), np.uint16), np.empty(len(begin), np.int64)
    cut.gather(chars, begin, end, joined, props, places, packed)
    offsets = np.repeat(begins, np.diff(behind, prepend=0))
    return Spans(packed, places, begin - offsets, end - offsets, found[cut.BLANK :], behind, signs)


def _columns(views: Sequence[View], begin: int) -> k.Ints:
    """ROWS × units"""
    rows = [
        (view.start + begin, view.end + begin, view.blank, view.indent, view.gap, view.rows, view.piece)
        for view in views
    ]
    return np.array(rows, np.int64).reshape(len(rows), cut.ROWS).T


def _with(found: k.Ints, behind: k.Ints, others: dict[int, k.Ints]) -> tuple[k.Ints, k.Ints]:
    """With other units for some texts."""
    blocks = [
        others.get(text, found[:, begin:end]) for text, (begin, end) in enumerate(pairwise([0, *behind.tolist()]))
    ]
    return np.concatenate(blocks, axis=1), np.cumsum([block.shape[1] for block in blocks])
