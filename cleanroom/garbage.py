"""How often a process of this program looks for garbage that refers to itself; other garbage goes at once."""

from __future__ import annotations

import gc

#: new objects before it is looked for among them (Python's own: 700): what is imported has none, and a batch of texts
#: has tens of thousands of objects, hardly any of them in a circle; a twentieth of the time of page dumps, a tenth of
#: the start
_OBJECTS = 100_000


def collect_rarely() -> None:
    """For the whole process: leave what is there alone, and let many objects come before they are looked through."""
    gc.freeze()
    gc.set_threshold(_OBJECTS, 10, 10)
