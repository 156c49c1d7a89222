"""How kernels are compiled: once per machine, without the GIL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compile at the first call. The machine code is kept beside the module, else in the user's cache folder."""
    try:
        return cast(F, numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # no folder can be written: compile in every process
        return cast(F, numba.njit(nogil=True)(function))


def inline(function: F) -> F:
    """For small parts of kernels: compiled into their callers."""
    return cast(F, numba.njit(nogil=True)(function))
