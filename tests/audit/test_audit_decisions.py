"""Decisions: what they do to a run, that they can be repeated and taken back, and what is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from auditing import HOSTILE, make_run
from hypothesis import given
from hypothesis import strategies as st
from running import SEEDS, Done, Row, by_id, cleanroom, lines, summary, table

from cleanroom.clean.separate import join
from cleanroom.decisions import Decision, load
from cleanroom.decisions.spans import TextDecisions
from cleanroom.errors import UsageError
from cleanroom.records import Removal

pytestmark = pytest.mark.xdist_group("audit")

S000, S001, S002, S003, S004 = (f"seeds/{path.name}" for path in sorted(SEEDS.glob("*.txt")))
COPY = "copy/of?the=one&more#1"
ORIGINAL = "<script>alert('id')</script>"
SOURCE = "\"><img src=x onerror=alert('source')>"


def line(number: int, action: str, **values: object) -> Row:
    return {"action": action, "id": str(number), "at": "2026-01-01T00:00:00Z", **values}


def span(action: str, run: Path, document: str, text: str, number: int = 1, **values: object) -> Row:
    raw = by_id(table(run, "documents"))[document]["raw"]
    start = raw.index(text)
    return line(number, action, document=document, start=start, end=start + len(text), text=text, **values)


@pytest.fixture
def run(looked_at: Path, tmp_path: Path) -> Path:
    """A copy of the run that may be changed."""
    return Path(shutil.copytree(looked_at, tmp_path / "run", ignore=shutil.ignore_patterns(".audit", ".lock")))


def apply(run: Path, *rows: Row) -> Done:
    """Add decisions and apply all there are."""
    with (run / "decisions.jsonl").open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    done = cleanroom("apply", str(run))
    assert done.code == 0, done.err
    summary(run)
    return done


def content(run: Path) -> dict[str, object]:
    """Everything a run says, but for seconds and the decisions themselves."""
    facts = summary(run)
    del facts["timings"], facts["inputs"]
    facts.pop("decisions", None)
    tables = {
        path.name: sorted(table(run, path.name), key=json.dumps)
        for path in sorted((run / "tables").iterdir()) if path.name != "overruled"
    }  # fmt: skip
    return {"facts": facts, **{path.name: path.read_bytes() for path in run.glob("[kmr]*.jsonl")}, **tables}


def states(run: Path) -> list[str]:
    return [row["state"] for row in json.loads((run / "run.json").read_bytes())["decisions"]]


def roles(run: Path) -> dict[str, tuple[str, str]]:
    return {row["id"]: (row["role"], row["kept"]) for row in lines(run / "members.jsonl")}


def every_action(run: Path) -> list[Row]:
    return [
        line(1, "split", document=S002, other=S001),
        line(2, "merge", document=S003, other=S004),
        line(3, "canonical", document=S000),
        span("keep", run, S004, "Comments are closed.", 4),
        span("cut", run, S003, "Iraqi", 5, kind="boilerplate"),
        line(6, "never", rule="run.comments", source=""),
    ]


def test_none_changes_nothing(run: Path) -> None:
    """Applying no decisions touches no file of the run."""
    before = {path: path.stat().st_mtime_ns for path in run.rglob("*") if path.is_file()}
    assert "nothing new" in apply(run).text
    after = {path: path.stat().st_mtime_ns for path in run.rglob("*") if path.is_file()}
    assert {path: time for path, time in after.items() if path.name not in (".lock", "decisions.jsonl")} == before


def test_stories_follow(run: Path) -> None:
    """A split leaves its story, a merge has one kept text, a canonical text is kept; scores are against it."""
    apply(run, *every_action(run)[:3])
    found = roles(run)
    assert found[S002] == ("single", S002)
    assert found[S000] == ("canonical", S000)
    assert found[S001] == ("copy", S000)
    assert sorted((found[S003][0], found[S004][0])) == ["canonical", "copy"]
    assert found[S003][1] == found[S004][1]
    members = by_id(lines(run / "members.jsonl"))
    pairs = {(row["a"], row["b"]): row for row in table(run, "pairs")}
    assert members[S001]["jaccard"] == pairs[S000, S001]["jaccard"] > 0.7
    assert 0 < pairs[S003, S004]["jaccard"] < 0.1
    assert states(run) == ["applied"] * 3


def test_who_chose_the_kept_text_is_said(run: Path) -> None:
    """After a decision the terminal names it as the reason for the kept text; other stories have the policy."""
    asked = cleanroom("audit", str(run), "--text", "--story", S000)
    assert "kept by policy complete: Most words that another copy has too" in asked.text
    apply(run, line(7, "canonical", document=S000))
    asked = cleanroom("audit", str(run), "--text", "--story", S000)
    assert "kept by a decision: A person chose it (decision 7).\n" in asked.text
    assert "policy" not in asked.text.partition("Jaccard")[0]
    assert "kept by policy complete: " in cleanroom("audit", str(run), "--text", "--story", COPY).text


def test_texts_follow(run: Path) -> None:
    """A kept span is in the text again, a cut one is gone, and kept text and cuts still rebuild the raw text."""
    apply(run, *every_action(run)[3:])
    documents = by_id(table(run, "documents"))
    assert documents[S004]["text"].rstrip().endswith("Comments are closed.")
    assert documents[S003]["raw"].count("Iraqi") - documents[S003]["text"].count("Iraqi") == 1
    assert "It was just expected" in documents[S002]["text"]
    cuts: dict[str, list[Removal]] = {}
    for row in lines(run / "removed.jsonl"):
        cuts.setdefault(row.pop("id"), []).append(Removal(**row))
    for name, document in documents.items():
        assert join(document["raw"], cuts.get(name, [])) == document["text"]
        assert all(document["raw"][cut.start : cut.end] == cut.text for cut in cuts.get(name, []))
    assert [cut.rule for cut in cuts[S003]] == ["decision"]
    assert states(run) == ["applied"] * 3


def test_twice_changes_nothing_more(run: Path) -> None:
    """Applying all kinds of decisions a second time touches nothing."""
    apply(run, *every_action(run))
    before = {path: path.read_bytes() for path in run.rglob("*") if path.is_file()}
    assert "nothing new" in apply(run).text
    assert {path: path.read_bytes() for path in run.rglob("*") if path.is_file()} == before


def test_a_later_run_gives_the_same(run: Path, tmp_path: Path) -> None:
    """A new run with --decisions has the same files as the run they were applied to, and keeps the decisions."""
    apply(run, *every_action(run))
    again = make_run(tmp_path / "again", "--decisions", str(run / "decisions.jsonl"))
    assert content(again) == content(run)
    assert lines(again / "decisions.jsonl") == lines(run / "decisions.jsonl")


def test_all_can_be_taken_back(run: Path, looked_at: Path) -> None:
    """Decisions that are taken back leave the run as the machine made it."""
    rows = every_action(run)
    apply(run, *rows)
    assert content(run) != content(looked_at)
    apply(run, *(line(100 + number, "undo", decision=row["id"]) for number, row in enumerate(rows)))
    assert content(run) == content(looked_at)


def test_one_by_one_is_as_all_at_once(run: Path, tmp_path: Path) -> None:
    """The result depends on the decisions that stand, not on when they were applied."""
    together = Path(shutil.copytree(run, tmp_path / "together"))
    rows = every_action(run)
    for row in rows:
        apply(run, row)
    apply(together, *rows)
    assert content(run) == content(together)


def test_the_last_one_wins_and_it_is_said(run: Path) -> None:
    """Of decisions that contradict each other the last one holds; the other one is named."""
    done = apply(
        run, line(1, "canonical", document=S000), line(2, "canonical", document=S001),
        line(3, "merge", document=S003, other=S004), line(4, "split", document=S003, other=S004),
        span("cut", run, S003, "Iraqi", 5, kind="tags"), span("keep", run, S003, "Iraqi", 6),
    )  # fmt: skip
    assert states(run) == ["overruled", "applied", "overruled", "applied", "overruled", "applied"]
    assert done.err.count("overruled: ") == 3
    assert roles(run)[S000] == ("copy", S001)
    assert roles(run)[S003] == ("single", S003)


def test_splitting_off_the_kept_text(run: Path) -> None:
    """If the kept text leaves, the policy keeps another copy of the story, no excerpt."""
    apply(run, line(1, "split", document=S001, other=S000))
    found = roles(run)
    assert (found[S001], found[S000], found[S002][1]) == (("single", S001), ("canonical", S000), S000)


def test_what_is_gone_is_said(run: Path) -> None:
    """Decisions about what a run does not have are named and change nothing."""
    before = content(run)
    done = apply(
        run, line(1, "canonical", document="nobody"),
        line(2, "keep", document=S003, start=0, end=9, text="not there"),
        line(3, "cut", document="nobody", start=0, end=1, text="x", kind="tags"),
        line(4, "never", rule="en.share", source="nowhere"),
    )  # fmt: skip
    assert states(run) == ["impossible", "impossible", "impossible", "already"]
    assert done.err.count("impossible: ") == 3
    assert content(run) == before


def test_a_span_is_found_again(run: Path) -> None:
    """A span that has moved is found by its text, if it stands there once."""
    apply(run, {**span("keep", run, S004, "Comments are closed.", 1), "start": 3, "end": 23})
    assert by_id(table(run, "documents"))[S004]["text"].rstrip().endswith("Comments are closed.")


def test_another_threshold_keeps_decisions(run: Path, tmp_path: Path) -> None:
    """Deciding the run again at another threshold keeps what people decided about texts and stories."""
    apply(run, line(1, "canonical", document=S000), span("keep", run, S004, "Comments are closed.", 2))
    strict = tmp_path / "strict"
    assert cleanroom("dedup", str(run), "-o", str(strict), "--rethreshold", "0.6").code == 0
    assert roles(strict)[S001] == ("copy", S000)
    apply(strict, line(3, "undo", decision="1"), line(4, "undo", decision="2"))
    fresh = tmp_path / "fresh"
    assert cleanroom("run", str(SEEDS), str(HOSTILE), "-o", str(fresh), "--threshold", "0.6").code == 0
    assert lines(strict / "members.jsonl") == lines(fresh / "members.jsonl")
    assert lines(strict / "removed.jsonl") == lines(fresh / "removed.jsonl")


def test_a_decision_whose_id_is_taken_is_told(run: Path, tmp_path: Path) -> None:
    """A new decision under an id that the folder has for another is left out and told; reports are told apart."""
    (run / "decisions.jsonl").write_text(json.dumps(line(1, "canonical", document=S000)) + "\n")
    (tmp_path / "new.jsonl").write_text(json.dumps(line(1, "canonical", document=S001)) + "\n")
    inputs = (str(SEEDS), str(HOSTILE), "--decisions", str(tmp_path / "new.jsonl"))
    done = cleanroom("run", *inputs, "-o", str(run), "--overwrite")
    assert done.err == f"{run} has another decision 1: the new one is left out; give it its own id\n"
    assert done.text.startswith("before decisions:\n")
    assert "\n1 decision: 1 applied\n" in done.text
    assert len(lines(run / "decisions.jsonl")) == 1


def test_a_new_run_says_what_it_did_not_apply(run: Path) -> None:
    """Overwriting a run leaves its decisions alone and says that they are not applied."""
    (run / "decisions.jsonl").write_text(json.dumps(line(1, "canonical", document=S000)) + "\n")
    done = cleanroom("run", str(SEEDS), "-o", str(run), "--overwrite")
    assert "not applied to this run yet" in done.err
    assert len(lines(run / "decisions.jsonl")) == 1


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("{", "not valid JSON"),
        ("[]", "no JSON object"),
        ('{"action": "burn", "id": "1"}', "no such action: 'burn'"),
        ('{"action": ["split"], "id": "1"}', "no such action"),
        ('{"action": "canonical", "id": "1"}', "canonical needs document"),
        ('{"action": "canonical", "document": "x"}', "canonical needs id"),
        ('{"action": "canonical", "id": "1", "document": 7}', "not a text"),
        ('{"action": "canonical", "id": "1", "document": "x", "start": 7}', "has no field start"),
        ('{"action": "split", "id": "1", "document": "x", "other": "x"}', "two documents"),
        ('{"action": "keep", "id": "1", "document": "x", "start": 5, "end": 5, "text": "x"}', "is no span"),
        ('{"action": "keep", "id": "1", "document": "x", "start": true, "end": 5, "text": "x"}', "not a whole number"),
        ('{"action": "keep", "id": "1", "document": "x", "start": 0, "end": 5, "text": "x"}', "1 characters"),
        (
            '{"action": "cut", "id": "1", "document": "x", "start": 0, "end": 1, "text": "x", "kind": "y"}',
            "no such kind: y",
        ),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, bad: str, said: str) -> None:
    """A line that is no decision is an operator's mistake, named by file and line."""
    file = tmp_path / "bad.jsonl"
    file.write_text(json.dumps(line(9, "canonical", document=S000)) + "\n\n" + bad + "\n")
    with pytest.raises(UsageError) as error:
        load(file)
    assert "bad.jsonl:3: " in str(error.value)
    assert said in str(error.value)


def test_a_wrong_file_stops_before_anything_is_written(run: Path, tmp_path: Path) -> None:
    """With a wrong line commands end with 2 and one line, and change or make nothing."""
    (run / "decisions.jsonl").write_text("{\n")
    before = {path: path.stat().st_mtime_ns for path in run.rglob("*.parquet")}
    given = ("--decisions", str(run / "decisions.jsonl"))
    for arguments in (("apply", str(run)), ("run", str(SEEDS), "-o", str(tmp_path / "new"), *given)):
        done = cleanroom(*arguments)
        assert (done.code, done.err.count("\n")) == (2, 1)
    assert {path: path.stat().st_mtime_ns for path in run.rglob("*.parquet")} == before
    assert not (tmp_path / "new").exists()


RAW = st.text(alphabet="ab \n", min_size=1, max_size=40)


@st.composite
def texts_and_decisions(draw: st.DrawFn) -> tuple[str, list[Removal], list[Decision]]:
    raw = draw(RAW)
    edges = sorted(set(draw(st.lists(st.integers(0, len(raw)), max_size=6))))
    cuts = [Removal(a, b, "tags", "r", 0.9, raw[a:b]) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    decisions = []
    for number in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(raw) - 1))
        end = draw(st.integers(start + 1, len(raw)))
        action = draw(st.sampled_from(["keep", "cut"]))
        decisions.append(Decision(action, str(number), "", "d", "", start, end, raw[start:end], "tags"))
    return raw, cuts, decisions


@given(texts_and_decisions())
def test_cuts_stay_cuts(case: tuple[str, list[Removal], list[Decision]]) -> None:
    """Whatever is decided, cuts are sorted spans of the raw text without overlap, and the last decision holds."""
    raw, cuts, decisions = case
    book = TextDecisions(decisions)
    made = book.recut("d", raw, "", cuts)
    at = 0
    for cut in made:
        assert at <= cut.start < cut.end <= len(raw)
        assert cut.text == raw[cut.start : cut.end]
        at = cut.end
    last = decisions[-1]
    gone = {place for cut in made for place in range(cut.start, cut.end)}
    letters = {place for place in range(last.start, last.end) if not raw[place].isspace()}
    assert letters & gone == (set() if last.action == "keep" else letters)
    assert book.outcomes()[-1].state in ("applied", "already")
    assert made == TextDecisions(decisions).recut("d", raw, "", cuts)
