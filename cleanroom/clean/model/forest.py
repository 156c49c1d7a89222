"""Trees that ask the same question at each level: the answers are the bits of the leaf's number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cleanroom.clean.model.characters import Array

#: rows at once: they stay in the processor's cache
_ROWS = 8192


@dataclass(frozen=True)
class Forest:
    """`names` are the features in the order in which `feature` numbers them."""

    names: tuple[str, ...]
    feature: Array  # trees × depth
    border: Array
    leaves: Array  # trees × 2^depth
    bias: float

    @classmethod
    def of(cls, arrays: Mapping[str, Array], prefix: str) -> Forest:
        """The forest whose arrays have this prefix."""
        names = tuple(str(name) for name in arrays[f"{prefix}_names"])
        return cls(
            names, arrays[f"{prefix}_feature"], arrays[f"{prefix}_border"],
            arrays[f"{prefix}_leaves"].astype(np.float32), float(arrays[f"{prefix}_bias"].item()),
        )  # fmt: skip

    def probability(self, columns: Array, compiled: bool = False) -> Array:
        """For each column of features (one row a feature) the probability; a `compiled` kernel gives the same."""
        return logistic(self.odds(columns, compiled))

    def odds(self, columns: Array, compiled: bool = False) -> Array:
        """The same as log odds."""
        out = np.full(columns.shape[1], self.bias, np.float32)
        if compiled:
            from cleanroom.clean.model.kernels.trees import BLOCK, add  # noqa: PLC0415  (llvmlite)

            add(columns, self.feature.astype(np.int64), self.border, self.leaves, np.empty(BLOCK, np.int32), out)
        for start in range(0, 0 if compiled else len(out), _ROWS):
            self._add(np.ascontiguousarray(columns[:, start : start + _ROWS]), out[start : start + _ROWS])
        return out

    def _add(self, block: Array, total: Array) -> None:
        leaf = np.empty(block.shape[1], np.uint8)
        bit = np.empty(block.shape[1], bool)
        for features, borders, leaves in zip(self.feature, self.border, self.leaves, strict=True):
            leaf[:] = 0
            for level in range(len(features) - 1, -1, -1):
                np.left_shift(leaf, 1, out=leaf)
                np.greater(block[features[level]], borders[level], out=bit)
                np.bitwise_or(leaf, bit.view(np.uint8), out=leaf)
            total += leaves.take(leaf)


def logistic(odds: Array) -> Array:
    """Log odds to probabilities."""
    wide = np.clip(odds, -30, 30).astype(np.float64)  # 32 bits would leave the last one to the processor
    held: Array = (1.0 / (1.0 + np.exp(-wide))).astype(np.float32)
    return held
