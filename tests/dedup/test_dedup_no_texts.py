"""`--no-texts`: which id belongs to which story, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from dedup_texts import mixture
from running import SEEDS, cleanroom

from cleanroom.config import Config, DedupConfig, ReadConfig
from cleanroom.errors import UsageError
from cleanroom.pipeline import run
from cleanroom.progress import Progress
from cleanroom.read.again import Again
from cleanroom.request import Request

ANSWER = ("members.jsonl", "removed.jsonl", "rejects.jsonl")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run with texts in `texts`, and one without them in `none`, in the place of one that had them."""
    out = tmp_path_factory.mktemp("out")
    for name in ("texts", "none"):
        assert cleanroom("dedup", str(SEEDS), "-o", str(out / name)).code == 0
    assert cleanroom("dedup", str(SEEDS), "-o", str(out / "none"), "--no-texts", "--overwrite").code == 0
    return out


def test_it_decides_the_same(out: Path) -> None:
    """Members and counts are those of a run with texts."""
    one, other = (json.loads((out / name / "run.json").read_bytes()) for name in ("texts", "none"))
    for name in ANSWER:
        assert (out / "texts" / name).read_bytes() == (out / "none" / name).read_bytes()
    timeless = {"timings": None, "texts": None}
    assert one | timeless == other | timeless


def test_it_holds_no_text(out: Path) -> None:
    """No text is anywhere in the folder, nor what an earlier run has left there."""
    assert {path.name for path in (out / "none").iterdir()} == {*ANSWER, "run.json", "tables"}
    assert not (out / "none" / "tables" / "kept").exists()
    text = (out / "texts" / "kept.jsonl").read_text()[200:240].encode()
    files = [path for path in (out / "none").rglob("*") if path.is_file()]
    assert files
    assert not any(text in path.read_bytes() for path in files)


#: settings by which few texts are read and compared as very many are
LARGE = Config(read=ReadConfig(column_bytes=1), dedup=DedupConfig(kernel_chars=1))


def several(folder: Path) -> Path:
    """A file of texts, of which some are copies."""
    path = folder / "in.jsonl"
    rows = ({"id": f"d{row}", "text": text} for row, text in enumerate(mixture(5)[0][-120:]))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.mark.parametrize("memory", [0, 100_000])
def test_texts_that_are_not_held_decide_the_same(tmp_path: Path, memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large file is compared by texts read from it again: its members are those of texts that were held."""
    path, asked, texts = several(tmp_path), [], Again.texts
    monkeypatch.setattr(Again, "texts", lambda own, numbers: asked.append(len(numbers)) or texts(own, numbers))
    run(Request([str(path)], tmp_path / "held", clean=False), LARGE)
    assert not asked
    run(Request([str(path)], tmp_path / "again", clean=False, texts=False, memory=memory), LARGE)
    members = [(tmp_path / name / "members.jsonl").read_bytes() for name in ("held", "again")]
    assert members[0] == members[1]
    assert members[0].count(b'"copy"') > 5
    assert sum(asked) > 10


def test_a_file_that_changes_meanwhile_is_said(tmp_path: Path) -> None:
    """What is no longer there to be compared is an error, and no answer is published."""
    path = several(tmp_path)

    class Other(Progress):
        def begin(self, stage: str) -> None:
            if stage == "dedup":
                path.write_bytes(path.read_bytes().replace(b"W", b"V"))
            super().begin(stage)

    with pytest.raises(UsageError, match="has changed while it was being read"):
        run(Request([str(path)], tmp_path / "out", clean=False, texts=False), LARGE, Other())
    assert not (tmp_path / "out" / "members.jsonl").exists()


def test_it_can_be_decided_again(out: Path, tmp_path: Path) -> None:
    """`--rethreshold` needs no text, and writes none where there is none."""
    for name in ("texts", "none"):
        done = cleanroom("dedup", str(out / name), "-o", str(tmp_path / name), "--rethreshold", "0.8")
        assert done.code == 0
    assert (tmp_path / "texts" / "members.jsonl").read_bytes() == (tmp_path / "none" / "members.jsonl").read_bytes()
    assert not (tmp_path / "none" / "kept.jsonl").exists()


def test_it_is_no_input(out: Path, tmp_path: Path) -> None:
    """Within a folder that is read it is passed over as any run: its members are no documents."""
    done = cleanroom("dedup", str(out), "-o", str(tmp_path / "out"))
    rejects = map(json.loads, (tmp_path / "out" / "rejects.jsonl").read_text().splitlines())
    assert done.code == 1
    assert {row["source"].rpartition("/")[2]: row["code"] for row in rejects} == dict.fromkeys(
        ("none", "texts"), "run_folder"
    )


@pytest.mark.parametrize("command", ["audit", "apply"])
def test_what_needs_texts_says_so(command: str, out: Path) -> None:
    """Where texts are needed, one line names the remedy."""
    done = cleanroom(command, str(out / "none"), *(["--text"] if command == "audit" else []))
    assert (done.code, done.out) == (2, b"")
    assert done.err.endswith("was made with --no-texts, which this needs; run again on the input without it\n")


@pytest.mark.parametrize("other", [["--index", "x.idx"], ["--engine", "spark"], ["--stream"]])
def test_what_it_does_not_go_with(other: list[str], tmp_path: Path) -> None:
    """One line for what would need texts, before anything is read."""
    out = [] if other == ["--stream"] else ["-o", str(tmp_path / "out")]
    done = cleanroom("dedup", str(SEEDS), *out, "--no-texts", *other)
    assert (done.code, done.out, done.err.count("\n")) == (2, b"", 1)
    assert not (tmp_path / "out").exists()
