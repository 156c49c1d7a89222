"""Files appear whole or not at all, and what the disk refuses is said in one line.

A file is written aside in the same folder, synced, and renamed. A broken pipe stays a BrokenPipeError:
the command line ends quietly on it.
"""

from __future__ import annotations

import errno
import glob
import io
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from cleanroom.errors import OutputError

_BUFFER = 1 << 20
_REMEDIES = {
    errno.ENOSPC: "the disk is full; free some space or write elsewhere",
    errno.EDQUOT: "your disk quota is used up; free some space or write elsewhere",
    errno.EFBIG: "the file is too large for this file system; write elsewhere",
    errno.EACCES: "no permission; change it or write elsewhere",
    errno.EPERM: "no permission; change it or write elsewhere",
    errno.EROFS: "the file system is read-only; write elsewhere",
    errno.ENOTDIR: "a part of the path is a file, not a folder; write elsewhere",
    errno.EEXIST: "a part of the path is a file, not a folder; write elsewhere",
    errno.EISDIR: "it is a folder; name a file",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.ELOOP: "its symbolic links go in a circle; write elsewhere",
}


@contextmanager
def plain_errors(name: str) -> Iterator[None]:
    """Turn an OSError of the block into an OutputError of one line; a broken pipe passes."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, f"{error.strerror or error}; write elsewhere")
        raise OutputError(f"cannot write {name}: {remedy}") from error


@contextmanager
def atomic(path: str | Path, sync: bool = True) -> Iterator[BinaryIO]:
    """A binary stream that becomes the file `path` when the block ends without an error.

    Missing folders are made. On any error what was written is removed and an older file of that name
    stays as it was. A link is followed; a device or pipe is written to directly. `sync` False leaves
    it to the system when the bytes reach the disk. Raises OutputError.
    """
    path = Path(path)
    with plain_errors(str(path)):
        final = path.resolve()
        if final.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a directory")
        direct = final.exists() and not stat.S_ISREG(final.stat().st_mode)
        final.parent.mkdir(parents=True, exist_ok=True)
    if direct:
        with _handle(final, str(path)) as handle, streamed(handle, str(path)) as stream:
            yield stream
        return
    aside = _aside(final)
    try:
        with _handle(aside, str(path)) as handle:
            with streamed(handle, str(path)) as stream:
                yield stream
            with plain_errors(str(path)):
                _finish(handle, aside, final, sync)
    finally:
        with suppress(OSError):  # gone already, if all went well
            aside.unlink()


def publish(complete: Path, path: str | Path) -> None:
    """Make a copy of a file that is complete the file `path`, as `atomic` would: a link, where there are links."""
    with plain_errors(str(path)):
        final = Path(path).resolve()
        aside = _aside(final)
        try:
            try:
                os.link(complete, aside)
            except OSError:
                shutil.copyfile(complete, aside)
            with aside.open("rb") as handle:
                _finish(handle, aside, final, sync=True)
        finally:
            with suppress(OSError):
                aside.unlink()


def sweep(path: str | Path) -> None:
    """Remove what processes that were killed have left beside a file; for who knows that nobody else writes it."""
    final = Path(path).resolve()
    for left in final.parent.glob(f".{glob.escape(final.name[:200])}.*-????????.part"):
        left.unlink(missing_ok=True)


def _aside(final: Path) -> Path:
    return final.with_name(f".{final.name[:200]}.{os.getpid()}-{secrets.token_hex(4)}.part")


def _handle(path: Path, name: str) -> BinaryIO:
    with plain_errors(name):
        return cast(BinaryIO, path.open("wb", buffering=0))


def _finish(handle: BinaryIO, aside: Path, final: Path, sync: bool) -> None:
    if sync:
        os.fsync(handle.fileno())
    aside.replace(final)
    if sync:
        _sync_folder(final.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can do that for folders."""
    with suppress(PermissionError):  # Windows opens no folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def streamed(stream: BinaryIO, name: str = "standard output") -> Iterator[BinaryIO]:
    """A buffered stream over an open one, which stays open; its errors are OutputErrors.

    What is buffered is flushed at the end of the block, and dropped if the block raises.
    """
    sink = _Sink(stream, name)
    buffered = io.BufferedWriter(sink, _BUFFER)
    try:
        yield cast(BinaryIO, buffered)
        buffered.flush()
    finally:
        sink.broken = True  # closing would try to write the rest once more
        buffered.close()
    with plain_errors(name):
        stream.flush()


class _Sink(io.RawIOBase):
    """Passes bytes on; says what the disk refuses."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._name = name
        self.broken = False

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self.broken:
            return len(data)
        with plain_errors(self._name):
            return self._stream.write(data)
