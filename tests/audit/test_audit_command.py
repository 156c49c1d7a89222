"""`cleanroom audit` in the terminal: text, SQL, odd runs, and what is an operator's mistake."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from auditing import app
from running import ROOT, SEEDS, cleanroom, environment, table

pytestmark = pytest.mark.xdist_group("audit")

DOCS = (ROOT / "docs/audit.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^(\w[^\n]*\?)\n```sql\n(.*?)```", DOCS, re.S | re.M)
COPY = "copy/of?the=one&more#1"


def test_the_overview_as_text(looked_at: Path) -> None:
    """Counts that reconcile, kinds, places, sources and settings, without colour or escapes in a pipe."""
    done = cleanroom("audit", str(looked_at), "--text")
    assert (done.code, done.err) == (0, "")
    assert done.text.startswith("9 read - 0 rejected = 9 documents\n9 documents - 3 folded = 6 stories kept\n")
    assert "icon_sprite" in done.text
    assert "\x1b" not in done.text


def test_a_story_as_text(looked_at: Path) -> None:
    """A story's members and the diff of one with the kept text; moved passages and changes are marked."""
    done = cleanroom("audit", str(looked_at), "--text", "--story", COPY)
    assert (done.code, done.err) == (0, "")
    pair = next(row for row in table(looked_at, "pairs") if row["b"] == COPY)
    assert "    ".join(f"{pair[name]:.3f}" for name in ("jaccard", "b_in_a", "a_in_b")) in done.text
    assert "[-March,-] {+April,+}" in done.text
    assert "<~The harbour master" in done.text
    assert "\x1b" not in done.text
    assert "\u202e" not in done.text


@pytest.mark.parametrize(("question", "statement"), QUESTIONS, ids=[question for question, _ in QUESTIONS])
def test_documented_questions(looked_at: Path, question: str, statement: str) -> None:
    """Every question of the documentation has an answer on a run, in the columns that it names."""
    done = cleanroom("audit", str(looked_at), "--json", "--sql", statement)
    assert done.code == 0, done.err
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert rows or "rejects" in statement or "/ 2" in statement or "> 100" in statement or "different" in statement


def test_there_are_ten_questions() -> None:
    """The documentation answers ten questions."""
    assert len(QUESTIONS) == 10


def test_an_answer_as_a_table(looked_at: Path) -> None:
    """Without --json the answer is a table on which nothing acts, long texts cut to one line."""
    statement = "SELECT id, raw FROM documents WHERE raw LIKE '%Norhaven%' ORDER BY id"
    done = cleanroom("audit", str(looked_at), "--sql", statement)
    head, *rows = done.text.splitlines()
    assert head.split() == ["id", "raw"]
    assert len(rows) == 2
    assert all(len(row) < 200 and "\x1b" not in row for row in rows)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--sql", "SELEC 1"], "syntax error"),
        (["--sql", "SELECT nothing FROM members"], "nothing"),
        (["--sql", "SELECT * FROM stories"], "the tables are compared, comparisons, documents, kept, members"),
        (["--sql", "DROP TABLE members"], "changes nothing: give one SELECT"),
        (["--sql", "CREATE TABLE a AS SELECT 1"], "give one SELECT"),
        (["--sql", "SELECT 1; SELECT 2"], "give one SELECT"), (["--sql", ""], "give one SELECT"),
        (["--text", "--story", "nobody"], "has no document nobody"),
        (["--text", "--story", COPY, "--member", "nobody"], "no folded document of that story"),
        (["--html", "{run}/tables"], "is a folder"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_mistakes_are_one_line(looked_at: Path, arguments: list[str], said: str) -> None:
    """What cannot be answered is one line and exit code 2."""
    done = cleanroom("audit", str(looked_at), *(text.format(run=looked_at) for text in arguments))
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert said in done.err


@pytest.mark.parametrize(
    "command", [["audit"], ["audit", "--text"], ["audit", "--sql", "SELECT 1"], ["apply"]], ids=" ".join
)
def test_no_run_no_audit(tmp_path: Path, command: list[str]) -> None:
    """A folder that holds no run, and one that is not there, are said to be so; nothing is made in them."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        done = cleanroom(*command, str(folder))
        assert (done.code, done.err.count("\n")) == (2, 1)
    assert not list(tmp_path.iterdir())


def test_a_run_that_cannot_be_written_to(looked_at: Path, tmp_path: Path) -> None:
    """Where no index can be kept beside the run a temporary one does, and nothing of it stays."""
    run, temporary = tmp_path / "run", tmp_path / "tmp"
    shutil.copytree(looked_at, run, ignore=shutil.ignore_patterns(".audit"))
    (run / ".audit").write_text("in the way")
    temporary.mkdir()
    done = cleanroom("audit", str(run), "--text", env=environment(TMPDIR=str(temporary)))
    assert (done.code, done.err) == (0, "")
    assert done.text.startswith("9 read")
    assert not list(temporary.iterdir())


def test_a_run_without_cuts_or_stories(tmp_path: Path) -> None:
    """A run that only folded, and one of nothing but rejects, can be looked at like any other."""
    assert cleanroom("dedup", str(SEEDS), "-o", str(tmp_path / "folded")).code == 0
    empty = tmp_path / "empty.jsonl"
    empty.write_text("no JSON\n")
    assert cleanroom("run", str(empty), "-o", str(tmp_path / "nothing")).code == 1
    for run in ("folded", "nothing"):
        with app(tmp_path / run) as running:
            for page in ("overview", "stories", "documents", "rules", "review", "decisions"):
                assert running.get(page).status == 200, page
            assert running.get("stories", q="anything").status == 200
        assert cleanroom("audit", str(tmp_path / run), "--html", str(tmp_path / "report.html")).code == 0
        assert cleanroom("audit", str(tmp_path / run), "--text").code == 0


def test_a_document_of_fifty_megabytes(tmp_path: Path) -> None:
    """A huge document is shown a window at a time, and two of them are compared at their beginnings."""
    lines = "".join(f"Row {number} of the register says nothing new about the matter.\n" for number in range(900_000))
    records = tmp_path / "huge.jsonl"
    with records.open("w", encoding="utf-8") as file:
        for name, text in (("one", lines), ("two", lines[:2_000_000] + "END\n")):
            file.write(json.dumps({"id": name, "text": text}) + "\n")
    assert cleanroom("dedup", str(records), "-o", str(tmp_path / "run")).code == 0
    with app(tmp_path / "run") as running:
        whole = running.get("document", id="one")
        assert whole.status == 200
        assert "Characters 0 to 100,000 of 5" in whole.body
        assert len(whole.body) < 1_000_000
        last = running.get("document", id="one", at="49999999")
        assert "after →" in last.body
        for page in (running.get("compare", left="one", right="two"), running.get("story", id="one")):
            assert page.status == 200
            assert len(page.body) < 2_000_000
