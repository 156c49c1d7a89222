"""One folder per run. Everything is written aside and renamed at the end; `run.json` comes last.

A folder without `run.json` holds no finished run, whatever else is in it. A lock keeps two runs apart; the system
drops it when the process ends, however it ends.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cleanroom.errors import OutputError
from cleanroom.write.atomic import plain_errors

#: final names, in the order of their publication
FILES = ("tables", "removed.jsonl", "rejects.jsonl", "members.jsonl", "kept.jsonl", "run.json")
_STAGING, _LOCK = ".unfinished", ".lock"


@contextmanager
def run_folder(out: str | Path, overwrite: bool = False) -> Iterator[Path]:
    """A staging folder to write a run into; published when the block ends well, removed when it does not.

    Raises OutputError, one line with the remedy, where `out` holds a run already (unless `overwrite`), is being
    written by another process, or cannot be written.
    """
    out = Path(out)
    with plain_errors(str(out)):
        out.mkdir(parents=True, exist_ok=True)
        with _locked(out):
            _refuse_existing(out, overwrite)
            staging = out / _STAGING
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir()
            try:
                yield staging
                _publish(staging, out)
            finally:
                shutil.rmtree(staging, ignore_errors=True)


def _refuse_existing(out: Path, overwrite: bool) -> None:
    held = [name for name in FILES if (out / name).exists()]
    if held and not overwrite:
        what = "already holds a run" if "run.json" in held else f"already holds {held[0]}"
        raise OutputError(f"{out} {what}; choose another folder with -o, or add --overwrite to replace it")


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    with (out / _LOCK).open("a+", encoding="ascii") as lock:
        if not _try_lock(lock):
            lock.seek(0)
            holder = lock.read().strip() or "?"
            raise OutputError(f"{out} is being written by process {holder}; wait for it, or choose another folder")
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


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
    (out / "run.json").unlink(missing_ok=True)
    for name in FILES:
        _sync(staging / name)
        if (out / name).is_dir():
            shutil.rmtree(out / name)
        (staging / name).replace(out / name)


def _sync(path: Path) -> None:
    """Have the system write a file, or all files of a folder, to the disk."""
    for file in [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file()):
        with file.open("rb+") as stream:
            os.fsync(stream.fileno())
