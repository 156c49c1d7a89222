"""An array that grows part by part, in memory or in a file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import IO, Any

import numpy as np


class Column:
    """Parts of one type, end to end. The file has no name, so nothing of it stays, however the process ends."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._parts: list[np.ndarray[Any, Any]] = []
        self._file: IO[bytes] | None = None
        self._type = np.dtype(np.uint8)

    def add(self, values: np.ndarray[Any, Any]) -> None:
        """Append an array."""
        self._type = values.dtype
        if self._file is None:
            self._parts.append(values)
        else:
            self._file.write(np.ascontiguousarray(values).data)

    def spill(self) -> None:
        """From now on, and with what is there, in a file."""
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - lives as long as the column
            for values in self._parts:
                self._file.write(np.ascontiguousarray(values).data)
            self._parts.clear()

    def finish(self) -> np.ndarray[Any, Any]:
        """The whole array; one in a file is read where it is touched, and dropped where memory is short."""
        if self._file is None:
            whole = np.concatenate(self._parts) if self._parts else np.empty(0, self._type)
            self._parts.clear()
            return whole
        with self._file as file:  # the map keeps what it needs of it open
            file.flush()
            return np.memmap(file, self._type, "r") if file.tell() else np.empty(0, self._type)
