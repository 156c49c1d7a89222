"""Texts as one buffer of bytes: what kernels read, without a Python object per text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, overload

import numpy as np
import numpy.typing as npt


class Packed(NamedTuple):
    """Texts in UTF-8 end to end: text i is `data[offsets[i]:offsets[i + 1]]` (uint8; int64, n + 1)."""

    data: npt.NDArray[np.uint8]
    offsets: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def texts(self) -> list[str]:
        """The texts as they were packed."""
        first = int(self.offsets[0])
        raw, ends = self.data[first : self.offsets[-1]].tobytes(), (self.offsets - first).tolist()
        return [raw[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(ends)]


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def packed(texts: Sequence[str], encode: Callable[[str], bytes] = _utf8) -> Packed:
    """Texts laid end to end."""
    encoded = list(map(encode, texts))
    offsets = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)), out=offsets[1:])
    return Packed(np.frombuffer(b"".join(encoded), np.uint8), offsets)


class Names(Sequence[str]):
    """Packed texts as a sequence: a text is made when it is asked for."""

    def __init__(self, column: Packed) -> None:
        self.packed = column

    def __len__(self) -> int:
        return len(self.packed)

    @overload
    def __getitem__(self, row: int) -> str: ...

    @overload
    def __getitem__(self, row: slice) -> list[str]: ...

    def __getitem__(self, row: int | slice) -> str | list[str]:
        if isinstance(row, slice):
            return [self[place] for place in range(*row.indices(len(self)))]
        start, end = self.packed.offsets[row], self.packed.offsets[row + 1]
        return self.packed.data[start:end].tobytes().decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        yield from self.packed.texts()


def joined(parts: Sequence[Packed]) -> Packed:
    """Texts of several packs as one."""
    lengths = [np.diff(part.offsets) for part in parts]
    data = [part.data[part.offsets[0] : part.offsets[-1]] for part in parts]
    offsets = np.zeros(sum(map(len, parts)) + 1, np.int64)
    np.cumsum(np.concatenate([np.empty(0, np.int64), *lengths]), out=offsets[1:])
    return Packed(np.concatenate([np.empty(0, np.uint8), *data]), offsets)
