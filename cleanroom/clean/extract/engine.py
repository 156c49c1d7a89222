"""trafilatura: HTML to a tree, a tree to text and metadata. The only file that imports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: an element of a parsed page (lxml.html.HtmlElement)
Tree = Any

#: dates outside are misreadings; fixed, for trafilatura's own limit is today's clock. Not extensive: words that may be
#: a date cost half a second each, and the rules of the head look for them
_DATES = {"min_date": "1990-01-01", "max_date": "2050-12-31", "extensive_search": False}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself, "" where it does not."""

    title: str = ""
    date: str = ""
    author: str = ""
    site: str = ""
    url: str = ""


def parse(html: str) -> Tree | None:
    """The tree of a page, or None where this is no HTML."""
    from trafilatura.utils import load_html  # noqa: PLC0415  (half a second that plain text never pays)

    return load_html(html) if html.strip() else None


def text(tree: Tree, thorough: bool = False) -> str:
    """The main text of a tree, which stays as it is; `thorough` asks other extractors too, for half as long again."""
    import trafilatura  # noqa: PLC0415

    found: Any = trafilatura.bare_extraction(tree, fast=not thorough, deduplicate=False, include_comments=False)
    return (found.text or "") if found is not None else ""


def metadata(page: Tree, tree: Tree, url: str) -> Metadata:
    """Title, date and so on, from what a page says of itself, or from the whole tree where that names no date."""
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415

    found: Any = extract_metadata(page, url or None, dict(_DATES))
    if not found.date and page is not tree:
        found = extract_metadata(tree, url or None, dict(_DATES))
    return Metadata(found.title or "", found.date or "", found.author or "", found.sitename or "", found.url or "")
