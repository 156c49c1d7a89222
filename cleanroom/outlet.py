"""`clean` from end to end: records, cleaned, into a stream or into files; interrupted files are gone on with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from cleanroom import write
from cleanroom.config import Config
from cleanroom.engines.writing import Written, written
from cleanroom.progress import Progress
from cleanroom.read import read, refuse_textless, wanted_of
from cleanroom.read.replay import Witness, known_again, replayed, witness_of
from cleanroom.records import Reject
from cleanroom.request import Request, identity_of
from cleanroom.store.checkpoint import Checkpoint, can_go_on
from cleanroom.store.journal import Journal, journal
from cleanroom.write.formats.jsonl import line, value_of

#: bytes of clean texts from one point to go on from to the next: some seconds of work
_CHECKPOINT = 16_000_000
#: the journal's files
_LINES, _REJECTS = "lines.jsonl", "rejects.jsonl"


class Log(Protocol):
    """Hears of every reject, and counts them by code."""

    codes: Counter[str]

    def __call__(self, reject: Reject) -> None:
        """One more."""


@dataclass(frozen=True, slots=True)
class Order:
    """How clean documents are to be written. `out` and `rejects` are files, or folders; None: a stream takes it."""

    out: str | None
    stream: BinaryIO
    form: str = "auto"
    rejects: str | None = None
    explain: Callable[[dict[str, Any]], None] | None = None  # hears of each row with its cuts where texts are written

    @property
    def is_file(self) -> bool:
        """Whether files are made, which can be gone on with; devices and pipes are written to as they are."""
        path = Path(self.out) if self.out is not None else None
        return path is not None and (path.is_file() or path.is_dir() or not path.exists())


def pour(request: Request, config: Config, order: Order, log: Log, progress: Progress) -> None:
    """Clean all records of a request. Raises UsageError and OutputError; rejects of a stream are for `log` to keep."""
    if order.is_file:
        _into_files(request, config, order, log, progress)
        return
    done = _cleaned(request, config, order, Checkpoint(), None)
    form, done = _choose_form(done, order)
    with write.open_writer(order.out or order.stream, form) as writer:
        for some in _told(done, log, progress):
            writer.write_lines(some.lines)
            _explain(some, form, order)


def _into_files(request: Request, config: Config, order: Order, log: Log, progress: Progress) -> None:
    target = Path(order.out or "")
    form = write.prove(target, order.form)
    identity = identity_of(request, config)
    if identity is not None:
        identity["output"] = [form, order.explain is not None, order.rejects is not None]
    witness = witness_of(request.paths) if identity else None
    with journal(target, (_LINES, _REJECTS), identity, request.tell) as kept:
        start = kept.start
        log.codes.update(start.codes)
        progress.documents = progress.skipped = start.counts.get("documents", 0)
        if start.done:
            known_again(_items(request, config), start.items, witness, start.digest)
        else:
            done = _told(_cleaned(request, config, order, start, witness), log, progress)
            _keep(done, kept, witness, request.checkpoint or _CHECKPOINT, lambda some: _explain(some, form, order))
        if order.rejects:
            kept.publish(_REJECTS, Path(order.rejects), "jsonl")
        kept.publish(_LINES, target, form)  # last: where it is, all is done


def _keep(
    done: Iterator[Written], kept: Journal, witness: Witness | None, every: int, explain: Callable[[Written], None]
) -> None:
    """Write what is done into the journal, with points to go on from."""
    start, held = kept.start, 0
    counts, codes, items = Counter(documents=start.counts.get("documents", 0)), Counter(start.codes), start.items

    def settle(done: bool) -> None:
        digest = witness.digest if witness else ""
        kept.settle(Checkpoint(items, done, dict(counts), dict(codes), digest=digest))

    for some in done:
        kept.add(_LINES, some.lines)
        kept.add(_REJECTS, b"".join(line(asdict(reject)) for reject in some.rejects))
        explain(some)
        codes.update(reject.code for reject in some.rejects)
        counts["documents"] += some.documents
        count = some.documents + len(some.rejects)
        items, held = items + count, held + len(some.lines)
        if witness:
            witness.done(count)
        if held >= every:
            settle(False)
            held = 0
    if can_go_on(kept.folder):  # what is left to do is another format
        settle(True)


def _cleaned(
    request: Request, config: Config, order: Order, start: Checkpoint, witness: Witness | None
) -> Iterator[Written]:
    """What there is after a checkpoint."""
    wanted = wanted_of(config.read, text_field=request.text_field, id_field=request.id_field)
    done = written(
        replayed(_items(request, config), start.items, witness, start.digest), config.clean, request.known, wanted,
        order.explain is not None, request.workers, request.pool,
    )  # fmt: skip
    return done if start.items else refuse_textless(done, config.read, _only_rejects)


def _items(request: Request, config: Config) -> Iterator[Any]:
    return read(
        request.paths, config.read, request.form, request.stdin, request.text_field, request.id_field,
        request.out or None, request.split, tally=request.tally, lines=True, tell=request.tell,
    )  # fmt: skip


def _only_rejects(some: Written) -> tuple[Reject, ...]:
    return () if some.documents else some.rejects


def _told(done: Iterator[Written], log: Log, progress: Progress) -> Iterator[Written]:
    for some in done:
        progress.took(some.documents, some.characters, some.left)
        progress.rejected += len(some.rejects)
        for reject in some.rejects:
            log(reject)
        yield some


def _choose_form(done: Iterator[Written], order: Order) -> tuple[str, Iterator[Written]]:
    """The output format: as asked, by the name of the file, or text for one document and JSON lines for more.

    A file that is rejected counts: what comes of a folder is no other format because one file of it is empty.
    """
    if order.form != "auto" or order.out is not None:
        return order.form, done
    seen: list[Written] = []
    records = 0
    for some in done:
        seen.append(some)
        records += some.documents + len(some.rejects)
        if records > 1 or (some.documents and not some.whole):
            break
    is_one = records == 1 and (seen[-1].whole or not seen[-1].documents)
    return ("text" if is_one or not records else "jsonl"), chain(seen, done)


def _explain(some: Written, form: str, order: Order) -> None:
    if order.explain and form == "text":
        for row in some.lines.splitlines():
            order.explain(value_of(row))
