"""`cleanroom dedup`: fold reposts of texts that are clean already."""

from __future__ import annotations

import argparse

from cleanroom.cli.options import add_input, add_run
from cleanroom.cli.run import execute

NAME = "dedup"
HELP = "fold reposts of texts that are clean already"
DESCRIPTION = "Find near-duplicates, verify them exactly, keep one text per story. Nothing is cut from the texts."
EPILOG = """\
examples:
  cleanroom dedup clean.jsonl -o out/
  cleanroom dedup texts/ -o out/ --threshold 0.5 --canonical longest
"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of `dedup`."""
    add_input(command)
    add_run(command)


def call(arguments: argparse.Namespace) -> int:
    """Run it and print the summary."""
    return execute(arguments, clean=False)
