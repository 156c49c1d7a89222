"""`cleanroom index` as people type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import Row, cleanroom, lines

from cleanroom.cli import main

TEXTS = {
    "b": "The council voted on Tuesday to close the old bridge for repairs until spring as two pillars have moved.",
    "s": "Pupils of the music school won the national contest in Leeds with a piece for eleven violins of their own.",
}


def rows(**texts: str) -> bytes:
    return b"".join(json.dumps({"id": id, "text": text}).encode() + b"\n" for id, text in texts.items())


def answers(index: str, text: str) -> list[Row]:
    done = cleanroom("index", "query", index, "--from", "jsonl", stdin=rows(asked=text))
    assert done.code == 0, done.err
    (answer,) = map(json.loads, done.out.splitlines())
    matches: list[Row] = answer["matches"]
    return matches


def test_a_day_of_an_index(tmp_path: Path) -> None:
    """Make it, add to it, ask it, remove from it, look at it: each verb says what it did."""
    index, out = str(tmp_path / "idx"), tmp_path / "places.jsonl"
    assert cleanroom("index", "create", index).code == 0
    added = cleanroom("index", "add", index, "--from", "jsonl", "-o", str(out), stdin=rows(**TEXTS))
    assert (added.code, added.text.splitlines()[0]) == (0, "2 documents: 2 founded a story")
    assert [(row["id"], row["outcome"], row["story"]) for row in lines(out)] == [
        ("b", "founded", "b"), ("s", "founded", "s"),
    ]  # fmt: skip
    again = cleanroom("index", "add", index, "--from", "jsonl", stdin=rows(**TEXTS, b2=TEXTS["b"]))
    assert "1 joined one, 2 were known" in again.text
    assert [(row["id"], row["story"], row["jaccard"]) for row in answers(index, TEXTS["b"])] == [
        ("b", "b", 1.0), ("b2", "b", 1.0),
    ]  # fmt: skip
    assert cleanroom("index", "remove", index, "b").code == 0
    assert [row["id"] for row in answers(index, TEXTS["b"])] == ["b2"]
    assert "documents                 2" in cleanroom("index", "stats", index).text
    assert "all is well with 2 documents" in cleanroom("index", "verify", index).text


def test_mistakes_are_one_line(tmp_path: Path) -> None:
    """What cannot be done is one line with the remedy, and exit code 2 or 1."""
    index = str(tmp_path / "idx")
    missing = cleanroom("index", "query", index, stdin=b"A text.")
    remedy = f"make one with: cleanroom index create {index}"
    assert (missing.code, missing.err) == (2, f"cleanroom: {index} holds no index; {remedy}\n")
    cleanroom("index", "create", index, "--threshold", "0.5")
    other = cleanroom("index", "add", index, "--threshold", "0.7", "--from", "jsonl", stdin=rows(**TEXTS))
    assert other.code == 2
    assert "was made with threshold 0.5, not 0.7" in other.err
    cleanroom("index", "add", index, "--from", "jsonl", stdin=rows(**TEXTS))
    conflict = cleanroom("index", "add", index, "--from", "jsonl", stdin=rows(b=TEXTS["s"]))
    assert (conflict.code, "--replace" in conflict.err) == (1, True)
    nothing = cleanroom("index", "remove", index, "no such id")
    assert (nothing.code, "has no document no such id" in nothing.err) == (1, True)
    assert cleanroom("index", "create", index).code == 2


def test_dedup_into_an_index(tmp_path: Path) -> None:
    """`dedup --index` folds today's documents into yesterday's stories; the run holds the stories they are in."""
    index, out = str(tmp_path / "idx"), tmp_path / "out"
    cleanroom("index", "create", index)
    cleanroom("index", "add", index, "--from", "jsonl", stdin=rows(**TEXTS, other="A third story of nine words."))
    today = rows(b2=TEXTS["b"] + " It was late.", new="Quite another text of some words that nobody has seen before.")
    done = cleanroom("dedup", "-", "--from", "jsonl", "--index", index, "-o", str(out), stdin=today)
    assert (done.code, done.err) == (0, "")
    assert [(row["id"], row["index_story"]) for row in lines(out / "kept.jsonl")] == [("b2", "b"), ("new", "new")]
    assert [row["id"] for row in lines(out / "members.jsonl")] == ["b", "b2", "new"]
    told = cleanroom("index", "log", index)
    assert [json.loads(line)["event"] for line in told.out.splitlines()] == ["canonical"]
    again = cleanroom("dedup", "-", "--from", "jsonl", "--index", index, "-o", str(out), stdin=today)
    assert (again.code, "--overwrite" in again.err) == (2, True)
    assert cleanroom("audit", str(out), "--text").code == 0


def test_dedup_into_an_index_loses_no_record(tmp_path: Path) -> None:
    """What `dedup --index` could not read, and an id with another text, are in the books of the run."""
    index, out = str(tmp_path / "idx"), tmp_path / "out"
    cleanroom("index", "create", index)
    cleanroom("index", "add", index, "--from", "jsonl", stdin=rows(**TEXTS))
    new = "Quite another text of some words that nobody has seen before."
    taken = rows(s="Another text under an id that is taken, of a dozen words.")
    today = taken + b"{broken\n" + rows(b2=TEXTS["b"], new=new)
    done = cleanroom("dedup", "-", "--from", "jsonl", "--index", index, "-o", str(out), stdin=today)
    assert done.code == 1
    assert "3 documents: 1 founded a story, 1 joined one, 1 was in conflict\n" in done.text
    rejects = lines(out / "rejects.jsonl")
    assert [(row["position"], row["code"]) for row in rejects] == [(1, "id_conflict"), (2, "json")]
    assert "id s" in rejects[0]["message"]
    assert [row["id"] for row in lines(out / "members.jsonl")] == ["b", "b2", "new"]
    facts = json.loads((out / "run.json").read_bytes())
    assert (facts["read"], facts["rejected"], facts["documents"]) == (5, 2, 3)
    assert facts["rejects"] == {"id_conflict": 1, "json": 1}
    table = cleanroom("audit", str(out), "--sql", "SELECT position FROM rejects ORDER BY position")
    assert (table.code, [word for word in table.text.split() if word in "12"]) == (0, ["1", "2"])


def test_dedup_into_an_index_of_rejects_alone(tmp_path: Path) -> None:
    """Where no record could be used, the run holds the rejects and no story of the index."""
    index, out = str(tmp_path / "idx"), tmp_path / "out"
    cleanroom("index", "create", index)
    cleanroom("index", "add", index, "--from", "jsonl", stdin=rows(**TEXTS))
    done = cleanroom("dedup", "-", "--from", "jsonl", "--index", index, "-o", str(out), stdin=rows(b=TEXTS["s"]))
    facts = json.loads((out / "run.json").read_bytes())
    assert (done.code, facts["read"], facts["rejected"], facts["documents"]) == (1, 1, 1, 0)
    assert lines(out / "kept.jsonl") == []


def test_the_words_for_one_and_for_more(tmp_path: Path) -> None:
    """The summary of `index add` names every document once, in the right number."""
    index = str(tmp_path / "idx")
    cleanroom("index", "create", index)
    cleanroom("index", "add", index, "--from", "jsonl", stdin=rows(**TEXTS))
    one = cleanroom("index", "add", index, "--from", "jsonl", stdin=rows(b=TEXTS["b"]))
    assert one.text.splitlines()[0] == "1 document: 1 was known"
    two = cleanroom("index", "add", index, "--from", "jsonl", stdin=rows(b=TEXTS["s"], s=TEXTS["b"]))
    assert two.text.splitlines()[0] == "2 documents: 2 were in conflict"


def test_a_folder_that_is_something_else(tmp_path: Path) -> None:
    """A folder that is there but is no index is called so; the remedy is another path, not one that would fail."""
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "run.json").write_text("{}")
    done = cleanroom("index", "stats", str(tmp_path / "run"))
    assert (done.code, "is there but is no index; give another path" in done.err) == (2, True)
    assert f"create {tmp_path}" not in done.err


def test_options_may_stand_before_paths(tmp_path: Path) -> None:
    """IDX and PATH are found whatever options stand between them."""
    index = str(tmp_path / "idx")
    cleanroom("index", "create", index)
    assert cleanroom("index", "add", index, "--from", "jsonl", "-", stdin=rows(**TEXTS)).code == 0
    assert cleanroom("index", "add", index, "--nonsense").code == 2
    assert cleanroom("index", "remove", index).code == 2


def test_a_large_file_is_read_in_blocks(tmp_path: Path) -> None:
    """Of a file that is read in blocks every record is taken or named, with its position, in the order of the file."""
    index, places = str(tmp_path / "idx"), tmp_path / "places.jsonl"
    texts = [" ".join(f"word{number}n{place % 997}" for place in range(18_000)) for number in range(60)]
    records = [rows(**{f"d{number:02d}": text}) for number, text in enumerate(texts)]
    records[30] = b"{broken\n"
    records[50] = rows(d10=texts[50])
    (tmp_path / "large.jsonl").write_bytes(b"".join(records))
    cleanroom("index", "create", index, "--no-texts")
    done = cleanroom("index", "add", index, str(tmp_path / "large.jsonl"), "--batch", "7", "-o", str(places))
    assert (done.code, "59 documents: 58 founded a story, 1 was in conflict" in done.text) == (1, True)
    assert [line.split(":")[2] for line in done.err.splitlines() if line.startswith("rejected")] == ["31", "51"]
    expected = [f"d{number:02d}" if number != 50 else "d10" for number in range(60) if number != 30]
    assert [row["id"] for row in lines(places)] == expected


def test_compiling_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where loops are not compiled yet, a line says so before they are; `stats`, which needs none, says nothing."""
    index = str(tmp_path / "idx")
    assert main(["index", "create", index]) == 0
    monkeypatch.setattr("cleanroom.kernels.compile._folders", list)
    assert (main(["index", "stats", index]), capsys.readouterr().err) == (0, "")
    assert main(["index", "compact", index]) == 0
    assert capsys.readouterr().err.startswith("cleanroom: compiling loops, once on this machine")
