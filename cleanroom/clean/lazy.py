"""What is made when it is first asked for: properties of a line, and patterns that most texts never need.

Compiling the patterns of a module as it is imported took a fifth of the start of `cleanroom clean`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801  (a decorator, as `property` is)
    """A property that is computed when first asked for: `functools.cached_property` without its lock and checks."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: type) -> T:
        value = self._compute(instance)
        setattr(instance, self._name, value)  # into the instance, where it is found first; its __dict__ is not made
        return value


class _Uncompiled:
    def __init__(self, pattern: str, flags: int) -> None:
        self._arguments = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """A method of the compiled pattern, kept so that the next call finds it at once."""
        value = self.__dict__[name] = getattr(re.compile(*self._arguments), name)  # which `re` remembers
        return value


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled when one of its methods is first called."""
    return cast("re.Pattern[str]", _Uncompiled(source, flags))
