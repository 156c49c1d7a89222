"""`cleanroom explain`: one document, line by line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict

import orjson

from cleanroom.audit.explain import Explained, explain
from cleanroom.clean import Examination, cut, examine
from cleanroom.clean.extract import extract
from cleanroom.cli.options import add_cleaning, add_input, configuration, knowledge, records
from cleanroom.cli.terminal import colours, harmless, paint, say, show, tell_input
from cleanroom.config import Config
from cleanroom.errors import RecordError, UsageError
from cleanroom.knowledge import Knowledge
from cleanroom.records import Clean, Raw, Reject

HELP = "one document, line by line: kept or removed, by what, why"
DESCRIPTION = "Show a document line by line: what is kept, what is removed, which rule decided and why."
EPILOG = """\
examples:
  cleanroom explain page.txt
  cat page.txt | cleanroom explain --removed
  cleanroom explain crawl.jsonl.gz --id https://example.org/story
  cleanroom explain page.txt --json | jq 'select(.removed)'
  cleanroom explain page.txt --profile site.json --precision
"""
#: characters of a kept line that are shown: enough to find it again
_SHOWN = 100


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of `explain`."""
    add_input(command)
    add_cleaning(command)
    command.add_argument("--id", metavar="ID", help="which record, where the input has several (default: the first)")
    command.add_argument("--removed", action="store_true", help="only the lines about which something was said")
    command.add_argument("--json", action="store_true", help="as JSON lines")


def call(arguments: argparse.Namespace) -> int:
    """Explain one document."""
    config = configuration(arguments)
    known = knowledge(arguments, config)
    tell_input(arguments.paths)
    items = records(arguments, config)
    raw = _pick(items, arguments.id)
    found = _examined(raw, config, known)
    rows = (row for row in explain(found, config.clean, known.rules) if row.verdict or not arguments.removed)
    if arguments.json:
        for row in rows:
            show(harmless(orjson.dumps(asdict(row)).decode()))
    else:
        show(_head(cut(raw, found, config.clean), found))
        for row in rows:
            show(_line(row, colours(sys.stdout)))
    if arguments.id is None and next(items, None) is not None:
        say(f"cleanroom: this was the first of several records, {raw.id}; --id shows another")
    return 0


def _examined(raw: Raw, config: Config, known: Knowledge) -> Examination:
    try:
        page = extract(raw)
        return examine(page, config.clean, known.rules, known.profile.of(raw, page) if known.profile else None)
    except RecordError as error:
        raise UsageError(f"{raw.source}:{raw.position}: {error}; give a document that has text") from None


def _pick(items: Iterator[Raw | Reject], wanted: str | None) -> Raw:
    for item in items:
        if isinstance(item, Raw) and wanted in (None, item.id):
            return item
        if isinstance(item, Reject) and wanted is None:
            raise UsageError(f"{item.source}:{item.position}: {item.message}; give a document that can be read")
    raise UsageError(f"no record with the id {wanted}; ids are case-sensitive")


def _head(clean: Clean, found: Examination) -> str:
    facts = {
        "title": clean.title, "date": clean.date, "author": clean.author, "source": clean.source,
        "language": clean.lang, "input": clean.kind_of_input, "note": "; ".join(clean.notes),
    }  # fmt: skip
    cut_chars = len(clean.raw) - len(clean.text)
    lines = [
        f"{harmless(clean.id)}: {cut_chars:,} of {len(clean.raw):,} characters removed, {len(clean.comments)} comments"
    ]
    lines += [f"  {name:9}{harmless(value)}" for name, value in facts.items() if value]
    return "\n".join(lines) + "\n"


def _line(row: Explained, colour: bool) -> str:
    text = harmless(" ".join(row.text.splitlines()))
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    last = row.number + len(row.text.splitlines()) - 1  # a paragraph that was wrapped is judged as one
    number = f"{row.number}-{last}" if last > row.number else str(row.number)
    if row.verdict is None:
        return f"{number:>5}   {shown}"
    mark, hue = ("-", "red") if row.removed else ("?", "yellow")
    said = f"{row.verdict.kind} ({row.verdict.rule}, {row.verdict.confidence:.2f}): {row.because}"
    return f"{number:>5} {paint(mark, hue, colour)} {paint(shown, hue, colour)}\n        {paint(said, 'dim', colour)}"
