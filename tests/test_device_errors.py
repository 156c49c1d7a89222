"""A device that fails in the middle: one line or a reject, nothing half written, and what was there before stays."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from running import Done, cleanroom, environment, installed, lines, summary

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="preloads a library, as Linux does")
SAID = "Input/output error"


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that makes calls of the system fail; it needs a C compiler, which root can install."""
    built = tmp_path_factory.mktemp("shim") / "device_errors.so"
    source = Path(__file__).with_name("device_errors.c")
    compiler = installed("gcc", "gcc", "libc6-dev")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", built, source, "-ldl"], check=True)
    return built


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A file of 200 records that do not compress well, 600 kB."""
    path, draw = tmp_path / "articles.jsonl", random.Random(1)
    rows = ({"id": str(n), "text": f"The council met. {draw.randbytes(1500).hex(' ', 4)}"} for n in range(200))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def failing(shim: Path, call: str, part: str, after: int, *arguments: str) -> Done:
    """The command line on a device that fails after so many bytes of files with `part` in their path."""
    changes = {"LD_PRELOAD": str(shim), "FAIL_CALL": call, "FAIL_PATH": part, "FAIL_AFTER": str(after)}
    return cleanroom(*arguments, env=environment(**changes))


def files(folder: Path) -> dict[str, bytes]:
    """Everything below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_reading_fails_midway(shim: Path, articles: Path, tmp_path: Path) -> None:
    """Records before the bad spot are used, what could not be read is a reject, and the counts reconcile."""
    done = failing(shim, "read", articles.name, 400_000, "dedup", str(articles), "-o", str(tmp_path / "out"))
    assert done.code == 1, done.err
    (reject,) = lines(tmp_path / "out/rejects.jsonl")
    assert (reject["code"], reject["source"]) == ("unreadable", str(articles))
    assert SAID in reject["message"]
    assert 100 < summary(tmp_path / "out")["documents"] < 200


def test_a_file_that_cannot_be_read_at_all(shim: Path, tmp_path: Path) -> None:
    """Of a folder with texts, HTML and Parquet on bad spots each is a reject; the text beside them is kept."""
    source = tmp_path / "in"
    source.mkdir()
    (source / "good.txt").write_text("The council closed the bridge on Monday, the mayor said.\n" * 3)
    (source / "bad.txt").write_text("The school opens again on Friday.\n")
    (source / "bad.html").write_text("<p>The harbour is closed until the end of the week.</p>")
    assert cleanroom("clean", str(source / "good.txt"), "-o", str(source / "bad.parquet")).code == 0
    done = failing(shim, "read", "/in/bad.", 0, "run", str(source), "-o", str(tmp_path / "out"))
    assert done.code == 1, done.err
    rejects = lines(tmp_path / "out/rejects.jsonl")
    assert sorted(Path(row["source"]).name for row in rejects) == ["bad.html", "bad.parquet", "bad.txt"]
    assert {row["code"] for row in rejects} == {"unreadable"}
    assert summary(tmp_path / "out")["kept"] == 1


@pytest.mark.parametrize("job", ["clean out.jsonl", "clean out.parquet", "clean out.jsonl.gz", "dedup out"])
@pytest.mark.parametrize("fault", [("write", 0), ("write", 100_000), ("sync", 0)], ids=str)
def test_writing_fails(fault: tuple[str, int], job: str, shim: Path, articles: Path, tmp_path: Path) -> None:
    """An output that the device does not take, at once, midway or at the end, is one line; what was there stays."""
    target = tmp_path / "target"
    target.mkdir()
    (target / "out.jsonl").write_bytes(b"old")
    before = files(target)
    command, _, name = job.partition(" ")
    line = (command, str(articles), "-o", str(target / name), "--overwrite")
    done = failing(shim, fault[0], "/target/", fault[1], *line)
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith(f"cleanroom: cannot write {target}/")
    assert SAID in done.err
    assert len(done.err.splitlines()) == 1
    assert {name: data for name, data in files(target).items() if not name.startswith(".")} == before


@pytest.mark.parametrize("call", ["write", "sync"])
def test_an_index_that_cannot_be_written(call: str, shim: Path, articles: Path, tmp_path: Path) -> None:
    """Adding to an index on a failing device is one line, and the index holds what it held."""
    index = str(tmp_path / "news.idx")
    assert cleanroom("index", "create", index).code == 0
    done = failing(shim, call, "/news.idx/", 0, "index", "add", index, str(articles))
    assert done.code == 2
    assert SAID in done.err
    assert len(done.err.splitlines()) == 1
    assert cleanroom("index", "verify", index).code == 0
    assert cleanroom("index", "stats", index).text.splitlines()[0].split()[-1] == "0"
