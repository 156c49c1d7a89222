"""Which literals a line holds: those that patterns need, of which most lines that are asked have none."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cleanroom.kernels.compile import inline

Ints = npt.NDArray[np.int64]
Steps = npt.NDArray[np.int32]
Codes = npt.NDArray[np.uint16]


@inline
def hold(
    chars: Codes, first: int, stop: int, classes: Codes, steps: Steps, held: Ints, needing: Ints, met: Ints, tried: Ints
) -> None:
    """Leave those patterns to try whose needed literals the line has one of: an automaton finds all in one pass.

    A state is known by where its steps begin, and a step says twice that, and one more where the state has something.
    """
    asked = np.int64(0)
    for word in range(len(tried)):
        asked |= tried[word] & needing[word]
        met[word] = ~needing[word]
    if not asked:
        return
    state, row = np.int64(0), len(steps) // len(held)
    for at in range(first, stop):
        step = np.int64(steps[state + np.int64(classes[chars[at]])])
        state = step >> 1
        if step & 1:
            for word in range(len(tried)):
                met[word] |= held[state // row, word]
    for word in range(len(tried)):
        tried[word] &= met[word]
