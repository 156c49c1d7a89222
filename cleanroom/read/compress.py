"""Compressed streams, told by their first bytes: a .gz that some client has unpacked already is read too."""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from cleanroom.errors import UsageError, install

#: suffixes that say nothing about the format inside
SUFFIXES = frozenset({".gz", ".bz2", ".xz", ".zst"})
#: bytes needed to recognise any of them
MAGIC_BYTES = 16
#: largest window a zstd stream may ask for: archives made with --long=31 need all of it
_ZSTD_WINDOW = 2**31
#: bytes decompressed at once: zstd makes up to 32,000 of each, and what it makes of them is held
_CHUNK = 1 << 13


def _gzip(stream: BinaryIO) -> BinaryIO:
    import gzip  # noqa: PLC0415 - on need

    return cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb"))


def _bzip2(stream: BinaryIO) -> BinaryIO:
    import bz2  # noqa: PLC0415 - on need

    return cast(BinaryIO, bz2.BZ2File(stream))


def _xz(stream: BinaryIO) -> BinaryIO:
    import lzma  # noqa: PLC0415 - on need

    return cast(BinaryIO, lzma.LZMAFile(stream))


def _zstd(stream: BinaryIO) -> BinaryIO:
    try:
        zstandard = importlib.import_module("zstandard")
    except ImportError:
        raise UsageError(f"reading zstd needs a package: {install('zstd')}") from None
    return cast(BinaryIO, _Zstd(stream, zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)))


class _Zstd(io.RawIOBase):
    """zstandard's own stream reader ends quietly where a file is cut off; this one raises EOFError."""

    def __init__(self, stream: BinaryIO, decompressor: Any) -> None:
        self._stream = stream
        self._decompressor = decompressor
        self._frame: Any = None
        self._input = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            if not self._more():
                return 0
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _more(self) -> bool:
        """Decompress one chunk; False at a proper end."""
        chunk = self._input or self._stream.read(_CHUNK)
        self._input = b""
        if not chunk:
            if self._frame is not None:
                raise EOFError("the stream ends within a frame")
            return False
        self._frame = self._frame or self._decompressor.decompressobj()
        self._ready = memoryview(self._frame.decompress(chunk))
        if self._frame.eof:
            self._input, self._frame = self._frame.unused_data, None
        return True


_READERS: tuple[tuple[bytes, Callable[[BinaryIO], BinaryIO]], ...] = (
    (b"\x1f\x8b\x08", _gzip),
    (b"BZh", _bzip2),
    (b"\xfd7zXZ\x00", _xz),
    (b"\x28\xb5\x2f\xfd", _zstd),
    (b"\x50\x2a\x4d\x18", _zstd),  # a skippable frame, with which some writers begin
)
_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")


def decompressor(head: bytes) -> Callable[[BinaryIO], BinaryIO] | None:
    """What unpacks a stream that begins with `head`, or None if it is not compressed.

    The streams it makes raise EOFError, OSError or their library's error where the data is bad.
    """
    for magic, reader in _READERS:
        if head.startswith(magic):
            is_text = reader is _bzip2 and not head[4:].startswith(_BZIP2_BLOCKS)
            return None if is_text else reader
    return None
