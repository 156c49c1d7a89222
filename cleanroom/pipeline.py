"""The whole flow on one screen: read, clean, fingerprint, compare, choose, write."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from cleanroom.config import Config
from cleanroom.engines.local import LocalEngine
from cleanroom.read import batches, read, unique
from cleanroom.records import Document, Raw, Reject
from cleanroom.store import sql
from cleanroom.store.folder import run_folder
from cleanroom.store.rows import document_row, kept_row
from cleanroom.store.schemas import SCHEMAS
from cleanroom.store.tables import TableWriter, read_rows, write_table
from cleanroom.version import __version__
from cleanroom.write import write

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


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did; the counts reconcile: read = rejected + documents, documents = kept + folded."""

    read: int
    rejected: int
    documents: int
    kept: int
    folded: int
    roles: dict[str, int]
    characters: int
    removed_characters: int
    removed: dict[str, dict[str, int]]  # kind -> cuts, characters
    rejects: dict[str, int]  # code -> records
    timings: dict[str, float] = field(default_factory=dict)  # stage -> seconds


def run(request: Request, config: Config | None = None, progress: Progress = lambda *_: None) -> Summary:
    """Run the main job and publish its folder; gives the summary that is also in run.json.

    Raises UsageError for an operator's mistake; a record's fault becomes a row of rejects.jsonl.
    """
    config = config or Config()
    engine = LocalEngine(config)
    records = read(
        request.paths, config.read, request.form, request.stdin, request.text_field, request.id_field, request.out
    )  # fmt: skip
    with run_folder(request.out, request.overwrite) as folder:
        tables, clock = folder / "tables", _Clock()
        counts = _clean_stage(unique(records), request, engine, tables, progress)
        clock.lap("clean")
        stories = engine.deduplicate(_documents(tables))
        write_table(tables / "members", SCHEMAS["members"], map(asdict, stories.members))
        write_table(tables / "pairs", SCHEMAS["pairs"], map(asdict, stories.pairs))
        clock.lap("dedup")
        write_table(tables / "kept", SCHEMAS["kept"], engine.query(tables, sql.KEPT))
        _write_lines(folder, tables, engine)
        removed = {row.pop("kind"): row for row in engine.query(tables, sql.REMOVED_BY_KIND)}
        clock.lap("write")
        roles = Counter(member.role for member in stories.members)
        kept = roles["canonical"] + roles["single"]
        summary = Summary(
            **counts, kept=kept, folded=len(stories.members) - kept, roles=dict(sorted(roles.items())),
            removed=removed, timings=clock.laps,
        )  # fmt: skip
        (folder / "run.json").write_bytes(_run_json(request, config, summary))
    return summary


def _clean_stage(
    records: Iterable[Raw | Reject], request: Request, engine: LocalEngine, tables: Path, progress: Progress
) -> dict[str, Any]:
    """Clean every record into the tables documents, removed and rejects; gives the counts."""
    count, codes = Counter[str](), Counter[str]()
    with (
        TableWriter(tables / "documents", SCHEMAS["documents"]) as documents,
        TableWriter(tables / "removed", SCHEMAS["removed"]) as removed,
        TableWriter(tables / "rejects", SCHEMAS["rejects"]) as rejects,
    ):

        def reject(item: Reject) -> None:
            rejects.add(asdict(item))
            codes[item.code] += 1

        stage = engine.clean if request.clean else engine.take
        for item in stage(batches(_raws(records, reject))):
            progress("clean" if request.clean else "read", count["documents"])
            if isinstance(item, Reject):
                reject(item)
                continue
            documents.add(document_row(item), len(item.raw) + len(item.text))
            count.update(documents=1, characters=len(item.raw), removed_characters=len(item.raw) - len(item.text))
            for cut in item.removed:
                removed.add({"id": item.id, **asdict(cut)}, len(cut.text))
    rejected = sum(codes.values())
    return {
        "read": count["documents"] + rejected, "rejected": rejected, "documents": count["documents"],
        "characters": count["characters"], "removed_characters": count["removed_characters"],
        "rejects": dict(sorted(codes.items())),
    }  # fmt: skip


def _raws(records: Iterable[Raw | Reject], reject: Callable[[Reject], None]) -> Iterator[Raw]:
    """The records to clean; what could not be read is handed to `reject` on the way."""
    for item in records:
        if isinstance(item, Reject):
            reject(item)
        else:
            yield item


def rejects_of(out: str | Path) -> Iterator[Reject]:
    """The rejects of a finished run."""
    for row in read_rows(Path(out) / "tables" / "rejects"):
        yield Reject(**row)


def _documents(tables: Path) -> Iterator[Document]:
    """What deduplication needs, from the table of documents."""
    for row in read_rows(tables / "documents", ["id", "raw", "text", "title", "date", "source"]):
        raw = row.pop("raw")
        share = 1.0 - len(row["text"]) / len(raw) if raw else 0.0
        yield Document(**row, removed_share=round(share, 6))


def _write_lines(folder: Path, tables: Path, engine: LocalEngine) -> None:
    """The tables once more as JSON lines, for people and pipes."""
    lines: dict[str, Iterable[dict[str, Any]]] = {
        "kept": map(kept_row, read_rows(tables / "kept")),
        "members": read_rows(tables / "members"),
        "removed": engine.query(tables, sql.REMOVED),
        "rejects": read_rows(tables / "rejects"),
    }
    for name, rows in lines.items():
        write(rows, folder / f"{name}.jsonl")


def _run_json(request: Request, config: Config, summary: Summary) -> bytes:
    facts = {
        "cleanroom": __version__, "inputs": list(request.paths), "cleaned": request.clean,
        "config": config.as_dict(), **asdict(summary),
    }  # fmt: skip
    return orjson.dumps(facts, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS) + b"\n"


class _Clock:
    """Seconds per stage. The only clock of a run; nothing but `timings` depends on it."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name], self._last = round(now - self._last, 3), now
