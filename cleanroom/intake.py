"""The first half of a run: records, cleaned or as they are, into the tables and on to deduplication."""

from __future__ import annotations

import hashlib
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from cleanroom.config import Config, PoolConfig
from cleanroom.dedup import Batch, Collector
from cleanroom.engines.local import LocalEngine
from cleanroom.knowledge import Knowledge
from cleanroom.progress import Progress
from cleanroom.read import Found, batches, find, read, refuse_textless
from cleanroom.records import Clean, Reject
from cleanroom.store.checkpoint import Checkpoint, load, save
from cleanroom.store.documents import Rows, document_batches, incoming
from cleanroom.store.schemas import SCHEMAS
from cleanroom.store.stories import Documents
from cleanroom.store.tables import BatchWriter, TableWriter, read_batches
from cleanroom.version import __version__

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Request:
    """What to run on: inputs, how to read them, where to write."""

    paths: Sequence[str]
    out: str | Path
    clean: bool = True  # False: deduplicate the texts as they are
    form: str = "auto"
    text_field: str | None = None
    id_field: str | None = None
    overwrite: bool = False
    stdin: BinaryIO | None = None
    workers: int = 0  # processes that clean, threads of deduplication, 0: one for each core; no result depends on it
    pool: PoolConfig = field(default_factory=PoolConfig)
    memory: int = 0  # bytes that deduplication may take, about, before it uses files; 0: no bound
    known: Knowledge = field(default_factory=Knowledge)
    learn: bool = False  # first a pass over the input, for the templates of its sources
    save_profile: str | Path | None = None
    checkpoint: int = 0  # bytes of documents from one point to go on from to the next; 0: a part of their table
    tell: Callable[[str], None] = lambda _: None  # hears what is worth knowing, in a line
    split: str = ""  # the line between two documents of a plain text file


def records_of(
    request: Request, config: Config, threads: int = 0, tally: Callable[[int], None] | None = None
) -> Iterator[Any]:
    """The records of the input. Raises UsageError where none of them has a text."""
    records = read(
        request.paths, config.read, request.form, request.stdin, request.text_field, request.id_field, request.out,
        request.split, threads, tally,
    )  # fmt: skip
    return refuse_textless(records, config.read)


def identity_of(request: Request, config: Config) -> dict[str, Any] | None:
    """Of what a run is: the same identity, the same result. None where the input can be read only once."""
    if not request.clean or not request.paths or "-" in request.paths:
        return None
    inputs = hashlib.sha256()
    for file in find(request.paths, request.out):
        if isinstance(file, Found) and file.url:
            return None  # nobody says reliably whether it is still the same
        if isinstance(file, Found) and file.path is not None:
            status = file.path.stat()
            if not stat.S_ISREG(status.st_mode):
                return None
            inputs.update(f"{file.name}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    options = [request.form, request.text_field, request.id_field, request.split, request.checkpoint, request.learn]
    return {
        "inputs": inputs.hexdigest(), "options": options, "settings": config.as_dict(),
        "rules or profiles": request.known.digest(), "version": __version__,
    }  # fmt: skip


class Intake:
    """Writes what was cleaned into the tables documents, removed and rejects, and hands it on; a context manager.

    At the end of a part of `documents` the other tables end theirs, and what is done so far is a checkpoint: so an
    interrupted run goes on there, and its tables have the same parts as those of an undisturbed one.
    """

    def __init__(self, folder: Path, request: Request, collector: Collector) -> None:
        self._folder, self._request, self._collector = folder, request, collector
        self._start = load(folder)
        self._count, self._codes = Counter(self._start.counts), Counter(self._start.codes)
        #: the documents for the writer of kept texts; with a bound of memory they are read again
        self.held = None if request.memory else Documents()
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
        clean = self._request.clean
        if not self._start.done:
            reject = _both(self._reject, progress)
            rest = islice(records, self._start.items, None)
            done = engine.clean(rest) if clean else engine.take(batches(_good(rest, reject)))
            progress.begin("clean" if clean else "read")
            progress.documents = progress.skipped = self._count["documents"]
            for rows in document_batches(_told(_good(done, reject), progress), clean):
                self._add(rows)
            if clean:
                self._checkpoint(True)
        count, rejected = self._count, self._codes.total()
        return {
            "read": count["documents"] + rejected, "rejected": rejected, "documents": count["documents"],
            "characters": count["characters"], "removed_characters": count["characters"] - count["left"],
            "rejects": dict(sorted(self._codes.items())),
        }  # fmt: skip

    def _again(self) -> None:
        """Hand on what an interrupted run has cleaned."""
        if self._start.parts["documents"]:
            for batch in read_batches(self._folder / "tables" / "documents"):
                self._hand_on(Rows(batch))

    def _add(self, rows: Rows) -> None:
        self._documents.add(rows.batch)
        taken, characters = self._hand_on(rows)
        self._count.update(documents=len(rows.batch), characters=characters, left=int(taken.lengths.sum()))
        for owner, cut in rows.cuts:
            self._removed.add({"id": owner, **asdict(cut)})
        if self._request.clean and self._documents.is_empty:
            self._checkpoint(False)

    def _hand_on(self, rows: Rows) -> tuple[Batch, int]:
        if self.held:
            self.held.add(rows.batch)
        taken, characters = incoming(rows)
        self._collector.add(taken)
        return taken, characters

    def _reject(self, item: Reject) -> None:
        self._rejects.add(asdict(item))
        self._codes[item.code] += 1

    def _checkpoint(self, done: bool) -> None:
        tables: dict[str, BatchWriter | TableWriter]
        tables = {"documents": self._documents, "removed": self._removed, "rejects": self._rejects}
        parts = {name: table.settle() for name, table in tables.items()}
        items = self._count["documents"] + self._codes.total()
        save(self._folder, Checkpoint(items, done, dict(self._count), dict(self._codes), parts))


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


