"""Lists of other stories: a heading that announces them, or titles that each end with their source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanroom.clean.lazy import pattern
from cleanroom.clean.marks import SOURCED
from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

#: "Title -- Source", "Title - The Source", "Title | Source", "Title (The Source)"
_SOURCED = pattern(
    r"(?P<title>.{12,200}?)(?:\s(?P<dash>--|–|—|-|\|)\s*(?P<source>[A-Z0-9][\w.&'’ -]{1,40}?)(?:\s*\(.{1,30}\))?"
    r"|\s\((?P<bracket>[A-Z][\w.&'’ -]{2,40})\))"
)
#: what all of these have, in a look that costs less
_PARTED = re.compile(r"\s[–—|(-]")
#: characters of such a line, at most
_SOURCED_CHARS = 250
#: words of a title in such a row, at least: rows of a programme or table have fewer
_TITLE_WORDS = 4
#: words of a source, at most
_SOURCE_WORDS = 4
#: titles of that shape in a row that make a list: with a doubled dash anywhere, else behind the text
_SURE_ROWS, _ROWS = 2, 3
#: words with which a heading of other stories opens, and one that it holds
_OPEN_HEADING = re.compile(
    r"(?:more|other|further|latest|previous|recent|earlier|additional|mehr|weitere|andere|neueste|más|otras|otros|últimas"
    r"|plus d[e']|autres|dernières|altre|altri|outras|mais|what others)\b.{0,60}",
    re.IGNORECASE,
)
_ABOUT_STORIES = pattern(
    r"\b(?:stor(?:y|ies)|news|coverage|links?|reports?|articles?|posts?|headlines|reading|reactions?|berichte|artikel"
    r"|nachrichten|meldungen|beiträge|themen|noticias|artículos|notas|actualités|infos|notizie|articoli|notícias"
    r"|(?:more|mehr|más|plus) (?:in|on|from|about|zu|zum|zur|aus|über|sobre|de|en|sur))\b",
    re.IGNORECASE,
)
_HEADING_WORDS = 12
#: lines of a list, at most
_MAX_LIST = 60
#: what may stand between the titles of a list; another kind ends it
_INSIDE = (
    "related_links", "read_more", "dateline", "byline", "tags", "photo_credit", "caption", "media_widget",
    "share_bar", "advertisement", "navigation",
)  # fmt: skip
#: lines of a card, a title and a sentence; cards in a row that make a page of them, and lines above the first, at most
_CARD, _CARDS, _TOP = 2, 3, 5
_CONFIDENCE, _SURE = 0.85, 0.95


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Verdicts on the items below a heading, and on rows of sourced titles with what announces them."""
    last = sheet.last_prose
    tail = range(last + 1 if last >= 0 else len(sheet.views), len(sheet.views))
    for heading in (*(index for index in sheet.known if index not in tail), *tail):
        if hit := next((hit for hit in sheet.hits[heading] if hit.rule.run == "list"), None):
            for index in _items(sheet, heading):
                yield sheet.verdict(index, "related_links", hit.rule.code, hit.confidence)
        elif heading in tail and _is_open_heading(sheet, heading):
            items = _items(sheet, heading)
            for index in [heading, *items] if len(items) > 1 else []:
                yield sheet.verdict(index, "related_links", "run.open-heading", _CONFIDENCE)
    yield from _sourced_rows(sheet)


def _is_open_heading(sheet: Sheet, index: int) -> bool:
    """ "More on the trees", "Other coverage of the strike": no rule can list them all."""
    if _OPEN_HEADING.match(sheet.views.text(index)) is None or sheet.is_hit(index):
        return False
    view = sheet.views[index]
    if view.words > _HEADING_WORDS or view.ends_sentence:
        return False
    return _ABOUT_STORIES.search(view.text) is not None


def _items(sheet: Sheet, heading: int) -> list[int]:
    """Title-like lines below a heading that no rule knows, up to the first line that is prose or another section; a
    list that opens with a bullet goes on as long as they do."""
    end = heading + 1
    bulleted = end < len(sheet.views) and sheet.views[end].bulleted
    while end < len(sheet.views) and end - heading <= _MAX_LIST and _is_item(sheet, end):
        if bulleted and not sheet.views[end].bulleted and not sheet.is_hit(end):
            break
        end += 1
    if end < len(sheet.views) and end - 1 > heading and _is_subheading(sheet, heading, end - 1):
        end -= 1
    if end == heading + _CARD and _are_cards(sheet, heading + 1):
        return []
    return [index for index in range(heading + 1, end) if not sheet.is_hit(index)]


def _are_cards(sheet: Sheet, first: int) -> bool:
    """Titles with a sentence below each, on top of a text: a page of cards is about nothing else."""
    last = first + _CARD * _CARDS
    if first > _TOP or last > len(sheet.views) or sheet.first_prose < first:
        return False
    lines = range(first, last)
    return not any(sheet.is_hit(i) or (i - first) % _CARD != sheet.views[i].ends_sentence for i in lines)


def _is_item(sheet: Sheet, index: int) -> bool:
    if sheet.is_hit(index):
        return sheet.has_kind(index, *_INSIDE)
    return sheet.is_titlelike(index) and not sheet.is_prose(index)


def _is_subheading(sheet: Sheet, heading: int, last: int) -> bool:
    """The last short line before prose belongs to the text when a gap parts it from the list above."""
    if sheet.is_hit(last) or not sheet.views[last].gap:
        return False
    gaps = [sheet.views[i].gap for i in range(heading + 2, last)]
    return not gaps or not all(gaps) or last == heading + 1


def _sourced_rows(sheet: Sheet) -> Iterator[Verdict]:
    for row in _rows([index for index in sheet.views.marked(SOURCED) if _dash(sheet, index)]):
        if _makes_list(sheet, row):
            if _announces(sheet, row[0] - 1):
                yield sheet.verdict(row[0] - 1, "related_links", "run.sourced-titles", _CONFIDENCE)
            for inner in row:
                yield sheet.verdict(inner, "related_links", "run.sourced-titles", _SURE)


def _rows(indexes: list[int]) -> list[list[int]]:
    """The runs of numbers that follow each other."""
    rows: list[list[int]] = []
    for index in indexes:
        if rows and rows[-1][-1] == index - 1:
            rows[-1].append(index)
        else:
            rows.append([index])
    return rows


def _makes_list(sheet: Sheet, row: list[int]) -> bool:
    """A doubled dash is a signature of link lists; other rows need a heading and the place behind the text."""
    if all(_dash(sheet, index) == "--" for index in row):
        return len(row) > _SURE_ROWS or (len(row) == _SURE_ROWS and _announces(sheet, row[0] - 1))
    return len(row) >= _ROWS and row[0] > sheet.last_prose >= 0 and _announces(sheet, row[0] - 1)


def _announces(sheet: Sheet, index: int) -> bool:
    """Whether a line is the heading of a list of stories."""
    if index < 0 or sheet.views[index].words > _HEADING_WORDS:
        return False
    return sheet.has_kind(index, "related_links") or _ABOUT_STORIES.search(sheet.views[index].text) is not None


def _dash(sheet: Sheet, index: int) -> str:
    """How a line parts a title from its source; "" where it does not."""
    text = sheet.views.text(index)
    if len(text) > _SOURCED_CHARS or not _PARTED.search(text) or sheet.views.prose[index]:
        return ""
    found = _SOURCED.fullmatch(text)
    if not found or len(found["title"].split()) < _TITLE_WORDS:
        return ""
    source = found["source"] or found["bracket"]
    return (found["dash"] or "(") if len(source.split()) <= _SOURCE_WORDS else ""
