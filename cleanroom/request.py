"""What a job is asked to do, the records that it is to be done with, and what makes it the same job again."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from cleanroom.config import Config, PoolConfig
from cleanroom.knowledge import Knowledge
from cleanroom.read import Found, find, read, refuse_textless
from cleanroom.version import __version__


@dataclass(frozen=True, slots=True)
class Request:
    """What to run on: inputs, how to read them, where to write."""

    paths: Sequence[str]
    out: str | Path
    clean: bool = True  # False: deduplicate the texts as they are
    form: str = "auto"
    text_field: str | None = None
    id_field: str | None = None
    overwrite: bool = False
    stdin: BinaryIO | None = None
    workers: int = 0  # processes that clean, threads of deduplication, 0: one for each core; no result depends on it
    pool: PoolConfig = field(default_factory=PoolConfig)
    memory: int = 0  # bytes that deduplication may take, about, before it uses files; 0: no bound
    known: Knowledge = field(default_factory=Knowledge)
    learn: bool = False  # first a pass over the input, for the templates of its sources
    save_profile: str | Path | None = None
    checkpoint: int = 0  # bytes of documents from one point to go on from to the next; 0: a part of their table
    tell: Callable[[str], None] = lambda _: None  # hears what is worth knowing, in a line
    tally: Callable[[int], None] | None = None  # hears of bytes read
    texts: bool = True  # False: the run holds ids and scores only; it is quicker, and there is nothing to go on from
    split: str = ""  # the line between two documents of a plain text file


def records_of(
    request: Request, config: Config, threads: int = 0, tally: Callable[[int], None] | None = None
) -> Iterator[Any]:
    """The records of the input. Raises UsageError where none of them has a text."""
    records = read(
        request.paths, config.read, request.form, request.stdin, request.text_field, request.id_field, request.out,
        request.split, threads, tally, tell=request.tell,
    )  # fmt: skip
    return refuse_textless(records, config.read)


def identity_of(request: Request, config: Config) -> dict[str, Any] | None:
    """Of what a job is: the same identity, the same result. None where nobody can say whether it is the same input.

    Standard input and remote files are known by what comes through them, when it comes again.
    """
    if not request.texts:
        return None
    inputs = hashlib.sha256()
    for file in find(request.paths, request.out or None):
        if isinstance(file, Found) and file.url:
            inputs.update(f"{file.url}\0".encode())
        if isinstance(file, Found) and file.path is not None:
            status = file.path.stat()
            if not stat.S_ISREG(status.st_mode):
                return None
            inputs.update(f"{file.name}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    how = [request.form, request.text_field, request.id_field, request.split]
    options = [request.clean, *how, request.checkpoint, request.learn]
    return {
        "inputs": inputs.hexdigest(), "options": options, "settings": config.as_dict(),
        "rules or profiles": request.known.digest(), "version": __version__,
    }  # fmt: skip
