"""Plain text: a file is one document, or several with a separator line between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cleanroom.errors import RecordError
from cleanroom.read.decode import decode
from cleanroom.read.document import check, document, is_html_page
from cleanroom.read.lines import lines, too_long
from cleanroom.read.register import Format, Wanted, register
from cleanroom.read.source import Source
from cleanroom.records import Form, Raw, Reject


def _read(source: Source, wanted: Wanted) -> Iterator[Raw | Reject]:
    if wanted.split:
        yield from _parts(source, wanted)
        return
    record = document(source, wanted.config, "text")
    # scrapers save pages as .txt; who says --from text means it
    if isinstance(record, Raw) and wanted.format is None and is_html_page(record.content):
        record = replace(record, form="html")
    yield record


def _parts(source: Source, wanted: Wanted) -> Iterator[Raw | Reject]:
    """A document each; what stands between two separators and is blank is none. Ids are `<file>#<number>`."""
    position = 0
    for data in _pieces(source, wanted):
        if data is not None and not data.strip():
            continue
        position += 1
        try:
            if data is None:
                raise too_long(wanted.config)
            decoded = decode(data, wanted.config)
            check(decoded.text, wanted.config)
            form: Form = "html" if wanted.format is None and is_html_page(decoded.text) else "text"
            name = f"{source.id}#{position}"
            yield Raw(name, decoded.text, form, source.name, position, notes=decoded.notes)
        except RecordError as error:
            yield Reject(source.name, position, error.code, str(error))


def _pieces(source: Source, wanted: Wanted) -> Iterator[bytes | None]:
    """The bytes between separator lines, None for more than a line may have."""
    separator, limit = wanted.split.encode(), wanted.config.max_line_bytes
    piece: list[bytes] = []
    size = 0
    for _, line in lines(source, wanted.config):
        if line is not None and line.rstrip(b"\r\n") == separator:
            yield None if size > limit else b"".join(piece)
            piece, size = [], 0
            continue
        size += limit + 1 if line is None else len(line)
        if size > limit:
            piece = []  # it is rejected: what there is of it need not be held
        else:
            piece.append(line or b"")
    yield None if size > limit else b"".join(piece)


register(Format("text", (".txt", ".text", ".md"), lambda head: True, _read, rank=100, records=False))
