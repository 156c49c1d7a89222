"""Sentences over several lines: dumps that give each link a line of its own tear them, and the pieces share one answer.

Of 92 articles dumped so, 24 come out whole where 18 did (`benchmarks/line_model.md`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp, log

from cleanroom.clean.sheet import Sheet

#: a line that ends with one of these ends a sentence or a label
_ENDS = frozenset(".!?…:;\"”»)]。！？、，")
#: a line that begins with one of these, or in lower case, goes on with the sentence above
_GOES_ON = frozenset(",.;:)’'%]")
#: characters of a line that opens a sentence which a name goes on
_OPENING = 20
#: probabilities are taken for no surer than this
_LEAST = 1e-6


def together(sheet: Sheet, wanted: Sequence[float]) -> Sequence[float]:
    """The probabilities that units are wanted, for all pieces of a sentence the mean of their log odds by length."""
    shared: list[float] | None = None
    for begin, end in _torn(sheet):
        sizes = sheet.views.sizes[begin:end]
        odds = sum(size * _log_odds(one) for size, one in zip(sizes, wanted[begin:end], strict=True)) / sum(sizes)
        shared = list(wanted) if shared is None else shared
        shared[begin:end] = [1 / (1 + exp(-odds))] * (end - begin)
    return wanted if shared is None else shared


def _torn(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Units [begin, end) that are pieces of one sentence."""
    begin, count = 0, len(sheet.views)
    for index in range(1, count + 1):
        if index < count and (_open(sheet, index, 1) and (_goes_on(sheet, index) or _is_link(sheet, index))):
            continue
        if index - begin > 1:
            yield begin, index
        begin = index


def _open(sheet: Sheet, index: int, least: int) -> bool:
    """Whether the unit above, of so many characters at least, ends without a sign, one line break further up."""
    text, end, start = sheet.page.text, sheet.views.end[index - 1], sheet.views.start[index]
    open_ = text[end - 1] not in _ENDS and text.count("\n", end, start) == 1
    return open_ and sheet.views.sizes[index - 1] >= least


def _goes_on(sheet: Sheet, index: int) -> bool:
    """Whether a unit begins as a sentence goes on."""
    sign = sheet.page.text[sheet.views.start[index]]
    return sign.islower() or sign in _GOES_ON


def _is_link(sheet: Sheet, index: int) -> bool:
    """Whether a unit is a name in the middle of a sentence that the unit above opens and the one below goes on with."""
    opened = sheet.page.text[sheet.views.end[index - 1] - 1].islower() and _open(sheet, index, _OPENING)
    below = index + 1
    return opened and below < len(sheet.views) and _open(sheet, below, 1) and _goes_on(sheet, below)


def _log_odds(wanted: float) -> float:
    sure = min(max(float(wanted), _LEAST), 1 - _LEAST)
    return log(sure / (1 - sure))
