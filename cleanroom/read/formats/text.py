"""Plain text: a file is one document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cleanroom.read.document import document, is_html_page
from cleanroom.read.register import Format, Wanted, register
from cleanroom.read.source import Source
from cleanroom.records import Raw, Reject


def _read(source: Source, wanted: Wanted) -> Iterator[Raw | Reject]:
    record = document(source, wanted.config, "text")
    # scrapers save pages as .txt; who says --from text means it
    if isinstance(record, Raw) and wanted.format is None and is_html_page(record.content):
        record = replace(record, form="html")
    yield record


register(Format("text", (".txt", ".text", ".md"), lambda head: True, _read, rank=100))
