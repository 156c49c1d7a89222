"""Records to clean documents, in this process while there are few of them, then in as many as there are cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from cleanroom.clean import check_kinds
from cleanroom.config import CleanConfig, PoolConfig
from cleanroom.engines.worker import Item, Stage, attempt, rejected, starts_at_once
from cleanroom.errors import UsageError
from cleanroom.knowledge import Knowledge
from cleanroom.records import Clean, Lines, Raw, Reject

Unpack = Callable[[Lines], Iterator[Raw | Reject]]


class Cleaning:
    """Cleaning with settings and knowledge, as a stage that another process can be given."""

    def __init__(self, config: CleanConfig, known: Knowledge) -> None:
        check_kinds(config.keep, "keep")
        self._config, self._known = config, known

    def __call__(self, items: Sequence[Raw | Reject]) -> Iterator[Clean | Reject]:
        from cleanroom.clean import clean_batch  # noqa: PLC0415 - on need

        records = (item for item in items if isinstance(item, Raw))
        done = clean_batch(records, self._config, self._known.rules, self._known.profile)
        return (item if isinstance(item, Reject) else next(done) for item in items)


def cleaned(
    items: Iterable[Raw | Reject], config: CleanConfig, known: Knowledge, workers: int = 0,
    pool: PoolConfig | None = None,
) -> Iterator[Clean | Reject]:  # fmt: skip
    """A result for each record, in their order; a Reject is passed on. `workers` 0: a process for each core."""
    return spread(items, Cleaning(config, known), workers, pool)


def counted(workers: int) -> int:
    """A number of workers that somebody gave. Raises UsageError for one that is none: nothing would ever be done."""
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 0:
        raise UsageError(f"workers={workers!r}: give a whole number from 1 on, or 0 for one for each core")
    return workers


def spread(
    items: Iterable[Item], stage: Stage, workers: int = 0, pool: PoolConfig | None = None, unpack: Unpack | None = None
) -> Iterator[Any]:
    """What a stage makes of items, in their order. Short plain texts are worked on here until there are many.

    A record that fails is a Reject among the results. `unpack` takes blocks of lines apart.
    """
    pool, items, chars = pool or PoolConfig(), iter(items), 0
    workers = counted(workers) or _cores()
    at_once = starts_at_once(pool, workers)

    def many(items: Iterable[Item]) -> Iterator[Any]:
        from cleanroom.engines.pool import Pool  # noqa: PLC0415  (5 ms that one text does not pay)

        return Pool(stage, workers, pool, unpack).map(items)

    for item in items:
        if isinstance(item, Lines) and (at_once or len(item.data) > pool.alone_chars):
            yield from many(chain([item], items))
            return
        records: Iterator[Item] = unpack(item) if unpack and isinstance(item, Lines) else iter((item,))
        for record in records:
            chars += len(record.content) if isinstance(record, Raw) else 0
            small = not at_once and _is_small(record, chars, pool)
            following = [] if small else _following(record, items)
            if small or (_is_file(record) and not following):  # the only document there is needs no other process
                yield from _alone(stage, record)
            else:
                yield from many(chain([record], records, following, items))
                return


def _is_small(record: Item, chars: int, pool: PoolConfig) -> bool:
    """Whether a record is one of a few short ones; `chars` are those of all up to it."""
    if not isinstance(record, Raw):
        return True
    return record.form == "text" and len(record.content) <= pool.alone_document and chars <= pool.alone_chars


def _is_file(record: Item) -> bool:
    return isinstance(record, Raw) and record.whole


def _following(record: Item, items: Iterator[Item]) -> list[Item]:
    """What comes after a document that is a file."""
    return list(islice(items, 1)) if _is_file(record) else []


def _alone(stage: Stage, record: Item) -> Iterator[Any]:
    state, *rest = attempt(stage, [record])
    yield from rest[0] if state == "done" else [rejected(record, *rest)]


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
