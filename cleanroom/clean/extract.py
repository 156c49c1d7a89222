"""A record to a page: plain text as it stands, HTML through trafilatura. The only file that imports it."""

from __future__ import annotations

from typing import Any

from cleanroom.errors import RecordError
from cleanroom.records import Page, Raw

#: dates outside are misreadings; fixed, for trafilatura's own limit is today's clock
_DATE_LIMITS = {"min_date": "1990-01-01", "max_date": "2050-12-31"}
#: characters below which the fast mode has probably missed the text: 24 of 839 labelled pages, 16 of them wrongly
_LITTLE_TEXT = 750


def extract(raw: Raw) -> Page:
    """The text to judge, and what is known of it.

    Raises RecordError ("no_content") for HTML in which no text is found.
    """
    if raw.form == "html":
        return _from_html(raw)
    return Page(raw.content, "text", raw.title, raw.date, raw.author, "", raw.url, raw.lang)


def _from_html(raw: Raw) -> Page:
    """Fast mode; where it finds next to nothing, the default mode with its fall-backs, if that finds far more.

    Measured (benchmarks/clean_quality.py): fast equals the default on news at two thirds of the time; nearly all it
    loses elsewhere are pages of which it returns a few hundred characters.
    """
    found = _extraction(raw, fast=True)
    if len(found.text) < _LITTLE_TEXT:
        thorough = _extraction(raw, fast=False)
        found = thorough if len(thorough.text) > 2 * len(found.text) else found
    if not found.text.strip():
        raise RecordError("no_content", "no text was found in this HTML")
    return found


def _extraction(raw: Raw, fast: bool) -> Page:
    import trafilatura  # noqa: PLC0415  (half a second that plain text never pays)

    found: Any = trafilatura.bare_extraction(
        raw.content, url=raw.url or None, fast=fast, deduplicate=False, include_comments=False, with_metadata=True,
        date_extraction_params=_DATE_LIMITS,
    )  # fmt: skip
    if found is None:
        return Page("", "html")
    return Page(
        found.text or "", "html", raw.title or found.title or "", raw.date or found.date or "",
        raw.author or found.author or "", found.sitename or "",
        raw.url or found.url or "", raw.lang or found.language or "",
    )  # fmt: skip
