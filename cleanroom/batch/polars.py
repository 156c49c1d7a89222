"""DataFrames of polars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from cleanroom.batch.table import texts_of

#: types of columns that hold texts, or anything
_TEXTS = (pl.String, pl.Categorical, pl.Enum, pl.Null, pl.Object)


class Frame:
    """A DataFrame. Columns that are not replaced stay."""

    def __init__(self, batch: pl.DataFrame) -> None:
        self._batch = batch
        self.names = batch.columns

    def values(self, name: str) -> list[Any]:
        """The column as Python's values."""
        return self._batch.get_column(name).to_list()

    def texts(self, name: str) -> list[str | None] | None:
        """The column, if it is of texts or of nothing."""
        return texts_of(self.values(name)) if isinstance(self._batch.schema[name], _TEXTS) else None

    def put(self, made: Mapping[str, list[Any]]) -> pl.DataFrame:
        """A new DataFrame; a column of categories stays one, the words of an Enum become texts."""
        return self._batch.with_columns(
            [
                pl.Series(name, values, pl.Categorical if isinstance(self._kind(name), pl.Categorical) else pl.String)
                for name, values in made.items()
            ]
        )

    def _kind(self, name: str) -> Any:
        return self._batch.schema.get(name)
