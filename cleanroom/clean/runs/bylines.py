"""Authors named in lines that no phrase introduces: a name below the headline, or behind the date."""

from __future__ import annotations

from collections.abc import Iterator

from cleanroom.clean.lazy import pattern
from cleanroom.clean.marks import DATE
from cleanroom.clean.people import NAME, NAME_PART, ROLE
from cleanroom.clean.rules.shapes import DATE_WORDS
from cleanroom.clean.segment import tokens_of
from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

_NAMED = pattern(rf"(?P<author>{NAME})(?:\s?[,|(–—-]\s?(?P<role>[^.]{{2,60}}))?")
_BY = pattern(
    rf"\s*[,|•·–—-]?\s*(?:[Bb]y|[Pp]ar|[Pp]or|[Vv]on|[Dd]i|[Dd]oor)\s(?P<author>{NAME}|{NAME_PART})(?:\s?[|(,].{{0,40}})?"
)
#: a line of a head is not longer; a name alone needs a date, a byline or a share bar beside it
_LINE_CHARS = 110
_SURE, _LIKELY = 0.92, 0.86
_BESIDE = ("dateline", "byline", "share_bar")
#: words that open a line of capitals which is no name
_NO_NAMES = frozenset("the a an der die das le la les el los las il lo i".split())


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Verdicts on the lines of the head, and of the tail where a blog signs its post."""
    first, last, views = sheet.first_prose, sheet.last_prose, sheet.views
    dated = views.marked(DATE)
    for index in sorted({*range(first), *(at for at in dated if at >= max(first, last + 1))}):
        if views.prose[index] or views.sizes[index] > _LINE_CHARS:
            continue
        if views.marks[index] & DATE:
            yield from _date_and_name(sheet, index)
        if 0 < index < first and not sheet.is_hit(index):
            yield from _name(sheet, index)


def _date_and_name(sheet: Sheet, index: int) -> Iterator[Verdict]:
    """ "February 11, 2017 by Anna": two spans, for two fields."""
    view = sheet.views[index]
    stamp = view.stamp
    if stamp is None or not all(token in DATE_WORDS for token in tokens_of(view.text[: stamp.start])):
        return
    by = _BY.fullmatch(view.text, stamp.end)
    if by:
        end = view.start + stamp.end
        yield Verdict(view.start, end, "dateline", "run.date-and-name", _SURE, stamp.value)
        yield Verdict(end, view.end, "byline", "run.date-and-name", _SURE, by["author"])


def _name(sheet: Sheet, index: int) -> Iterator[Verdict]:
    """A name with a role, or a bare one that a date or share bar stands beside, below the headline."""
    found = _NAMED.fullmatch(sheet.views.text(index))
    if not found or found["author"].split()[0].lower() in _NO_NAMES:
        return
    beside = any(sheet.has_kind(i, *_BESIDE) for i in (index - 1, index + 1) if 0 <= i < len(sheet.views))
    if found["role"]:
        if ROLE.search(found["role"]):
            yield sheet.verdict(index, "byline", "run.name", _LIKELY, found["author"])
    elif beside:
        yield sheet.verdict(index, "byline", "run.name", _LIKELY, found["author"])
