"""An array that grows part by part, in memory or in a file."""

from __future__ import annotations

import mmap
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

#: bytes that a column begins with; it doubles when they are full
_FIRST = 1 << 24


class Column:
    """Parts of one type, end to end, in memory or in a file without a name, of which nothing stays in any case.

    Growing moves pages, not bytes, where the system can do that.
    """

    def __init__(self, kind: Any, folder: Path | None = None) -> None:
        self.kind: np.dtype[Any] = np.dtype(kind)
        self.bytes, self.in_file = 0, False
        self._folder = folder
        self._map = _memory(_FIRST)

    def add(self, values: np.ndarray[Any, Any]) -> int:
        """Append a copy of an array; gives the place of its first value."""
        start = self.bytes
        if values.size:
            data = np.ascontiguousarray(values, self.kind).reshape(-1).view(np.uint8)
            self.bytes += len(data)
            if self.bytes > len(self._map):
                self._grow(1 << (self.bytes - 1).bit_length())
            # numpy lets other threads go on meanwhile: into fresh memory this takes its time
            np.copyto(np.frombuffer(self._map, np.uint8, len(data), start), data)
        return int(start // self.kind.itemsize)

    def _grow(self, size: int) -> None:
        try:
            self._map.resize(size)
        except (SystemError, OSError):  # a system that cannot
            self._move(_file(size, self._folder) if self.in_file else _memory(size))

    def _move(self, target: mmap.mmap) -> None:
        target[: self.bytes] = memoryview(self._map)[: self.bytes]
        self._map = target

    def spill(self) -> None:
        """From now on, and with what is there, in a file, of which the system holds in memory what it has room for."""
        if not self.in_file:
            self._move(_file(len(self._map), self._folder))
            self.in_file = True

    def finish(self) -> np.ndarray[Any, Any]:
        """The whole array."""
        return np.frombuffer(self._map, self.kind, self.bytes // self.kind.itemsize)

    def let_go(self) -> None:
        """Give back the memory of what is in a file; it is read again where it is touched."""
        if self.in_file and hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)


def _memory(size: int) -> mmap.mmap:
    if not hasattr(mmap, "MAP_PRIVATE"):
        return mmap.mmap(-1, size)
    return mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)  # a shared one cannot grow


def _file(size: int, folder: Path | None) -> mmap.mmap:
    with tempfile.TemporaryFile(dir=folder) as file:  # the map keeps it open
        file.truncate(size)
        return mmap.mmap(file.fileno(), size)
