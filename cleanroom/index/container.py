"""Arrays in one file: written whole or not at all, read where they lie.

    magic, arrays (each begins at a multiple of 64 bytes), directory as JSON, its length and CRC-32 (4 bytes each),
    magic

The directory has name, type, shape, place and CRC-32 of each array, and the facts that go with them.
"""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from cleanroom.errors import UsageError
from cleanroom.write.atomic import atomic, plain_errors

Array = np.ndarray[Any, Any]
_MAGIC, _ALIGN = b"cleanidx", 64
#: what data that is not as it was written makes of code that takes it at its word; Arrow's errors are some of these
MISTAKEN = (ArithmeticError, AttributeError, LookupError, MemoryError, OSError, TypeError, ValueError)


@contextmanager
def undamaged(path: Path) -> Iterator[None]:
    """Raise UsageError, with the remedy, where what the block reads of a file is not as it was written."""
    try:
        yield
    except MISTAKEN as error:
        if isinstance(error, OSError) and error.strerror:  # the system's; Arrow's have none
            raise UsageError(f"{path}: {error.strerror}") from error
        raise UsageError(f"{path} is damaged: restore the index, or make it again") from error


def write(path: Path, arrays: Mapping[str, Array], facts: Mapping[str, Any]) -> None:
    """Write a file; it is on the disk when this returns. Raises OutputError."""
    directory: dict[str, Any] = {}
    with atomic(path) as stream:
        at = stream.write(_MAGIC)
        for name, array in arrays.items():
            gap = -at % _ALIGN
            data = np.ascontiguousarray(array).reshape(-1).view(np.uint8).data
            stream.write(bytes(gap))
            stream.write(data)
            directory[name] = [array.dtype.str, array.shape, at + gap, zlib.crc32(data)]
            at += gap + len(data)
        end = orjson.dumps({"arrays": directory, "facts": facts}, option=orjson.OPT_SERIALIZE_NUMPY)
        stream.write(end + b"".join(number.to_bytes(4, "little") for number in (len(end), zlib.crc32(end))) + _MAGIC)


class Container:
    """A file of arrays, open. What is read stays readable when the file is removed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file, plain_errors(str(path)):
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (FileNotFoundError, ValueError) as error:
            raise UsageError(f"{path} is missing or empty: restore the index, or make it again") from error
        self.bytes = len(self._map)
        length, check = (int.from_bytes(self._map[at : at + 4], "little") for at in (self.bytes - 16, self.bytes - 12))
        with undamaged(path):
            if self._map[:8] != _MAGIC or self._map[-8:] != _MAGIC or length > self.bytes - 24:
                raise ValueError
            directory = self._map[-16 - length : -16]
            if zlib.crc32(directory) != check:
                raise ValueError
            stored = orjson.loads(directory)
            self._directory, self.facts = stored["arrays"], stored["facts"]
            self.arrays: dict[str, Array] = {name: self._array(name) for name in self._directory}

    def _array(self, name: str) -> Array:
        kind, shape, at, _ = self._directory[name]
        count = int(np.prod(shape, dtype=np.int64))
        return np.frombuffer(self._map, np.dtype(kind), count, at).reshape(shape)

    def damaged(self) -> list[str]:
        """Names of the arrays whose bytes are not those that were written."""
        return [
            name for name, array in self.arrays.items()
            if zlib.crc32(array.reshape(-1).view(np.uint8).data) != self._directory[name][3]
        ]  # fmt: skip
