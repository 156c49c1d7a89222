"""The interface of every index, wherever it is kept. Documents are records or mappings; ids are theirs."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from cleanroom.errors import UsageError
from cleanroom.index.given import Given
from cleanroom.index.header import Header
from cleanroom.records import Clean, Match, Member, Place, Reject


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of an index: documents = kept + folded; bytes on the disk (0 if unknown), those of texts apart."""

    documents: int
    stories: int
    folded: int
    removed: int
    comparisons: int
    bytes: int
    text_bytes: int


class Store(Protocol):
    """An open index; a context manager. What a call has returned from is on the disk.

    Every method raises UsageError, one line with the remedy, where the index cannot be used or was opened for reading
    and is asked to change.
    """

    @property
    def header(self) -> Header:
        """What it was made with."""

    def add(self, documents: Sequence[Given], replace: bool = False) -> list[Place]:
        """Take a batch as a whole; gives the place of each document, in the order given.

        A document is what `cleanroom.clean` gives, or a mapping with what a line of JSON has: `text`, `id` (else `url`,
        else a hash of the text), perhaps `title`, `date`, `source`, `url`. Its text is taken as it is.

        A document that is there already (its id, with an equal text) is `known` and changes nothing. Where the id is
        there with another text, it is a `conflict`: nothing changes, unless `replace` has the new text take its place.
        """

    def add_batch(self, batch: Any, replace: bool = False) -> list[Place]:
        """The same of rows of the table `documents` (store.schemas.DOCUMENTS), a record batch of Arrow."""

    def query(self, texts: Sequence[str | Clean], limit: int = 0) -> list[tuple[Match, ...]]:
        """For each text the documents it is related to, best first (`limit` of them; 0: all); nothing is taken."""

    def place(self, id: str) -> Place | None:
        """Where a document is, `known`; None where there is none of that id."""

    def story(self, story: str) -> tuple[Member, ...]:
        """The documents of a story, by its id, sorted by theirs; none where there is no such story."""

    def remove(self, ids: Sequence[str]) -> list[str]:
        """Forget documents; gives the ids that were there. A story of which nothing is left is gone."""

    def stats(self) -> Stats:
        """Counts."""

    def changes(self) -> list[dict[str, Any]]:
        """What earlier answers said otherwise, the first one first: commit, event (`canonical`, `merged`, `moved`),
        story, id, before and now.
        """

    def verify(self) -> list[str]:
        """What is wrong, a line each; nothing if every invariant holds."""

    def compact(self) -> None:
        """Give back the space of what was removed."""

    def export(
        self, out: str | Path, overwrite: bool = False, ids: Sequence[str] | None = None, rejects: Sequence[Reject] = ()
    ) -> None:
        """Write it as the folder of a run, which `audit` opens; with ids only the stories of these documents.

        `rejects` are the records that were not taken; the run counts them and has them in rejects.jsonl.
        """

    def close(self) -> None:
        """Let go of it; closing twice does no harm."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Handle:
    """What stores have in common: each lets go of what it holds, and refuses changes where it was opened for reading.

    shown: the index as messages name it.
    """

    def __init__(self, shown: str, write: bool) -> None:
        self._shown, self._write, self._stack = shown, write, ExitStack()

    def close(self) -> None:
        """Let go of it."""
        self._stack.close()

    def _refuse_reading(self) -> None:
        if not self._write:
            raise UsageError(f"{self._shown} was opened for reading; open it for writing")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
