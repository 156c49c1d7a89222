"""Bytes → text, and a note of whatever had to be guessed.

In this order: byte order mark, UTF-8, what the document or its transport declares, UTF-8 with a few
bad bytes, a guess by charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from cleanroom.config import ReadConfig
from cleanroom.errors import RecordError

#: longest first: the UTF-16 mark is the beginning of the UTF-32 one
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file; extract its text first"),
    (b"PK\x03\x04", "a zip archive (or an office document); unpack it first"),
    (b"\x89PNG", "an image"),
    (b"GIF87a", "an image"),
    (b"GIF89a", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"PAR1", "a Parquet file; read it with --from parquet"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"Rar!\x1a", "a RAR archive; unpack it first"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"wOF", "a font"),
)
#: control characters that texts do not have; NUL is counted apart, ESC belongs to ISO-2022
_CONTROLS = bytes(sorted(set(range(1, 32)) - set(b"\t\n\v\f\r\x1b") | {127}))
#: how the web means these names (WHATWG Encoding Standard)
_WEB = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "x-sjis": "cp932", "shift_jis": "cp932",
    "shift-jis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "iso-8859-9": "cp1254",
    "tis-620": "cp874", "iso-8859-8-i": "iso-8859-8", "unicode": "utf-8", "utf-16": "utf-8",
}
#: what a page may declare; Python's own codecs (idna, unicode_escape, …) are no encodings of pages
_PAGE_CODEC = re.compile(r"(utf|cp|iso|koi8|mac|gb|hz|big5|euc|shift|tis|ptcp|johab|viscii)[\w-]*")
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,200}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
#: where a page must declare its encoding: the standard says 1024 bytes, real heads begin later
_DECLARED_WITHIN = 4096
#: of encodings that fit equally well the one that the web has most of
_COMMON = (
    "cp1252", "cp1250", "cp1251", "iso8859-2", "cp932", "euc_jp",
    "gb18030", "big5", "cp949", "koi8-r", "cp1254",
)
#: differences in charset-normalizer's measures (0 to 1) that mean nothing
_TIE = 0.006
_MIXED = "cleanroom.mixed"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and notes for the reader of the record."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, config: ReadConfig, declared: str = "") -> Decoded:
    """Decode a whole document. `declared` is the encoding its transport names, if any.

    Raises RecordError `binary` if it is no text, `encoding` if no encoding fits.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark) and (len(data) % 4 == 0 or "32" not in codec):
            return _marked(data[len(mark):], codec, config)
    if b"\x1b$" not in data[: config.sniff_bytes]:  # ISO-2022 is pure ASCII to UTF-8
        text = _strictly(data, "utf-8")
        if text is not None and not ("\0" in text or text[:8].startswith(("%PDF-", "PK\x03"))):
            return Decoded(text)
    return _not_plain(data, config, declared)


def _not_plain(data: bytes, config: ReadConfig, declared: str) -> Decoded:
    wide = wide_codec(data[: config.sniff_bytes])
    if wide:
        return _lossy(data, wide, f"encoding guessed: {wide}")
    reason = binary_reason(data[: config.sniff_bytes], config)
    if reason:
        raise RecordError("binary", reason)
    for name in (declared, _declared(data)):
        text = _strictly(data, _codec(name))
        if text is not None:
            return _nuls(text, config)
    text = _strictly(data, "utf-8")
    return _nuls(text, config) if text is not None else _guessed(data, config)


def wide_codec(head: bytes) -> str:
    """The UTF-16 or UTF-32 codec of a file, by its mark or its zero bytes; "" if it is neither."""
    for mark, codec in _MARKS[1:]:
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
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return f"not a text: {what}"
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        return "not a text: an image, a sound or a film"
    nuls, controls = head.count(0), len(head) - len(head.translate(None, _CONTROLS))
    if nuls > max(1, len(head) * config.max_nul_share):
        return f"not a text: {nuls:,} of its first {len(head):,} bytes are zero"
    if controls > len(head) * config.max_control_share:
        return f"not a text: {controls:,} of its first {len(head):,} bytes are control characters"
    return ""


def _marked(data: bytes, codec: str, config: ReadConfig) -> Decoded:
    text = _strictly(data, codec)
    return _nuls(text, config) if text is not None else _lossy(data, codec, f"encoding {codec}")


def _lossy(data: bytes, codec: str, note: str) -> Decoded:
    text = data.decode(codec, "replace")
    lost = text.count("\ufffd")
    return _noted(text, note + (f"; {lost:,} × U+FFFD for bytes it does not have" if lost else ""))


def _guessed(data: bytes, config: ReadConfig) -> Decoded:
    """Mostly UTF-8, or else what charset-normalizer says."""
    text = data.decode("utf-8", _mixed_errors())
    bad = _bad_bytes(data)
    if bad * config.min_valid_per_bad_byte <= sum(1 for _ in re.finditer(rb"[\xc2-\xf4][\x80-\xbf]+", data)):
        return _noted(text, f"invalid UTF-8: {bad:,} bytes read as windows-1252 or replaced")
    codec = _guess(data, config)
    return _lossy(data, codec, f"encoding guessed: {codec.replace('cp125', 'windows-125')}")


def _guess(data: bytes, config: ReadConfig) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 30 ms that UTF-8 need not pay

    # a sample from where the trouble begins: the head of a long page is often pure ASCII
    first = next(re.finditer(rb"[\x80-\xff]", data)).start()
    start = max(0, min(first, len(data) - config.sniff_bytes))
    matches = list(from_bytes(data[start : start + config.sniff_bytes], preemptive_behaviour=False))
    if not matches:
        raise RecordError("encoding", "its bytes are no UTF-8, and no other encoding fits")
    # its first match is often the first of several equals, in the order of the alphabet: cp1250 for French
    least = min(match.chaos for match in matches)
    orderly = [match for match in matches if match.chaos <= least + _TIE]
    most = max(match.coherence for match in orderly)
    equals = [match for match in orderly if match.coherence >= most - _TIE]
    names = [codecs.lookup(name).name for match in equals for name in match.could_be_from_charset]
    return next((name for name in _COMMON if name in names), names[0])


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    return found.group(1).decode("ascii", "replace") if found else ""


def _codec(name: str) -> str:
    name = name.strip().lower()
    codec = _WEB.get(name, name.replace("windows-", "cp"))
    return codec if _PAGE_CODEC.fullmatch(codec) else ""


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec) if codec else None
    except (UnicodeDecodeError, LookupError):
        return None


def _nuls(text: str, config: ReadConfig) -> Decoded:
    """A few stray NULs stay where they are, and are noted."""
    count = text.count("\0")
    if count > max(1, len(text) * config.max_nul_share):
        raise RecordError("binary", f"not a text: {count:,} of its {len(text):,} characters are NUL")
    return _noted(text, f"{count:,} NUL characters") if count else Decoded(text)


def _noted(text: str, note: str) -> Decoded:
    return Decoded(text, (note,))


def _bad_bytes(data: bytes) -> int:
    return len(data) - len(data.decode("utf-8", "ignore").encode())


def _mixed_errors() -> str:
    codecs.register_error(_MIXED, _as_1252)
    return _MIXED


def _as_1252(error: UnicodeError) -> tuple[str, int]:
    """A lone bad byte in UTF-8 is usually pasted in from windows-1252; a broken sequence is lost."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    is_lone = len(bad) == 1 and error.end < len(error.object)
    return (bad.decode("cp1252", "replace") if is_lone else "\ufffd"), error.end
