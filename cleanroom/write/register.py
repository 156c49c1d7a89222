"""The register of output formats. A new format is one new file in `formats/` that calls `register`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from cleanroom.errors import UsageError
from cleanroom.write.compress import SUFFIXES


class Writer(Protocol):
    """What takes rows."""

    def write(self, row: Mapping[str, Any]) -> None:
        """Take one row. Raises OutputError."""

    def write_lines(self, lines: bytes) -> None:
        """Take rows that are lines of JSON already. Raises OutputError."""
        from cleanroom.write.formats.jsonl import value_of  # noqa: PLC0415 - it imports this file

        for line in lines.splitlines():
            self.write(value_of(line))


@dataclass(frozen=True, slots=True)
class Format:
    """An output format. `open` gets a path or an open binary stream."""

    name: str
    extensions: tuple[str, ...]
    open: Callable[[Path | BinaryIO], AbstractContextManager[Writer]]


_formats: dict[str, Format] = {}


def register(form: Format) -> None:
    """Make a format known under its name."""
    _formats[form.name] = form


@cache
def _loaded() -> Mapping[str, Format]:
    from cleanroom.write import formats as folder  # noqa: PLC0415 - its files import this one

    for module in pkgutil.iter_modules(folder.__path__):
        importlib.import_module(f"{folder.__name__}.{module.name}")
    return _formats


def names() -> tuple[str, ...]:
    """The names that `--to` takes, without "auto"."""
    return tuple(sorted(_loaded()))


def choose(target: str | Path | BinaryIO, form: str) -> Format:
    """The format named, or the one that the target's name asks for."""
    formats = _loaded()
    if form == "auto":
        form = _by_name(Path(target)) if isinstance(target, (str, Path)) else "jsonl"
    if form not in formats:
        raise UsageError(f"no such output format: {form}; choose one of {', '.join(names())}")
    return formats[form]


def _by_name(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    last = suffixes[-2:-1] if suffixes and suffixes[-1] in SUFFIXES else suffixes[-1:]
    for form in _formats.values():
        if last and last[0] in form.extensions:
            return form.name
    if not suffixes or path.is_dir():
        return "text"  # a folder of texts
    raise UsageError(f"{path.name} does not say its format; name it .jsonl, .parquet or .txt, or use --to")
