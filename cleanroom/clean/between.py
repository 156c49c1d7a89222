"""Short lines that nothing knows, among lines that are cut: single lines of the text do not stand amid furniture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cleanroom.clean.kinds import KINDS
from cleanroom.clean.protected import cites
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
#: words from which a line that ends like one is a sentence of the text: a sign-off, an answer
_SENTENCE_WORDS = 5
#: less than a rule needs by itself: the model is to agree where it is asked
_CONFIDENCE = 0.75


def between(sheet: Sheet, upheld: Sequence[Verdict]) -> Iterator[Verdict]:
    """Verdicts on lines with cut ones above and below, on a last line below a cut one, and on the head and the tail
    of a text of which more is cut."""
    cut = _whole_lines(sheet, upheld)
    if len(cut) < _HEAD_CUTS or sheet.views[0].piece:
        return
    kept = [index for index, prose in enumerate(sheet.views.prose) if prose and index not in cut]
    if not kept:
        return
    for index, beside in _found(sheet, cut, kept[0], kept[-1]):
        waste = not KINDS[beside.kind].stream and beside.kind not in _IN_TEXT
        yield sheet.verdict(index, beside.kind if waste else "boilerplate", "run.between", _CONFIDENCE)


def _whole_lines(sheet: Sheet, upheld: Sequence[Verdict]) -> dict[int, Verdict]:
    number, ends = sheet.views.number, sheet.views.end
    spans = {v.start: v for v in upheld if v.start in number}
    return {number[start]: v for start, v in spans.items() if v.end >= ends[number[start]]}


def _found(sheet: Sheet, cut: Mapping[int, Verdict], first: int, last: int) -> Iterator[tuple[int, Verdict]]:
    """The lines to be cut, each with the cut line above it or else below it."""
    above_text = sum(index < first for index in cut)
    head = range(first if above_text >= _HEAD_CUTS else 0)
    for index in sorted({*head, *(index + below for index in cut for below in range(1, _MOST + 1))}.difference(cut)):
        if index >= len(sheet.views) or sheet.views.prose[index]:
            continue
        view = sheet.views[index]
        if (view.ends_sentence and view.words >= _SENTENCE_WORDS) or cites(view.text):
            continue
        above, below = _nearest(sheet, cut, index, -1), _nearest(sheet, cut, index, 1)
        enclosed = above is not None and below is not None and below - above <= _MOST + 1
        if above is not None and (enclosed or index == len(sheet.views) - 1):
            kinds = {cut[above].kind, cut[below].kind if below is not None else ""}
            if not first < index < last or kinds.isdisjoint(_IN_TEXT):
                yield index, cut[above]
        elif index < first and above_text >= _HEAD_CUTS and view.words <= _HEAD_WORDS:
            yield index, cut[next(i for i in (above, below, min(cut)) if i is not None)]
        elif index > last and above is not None and view.words >= _TITLE_WORDS:
            yield index, cut[above]


def _nearest(sheet: Sheet, cut: Mapping[int, Verdict], index: int, step: int) -> int | None:
    """The next cut line in one direction, over no prose and at most one line that is not cut."""
    for at in range(index + step, index + step * (_MOST + 1), step):
        if at in cut:
            return at
        if not 0 <= at < len(sheet.views) or sheet.views.prose[at]:
            return None
    return None
