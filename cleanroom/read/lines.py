"""Bytes → lines in UTF-8, none longer than allowed in memory."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import Any

from cleanroom.config import ReadConfig
from cleanroom.errors import RecordError
from cleanroom.read.binary import binary_reason, wide_codec
from cleanroom.read.source import Source

_CHUNK = 1 << 20


def lines(source: Source, config: ReadConfig) -> Iterator[tuple[int, bytes | None]]:
    """Yield (number from 1, line with its end), None for a line above `max_line_bytes`.

    UTF-16 and UTF-32 become UTF-8; a byte order mark at the beginning is dropped. Raises RecordError
    `binary` if the file is no text.
    """
    limit = config.max_line_bytes
    stream = utf8_stream(source, config)
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if number == 1 and line.startswith(codecs.BOM_UTF8):
            line = line[len(codecs.BOM_UTF8):]
        if len(line) > limit and not line.endswith(b"\n"):
            skip_line(stream)
            yield number, None
        else:
            yield number, line


def flowing(source: Source, config: ReadConfig, size: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield (number of the first line, whole lines as a read of up to `size` bytes completes them), None for a long.

    The same lines as `lines` yields, and a slow pipe is not waited for. If the stream breaks, whole lines come first.
    """
    stream, number, pieces, held = utf8_stream(source, config), 1, [b""], 0
    error: RecordError | None = None
    while error is None:
        try:
            chunk = stream.read1(size)
        except RecordError as broken:
            error, chunk = broken, b""
        if chunk and number == 1 and not held and chunk.startswith(codecs.BOM_UTF8):
            chunk = chunk[len(codecs.BOM_UTF8):]
        pieces.append(chunk)
        held += len(chunk)
        if chunk and b"\n" not in chunk and held <= config.max_line_bytes:
            continue
        data = b"".join(pieces)
        end = data.rfind(b"\n") + 1 if chunk or error else len(data)
        if end:
            yield number, data[:end]
            number += data.count(b"\n", 0, end)
        elif held > config.max_line_bytes:
            skip_line(stream)
            yield number, None
            number, end = number + 1, held
        pieces, held = [data[end:]], held - end
        if not chunk:
            break
    if error is not None:
        raise error


def too_long(config: ReadConfig) -> RecordError:
    """What to say of a line that is above the limit."""
    return RecordError("too_large", f"a line of more than {config.max_line_bytes:,} bytes")


def skip_line(stream: io.BufferedReader) -> int:
    """Read up to the end of the line; gives the bytes read."""
    count = 0
    while rest := stream.readline(_CHUNK):
        count += len(rest)
        if rest.endswith(b"\n"):
            break
    return count


def utf8_stream(source: Source, config: ReadConfig) -> io.BufferedReader:
    """The bytes as UTF-8, a byte order mark included. RecordError `binary` if they are no text."""
    codec = wide_codec(source.head)
    if codec:
        return io.BufferedReader(_Recoded(source.stream, codec), _CHUNK)
    reason = binary_reason(source.head, config)
    if reason:
        raise RecordError("binary", reason)
    return source.stream


class _Recoded(io.RawIOBase):
    """A stream in another encoding, as UTF-8."""

    def __init__(self, stream: io.BufferedReader, codec: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(codec)("replace")
        self._ready = b""
        self._done = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready and not self._done:
            chunk = self._stream.read1(_CHUNK)
            self._done = not chunk
            self._ready = self._decoder.decode(chunk, self._done).encode()
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count
