"""A record to a page: plain text as it stands, HTML through trafilatura. The only file that imports it."""

from __future__ import annotations

from cleanroom.errors import RecordError
from cleanroom.records import Page, Raw

#: dates outside are misreadings; fixed, for trafilatura's own limit is today's clock
_DATE_LIMITS = {"min_date": "1990-01-01", "max_date": "2050-12-31"}


def extract(raw: Raw) -> Page:
    """The text to judge, and what is known of it.

    Raises RecordError ("no_content") for HTML in which no text is found.
    """
    if raw.form == "html":
        return _from_html(raw)
    return Page(raw.content, "text", raw.title, raw.date, raw.author, "", raw.url, raw.lang)


def _from_html(raw: Raw) -> Page:
    import trafilatura  # noqa: PLC0415  (half a second that plain text never pays)

    found = trafilatura.bare_extraction(
        raw.content, url=raw.url or None, fast=True, deduplicate=False, include_comments=False, with_metadata=True,
        date_extraction_params=_DATE_LIMITS,
    )  # fmt: skip
    text = (found.text or "") if found else ""
    if not text.strip():
        raise RecordError("no_content", "no text was found in this HTML")
    return Page(
        text, "html", raw.title or found.title or "", raw.date or found.date or "", raw.author or found.author or "",
        found.sitename or "", raw.url or found.url or "", raw.lang or found.language or "",
    )  # fmt: skip
