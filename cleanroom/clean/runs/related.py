"""Lists of other stories: a heading that announces them, or titles that each end with their source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

#: "Title -- Source", "Title - The Source", "Title | Source": the dash is doubled or the source is short and named
_SOURCED = re.compile(
    r"(?P<title>.{15,200}?)\s(?P<dash>--|–|—|\|)\s*(?P<source>[A-Z0-9][\w.&'’ -]{1,40}?)(?:\s*\(.{1,30}\))?"
)
#: words of a title in such a row, at least: rows of a programme or table have fewer
_TITLE_WORDS = 5
#: titles of that shape in a row that make a list without a heading
_SOURCED_ROWS = 3
#: a list that opens with one of these goes on as long as they do
_BULLETS = "-–—•*·▪►▶»›"
#: lines of a list, at most
_MAX_LIST = 60


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Verdicts on the items below a heading whose rule says so, and on rows of sourced titles."""
    for view in sheet.views:
        for hit in sheet.hits[view.index]:
            if hit.rule.run == "list":
                yield from _below(sheet, view.index, hit.rule.code, hit.rule.confidence)
                break
    yield from _sourced_rows(sheet)


def _below(sheet: Sheet, heading: int, rule: str, confidence: float) -> Iterator[Verdict]:
    items = _items(sheet, heading)
    for index in items:
        if not sheet.is_hit(index):
            yield sheet.verdict(index, "related_links", rule, confidence)


def _items(sheet: Sheet, heading: int) -> range:
    """Title-like lines below a heading, up to the first line that is prose."""
    end = heading + 1
    bulleted = end < len(sheet.views) and sheet.views[end].text[0] in _BULLETS
    while end < len(sheet.views) and end - heading <= _MAX_LIST and _is_item(sheet, end):
        if bulleted and sheet.views[end].text[0] not in _BULLETS and not sheet.is_hit(end):
            break
        end += 1
    if end < len(sheet.views) and end - 1 > heading and _is_subheading(sheet, heading, end - 1):
        end -= 1
    return range(heading + 1, end)


def _is_item(sheet: Sheet, index: int) -> bool:
    return sheet.is_hit(index) or (sheet.is_titlelike(index) and not sheet.is_prose(index))


def _is_subheading(sheet: Sheet, heading: int, last: int) -> bool:
    """The last short line before prose belongs to the text when a gap parts it from the list above."""
    if sheet.is_hit(last) or not sheet.views[last].gap:
        return False
    gaps = [sheet.views[i].gap for i in range(heading + 2, last)]
    return not gaps or not all(gaps) or last == heading + 1


def _sourced_rows(sheet: Sheet) -> Iterator[Verdict]:
    row: list[int] = []
    for index in range(len(sheet.views) + 1):
        if index < len(sheet.views) and _is_sourced(sheet, index):
            row.append(index)
            continue
        if len(row) >= _SOURCED_ROWS:
            for inner in row:
                yield sheet.verdict(inner, "related_links", "run.sourced-titles", 0.95)
        row = []


def _is_sourced(sheet: Sheet, index: int) -> bool:
    """A doubled dash is a signature of link lists; a single one counts behind the text only."""
    view = sheet.views[index]
    if len(view.text) > 250 or view.ends_sentence:
        return False
    found = _SOURCED.fullmatch(view.text)
    if not found or len(found["title"].split()) < _TITLE_WORDS:
        return False
    return found["dash"] == "--" or index > sheet.last_prose >= 0
