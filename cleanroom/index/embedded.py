"""The store in a folder of this machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import numpy as np

from cleanroom.dedup.collect import available_cores
from cleanroom.dedup.fold import ROLES
from cleanroom.dedup.words import Bools, Ints
from cleanroom.errors import UsageError
from cleanroom.index import adding, asking, check, exporting, merging
from cleanroom.index.contents import Contents
from cleanroom.index.disk import Disk
from cleanroom.index.given import Given, cleans_of_given
from cleanroom.index.header import Header
from cleanroom.index.rows import STORY
from cleanroom.index.store import Handle, Stats
from cleanroom.records import Clean, Match, Member, Outcome, Place, Reject, Role
from cleanroom.store.documents import document_batch
from cleanroom.tuning import IndexConfig
from cleanroom.write.atomic import plain_errors


def create(name: str, header: Header) -> Embedded:
    """Make an empty index in a folder."""
    Disk(Path(name)).begin(header)
    return Embedded(Path(name), True)


def open_store(name: str, write: bool) -> Embedded:
    """Open the index in a folder."""
    return Embedded(Path(name), write)


class Embedded(Handle):
    """An index in a folder. One process writes at a time, others read what was true when they opened it."""

    def __init__(self, folder: Path, write: bool, tuning: IndexConfig | None = None) -> None:
        super().__init__(str(folder), write)
        self._disk, self._tuning, self._lock = Disk(folder), tuning or IndexConfig(), threading.RLock()
        self._header = self._disk.header()
        self._pool = self._stack.enter_context(ThreadPoolExecutor(available_cores()))
        with self._stack.pop_all() as stack:
            if write:
                with plain_errors(str(folder)):
                    stack.enter_context(self._disk.lock())
            self._contents = self._load()
            self._stack = stack.pop_all()
        if write:
            self._disk.tidy(self._contents.manifest)

    def _load(self) -> Contents:
        """What is true. A manifest can be replaced, and files of it removed, while it is being read: then once more."""
        while True:
            manifest = self._disk.manifest()
            try:
                return Contents(self._disk, manifest, self._header)
            except UsageError:
                if self._disk.manifest().commit == manifest.commit:
                    raise

    @property
    def header(self) -> Header:
        """What it was made with."""
        return self._header

    def add(self, documents: Sequence[Given], replace: bool = False) -> list[Place]:
        """Take a batch."""
        return self.add_batch(document_batch(cleans_of_given(documents)), replace)

    def add_batch(self, batch: Any, replace: bool = False) -> list[Place]:
        """Take a batch of rows of the table `documents`, in Arrow."""
        with self._lock:
            self._refuse_reading()
            taken = self._changed(lambda: adding.add(self._work(), batch, replace))
            rows = taken.rows
            outcomes = [taken.outcomes[place] or self._outcome(row) for place, row in enumerate(rows.tolist())]
            places = self._places(rows, outcomes)
            self._changed(lambda: merging.merge(self._work()))
            return places

    def _work(self) -> adding.Work:
        return adding.Work(self._disk, self._contents, self._header, self._pool, self._tuning)

    def _changed(self, change: Any) -> Any:
        """Make a change. Where it fails what is in memory may be half of it: what is true is read again."""
        try:
            return change()
        except BaseException:
            self._contents = self._load()
            raise

    def _outcome(self, row: int) -> Outcome:
        role = ROLES[self._contents.rows.place("role")[row]]
        if role == "excerpt":
            return "excerpt"
        return "founded" if self._contents.rows.place("story")[row] & STORY == row else "joined"

    def _places(self, rows: Ints, outcomes: Sequence[str]) -> list[Place]:
        contents = self._contents
        found = contents.rows.places_of(rows)
        jaccard, containment = contents.rows.jaccard(rows)
        story, kept = found["story"], found["kept"].astype(np.int64)
        ids = contents.segments.ids(rows)
        columns = zip(
            ids, outcomes, _others(ids, story == rows, contents.story_names, story),
            found["role"].tolist(), _others(ids, kept == rows, contents.segments.ids, kept), jaccard.tolist(),
            containment.tolist(), strict=True,
        )  # fmt: skip
        return [
            Place(name, cast(Outcome, outcome), story, cast(Role, ROLES[role]), kept, alike, within)
            for name, outcome, story, role, kept, alike, within in columns
        ]

    def query(self, texts: Sequence[str | Clean], limit: int = 0) -> list[tuple[Match, ...]]:
        """The documents that each text is related to."""
        if isinstance(texts, str):
            raise UsageError("query takes a list of texts; give [text]")
        with self._lock:
            if not self._contents.rows.count:  # and no loop need be compiled to say so
                return [() for _ in texts]
            return asking.matches(self._work(), texts, limit)

    def place(self, id: str) -> Place | None:
        """Where a document is."""
        with self._lock:
            rows = self._contents.rows_of([id])
            return self._places(rows, ["known"])[0] if rows[0] >= 0 else None

    def story(self, story: str) -> tuple[Member, ...]:
        """The documents of a story."""
        with self._lock:
            row = self._contents.story_number(story)
            stories = self._contents.rows.place("story")
            rows = np.flatnonzero((stories == row) & self._contents.rows.alive) if row >= 0 else np.empty(0, np.int64)
            lengths = self._contents.rows.fact("lengths")[rows].tolist()
            members = [
                Member(place.id, place.story, place.role, place.kept, place.jaccard, place.containment, length)
                for place, length in zip(self._places(rows, ["known"] * len(rows)), lengths, strict=True)
            ]
            return tuple(sorted(members, key=lambda member: member.id))

    def remove(self, ids: Sequence[str]) -> list[str]:
        """Forget documents."""
        with self._lock:
            self._refuse_reading()
            if not self._contents.rows.count:
                return []
            return list(self._changed(lambda: adding.remove(self._work(), ids)))

    def stats(self) -> Stats:
        """Counts."""
        with self._lock:
            rows = self._contents.rows
            alive = rows.alive
            stories = len(np.unique(rows.place("story")[alive]))
            documents, parts = int(alive.sum()), self._contents.segments.parts
            compared = sum(len(part.arrays["pair_shared"]) for part in parts)
            size, texts = self._disk.size(self._contents.manifest)
            return Stats(documents, stories, documents - stories, self._contents.removed, compared, size, texts)

    def changes(self) -> list[dict[str, Any]]:
        """What earlier answers said otherwise, the first one first: stories that became one, other canonical texts,
        documents that went to another story.
        """
        with self._lock:
            return list(self._disk.changes(self._contents.manifest))

    def verify(self) -> list[str]:
        """What is wrong."""
        with self._lock:
            return check.problems(self._disk, self._contents)

    def compact(self) -> None:
        """Give back the space of what was removed."""
        with self._lock:
            self._refuse_reading()
            self._changed(lambda: merging.compact(self._work()))
            self._contents = self._load()

    def export(
        self, out: str | Path, overwrite: bool = False, ids: Sequence[str] | None = None, rejects: Sequence[Reject] = ()
    ) -> None:
        """Write it, or the stories of some documents, as the folder of a run."""
        with self._lock:
            exporting.export(self._disk, self._contents, (out, overwrite), ids, rejects)


def _others(names: Sequence[str], own: Bools, ids: Callable[[Ints], list[str]], numbers: Ints) -> list[str]:
    """The ids of numbers; where a document is its own story, or kept, that is its name, which need not be looked up."""
    found = list(names)
    others = np.flatnonzero(~own)
    for place, name in zip(others.tolist(), ids(numbers[others]), strict=True):
        found[place] = name
    return found
