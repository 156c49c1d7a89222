"""Keys to the ones worth sorting: most keys occur once."""

from __future__ import annotations

import numpy as np

from cleanroom.dedup.kernels.compile import kernel
from cleanroom.dedup.kernels.tokens import mix
from cleanroom.dedup.words import Bools, Flags, Hashes, Ints


@kernel
def repeated(keys: Hashes, seen: Flags, out: Bools) -> None:
    """Which keys may occur more than once (all that do, and a few that share a counter with another one).

    seen: a counter per residue of a key, zeros, a power of two of them; out: bool (keys).
    """
    mask = np.uint64(len(seen) - 1)
    for place in range(len(keys)):
        slot = (keys[place] >> np.uint64(7)) & mask
        seen[slot] = min(seen[slot] + 1, 2)
    for place in range(len(keys)):
        out[place] = seen[(keys[place] >> np.uint64(7)) & mask] > 1


@kernel
def band_keys(signatures: np.ndarray, rows: Ints, band: int, width: int, out: Hashes) -> None:
    """`lsh.band_keys` of the chosen rows."""
    for place in range(len(rows)):
        key, signature = np.uint64(band), signatures[rows[place]]
        for column in range(band * width, (band + 1) * width):
            key = mix(key * np.uint64(0x9FB21C651E98DF25) + np.uint64(signature[column]))
        out[place] = key
