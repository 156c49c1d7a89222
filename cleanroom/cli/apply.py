"""`cleanroom apply`: the decisions of a run's folder, applied to the run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from cleanroom.cli.run import report
from cleanroom.cli.terminal import colours, harmless, say, show
from cleanroom.cli.values import count, named, size
from cleanroom.decisions import NAME, Decision, append_missing
from cleanroom.errors import UsageError
from cleanroom.text import counted

HELP = "apply what was decided in the audit to a finished run"
DESCRIPTION = (
    "Apply the decisions of DIR/decisions.jsonl to the run in DIR, in its place. What the run then shows depends on\n"
    "what the machine found and on the decisions that stand: applying twice changes nothing more, and a decision that\n"
    "was taken back is undone. The input is not needed."
)
EPILOG = """\
examples:
  cleanroom apply out/
  cleanroom apply out/ --memory 4G
  cleanroom run more/ -o new/ --decisions out/decisions.jsonl     take them along to another run
"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of `apply`."""
    command.add_argument("folder", metavar="DIR", type=named, help="folder of a finished run")
    command.add_argument("--workers", type=count, default=0, metavar="N", help="threads (default: one for each core)")
    command.add_argument("--memory", type=size, default=0, metavar="SIZE", help="as for `run`")


def call(arguments: argparse.Namespace) -> int:
    """Apply them and say what became of each."""
    if not Path(arguments.folder).is_dir():
        raise UsageError(f"{arguments.folder} is no folder; name the one that was given to `run` or `dedup` with -o")
    apply_to(arguments.folder, arguments.workers, arguments.memory)
    return 0


def apply_new(folder: str, decisions: Iterable[Decision], workers: int, memory: int) -> None:
    """Add decisions to those of a folder, and apply them all."""
    for decision in append_missing(Path(folder) / NAME, decisions):
        say(f"{harmless(folder)} has another decision {decision.id}: the new one is left out; give it its own id")
    apply_to(folder, workers, memory)


def apply_to(folder: str, workers: int, memory: int) -> None:
    """Apply the decisions of a folder; prints the summary, and each decision that is not simply applied."""
    from cleanroom.apply import apply  # noqa: PLC0415 - pyarrow
    from cleanroom.audit.index import intact  # noqa: PLC0415 - duckdb

    with intact(folder):
        done = apply(folder, workers, memory)
    for outcome in done.outcomes:
        if outcome.state in ("overruled", "impossible"):
            decision = outcome.decision
            about = decision.document or f"{decision.rule} in {decision.source or 'documents without a source'}"
            say(f"{outcome.state}: {decision.action} {about} ({decision.id}): {outcome.why}")
    states = [outcome.state for outcome in done.outcomes]
    counts = ", ".join(f"{states.count(state):,} {state}" for state in dict.fromkeys(states))
    if not done.changed:
        show(f"nothing new: {counts or 'no decisions'}; the run in {harmless(folder)} is as it was")
        return
    show(f"{counted(len(states), 'decision')}{f': {counts}' if counts else ''}")
    show(report(done.summary, folder, colours(sys.stdout)))
