"""Records to clean documents, in this process while there are few of them, then in as many as there are cores."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from cleanroom.clean import clean_batch
from cleanroom.config import CleanConfig, PoolConfig
from cleanroom.engines.pool import Pool
from cleanroom.engines.worker import Stage, attempt, rejected
from cleanroom.knowledge import Knowledge
from cleanroom.records import Clean, Raw, Reject


class Cleaning:
    """Cleaning with settings and knowledge, as a stage that another process can be given."""

    def __init__(self, config: CleanConfig, known: Knowledge) -> None:
        self._config, self._known = config, known

    def __call__(self, records: Sequence[Raw]) -> Iterator[Clean | Reject]:
        return clean_batch(records, self._config, self._known.rules, self._known.profile)


def cleaned(
    items: Iterable[Raw | Reject], config: CleanConfig, known: Knowledge, workers: int = 0,
    pool: PoolConfig | None = None,
) -> Iterator[Clean | Reject]:  # fmt: skip
    """A result for each record, in their order; a Reject is passed on. `workers` 0: a process for each core."""
    pool, stage, items, chars = pool or PoolConfig(), Cleaning(config, known), iter(items), 0
    for item in items:
        if isinstance(item, Reject):
            yield item
            continue
        chars += len(item.content)
        is_small = item.form == "text" and len(item.content) <= pool.alone_document and chars <= pool.alone_chars
        following = [] if is_small else list(_following(item, items))
        if is_small or (item.whole and not following):
            yield from _alone(stage, item)
        else:
            yield from Pool(stage, workers or _cores(), pool).map(chain([item], following, items))
            return


def _following(item: Raw, items: Iterator[Raw | Reject]) -> Iterator[Raw | Reject]:
    """What comes after a document that is a file: the only one there is needs no other process."""
    if item.whole:
        yield from islice(items, 1)


def _alone(stage: Stage, record: Raw) -> Iterator[Clean | Reject]:
    state, *rest = attempt(stage, [record])
    yield from rest[0] if state == "done" else [rejected(record, *rest)]


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
