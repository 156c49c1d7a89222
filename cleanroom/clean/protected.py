"""Lines that look like furniture and belong to the text: quoted posts, footnotes, its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanroom.clean.lazy import pattern
from cleanroom.clean.segment import View
from cleanroom.clean.sheet import Sheet

#: how a service signs a post that a page quotes: "— Anna Example (@anna) November 19, 2019"
_SIGNED_POST = pattern(r".{0,300}[—–-]\s?[^()]{1,60}\(@\w{1,30}\)\s.{0,25}\d{4}")
#: the arrow back from a footnote, a hook with or without the mark that asks for a plain glyph
_FOOTNOTE = re.compile(r"↩\ufe0e?$")
#: a work that the text rests on
_CITED = re.compile(r"\bdoi(?:: ?|\.org/)10\.\d", re.IGNORECASE)
#: what a text has that has such lines
_SIGNS = ("(@", "↩", "10.")
#: headings of what a text rests on
_SOURCES = frozenset(
    """references reference sources source notes footnotes endnotes bibliography citations quellen quelle literatur
    einzelnachweise fußnoten anmerkungen références notes sources bibliographie fuentes referencias notas bibliografía
    fonti riferimenti note bibliografia referências fontes bronnen voetnoten źródła przypisy источники примечания
    kaynaklar kaynakça dipnotlar""".split()
) | {"works cited", "works consulted", "quellen und literatur", "notes et références", "notas y referencias"}
#: a rule that is so sure of a line ends the sources
_SURE = 0.80


def protected(sheet: Sheet) -> frozenset[int]:
    """Indexes of the lines that the model alone does not cut from a text that something extracted already."""
    text = sheet.page.text
    signed = [view.index for view in sheet.views if _belongs(view)] if any(map(text.__contains__, _SIGNS)) else []
    return frozenset([*_sources(sheet), *signed])


def _belongs(view: View) -> bool:
    return _FOOTNOTE.search(view.text[-2:]) is not None or signs_post(view.text) or cites(view.text)


def cites(text: str) -> bool:
    """Whether a line names a work by its number."""
    return "10." in text and _CITED.search(text) is not None


def signs_post(text: str) -> bool:
    """Whether a line is the last line of a post that a page quotes, or such a post on one line."""
    return "(@" in text and len(text) < 400 and _SIGNED_POST.fullmatch(text) is not None


def _sources(sheet: Sheet) -> Iterator[int]:
    """The last heading of sources below the middle, and what stands under it up to a line that a rule knows."""
    views = sheet.views
    below = range(len(views) - 1, len(views) // 2 - 1, -1)
    heading = next((i for i in below if not views.prose[i] and views[i].key in _SOURCES), None)
    if heading is None:
        return
    yield heading
    for index in range(heading + 1, len(views)):
        if any(hit.confidence >= _SURE for hit in sheet.hits[index]):
            return
        yield index
