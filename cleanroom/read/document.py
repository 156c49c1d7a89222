"""A file that is one document → one record."""

from __future__ import annotations

import re

from cleanroom.config import ReadConfig
from cleanroom.errors import RecordError
from cleanroom.read.binary import binary_reason, wide_codec
from cleanroom.read.decode import Decoded, decode
from cleanroom.read.source import Source
from cleanroom.records import Form, Raw, Reject

#: no encoding needs more for a character
_BYTES_PER_CHAR = 4


def document(source: Source, config: ReadConfig, form: Form) -> Raw | Reject:
    """The whole file as one record, or the reason why it is none.

    Raises RecordError if the stream breaks: half a document is not used.
    """
    try:
        decoded = _text(source, config)
        check(decoded.text, config)
    except RecordError as error:
        return Reject(source.name, 1, error.code, str(error))
    return Raw(source.id, decoded.text, form, source.name, 1, whole=True, notes=decoded.notes)


def check(text: str, config: ReadConfig) -> None:
    """RecordError `too_large` above the limit, `empty` if there is nothing but white space."""
    if len(text) > config.max_document_chars:
        raise RecordError("too_large", f"more than {config.max_document_chars:,} characters")
    if not text or text.isspace():
        raise RecordError("empty", "nothing but white space" if text else "empty")


def _text(source: Source, config: ReadConfig) -> Decoded:
    head = source.head
    if not wide_codec(head) and (reason := binary_reason(head, config)):
        raise RecordError("binary", reason)  # before a film is read into memory
    limit = config.max_document_chars * _BYTES_PER_CHAR
    data = source.stream.read(limit + 1)
    if len(data) > limit:
        raise RecordError("too_large", f"more than {config.max_document_chars:,} characters")
    return decode(data, config)


def is_html_page(text: str) -> bool:
    """Whether a text obviously is HTML: a page, or a fragment as feeds hold it; not text that names a tag."""
    head = text[:1000].lstrip("\ufeff \t\r\n")
    if not head.startswith("<"):
        return False
    head = head.lower()
    if head.startswith(("<?xml", "<!--")):
        return "<html" in head
    return head.startswith(("<!doctype html", "<html")) or _is_fragment(text)


def _is_fragment(text: str) -> bool:
    """It opens with the tag of a block and ends with a tag that closes one."""
    opened = _BLOCK.match(text.lstrip("\ufeff \t\r\n"))
    return opened is not None and _BLOCK_END.search(text[-200:]) is not None


_BLOCKS = r"(?:p|div|article|section|main|h[1-6]|ul|ol|table|blockquote|figure|header|span)"
_BLOCK = re.compile(rf"<{_BLOCKS}(?:\s[^<>]*)?>", re.IGNORECASE)
_BLOCK_END = re.compile(rf"</{_BLOCKS}\s*>\s*$", re.IGNORECASE)
