"""Arrays that a thread uses again and again: fresh memory costs more than what is written into it."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np

_held = threading.local()


def scratch(name: str, size: int, kind: Any) -> np.ndarray[Any, Any]:
    """An array of the size with whatever is in it; this thread's, until it asks for the same name again."""
    held: dict[str, np.ndarray[Any, Any]] = _held.__dict__
    if name not in held or len(held[name]) < size:
        held[name] = np.empty(size + size // 4, kind)
    return held[name][:size]
