"""Settings that somebody made, checked when they are made: a number out of its range decides everything wrongly."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from operator import attrgetter
from typing import Any

from cleanroom.errors import UsageError

#: what a field of this type takes besides values of the type itself
_TAKES: dict[type, tuple[type, ...]] = {float: (float, int), int: (int,), bool: (bool,), str: (str,), tuple: (tuple,)}
_CALLED = {
    float: "a number",
    int: "a whole number",
    bool: "True or False",
    str: "a text",
    tuple: "a tuple of texts, such as ('a',)",
}

#: what a whole number of arrays and kernels can be at most
_MOST = (1 << 63) - 1


def check(settings: Any, positive: Collection[str] = (), unbounded: Collection[str] = ()) -> None:
    """Raise UsageError for a field that is not of its default's type, for a number below 0, and of `positive` for 0.

    What is no whole number is a share, a probability or a confidence, which is 1 at most, unless it is `unbounded`.
    """
    kinds, values_of = _kinds(type(settings))
    for (name, kind), value in zip(kinds.items(), values_of(settings), strict=True):
        if type(value) is not kind:
            _check_type(settings, name, kind, value)
        if kind is tuple:
            if not all(isinstance(item, str) for item in value):
                raise _wrong(settings, name, value, _CALLED[tuple])
        elif kind in {int, float}:
            most = _MOST if kind is int or name in unbounded else 1
            if not 0 <= value <= most:
                raise _wrong(settings, name, value, "a number from 0 on" if most > 1 else "a number from 0 to 1")
    for name in positive:
        if not getattr(settings, name) > 0:
            raise _wrong(settings, name, getattr(settings, name), "a number above 0")


def one_of(settings: Any, name: str, words: Collection[str]) -> None:
    """Raise UsageError where the field is none of these words."""
    if getattr(settings, name) not in words:
        raise _wrong(settings, name, getattr(settings, name), f"one of {', '.join(map(repr, words))}")


def at_most(settings: Any, name: str, most: int) -> None:
    """Raise UsageError where the field is above this."""
    if getattr(settings, name) > most:
        raise _wrong(settings, name, getattr(settings, name), f"a number up to {most}")


_KNOWN: dict[type, tuple[Mapping[str, type], Any]] = {}


def _kinds(settings: type) -> tuple[Mapping[str, type], Any]:
    """Field -> type of its default, of those that have one, and what gets their values; kept, for it is asked often."""
    found = _KNOWN.get(settings)
    if found is None:
        fields = settings.__dataclass_fields__  # type: ignore[attr-defined]
        kinds = {name: type(field.default) for name, field in fields.items() if type(field.default) in _TAKES}
        found = _KNOWN[settings] = kinds, attrgetter(*kinds)
    return found


def _check_type(settings: Any, name: str, kind: type, value: Any) -> None:
    if not isinstance(value, _TAKES[kind]) or (isinstance(value, bool) and kind is not bool):
        raise _wrong(settings, name, value, _CALLED[kind])


def _wrong(settings: Any, name: str, value: Any, right: str) -> UsageError:
    return UsageError(f"{type(settings).__name__}({name}={value!r}): give {right}")
