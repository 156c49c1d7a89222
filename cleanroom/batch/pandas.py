"""DataFrames of pandas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from cleanroom.batch.table import texts_of

#: kinds of numpy's types that hold no texts, even where all values are missing; a column of NaN alone is of floats
_NO_TEXTS = "Mmbiuc"


class Frame:
    """A DataFrame: its index and all columns that are not replaced stay."""

    def __init__(self, batch: pd.DataFrame) -> None:
        self._batch = batch
        self.names = list(batch.columns)

    def values(self, name: str) -> list[Any]:
        """The column as Python's values."""
        values: list[Any] = self._batch[name].tolist()
        return values

    def texts(self, name: str) -> list[str | None] | None:
        """The column, if it is of texts or of nothing."""
        return None if self._batch[name].dtype.kind in _NO_TEXTS else texts_of(self.values(name))

    def put(self, made: Mapping[str, list[Any]]) -> pd.DataFrame:
        """A new DataFrame; a text column keeps its type."""
        return self._batch.assign(**{name: self._typed(name, values) for name, values in made.items()})

    def _typed(self, name: str, values: list[Any]) -> Any:
        """Values in the type that the column has, if texts can be: categories are made anew."""
        if name not in self.names:
            return values
        kind: Any = self._batch[name].dtype
        if isinstance(kind, pd.CategoricalDtype):
            kind = "category"
        elif kind.kind != "O":
            kind = None
        return pd.Series(values, dtype=kind or object).array
