"""A record to a page: plain text as it stands, HTML through trafilatura, which is told where the article is.

page          HTML to a page, by all of these
tables        tables that only lay out the page, unfolded
paragraphs    what stands in one block, how much of it is links, whether the markup calls it junk
body          where the article is: the smallest element with nearly all of the prose
lead          the stand-first, where the markup says that it is one
apart         the body set apart: a page in which nothing wanted looks like junk to an extractor
pictures      what the markup calls the caption of a picture
about         what a page says of itself, set apart for title, date and author
engine        trafilatura: HTML to a tree, a tree to text and metadata
"""

from __future__ import annotations

from cleanroom.records import Page, Raw

__all__ = ["extract"]


def extract(raw: Raw) -> Page:
    """The text to judge, and what is known of it.

    Raises RecordError: "no_content" for HTML in which no text is found, "too_large" for more than MOST_TAGS tags.
    """
    if raw.form == "html":
        from cleanroom.clean.extract.page import from_html  # noqa: PLC0415  (3 ms that plain text does not pay)

        return from_html(raw)
    return Page(raw.content, "text", raw.title, raw.date, raw.author, "", raw.url, raw.lang)
