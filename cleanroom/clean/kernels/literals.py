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
    chars: Codes, first: int, stop: int, classes: Codes, steps: Steps, shows: Ints, held: Ints, needing: Ints,
    met: Ints, tried: Ints,
) -> None:  # fmt: skip
    """Leave those patterns to try whose needed literals the line has one of: an automaton finds all in one pass."""
    asked = np.int64(0)
    for word in range(len(tried)):
        asked |= tried[word] & needing[word]
        met[word] = ~needing[word]
    if not asked:
        return
    state = np.int64(0)
    for at in range(first, stop):
        state = steps[state, classes[chars[at]]]
        if shows[state] >= 0:
            for word in range(len(tried)):
                met[word] |= held[shows[state], word]
    for word in range(len(tried)):
        tried[word] &= met[word]
