"""How far a job is: counts that it keeps and others look at when they like. Whoever shows them brings the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


class Progress:
    """What the current stage has done so far. Counts only grow within a stage; `bytes` are those of the inputs."""

    def __init__(self) -> None:
        self.stage = ""
        self.documents = self.skipped = self.rejected = 0  # skipped: of the documents, done by an interrupted run
        self.characters = self.left = 0  # of the documents; what cleaning has left of them
        self.bytes = 0  # read from the inputs, as they are on disk
        self.stories = self.folded = 0  # texts kept, and folded into those

    def begin(self, stage: str) -> None:
        """Another stage begins; one that reads again reads from the first byte."""
        self.stage, self.bytes = stage, 0
        self.documents = self.skipped = self.rejected = self.characters = self.left = 0

    def read(self, size: int) -> None:
        """So many bytes more were read."""
        self.bytes += size

    def took(self, documents: int, characters: int = 0, left: int = 0) -> None:
        """So many documents more are through this stage."""
        self.documents += documents
        self.characters += characters
        self.left += left

    def counting(self, records: Iterable[T]) -> Iterator[T]:
        """The records, counted one by one as they pass."""
        for record in records:
            self.took(1)
            yield record
