"""How far an interrupted run came: what its staging folder holds for good, and of which input and settings.

Parts of tables are synced before the checkpoint that counts them, and a checkpoint is written whole or not at all: what
it says is on the disk. Parts that it does not count are of no use, for nobody knows whether they are whole.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson

from cleanroom.write.atomic import atomic

_IDENTITY, _PROGRESS = "identity.json", "progress.json"
#: what a run writes record by record
TABLES = ("documents", "removed", "rejects")
#: what it writes when all was compared
EVIDENCE = ("compared", "comparisons")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Items of the input that are done, what was counted of them, and the parts of the tables that hold them."""

    items: int = 0
    done: bool = False  # the input is at its end
    counts: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TABLES, 0))
    compared: bool = False  # what deduplication knows is in tables
    digest: str = ""  # of the items, where the input has no size and date to know it by


def save(staging: Path, checkpoint: Checkpoint) -> None:
    """Make a checkpoint the one to go on from."""
    with atomic(staging / _PROGRESS) as stream:
        stream.write(orjson.dumps(asdict(checkpoint)))


def load(staging: Path) -> Checkpoint:
    """The checkpoint to go on from: the beginning, where there is none that can be read."""
    try:
        return Checkpoint(**_stored(staging / _PROGRESS))
    except (FileNotFoundError, TypeError):  # there is none, or it was damaged to another object
        return Checkpoint()


def can_go_on(staging: Path) -> bool:
    """Whether there is anything to go on from."""
    return (staging / _PROGRESS).is_file() and (staging / _IDENTITY).is_file()


def forget(staging: Path) -> None:
    """Have nothing to go on from: what there was is being moved away."""
    (staging / _PROGRESS).unlink(missing_ok=True)


def end(staging: Path, identity: dict[str, Any] | None, is_done: bool, tell: Callable[[str], None]) -> None:
    """Remove the staging folder, unless its run was broken off where it can be gone on with.

    `tell` hears what an interruption leaves.
    """
    is_kept = not is_done and bool(identity) and can_go_on(staging)
    if isinstance(sys.exception(), KeyboardInterrupt):
        done = f"{_shown(load(staging))}, done and kept: the same command goes on from there"
        tell(done if is_kept else "nothing of this job is kept yet: the same command begins again")
    if not is_kept:
        shutil.rmtree(staging, ignore_errors=True)


def begin(
    staging: Path, identity: dict[str, Any], tell: Callable[[str], None], tidy: Callable[[Path, Checkpoint], None]
) -> None:
    """Make the staging folder ready: go on with what is there if it is of the same run, else begin.

    `tidy` removes what no checkpoint counts.
    """
    if identity and can_go_on(staging):
        before = _stored(staging / _IDENTITY)
        changed = [name for name, value in orjson.loads(orjson.dumps(identity)).items() if before.get(name) != value]
        if not changed:
            tidy(staging, load(staging))
            tell(f"going on with an interrupted run, after {_shown(load(staging))}")
            return
        tell(f"an interrupted run is there, but with other {' and '.join(changed)}: beginning again")
    _empty(staging)
    with atomic(staging / _IDENTITY, sync=False) as stream:  # after a power cut a missing one begins again
        stream.write(orjson.dumps(identity))


def _shown(checkpoint: Checkpoint) -> str:
    """Where a job goes on, for a person."""
    rejected = sum(checkpoint.codes.values())
    done = f"{checkpoint.items:,} records" + (f", of which {rejected:,} were rejected" if rejected else "")
    if checkpoint.compared:
        return f"{done}: all was read and compared, and has to be written"
    return f"{done}: all was read" if checkpoint.done else done


def _stored(path: Path) -> dict[str, Any]:
    """The object in a file; nothing where it is damaged."""
    try:
        stored = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError:
        return {}
    return stored if isinstance(stored, dict) else {}


def _empty(staging: Path) -> None:
    staging.mkdir(parents=True, exist_ok=True)
    for path in staging.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def tidy_tables(staging: Path, checkpoint: Checkpoint) -> None:
    """Remove what no checkpoint counts."""
    for path in staging.iterdir():
        if path.is_dir() and path.name != "tables":
            shutil.rmtree(path)
        elif path.is_file() and path.name not in (_IDENTITY, _PROGRESS):
            path.unlink()
    for folder in (staging / "tables").iterdir():
        if checkpoint.compared and folder.name in EVIDENCE:
            continue
        if folder.name not in TABLES:
            shutil.rmtree(folder)
            continue
        for part in folder.iterdir():
            if part.name >= f"part-{checkpoint.parts[folder.name]:05d}":
                part.unlink()
