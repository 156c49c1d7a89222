"""Documents into an index, a batch at a time: large files of JSON lines are read in blocks, as `dedup` reads them."""

from __future__ import annotations

import argparse
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cleanroom.cli.options import display, records
from cleanroom.cli.terminal import RejectLog, say, show
from cleanroom.config import Config
from cleanroom.progress import Progress
from cleanroom.records import Place, Raw, Reject
from cleanroom.text import counted
from cleanroom.tuning import IndexConfig
from cleanroom.write import open_writer

if TYPE_CHECKING:
    from cleanroom.index import Store

#: bytes from which a batch is full: far from the 2 GB that a column of texts can hold
_BATCH_BYTES = 1 << 28
#: what became of documents, in words: of one, of more
_OUTCOMES = {
    "founded": ("founded a story", "founded a story"), "joined": ("joined one", "joined one"),
    "excerpt": ("quotes one", "quote one"), "known": ("was known", "were known"),
    "conflict": ("was in conflict", "were in conflict"),
}  # fmt: skip


def add_all(arguments: argparse.Namespace, store: Store) -> tuple[list[str], list[Reject]]:
    """Add the input to an index and say what became of it; gives the ids of the documents that are in the index, and
    the records that could not be used, in the order of the input's positions.
    """
    outcomes: Counter[str] = Counter()
    ids: list[str] = []
    rejected: list[Reject] = []
    with display(arguments) as progress, RejectLog() as log, ExitStack() as stack:

        def reject(item: Reject) -> None:
            log(item)
            rejected.append(item)

        progress.begin("index")
        places = getattr(arguments, "places", None)
        writer = stack.enter_context(open_writer(places, "jsonl")) if places else None
        try:
            for source, position, place in _places(arguments, store, reject, progress):
                outcomes[place.outcome] += 1
                if place.outcome == "conflict":
                    message = f"id {place.id}: the index has another text under it"
                    reject(Reject(source, position, "id_conflict", message))
                else:
                    ids.append(place.id)
                if writer:
                    writer.write(asdict(place))
        except KeyboardInterrupt:
            say(f"{arguments.index} has {counted(outcomes.total(), 'document')}; the same command adds the rest")
            raise
        stats = store.stats()
    parts = [counted(outcomes[name], *words) for name, words in _OUTCOMES.items() if outcomes[name]]
    show(f"{counted(outcomes.total(), 'document')}{': ' if parts else ''}{', '.join(parts)}")
    held = counted(stats.documents, "document"), counted(stats.stories, "story", "stories")
    show(f"{arguments.index} holds {held[0]} of {held[1]}")
    if outcomes["conflict"]:
        say(
            f"{outcomes['conflict']:,} not taken, for an id with another text; `index add --replace` takes the new text"
        )
    return ids, sorted(rejected, key=lambda item: (item.source, item.position))


def _places(
    arguments: argparse.Namespace, store: Store, reject: Callable[[Reject], None], progress: Progress
) -> Iterator[tuple[str, int, Place]]:
    """Source and position of each document, and where it went."""
    from cleanroom.store.documents import document_batches  # noqa: PLC0415 - pyarrow

    size, replace = getattr(arguments, "batch", IndexConfig().batch_documents), getattr(arguments, "replace", False)
    origins = _Origins()
    taken = _taken(arguments, origins, reject, progress)
    parts = (rows.batch for rows in document_batches(taken, cut=False))
    for batch in _regrouped(parts, size):
        for place in store.add_batch(batch, replace):
            yield *origins.pop(), place


class _Origins:
    """Where the documents that are on their way came from, the first one first."""

    def __init__(self) -> None:
        self._runs: deque[tuple[str, int, int]] = deque()

    def add(self, source: str, first: int, count: int = 1) -> None:
        """So many documents, from a position on."""
        self._runs.append((source, first, count))

    def pop(self) -> tuple[str, int]:
        """Source and position of the next one."""
        source, first, count = self._runs.popleft()
        if count > 1:
            self._runs.appendleft((source, first + 1, count - 1))
        return source, first


def _taken(
    arguments: argparse.Namespace, origins: _Origins, reject: Callable[[Reject], None], progress: Progress
) -> Iterator[Any]:
    """Documents of the input, uncut, one by one or as columns; what cannot be used is told."""
    from cleanroom.clean import take_batch  # noqa: PLC0415 - on need
    from cleanroom.dedup import available_cores  # noqa: PLC0415 - numpy
    from cleanroom.read import batches  # noqa: PLC0415 - on need

    for item in batches(records(arguments, Config(), progress.read, available_cores())):
        if isinstance(item, list):
            yield from _told(item, take_batch(item), origins, reject, progress)
        elif isinstance(item, Reject):
            progress.rejected += 1
            reject(item)
        else:
            origins.add(item.source, item.position - len(item) + 1, len(item))
            progress.took(len(item))
            yield item


def _told(
    raws: Iterable[Raw], found: Iterable[Any], origins: _Origins, reject: Callable[[Reject], None], progress: Progress
) -> Iterator[Any]:
    for raw, done in zip(raws, found, strict=True):
        if isinstance(done, Reject):
            progress.rejected += 1
            reject(done)
        else:
            origins.add(raw.source, raw.position)
            progress.took(1, len(done.text))
            yield done


def _regrouped(parts: Iterable[Any], size: int) -> Iterator[Any]:
    """The same rows in batches of so many; of fewer where their texts are very long."""
    from cleanroom.store.documents import as_one  # noqa: PLC0415 - pyarrow

    held: list[Any] = []
    count = used = 0
    for part in parts:
        rest = part
        while len(rest):
            held.append(rest.slice(0, size - count))
            count, used, rest = count + len(held[-1]), used + held[-1].nbytes, rest.slice(len(held[-1]))
            if count == size or used >= _BATCH_BYTES:
                yield as_one(held)
                held, count, used = [], 0, 0
    if held:
        yield as_one(held)
