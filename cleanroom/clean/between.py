"""Short lines that nothing knows, among lines that are cut: furniture is not interrupted by single lines of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cleanroom.clean.kinds import KINDS
from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

#: what stands between paragraphs of the text with a heading below or above it: no furniture around the heading
_IN_TEXT = ("read_more", "caption", "photo_credit", "title", "template")
#: lines in a row that are taken along
_MOST = 2
#: words of a line above the text, at most, and how many lines must be cut there: section names, counters, names
_HEAD_WORDS, _HEAD_CUTS = 3, 2
#: words of a title below the text, at least: signatures, headings and entries of lists have fewer
_TITLE_WORDS = 9
_CONFIDENCE = 0.85


def between(sheet: Sheet, upheld: Sequence[Verdict]) -> Iterator[Verdict]:
    """Verdicts on lines with cut ones above and below, on a last line below a cut one, and on the head and the tail
    of a text of which more is cut."""
    cut = _whole_lines(sheet, upheld)
    kept = [v.index for v in sheet.views if v.prose and v.index not in cut]
    if not kept or len(cut) < _HEAD_CUTS or sheet.views[0].piece:
        return
    for index, beside in _found(sheet, cut, kept[0], kept[-1]):
        waste = not KINDS[beside.kind].stream and beside.kind not in _IN_TEXT
        yield sheet.verdict(index, beside.kind if waste else "boilerplate", "run.between", _CONFIDENCE)


def _whole_lines(sheet: Sheet, upheld: Sequence[Verdict]) -> dict[int, Verdict]:
    spans = {v.start: v for v in upheld}
    return {v.index: spans[v.start] for v in sheet.views if v.start in spans and spans[v.start].end >= v.end}


def _found(sheet: Sheet, cut: Mapping[int, Verdict], first: int, last: int) -> Iterator[tuple[int, Verdict]]:
    """The lines to be cut, each with the cut line above it or else below it."""
    above_text = sum(index < first for index in cut)
    for index in range(len(sheet.views)):
        if index in cut or sheet.views[index].prose:
            continue
        above, below = _cut_above(sheet, cut, index), _cut_below(sheet, cut, index)
        if above is not None and (below is not None or index == len(sheet.views) - 1):
            inside = first < index < last
            if not inside or not {above.kind, below.kind if below else ""} & set(_IN_TEXT):
                yield index, above
        elif index < first and above_text >= _HEAD_CUTS and sheet.views[index].words <= _HEAD_WORDS:
            yield index, above or below or next(iter(cut.values()))
        elif index > last and above is not None and sheet.views[index].words >= _TITLE_WORDS:
            yield index, above


def _cut_above(sheet: Sheet, cut: Mapping[int, Verdict], index: int) -> Verdict | None:
    for at in range(index - 1, index - 1 - _MOST, -1):
        if at in cut:
            return cut[at]
        if at < 0 or sheet.views[at].prose:
            return None
    return None


def _cut_below(sheet: Sheet, cut: Mapping[int, Verdict], index: int) -> Verdict | None:
    for at in range(index + 1, min(index + 1 + _MOST, len(sheet.views))):
        if at in cut:
            return cut[at]
        if sheet.views[at].prose:
            return None
    return None
