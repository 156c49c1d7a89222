"""Work in parts: where it is cut, and parts done by threads while the results are taken in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T")
R = TypeVar("R")


def slices(sizes: npt.NDArray[np.int64], step: int) -> list[slice]:
    """Consecutive items, of the given sizes, in parts of about so much together; one part if there are none."""
    total = np.cumsum(sizes)
    cuts = np.searchsorted(total, np.arange(step, total[-1] if len(total) else 0, step))
    edges = [0, *cuts[np.diff(cuts, prepend=0) > 0].tolist(), len(total)]
    return list(map(slice, edges[:-1], edges[1:]))


def in_order(pool: ThreadPoolExecutor, function: Callable[[T], R], items: Iterable[T], ahead: int) -> Iterator[R]:
    """`map` in threads, of which at most so many results wait to be taken."""
    waiting: deque[Future[R]] = deque()
    for item in items:
        waiting.append(pool.submit(function, item))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
