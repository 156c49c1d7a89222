"""The headline of a page dump: it stands among menus and stamps, and the words of the text tell it from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cleanroom.clean.findings import Examination
from cleanroom.clean.runs.head import has_headline_shape
from cleanroom.clean.segment import tokens_of
from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

#: lines above the first paragraph among which it is, and paragraphs that tell what the text is about
_ABOVE, _PARAGRAPHS = 30, 6
#: letters of a word that tells: shorter ones are mostly articles and the like
_LETTERS = 4
#: words of a headline that the text must have too, and their share; a stamp right below is worth so much more
_SHARED, _SHARE, _STAMPED = 2, 0.34, 0.2
#: added to the words that are shared out: a kicker of two words has both of them in the text
_SHORT = 4
#: each line of distance counts a little against it, so that of two alike the nearer one is taken
_DISTANCE = 0.01
#: the line stays what it is, cut or not: the field is filled all the same
_CONFIDENCE = 0.55


def with_headline(found: Examination) -> Examination:
    """What was found out about a page, and the headline of a page dump."""
    title = headline(found.sheet, found.upheld, found.verdicts) if found.kind == "page_dump" else None
    return replace(found, verdicts=(*found.verdicts, title)) if title else found


def headline(sheet: Sheet, upheld: Sequence[Verdict], said: Sequence[Verdict]) -> Verdict | None:
    """A verdict on the line that is the headline, where neither the page nor anything that was said names one."""
    if sheet.page.title or any(v.kind == "title" for v in said):
        return None
    gone = {v.start for v in upheld}
    views = sheet.views
    text = [i for i, prose in enumerate(views.prose) if prose and views.start[i] not in gone][:_PARAGRAPHS]
    if not text:
        return None
    topic = set[str]().union(*(_telling(views[i].text) for i in text))
    above = range(max(0, text[0] - _ABOVE), text[0])
    worth, index = max(((_worth(sheet, i, text[0] - i, topic), i) for i in above), default=(0.0, -1))
    return sheet.verdict(index, "title", "run.headline", _CONFIDENCE, views[index].text) if worth > 0 else None


def _worth(sheet: Sheet, index: int, distance: int, topic: set[str]) -> float:
    """How surely a line is the headline, 0 where it is none."""
    if sheet.is_hit(index) or not has_headline_shape(sheet, index):
        return 0.0
    words = _telling(sheet.views[index].text)
    shared = len(words & topic)
    if shared < _SHARED or shared < _SHARE * len(words):
        return 0.0
    stamped = any(sheet.has_kind(i, "byline", "dateline") for i in (index + 1, index + 2) if i < len(sheet.views))
    return shared / (len(words) + _SHORT) + _STAMPED * stamped - _DISTANCE * distance


def _telling(text: str) -> set[str]:
    """Its longer words, and short ones with letters beyond ASCII; of a script without blanks pairs of characters."""
    words = [token for token in tokens_of(text) if len(token) >= _LETTERS or not token.isascii()]
    return {part for word in words for part in _parts(word)}


def _parts(word: str) -> list[str]:
    return [word] if word[0] < "\u0e00" else [word[at : at + 2] for at in range(len(word) - 1)]
