"""WARC and WET: a web archive's pages; positions are the numbers of its responses and conversions.

Read are responses that are HTML or plain text, were answered with 2xx, and conversions (WET: text).
Images, style sheets, redirects and error pages are no documents: they are passed over.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from cleanroom.errors import RecordError, UsageError, install
from cleanroom.read.decode import decode
from cleanroom.read.document import check
from cleanroom.read.record import content_id
from cleanroom.read.register import Format, Wanted, register
from cleanroom.read.source import Source
from cleanroom.records import Form, Raw, Reject

_FORMS: dict[str, Form] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
#: the day of the crawl is not the date of the text: it travels as a field of the record
_KEPT = {"warc_date": "WARC-Date", "warc_record_id": "WARC-Record-ID"}
#: codes of a stream that gives nothing more
_BROKEN = ("compressed", "unreadable")
_RESPONSE_HEADER = (
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n"
)


def _read(source: Source, wanted: Wanted) -> Iterator[Raw | Reject]:
    archive = _archive(_Bytes(source.stream), parse_http=False)
    position = 0
    try:
        for position, record in enumerate(archive, 1):
            item = _one(record, source.name, position, wanted)
            if item is not None:
                yield item
    except (OSError, ValueError) as error:
        message = f"no valid WARC record after number {position}; the rest could not be read ({error})"
        raise RecordError("warc", message) from None


def _one(record: Any, source: str, position: int, wanted: Wanted) -> Raw | Reject | None:
    uri = record.headers.get("WARC-Target-URI") or ""
    try:
        return _raw(record, uri, source, position, wanted)
    except RecordError as error:
        message = f"{uri}: {error}" if uri else str(error)
        if error.code in _BROKEN:  # the stream, and with it all that follows
            raise RecordError(error.code, message) from None
        return Reject(source, position, error.code, message)


def _raw(record: Any, uri: str, source: str, position: int, wanted: Wanted) -> Raw | None:
    if record.content_length > wanted.config.max_line_bytes:
        raise RecordError("too_large", f"more than {wanted.config.max_line_bytes:,} bytes")
    block: bytes = record.reader.read()
    if len(block) < record.content_length:
        raise RecordError("warc", f"cut off after {len(block):,} of {record.content_length:,} bytes")
    form: Form | None = "text"
    charset = ""
    if record.is_http:
        form, charset, block = _response(block)
    if form is None:
        return None
    decoded = decode(block, wanted.config, charset)
    check(decoded.text, wanted.config)
    fields = {name: record.headers[header] for name, header in _KEPT.items() if header in record.headers}
    record_id = uri or content_id(decoded.text)
    return Raw(record_id, decoded.text, form, source, position, url=uri, notes=decoded.notes, fields=fields)


def _response(block: bytes) -> tuple[Form | None, str, bytes]:
    """Form (None: no document), declared encoding and body of an HTTP response."""
    # as an archive of its own: an error in one body's compression must not end the walk through the others
    alone = io.BytesIO(_RESPONSE_HEADER % len(block) + block)
    try:
        record = next(iter(_archive(alone, parse_http=True, auto_decode="all")))
        status = record.http_headers.status_code if record.http_headers else None
        form = _FORMS.get((record.http_content_type or "text/html").lower())
        if not 200 <= (status or 200) < 300 or form is None:
            return None, "", b""
        return form, record.http_charset or "", record.reader.read()
    except (OSError, ValueError, StopIteration) as error:
        raise RecordError("warc", f"its HTTP response could not be read: {error}") from None


def _archive(stream: io.RawIOBase | io.BytesIO, **options: Any) -> Any:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError(f"reading WARC needs a package: {install('warc')}") from None
    kinds = WarcRecordType.response | WarcRecordType.conversion
    return ArchiveIterator(stream, record_types=kinds, **options)


class _Bytes(io.RawIOBase):
    """The stream as fastwarc wants it: with `tell`, and giving what is there before an error is raised."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._at = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read1(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at


register(Format("warc", (".warc", ".wet"), lambda head: head.startswith(b"WARC/"), _read, rank=20))
