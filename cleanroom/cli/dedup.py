"""`cleanroom dedup`: fold reposts of texts that are clean already."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from cleanroom.cli.options import add_input, add_run, add_workers, configuration
from cleanroom.cli.run import execute, report
from cleanroom.cli.terminal import colours, show
from cleanroom.decisions import NAME as DECISIONS
from cleanroom.decisions import append_missing, load
from cleanroom.errors import UsageError

NAME = "dedup"
HELP = "fold reposts of texts that are clean already"
DESCRIPTION = "Find near-duplicates, verify them exactly, keep one text per story. Nothing is cut from the texts."
EPILOG = """\
examples:
  cleanroom dedup clean.jsonl -o out/
  cleanroom dedup texts/ -o out/ --threshold 0.5 --canonical longest
  cleanroom dedup out/ -o strict/ --rethreshold 0.7      decide a finished run again, in seconds
  cleanroom dedup -o out/ --rethreshold 0.7              the same in its place
"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of `dedup`."""
    add_input(command)
    add_run(command)
    add_workers(command, cleans=False)
    command.add_argument(
        "--rethreshold", type=float, metavar="T",
        help="decide a finished run (PATH, else DIR) again at T from its stored comparisons; T at least the run's own",
    )  # fmt: skip


def call(arguments: argparse.Namespace) -> int:
    """Run it and print the summary."""
    if arguments.rethreshold is None:
        return execute(arguments, clean=False)
    return again(arguments)


def again(arguments: argparse.Namespace) -> int:
    """Decide a finished run again."""
    if len(arguments.paths) > 1 or arguments.threshold is not None:
        raise UsageError("--rethreshold takes the folder of one finished run, and no --threshold beside it")
    if not 0 < arguments.rethreshold <= 1:
        raise UsageError(f"--rethreshold {arguments.rethreshold:g}: give a number above 0 and up to 1, such as 0.7")
    policy = configuration(arguments).dedup.canonical if arguments.canonical else None
    from cleanroom.pipeline import rethreshold  # noqa: PLC0415  (pyarrow)
    from cleanroom.store.folder import run_facts  # noqa: PLC0415  (pyarrow)

    source = arguments.paths[0] if arguments.paths else arguments.out
    decided = run_facts(source).get("decisions")
    summary = rethreshold(source, arguments.out, arguments.rethreshold, policy, arguments.overwrite)
    show(report(summary, str(arguments.out), colours(sys.stdout)))
    if decided:  # people's decisions stay
        from cleanroom.cli.apply import apply_to  # noqa: PLC0415 - it prints a report as this does

        append_missing(Path(arguments.out) / DECISIONS, load(Path(source) / DECISIONS, missing_ok=True))
        apply_to(arguments.out, arguments.workers, arguments.memory)
    return 0
