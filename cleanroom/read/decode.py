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
from cleanroom.read.binary import MARKS, binary_reason, wide_codec
from cleanroom.read.guess import guess

#: how the web means these names (WHATWG Encoding Standard)
_WEB = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "x-sjis": "cp932", "shift_jis": "cp932",
    "shift-jis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "iso-8859-9": "cp1254",
    "tis-620": "cp874", "iso-8859-8-i": "iso-8859-8", "unicode": "utf-8", "utf-16": "utf-8",
}
#: what a page may declare; Python's own codecs (idna, unicode_escape, …) are no encodings of pages
_PAGE_CODEC = re.compile(r"(utf-?8|cp|iso|koi8|mac|gb|hz|big5|euc|shift|tis|ptcp|johab|viscii)[\w-]*")
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,200}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
#: where a page must declare its encoding: the standard says 1024 bytes, real heads begin later
_DECLARED_WITHIN = 4096
#: how Japanese begins in ISO-2022, which is pure ASCII to UTF-8
_ISO_2022 = b"\x1b$"
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
    for mark, codec in MARKS:
        if data.startswith(mark) and (len(data) % 4 == 0 or "32" not in codec):
            return _marked(data[len(mark):], codec, config)
    if _ISO_2022 not in data[: config.sniff_bytes]:
        text = _strictly(data, "utf-8")
        if text is not None and "\0" not in text:
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
    if _ISO_2022 in data and (text := _strictly(data, "iso2022_jp")) is not None:
        return _noted(text, "encoding guessed: iso-2022-jp")
    text = _strictly(data, "utf-8")
    return _nuls(text, config) if text is not None else _guessed(data, config)


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
    codec = guess(data, config)
    return _lossy(data, codec, f"encoding guessed: {codec.replace('cp125', 'windows-125')}")


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
