"""From a file to a stream of decompressed bytes, with its first bytes known and nothing lost."""

from __future__ import annotations

import io
import os
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from cleanroom.errors import RecordError
from cleanroom.read.compress import MAGIC_BYTES, decompressor
from cleanroom.read.paths import Found
from cleanroom.remote import RemoteFile

if TYPE_CHECKING:
    from cleanroom.read.register import Wanted

#: one read from the file: large enough that the Python layers between cost nothing
_BUFFER = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """An open input. `stream` starts at the first decompressed byte; `head` is what it starts with."""

    name: str  # for people: the path as given, or "-"
    id: str  # for a file that is one document
    stream: io.BufferedReader
    head: bytes
    path: Path | None = None  # a plain file on disk that a library may open itself
    packed: bool = False  # the file is compressed


class Feed(io.RawIOBase):
    """A byte stream that can be looked into, and whose errors are RecordErrors.

    An error is raised only after all bytes before it were read, so that good records before a bad
    spot are used.
    """

    def __init__(self, inner: Any, code: str, tally: Callable[[int], None] = lambda _: None) -> None:
        self._inner = inner
        self._code = code
        self._tally = tally
        self._head = b""
        self._error: RecordError | None = None

    def readable(self) -> bool:
        return True

    def peek(self, size: int) -> bytes:
        """The next `size` bytes, fewer at the end of the stream; they stay to be read."""
        while len(self._head) < size and self._error is None:
            chunk = self._next(size - len(self._head))
            if not chunk:
                break
            self._head += chunk
        return self._head[:size]

    def readinto(self, buffer: Any) -> int:
        if not self._head and isinstance(self._inner, io.FileIO):
            return self._straight(buffer)
        chunk, self._head = (self._head, b"") if self._head else (self._next(len(buffer)), b"")
        if not chunk and self._error is not None:
            raise self._error
        count = min(len(chunk), len(buffer))
        buffer[:count] = chunk[:count]
        self._head = chunk[count:]
        return count

    def _straight(self, buffer: Any) -> int:
        """From a file into the buffer, without bytes between."""
        if self._error is None:
            try:
                count = cast(int, self._inner.readinto(buffer) or 0)
                self._tally(count)
                return count
            except OSError as error:
                self._error = _plain(error, self._code)
        raise self._error

    def _next(self, size: int) -> bytes:
        """At most `size` bytes in one read: a second read that fails would lose the first one's bytes."""
        if self._error is not None:
            return b""
        try:
            read = getattr(self._inner, "read1", self._inner.read)
            chunk = cast(bytes, read(size) or b"")
            self._tally(len(chunk))
            return chunk
        except RecordError as error:
            self._error = error
        except _bad_data() as error:
            self._error = _plain(error, self._code)
        return b""


def _bad_data() -> tuple[type[Exception], ...]:
    """What a file and those decompressors that are in use may raise."""
    where = (("lzma", "LZMAError"), ("zstandard", "ZstdError"))
    used = (getattr(sys.modules[module], name) for module, name in where if module in sys.modules)
    return (OSError, EOFError, zlib.error, *used)


def _plain(error: Exception, code: str) -> RecordError:
    if isinstance(error, OSError) and error.errno is not None:
        return RecordError("unreadable", f"could not be read: {error.strerror}")
    if isinstance(error, EOFError):
        return RecordError(code, "the compressed data is cut off; what is missing could not be read")
    return RecordError(code, f"the compressed data is damaged; the rest could not be read ({error})")


@contextmanager
def opened(file: Found, wanted: Wanted, stdin: BinaryIO | None) -> Iterator[Source]:
    """Open a file for reading. RecordError `unreadable` if it cannot be opened."""
    if file.url:
        with RemoteFile(file.url) as remote:
            yield _source(file, cast(BinaryIO, remote), wanted)
        return
    if file.path is None:
        yield _source(file, sys.stdin.buffer if stdin is None else stdin, wanted)
        return
    try:
        handle = file.path.open("rb", buffering=0)
    except OSError as error:
        raise RecordError("unreadable", f"could not be opened: {error.strerror}") from None
    with handle:
        yield _source(file, cast(BinaryIO, handle), wanted)
        status = os.fstat(handle.fileno())
        if stat.S_ISREG(status.st_mode):  # a library that opened it itself has read the rest
            wanted.tally(max(0, status.st_size - handle.tell()))


def _source(file: Found, handle: BinaryIO, wanted: Wanted) -> Source:
    feed = Feed(handle, "unreadable", wanted.tally)
    unpack = decompressor(feed.peek(MAGIC_BYTES))
    if unpack is not None:
        feed = Feed(unpack(io.BufferedReader(feed, _BUFFER)), "compressed")
    # where the form was named, the first line of a slow pipe need not wait for a long head
    is_pipe = wanted.format is not None and file.path is None
    head = feed.peek(MAGIC_BYTES if is_pipe else wanted.config.sniff_bytes)
    path = file.path if file.path and unpack is None and file.path.is_file() else None
    return Source(file.name, file.id, io.BufferedReader(feed, _BUFFER), head, path, unpack is not None)
