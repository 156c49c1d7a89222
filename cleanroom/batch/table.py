"""What every type of batch can do, and what counts as a text in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol


class Table(Protocol):
    """A batch of some type."""

    @property
    def names(self) -> Sequence[Any]:
        """Of its columns."""

    def values(self, name: str) -> Iterable[Any]:
        """A column, a value for each row."""

    def texts(self, name: str) -> list[str | None] | None:
        """A column of texts, None where a row has nothing; None for a column that is of another type."""

    def put(self, made: Mapping[str, list[Any]]) -> Any:
        """The batch with these columns of texts, in place of its own of their names or beside the others."""


def texts_of(values: Iterable[Any]) -> list[str | None] | None:
    """Values as texts, None for what is missing; None where one is neither."""
    found = [None if _is_missing(value) else value for value in values]
    return found if all(value is None or isinstance(value, str) for value in found) else None


def _is_missing(value: Any) -> bool:
    """Whether a value is none: None, NaN, or pandas' own (known by name: who has none of it need not import pandas)."""
    is_nan = isinstance(value, float) and value != value  # noqa: PLR0124 - only NaN is not itself
    return value is None or is_nan or type(value).__name__ in {"NAType", "NaTType"}
