"""`cleanroom clean`: strip junk from texts and HTML; a filter for one text or for records."""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from cleanroom.clean import Profile
from cleanroom.cli.options import (
    add_cleaning,
    add_input,
    add_learning,
    add_workers,
    configuration,
    display,
    knowledge,
    pooling,
    records,
)
from cleanroom.cli.places import placed
from cleanroom.cli.run import add_checkpoint
from cleanroom.cli.terminal import RejectLog, output, say, tell_input
from cleanroom.cli.values import named
from cleanroom.errors import UsageError
from cleanroom.knowledge import refuse_once_only, save, with_learnt
from cleanroom.outlet import Order, pour
from cleanroom.request import Request
from cleanroom.write import names as output_formats

HELP = "strip junk from texts and HTML"
DESCRIPTION = (
    "Strip scraper junk from plain text and HTML. One document in gives clean text out, nothing else on standard\n"
    "output; several documents, or records such as JSON lines, give JSON lines."
)
EPILOG = """\
examples:
  cat page.txt | cleanroom clean
  curl -s https://example.org/story.html | cleanroom clean --explain
  zcat crawl.jsonl.gz | cleanroom clean --from jsonl > clean.jsonl
  cleanroom clean pages/ -o clean/ --to text          one text file for each page
  cleanroom clean crawl.warc.gz -o clean.parquet
  cleanroom clean page.txt --keep caption,title
  cleanroom clean crawl.jsonl.gz --learn --save-profile site.json -o clean.jsonl
  cat page.txt | cleanroom clean --profile site.json --rules mine.toml
"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of `clean`."""
    add_input(command)
    command.add_argument(
        "-o",
        "--out",
        type=partial(named, remote=True, stdout=True),
        metavar="OUT",
        help="file (.txt .jsonl .parquet, also .gz .zst) or folder, also a remote one; default, and -: stdout",
    )
    command.add_argument("--overwrite", action="store_true", help="replace what OUT holds")
    command.add_argument("--to", default="auto", choices=("auto", *output_formats()), metavar="FORMAT",
                         help=f"output format: auto, {', '.join(output_formats())}")  # fmt: skip
    add_cleaning(command)
    add_learning(command)
    add_workers(command)
    add_checkpoint(command, "16M")
    command.add_argument(
        "--explain", action="store_true", help="say what was cut: on stderr for text, as `removed` in records"
    )
    command.add_argument(
        "--rejects", metavar="FILE", help="write what could not be read or cleaned there, as JSON lines"
    )


def call(arguments: argparse.Namespace) -> int:
    """Clean everything; gives the exit code."""
    arguments.out = arguments.out or None  # "" is -, standard output
    with placed(arguments):
        return _call(arguments)


def _call(arguments: argparse.Namespace) -> int:
    config = configuration(arguments)
    known = knowledge(arguments, config)
    _refuse_own_input(arguments)
    _refuse_existing(arguments)
    tell_input(arguments.paths)
    order = _order(arguments)
    request = Request(
        arguments.paths, arguments.out or "", True, arguments.form, arguments.text_field, arguments.id_field,
        workers=arguments.workers, pool=pooling(arguments), known=known, learn=arguments.learn,
        save_profile=arguments.save_profile, checkpoint=arguments.checkpoint, tell=say, split=arguments.split or "",
    )  # fmt: skip
    keeps = "; --rejects FILE keeps them all"
    with display(arguments) as progress, RejectLog(arguments.rejects, not order.is_file, keeps) as rejects:
        if arguments.learn:
            refuse_once_only(arguments.paths)
            progress.begin("learn")
            known = with_learnt(known, progress.counting(records(arguments, config, progress.read)), config, say)
        progress.begin("clean")
        pour(replace(request, known=known, tally=progress.read), config, order, rejects, progress)
    if arguments.save_profile:
        save(known.profile or Profile(), arguments.save_profile)
    return 1 if rejects.count else 0


def _order(arguments: argparse.Namespace) -> Order:
    explain = _explain if arguments.explain else None
    return Order(arguments.out, output(), arguments.to, arguments.rejects, explain)


def _refuse_own_input(arguments: argparse.Namespace) -> None:
    """A folder or file is not cleaned into itself: raw texts would be gone, and half of them if it is interrupted."""
    if not arguments.out:
        return
    out = Path(arguments.out)
    if out.exists() and any(out.samefile(path) for path in arguments.paths if Path(path).exists()):
        what = "folder" if out.is_dir() else "file"
        raise UsageError(f"{out} is the {what} that is read; name another one with -o, so that the raw texts stay")


def _refuse_existing(arguments: argparse.Namespace) -> None:
    """What is there already is only replaced by those who say so; a device or pipe is written to."""
    if not arguments.out or arguments.overwrite:
        return
    out = Path(arguments.out)
    if out.is_file():
        raise UsageError(f"{out} exists already; name another file, or add --overwrite to replace it")
    if out.is_dir() and next(out.iterdir(), None):
        raise UsageError(f"{out} holds files already; name another folder, or add --overwrite to write into it")


def _explain(row: dict[str, Any]) -> None:
    for cut in row["removed"]:
        text = cut["text"].strip()[:100]
        say(f"{cut['start']}-{cut['end']} {cut['kind']} ({cut['rule']}, {cut['confidence']:.2f}): {text}")
