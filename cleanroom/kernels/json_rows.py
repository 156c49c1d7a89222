"""Columns to lines of JSON, a column at a time: where each line is begun, then what each column adds to it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cleanroom.kernels.compile import inline, kernel

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]

_QUOTE, _BACKSLASH = 34, 92


@inline
def _odd(data: Bytes, start: int, end: int) -> int:
    """Whether a byte has to be escaped."""
    found, part = np.uint8(0), data[start:end]
    for place in range(len(part)):
        code = part[place]
        found |= np.uint8(code < 32) | np.uint8(code == 34) | np.uint8(code == 92)
    return found


@inline
def _short(code: int) -> int:
    """The letter of a control character's short escape, or 0."""
    if code == 10:
        return 110
    if code == 9:
        return 116
    if code == 13:
        return 114
    return 98 if code == 8 else 102 if code == 12 else 0


@kernel("void(uint8[::1], int64[::1], int64[::1], int64, int64[::1])")
def measure(data: Bytes, starts: Ints, ends: Ints, around: int, sizes: Ints) -> None:
    """Add to `sizes` what each value takes, escaped, and `around` for what stands around it."""
    for row in range(len(starts)):
        size = around + ends[row] - starts[row]
        if _odd(data, starts[row], ends[row]):
            for place in range(starts[row], ends[row]):
                code = np.int64(data[place])
                if code < 32:
                    size += 1 if _short(code) else 5
                elif code in (_QUOTE, _BACKSLASH):
                    size += 1
        sizes[row] += size


@kernel("void(uint8[::1], int64[::1], int64[::1], uint8[::1], uint8[::1], int64[::1], uint8[::1])")
def put(data: Bytes, starts: Ints, ends: Ints, before: Bytes, after: Bytes, places: Ints, out: Bytes) -> None:
    """Write each value, escaped, at its place, with the same bytes before and after; places move behind them."""
    for row in range(len(starts)):
        at = places[row]
        for byte in range(len(before)):
            out[at + byte] = before[byte]
        at += len(before)
        start, end = starts[row], ends[row]
        if not _odd(data, start, end):
            source, target = data[start:end], out[at : at + end - start]
            for byte in range(len(source)):
                target[byte] = source[byte]
            at, start = at + end - start, end
        for place in range(start, end):
            code = np.int64(data[place])
            if code >= 32 and code not in (_QUOTE, _BACKSLASH):
                out[at] = code
                at += 1
                continue
            letter = _short(code) if code < 32 else code
            out[at] = _BACKSLASH
            if letter:
                out[at + 1] = letter
                at += 2
            else:
                out[at + 1], out[at + 2], out[at + 3], out[at + 4] = 117, 48, 48, 48 + (code >> 4)
                low = code & 15
                out[at + 5] = 48 + low if low < 10 else 87 + low
                at += 6
        for byte in range(len(after)):
            out[at + byte] = after[byte]
        places[row] = at + len(after)
