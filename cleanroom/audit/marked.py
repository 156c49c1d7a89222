"""A document's raw text as spans, kept and cut in turn, to be shown whole, clean, or only around its cuts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Row = dict[str, Any]
View = Literal["raw", "clean", "changes"]

#: characters shown at once: more makes a browser slow
WINDOW = 100_000
#: kept characters shown on either side of a cut, where only the changes are shown
_CONTEXT = 160


@dataclass(frozen=True, slots=True)
class Span:
    """raw[start:end], cut or kept. Of a folded one `text` is empty and `hidden` says how many characters it has."""

    start: int
    text: str
    cut: Row | None = None
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Marked:
    """What is shown of a document: spans from `start` to `end` of `length` characters."""

    spans: tuple[Span, ...]
    start: int
    end: int
    length: int


def marked(raw: str, cuts: Sequence[Row], view: View = "raw", at: int = 0) -> Marked:
    """The part of a raw text that begins at `at`, with its cuts."""
    start = min(max(0, at), max(0, len(raw) - 1))
    end = min(len(raw), start + WINDOW)
    spans = [span for span in _spans(raw, cuts, start, end) if view != "clean" or span.cut is None]
    if view == "changes":
        spans = [part for place, span in enumerate(spans) for part in _folded(span, place, len(spans))]
    return Marked(tuple(spans), start, end, len(raw))


def _spans(raw: str, cuts: Sequence[Row], start: int, end: int) -> Iterator[Span]:
    at = start
    for cut in cuts:
        if cut["end"] <= start or cut["start"] >= end:
            continue
        if cut["start"] > at:
            yield Span(at, raw[at : cut["start"]])
        first, last = max(cut["start"], start), min(cut["end"], end)
        yield Span(first, raw[first:last], cut)
        at = last
    if at < end:
        yield Span(at, raw[at:end])


def _folded(span: Span, place: int, places: int) -> Iterator[Span]:
    """A long kept span as its ends, the ones next to cuts."""
    head = _CONTEXT if place else 0
    tail = _CONTEXT if place < places - 1 else 0
    length = len(span.text)
    if span.cut or length <= 2 * (head + tail):
        yield span
        return
    if head:
        yield Span(span.start, span.text[:head])
    yield Span(span.start + head, "", None, length - head - tail)
    if tail:
        yield Span(span.start + length - tail, span.text[length - tail :])
