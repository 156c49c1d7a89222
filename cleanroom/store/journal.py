"""Files of lines while they are being written, in a folder beside the first of them, `.NAME.unfinished`.

What a checkpoint counts is on the disk; what came after it is cut off when the same job goes on. A job that was
interrupted before its first checkpoint leaves nothing. A lock keeps two jobs apart that write to one place.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from cleanroom.errors import OutputError
from cleanroom.store.checkpoint import Checkpoint, begin, end, load, save
from cleanroom.write import write_lines
from cleanroom.write.atomic import plain_errors, publish, sweep

_BUFFER = 1 << 20


class Journal:
    """Files, each with a name of its own in the folder; sizes are kept in the counts of checkpoints."""

    def __init__(self, folder: Path, names: tuple[str, ...], shown: str) -> None:
        self.folder, self._shown, self.start = folder, shown, load(folder)
        self._files: dict[str, BinaryIO] = {name: (folder / name).open("ab", _BUFFER) for name in names}

    def add(self, name: str, lines: bytes) -> None:
        """Write lines. Raises OutputError."""
        with plain_errors(self._shown):
            self._files[name].write(lines)

    def settle(self, checkpoint: Checkpoint) -> None:
        """Have all that was written on the disk, and make this the point to go on from."""
        with plain_errors(self._shown):
            for name, file in self._files.items():
                file.flush()
                os.fsync(file.fileno())
                checkpoint.counts[name] = file.tell()
            save(self.folder, checkpoint)

    def publish(self, name: str, target: Path, form: str) -> None:
        """Make the lines the file or folder `target`, whole or not at all. Raises OutputError."""
        with plain_errors(self._shown):
            self._files.pop(name).close()
            sweep(target)
        if form == "jsonl" and target.suffix in (".jsonl", ".json", ".ndjson"):
            publish(self.folder / name, target)
        else:
            write_lines(self.folder / name, target, form)

    def close(self) -> None:
        """Let go of the files."""
        for file in self._files.values():
            with suppress(OSError):  # a full disk was told of already
                file.close()


@contextmanager
def journal(
    target: Path, names: tuple[str, ...], identity: dict[str, Any] | None, tell: Callable[[str], None]
) -> Iterator[Journal]:
    """A journal for a file or folder; its own folder is removed at the end, unless there is a checkpoint in it.

    `identity` says of what the job is; None: it cannot be gone on with. Raises OutputError where another process
    writes to the same place.
    """
    folder = target.parent / f".{target.name[:200]}.unfinished"
    with _held(folder, target):
        lines: Journal | None = None
        done = False
        try:
            with plain_errors(str(target)):
                begin(folder, identity or {}, tell, _cut)
                lines = Journal(folder, names, str(target))
            yield lines
            done = True
        finally:
            if lines:
                lines.close()
            end(folder, identity, done, tell)


def _cut(folder: Path, checkpoint: Checkpoint) -> None:
    """Cut off what no checkpoint counts."""
    for path in folder.iterdir():
        if (size := checkpoint.counts.get(path.name)) is not None:
            os.truncate(path, size)


@contextmanager
def _held(folder: Path, target: Path) -> Iterator[None]:
    """The folder, made and locked by this process."""
    descriptor = _lock(folder, target)
    try:
        yield
    finally:
        with suppress(OSError):  # it holds something to go on from, or is gone already
            folder.rmdir()
        if descriptor is not None:
            os.close(descriptor)


def _lock(folder: Path, target: Path) -> int | None:
    try:
        import fcntl  # noqa: PLC0415  (absent on Windows, where the job goes unlocked)
    except ImportError:
        return None
    while True:
        with plain_errors(str(target)):
            folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise OutputError(f"{target} is being written by another process; wait for it") from None
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(descriptor), folder.stat()):
                return descriptor
        os.close(descriptor)  # a job that has just ended has removed it between the two
