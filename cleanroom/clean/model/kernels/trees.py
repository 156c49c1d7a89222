"""Trees that ask one question at each level, over blocks of units."""

from __future__ import annotations

import numpy as np

from cleanroom.clean.model.characters import Array
from cleanroom.kernels.compile import kernel

#: units at once
BLOCK = 512


@kernel("void(float32[:,::1], int64[:,::1], float32[:,::1], float32[:,::1], int32[::1], float32[::1])")
def add(columns: Array, features: Array, borders: Array, leaves: Array, leaf: Array, out: Array) -> None:
    """Add to `out`, tree by tree, each unit's leaf. `columns`: features × units; `leaf` has room for a block."""
    for start in range(0, len(out), BLOCK):
        size = min(BLOCK, len(out) - start)
        number, total = leaf[:size], out[start : start + size]
        for tree in range(len(features)):
            for at in range(size):
                number[at] = 0
            for level in range(features.shape[1]):
                row, border = columns[features[tree, level], start : start + size], borders[tree, level]
                bit = np.int32(1 << level)
                for at in range(size):
                    number[at] |= bit if row[at] > border else np.int32(0)
            answers = leaves[tree]
            for at in range(size):
                total[at] += answers[number[at]]
