"""The register of input formats. A new format is one new file in `formats/` that calls `register`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from cleanroom.config import ReadConfig
from cleanroom.errors import UsageError
from cleanroom.read.compress import SUFFIXES
from cleanroom.read.source import Source
from cleanroom.records import Lines, Raw, Reject


def nobody(said: object) -> None:
    """Hears of something, and does nothing; as a function with a name it can be sent to another process."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the caller asked for, passed to every reader."""

    config: ReadConfig
    text_fields: tuple[str, ...]  # where the text of a record may be, first match wins
    id_fields: tuple[str, ...]
    format: Format | None = None  # the format the user named; None: to be found out
    split: str = ""  # the line between two documents of a text file; "": a file is one document
    tally: Callable[[int], None] = nobody  # hears of bytes read
    lines: bool = False  # whether JSON lines may come as they are, in blocks
    fieldless: Callable[[str], None] = nobody  # hears the name of each file without the fields that were named


@dataclass(frozen=True, slots=True)
class Format:
    """An input format.

    `looks_like` gets the first bytes of a decompressed file (`ReadConfig.sniff_bytes` at most).
    `read` yields records, rejects and, if it may, blocks of lines, with rising positions; it may raise
    RecordError for the rest of a file that cannot be used.
    """

    name: str
    extensions: tuple[str, ...]  # lower case, with the dot
    looks_like: Callable[[bytes], bool]
    read: Callable[[Source, Wanted], Iterator[Raw | Reject | Lines]]
    rank: int  # order of the content checks: the most certain first, text last
    records: bool = True  # whether it holds records, which have fields; False: texts


_formats: dict[str, Format] = {}


def register(form: Format) -> None:
    """Make a format known under its name."""
    _formats[form.name] = form


@cache
def formats() -> tuple[Format, ...]:
    """All formats, in the order their content is checked."""
    from cleanroom.read import formats as folder  # noqa: PLC0415 - its files import this one

    for module in pkgutil.iter_modules(folder.__path__):
        importlib.import_module(f"{folder.__name__}.{module.name}")
    return tuple(sorted(_formats.values(), key=lambda form: form.rank))


def names() -> tuple[str, ...]:
    """The names that `--from` takes, without "auto"."""
    return tuple(sorted(form.name for form in formats()))


def by_name(name: str) -> Format:
    """The format called `name`; UsageError if there is none."""
    for form in formats():
        if form.name == name:
            return form
    raise UsageError(f"no such input format: {name}; choose one of auto, {', '.join(names())}")


def choose(name: str, head: bytes, named: Format | None = None) -> Format:
    """The format of a file: the one named, by its name without a compression suffix, or by its first bytes.

    JSON lines that begin like an array are one: many tools call either .json or .jsonl.
    """
    form = named or _by_name_or_head(name, head)
    document = by_name("json")
    return document if form.name == "jsonl" and document.looks_like(head) else form


def _by_name_or_head(name: str, head: bytes) -> Format:
    path = PurePath(name)
    suffix = (path.with_suffix("") if path.suffix.lower() in SUFFIXES else path).suffix.lower()
    for form in formats():
        if suffix in form.extensions:
            return form
    return next(form for form in formats() if form.looks_like(head))
