"""Bits to numbers."""

from __future__ import annotations

import numpy as np

from cleanroom.clean.kernels.lines import Ints
from cleanroom.kernels.compile import kernel


@kernel("int64(int64[:,::1], int64[::1], int64[::1])")
def spread(tried: Ints, numbers: Ints, behind: Ints) -> int:
    """Numbers of the bits that are set, row by row, as many as there is room for; `behind` gets how many there are up
    to the end of each row. Gives how many there are."""
    at = 0
    for row in range(len(tried)):
        for word in range(tried.shape[1]):
            left, number = np.uint64(tried[row, word]), word * 64
            while left:
                if left & np.uint64(1):
                    if at < len(numbers):
                        numbers[at] = number
                    at += 1
                left >>= np.uint64(1)
                number += 1
        behind[row] = at
    return at
