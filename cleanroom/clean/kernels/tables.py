"""Hash tables of open addresses, as `clean.lookup` fills them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cleanroom.kernels.compile import inline

_TOP = np.uint64(40)


@inline
def find(keys: npt.NDArray[np.uint64], places: npt.NDArray[np.int64], key: np.uint64) -> int:
    """What a table holds for a key, -1 if nothing."""
    mask = np.int64(len(keys) - 1)
    slot = np.int64(key >> _TOP) & mask
    while places[slot] >= 0:
        if keys[slot] == key:
            return int(places[slot])
        slot = (slot + 1) & mask
    return -1
