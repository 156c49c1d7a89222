"""A finished run as people want it: the decisions of `decisions.jsonl` applied to it, in its place.

What a run then shows depends on what the machine found and on the decisions that stand, in their order: applying them
a second time, or having them applied by a later run, gives the same files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleanroom.config import Config
from cleanroom.decisions import NAME, Decision, active, load
from cleanroom.decisions.outcome import Outcome
from cleanroom.decisions.spans import TextDecisions
from cleanroom.decisions.stories import Case, decide_stories
from cleanroom.decisions.texts import Rewriting
from cleanroom.dedup import Answer, Corpus, Evidence
from cleanroom.dedup.words import Ints
from cleanroom.engines.local import LocalEngine
from cleanroom.pipeline import (
    Clock,
    Summary,
    folded_counts,
    json_file,
    summary_of,
    write_lines,
    write_stories,
)
from cleanroom.store import sql
from cleanroom.store.documents import Rows, incoming
from cleanroom.store.evidence import read_evidence, write_evidence
from cleanroom.store.folder import run_facts, run_folder, take_over
from cleanroom.store.tables import read_batches, read_rows

Found = tuple[Corpus, Evidence, Ints]


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying did; where nothing was new, `changed` is False and no file was touched."""

    summary: Summary
    outcomes: tuple[Outcome, ...]
    changed: bool


def apply(folder: str | Path, workers: int = 0, memory: int = 0) -> Applied:
    """Apply the decisions of a run's folder to the run, in its place; appears whole or not at all.

    Raises UsageError where there is no run, or a line of `decisions.jsonl` is wrong.
    """
    folder = Path(folder)
    facts = run_facts(folder)
    wanted = active(load(folder / NAME, missing_ok=True))
    held = tuple(_outcome(row) for row in facts.get("decisions", ()))
    left_over = not held and any(read_rows(folder / "tables" / "overruled"))
    if wanted == tuple(outcome.decision for outcome in held) and not left_over:
        return Applied(summary_of(facts), held, False)
    engine = LocalEngine(Config.from_dict(facts["config"]), workers, memory)
    with run_folder(folder, overwrite=True) as staging:
        clock, into = Clock(), staging / "tables"
        texts = TextDecisions(wanted)
        rewriting = Rewriting(folder / "tables", into, texts)
        found = _texts(rewriting, folder / "tables", into, engine)
        clock.lap("texts")
        answer, about_stories = stories(into, engine.config, found, engine.decide(*found[:2]), wanted)
        clock.lap("dedup")
        write_stories(staging, into, engine, (found[0], answer, found[2]))
        write_lines(staging, into, engine)
        outcomes = in_order(wanted, (*texts.outcomes(), *about_stories))
        removed = list(engine.query(into, sql.REMOVED_BY_KIND))
        clock.lap("write")
        facts |= {
            **folded_counts(answer), "removed_characters": facts["removed_characters"] - rewriting.longer,
            "removed": {row.pop("kind"): row for row in removed}, "timings": clock.laps,
            "decisions": [outcome.as_row() for outcome in outcomes],
        }  # fmt: skip
        (staging / "run.json").write_bytes(json_file(facts))
    return Applied(summary_of(facts), outcomes, True)


def stories(
    tables: Path, config: Config, found: Found, answer: Answer, decisions: Sequence[Decision]
) -> tuple[Answer, list[Outcome]]:
    """The answer with people's decisions about stories."""
    corpus, evidence, _ = found

    def texts(rows: Sequence[int]) -> list[str]:
        names = {corpus.ids[row]: place for place, row in enumerate(rows)}
        read: dict[int, str] = {}
        for batch in read_batches(tables / "documents", ["id", "text"]):
            for name, text in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                if name in names:
                    read[names[name]] = text
        return [read[place] for place in range(len(rows))]

    return decide_stories(Case(corpus, evidence, answer, config.dedup, texts), decisions)


def in_order(decisions: Sequence[Decision], outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """One outcome for each decision, in the order of the decisions."""
    found = {outcome.decision.id: outcome for outcome in outcomes}
    return tuple(found[decision.id] for decision in decisions)


def _texts(rewriting: Rewriting, tables: Path, into: Path, engine: LocalEngine) -> Found:
    """The tables of texts and of what comparing them found, taken over where no text changes."""
    take_over(tables, into, ("rejects",))
    if not rewriting.needed:
        take_over(tables, into, ("documents", "removed", "compared", "comparisons"))
        return read_evidence(into)
    with engine.collector(into) as collector:
        for batch in rewriting.documents():
            collector.add(incoming(Rows(batch))[0])
        if rewriting.changed:
            corpus, evidence = collector.finish()
            write_evidence(into, corpus, evidence, collector.order)
            return corpus, evidence, collector.order
    take_over(tables, into, ("compared", "comparisons"))
    return read_evidence(into)


def _outcome(row: dict[str, Any]) -> Outcome:
    """A decision that run.json says was applied."""
    given = {name: value for name, value in row.items() if name not in ("state", "why")}
    return Outcome(Decision(**given), row["state"], row["why"])
