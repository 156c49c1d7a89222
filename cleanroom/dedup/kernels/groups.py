"""Keys to the ones worth sorting: most keys occur once."""

from __future__ import annotations

import numpy as np

from cleanroom.dedup.kernels.compile import inline, kernel
from cleanroom.dedup.kernels.tokens import mix
from cleanroom.dedup.words import Bools, Flags, Hashes, Ints


@inline
def _counter(key: np.uint64, seen: Flags) -> int:
    """The counter of a key, of which many are multiples of a small number."""
    return np.int64((key >> np.uint64(7)) & np.uint64(len(seen) - 1))


@kernel
def count(keys: Hashes, counts: Ints, use: Bools, seen: Flags) -> None:
    """Count the keys of the texts to use, up to two; keys: so many (n) of each text, end to end.

    seen: a power of two of counters; different keys may share one.
    """
    at = 0
    for text in range(len(counts)):
        if use[text]:
            for place in range(at, at + counts[text]):
                counter = _counter(keys[place], seen)
                seen[counter] = min(seen[counter] + 1, 2)
        at += counts[text]


@kernel
def repeated(keys: Hashes, counts: Ints, use: Bools, rows: Ints, seen: Flags, out: Hashes, owners: Ints) -> int:
    """Keys of the texts to use that may occur more than once, with the row of their text; gives their number."""
    at, taken = 0, 0
    for text in range(len(counts)):
        if use[text]:
            for place in range(at, at + counts[text]):
                if seen[_counter(keys[place], seen)] > 1:
                    out[taken], owners[taken] = keys[place], rows[text]
                    taken += 1
        at += counts[text]
    return taken


@kernel
def band_keys(signatures: np.ndarray, rows: Ints, band: int, width: int, out: Hashes) -> None:
    """`lsh.band_keys` of the chosen rows."""
    for place in range(len(rows)):
        key, signature = np.uint64(band), signatures[rows[place]]
        for column in range(band * width, (band + 1) * width):
            key = mix(key * np.uint64(0x9FB21C651E98DF25) + np.uint64(signature[column]))
        out[place] = key
