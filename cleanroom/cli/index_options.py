"""Options of `cleanroom index`, and its parser."""

from __future__ import annotations

import argparse
from typing import Any

from cleanroom.cli.options import add_deciding, add_input
from cleanroom.cli.terminal import Parser
from cleanroom.cli.values import count, named
from cleanroom.tuning import IndexConfig


class Mixed(Parser):
    """Takes PATHs behind options, too: argparse alone gives PATH nothing where IDX comes first."""

    def parse_known_args(self, *arguments: Any, **options: Any) -> Any:
        """What argparse gives; its own way for mixed arguments calls this again, plainly."""
        if getattr(self, "mixing", False):
            return super().parse_known_args(*arguments, **options)
        self.mixing = True
        try:
            return self.parse_known_intermixed_args(*arguments, **options)
        finally:
            self.mixing = False


def limits(command: argparse.ArgumentParser) -> None:
    """Which documents are compared at all."""
    command.add_argument(
        "--window", type=days, metavar="TIME", help="compare only documents whose dates are so near, such as 7d or 12h"
    )
    command.add_argument(
        "--within", choices=("source", "across"),
        help="compare only documents of one source (source), or of different ones (across)",
    )  # fmt: skip


def days(text: str) -> float:
    """The type of a time in days: a number with h, d or w behind it."""
    number, unit = text[:-1], {"h": 1 / 24, "d": 1.0, "w": 7.0}.get(text[-1:], 0.0)
    if not number.isdecimal() or not int(number) or not unit:
        raise argparse.ArgumentTypeError(f"{text} is no time; give hours, days or weeks, such as 12h, 7d or 2w")
    return int(number) * unit


def create_options(command: argparse.ArgumentParser) -> None:
    """The options of `create`."""
    add_deciding(command)
    limits(command)
    command.add_argument("--no-texts", action="store_true", help="keep no texts: smaller, but there is no export")


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of `add`."""
    add_input(command)
    add_deciding(command)
    limits(command)
    command.add_argument(
        "-o", "--out", dest="places", type=named, metavar="FILE", help="write where each document went, as JSON lines"
    )
    command.set_defaults(out=None)
    command.add_argument(
        "--replace", action="store_true", help="an id that is there with another text gets the new text"
    )
    command.add_argument(
        "--batch", type=count, default=IndexConfig().batch_documents, metavar="N",
        help="documents that are taken at once, and are safe once they are (default %(default)d)",
    )  # fmt: skip


def query_options(command: argparse.ArgumentParser) -> None:
    """The options of `query`."""
    add_input(command)
    command.add_argument("--limit", type=count, default=0, metavar="N", help="at most so many matches of each text")
    command.set_defaults(out=None)


def remove_options(command: argparse.ArgumentParser) -> None:
    """The options of `remove`."""
    command.add_argument("ids", nargs="+", metavar="ID", help="id of a document")


def export_options(command: argparse.ArgumentParser) -> None:
    """The options of `export`."""
    command.add_argument("-o", "--out", required=True, type=named, metavar="DIR", help="folder of the run")
    command.add_argument("--overwrite", action="store_true", help="replace the run that DIR holds")
