"""`cleanroom run`: the main job, clean and then dedup. `dedup` is the same without the cleaning."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleanroom.cli.options import (
    add_cleaning,
    add_input,
    add_learning,
    add_run,
    add_workers,
    cluster_settings,
    configuration,
    display,
    knowledge,
    pooling,
)
from cleanroom.cli.places import placed
from cleanroom.cli.terminal import RejectLog, by_code, colours, paint, say, show, tell_input
from cleanroom.cli.values import size
from cleanroom.config import PoolConfig
from cleanroom.decisions import NAME as DECISIONS
from cleanroom.decisions import load
from cleanroom.knowledge import Knowledge
from cleanroom.text import counted

if TYPE_CHECKING:
    from cleanroom.config import Config
    from cleanroom.pipeline import Summary
    from cleanroom.progress import Progress
    from cleanroom.request import Request

HELP = "clean, then fold reposts: raw scrapes to a run folder with one text per story"
DESCRIPTION = (
    "Clean every record, find near-duplicates, verify them exactly, keep one text per story, and write a run folder:\n"
    "kept.jsonl, members.jsonl, removed.jsonl, rejects.jsonl, run.json and the same as Parquet in tables/."
)
EPILOG = """\
examples:
  cleanroom run seeds/ -o out/
  cleanroom run 'crawl/**/*.html' news.jsonl.gz -o out/ --canonical earliest
  zcat crawl.jsonl.gz | cleanroom run --from jsonl -o out/
  cleanroom run raw/ -o out/ --keep caption,title --overwrite
  cleanroom run crawl.jsonl.gz -o out/ --learn --save-profile site.json
"""

#: in front of a report that people's decisions change
BEFORE = "before decisions:\n"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of `run`."""
    add_input(command)
    add_cleaning(command)
    add_learning(command)
    add_run(command)
    add_workers(command)
    add_checkpoint(command, "64M")


def add_checkpoint(command: argparse.ArgumentParser, default: str) -> None:
    """How often what is done is made sure of."""
    command.add_argument(
        "--checkpoint", type=size, default=0, metavar="SIZE",
        help=f"bytes of documents between two points from which an interrupted job goes on (default {default})",
    )  # fmt: skip


def call(arguments: argparse.Namespace) -> int:
    """Run it and print the summary."""
    return execute(arguments, clean=True)


def execute(arguments: argparse.Namespace, clean: bool) -> int:
    """The common part of `run` and `dedup`; gives the exit code."""
    shown = str(arguments.out)
    with placed(arguments):
        return _execute(arguments, clean, shown)


def _execute(arguments: argparse.Namespace, clean: bool, shown: str) -> int:
    config = configuration(arguments)
    decisions = load(arguments.decisions) if arguments.decisions else ()
    tell_input(arguments.paths)
    gc.disable()
    from cleanroom.pipeline import rejects_of, run  # noqa: PLC0415  (pyarrow, duckdb)
    from cleanroom.request import Request  # noqa: PLC0415  (pyarrow)
    from cleanroom.store.tables import leave_out  # noqa: PLC0415  (pyarrow)

    gc.freeze()  # what was imported stays: looking through it again and again took 3 % of a run
    gc.enable()
    settings = cluster_settings(arguments)
    if settings is None:
        leave_out()
    request = Request(
        arguments.paths,
        arguments.out,
        clean,
        arguments.form,
        arguments.text_field,
        arguments.id_field,
        arguments.overwrite,
        workers=arguments.workers,
        pool=pooling(arguments) if clean else PoolConfig(),
        checkpoint=arguments.checkpoint,
        tell=say,
        memory=arguments.memory,
        known=knowledge(arguments, config) if clean else Knowledge(),
        learn=clean and arguments.learn,
        save_profile=arguments.save_profile if clean else None,
        texts=clean or not arguments.no_texts,
        split=arguments.split or "",
    )
    with display(arguments) as progress:
        summary = run(request, config, progress) if settings is None else on_spark(request, config, settings, progress)
    show((BEFORE if decisions else "") + report(summary, shown, colours(sys.stdout)))
    if decisions:
        from cleanroom.cli.apply import apply_new  # noqa: PLC0415 - it prints a report as this does

        apply_new(arguments.out, decisions, arguments.workers, arguments.memory)
    elif (Path(arguments.out) / DECISIONS).exists():
        say(f"{arguments.out} holds decisions, not applied to this run yet: cleanroom apply {arguments.out}")
    if summary.rejected:
        with RejectLog(rest=None) as log:
            for reject in islice(rejects_of(arguments.out), log.NAMED):
                log(reject)
        of = counted(summary.read, "record")
        say(f"rejected: {summary.rejected:,} of {of}; all of them in {Path(shown) / 'rejects.jsonl'}")
    return 1 if summary.rejected else 0


def on_spark(request: Request, config: Config, settings: Mapping[str, Any], progress: Progress) -> Summary:
    """Run it on Spark."""
    from cleanroom.cluster import Cluster, run  # noqa: PLC0415 - on need

    return run(request, config, Cluster(**settings), progress)


def report(summary: Summary, out: str, colour: bool) -> str:
    """The summary for a person, a few lines."""
    folded = ", ".join(f"{n:,} {role}" for role, n in summary.roles.items() if role not in ("canonical", "single"))
    lines = [
        f"{paint(counted(summary.kept, 'story', 'stories') + ' kept', 'bold', colour)}"
        f" of {counted(summary.documents, 'document')}",
        f"{summary.folded:,} folded" + (f" ({folded})" if folded else ""),
    ]
    if summary.rejected:
        lines.append(f"{counted(summary.rejected, 'record')} rejected ({by_code(summary.rejects)})")
    if summary.removed:
        share = summary.removed_characters / max(1, summary.characters)
        lines.append(f"{summary.removed_characters:,} of {summary.characters:,} characters stripped ({share:.1%}):")
        width = max(len(kind) for kind in summary.removed)
        for kind, row in summary.removed.items():
            cuts = f"{row['cuts']:6,} {'cut ' if row['cuts'] == 1 else 'cuts'}"
            lines.append(f"  {kind:{width}}  {cuts}  {row['characters']:9,} characters")
    seconds = sum(summary.timings.values())
    lines.append(paint(f"{seconds:.1f} s; the run is in {out}", "dim", colour))
    return "\n".join(lines)
