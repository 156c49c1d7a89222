"""The one place that cuts: removals out, the rest joined. Kept and removed spans tile the raw text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleanroom.records import Removal, Verdict

_BREAKS = "\n\r\x85\u2028\u2029"
_BLANKS = " \t\u00a0"
#: what is found behind the last part of a line, "" at the end of the text
_AT_LINE_END = ("", *_BREAKS)


def removals(text: str, verdicts: Iterable[Verdict]) -> tuple[Removal, ...]:
    """Verdicts that were upheld, as cuts: sorted, without overlap, white space around them included.

    Each cut takes the white space behind it (before it, at the end of a line or of the text), so that the gap it
    leaves is the one that stood before it.
    """
    cuts: list[Removal] = []
    for verdict in sorted(verdicts, key=lambda v: (v.start, -v.end)):
        done = cuts[-1].end if cuts else 0
        start = max(verdict.start, done)
        line_end = _skip(text, verdict.end, _BLANKS)
        before = _skip_back(text, start, done)
        if done < before and text[before - 1] not in _BREAKS and text[line_end : line_end + 1] in _AT_LINE_END:
            start, end = before, line_end  # the last part of a line: the break behind it belongs to what stays
        else:
            end = _skip_space(text, verdict.end)
        if end > start:
            cuts.append(_cut(text, verdict, start, end))
    return tuple(_close_end(text, cuts))


def join(text: str, cuts: Iterable[Removal]) -> str:
    """What is left of a text without the cuts."""
    return "".join(text[start:end] for start, end in kept_spans(text, cuts))


def kept_spans(text: str, cuts: Iterable[Removal]) -> Iterator[tuple[int, int]]:
    """The spans between the cuts, (start, end), empty ones left out."""
    at = 0
    for cut in cuts:
        if cut.start > at:
            yield at, cut.start
        at = cut.end
    if at < len(text):
        yield at, len(text)


def _cut(text: str, verdict: Verdict, start: int, end: int) -> Removal:
    return Removal(start, end, verdict.kind, verdict.rule, verdict.confidence, text[start:end])


def _skip(text: str, at: int, chars: str) -> int:
    while at < len(text) and text[at] in chars:
        at += 1
    return at


def _skip_back(text: str, at: int, floor: int) -> int:
    while at > floor and text[at - 1] in _BLANKS:
        at -= 1
    return at


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _close_end(text: str, cuts: list[Removal]) -> Iterator[Removal]:
    """Widen the cuts at both ends of the text over the white space that they would leave there."""
    tail = len(cuts)
    while tail and cuts[tail - 1].end == (cuts[tail].start if tail < len(cuts) else len(text)):
        tail -= 1
    for number, cut in enumerate(cuts):
        start = cut.start
        if number == tail:
            start = len(text[:start].rstrip())
        if number == 0 and not text[:start].strip():
            start = 0
        yield Removal(start, cut.end, cut.kind, cut.rule, cut.confidence, text[start : cut.end])
