"""Trees, applied to some dozens of units, as cleanroom.clean.model.forest applies them to many."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from math import exp
from operator import add, gt

from cleanroom.clean.model.small.row import Row
from cleanroom.clean.model.small.weights import Arrays


@dataclass(frozen=True)
class SmallForest:
    """As `Forest`; `questions` are (feature, border) of all trees in a row."""

    names: tuple[str, ...]
    questions: Sequence[tuple[int, float]]
    depth: int
    leaves: Sequence[float]
    bias: float

    @classmethod
    def of(cls, arrays: Arrays, prefix: str) -> SmallForest:
        """The forest whose arrays have this prefix."""
        feature, border = arrays[f"{prefix}_feature"], arrays[f"{prefix}_border"].items
        return cls(
            tuple(arrays[f"{prefix}_names"].items), list(zip(feature.items, border, strict=True)), feature.width,
            arrays[f"{prefix}_leaves"].items, float(arrays[f"{prefix}_bias"].items[0]),
        )  # fmt: skip

    def probability(self, columns: Sequence[Row], _compiled: bool = False) -> Row:
        """For each unit the probability; `columns` are features."""
        units, held = len(columns[0]), [column.held for column in columns]
        answers = {(f, border): list(map(gt, held[f], repeat(border))) for f, border in set(self.questions)}
        total = array("f", [self.bias]) * units
        size, depth = 1 << self.depth, self.depth
        for tree in range(len(self.questions) // depth):
            bits = [answers[question] for question in self.questions[tree * depth : (tree + 1) * depth]]
            leaves = self.leaves[tree * size : (tree + 1) * size]
            numbers = [0] * units
            for level in reversed(bits):
                numbers = [number + number + bit for number, bit in zip(numbers, level, strict=True)]
            total = array("f", map(add, total, map(leaves.__getitem__, numbers)))
        return Row([1 / (1 + exp(-min(max(value, -30.0), 30.0))) for value in total], "f")
