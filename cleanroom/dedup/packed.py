"""Texts as one buffer of bytes: what kernels read, without a Python object per text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from cleanroom.dedup.words import Flags, Ints, offsets_of


class Packed(NamedTuple):
    """Texts in UTF-8 end to end: text i is `data[offsets[i]:offsets[i + 1]]` (uint8; int64, n + 1)."""

    data: Flags
    offsets: Ints

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def texts(self) -> list[str]:
        """The texts as they were packed."""
        raw, ends = self.data.tobytes(), self.offsets.tolist()
        return [raw[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(ends)]


def packed(texts: Sequence[str]) -> Packed:
    """Texts laid end to end."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
    return Packed(np.frombuffer(b"".join(encoded), np.uint8), offsets_of(lengths))
