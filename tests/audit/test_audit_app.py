"""The local web app: every page, every filter; who is refused; what hostile texts may not do."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from auditing import Answer, App, ask
from running import ROOT, table

from cleanroom.audit.explain import RUN_REASONS, explain
from cleanroom.audit.plots import timeline
from cleanroom.clean import examine
from cleanroom.config import CleanConfig
from cleanroom.records import Page

pytestmark = pytest.mark.xdist_group("audit")

COPY = "copy/of?the=one&more#1"
CANONICAL = "<script>alert('id')</script>"
S001 = "seeds/001_67ec25f2a1d14d38.txt"
S002 = "seeds/002_934539afa8cb6f5c.txt"


def text(answer: Answer) -> str:
    """What a reader sees, without tags."""
    assert answer.status == 200, answer.body[:500]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.body))


def tags(body: str) -> list[tuple[str, dict[str, str]]]:
    """Every tag of a page as a browser reads it, with its attributes."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append((tag, {k: v or "" for k, v in attributes}))  # type: ignore[method-assign]
    parser.feed(body)
    return found


def test_every_recogniser_has_its_reason() -> None:
    """Each code of a recogniser of runs and of the line model has its reason, and none is stale."""
    stage = ROOT / "cleanroom" / "clean"
    sources = "\n".join(path.read_text(encoding="utf-8") for path in stage.rglob("*.py"))
    assert set(re.findall(r'"((?:run|model)\.[a-z-]+)"', sources)) == set(RUN_REASONS)


def test_explain_shows_every_cut() -> None:
    """What the model alone cuts is explained as removed, line by line, as what rules cut is; nothing comes twice."""
    config = CleanConfig(input="dump")
    story = (ROOT / "seeds" / "003_87899d88178e68ad.txt").read_text(encoding="utf-8")
    furniture = "Gardens & Homes\nWeekend Edition\nOur Towns\nPuzzles Corner\nHorse Riding\nBack Issues\n"
    found = examine(Page(f"{furniture}{story}\n{furniture}"), config)
    rows = list(explain(found, config))
    assert {row.start for row in rows if row.removed} >= {v.start for v in found.upheld}
    assert all(one.end <= other.start for one, other in pairwise(rows))
    assert any(row.verdict.rule == "model.dump" for row in rows if row.removed and row.verdict)


def test_a_crowded_day_is_counted() -> None:
    """On the line of time every dated document of a story is drawn, or counted above those of its day."""
    members = [{"id": str(n), "date": "2024-02-03", "source": "s", "role": "copy"} for n in range(9)]
    drawn = timeline([*members, {"id": "9", "date": "2024-02-09", "source": "s", "role": "canonical"}])
    counted = [int(more) for more in re.findall(r">\+(\d+)<", drawn)]
    assert drawn.count("<circle") + sum(counted) == 10
    assert counted != []


def test_the_overview_reconciles(served: App) -> None:
    """Counts from read to kept, kinds, places and settings are there."""
    seen = text(served.get("overview"))
    assert "9 records read 0 rejected 9 documents 3 folded 6 stories kept" in seen
    for wanted in ("icon_sprite", "comment", "excerpt", "Jaccard 0.3 on 3-word shingles", "complete: Most words"):
        assert wanted in seen


@pytest.mark.parametrize(
    ("query", "stories"),
    [
        ({}, 6),
        ({"q": "kirkuk Daquq"}, 1),
        ({"q": '"old ferry landing"'}, 1),
        ({"q": '"landing ferry old"'}, 0),
        ({"q": "図書館"}, 1),
        ({"q": COPY}, 1),
        ({"q": '" OR AND NEAR(* text:x'}, 0),
        ({"relation": "excerpt"}, 1),
        ({"relation": "single"}, 4),
        ({"source": "second.example"}, 1),
        ({"least": "3"}, 1),
        ({"least": "2", "most": "2"}, 1),
        ({"since": "2024-02", "until": "2024"}, 1),
        ({"low": "0.1", "high": "0.2"}, 1),
        ({"low": "no number", "page": "x", "order": "nothing"}, 6),
        ({"least": "9" * 5000, "page": "-1", "low": "nan", "high": "inf"}, 6),
        ({"q": "\x00\ud7ff\uffff", "source": "\x00' OR '1"}, 0),
    ],
)
def test_stories_are_found(served: App, query: dict[str, str], stories: int) -> None:
    """Search and filters give the stories that they ask for, and what is no query is no error."""
    _wait_for_the_index(served)
    page = served.get("stories", **query)
    assert f"{stories} {'story' if stories == 1 else 'stories'} " in text(page)
    assert page.body.count('class="item"') == stories


def _wait_for_the_index(served: App) -> None:
    while "being indexed" in served.get("stories", q="x").body:
        time.sleep(0.05)


def test_a_story_shows_its_members(served: App, looked_at: Path) -> None:
    """A story's page has every member with its scores, the reason for the kept text, and a diff with moved passages."""
    page = served.get("story", id=CANONICAL)
    seen = text(page)
    pair = next(row for row in table(looked_at, "pairs") if (row["a"], row["b"]) == (CANONICAL, COPY))
    assert " ".join(f"{int(pair[name] * 1000) / 1000:.3f}" for name in ("jaccard", "b_in_a", "a_in_b")) in seen
    assert "policy complete" in seen
    assert page.body.count('class="moved"') >= 2


def test_a_chosen_member_is_compared(served: App) -> None:
    """The member that an address names is the one beside the kept text."""
    seen = text(served.get("story", id=S001, member=S002))
    assert f"The kept text and {S002}" in seen


@pytest.mark.parametrize("view", ["raw", "clean", "changes", "nonsense"])
def test_a_document_in_every_view(served: App, view: str) -> None:
    """Raw text has its cuts marked with kind, rule and confidence; clean text has none."""
    page = served.get("document", id=S002, view=view)
    marks = page.body.count("<mark ")
    assert marks == (0 if view == "clean" else 13)
    if marks:
        assert 'title="caption · ' in page.body
        assert "US should just pull out" in text(page)


@pytest.mark.parametrize("page", ["story", "document", "compare", "nothing", "assets/../app.py", "assets/passwd"])
def test_what_is_not_there(served: App, page: str) -> None:
    """An unknown story, document or page is said to be none, whatever its name looks like."""
    assert served.get(page, id="../../../run.json", left="x", right="y").status == 404


@pytest.mark.parametrize("page", ["review?queue=rejected", "review?queue=cuts", "rules", "documents?rule=en.share"])
def test_other_pages_answer(served: App, page: str) -> None:
    """Every list of the review, the rules and the documents of a rule are shown."""
    assert "<h1>" in ask(served.root + page).body


def test_documents_are_filtered(served: App) -> None:
    """Documents are found by source, kind, and part of their id."""
    for query, count in (({"source": "third.example"}, 1), ({"kind": "caption"}, 1), ({"q": "passwd"}, 1), ({}, 9)):
        assert served.get("documents", **query).body.count('class="item"') == count


@pytest.mark.parametrize("page", ["stories", "documents"])
def test_behind_the_last_page(served: App, page: str) -> None:
    """A page of a list that does not exist is empty, not an error."""
    assert served.get(page, page="999999999").body.count('class="item"') == 0


def test_only_with_the_token(served: App) -> None:
    """Without the token of the session there is nothing, not even which pages exist."""
    origin = served.root[: served.root.index("/", 8)]
    for path in ("/", "/overview", "/xyz/overview", "//overview", "/" + "A" * 32 + "/overview"):
        answer = ask(origin + path)
        assert (answer.status, "cleanroom audit</" in answer.body) == (404, False)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example"])
def test_only_by_its_own_name(served: App, host: str) -> None:
    """A request under another host's name is refused: a name that points here (DNS rebinding) reads nothing."""
    assert ask(served.address("overview"), headers={"Host": host}).status == 421


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
    ids=["origin", "null", "fetch"],
)
def test_no_decision_from_elsewhere(served: App, headers: dict[str, str]) -> None:
    """A form of another site decides nothing, even if it knew the address."""
    answer = served.post(headers, action="canonical", document=COPY, back="stories")
    assert answer.status == 403
    assert ask(served.address("apply"), b"", headers).status == 403
    assert not (served.folder / "decisions.jsonl").exists()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"action": "explode"},
        {"action": "canonical", "document": "nobody"},
        {"action": "split", "document": COPY, "other": COPY},
        {"action": "cut", "document": COPY, "start": "5", "end": "2", "kind": "tags"},
        {"action": "cut", "document": COPY, "start": "0", "end": "99999999", "kind": "tags"},
        {"action": "cut", "document": COPY, "start": "0", "end": "2", "kind": "nonsense"},
        {"action": "keep", "document": COPY, "start": "-1", "end": "x"},
        {"action": "review", "queue": "cuts", "document": COPY, "verdict": "maybe"},
        {"action": "undo", "decision": "none"},
    ],
    ids=str,
)
def test_no_nonsense_is_taken_down(served: App, form: dict[str, str]) -> None:
    """A decision that makes no sense is refused in words, and nothing is written."""
    answer = served.post(**form, back="stories")
    assert answer.status == 400
    assert "Not possible" in answer.body
    assert not (served.folder / "decisions.jsonl").exists()


def test_every_answer_is_locked_down(served: App) -> None:
    """Every answer carries a policy that lets nothing run but the app's own files."""
    for page in ("overview", "assets/audit.js", "nothing"):
        headers = {name.lower(): value for name, value in served.get(page).headers.items()}
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'; script-src 'self'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "page",
    ["overview", "stories", f"story?id={CANONICAL}", f"document?id={CANONICAL}", "documents", "review?queue=cuts"],
)
def test_hostile_texts_are_only_texts(served: App, page: str) -> None:
    """Tags, handlers and addresses in texts, titles, ids and sources are shown as characters; overrides are named."""
    name, _, value = page.partition("?id=")
    body = (served.get(name, id=value) if value else ask(served.root + name)).body
    for tag, attributes in tags(body):
        assert tag not in ("img", "iframe", "object", "style", "base")
        assert not [key for key in attributes if key.startswith("on") or key in ("style", "srcdoc")]
        if tag == "script":
            assert attributes["src"].endswith("/assets/audit.js")
    assert "\u202e" not in body
    assert "\x1b" not in body
    if name in ("story", "document"):
        assert "⟦U+202E⟧" in body


def test_addresses_lead_nowhere_else(served: App) -> None:
    """Every link and form of a page leads to the app itself."""
    body = served.get("document", id=CANONICAL).body
    found = [value for _, row in tags(body) for key, value in row.items() if key in ("href", "action", "src")]
    assert found
    for address in found:
        assert urlsplit(address)[:2] == ("", "")
        assert address.startswith(("#", urlsplit(served.root).path))


def test_the_run_is_not_changed(served: App, looked_at: Path) -> None:
    """Looking leaves nothing behind but the index in a folder of its own."""
    _wait_for_the_index(served)
    names = {path.name for path in looked_at.iterdir() if path.name != ".lock"}
    assert names == {
        "kept.jsonl", "members.jsonl", "removed.jsonl", "rejects.jsonl", "run.json", "tables", ".audit",
    }  # fmt: skip
