"""The fixtures of the cleaning stage: documents with what must be cut from them, in four drawers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from cleanroom.clean import clean_record
from cleanroom.config import CleanConfig
from cleanroom.records import Clean, Raw

FIXTURES = Path(__file__).parents[2] / "fixtures" / "clean"
SEEDS = Path(__file__).parents[2] / "seeds"
DRAWERS = ("in_the_wild", "negative", "synthetic", "known_failures")
#: fields of a case that are compared with the field of the same name of the result
FIELDS = ("title", "date", "author", "source", "lang", "kind_of_input", "comments", "captions")
KEYS = {"name", "why", "text", "removed", *FIELDS}


@dataclass(frozen=True)
class Case:
    """One document. `removed` has the kinds that a cut line may have, and the line, in order."""

    id: str  # drawer/file/name
    why: str
    text: str
    removed: tuple[tuple[frozenset[str], str], ...]
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def drawer(self) -> str:
        return self.id.partition("/")[0]


def load(drawer: str) -> Iterator[Case]:
    for path in sorted((FIXTURES / drawer).glob("*.toml")):
        for entry in tomllib.loads(path.read_text("utf-8"))["case"]:
            assert entry.keys() <= KEYS, (path, entry["name"], entry.keys() - KEYS)
            removed = tuple((frozenset(cut["kind"].split("|")), squeeze(cut["text"])) for cut in entry["removed"])
            fields = {name: entry[name] for name in FIELDS if name in entry}
            yield Case(f"{drawer}/{path.stem}/{entry['name']}", entry["why"], entry["text"], removed, fields)


@cache
def cases() -> tuple[Case, ...]:
    """All of them."""
    return tuple(case for drawer in DRAWERS for case in load(drawer))


def squeeze(text: str) -> str:
    """A line as the fixtures write it: no white space around it, single blanks inside."""
    return " ".join(text.split())


def clean(text: str, config: CleanConfig | None = None) -> Clean:
    """The result for one plain text."""
    return clean_record(Raw("case", text), config or CleanConfig())


def cut_lines(page: Clean) -> list[tuple[str, str]]:
    """What was cut, as (kind, line): a cut of several lines gives several."""
    return [(cut.kind, squeeze(line)) for cut in page.removed for line in cut.text.splitlines() if line.strip()]
