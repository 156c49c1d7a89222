"""Bytes to hashes of 64 bits."""

from __future__ import annotations

import numpy as np

from cleanroom.kernels.compile import inline
from cleanroom.kernels.vectors import Bytes, eight


@inline
def _mix(value: np.uint64) -> np.uint64:
    value = (value ^ (value >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    value = (value ^ (value >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    return value ^ (value >> np.uint64(32))


@inline
def hash_at(data: Bytes, start: int, stop: int) -> np.uint64:
    """A hash, not 0, of the bytes from one place to another.

    Four chains of multiplications go on beside each other: one alone waits for each of them.
    """
    times, at, end = np.uint64(0x9FB21C651E98DF25), np.uint64(start), np.uint64(stop)
    total = _mix(end - at + np.uint64(0x9E3779B97F4A7C15))
    one, two, three, four = total, total ^ times, total + times, ~total
    while at + np.uint64(32) <= end:
        one = (one ^ eight(data, at)) * times
        two = (two ^ eight(data, at + np.uint64(8))) * times
        three = (three ^ eight(data, at + np.uint64(16))) * times
        four = (four ^ eight(data, at + np.uint64(24))) * times
        one, two = one ^ (one >> np.uint64(29)), two ^ (two >> np.uint64(29))
        three, four = three ^ (three >> np.uint64(29)), four ^ (four >> np.uint64(29))
        at += np.uint64(32)
    total = _mix(one) + _mix(two ^ times) * np.uint64(3) + _mix(three) * np.uint64(5) + _mix(four) * np.uint64(7)
    while at < end:
        word, width = np.uint64(0), min(end - at, np.uint64(8))
        for byte in range(width):
            word |= np.uint64(data[at + byte]) << np.uint64(8 * byte)
        total = (total ^ word) * times
        total ^= total >> np.uint64(29)
        at += np.uint64(8)
    return max(_mix(total), np.uint64(1))
