"""Rows of numbers that count as numpy's arrays do: by kinds, and rounded to 32 bits where those are."""

from __future__ import annotations

import builtins
import math
import operator
from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any

#: kinds: truth, 64-bit integer, 32- and 64-bit float
_NAMES = {"float32": "f", "float64": "d", "int64": "i"}
Number = Any


def _joined(one: str, other: str) -> str:
    """The kind of what two rows give."""
    if one == other:
        return one
    both = {one, other}
    if "d" in both or both == {"f", "i"}:
        return "d"
    return "f" if "f" in both else "i"


def _with(kind: str, number: Number) -> str:
    """The kind of what a row and a number give."""
    if isinstance(number, float):
        return kind if kind in "fd" else "d"
    return "i" if kind == "b" and not isinstance(number, bool) else kind


class Row:
    """Numbers of one kind, one a unit."""

    __hash__ = None  # type: ignore[assignment]
    __slots__ = ("held", "kind")

    def __init__(self, held: Iterable[Number], kind: str) -> None:
        self.kind = kind
        self.held: list[Number] = array("f", held).tolist() if kind == "f" else list(held)

    def __len__(self) -> int:
        return len(self.held)

    def __getitem__(self, key: Any) -> Row:
        if isinstance(key, Row):
            held = self.held
            return _made([held[i] for i in key.held], self.kind)
        return _made(self.held[key], self.kind)

    def astype(self, name: str) -> Row:
        """The row as another kind, by numpy's name of it."""
        kind = _NAMES[name]
        if kind == self.kind:
            return self
        return Row(self.held if kind == "f" else map(int if kind == "i" else float, self.held), kind)

    def _take(self, step: Callable[[Any, Any], Any], other: Any, kind: str = "") -> Row:
        if isinstance(other, Row):
            return Row(map(step, self.held, other.held), kind or _joined(self.kind, other.kind))
        number = array("f", [other])[0] if self.kind == "f" else other  # a number takes the kind of the row
        return Row([step(value, number) for value in self.held], kind or _with(self.kind, other))

    def __add__(self, other: Any) -> Row:
        return self._take(operator.add, other)

    def __sub__(self, other: Any) -> Row:
        return self._take(operator.sub, other)

    def __rsub__(self, other: Any) -> Row:
        return self._take(lambda value, number: number - value, other)

    def __mul__(self, other: Any) -> Row:
        return self._take(operator.mul, other)

    __radd__, __rmul__ = __add__, __mul__

    def __truediv__(self, other: Any) -> Row:
        return self._take(operator.truediv, other, self._quotient(other))

    def __rtruediv__(self, other: Any) -> Row:
        return self._take(lambda value, number: number / value, other, self._quotient(other))

    def _quotient(self, other: Any) -> str:
        kind = _joined(self.kind, other.kind) if isinstance(other, Row) else _with(self.kind, other)
        return kind if kind == "f" else "d"

    def __and__(self, other: Row) -> Row:
        return self._take(operator.and_, other)

    def __or__(self, other: Row) -> Row:
        return self._take(operator.or_, other)

    def __invert__(self) -> Row:
        return _made([not value for value in self.held], "b")

    def __gt__(self, other: Any) -> Row:
        return self._asked(operator.gt, other)

    def __ge__(self, other: Any) -> Row:
        return self._asked(operator.ge, other)

    def __lt__(self, other: Any) -> Row:
        return self._asked(operator.lt, other)

    def __le__(self, other: Any) -> Row:
        return self._asked(operator.le, other)

    def __eq__(self, other: object) -> Row:  # type: ignore[override]
        return self._asked(operator.eq, other)

    def __ne__(self, other: object) -> Row:  # type: ignore[override]
        return self._asked(operator.ne, other)

    def _asked(self, step: Callable[[Any, Any], Any], other: Any) -> Row:
        return self._take(step, other, "b")


def _made(held: list[Number], kind: str) -> Row:
    """A row of numbers that are of the kind already."""
    row = Row.__new__(Row)
    row.held, row.kind = held, kind
    return row


class Table:
    """Columns of one kind, read as numpy's two-dimensional arrays are: all units of some columns."""

    __slots__ = ("columns", "units")

    def __init__(self, columns: Sequence[Row], units: int) -> None:
        self.columns, self.units = columns, units

    def __len__(self) -> int:
        return self.units

    def __getitem__(self, key: tuple[slice, Any]) -> Any:
        chosen = key[1]
        if isinstance(chosen, int):
            return self.columns[chosen]
        some = self.columns[chosen] if isinstance(chosen, slice) else [self.columns[k] for k in chosen]
        return Table(some, self.units)

    def _over(self, step: Callable[[Any], Any]) -> Row:
        return Row(map(step, zip(*[column.held for column in self.columns], strict=True)), self.columns[0].kind)

    def sum(self, _axis: int) -> Row:
        """By unit."""
        return self._over(sum)

    def max(self, _axis: int) -> Row:
        """By unit."""
        return self._over(max)


def where(flag: Row, yes: Any, no: Any) -> Row:
    """By unit one or the other; at most one of them is a number."""
    if isinstance(yes, Row):
        kind = _joined(yes.kind, no.kind) if isinstance(no, Row) else _with(yes.kind, no)
    else:
        kind = _with(no.kind, yes)
    ayes = yes.held if isinstance(yes, Row) else [yes] * len(flag)
    noes = no.held if isinstance(no, Row) else [no] * len(flag)
    return Row([one if holds else other for holds, one, other in zip(flag.held, ayes, noes, strict=True)], kind)


def maximum(values: Row, other: Any) -> Row:
    """The larger one."""
    return values._take(max, other)


def minimum(values: Row, other: Any) -> Row:
    """The smaller one."""
    return values._take(min, other)


def clip(values: Row, low: float, high: float) -> Row:
    """Held within borders."""
    return minimum(maximum(values, low), high)


def _each(values: Row, step: Callable[[Any], Any], kind: str = "") -> Row:
    return Row(map(step, values.held), kind or ("f" if values.kind == "f" else "d"))


def round(values: Row) -> Row:
    """To whole numbers, halves to the even one."""
    return _each(values, lambda value: float(builtins.round(value)))


def abs(values: Row) -> Row:
    """Without sign."""
    return _each(values, math.fabs)


def sign(values: Row) -> Row:
    """1, 0 or -1."""
    return _each(values, lambda value: (value > 0) - (value < 0))


def expm1(values: Row) -> Row:
    """Power of e, less 1."""
    return _each(values, math.expm1)


def log(values: Row) -> Row:
    """Natural logarithm."""
    return _each(values, math.log)


def log1p(values: Row) -> Row:
    """Natural logarithm of what is by 1 larger."""
    return _each(values, math.log1p)


def isin(values: Row, some: Sequence[int]) -> Row:
    """Which are among some."""
    return _each(values, frozenset(some).__contains__, "b")


def append(values: Row, last: Any) -> Row:
    """One more at the end."""
    return Row([*values.held, last], values.kind)


def above(values: Row, first: Any) -> Row:
    """The value of the unit before."""
    return Row([first, *values.held[:-1]], values.kind)
