"""What the user named → the files to read: files, folders, globs, standard input, remote addresses."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from cleanroom.errors import UsageError
from cleanroom.records import Reject
from cleanroom.remote import expand, is_remote, size_of

#: the id of a single text or HTML document on standard input
STDIN_ID = "stdin"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read. `path` is None for standard input and for what has an address, `url`."""

    path: Path | None
    name: str  # the path as the user gave it, or "-"
    id: str  # path below the common folder of all inputs, with "/" between the parts; of a remote file its address
    url: str = ""


def find(paths: Sequence[str], besides: str | Path | None = None) -> Iterator[Found | Reject]:
    """Yield the files in the order given, those of a folder sorted by name, each once.

    Of the folder of a finished run kept.jsonl is read; where one lies in a folder it is a Reject.
    Hidden files and folders are skipped, unless named, and so is the folder `besides`. An id is the
    path below the longest folder that all inputs share; a folder counts as itself, a file as the
    folder it is in. So a folder and a glob of its files give the same ids.

    Raises UsageError at the call: a missing path, a folder or a glob without files, `-` twice, nothing but a folder
    that may not be opened.
    """
    arguments = list(chain.from_iterable(_expand(path) for path in paths)) or ["-"]
    if arguments.count("-") > 1:
        raise UsageError("standard input can be read only once: give - one time")
    base = _base(arguments)
    closed = frozenset([_identity(besides)] if besides is not None and Path(besides).is_dir() else ())
    for argument in arguments:
        first = next(_walk(argument, closed), None) if _is_folder(argument) else argument
        if first is None:
            raise UsageError(f"no files in {argument} (hidden ones are skipped); name a folder with texts")
        if isinstance(first, Reject) and first.source == _shown(argument) and len(arguments) == 1:
            raise UsageError(f"{argument}: {first.message}; change its permissions or name another folder")
    return _once(arguments, base, closed)


def total_bytes(paths: Sequence[str], besides: str | Path | None = None) -> int | None:
    """The bytes of all files that `find` gives; None where one has no size, such as standard input."""
    total = 0
    try:
        for file in find(paths, besides):
            if isinstance(file, Found):
                size = size_of(file.url) if file.url else _size(file.path)
                if size is None:
                    return None
                total += size
    except (UsageError, OSError):
        return None
    return total


def bytes_at_hand(paths: Sequence[str], most: int = 1 << 26, besides: str | Path | None = None) -> int:
    """The bytes of the files that `find` gives, as far as they are on this machine; it stops counting at `most`."""
    total = 0
    with suppress(UsageError, OSError):
        for file in find([path for path in paths if not is_remote(path)], besides):
            total += (_size(file.path) or 0) if isinstance(file, Found) else 0
            if total >= most:
                break
    return total


def _size(path: Path | None) -> int | None:
    status = path.stat() if path else None
    return status.st_size if status and stat.S_ISREG(status.st_mode) else None


def _identity(folder: str | Path) -> tuple[int, int]:
    status = Path(folder).stat()
    return status.st_dev, status.st_ino


def _once(arguments: list[str], base: str, closed: frozenset[tuple[int, int]]) -> Iterator[Found | Reject]:
    """Every file once, even if a folder and a glob both name it."""
    seen: set[str] | None = set() if len(arguments) > 1 else None
    for argument in arguments:
        if argument == "-":
            yield Found(None, "-", STDIN_ID)
            continue
        if is_remote(argument):
            if seen is None or argument not in seen:
                yield Found(None, argument, argument, argument)
            if seen is not None:
                seen.add(argument)
            continue
        for item in _walk(argument, closed) if _is_folder(argument) else (argument,):
            path = os.path.abspath(item.source if isinstance(item, Reject) else item)  # noqa: PTH100 - links stay
            if seen is not None:
                if path in seen:
                    continue
                seen.add(path)
            yield item if isinstance(item, Reject) else Found(Path(item), _shown(item), _id(path, base))


def _is_folder(argument: str) -> bool:
    """`-` is standard input, whatever has that name here."""
    return argument != "-" and Path(argument).is_dir()


def _expand(path: str) -> list[str]:
    """The argument itself, or what a glob matches that the shell did not expand."""
    if path == "-" or os.path.lexists(path):
        if path != "-" and not Path(path).exists():
            raise UsageError(f"{path} is a link to nothing; repair it or name another file")
        return [_texts_of_run(path)]
    if is_remote(path):
        return expand(path)
    if not glob.has_magic(path):
        raise UsageError(f"no such file: {path}; check the spelling, or use - for standard input")
    matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - pathlib has no absolute globs
    if not matches:
        raise UsageError(f"no file matches {path}; check the pattern (** goes into sub-folders)")
    return matches


def _texts_of_run(path: str) -> str:
    """Of the folder of a finished run the kept texts: its other files hold the same documents once more."""
    kept = Path(path) / "kept.jsonl"
    return str(kept) if path != "-" and _is_run(path) and kept.is_file() else path


def _is_run(path: str) -> bool:
    folder = Path(path)
    try:
        return (folder / "run.json").is_file() and (folder / "tables").is_dir()
    except OSError:  # one that may not be entered: whoever walks it says so
        return False


def _passed_over(path: str) -> Reject:
    return Reject(_shown(path), 1, "run_folder", "the folder of a finished run, passed over; name it to read its texts")


def _base(arguments: list[str]) -> str:
    # not resolved: a linked file keeps the name the user knows
    roots = [
        os.path.abspath(path if Path(path).is_dir() else Path(path).parent)  # noqa: PTH100
        for path in arguments
        if path != "-" and not is_remote(path)
    ]
    return os.path.commonpath(roots) if roots else ""


def _id(path: str, base: str) -> str:
    return _shown(os.path.relpath(path, base).replace(os.sep, "/"))


def _shown(path: str) -> str:
    """A file name that is no UTF-8 still gives text that can be written."""
    return os.fsencode(path).decode("utf-8", "replace")


def _walk(folder: str, above: frozenset[tuple[int, int]] = frozenset()) -> Iterator[str | Reject]:
    """The files below a folder, sorted by name, depth first. What cannot be read is a Reject."""
    try:
        here = _identity(folder)
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Reject(_shown(folder), 1, "unreadable", f"the folder could not be opened: {error.strerror}")
        return
    if here in above:  # a link to a folder that we are in, or one to pass over
        return
    for entry in entries:
        if not entry.name.startswith("."):
            yield from _entry(entry, above | {here})


def _entry(entry: os.DirEntry[str], above: frozenset[tuple[int, int]]) -> Iterator[str | Reject]:
    try:
        mode = entry.stat().st_mode
    except OSError as error:
        yield Reject(_shown(entry.path), 1, "unreadable", f"could not be opened: {error.strerror}")
        return
    if stat.S_ISDIR(mode):
        is_other_run = _is_run(entry.path) and _identity(entry.path) not in above  # one's own output is no input
        yield from [_passed_over(entry.path)] if is_other_run else _walk(entry.path, above)
    elif stat.S_ISREG(mode):
        yield entry.path
    else:  # opening a named pipe would wait for ever
        yield Reject(_shown(entry.path), 1, "unreadable", "a device, pipe or socket; name it to read it")
