"""The whole flow on one screen: read, clean, fingerprint, compare, choose, write."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from cleanroom.config import Config
from cleanroom.dedup import Answer, Corpus, policy_named
from cleanroom.dedup.collect import available_cores
from cleanroom.dedup.fold import ROLES
from cleanroom.dedup.words import Ints
from cleanroom.engines.local import LocalEngine
from cleanroom.errors import UsageError
from cleanroom.intake import compare
from cleanroom.knowledge import refuse_once_only, save, with_learnt
from cleanroom.progress import Progress
from cleanroom.read import unique
from cleanroom.records import Reject
from cleanroom.request import Request, identity_of, records_of
from cleanroom.store import sql
from cleanroom.store.evidence import read_evidence
from cleanroom.store.folder import run_facts, run_folder, take_over
from cleanroom.store.rows import kept_row
from cleanroom.store.schemas import SCHEMAS
from cleanroom.store.stories import (
    Documents,
    kept_in_memory,
    kept_stored,
    member_batches,
    member_lines,
    pair_batches,
    write_few_kept,
    write_kept,
)
from cleanroom.store.tables import beside, read_rows, side_by_side, write_batches, write_table
from cleanroom.version import __version__
from cleanroom.write import write, write_bytes


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


def run(request: Request, config: Config | None = None, progress: Progress | None = None) -> Summary:
    """Run the main job and publish its folder; gives the summary that is also in run.json.

    Raises UsageError for an operator's mistake; a record's fault becomes a row of rejects.jsonl.
    """
    config, progress = config or Config(), progress or Progress()
    policy_named(config.dedup.canonical)
    if request.learn:
        refuse_once_only(request.paths)
    # where texts are taken as they are, the records of large files need not be made one by one
    threads = 0 if request.clean else request.workers or available_cores()
    records = unique(records_of(request, config, threads, progress.read), threads > 0)
    with run_folder(request.out, request.overwrite, identity_of(request, config), request.tell) as folder:
        tables, clock = folder / "tables", Clock()
        if request.learn:
            progress.begin("learn")
            found = progress.counting(records_of(request, config, tally=progress.read))
            request = replace(request, known=with_learnt(request.known, found, config, request.tell))
            clock.lap("learn")
        engine = LocalEngine(config, request.workers, request.memory, request.known, request.pool)
        counts, compared, held, put_away = compare(folder, request, records, engine, progress, clock.lap)
        corpus, evidence, order = compared
        answer = beside(put_away, partial(engine.decide, corpus, evidence))
        clock.lap("dedup")
        progress.begin("write")
        progress.stories, progress.folded = (folded := folded_counts(answer))["kept"], folded["folded"]
        write_stories(folder, tables, engine, (corpus, answer, order), held, packed=request.clean, kept=request.texts)
        write_lines(folder, tables, engine)
        removed = {row.pop("kind"): row for row in _query(engine, tables, "removed", sql.REMOVED_BY_KIND)}
        clock.lap("write")
        summary = Summary(**counts, **folded, removed=removed, timings=clock.laps)
        facts = {
            "cleanroom": __version__, "inputs": list(request.paths), "cleaned": request.clean,
            "knowledge": request.known.facts(), "learned": request.learn, "texts": request.texts,
        }  # fmt: skip
        (folder / "run.json").write_bytes(json_file({**facts, "config": config.as_dict(), **asdict(summary)}))
        if request.save_profile is not None:
            from cleanroom.clean import Profile  # noqa: PLC0415 - on need

            save(request.known.profile or Profile(), request.save_profile)
    return summary


def rethreshold(
    source: str | Path, out: str | Path, threshold: float, canonical: str | None = None, overwrite: bool = False
) -> Summary:
    """Decide a finished run again from its stored comparisons, without a text or a signature, into `out`.

    `out` may be the run itself. Raises UsageError where the run has no comparisons or none below its own threshold.
    """
    facts, tables = run_facts(source, texts=False), Path(source) / "tables"
    config = _decided_again(facts["config"], threshold, canonical)
    engine, here = LocalEngine(config), Path(out).resolve() == Path(source).resolve()
    with run_folder(out, overwrite or here) as folder:
        clock = Clock()
        same = ("documents", "removed", "rejects", "compared", "comparisons", "overruled")
        take_over(tables, folder / "tables", same)
        corpus, evidence, order = read_evidence(tables)
        answer = engine.decide(corpus, evidence)
        clock.lap("dedup")
        write_stories(folder, folder / "tables", engine, (corpus, answer, order), kept=facts.get("texts", True))
        write_lines(folder, folder / "tables", engine)
        clock.lap("write")
        # people's decisions about stories are still to be applied to this answer
        facts |= {**folded_counts(answer), "timings": clock.laps, "config": config.as_dict(), "decisions": []}
        (folder / "run.json").write_bytes(json_file(facts))
    return summary_of(facts)


def summary_of(facts: dict[str, Any]) -> Summary:
    """The summary that run.json holds."""
    return Summary(**{field.name: facts[field.name] for field in fields(Summary)})


def _decided_again(stored: dict[str, Any], threshold: float, canonical: str | None) -> Config:
    """The settings of a run with another threshold and perhaps another policy."""
    whole = Config.from_dict(stored)
    config = whole.dedup
    if threshold < config.threshold:
        raise UsageError(
            f"--rethreshold {threshold:g} is below the run's threshold {config.threshold:g}: pairs less alike were "
            f"never candidates; run again on the input with --threshold {threshold:g}"
        )
    again = replace(config, threshold=threshold, canonical=canonical or config.canonical)
    return replace(whole, dedup=again)


def folded_counts(answer: Answer) -> dict[str, Any]:
    """The counts of stories."""
    roles = {role: int((answer.roles == number).sum()) for number, role in enumerate(ROLES)}
    kept = roles["canonical"] + roles["single"]
    return {
        "kept": kept, "folded": len(answer.roles) - kept,
        "roles": {role: count for role, count in sorted(roles.items()) if count},
    }  # fmt: skip


def rejects_of(out: str | Path) -> Iterator[Reject]:
    """The rejects of a finished run."""
    for row in read_rows(Path(out) / "tables" / "rejects"):
        yield Reject(**row)


def write_stories(  # noqa: PLR0913
    folder: Path, tables: Path, engine: LocalEngine, found: tuple[Corpus, Answer, Ints], held: Documents | None = None,
    *, packed: bool = True, kept: bool = True,
) -> None:  # fmt: skip
    """The tables members, pairs and kept; members and kept texts as JSON lines.

    held: the documents, if they are in memory; packed: whether kept texts are compressed; kept: whether there are any.
    """
    corpus, answer, _ = found
    many = corpus.lengths.sum() >= engine.config.dedup.kernel_chars
    side_by_side(
        partial(write_batches, tables / "members", SCHEMAS["members"], member_batches(corpus, answer)),
        partial(write_batches, tables / "pairs", SCHEMAS["pairs"], pair_batches(corpus, answer)),
        *([partial(write_bytes, member_lines(corpus, answer), folder / "members.jsonl")] if many else []),
    )
    if kept:
        _write_kept(folder, tables, engine, found, held, packed if many else None)
    if not many:
        write(read_rows(tables / "members"), folder / "members.jsonl")


def _write_kept(  # noqa: PLR0913, PLR0917
    folder: Path, tables: Path, engine: LocalEngine, found: tuple[Corpus, Answer, Ints], held: Documents | None,
    packed: bool | None,
) -> None:  # fmt: skip
    """The table `kept` and its lines; packed: None where there are few."""
    _, answer, order = found
    if held is None and not kept_in_memory(*found):
        write_table(tables / "kept", SCHEMAS["kept"], engine.query(tables, sql.KEPT))
        write(map(kept_row, read_rows(tables / "kept")), folder / "kept.jsonl")
        return
    made = held.kept(*found) if held else kept_stored(tables / "documents", answer, order)
    if packed is None:
        write_few_kept(folder, made)
    else:
        write_kept(folder, made, engine.threads, packed)


def write_lines(folder: Path, tables: Path, engine: LocalEngine) -> None:
    """The other tables once more as JSON lines, for people and pipes."""
    lines: dict[str, Iterable[dict[str, Any]]] = {
        "removed": _query(engine, tables, "removed", sql.REMOVED),
        "rejects": read_rows(tables / "rejects"),
    }
    for name, rows in lines.items():
        write(rows, folder / f"{name}.jsonl")


def _query(engine: LocalEngine, tables: Path, table: str, statement: str) -> Iterator[dict[str, Any]]:
    """A statement about a table; nothing, without asking, if it has no rows."""
    if next(read_rows(tables / table), None) is not None:
        yield from engine.query(tables, statement)


def json_file(facts: dict[str, Any]) -> bytes:
    """The content of run.json."""
    return orjson.dumps(facts, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS) + b"\n"


class Clock:
    """Seconds per stage. The only clock of a run; nothing but `timings` depends on it."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """The stage `name` is done."""
        now = time.perf_counter()
        self.laps[name], self._last = round(now - self._last, 3), now
