"""Cleaned documents as lines of JSON, made where they are cleaned: one process alone could not write for many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cleanroom.config import CleanConfig, PoolConfig
from cleanroom.engines.cleaning import Cleaning, spread
from cleanroom.engines.worker import Item
from cleanroom.knowledge import Knowledge
from cleanroom.read import Wanted, unpack
from cleanroom.records import Lines, Raw, Reject
from cleanroom.store.rows import clean_line


@dataclass(frozen=True, slots=True)
class Written:
    """Some records that are done: documents as lines of JSON, and those that were rejected, both in their order."""

    documents: int
    lines: bytes
    rejects: tuple[Reject, ...] = ()
    characters: int = 0  # of the documents, before cleaning and after
    left: int = 0
    whole: bool = False  # the last document is the only one of its file


class Writing:
    """Cleaning and writing as one stage."""

    def __init__(self, cleaning: Cleaning, wanted: Wanted, explain: bool) -> None:
        self._cleaning, self._wanted, self._explain = cleaning, wanted, explain

    def unpack(self, block: Lines) -> Iterator[Raw | Reject]:
        """The records of a block of lines."""
        return unpack(block, self._wanted)

    def __call__(self, items: Sequence[Item]) -> Iterator[Written]:
        records = [
            record for item in items for record in (self.unpack(item) if isinstance(item, Lines) else (item,))
        ]
        lines, rejects, characters, left, whole = [], [], 0, 0, False
        for result in self._cleaning(records):
            if isinstance(result, Reject):
                rejects.append(result)
                continue
            lines.append(clean_line(result, self._explain))
            characters, left, whole = characters + len(result.raw), left + len(result.text), result.whole
        yield Written(len(lines), b"".join(lines), tuple(rejects), characters, left, whole)


def written(  # noqa: PLR0913, PLR0917 - what `cleaned` takes, and how to read and write
    items: Iterable[Item], config: CleanConfig, known: Knowledge, wanted: Wanted, explain: bool = False,
    workers: int = 0, pool: PoolConfig | None = None,
) -> Iterator[Written]:  # fmt: skip
    """All records, some at a time and in their order, cleaned and as lines of JSON."""
    stage = Writing(Cleaning(config, known), wanted, explain)
    for result in spread(items, stage, workers, pool, stage.unpack):
        yield Written(0, b"", (result,)) if isinstance(result, Reject) else result
