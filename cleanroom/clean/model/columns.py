"""Named columns of features; those that nobody asks for are not computed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

import numpy as np

from cleanroom.clean.model.characters import Array

Value = Array | Callable[[], Array]


class Columns:
    """Columns by name, in the order in which they are put. `wanted` None: all of them."""

    def __init__(self, units: int, wanted: Collection[str] | None) -> None:
        self.units = units
        self.wanted = wanted
        self.held: dict[str, Array] = {}

    def put(self, name: str, value: Value) -> None:
        """Hold a column, computed now if it is a function and wanted."""
        if self.wanted is None or name in self.wanted:
            self.held[name] = np.asarray(value() if callable(value) else value, np.float32)

    def rows(self, names: Iterable[str]) -> Array:
        """The columns named, as rows of one array."""
        chosen = [self.held[name] for name in names]
        return np.stack(chosen) if chosen else np.zeros((0, self.units), np.float32)


def log(values: Array) -> Array:
    """Counts and distances on a scale that trees can cut anywhere."""
    held: Array = np.log1p(np.maximum(values, 0))
    return held
