"""The pages in a real browser: readable, reachable by keys, harmless, and every decision makes its way to the run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from auditing import App, app
from browser import chromium, leads_on, page, press, sideways, violations
from playwright.sync_api import Browser
from running import Row, by_id, cleanroom, lines, table

pytestmark = pytest.mark.xdist_group("audit")

ORIGINAL = "<script>alert('id')</script>"
COPY = "copy/of?the=one&more#1"
S001, S002, S003 = (f"seeds/{name}" for name in (
    "001_67ec25f2a1d14d38.txt", "002_934539afa8cb6f5c.txt", "003_87899d88178e68ad.txt",
))  # fmt: skip
PAGES: dict[str, dict[str, str]] = {
    "overview": {}, "stories": {"least": "1"}, "story": {"id": S001}, "compare": {"left": S001, "right": S003},
    "documents": {}, "document": {"id": S002}, "rules": {}, "review": {"queue": "cuts"}, "decisions": {},
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def own(looked_at: Path, tmp_path: Path) -> Iterator[App]:
    """An app on a copy of the run, to be decided upon."""
    run = Path(shutil.copytree(looked_at, tmp_path / "run", ignore=shutil.ignore_patterns(".audit", ".lock")))
    with app(run) as running:
        yield running


def decided(own: App) -> list[Row]:
    return lines(own.folder / "decisions.jsonl")


@pytest.mark.parametrize(("dark", "wide"), [(False, True), (True, False)], ids=["light desktop", "dark phone"])
def test_every_page_can_be_read(served: App, browser: Browser, dark: bool, wide: bool) -> None:
    """No page offends axe-core (contrast, labels, landmarks), needs scrolling sideways or says an error."""
    with page(browser, dark, wide) as opened:
        for name, query in PAGES.items():
            opened.goto(served.address(name, **query))
            assert violations(opened) == [], name
            assert sideways(opened) <= 0, name


def test_hostile_texts_run_nothing(served: App, browser: Browser) -> None:
    """Scripts, handlers and overrides in texts, titles, ids and sources do nothing but stand there."""
    with page(browser) as opened:
        for name, query in (
            ("story", {"id": ORIGINAL}), ("document", {"id": ORIGINAL}), ("document", {"id": COPY}),
            ("document", {"id": ORIGINAL, "view": "clean"}), ("stories", {"q": "<script>alert(1)</script>"}),
            ("documents", {}),
            ("review", {"queue": "accepted"}),
        ):  # fmt: skip
            opened.goto(served.address(name, **query))
            for mark in opened.locator("mark, ins, del").all()[:5]:
                mark.hover(force=True)
            assert opened.evaluate("document.title").endswith("cleanroom audit")


def test_keys_lead_everywhere(served: App, browser: Browser) -> None:
    """Pages, search, rows and help are reached by keys; keys typed into a field stay there."""
    with page(browser) as opened:
        opened.goto(served.address("overview"))
        opened.keyboard.press("Tab")
        assert opened.locator(":focus").inner_text() == "Skip to content"
        opened.keyboard.press("g")
        with leads_on(opened):
            opened.keyboard.press("s")
        assert opened.url.endswith("/stories")
        opened.keyboard.press("j")
        opened.keyboard.press("j")
        opened.keyboard.press("k")
        first = opened.locator("a.item").first
        assert opened.locator(":focus").inner_text() == first.inner_text()
        opened.keyboard.press("/")
        opened.keyboard.type("gs daquq j")
        assert opened.locator("input[type=search]").input_value() == "gs daquq j"
        opened.locator("h1").click()
        opened.keyboard.press("?")
        assert opened.locator("#help").is_visible()
        opened.keyboard.press("Escape")
        assert not opened.locator("#help").is_visible()


def test_decisions_are_taken_by_clicks(own: App, browser: Browser) -> None:
    """Every kind of decision can be clicked, is listed, is applied by a click, and is then shown as applied."""
    with page(browser) as opened:
        opened.goto(own.address("story", id=S001))
        press(opened, opened.get_by_role("button", name="split off").first)
        assert "Taken down: split" in opened.get_by_role("status").inner_text()
        opened.goto(own.address("story", id=ORIGINAL))
        press(opened, opened.get_by_role("button", name="make canonical").first)
        opened.goto(own.address("compare", left=S001, right=S003))
        press(opened, opened.get_by_role("button", name="the same story"))
        opened.goto(own.address("document", id=S002))
        press(opened, opened.get_by_role("button", name="keep this").first)
        press(opened, opened.get_by_role("button", name="never here").last)
        opened.goto(own.address("decisions"))
        assert opened.get_by_text("not applied yet", exact=True).count() == 5
        press(opened, opened.get_by_role("button", name="take back").nth(2))  # the merge
        press(opened, opened.get_by_role("button", name="Apply now"))
        assert opened.get_by_role("status").inner_text() == "4 applied"
        assert not opened.get_by_role("button", name="Apply now").count()
        opened.goto(own.address("story", id=COPY))
        assert "canonical" in opened.locator("tbody tr").first.inner_text()
        opened.goto(own.address("decisions"))
        states = [text.split("\n")[0] for text in opened.locator("tbody td:nth-child(4)").all_inner_texts()]
        assert sorted(states) == ["applied"] * 4 + ["recorded", "taken back"]
    assert [row["action"] for row in decided(own)] == ["split", "canonical", "merge", "keep", "never", "undo"]
    members = by_id(lines(own.folder / "members.jsonl"))
    assert members[COPY]["role"] == "canonical"
    assert members[S003]["role"] == "single"
    assert "nothing new" in cleanroom("apply", str(own.folder)).text


def test_selected_text_is_cut(own: App, browser: Browser) -> None:
    """A selection in the raw text becomes a cut of exactly these characters."""
    with page(browser) as opened:
        opened.goto(own.address("document", id=ORIGINAL))
        opened.evaluate(
            """() => {
                const parts = [...document.querySelectorAll("#raw [data-start]")];
                const part = parts.find((node) => node.innerText.includes("desrever"));
                const range = document.createRange();
                const at = part.firstChild.data.indexOf("desrever");
                range.setStart(part.firstChild, at);
                range.setEnd(part.firstChild, at + 8);
                document.getSelection().removeAllRanges();
                document.getSelection().addRange(range);
            }"""
        )
        opened.wait_for_function("document.querySelector('#selected').value")
        opened.locator("#cutform select").select_option("advertisement")
        press(opened, opened.get_by_role("button", name="cut this"))
    (row,) = decided(own)
    assert (row["action"], row["text"], row["kind"]) == ("cut", "desrever", "advertisement")
    raw = by_id(table(own.folder, "documents"))[ORIGINAL]["raw"]
    assert raw[row["start"] : row["end"]] == "desrever"


def test_a_review_by_keys(own: App, browser: Browser) -> None:
    """Agree, disagree, skip and correct have keys; the estimate and its interval follow."""
    with page(browser) as opened:
        opened.goto(own.address("review", queue="cuts"))
        for key, done in (("a", 1), ("a", 2), ("d", 3), ("s", 4), ("x", 5)):
            with leads_on(opened):
                opened.keyboard.press(key)
            assert opened.locator(".tabs [aria-current] .count").inner_text().startswith(f"{done}/")
        said = opened.locator("main").inner_text()
    assert "50.0 % of 4 reviewed cuts that are junk" in said
    assert "95 % interval 15.0 % to 85.0 %" in said
    assert "1 skipped" in said
    rows = decided(own)
    assert [row.get("verdict") for row in rows] == ["agree", "agree", "disagree", "skip", "disagree", None]
    assert (rows[5]["action"], rows[5]["document"], rows[5]["start"]) == ("keep", rows[4]["document"], rows[4]["start"])


def test_the_one_page_report(looked_at: Path, browser: Browser, tmp_path: Path) -> None:
    """The report opens from disk, asks for nothing, offends nobody, and shows the same counts and borderline cases."""
    done = cleanroom("audit", str(looked_at), "--html", str(tmp_path / "report.html"), "--cases", "5")
    assert (done.code, done.out) == (0, b"")
    with page(browser, dark=True, wide=False) as opened:
        opened.goto((tmp_path / "report.html").as_uri())
        assert violations(opened) == []
        assert sideways(opened) <= 0
        assert "9\nrecords read" in opened.locator(".flow").inner_text()
        assert opened.locator("section.case").count() == 5
        assert opened.evaluate("document.title").startswith("cleanroom audit of")


def test_pages_work_without_a_script(own: App, browser: Browser) -> None:
    """Reviewing and deciding need no script: links and buttons are enough."""
    with page(browser, scripts=False) as opened:
        opened.goto(own.address("review", queue="accepted"))
        press(opened, opened.get_by_role("button", name="agree a", exact=True))
    assert [json.dumps(row["verdict"]) for row in decided(own)] == ['"agree"']
