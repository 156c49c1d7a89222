"""HTML: a file is one page."""

from __future__ import annotations

from collections.abc import Iterator

from cleanroom.read.document import document, is_html_page
from cleanroom.read.register import Format, Wanted, register
from cleanroom.read.source import Source
from cleanroom.records import Raw, Reject


def _read(source: Source, wanted: Wanted) -> Iterator[Raw | Reject]:
    yield document(source, wanted.config, "html")


def _looks_like(head: bytes) -> bool:
    return is_html_page(head[:4096].replace(b"\0", b"").decode("utf-8", "ignore"))  # UTF-16 too


register(Format("html", (".html", ".htm", ".xhtml", ".shtml"), _looks_like, _read, rank=30, records=False))
