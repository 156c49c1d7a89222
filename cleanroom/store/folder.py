"""One folder per run. Everything is written aside and renamed at the end; `run.json` comes last.

A folder without `run.json` holds no finished run, whatever else is in it. A lock keeps two runs apart; the system
drops it when the process ends, however it ends.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import orjson

from cleanroom.errors import OutputError, UsageError
from cleanroom.store.checkpoint import begin, end, forget, tidy_tables
from cleanroom.write.atomic import plain_errors

#: final names, in the order of their publication
FILES = ("tables", "removed.jsonl", "rejects.jsonl", "members.jsonl", "kept.jsonl", "run.json")
_STAGING, _LOCK = ".unfinished", ".lock"


@contextmanager
def run_folder(
    out: str | Path, overwrite: bool = False, identity: dict[str, Any] | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Path]:  # fmt: skip
    """A staging folder to write a run into; published when the block ends well, removed when it does not.

    With `identity`, which says of what the run is, a folder that holds a checkpoint is kept, and gone on with by the
    next run of the same identity; `tell` hears of that.

    Raises OutputError, one line with the remedy, where `out` holds a run already (unless `overwrite`), is being
    written by another process, or cannot be written.
    """
    out = Path(out)
    with plain_errors(str(out)):
        is_new = not out.exists()
        out.mkdir(parents=True, exist_ok=True)
        try:
            with locked(out):
                refuse_existing(out, overwrite)
                staging = out / _STAGING
                begin(staging, identity or {}, tell, tidy_tables)
                is_published = False
                try:
                    yield staging
                    _publish(staging, out)
                    is_published = True
                finally:
                    end(staging, identity, is_published, tell)
        finally:
            if is_new:
                with suppress(OSError):  # it holds what was written
                    out.rmdir()


def run_facts(folder: str | Path, texts: bool = True) -> dict[str, Any]:
    """What run.json of a finished run says; `texts`: they are needed.

    Raises UsageError where there is none, an older one, or one without texts that are needed.
    """
    path = Path(folder) / "run.json"
    if not path.is_file():
        raise UsageError(f"{folder} holds no finished run; name the folder that was given to `run` or `dedup` with -o")
    if not (path.parent / "tables" / "comparisons").is_dir():
        raise UsageError(f"{folder} was written by an older version, without comparisons; run again on the input")
    try:
        facts: dict[str, Any] = orjson.loads(path.read_bytes())
        _ = facts["config"]
    except (orjson.JSONDecodeError, LookupError, TypeError):
        raise UsageError(f"{path} is damaged; run again on the input") from None
    if texts and not facts.get("texts", True):
        raise UsageError(f"{folder} was made with --no-texts, which this needs; run again on the input without it")
    return facts


def take_over(tables: Path, into: Path, names: Sequence[str]) -> None:
    """Have tables of one run in another: linked, where the file system can do that."""
    for name in names:
        if not (tables / name).is_dir():  # only a run with people's decisions has what they overruled
            continue
        (into / name).mkdir(parents=True)
        for part in sorted((tables / name).glob("part-*.parquet")):
            try:
                os.link(part, into / name / part.name)
            except OSError:  # another file system, or one without links
                shutil.copyfile(part, into / name / part.name)


def refuse_existing(out: Path, overwrite: bool) -> None:
    """Raise OutputError where a folder holds a run that is not to be replaced."""
    held = [name for name in FILES if (out / name).exists()]
    if held and not overwrite:
        what = "already holds a run" if "run.json" in held else f"already holds {held[0]}"
        remedy = "choose another folder, or add --overwrite (in Python overwrite=True) to replace it"
        raise OutputError(f"{out} {what}; {remedy}")


@contextmanager
def locked(out: Path, remedy: str = "wait for it, or choose another folder") -> Iterator[None]:
    """Be the only process that writes a folder. Raises OutputError, which names the one that does already."""
    path = out / _LOCK
    with _lock(path, out, remedy) as lock:
        try:
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield
        finally:
            with suppress(OSError):  # Windows removes no open file
                path.unlink()


def _lock(path: Path, out: Path, remedy: str) -> IO[str]:
    """The lock file, open and held by this process. Raises OutputError where another one holds it."""
    while True:
        lock = path.open("a+", encoding="ascii")
        if not _try_lock(lock):
            lock.seek(0)
            holder = lock.read().strip() or "?"
            lock.close()
            raise OutputError(f"{out} is being written by process {holder}; {remedy}")
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(lock.fileno()), path.stat()):
                return lock
        lock.close()  # a run that has just ended has removed it between the two


def _try_lock(lock: IO[str]) -> bool:
    try:
        import fcntl  # noqa: PLC0415  (absent on Windows, where the run goes unlocked)
    except ImportError:
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _publish(staging: Path, out: Path) -> None:
    """Rename everything to its final name; the old run.json goes first, the new one comes last."""
    forget(staging)
    (out / "run.json").unlink(missing_ok=True)
    for name in FILES:
        if (out / name).is_dir():
            shutil.rmtree(out / name)
        if (staging / name).exists():
            _sync(staging / name)
            (staging / name).replace(out / name)
        else:  # a run without texts keeps none
            (out / name).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Have the system write a file, or all files of a folder, to the disk."""
    for file in [path] if path.is_file() else []:  # parts of tables were synced as they were written
        with file.open("rb+") as stream:
            os.fsync(stream.fileno())
