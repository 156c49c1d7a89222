"""The first half of a run: records, cleaned or as they are, into the tables and on to deduplication."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from cleanroom.config import Config, PoolConfig
from cleanroom.dedup import Collector
from cleanroom.engines.local import LocalEngine
from cleanroom.knowledge import Knowledge
from cleanroom.read import batches, read, refuse_textless
from cleanroom.records import Clean, Reject
from cleanroom.store.documents import document_batches, incoming
from cleanroom.store.schemas import SCHEMAS
from cleanroom.store.tables import BatchWriter, TableWriter

T = TypeVar("T")

#: called now and then with the stage's name and the records it has seen
Progress = Callable[[str, int], None]


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
    split: str = ""  # the line between two documents of a plain text file


def records_of(request: Request, config: Config, threads: int = 0) -> Iterator[Any]:
    """The records of the input. Raises UsageError where none of them has a text."""
    records = read(
        request.paths, config.read, request.form, request.stdin, request.text_field, request.id_field, request.out,
        request.split, threads,
    )  # fmt: skip
    return refuse_textless(records, config.read)


def take_in(  # noqa: PLR0913, PLR0917 - from where, how, by what, to where twice, and who is told
    records: Iterable[Any], request: Request, engine: LocalEngine, tables: Path, collector: Collector,
    progress: Progress,
) -> dict[str, Any]:  # fmt: skip
    """Clean every record into the tables documents, removed and rejects; gives the counts."""
    count, codes = Counter[str](), Counter[str]()
    with (
        BatchWriter(tables / "documents", SCHEMAS["documents"]) as documents,
        TableWriter(tables / "removed", SCHEMAS["removed"]) as removed,
        TableWriter(tables / "rejects", SCHEMAS["rejects"]) as rejects,
    ):

        def reject(item: Reject) -> None:
            rejects.add(asdict(item))
            codes[item.code] += 1

        name = "clean" if request.clean else "read"
        done = engine.clean(records) if request.clean else engine.take(batches(_good(records, reject)))
        cleaned = _good(done, reject)
        for batch, cuts in document_batches(_told(cleaned, name, progress), request.clean):
            documents.add(batch)
            taken, characters = incoming(batch)
            collector.add(taken)
            count.update(documents=len(batch), characters=characters, left=int(taken.lengths.sum()))
            for owner, cut in cuts:
                removed.add({"id": owner, **asdict(cut)})
    rejected = sum(codes.values())
    return {
        "read": count["documents"] + rejected, "rejected": rejected, "documents": count["documents"],
        "characters": count["characters"], "removed_characters": count["characters"] - count["left"],
        "rejects": dict(sorted(codes.items())),
    }  # fmt: skip


def _told(documents: Iterable[Any], stage: str, progress: Progress) -> Iterator[Any]:
    number = 0
    for document in documents:
        progress(stage, number)
        number += 1 if isinstance(document, Clean) else len(document)
        yield document


def _good(records: Iterable[T | Reject], reject: Callable[[Reject], None]) -> Iterator[T]:
    """The records to go on with; a Reject is handed to `reject` on the way."""
    for item in records:
        if isinstance(item, Reject):
            reject(item)
        else:
            yield item


