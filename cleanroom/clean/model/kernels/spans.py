"""Sums, windows, distances and shifts that never look across the border of a document."""

from __future__ import annotations

import numpy as np

from cleanroom.clean.model.characters import Array
from cleanroom.kernels.compile import kernel

_STEPS = 65536.0


@kernel("void(float64[::1], float64[::1])")
def prefix(values: Array, out: Array) -> None:
    """Sums before each unit, of values rounded to steps of 2^-16."""
    total = 0.0
    out[0] = 0.0
    for at in range(len(values)):
        total += np.rint(values[at] * _STEPS)
        out[at + 1] = total / _STEPS


@kernel("void(float64[::1], int64[::1], int64[::1], int64, int64, float64[::1])")
def means(sums: Array, first: Array, stop: Array, low: int, high: int, out: Array) -> None:
    """Means over units i+low .. i+high, from prefix sums; 0 where there is none."""
    for at in range(len(out)):
        begin = min(max(at + low, first[at]), stop[at])
        end = min(max(at + high + 1, first[at]), stop[at])
        out[at] = (sums[end] - sums[begin]) / np.float64(max(end - begin, 1))


@kernel("void(float32[::1], int64[::1], int64[::1], int64, float32, float32[::1])")
def shifted(values: Array, first: Array, stop: Array, by: int, fill: float, out: Array) -> None:
    """The value of unit i+by."""
    for at in range(len(out)):
        there = at + by
        out[at] = values[there] if first[at] <= there < stop[at] else fill


@kernel("void(boolean[::1], int64[::1], int64, int64[::1])")
def since(flag: Array, first: Array, far: int, out: Array) -> None:
    """Units since the last flagged one."""
    last = -1
    for at in range(len(flag)):
        if flag[at]:
            last = at
        out[at] = at - last if last >= first[at] else far


@kernel("void(boolean[::1], int64[::1], int64, int64[::1])")
def until(flag: Array, stop: Array, far: int, out: Array) -> None:
    """Units to the next flagged one."""
    after = 1 << 40
    for back in range(len(flag)):
        at = len(flag) - 1 - back
        if flag[at]:
            after = at
        out[at] = after - at if after < stop[at] else far


@kernel("void(float64[::1], int64[::1], float64[::1], float64[::1])")
def totals(values: Array, group: Array, sums: Array, out: Array) -> None:
    """The sum of the group of each unit; `sums` is zero before."""
    for at in range(len(values)):
        sums[group[at]] += values[at]
    for at in range(len(values)):
        out[at] = sums[group[at]]
