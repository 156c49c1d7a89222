"""The main job on the five seeds: which texts are kept, and every line that leaves them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import SEEDS, Done, Row, by_id, lines, paragraphs, summary, table

pytestmark = pytest.mark.xdist_group("seeds")

Seeds = tuple[Done, Path]
S000, S001, S002, S003, S004 = (path.name for path in sorted(SEEDS.glob("*.txt")))

#: every line that is cut, by the kind of the cut; whatever is not here stays
REMOVED: dict[str, dict[str, list[str]]] = {
    S000: {"dateline": ["date 2016-10-22"]},
    S001: {
        "icon_sprite": ["icon bookmark-bicon bookmarkicon"],  # its beginning
        "dateline": ["22 Oct, 2016 15:31"],
        "title": ["US-led coalition strike killed dozens of civilian mourners 30km from Kirkuk – Russian MoD"],
        "media_widget": ["Podcasts", "0:00", "29:39", "0:00", "28:21"],
    },
    S002: {
        "dateline": ["Monday, October 24, 2016"],
        "title": ["Russia Accuses U.S. Coalition Jets Of Killing Civilians Near Kirkuk, Iraq"],
        "caption": [
            "Civilians return to their village after it was retaken by anti-ISIS forces, south of Mosul, Iraq, "
            "October 21, 2016. © 2016 Reuters/Thaier Al-Sudaini"
        ],
        "read_more": ["Read more ...."],
        "related_links": [
            "More News On U.S. Denials That They Bombed A Mosque In Iraq",
            "Iraq Violence: U.S. Denies Attacking Mosque in Daquq, Near Kirkuk -- NBC",
            "US denies coalition involvement in airstrike on Iraqi mosque that killed 17 -- IBTimes",
            "U.S.-led coalition denies bombing Iraqi mosque -- USA Today",
            "US-Led Coalition Denies Involvement in Daquq Airstrikes Against Civilians -- Sputnik",
        ],
        "comment": ["Anonymous said...", "US should just pull out", "Jac said...", "It was just expected."],
    },
    S003: {},
    S004: {
        "read_more": [
            "READ MORE: Western Media Silent as US Airstrikes Kill 200+ in Mosul",
            "READ MORE: The Significance of The Mosul Offensive",
            "READ MORE: Excluding Iraq From the Travel Ban Proves it was Never About “Terrorism”",
        ],
        "photo_credit": ["(CC BY-NC-ND 2.0) Flickr: Quentin Bruno"],
        "republication": ["This post originally ran on Tasnim News Agency."],
        "comment_notice": ["Comments are closed."],
    },
}  # fmt: skip


def raw(name: str) -> str:
    return (SEEDS / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def documents(seeds_run: Seeds) -> dict[str, Row]:
    return by_id(table(seeds_run[1], "documents"))


@pytest.fixture(scope="module")
def cuts(seeds_run: Seeds) -> list[Row]:
    return lines(seeds_run[1] / "removed.jsonl")


def test_the_command_succeeds(seeds_run: Seeds) -> None:
    """The main job on the seeds ends with 0 and says on standard output how many stories it kept."""
    done, _ = seeds_run
    assert (done.code, done.err) == (0, "")
    assert done.text.startswith("3 stories kept of 5 documents\n2 folded (1 copy, 1 excerpt)\n")


def test_three_texts_are_kept(seeds_run: Seeds) -> None:
    """Three texts are kept: from 001, 003 and 004."""
    kept = lines(seeds_run[1] / "kept.jsonl")
    assert [row["id"] for row in kept] == [S001, S003, S004]
    assert [row["copies"] for row in kept] == [2, 0, 0]


def test_the_reposts_are_with_their_original(seeds_run: Seeds) -> None:
    """members.jsonl puts 000 as a copy and 002 as an excerpt with 001; 003 and 004 stand alone."""
    members = by_id(lines(seeds_run[1] / "members.jsonl"))
    assert {id: row["role"] for id, row in members.items()} == {
        S000: "copy", S001: "canonical", S002: "excerpt", S003: "single", S004: "single",
    }  # fmt: skip
    assert {members[id]["story"] for id in (S000, S001, S002)} == {members[S001]["story"]}
    assert {id: row["kept"] for id, row in members.items()} == {
        S000: S001, S001: S001, S002: S001, S003: S003, S004: S004,
    }  # fmt: skip
    assert len({row["story"] for row in members.values()}) == 3


def test_the_counts_reconcile(seeds_run: Seeds) -> None:
    """run.json counts five documents, three kept and two folded, as the files beside it do."""
    facts = summary(seeds_run[1])
    assert [facts[name] for name in ("read", "rejected", "documents", "kept", "folded")] == [5, 0, 5, 3, 2]


@pytest.mark.parametrize("name", REMOVED)
def test_every_removed_line_by_kind(name: str, cuts: list[Row]) -> None:
    """What leaves a seed is exactly its junk, line by line, each under its kind."""
    found: dict[str, list[str]] = {}
    for cut in cuts:
        if cut["id"] == name:
            found.setdefault(cut["kind"], []).extend(paragraphs(cut["text"]))
    expected = REMOVED[name]
    assert {kind: len(texts) for kind, texts in found.items()} == {kind: len(texts) for kind, texts in expected.items()}
    for kind, texts in expected.items():
        for text, wanted in zip(found[kind], texts, strict=True):
            is_beginning = kind in ("icon_sprite", "comment")
            plain = text.replace("\xa0", " ")
            assert plain.startswith(wanted) if is_beginning else plain == wanted


@pytest.mark.parametrize("name", REMOVED)
def test_everything_else_stays(name: str, documents: dict[str, Row], cuts: list[Row]) -> None:
    """All other lines stay, word for word and in their order."""
    gone = {line for cut in cuts if cut["id"] == name for line in paragraphs(cut["text"])}
    expected = [line.removeprefix("date 2016-10-22 ") for line in paragraphs(raw(name)) if line not in gone]
    assert paragraphs(documents[name]["text"]) == expected


@pytest.mark.parametrize("name", REMOVED)
def test_kept_and_removed_rebuild_the_input(name: str, documents: dict[str, Row], cuts: list[Row]) -> None:
    """Kept text and cuts, put back by their offsets, are the raw file."""
    text, at, rebuilt = documents[name]["text"], 0, ""
    for cut in (cut for cut in cuts if cut["id"] == name):
        kept = cut["start"] - len(rebuilt)
        rebuilt += text[at : at + kept] + cut["text"]
        at += kept
        assert len(rebuilt) == cut["end"]
    assert rebuilt + text[at:] == raw(name) == documents[name]["raw"]


@pytest.mark.parametrize(("name", "date"), [(S000, "2016-10-22"), (S001, "2016-10-22"), (S002, "2016-10-24")])
def test_dates(name: str, date: str, documents: dict[str, Row]) -> None:
    """A glued date, a dateline and a weekday dateline become the date."""
    assert documents[name]["date"] == date


def test_the_headline_becomes_the_title(seeds_run: Seeds) -> None:
    """The headline of 001 becomes the title of the story."""
    kept = by_id(lines(seeds_run[1] / "kept.jsonl"))
    assert kept[S001]["title"] == REMOVED[S001]["title"][0]
    assert kept[S001]["date"] == "2016-10-22"


def test_the_statement_stays(documents: dict[str, Row]) -> None:
    """All paragraphs of 001 stay, including the CJTF statement in its middle and the last one."""
    text = documents[S001]["text"]
    assert "In a statement to RT, the Combined Joint Task Force (CJTF), which is in charge of" in text
    assert "“At this time, we cannot associate this incident with any Coalition strikes in the area,”" in text
    assert text.rstrip().endswith('takes place without any questioning," he said.')


def test_both_comments_become_comments(documents: dict[str, Row]) -> None:
    """The two reader comments of 002 leave the text and become its comments, in their order."""
    first, second = documents[S002]["comments"]
    assert "US should just pull out" in first
    assert "pay for their own defense." in first
    assert "It was just expected." in second
    assert second.rstrip().endswith('"defeat is often defined by two words: too late".')


def test_the_blogs_own_comment_stays(documents: dict[str, Row]) -> None:
    """The quoted paragraphs and the blog's own "WNU Editor" note stay in 002."""
    text = documents[S002]["text"]
    assert text.startswith("RT: US-led coalition strike killed dozens of civilian mourners")
    assert "WNU Editor: The Iraqis also want answers ...." in text
    assert text.rstrip().endswith("divert media attention away from their bombing campaign in Aleppo.")


def test_003_is_unchanged(seeds_run: Seeds) -> None:
    """003 is word for word what it was."""
    assert by_id(lines(seeds_run[1] / "kept.jsonl"))[S003]["text"] == raw(S003)


def test_the_republished_source(seeds_run: Seeds) -> None:
    """`This post originally ran on …` becomes the source of 004."""
    assert by_id(lines(seeds_run[1] / "kept.jsonl"))[S004]["source"] == "Tasnim News Agency"


def test_tables_hold_the_same(seeds_run: Seeds) -> None:
    """The tables hold the same rows as the JSON lines, and `pairs` says how alike 000 and 002 are to 001."""
    _, out = seeds_run
    for name in ("members", "removed", "rejects"):
        assert table(out, name) == lines(out / f"{name}.jsonl")
    kept = [{key: value for key, value in row.items() if key != "fields"} for row in table(out, "kept")]
    assert kept == lines(out / "kept.jsonl")
    relations = {(row["a"], row["b"]): row["relation"] for row in table(out, "pairs")}
    assert relations[S000, S001] == "copy"
    assert relations[S001, S002] == "excerpt"


def test_the_folder_holds_what_is_promised(seeds_run: Seeds) -> None:
    """The run folder holds the files of the contract, nothing half-written, and readable settings."""
    _, out = seeds_run
    names = {path.name for path in out.iterdir() if path.name != ".lock"}
    assert names == {"kept.jsonl", "members.jsonl", "removed.jsonl", "rejects.jsonl", "run.json", "tables"}
    facts = json.loads((out / "run.json").read_bytes())
    assert facts["inputs"] == [str(SEEDS)]
    assert facts["config"]["dedup"]["threshold"] == pytest.approx(0.3)
    assert set(facts["timings"]) == {"clean", "dedup", "write"}
