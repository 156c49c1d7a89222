"""The first half of a run: records, cleaned or as they are, into the tables and on to deduplication."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeVar

from cleanroom.dedup import Batch, Collector, Corpus, Evidence
from cleanroom.dedup.words import Ints
from cleanroom.engines.local import LocalEngine
from cleanroom.progress import Progress
from cleanroom.read import batches
from cleanroom.read.replay import known_again, replayed, witness_of
from cleanroom.records import Clean, Reject
from cleanroom.request import Request
from cleanroom.store.checkpoint import Checkpoint, load, save
from cleanroom.store.documents import Rows, document_batches, incoming, without_texts
from cleanroom.store.evidence import read_evidence, write_evidence
from cleanroom.store.schemas import SCHEMAS
from cleanroom.store.stories import Documents
from cleanroom.store.tables import BatchWriter, TableWriter, read_batches

T = TypeVar("T")
#: hears that a stage is done
Lap = Callable[[str], None]


class Intake:
    """Writes what was cleaned into the tables documents, removed and rejects, and hands it on; a context manager.

    At the end of a part of `documents` the other tables end theirs, and what is done so far is a checkpoint: so an
    interrupted run goes on there, and its tables have the same parts as those of an undisturbed one.
    """

    def __init__(self, folder: Path, request: Request, collector: Collector) -> None:
        self._folder, self._request, self._collector = folder, request, collector
        self._start = load(folder)
        self._due: Checkpoint | None = None
        self._witness = witness_of(request.paths)
        self._witnessed = self._start.items
        self._count, self._codes = Counter(self._start.counts), Counter(self._start.codes)
        #: the documents for the writer of kept texts; with a bound of memory they are read again
        self.held = None if request.memory or not request.texts else Documents()
        self._stack, tables, parts = ExitStack(), folder / "tables", self._start.parts
        most = {"most": request.checkpoint} if request.checkpoint else {}
        self._documents = self._stack.enter_context(
            BatchWriter(tables / "documents", SCHEMAS["documents"], parts["documents"], packed=request.clean, **most)
        )
        self._removed, self._rejects = (
            self._stack.enter_context(TableWriter(tables / name, SCHEMAS[name], parts[name]))
            for name in ("removed", "rejects")
        )

    def __enter__(self) -> Intake:
        return self

    def __exit__(self, *failure: Any) -> None:
        self._stack.__exit__(*failure)

    def take(self, records: Iterable[Any], engine: LocalEngine, progress: Progress) -> dict[str, Any]:
        """Take all records, after those that a checkpoint has; gives the counts."""
        self._again()
        clean, start = self._request.clean, self._start
        if start.done:
            known_again(records, start.items, self._witness, start.digest)
        else:
            rest = replayed(records, start.items, self._witness, start.digest)
            done = engine.clean(rest) if clean else engine.take(batches(rest))
            progress.begin("clean" if clean else "read")
            progress.documents = progress.skipped = self._count["documents"]
            good = _good(done, _both(self._reject, progress))
            for rows in document_batches(_told(good, progress), clean):
                self._add(rows)
            self._checkpoint(True)
        return _counts(self._count, self._codes)

    def _again(self) -> None:
        """Hand on what an interrupted run has cleaned."""
        if self._start.parts["documents"]:
            for batch in read_batches(self._folder / "tables" / "documents"):
                self._hand_on(Rows(batch))

    def _add(self, rows: Rows) -> None:
        self._documents.add(rows.batch if self._request.texts else without_texts(rows.batch))
        taken, characters = self._hand_on(rows)
        self._count.update(documents=len(rows.batch), characters=characters, left=int(taken.lengths.sum()))
        for owner, cut in rows.cuts:
            self._removed.add({"id": owner, **asdict(cut)})
        if self._documents.is_empty:
            self._checkpoint(False)

    def _hand_on(self, rows: Rows) -> tuple[Batch, int]:
        if self.held:
            self.held.add(rows.batch)
            rows = rows._replace(again=None)  # the texts are held in any case
        taken, characters = incoming(rows)
        self._collector.add(taken)
        return taken, characters

    def _reject(self, item: Reject) -> None:
        self._rejects.add(asdict(item))
        self._codes[item.code] += 1

    def _checkpoint(self, done: bool) -> None:
        """A point to go on from; where reading is as fast as writing, it counts only once the next one is there."""
        tables: dict[str, BatchWriter | TableWriter]
        tables = {"documents": self._documents, "removed": self._removed, "rejects": self._rejects}
        for table in tables.values():
            table.wait()
        if self._due:
            save(self._folder, self._due)
        parts = {name: table.settle(done or self._request.clean, last=done) for name, table in tables.items()}
        items = self._count["documents"] + self._codes.total()
        if self._witness:
            self._witness.done(items - self._witnessed)
            self._witnessed = items
        digest = self._witness.digest if self._witness else ""
        self._due = Checkpoint(items, done, dict(self._count), dict(self._codes), parts, digest=digest)
        if done or self._request.clean:
            save(self._folder, self._due)


def _counts(count: Counter[str], codes: Counter[str]) -> dict[str, Any]:
    """The counts that a summary has of what was read."""
    return {
        "read": count["documents"] + codes.total(), "rejected": codes.total(), "documents": count["documents"],
        "characters": count["characters"], "removed_characters": count["characters"] - count["left"],
        "rejects": dict(sorted(codes.items())),
    }  # fmt: skip


def compare(  # noqa: PLR0913, PLR0917 - a run's parts
    folder: Path, request: Request, records: Iterable[Any], engine: LocalEngine, progress: Progress, lap: Lap
) -> tuple[dict[str, Any], tuple[Corpus, Evidence, Ints], Documents | None, Callable[[], None]]:
    """All records in the tables of a run, and compared: their counts, what deduplication knows of them, and the texts.

    Last comes what writes that down: from then on an interrupted run goes on there, without cleaning or comparing
    anything again.
    """
    start, tables = load(folder), folder / "tables"
    if start.compared:
        known_again(records, start.items, witness_of(request.paths), start.digest)
        return _counts(Counter(start.counts), Counter(start.codes)), read_evidence(tables), None, lambda: None
    with engine.collector(folder) as collector:
        with Intake(folder, request, collector) as intake:
            counts = intake.take(records, engine, progress)
        lap("clean")
        progress.begin("dedup")
        corpus, evidence = collector.finish()
    found = corpus, evidence, collector.order

    def put_away() -> None:
        write_evidence(tables, *found)
        save(folder, replace(load(folder), compared=True))

    return counts, found, intake.held, put_away


def _told(documents: Iterable[Any], progress: Progress) -> Iterator[Any]:
    for document in documents:
        if isinstance(document, Clean):
            progress.took(1, len(document.raw), len(document.text))
        else:
            progress.took(len(document))
        yield document


def _both(reject: Callable[[Reject], None], progress: Progress) -> Callable[[Reject], None]:
    def rejected(item: Reject) -> None:
        progress.rejected += 1
        reject(item)

    return rejected


def _good(records: Iterable[T | Reject], reject: Callable[[Reject], None]) -> Iterator[T]:
    """The records to go on with; a Reject is handed to `reject` on the way."""
    for item in records:
        if isinstance(item, Reject):
            reject(item)
        else:
            yield item


