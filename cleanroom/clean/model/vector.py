"""The functions of arrays that features are made with, for numpy's arrays and for the rows of one small document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cleanroom.clean.model.small import row
from cleanroom.clean.model.small.row import Row

if TYPE_CHECKING:
    from cleanroom.clean.model.characters import Array


def _way(*values: object) -> Any:
    if any(isinstance(value, Row) for value in values):
        return row
    import numpy as np  # noqa: PLC0415  (0.1 s that a small document does not pay)

    return np


def where(flag: Array, yes: Any, no: Any) -> Array:
    """As numpy.where."""
    return _way(flag).where(flag, yes, no)  # type: ignore[no-any-return]


def maximum(values: Array, other: Any) -> Array:
    """As numpy.maximum."""
    return _way(values, other).maximum(values, other)  # type: ignore[no-any-return]


def minimum(values: Array, other: Any) -> Array:
    """As numpy.minimum."""
    return _way(values, other).minimum(values, other)  # type: ignore[no-any-return]


def clip(values: Array, low: float, high: float) -> Array:
    """As numpy.clip."""
    return _way(values).clip(values, low, high)  # type: ignore[no-any-return]


def rounded(values: Array) -> Array:
    """As numpy.round."""
    return _way(values).round(values)  # type: ignore[no-any-return]


def sign(values: Array) -> Array:
    """As numpy.sign."""
    return _way(values).sign(values)  # type: ignore[no-any-return]


def absolute(values: Array) -> Array:
    """As numpy.abs."""
    return _way(values).abs(values)  # type: ignore[no-any-return]


def expm1(values: Array) -> Array:
    """As numpy.expm1."""
    return _way(values).expm1(values)  # type: ignore[no-any-return]


def ln(values: Array) -> Array:
    """As numpy.log."""
    return _way(values).log(values)  # type: ignore[no-any-return]


def isin(values: Array, some: Sequence[int]) -> Array:
    """As numpy.isin."""
    return _way(values).isin(values, some)  # type: ignore[no-any-return]


def append(values: Array, last: object) -> Array:
    """As numpy.append."""
    return _way(values).append(values, last)  # type: ignore[no-any-return]


def above(values: Array, first: object) -> Array:
    """The value of the unit before."""
    if isinstance(values, Row):
        return row.above(values, first)
    import numpy as np  # noqa: PLC0415

    return np.concatenate([[first], values[:-1]]).astype(values.dtype) if len(values) else values


def log(values: Array) -> Array:
    """Counts and distances on a scale that trees can cut anywhere.

    Computed in 64 bits: in 32, the last bit of a logarithm depends on the processor.
    """
    if isinstance(values, Row):
        return row.log1p(row.maximum(values, 0))
    import numpy as np  # noqa: PLC0415

    held = np.log1p(np.maximum(values, 0), dtype=np.float64)
    return held.astype(np.float32) if values.dtype == np.float32 else held
