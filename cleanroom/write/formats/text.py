"""Plain text: to a file or stream, or one file per text in a folder.

Several texts in one stream are separated by a line that holds nothing but a form feed (U+000C, "\\f"),
the old sign for a new page: `awk 'BEGIN { RS = "\\f\\n" } …'` takes them apart again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from cleanroom.errors import OutputError
from cleanroom.write.atomic import atomic, plain_errors, streamed
from cleanroom.write.compress import SUFFIXES, compressed
from cleanroom.write.filenames import Names
from cleanroom.write.register import Format, Writer, register
from cleanroom.write.utf8 import utf8

SEPARATOR = b"\f\n"


class _Stream(Writer):
    """Texts one after the other."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._first = True

    def write(self, row: Mapping[str, Any]) -> None:
        self._stream.write(_bytes(row) if self._first else SEPARATOR + _bytes(row))
        self._first = False


class _Folder(Writer):
    """A file per text; its name is made of the row's id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = Names()

    def write(self, row: Mapping[str, Any]) -> None:
        path = self._folder / self._names.of(str(row["id"]))
        with plain_errors(str(path)):
            path.parent.mkdir(parents=True, exist_ok=True)
            inside = path.parent.resolve().is_relative_to(self._folder.resolve())
        if not inside or path.is_symlink():
            raise OutputError(f"cannot write {path}: a link there leads out of {self._folder}; remove it")
        # not synced one by one: a disk syncs some hundred files a second, and a half file is not seen anyway
        with atomic(path, sync=False) as stream:
            stream.write(_bytes(row))


def _bytes(row: Mapping[str, Any]) -> bytes:
    """The text with a line break at its end."""
    text = utf8(str(row["text"]))
    return text if text.endswith(b"\n") else text + b"\n"


def _is_folder(path: Path) -> bool:
    return path.is_dir() or (not path.exists() and path.suffix.lower() not in {".txt", ".text", *SUFFIXES})


@contextmanager
def _open(target: Path | BinaryIO) -> Iterator[_Stream | _Folder]:
    if not isinstance(target, Path):
        with streamed(target) as stream:
            yield _Stream(stream)
    elif _is_folder(target):
        with plain_errors(str(target)):
            target.mkdir(parents=True, exist_ok=True)
        yield _Folder(target)
    else:
        with atomic(target) as stream, compressed(stream, target.name) as packed:
            yield _Stream(packed)


register(Format("text", (".txt", ".text"), _open))
