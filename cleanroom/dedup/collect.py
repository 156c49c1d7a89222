"""Documents as they come to a corpus and its evidence. Large inputs are worked on while they are still being read."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup.canonical import moment, policy_named
from cleanroom.dedup.evidence import Corpus, Evidence, sorted_ids
from cleanroom.dedup.verify import Floats
from cleanroom.dedup.words import Ints
from cleanroom.kernels.packed import Names, Packed, joined

if TYPE_CHECKING:
    from cleanroom.dedup.held import Source
    from cleanroom.dedup.sketches import Sketcher


def available_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _ascending(ids: Packed) -> bool:
    """Whether ids are in order, found by a kernel."""
    from cleanroom.dedup.kernels.groups import ascending  # noqa: PLC0415 - llvmlite

    return bool(ascending(*ids))


class Batch(NamedTuple):
    """Some documents: lengths are characters (n), `removed` the shares that cleaning cut (n).

    Dates and sources are None where no document has any. Texts that are to be had `again` need not be held.
    """

    ids: Packed
    texts: Packed
    lengths: Ints
    dates: Sequence[str] | None
    sources: Sequence[str] | None
    removed: Floats
    again: Source | None = None


class Collector:
    """Takes batches of documents in any order; use as a context manager.

    memory: bytes that it may take, about; beyond, what grows most goes to files in `folder` (0: no bound).
    Texts are held until there are `kernel_chars` of them; from then on only what comparing them needs.
    """

    def __init__(self, config: DedupConfig, workers: int = 0, memory: int = 0, folder: Path | None = None) -> None:
        policy_named(config.canonical)
        self.order: Ints = np.empty(0, np.int64)
        self._config, self._memory, self._folder = config, memory, folder
        self._pool = ThreadPoolExecutor(workers or available_cores())
        self._waiting: list[tuple[Packed, Ints, Source | None]] = []
        self._sketcher: Sketcher | None = None
        self._chars = 0
        self._ids: list[Packed] = []
        self._sources: list[str] = []
        self._moments: list[Ints] = []
        self._lengths: list[Ints] = []
        self._removed: list[Floats] = []

    def add(self, batch: Batch) -> None:
        """Take some documents."""
        count = len(batch.ids)
        self._ids.append(batch.ids)
        self._sources += [""] * count if batch.sources is None else map(sys.intern, batch.sources)
        moments = np.array(list(map(moment, batch.dates)), np.int64) if batch.dates else np.zeros(count, np.int64)
        self._moments.append(moments)
        self._lengths.append(batch.lengths)
        self._removed.append(batch.removed)
        self._chars += int(batch.lengths.sum())
        self._waiting.append((batch.texts, batch.lengths, batch.again))
        if self._chars >= self._config.kernel_chars:
            self._hand_over()

    def _hand_over(self) -> None:
        if self._sketcher is None:
            # numba takes a second, of which the reader of the next batches loses half
            from cleanroom.dedup.sketches import Sketcher  # noqa: PLC0415

            self._sketcher = Sketcher(self._config, self._pool, self._memory, self._folder)
        for waiting in self._waiting:
            self._sketcher.add(*waiting)
        self._waiting.clear()

    def finish(self) -> tuple[Corpus, Evidence]:
        """All documents compared; then row i is document `order[i]`, counted in the order of taking.

        Raises UsageError for an id that two documents have.
        """
        ids = joined(self._ids)
        self._ids.clear()
        self.order, ids = sorted_ids(ids, self._sketcher is not None and _ascending(ids))
        corpus = Corpus(
            Names(ids),
            np.concatenate([np.empty(0, np.int64), *self._lengths])[self.order],
            np.concatenate([np.empty(0, np.int64), *self._moments])[self.order],
            [self._sources[row] for row in self.order.tolist()] if any(self._sources) else self._sources,
            np.concatenate([np.empty(0), *self._removed])[self.order],
        )
        return corpus, self._compare(corpus.sources)

    def _compare(self, sources: Sequence[str]) -> Evidence:
        if self._sketcher is None:
            from cleanroom.dedup import plain  # noqa: PLC0415 - one of the two

            texts = [text for batch, *_ in self._waiting for text in batch.texts()]
            return plain.compare([texts[row] for row in self.order.tolist()], sources, self._config)
        from cleanroom.dedup import fast  # noqa: PLC0415 - numba takes a second

        return fast.compare_sketches(self._sketcher.finish(self.order), sources, self._config, self._pool)

    def __enter__(self) -> Collector:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
