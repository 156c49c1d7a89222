"""Batches of Python's own types: lists of mappings, and mappings of columns (Hugging Face datasets have such)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cleanroom.batch.table import texts_of
from cleanroom.errors import UsageError


class Rows:
    """A list of mappings. A row has its own keys and those of what was made."""

    def __init__(self, batch: Sequence[Any]) -> None:
        for number, row in enumerate(batch, 1):
            if not isinstance(row, Mapping):
                raise UsageError(
                    f"row {number} of the list is of type {type(row).__name__}, not a mapping such as {{'text': ...}}; "
                    "for a list of texts there is cleanroom.clean_many"
                )
        self._batch = batch
        self.names = list(dict.fromkeys(name for row in batch for name in row))

    def values(self, name: str) -> list[Any]:
        """A value for each row, None where it has no such key."""
        return [row.get(name) for row in self._batch]

    def texts(self, name: str) -> list[str | None] | None:
        """The same as texts, if they are."""
        return texts_of(self.values(name))

    def put(self, made: Mapping[str, list[Any]]) -> list[dict[Any, Any]]:
        """New rows."""
        rows = zip(*made.values(), strict=True)
        return [{**own, **dict(zip(made, row, strict=True))} for own, row in zip(self._batch, rows, strict=True)]


class Columns:
    """A mapping of columns, each a sequence of values."""

    def __init__(self, batch: Mapping[Any, Any]) -> None:
        self._batch, self._types = dict(batch), getattr(batch, "pa_table", None)
        lengths = {name: _length(name, values) for name, values in self._batch.items()}
        if len(set(lengths.values())) > 1:
            said = ", ".join(f"{name} {length}" for name, length in lengths.items())
            raise UsageError(f"the columns are of different lengths ({said}); give each a value for every row")
        self.names = list(self._batch)

    def values(self, name: str) -> Iterable[Any]:
        """The column as it is."""
        values: Iterable[Any] = self._batch[name]
        return values

    def texts(self, name: str) -> list[str | None] | None:
        """The column as texts, if it holds them; in a batch of a data set its type says so where all are missing."""
        if self._types is not None and name in self._types.column_names:
            from cleanroom.batch.arrow import is_text  # noqa: PLC0415 - only data sets have them

            if not is_text(self._types.schema.field(name).type):
                return None
        return texts_of(self._batch[name])

    def put(self, made: Mapping[str, list[Any]]) -> dict[Any, Any]:
        """A dict of the columns."""
        return {**self._batch, **made}


def _length(name: Any, values: Any) -> int:
    if isinstance(values, (str, bytes)) or not hasattr(values, "__len__"):
        raise UsageError(f"column {name} is of type {type(values).__name__}; give a list with a value for every row")
    return len(values)
