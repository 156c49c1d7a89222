"""What the first bytes of a file say: text in which width, or no text at all."""

from __future__ import annotations

import codecs
import re

from cleanroom.config import ReadConfig

#: longest first: the UTF-16 mark is the beginning of the UTF-32 one
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PDF = re.compile(rb"%PDF-\d\.")
#: only looked at in what is no clean text: an article may well begin with "ID3 tags" or "GIF89a"
_MAGIC = (
    (b"PK", "a zip archive or an office document; unpack it first"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file; read it with --from parquet"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"Rar!\x1a", "a RAR archive; unpack it first"),
    (b"RIFF", "an image, a sound or a film"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound"),
    (b"wOF", "a font"),
)
#: control characters that texts do not have; NUL is counted apart, ESC belongs to ISO-2022
_CONTROLS = bytes(sorted(set(range(1, 32)) - set(b"\t\n\v\f\r\x1b") | {127}))


def wide_codec(head: bytes) -> str:
    """The UTF-16 or UTF-32 codec of a file, by its mark or its zero bytes; "" if it is neither."""
    for mark, codec in MARKS[1:]:
        if head.startswith(mark):
            return codec
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    # text in UTF-16 that is mostly Latin has a zero in nearly every other byte, and none in the rest
    if odd > 0.7 * half and even < 0.02 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.02 * half else ""


def binary_reason(head: bytes, config: ReadConfig) -> str:
    """Why a file that begins with `head` is no text, in plain words; "" if it may be one."""
    if _PDF.match(head):
        return "not a text: a PDF file; extract its text first"
    nuls, controls = head.count(0), len(head) - len(head.translate(None, _CONTROLS))
    if not nuls and not controls and _is_utf8(head):
        return ""
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return f"not a text: {what}"
    if nuls > max(1, len(head) * config.max_nul_share):
        return f"not a text: {nuls:,} of its first {len(head):,} bytes are zero"
    if controls > len(head) * config.max_control_share:
        return f"not a text: {controls:,} of its first {len(head):,} bytes are control characters"
    return ""


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # which may end within a character
    except UnicodeDecodeError:
        return False
    return True
