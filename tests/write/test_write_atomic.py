"""Files appear whole or not at all, and the disk's refusals are one line."""

from __future__ import annotations

import errno
import io
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from running import UNPRIVILEGED, cleanroom

from cleanroom.errors import OutputError
from cleanroom.write import atomic, open_writer, streamed, write

ROWS = [{"id": str(n), "text": f"text {n} " * 50} for n in range(2_000)]


class Faulty(io.RawIOBase):
    """Takes some bytes, then raises."""

    def __init__(self, number: int, capacity: int) -> None:
        self.number, self.capacity = number, capacity

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self.capacity <= 0:
            raise OSError(self.number, os.strerror(self.number))
        taken = min(len(data), self.capacity)
        self.capacity -= taken
        return taken


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    """The file is not there under its name while it is written, and nothing else is left behind."""
    with atomic(tmp_path / "new" / "a.bin") as stream:
        stream.write(b"whole")
        assert not (tmp_path / "new" / "a.bin").exists()
    assert left(tmp_path / "new") == ["a.bin"]
    assert (tmp_path / "new" / "a.bin").read_bytes() == b"whole"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, RuntimeError])
@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.bz2", "a.jsonl.xz", "a.parquet", "a.txt"])
def test_an_error_leaves_the_old_file(tmp_path: Path, name: str, error: type[BaseException]) -> None:
    """On an error in the middle the older file stays as it was and what was written aside is gone."""
    (tmp_path / name).write_bytes(b"old")

    def rows() -> Iterator[dict[str, str]]:
        yield from ROWS
        raise error

    with pytest.raises(error):
        write(rows(), tmp_path / name)
    assert left(tmp_path) == [name]
    assert (tmp_path / name).read_bytes() == b"old"


@pytest.mark.parametrize("number, said", [
    (errno.ENOSPC, "the disk is full"), (errno.EDQUOT, "quota"), (errno.EACCES, "no permission"),
    (errno.EROFS, "read-only"), (errno.EIO, "write elsewhere"),
])
@pytest.mark.parametrize("capacity", [0, 100, 50_000])
def test_what_the_disk_refuses_is_one_line(number: int, said: str, capacity: int) -> None:
    """An error of the disk, early or late, is an OutputError of one line with the remedy."""
    for form in ("jsonl", "text", "parquet"):
        with pytest.raises(OutputError, match=said) as error:
            write(ROWS if form != "parquet" or capacity < 1000 else ROWS * 200,
                  cast(BinaryIO, Faulty(number, min(capacity, 5_000))), form)
        assert "\n" not in str(error.value)


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fills up the file does not appear and the space is given back."""
    real_open = Path.open

    def full(self: Path, *args: Any, **options: Any) -> Any:
        handle = real_open(self, *args, **options)
        if "w" not in args[0]:
            return handle
        handle.close()
        return Faulty(errno.ENOSPC, 1000)

    monkeypatch.setattr(Path, "open", full)
    for name in ("a.jsonl", "a.jsonl.gz", "a.parquet", "a.txt", "tree/"):
        with pytest.raises(OutputError, match="the disk is full"):
            write([{"id": "a", "text": random.Random(1).randbytes(5_000).hex()}], tmp_path / name)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("form", ["jsonl", "text", "parquet"])
def test_a_real_full_device(form: str) -> None:
    """Writing to /dev/full, by name or as a stream, is an OutputError, and the device is still there."""
    with pytest.raises(OutputError, match="/dev/full: the disk is full"):
        write(ROWS, "/dev/full", form)
    with open("/dev/full", "wb", buffering=0) as device, pytest.raises(OutputError, match="standard output"):  # noqa: PTH123
        write(ROWS, cast(BinaryIO, device), form)
    assert Path("/dev/full").is_char_device()


def test_paths_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder, a file used as a folder, a name too long: an OutputError that names the path."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    for path, said in (("folder", "it is a folder"), ("file/a.jsonl", "is a file, not a folder"),
                       ("n" * 300 + ".jsonl", "name is too long")):
        with pytest.raises(OutputError, match=said) as error:
            write(ROWS, tmp_path / path, "jsonl")
        assert str(tmp_path / path) in str(error.value)
    assert left(tmp_path) == ["file", "folder"]


def test_a_folder_without_permission(tmp_path: Path) -> None:
    """Writing to a folder without write permission is one line that names the file, and leaves nothing."""
    tmp_path.chmod(0o500)
    out = tmp_path / "a.jsonl"
    done = cleanroom("clean", "-o", str(out), stdin=b"A text.", before=UNPRIVILEGED)
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith(f"cleanroom: cannot write {out}: no permission")
    assert left(tmp_path) == []


def test_a_broken_pipe_stays_one() -> None:
    """A broken pipe is not turned into another error: the command line ends quietly on it."""
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "wb", buffering=0) as pipe, pytest.raises(BrokenPipeError):  # noqa: PTH123
        write(ROWS, cast(BinaryIO, pipe), "jsonl")


def test_links_and_devices(tmp_path: Path) -> None:
    """A link is followed, not replaced; a device is written to, not replaced by a file."""
    (tmp_path / "real.jsonl").write_text("old")
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    write(ROWS, tmp_path / "link.jsonl")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").stat().st_size > 10_000
    assert write(ROWS, "/dev/null", "jsonl") == len(ROWS)
    assert Path("/dev/null").is_char_device()


def test_permissions_are_the_users(tmp_path: Path) -> None:
    """A new file has the permissions that any new file gets."""
    (tmp_path / "plain").write_text("x")
    write(ROWS, tmp_path / "a.jsonl")
    assert (tmp_path / "a.jsonl").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_stream_stays_open() -> None:
    """A stream that is written to is flushed and stays open."""
    out = io.BytesIO()
    with streamed(out) as stream:
        stream.write(b"x")
    with open_writer(out, "text") as writer:
        writer.write({"text": "y"})
    assert out.getvalue() == b"xy\n"
