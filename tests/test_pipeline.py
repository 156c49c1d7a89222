"""The pipeline as a library: what a run writes depends on its records and settings, on nothing else."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from running import COMMAND, PATIENCE, SEEDS, Row, by_id, environment, lines, summary, table

from cleanroom.config import Config, DedupConfig
from cleanroom.errors import OutputError, UsageError
from cleanroom.pipeline import Summary, run
from cleanroom.progress import Progress
from cleanroom.read import read, total_bytes
from cleanroom.request import Request
from cleanroom.write import write

FILES = ("kept.jsonl", "members.jsonl", "removed.jsonl", "rejects.jsonl")
SYLLABLES = "ba con de fi gu hel in jo ka lo mi ner or pa qui re sto tu ver wa".split()
SUBJECTS = ("the bridge", "the harbour", "the old school", "the night train", "the water works", "the town museum")


def story(draw: random.Random, subject: str) -> str:
    """A made-up article: sentences of made-up words about a subject."""
    words = ["".join(draw.choices(SYLLABLES, k=draw.randint(1, 4))) for _ in range(400)]
    ends = ("failed", "grew", "ended")
    sentences = [f"The {' '.join(draw.choices(words, k=9))} of {subject} {draw.choice(ends)}." for _ in range(30)]
    return "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, 30, 3))


def records() -> list[Row]:
    """Stories with copies, truncated copies and junk, and records that are no good."""
    draw = random.Random(7)
    rows: list[Row] = []
    for number, subject in enumerate(SUBJECTS * 3):
        text = story(draw, subject)
        rows.append({"id": f"{number}-a", "text": text, "date": "2020-01-01", "n": number})
        rows.append({"id": f"{number}-b", "text": f"{text}\n\nREAD MORE: Another story about {subject}", "n": number})
        if number % 3 == 0:
            rows.append({"id": f"{number}-c", "text": text[: len(text) * 2 // 3], "n": number})
    return [*rows, {"id": "empty", "text": ""}, {"id": "none"}, {"id": "0-a", "text": "Another text under an old id."}]


def write_jsonl(path: Path, rows: list[Row]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def bytes_of(out: Path, names: tuple[str, ...] = FILES) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in names}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Summary, Path]:
    """A run over the made-up records in the order they were made."""
    folder = tmp_path_factory.mktemp("first")
    source = write_jsonl(folder / "in.jsonl", records())
    return run(Request([str(source)], folder / "out")), folder / "out"


def test_counts_reconcile(first: tuple[Summary, Path]) -> None:
    """read = rejected + documents, documents = kept + folded, in the summary, run.json and the files."""
    result, out = first
    facts = summary(out)
    assert (result.read, result.rejected) == (len(records()), 3)
    assert result.rejects == {"duplicate_id": 1, "empty": 1, "no_text": 1}
    assert (result.kept, result.folded) == (18, 24)
    assert {name: facts[name] for name in ("read", "rejected", "documents", "kept", "folded", "roles", "removed")} == {
        name: getattr(result, name) for name in ("read", "rejected", "documents", "kept", "folded", "roles", "removed")
    }


def test_every_folded_document_points_to_a_kept_one(first: tuple[Summary, Path]) -> None:
    """Each document has one member row; its kept text is a kept story's, and `copies` counts those folded into it."""
    _, out = first
    members, kept = by_id(lines(out / "members.jsonl")), by_id(lines(out / "kept.jsonl"))
    assert set(members) == {row["id"] for row in table(out, "documents")}
    for row in members.values():
        assert members[row["kept"]]["role"] in ("canonical", "single")
        assert members[row["kept"]]["story"] == row["story"]
    assert {id: row["copies"] for id, row in kept.items()} == {
        id: sum(row["kept"] == id for row in members.values()) - 1 for id in kept
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_the_input_changes_nothing(seed: int, first: tuple[Summary, Path], tmp_path: Path) -> None:
    """Shuffled records, in one file or in several, give the same bytes."""
    rows = [row for row in records() if row != {"id": "0-a", "text": "Another text under an old id."}]
    random.Random(seed).shuffle(rows)
    half = len(rows) // seed
    paths = [write_jsonl(tmp_path / f"{n}.jsonl", part) for n, part in enumerate((rows[:half], rows[half:])) if part]
    run(Request([str(path) for path in paths], tmp_path / "out"))
    names = ("kept.jsonl", "members.jsonl", "removed.jsonl")
    assert bytes_of(tmp_path / "out", names) == bytes_of(first[1], names)


def test_a_run_again_is_the_same(first: tuple[Summary, Path]) -> None:
    """The same run again, with `overwrite`, writes the same bytes; run.json differs in nothing but the timings."""
    result, out = first
    before, facts = bytes_of(out), summary(out)
    tables = {str(part): part.read_bytes() for part in (out / "tables").rglob("*.parquet")}
    again = run(Request([str(out.parent / "in.jsonl")], out, overwrite=True))
    assert bytes_of(out) == before
    assert {str(part): part.read_bytes() for part in (out / "tables").rglob("*.parquet")} == tables
    assert {**summary(out), "timings": None} == {**facts, "timings": None}
    assert again.roles == result.roles


def test_the_batch_size_changes_nothing(first: tuple[Summary, Path], tmp_path: Path) -> None:
    """One record at a time or all at once: the same bytes."""
    config = Config()
    object.__setattr__(config.read, "batch_documents", 1)
    run(Request([str(first[1].parent / "in.jsonl")], tmp_path / "out"), config)
    assert bytes_of(tmp_path / "out") == bytes_of(first[1])


def test_the_threshold_is_used(first: tuple[Summary, Path], tmp_path: Path) -> None:
    """At a threshold of 1 nothing but equal texts is folded."""
    result = run(
        Request([str(first[1].parent / "in.jsonl")], tmp_path / "out"), Config(dedup=DedupConfig(threshold=1.0))
    )  # fmt: skip
    assert result.roles.get("copy", 0) == 18


def test_dedup_cuts_nothing(first: tuple[Summary, Path], tmp_path: Path) -> None:
    """A run that does not clean leaves every text as it was read."""
    result = run(Request([str(first[1].parent / "in.jsonl")], tmp_path / "out", clean=False))
    raw = {row["id"]: row["text"] for row in records()[:-3]}
    assert {row["id"]: row["text"] for row in table(tmp_path / "out", "documents")} == raw
    assert (result.removed, lines(tmp_path / "out" / "removed.jsonl")) == ({}, [])


# tables


@pytest.mark.parametrize("name", ["kept", "members", "removed", "rejects"])
def test_tables_hold_what_the_lines_hold(name: str, first: tuple[Summary, Path]) -> None:
    """pyarrow and DuckDB read the tables as they are, and find the rows of the JSON lines."""
    _, out = first
    rows = lines(out / f"{name}.jsonl")
    assert rows
    own = {"fields", "n"}
    plain = [{key: value for key, value in row.items() if key not in own} for row in rows]
    by_arrow = [{key: value for key, value in row.items() if key not in own} for row in table(out, name)]
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT * FROM read_parquet('{out}/tables/{name}/*.parquet')")
        columns = [column[0] for column in found.description]
        by_duckdb = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    by_duckdb = [{key: value for key, value in row.items() if key not in own} for row in by_duckdb]

    def sorted_rows(some: list[Row]) -> list[str]:
        return sorted(json.dumps(row, sort_keys=True) for row in some)

    assert sorted_rows(plain) == sorted_rows(by_arrow) == sorted_rows(by_duckdb)


def test_pairs_are_ordered_and_exact(first: tuple[Summary, Path]) -> None:
    """`pairs` names documents in order, with scores from 0 to 1, and each folded document has one."""
    _, out = first
    pairs = {(row["a"], row["b"]): row for row in table(out, "pairs")}
    assert pairs
    for (a, b), row in pairs.items():
        assert a < b
        assert 0 <= row["jaccard"] <= min(row["a_in_b"], row["b_in_a"]) <= max(row["a_in_b"], row["b_in_a"]) <= 1
    for row in lines(out / "members.jsonl"):
        if row["id"] != row["kept"]:
            pair = pairs[min(row["id"], row["kept"]), max(row["id"], row["kept"])]
            assert row["jaccard"] == pytest.approx(pair["jaccard"])


def test_cuts_are_spans_of_the_raw_text(first: tuple[Summary, Path]) -> None:
    """Every cut is documents.raw from start to end."""
    _, out = first
    raw = {row["id"]: row["raw"] for row in table(out, "documents")}
    cuts = lines(out / "removed.jsonl")
    assert len(cuts) >= 18
    assert all(raw[cut["id"]][cut["start"] : cut["end"]] == cut["text"] for cut in cuts)


def test_own_fields_travel(tmp_path: Path) -> None:
    """Own fields are in kept.jsonl with their types; a name that is taken gets a prefix, twice if need be."""
    own = {
        "n": 1,
        "f": 0.5,
        "b": True,
        "none": None,
        "list": [1, "a", {"x": []}],
        "deep": {"a": {"b": "ü"}},
        "": "empty",
    }
    taken = {"copies": 5, "story": "mine", "own_story": "also mine", "author": ["A", "B"]}
    source = write_jsonl(tmp_path / "in.jsonl", [{"id": "1", "text": story(random.Random(1), "a"), **own, **taken}])
    run(Request([str(source)], tmp_path / "out"))
    (kept,) = lines(tmp_path / "out" / "kept.jsonl")
    assert {name: kept[name] for name in own} == own
    assert (kept["copies"], kept["story"], kept["own_copies"], kept["own_author"]) == (0, "1", 5, ["A", "B"])
    assert {kept["own_story"], kept["own_own_story"]} == {"mine", "also mine"}


def test_own_text_fields(tmp_path: Path) -> None:
    """With `text_field` the text comes from there, and the record's own `text` travels as own_text."""
    row = {"ref": "r1", "text": "A teaser.", "article": story(random.Random(2), "b")}
    run(
        Request(
            [str(write_jsonl(tmp_path / "in.jsonl", [row]))], tmp_path / "out", text_field="article", id_field="ref"
        )
    )
    (kept,) = lines(tmp_path / "out" / "kept.jsonl")
    assert (kept["id"], kept["own_text"]) == ("r1", "A teaser.")
    assert kept["text"] == row["article"]


# one run at a time, whole or not at all


def waiting_run(out: Path, *options: str) -> subprocess.Popen[bytes]:
    """A run that has begun and waits for standard input."""
    process = subprocess.Popen(
        [*COMMAND, "run", "--from", "jsonl", "-o", str(out), *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    until(lambda: (out / ".unfinished" / "tables").exists() or process.poll() is not None)
    assert process.poll() is None
    return process


def until(happened: Callable[[], bool]) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_two_runs_on_one_folder(tmp_path: Path) -> None:
    """A second run on a folder that is being written gets one line that names the process; the first one goes on."""
    out = tmp_path / "out"
    process = waiting_run(out)
    with pytest.raises(OutputError) as caught:
        run(Request([str(SEEDS)], out))
    assert str(caught.value) == (
        f"{out} is being written by process {process.pid}; wait for it, or choose another folder"
    )
    _, error = process.communicate(json.dumps({"id": "a", "text": "A text of the first run."}).encode(), PATIENCE)
    assert (process.returncode, error) == (0, b"")
    assert [row["id"] for row in lines(out / "kept.jsonl")] == ["a"]


@pytest.mark.parametrize("held", [False, True])
def test_a_killed_run(held: bool, tmp_path: Path) -> None:
    """A run that is killed leaves no file under a final name, or the old run as it was; the next run works."""
    out = tmp_path / "out"
    if held:
        run(Request([str(next(SEEDS.glob("003*")))], out))
    before = {str(path): path.read_bytes() for path in out.rglob("*") if path.is_file() and path.name != ".lock"}
    process = waiting_run(out, *(["--overwrite"] if held else []))
    assert process.stdin is not None
    process.stdin.write(json.dumps({"id": "a", "text": "A text that is lost. " * 9_000}).encode() + b"\n")
    process.stdin.flush()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    left = {str(path): path.read_bytes() for path in out.rglob("*") if path.is_file() and path.name != ".lock"}
    assert {path: data for path, data in left.items() if ".unfinished" not in path} == before
    assert run(Request([str(SEEDS)], out, overwrite=held)).documents == 5
    assert summary(out)["documents"] == 5
    assert not (out / ".unfinished").exists()


def test_what_fails_within_leaves_nothing(tmp_path: Path) -> None:
    """An error in the middle of a run, here of the caller's own progress, leaves no file and no staging."""

    class Stop(Progress):
        def took(self, documents: int, characters: int = 0, left: int = 0) -> None:
            raise RuntimeError(f"{self.stage} {self.documents}")

    with pytest.raises(RuntimeError, match="clean 0"):
        run(Request([str(SEEDS)], tmp_path / "out"), progress=Stop())
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_call_makes_no_folder(tmp_path: Path) -> None:
    """A missing path or an unknown form is a UsageError before anything is made."""
    for request in (
        Request([str(tmp_path / "missing")], tmp_path / "out"), Request([str(SEEDS)], tmp_path / "out", form="pdf"),
    ):  # fmt: skip
        with pytest.raises(UsageError):
            run(request)
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told(tmp_path: Path) -> None:
    """The caller's progress hears of stages, documents, characters, stories and every byte that was read."""
    heard: list[tuple[str, int, int, int, int]] = []

    class Heard(Progress):
        def begin(self, stage: str) -> None:
            heard.append((self.stage, self.documents, self.characters, self.left, self.bytes))
            super().begin(stage)

    progress = Heard()
    done = run(Request([str(SEEDS)], tmp_path / "out", learn=True), progress=progress)
    size = sum(path.stat().st_size for path in SEEDS.glob("*.txt"))
    assert heard == [
        ("", 0, 0, 0, 0), ("learn", 5, 0, 0, size),
        ("clean", 5, done.characters, done.characters - done.removed_characters, size), ("dedup", 0, 0, 0, 0),
    ]  # fmt: skip
    assert (progress.stage, progress.stories, progress.folded) == ("write", 3, 2)


def test_bytes_of_every_format_are_told(tmp_path: Path) -> None:
    """The bytes that are read are those of the files, also compressed ones and ones that a library opens itself."""
    rows = [{"id": str(n), "text": f"Text number {n} of some length, and then more of it."} for n in range(300)]
    files = [tmp_path / name for name in ("a.jsonl", "b.jsonl.gz", "c.parquet")]
    for number, path in enumerate(files):
        write([row | {"id": f"{number}.{row['id']}"} for row in rows], path)
    told: list[int] = []
    names = [str(path) for path in files]
    assert len(list(read(names, tally=told.append))) == 900
    assert sum(told) == total_bytes(names) == sum(path.stat().st_size for path in files)
    assert total_bytes(["-"]) is None
