"""The pages of the reference, from the code: what they say is what the program does."""

from __future__ import annotations

import argparse
import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType, ModuleType

from cleanroom import config
from cleanroom.audit.explain import RUN_REASONS
from cleanroom.clean.kinds import KINDS
from cleanroom.clean.rules import default_rules, measured
from cleanroom.cli import COMMANDS, command_file, parser
from cleanroom.read.register import formats
from cleanroom.records import REJECT_CODES
from cleanroom.store import schemas
from cleanroom.write import names as output_formats
from cleanroom.write import register

EXITS = "Exit codes: 0 done, 1 done with rejected records, 2 the command was wrong, 130 interrupted."
#: a name of an output that no form is looked for in
NOWHERE = "-"


def cell(text: object) -> str:
    """A text as the cell of a table: one line, and no sign of it but back quotes is markup."""
    plain, quoted = r"([\\|<>*_\[\]{}$~])", r"`[^`]*`"
    line = " ".join(str(text).split())
    return re.sub(rf"{quoted}|{plain}", lambda found: found[0] if found[1] is None else rf"\{found[1]}", line)


def code(text: object) -> str:
    """A word of the program as the cell of a table."""
    return f"`{str(text).replace('|', '&#124;')}`" if str(text) else ""


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; cells are ready."""
    names = list(head)
    return "\n".join(f"| {' | '.join(row)} |" for row in (names, ["---"] * len(names), *rows)) + "\n"


def commands() -> str:
    """Every command with its options and examples, as `--help` says them."""
    (subcommands,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    parts = [f"# Commands\n\n{EXITS}\n"]
    for name in COMMANDS:
        parts.append(_command(name, command_file(name), subcommands.choices[name]))
    return "\n".join(parts)


def _command(name: str, module: ModuleType, command: argparse.ArgumentParser) -> str:
    options = [(code(_shown(action)), cell(_meaning(action, command))) for action in command._actions]
    return (
        f"## cleanroom {name}\n\n{cell(module.DESCRIPTION)}\n\n{table(('option', 'meaning'), options)}\n"
        f"```sh\n{module.EPILOG.partition('examples:')[2].strip()}\n```\n"
    )


def _shown(action: argparse.Action) -> str:
    if action.choices and not action.metavar:
        value = "{" + ",".join(map(str, action.choices)) + "}"
    else:
        value = str(action.metavar or action.dest.upper()) if action.nargs != 0 else ""
    return f"{', '.join(action.option_strings)} {value}".strip()


def _meaning(action: argparse.Action, command: argparse.ArgumentParser) -> str:
    return command._get_formatter()._expand_help(action)


def files() -> str:
    """The tables of a run with the type of every column, reasons for rejects, and the formats."""
    text = "# Files\n\nThe tables of a run, `tables/NAME/*.parquet`; the files of JSON lines beside them have\n"
    text += "the same fields. Offsets are characters of `documents.raw`.\n"
    said = _comments(schemas)
    for name, schema in schemas.SCHEMAS.items():
        rows = [(code(field.name), code(field.type)) for field in schema]
        text += f"\n## {name}\n\n{cell(said.get(name.upper(), ''))}\n\n{table(('column', 'type'), rows)}"
    rejects = [(code(name), cell(meaning)) for name, meaning in REJECT_CODES.items()]
    text += f"\n## Why a record is rejected\n\n{table(('code', 'meaning'), rejects)}"
    read = [(code(form.name), code(" ".join(form.extensions))) for form in formats()]
    written = [(code(name), code(" ".join(register.choose(NOWHERE, name).extensions))) for name in output_formats()]
    text += f"\n## Formats that are read\n\n{table(('--from', 'names'), read)}"
    return text + f"\n## Formats that are written\n\n{table(('--to', 'names'), written)}"


def kinds() -> str:
    """What a cut can be."""
    rows = [(code(kind.code), cell(kind.what), code(kind.stream)) for kind in KINDS.values()]
    note = "A kind with a field is not waste: what is cut fills that field. `--keep` leaves kinds in the text."
    return f"# Kinds of cuts\n\n{note}\n\n{table(('kind', 'what it is', 'field'), rows)}"


def rules() -> str:
    """The rule catalogue by pack, and what else can be the reason of a cut."""
    precision = measured()
    text = "# Rules\n\nConfidence is the belief that a match is junk before its neighbours are looked at;\n"
    text += "precision is what was measured on labelled texts (`benchmarks/rule_precision.py`), lines beside it.\n"
    for pack in dict.fromkeys(rule.code.partition(".")[0] for rule in default_rules().rules):
        members = [rule for rule in default_rules().rules if rule.code.partition(".")[0] == pack]
        right = [_measured(precision.get(rule.code, {})) for rule in members]
        rows = [
            (code(rule.code), code(rule.kind), f"{rule.confidence:.2f}", share, cell(rule.why))
            for rule, share in zip(members, right, strict=True)
        ]
        text += f"\n## {pack}\n\n{table(('rule', 'kind', 'confidence', 'precision', 'why'), rows)}"
    other = [(code(name), cell(why)) for name, why in RUN_REASONS.items()]
    return f"{text}\n## Not rules\n\nRecognisers of runs and the line model.\n\n{table(('code', 'why'), other)}"


def _measured(found: Mapping[str, Mapping[str, int]]) -> str:
    lines = sum(kind["lines"] for kind in found.values())
    return f"{sum(kind['right'] for kind in found.values()) / lines:.2f} ({lines})" if lines else ""


def settings() -> str:
    """Every number of the product with its reason."""
    text = "# Settings\n\nEvery number that decides something, with its reason; run.json holds those of a run.\n"
    for found in map(config.__dict__.__getitem__, config.__all__):
        said = _comments(found)
        rows = [
            (code(name), code(_short(field.default)), cell(said.get(name, "")))
            for name, field in found.__dataclass_fields__.items() if not callable(field.default_factory)
        ]  # fmt: skip
        if rows:
            text += f"\n## {found.__name__}\n\n{cell(inspect.getdoc(found))}\n\n"
            text += table(("setting", "value", "why"), rows)
    return text


def _short(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _comments(place: object) -> dict[str, str]:
    """name -> the `#:` comment above its definition, with the one behind it."""
    said: dict[str, str] = {}
    above: list[str] = []
    for line in inspect.getsource(place).splitlines():  # type: ignore[arg-type]
        stripped = line.strip()
        if stripped.startswith("#:"):
            above.append(stripped[2:].strip())
        elif found := re.match(r"(\w+)(?:: [^=]+)? = ", stripped):
            behind = re.search(r"  # (.*)$", line)
            said[found[1]] = " ".join([*above, *([behind[1]] if behind else [])])
            above = []
        else:
            above = []
    return said


PAGES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {"commands": commands, "files": files, "kinds": kinds, "rules": rules, "settings": settings}
)
