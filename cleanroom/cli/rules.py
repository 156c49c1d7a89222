"""`cleanroom rules`: the catalogue, from the same data that cleaning uses."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import orjson

from cleanroom.audit.explain import RUN_REASONS
from cleanroom.clean.kinds import KINDS
from cleanroom.clean.rules import Rule, measured
from cleanroom.cli.options import add_rules
from cleanroom.cli.terminal import colours, paint, show
from cleanroom.errors import UsageError
from cleanroom.knowledge import load

HELP = "the rule catalogue"
DESCRIPTION = "List the rules with their kind, confidence and measured precision, or show one with its examples."
EPILOG = """\
examples:
  cleanroom rules
  cleanroom rules --kind caption
  cleanroom rules en.read-more
  cleanroom rules --rules mine.toml                   checks your own rules, and lists them with the others
  cleanroom rules --json | jq '.[] | select(.kind == "tags")'
"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of `rules`."""
    command.add_argument("codes", nargs="*", metavar="CODE", help="show these rules with their examples")
    command.add_argument(
        "--kind", choices=tuple(KINDS), metavar="KIND", help=f"only rules of one kind: {', '.join(KINDS)}"
    )
    add_rules(command)
    command.add_argument("--json", action="store_true", help="as JSON, everything included")


def call(arguments: argparse.Namespace) -> int:
    """Print the rules asked for."""
    rules = [rule for rule in load(arguments.rules).rules.rules if arguments.kind in (None, rule.kind)]
    if arguments.codes:
        by_code = {rule.code: rule for rule in rules}
        for code in arguments.codes:
            if code in RUN_REASONS:
                show(f"{code}  {RUN_REASONS[code]}")
        asked = [code for code in arguments.codes if code not in RUN_REASONS]
        if not asked:
            return 0
        missing = [code for code in asked if code not in by_code]
        if missing:
            raise UsageError(f"no such rule: {missing[0]}; `cleanroom rules` lists them")
        rules = [by_code[code] for code in asked]
    figures = measured()
    if arguments.json:
        rows = [{**asdict(rule), "measured": figures.get(rule.code, {})} for rule in rules]
        show(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode())
    elif arguments.codes:
        show("\n\n".join(_whole(rule, figures.get(rule.code, {})) for rule in rules))
    else:
        _table(rules, figures)
        if arguments.kind is None:
            show("\nwhat lines say together:")
            for code, reason in RUN_REASONS.items():
                show(f"{code:24}  {reason}")
    return 0


def _table(rules: list[Rule], figures: Mapping[str, Any]) -> None:
    colour = colours(sys.stdout)
    width = max(len(rule.code) for rule in rules)
    for rule in rules:
        show(f"{rule.code:{width}}  {paint(f'{rule.kind:15}', 'green', colour)} {rule.confidence:.2f}  "
              f"{paint(f'{_short(figures.get(rule.code, {})):24}', 'dim', colour)} {rule.why}")  # fmt: skip


def _short(figures: Mapping[str, Mapping[str, int]]) -> str:
    """Measured precision: right of all lines hit, over both kinds of text."""
    lines = sum(row["lines"] for row in figures.values())
    right = sum(row["right"] for row in figures.values())
    return f"{right / lines:.3f} of {lines:,} lines" if lines else "not seen in the data"


def _whole(rule: Rule, figures: Mapping[str, Mapping[str, int]]) -> str:
    lines = [f"{rule.code}  ({rule.kind}: {KINDS[rule.kind].what})", f"  why         {rule.why}"]
    lines.append(f"  confidence  {rule.confidence:.2f}, on lines up to {rule.max_chars:,} characters")
    for regime, row in sorted(figures.items()):
        lines.append(f"  measured    {row['right'] / row['lines']:.3f} of {row['lines']:,} lines in {regime} texts")
    lines += [f"  hits        {text}" for text in rule.hits]
    lines += [f"  misses      {text}" for text in rule.misses]
    return "\n".join(lines)
