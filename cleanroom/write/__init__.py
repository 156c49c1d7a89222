"""Rows out: mappings become a file or a stream, whole or not at all.

    atomic    a file appears under its name only when it is complete; errors of the disk in one line
    compress  .gz .bz2 .xz .zst, by name
    filenames ids → file names below a folder
    utf8      text → bytes that every reader accepts
    formats/  one file per format: text jsonl parquet
    register  the formats by name; which one a target asks for

A row is any mapping; nothing here knows what cleaning is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from cleanroom.write.atomic import atomic, streamed
from cleanroom.write.register import Writer, choose, names

__all__ = [
    "Writer", "atomic", "names", "open_writer", "prove", "streamed", "write", "write_bytes", "write_lines",
]

#: bytes of lines that are passed on at once
_CHUNK = 1 << 20


def open_writer(target: str | Path | BinaryIO, form: str = "auto") -> AbstractContextManager[Writer]:
    """A context that gives a `Writer`; the file appears when the context is left without an error.

    `target` is a file, a folder (text: one file per id) or an open binary stream. `form` is the
    name of a format or "auto": by the file's name; text for a folder, JSON lines for a stream.
    Raises UsageError for an unknown form, OutputError if the disk or a permission is in the way.
    """
    form_of_target = choose(target, form)
    return form_of_target.open(Path(target) if isinstance(target, str) else target)


def write(rows: Iterable[Mapping[str, Any]], target: str | Path | BinaryIO, form: str = "auto") -> int:
    """Write all rows; return how many there were. Arguments and errors as for `open_writer`."""
    count = 0
    with open_writer(target, form) as writer:
        for row in rows:
            writer.write(row)
            count += 1
    return count


def write_lines(source: Path, target: str | Path, form: str = "auto") -> None:
    """Write the rows of a file of JSON lines, as they are where the format is the same. Errors as for `open_writer`."""
    with open_writer(target, form) as writer, source.open("rb") as lines:
        while chunk := lines.readlines(_CHUNK):
            writer.write_lines(b"".join(chunk))


class _Proved(Exception):  # noqa: N818 - no error
    """Leaves a writer that has taken nothing."""


def prove(target: str | Path, form: str = "auto") -> str:
    """The name of the target's format, after it was opened once: errors are raised before the work, not after it."""
    name = choose(target, form).name
    with suppress(_Proved), open_writer(target, name):
        raise _Proved
    return name


def write_bytes(parts: Iterable[bytes | memoryview], target: str | Path) -> None:
    """Write a file of lines that are made already. Errors as for `open_writer`."""
    with atomic(target) as stream:
        for part in parts:
            stream.write(part)
