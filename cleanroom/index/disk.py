"""The folder of an index. A manifest says what is in it; it is replaced last, and whole, so that nothing is half there.

    header.json       what the index was made with
    manifest.json     the segments, and how much of the changes is true
    segment-N.bin     see segment
    texts-N.parquet   texts and attributes of documents, in the order of their rows
    changes.jsonl     what earlier answers said otherwise
    lock              held by the process that writes, whose number it has
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from cleanroom.errors import UsageError
from cleanroom.index.container import undamaged
from cleanroom.index.header import Header
from cleanroom.store.folder import locked
from cleanroom.write.atomic import atomic, plain_errors

_HEADER, _MANIFEST, _CHANGES = "header.json", "manifest.json", "changes.jsonl"


@dataclass(frozen=True, slots=True)
class Part:
    """A segment by its file, with its first row, its rows, and its texts' files."""

    file: str
    first: int
    rows: int
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is true: commits so far, number of the next file, segments, bytes of the changes."""

    commit: int = 0
    next: int = 0
    parts: tuple[Part, ...] = ()
    changes: int = 0


class Disk:
    """The folder of an index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self, header: Header) -> None:
        """Make an empty index. Raises UsageError where there is something already."""
        with plain_errors(str(self.folder)):
            if self.folder.exists() and (not self.folder.is_dir() or any(self.folder.iterdir())):
                raise UsageError(f"{self.folder} is there already; choose another name for the index")
            self.folder.mkdir(parents=True, exist_ok=True)
        self._replace(_MANIFEST, asdict(Manifest()))
        self._replace(_HEADER, header.as_dict())

    def header(self) -> Header:
        """What the index was made with. Raises UsageError where there is none that can be used."""
        stored = self._read(_HEADER)
        with undamaged(self.folder / _HEADER):
            return Header.from_dict(stored, str(self.folder))

    def manifest(self) -> Manifest:
        """What is true now."""
        stored = self._read(_MANIFEST)
        with undamaged(self.folder / _MANIFEST):
            parts = tuple(Part(**{**part, "texts": tuple(part["texts"])}) for part in stored.pop("parts"))
            found, end = Manifest(**stored, parts=parts), 0
            for part in parts:  # rows follow each other: kernels trust them
                if part.first != end or part.rows < 0:
                    raise ValueError
                end += part.rows
            return found

    def _read(self, name: str) -> dict[str, Any]:
        path = self.folder / name
        if not path.is_file():
            if self.folder.exists() and (not self.folder.is_dir() or any(self.folder.iterdir())):
                raise UsageError(
                    f"{self.folder} is there but is no index; give another path, or make an index under a new name: "
                    "cleanroom index create news.idx"
                )
            raise UsageError(f"{self.folder} holds no index; make one with: cleanroom index create {self.folder}")
        with plain_errors(str(path)):
            content = path.read_bytes()
        with undamaged(path):
            return dict(orjson.loads(content))

    def _replace(self, name: str, content: dict[str, Any]) -> None:
        with atomic(self.folder / name) as stream:
            stream.write(orjson.dumps(content, option=orjson.OPT_INDENT_2))

    def commit(self, manifest: Manifest) -> None:
        """Make it true, for good when this returns."""
        self._replace(_MANIFEST, asdict(manifest))

    def append_changes(self, rows: Sequence[dict[str, Any]], at: int) -> int:
        """Write changes behind the first `at` bytes, which are true; gives the bytes there are then."""
        path = self.folder / _CHANGES
        if not rows:
            return at
        with plain_errors(str(path)), path.open("ab") as stream:
            stream.truncate(at)
            stream.write(b"".join(orjson.dumps(row) + b"\n" for row in rows))
            stream.flush()
            os.fsync(stream.fileno())
            return stream.tell()

    def changes(self, manifest: Manifest) -> Iterator[dict[str, Any]]:
        """Every change, the first one first."""
        path = self.folder / _CHANGES
        if manifest.changes:
            with undamaged(path), path.open("rb") as stream:
                yield from map(orjson.loads, stream.read(manifest.changes).splitlines())

    def tidy(self, manifest: Manifest) -> None:
        """Remove what no manifest names: what was merged, and what an interrupted process left."""
        named = {_HEADER, _MANIFEST, _CHANGES, ".lock"}
        for part in manifest.parts:
            named |= {part.file, *part.texts}
        for path in self.folder.iterdir():
            if path.name not in named and path.is_file():
                path.unlink(missing_ok=True)

    def lock(self) -> AbstractContextManager[None]:
        """Be the only one who writes. Raises OutputError, which names the process that does, where there is one."""
        return locked(self.folder, "wait for it, or read only")

    def size(self, manifest: Manifest) -> tuple[int, int]:
        """Bytes of the index without its texts, and of the texts."""
        files = [(self.folder / part.file).stat().st_size for part in manifest.parts]
        texts = sum((self.folder / name).stat().st_size for part in manifest.parts for name in part.texts)
        return sum(files) + manifest.changes, texts
