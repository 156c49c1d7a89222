"""A run on Spark: the same flow as `pipeline`, in tables that all machines see, and the same folder at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from cleanroom.config import Config
from cleanroom.dedup import policy_named
from cleanroom.engines.spark.engine import SparkEngine
from cleanroom.engines.spark.intake import Reading
from cleanroom.engines.spark.session import session
from cleanroom.engines.spark.tables import Tables
from cleanroom.errors import UsageError
from cleanroom.pipeline import Clock, Summary, json_file
from cleanroom.progress import Progress
from cleanroom.read import Found, find, refuse_textless
from cleanroom.records import Reject
from cleanroom.request import Request
from cleanroom.store.folder import run_folder
from cleanroom.store.schemas import SCHEMAS
from cleanroom.store.stories import kept_lines
from cleanroom.store.tables import BatchWriter, TableWriter, rows_of
from cleanroom.version import __version__
from cleanroom.write import write, write_bytes


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where to run: `master` as Spark takes it ("": the session that is there, else this machine's cores).

    work: an address that the driver and all workers can write to and read from; "": in the folder of the run.
    """

    master: str = ""
    work: str = ""
    settings: dict[str, str] = field(default_factory=dict)


def run(request: Request, config: Config, cluster: Cluster, progress: Progress | None = None) -> Summary:
    """Run the main job on Spark; gives the summary that is also in run.json. Raises UsageError as `pipeline.run`."""
    progress = progress or Progress()
    policy_named(config.dedup.canonical)
    files = _files(request)
    with run_folder(request.out, request.overwrite, tell=request.tell) as folder:
        with session(cluster.master, cluster.settings) as spark:
            clock, tables = Clock(), Tables(spark, cluster.work or str((folder / "steps").resolve()))
            engine = SparkEngine(tables, config)
            progress.begin("clean" if request.clean else "read")
            engine.take([file for file in files if isinstance(file, Found)], _reading(request, config))
            counts = engine.counts()
            _refuse(engine, counts, config)
            clock.lap("clean")
            progress.begin("dedup")
            engine.deduplicate()
            clock.lap("dedup")
            progress.begin("write")
            _write(folder, engine, [file for file in files if isinstance(file, Reject)])
            summary = _summary(engine, counts, [file for file in files if isinstance(file, Reject)])
            tables.drop()
        clock.lap("write")
        summary = replace(summary, timings=clock.laps)
        facts = {
            "cleanroom": __version__, "engine": "spark", "inputs": list(request.paths), "cleaned": request.clean,
            "knowledge": request.known.facts(), "learned": False,
        }  # fmt: skip
        (folder / "run.json").write_bytes(json_file({**facts, "config": config.as_dict(), **asdict(summary)}))
    return summary


def _files(request: Request) -> list[Found | Reject]:
    if request.learn:
        raise UsageError("--learn reads on one machine; learn on a part with --save-profile, then give --profile here")
    files = list(find(request.paths, request.out))
    if any(isinstance(file, Found) and file.path is None and not file.url for file in files):
        raise UsageError("--engine spark reads files that all machines see, not standard input; name files or folders")
    return [
        replace(file, path=file.path.resolve()) if isinstance(file, Found) and file.path else file for file in files
    ]


def _reading(request: Request, config: Config) -> Reading:
    return Reading(
        config.read, request.form, request.text_field, request.id_field, request.split,
        config.clean if request.clean else None, request.known, request.pool,
    )  # fmt: skip


def _refuse(engine: SparkEngine, counts: dict[str, Any], config: Config) -> None:
    """Raise UsageError where no record has a text."""
    if not counts["documents"] and set(counts["rejects"]) == {"no_text"}:
        rejects = (Reject(**row) for batch in engine.batches("rejects") for row in rows_of(batch))
        list(refuse_textless(rejects, config.read))


def _write(folder: Path, engine: SparkEngine, unread: list[Reject]) -> None:
    """The tables and lines of the run, streamed from the tables of Spark."""
    tables = folder / "tables"
    engine.removed()
    for name in ("documents", "pairs", "compared", "comparisons"):
        for _ in _stored(engine, tables, name):
            pass
    for name in ("members", "removed"):
        batches = _stored(engine, tables, name)
        write((row for batch in batches for row in rows_of(batch)), folder / f"{name}.jsonl")
    write_bytes(map(kept_lines, _stored(engine, tables, "kept")), folder / "kept.jsonl")
    with TableWriter(tables / "rejects", SCHEMAS["rejects"]) as writer:
        found = [asdict(reject) for reject in unread]

        def rows() -> Iterator[dict[str, Any]]:
            yield from found
            for batch in engine.batches("rejects"):
                yield from rows_of(batch)

        write(_told(rows(), writer.add), folder / "rejects.jsonl")


def _stored(engine: SparkEngine, tables: Path, name: str) -> Iterator[pa.RecordBatch]:
    """The batches of a table, which is written as they pass."""
    with BatchWriter(tables / name, SCHEMAS[name]) as writer:
        yield from _told(engine.batches(name), writer.add)


def _told(items: Iterator[Any], tell: Callable[[Any], None]) -> Iterator[Any]:
    for item in items:
        tell(item)
        yield item


def _summary(engine: SparkEngine, counts: dict[str, Any], unread: list[Reject]) -> Summary:
    codes, roles = dict(counts["rejects"]), engine.roles()
    for reject in unread:
        codes[reject.code] = codes.get(reject.code, 0) + 1
    rejected, documents = sum(codes.values()), counts["documents"]
    kept = roles.get("canonical", 0) + roles.get("single", 0)
    removed = {row.pop("kind"): row for row in engine.removed_by_kind()}
    return Summary(
        documents + rejected, rejected, documents, kept, documents - kept, dict(sorted(roles.items())),
        counts["characters"], counts["characters"] - counts["left"], removed, dict(sorted(codes.items())),
    )  # fmt: skip
