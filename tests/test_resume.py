"""An interrupted run goes on where it was, to the same bytes; what has changed is noticed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from running import COMMAND, PATIENCE, environment, summary

from cleanroom.config import CleanConfig, Config
from cleanroom.intake import Request
from cleanroom.pipeline import run
from cleanroom.progress import Progress

ROWS = 9000


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Short texts, more than one batch of them, some that are no good."""
    path = tmp_path_factory.mktemp("in") / "in.jsonl"
    texts = (f"Number {n} of the bridges was closed on day {n % 365}.\n\nShare this article" for n in range(ROWS))
    rows = ({"id": str(n), **({"text": text} if n % 100 else {})} for n, text in enumerate(texts))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def contents(out: Path) -> dict[str, bytes]:
    """All files but run.json, which holds timings."""
    files = (path for path in out.rglob("*") if path.is_file() and path.name != "run.json")
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def undisturbed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    run(Request([str(source)], out, checkpoint=1))
    return out


def stopped(source: Path, out: Path, at: int) -> None:
    """A run that ends with an error at that document."""

    class Stop(Progress):
        def took(self, documents: int, characters: int = 0, left: int = 0) -> None:
            if self.documents == at:
                raise KeyboardInterrupt
            super().took(documents, characters, left)

    with pytest.raises(KeyboardInterrupt):
        run(Request([str(source)], out, checkpoint=1), progress=Stop())


def test_an_interrupted_run_goes_on(source: Path, undisturbed: Path, tmp_path: Path) -> None:
    """The same run again skips what is done, says so, and ends with the bytes and counts of an undisturbed one."""
    said: list[str] = []
    cleaned: list[int] = []

    class Heard(Progress):
        def took(self, documents: int, characters: int = 0, left: int = 0) -> None:
            cleaned.append(self.documents)
            super().took(documents, characters, left)

    stopped(source, tmp_path / "out", 5000)
    assert not (tmp_path / "out" / "run.json").exists()
    again = Request([str(source)], tmp_path / "out", checkpoint=1, tell=said.append)
    run(again, progress=(progress := Heard()))
    assert progress.stories == summary(tmp_path / "out")["kept"]
    assert len(said) == 1
    assert said[0].startswith("going on with an interrupted run, after 4,1")
    assert cleaned == list(range(4096, ROWS - ROWS // 100))
    assert contents(tmp_path / "out") == contents(undisturbed)
    timeless = {"timings": None}
    assert summary(tmp_path / "out") | timeless == summary(undisturbed) | timeless


def test_a_killed_run_goes_on(source: Path, undisturbed: Path, tmp_path: Path) -> None:
    """After kill -9 the same command goes on from its checkpoint to the same bytes."""
    out = tmp_path / "out"
    command = [*COMMAND, "run", str(source), "-o", str(out), "--checkpoint", "1"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
    end = time.monotonic() + PATIENCE
    while not (out / ".unfinished" / "progress.json").exists() and time.monotonic() < end:
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    done = subprocess.run(command, capture_output=True, env=environment(), check=False, timeout=PATIENCE)
    assert done.returncode == 1  # some records have no text
    assert done.stderr.startswith(b"going on with an interrupted run, after ")
    assert contents(out) == contents(undisturbed)


@pytest.mark.parametrize("changed", ["inputs", "settings", "options"])
def test_what_has_changed_is_said(changed: str, source: Path, tmp_path: Path) -> None:
    """With other inputs or settings an interrupted run is not gone on with, and that is said."""
    copy = tmp_path / "in.jsonl"
    copy.write_bytes(source.read_bytes())
    stopped(copy, tmp_path / "out", 5000)
    said: list[str] = []
    if changed == "inputs":
        copy.write_bytes(b'{"id": "a", "text": "Another text."}\n')
    config = Config(clean=CleanConfig(keep=("caption",))) if changed == "settings" else Config()
    size = 2 if changed == "options" else 1
    result = run(Request([str(copy)], tmp_path / "out", checkpoint=size, tell=said.append), config)
    assert said == [f"an interrupted run is there, but with other {changed}: beginning again"]
    assert result.documents == (1 if changed == "inputs" else ROWS - ROWS // 100)
    assert not (tmp_path / "out" / ".unfinished").exists()
