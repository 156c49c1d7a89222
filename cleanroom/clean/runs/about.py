"""Who wrote the text or sent it out: a heading "About Example Ltd" below the text, and the paragraphs under it."""

from __future__ import annotations

from collections.abc import Iterator

from cleanroom.clean.lazy import pattern
from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

_NAME = r"[^\W\d_a-z][\w&.’'-]*(?: (?:[^\W\d_a-z][\w&.’'-]*|&|of|for|the|and|de|da|do|di|von|van|der)){0,5}"
#: "About Anna Example", "Über Anna Muster"; a heading that asks about a matter has no name in it
_HEADING = pattern(
    r"(?:About|Über|À propos de|A propos de|Acerca de|Sobre|Over|Informazioni su|Chi è|Qui est|Zur Person:?|O) "
    r"(?P<name>(?i:the authors?|den Autor|die Autorin|l['’]auteure?|el autor|la autora|o autor|a autora|de auteur"
    rf"|l['’]autore)|{_NAME}):?"
)
#: names that anybody has who is called the author
_ANYBODY = frozenset("the author authors den autor die autorin auteur auteure el la o a de autora autore".split())
#: words of names that tell nothing
_JOINING = frozenset(("the", "and", "for", "von", "van", "der"))
#: paragraphs under the heading, at most: more are a chapter
_PARAGRAPHS = 4
#: characters of prose above
_TEXT_CHARS = 600
#: characters of the first paragraph within which the name stands, and of the heading
_WITHIN, _HEADING_CHARS = 120, 70
_SURE = 0.97


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Verdicts on the heading and on the paragraphs under it, where they are the last of the text."""
    views = sheet.views
    if views.chars_of_prose() < _TEXT_CHARS or views[0].piece:
        return
    heading = _heading(sheet)
    if heading is None or views.chars_of_prose(0, heading) < _TEXT_CHARS:
        return
    for index in range(heading, len(views)):
        if index == heading or not sheet.is_hit(index):
            yield sheet.verdict(index, "boilerplate", "run.about", _SURE)


def _heading(sheet: Sheet) -> int | None:
    """The line of the heading with the last few paragraphs of the text under it."""
    paragraphs: list[int] = []
    for index in range(len(sheet.views) - 1, sheet.first_prose, -1):
        if sheet.is_prose(index):
            paragraphs.append(index)
            if len(paragraphs) > _PARAGRAPHS:
                return None
        elif paragraphs and sheet.views.sizes[index] <= _HEADING_CHARS and _names(sheet, index, paragraphs[-1]):
            return index
    return None


def _names(sheet: Sheet, index: int, paragraph: int) -> bool:
    """Whether the line is such a heading, and the paragraph below it begins with the name, or nearly."""
    if (found := _HEADING.fullmatch(sheet.views.text(index))) is None:
        return False
    name = frozenset(found["name"].lower().replace("’", " ").replace("'", " ").split())
    opening = sheet.views.text(paragraph)[:_WITHIN].lower()
    return name <= _ANYBODY or any(part in opening for part in name - _JOINING if len(part) > 2)
