"""An interrupted run goes on where it was, to the same bytes; what has changed is noticed."""

from __future__ import annotations

import io
import json
import random
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest
from running import COMMAND, PATIENCE, environment, summary

from cleanroom.cli.terminal import RejectLog
from cleanroom.config import CleanConfig, Config
from cleanroom.errors import OutputError, UsageError
from cleanroom.outlet import Order, pour
from cleanroom.pipeline import run
from cleanroom.progress import Progress
from cleanroom.request import Request
from cleanroom.store import checkpoint

ROWS = 5000


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


def stopped(source: Path | str, out: Path, at: int, tell: Callable[[str], None] = lambda _: None) -> None:
    """A run that ends with an error at that document."""

    class Stop(Progress):
        def took(self, documents: int, characters: int = 0, left: int = 0) -> None:
            if self.documents == at:
                raise KeyboardInterrupt
            super().took(documents, characters, left)

    with pytest.raises(KeyboardInterrupt):
        run(Request([str(source)], out, checkpoint=1, tell=tell), progress=Stop())


def test_an_interrupted_run_goes_on(source: Path, undisturbed: Path, tmp_path: Path) -> None:
    """The same run again skips what is done, says so, and ends with the bytes and counts of an undisturbed one."""
    said: list[str] = []
    cleaned: list[int] = []

    class Heard(Progress):
        def took(self, documents: int, characters: int = 0, left: int = 0) -> None:
            cleaned.append(self.documents)
            super().took(documents, characters, left)

    stopped(source, tmp_path / "out", 4500, said.append)
    assert said.pop().endswith("were rejected, done and kept: the same command goes on from there")
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


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Different texts, more than are cleaned in one process, some that are no good."""
    path, draw = tmp_path_factory.mktemp("articles") / "in.jsonl", random.Random(1)
    words = [f"{start}{end}" for start in ("brid", "har", "sta", "mar", "gar") for end in ("ge", "bour", "tion", "ket")]
    with path.open("w", encoding="utf-8") as lines:
        for number in range(300):
            text = " ".join(f"The {' '.join(draw.choices(words, k=12))} was {draw.random()}." for _ in range(12))
            row = {"id": str(number), **({"text": f"{text}\n\nShare this article"} if number % 50 else {})}
            lines.write(json.dumps(row) + "\n")
    return path


JOBS = {
    "run": ("run", "{source}", "-o", "{out}/out", "--checkpoint", "1"),
    "dedup": ("dedup", "{source}", "-o", "{out}/out", "--checkpoint", "50K"),
    "clean": ("clean", "{source}", "-o", "{out}/out.jsonl", "--rejects", "{out}/bad.jsonl", "--checkpoint", "20K"),
    "packed": ("clean", "{source}", "-o", "{out}/out.jsonl.gz", "--checkpoint", "20K"),
    "clean of stdin": ("clean", "--from", "jsonl", "-o", "{out}/out.jsonl", "--checkpoint", "20K"),
}


def begun(job: str, source: Path, out: Path) -> subprocess.Popen[bytes]:
    """A command that is under way."""
    command = [*COMMAND, *(word.format(source=source, out=out) for word in JOBS[job])]
    out.mkdir(exist_ok=True)
    with source.open("rb") as piped:
        return subprocess.Popen(
            command, stdin=piped, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
        )


def killed(job: str, source: Path, out: Path) -> None:
    """A job that was killed when it had something to go on from: on a busy machine it may be done, or about to give
    its files their names, before that."""
    for _ in range(10):
        process = begun(job, source, out)
        while not (at := list(out.glob("**/progress.json"))) and process.poll() is None:
            time.sleep(0.002)
        process.kill()
        process.communicate()
        if any(path.is_file() for path in at) and not (out / "out" / "tables").exists():
            return
        shutil.rmtree(out)
    pytest.fail("the job is always done before it can be killed")


@pytest.mark.parametrize("job", JOBS)
def test_a_killed_job_goes_on(job: str, articles: Path, tmp_path: Path) -> None:
    """After kill -9 the same command goes on from its checkpoint to the bytes of an undisturbed one."""
    begun(job, articles, tmp_path / "undisturbed").communicate()
    killed(job, articles, tmp_path / "killed")
    if job == "packed":
        (tmp_path / "killed" / ".out.jsonl.gz.1-0123abcd.part").touch()  # as a kill leaves it amid compressing
    again = begun(job, articles, tmp_path / "killed")
    said = again.communicate()[1]
    assert again.returncode == 1  # some records have no text
    assert said.startswith(b"going on with an interrupted run, after ")
    assert contents(tmp_path / "killed") == contents(tmp_path / "undisturbed")


def test_other_standard_input(articles: Path, tmp_path: Path) -> None:
    """Another input through standard input is no second half of the first one: one line, 2, and nothing is lost."""
    killed("clean of stdin", articles, tmp_path / "out")
    other = tmp_path / "other.jsonl"
    other.write_bytes(articles.read_bytes()[100:])
    process = begun("clean of stdin", other, tmp_path / "out")
    said = process.communicate()[1].decode().splitlines()
    assert process.returncode == 2
    assert said[-1].startswith("cleanroom: standard input does not begin as it did for the job that was interrupted")
    assert begun("clean of stdin", articles, tmp_path / "out").communicate()[1].startswith(b"going on with")
    assert (tmp_path / "out" / "out.jsonl").stat().st_size > 0


@pytest.mark.parametrize("job", ["clean", "run"])
def test_standard_input_that_was_read_to_its_end(
    job: str, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job that was interrupted with nothing left to read takes the same standard input only: no other, no longer."""
    data = articles.read_bytes()
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr("cleanroom.outlet.Journal.publish", _interrupted)
        broken.setattr("cleanroom.pipeline.write_stories", _interrupted)
        _piped(job, data, tmp_path)
    for other, how in ((data[100:], "begin"), (b"", "begin"), (data + b'{"id": "more", "text": "More."}\n', "end")):
        with pytest.raises(UsageError, match=f"standard input does not {how} as it did"):
            _piped(job, other, tmp_path)
    _piped(job, data, tmp_path)
    assert list(tmp_path.glob("out*"))


def _interrupted(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt


def _piped(job: str, data: bytes, folder: Path) -> None:
    request = Request(["-"], folder / "out", form="jsonl", stdin=io.BytesIO(data), checkpoint=20_000, workers=1)
    if job == "run":
        run(request)
    else:
        order = Order(str(folder / "out.jsonl"), io.BytesIO())
        pour(request, Config(), order, RejectLog(None), Progress())


@pytest.mark.parametrize("clean", [True, False])
def test_what_was_compared_is_not_compared_again(clean: bool, source: Path, tmp_path: Path) -> None:
    """A run that is interrupted while it writes goes on there: nothing is read, cleaned or compared again.

    Its files are those of an undisturbed one, down to tables that have no rows.
    """

    class Stop(Progress):
        def begin(self, stage: str) -> None:
            if stage == "write":
                raise KeyboardInterrupt
            super().begin(stage)

    class Heard(Progress):
        stages: ClassVar[list[str]] = []

        def begin(self, stage: str) -> None:
            self.stages.append(stage)
            super().begin(stage)

    request = Request([str(source)], tmp_path / "out", clean, checkpoint=1)
    with pytest.raises(KeyboardInterrupt):
        run(request, progress=Stop())
    Heard.stages.clear()
    result = run(request, progress=Heard())
    assert Heard.stages == ["write"]
    run(replace(request, out=tmp_path / "undisturbed"))
    assert contents(tmp_path / "out") == contents(tmp_path / "undisturbed")
    assert result.read == ROWS


def test_a_remote_input(source: Path, undisturbed: Path, tmp_path: Path) -> None:
    """A run of a remote file goes on when the same is read again; another one is refused in one line."""
    import fsspec

    files, url = fsspec.filesystem("memory"), "memory://resume/in.jsonl"
    files.pipe("/resume/in.jsonl", source.read_bytes())
    stopped(url, tmp_path / "out", 4500)
    said: list[str] = []
    run(Request([url], tmp_path / "out", checkpoint=1, tell=said.append))
    assert said[0].startswith("going on with an interrupted run, after 4,1")
    same = ("kept.jsonl", "members.jsonl", "removed.jsonl")
    assert all((tmp_path / "out" / name).read_bytes() == (undisturbed / name).read_bytes() for name in same)
    stopped(url, tmp_path / "other", 4500)
    files.pipe("/resume/in.jsonl", source.read_bytes()[100:])
    with pytest.raises(UsageError, match="a remote input does not begin as it did for the job that was interrupted"):
        run(Request([url], tmp_path / "other", checkpoint=1))


def test_two_jobs_for_one_file(articles: Path, tmp_path: Path) -> None:
    """A second job that would write the same file is refused in one line while the first one is at work."""
    line = [*COMMAND, *(word.format(out=tmp_path) for word in JOBS["clean of stdin"])]
    first = subprocess.Popen(
        line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )  # it ends when its input does: below
    assert first.stdin is not None
    first.stdin.write(articles.read_bytes())
    first.stdin.flush()
    end = time.monotonic() + PATIENCE
    while not list(tmp_path.glob(".*/lines.jsonl")) and time.monotonic() < end:
        time.sleep(0.002)
    second = begun("clean", articles, tmp_path)
    said = second.communicate()[1].decode()
    assert (second.returncode, said.count("\n")) == (2, 1)
    assert "out.jsonl is being written by another process; wait for it" in said
    first.communicate()
    assert first.returncode == 1


@pytest.mark.parametrize("changed", ["inputs", "settings", "options"])
def test_what_has_changed_is_said(changed: str, source: Path, tmp_path: Path) -> None:
    """With other inputs or settings an interrupted run is not gone on with, and that is said."""
    copy = tmp_path / "in.jsonl"
    copy.write_bytes(source.read_bytes())
    stopped(copy, tmp_path / "out", 4500)
    said: list[str] = []
    if changed == "inputs":
        copy.write_bytes(b'{"id": "a", "text": "Another text."}\n')
    config = Config(clean=CleanConfig(keep=("caption",))) if changed == "settings" else Config()
    size = 2 if changed == "options" else 1
    result = run(Request([str(copy)], tmp_path / "out", checkpoint=size, tell=said.append), config)
    assert said == [f"an interrupted run is there, but with other {changed}: beginning again"]
    assert result.documents == (1 if changed == "inputs" else ROWS - ROWS // 100)
    assert not (tmp_path / "out" / ".unfinished").exists()


def test_a_run_that_was_interrupted_while_it_was_published(
    source: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """A run that ended between two of its renames is told of as what it is, and `overwrite` writes it anew."""
    request, really = Request([str(source)], tmp_path / "out", checkpoint=1), Path.replace

    def halfway(self: Path, target: Path) -> Path:
        if self.name == "members.jsonl" and target.parent == request.out:
            raise KeyboardInterrupt
        return really(self, target)

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr("cleanroom.store.folder.shutil.rmtree", lambda *_, **__: None)  # killed, it tidies nothing up
        broken.setattr(Path, "replace", halfway)
        run(request)
    assert (tmp_path / "out" / ".unfinished" / "members.jsonl").exists()
    with pytest.raises(OutputError, match=r"already holds tables; choose another folder, or add --overwrite"):
        run(request)
    run(replace(request, overwrite=True))
    assert contents(tmp_path / "out") == contents(undisturbed)


@pytest.mark.parametrize("damage", [b"", b'{"items": 3', b"[]", b'{"things": 3}'])
@pytest.mark.parametrize("name", ["identity.json", "progress.json"])
def test_a_damaged_checkpoint_is_none(name: str, damage: bytes, tmp_path: Path) -> None:
    """Where the file that says how far a run came, or of what, is damaged, the run begins at the beginning."""
    said: list[str] = []

    def begin() -> None:
        checkpoint.begin(tmp_path, {"inputs": ["a"]}, said.append, lambda *_: None)

    begin()
    checkpoint.save(tmp_path, checkpoint.Checkpoint(items=3))
    (tmp_path / name).write_bytes(damage)
    begin()
    assert checkpoint.load(tmp_path) == checkpoint.Checkpoint()
    assert len(said) == 1
