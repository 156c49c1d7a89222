"""Whole documents and small ones: what must be cut, what must stay, and that nothing is lost on the way."""

from __future__ import annotations

import random

import pytest
from clean_cases import DRAWERS, SEEDS, Case, cases, clean, cut_lines
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanroom.clean.kinds import KINDS
from cleanroom.clean.segment import segment
from cleanroom.config import CleanConfig
from cleanroom.errors import RecordError
from cleanroom.records import Clean

#: where a second cleaning finds more: case -> why
UNSTABLE: dict[str, str] = {}


def param(case: Case, reason: str = "") -> object:
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(case, id=case.id, marks=marks)


@pytest.mark.parametrize("case", [param(c, c.why if c.drawer == "known_failures" else "") for c in cases()])
def test_what_is_cut(case: Case) -> None:
    """Exactly the junk of a document is cut, each line as its kind, and streams become fields."""
    page = clean(case.text)
    assert difference(case, cut_lines(page)) == []
    found = {name: getattr(page, name) for name in case.fields}
    assert found == {name: tuple(v) if isinstance(v, list) else v for name, v in case.fields.items()}


def difference(case: Case, cut: list[tuple[str, str]]) -> list[str]:
    """How the lines cut differ from those expected, readably: - should have gone, + should not, ~ other kind."""
    left = list(cut)
    wrong: list[str] = []
    for kinds, text in case.removed:
        kind = next((kind for kind, line in left if line == text), None)
        if kind is None:
            wrong.append(f"- {'|'.join(sorted(kinds))}: {text}")
            continue
        left.remove((kind, text))
        if kind not in kinds:
            wrong.append(f"~ {'|'.join(sorted(kinds))}, not {kind}: {text}")
    return wrong + [f"+ {kind}: {text}" for kind, text in left]


@pytest.mark.parametrize("case", [param(c) for c in cases()])
def test_expectations_are_in_the_text(case: Case) -> None:
    """What a fixture wants cut stands in its text, in that order, and has kinds that exist."""
    text = " ".join(case.text.split())
    at = 0
    for kinds, line in case.removed:
        assert kinds <= KINDS.keys()
        at = text.index(line, at) + len(line)


def test_drawers_hold_what_they_say() -> None:
    """Every drawer has cases, each name is used once, and a negative case expects no cut."""
    assert {case.drawer for case in cases()} >= {"in_the_wild", "negative", "synthetic"}
    assert len({case.id for case in cases()}) == len(cases())
    assert {case.drawer for case in cases()} <= set(DRAWERS)
    assert not [case.id for case in cases() if case.drawer == "negative" and case.removed]
    assert not [case.id for case in cases() if case.drawer != "negative" and not (case.removed or case.fields)]


# Replay

def check_tiling(page: Clean, text: str) -> None:
    """Kept and removed spans tile the text, and the kept ones are the result."""
    assert page.raw == text
    at, kept = 0, []
    for cut in page.removed:
        assert at <= cut.start < cut.end <= len(text)
        assert cut.text == text[cut.start : cut.end]
        assert cut.kind in KINDS
        assert 0 < cut.confidence <= 1
        kept.append(text[at : cut.start])
        at = cut.end
    kept.append(text[at:])
    assert page.text == "".join(kept)


@pytest.mark.parametrize("case", [param(c) for c in cases()])
def test_replay(case: Case) -> None:
    """A fixture's text can be rebuilt from what was kept and what was removed."""
    check_tiling(clean(case.text), case.text)


@pytest.mark.parametrize("name", sorted(path.name for path in SEEDS.glob("*.txt")))
def test_replay_of_seeds(name: str) -> None:
    """A seed can be rebuilt from what was kept and what was removed."""
    text = (SEEDS / name).read_text("utf-8")
    check_tiling(clean(text), text)


LINES = sorted(
    {line.text for case in cases() for line in segment(case.text)}
    | {line for case in cases() for _, line in case.removed}
)
BREAKS = ["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\x85", "\u2028", "\u2029", "\n \n", "\x0b", "\x0c", " ", ""]
ODD_LINES = ["", " ", "\ufeff", "\u200b", "0:00", "…", "日本語。"]
ANY_LINE = st.one_of(st.sampled_from(LINES), st.text(max_size=40), st.sampled_from(ODD_LINES))
ANY_TEXT = st.lists(st.tuples(ANY_LINE, st.sampled_from(BREAKS)), min_size=1, max_size=40).map(
    lambda pieces: "".join(line + gap for line, gap in pieces)
)


@settings(deadline=None, max_examples=200)
@given(ANY_TEXT)
def test_replay_of_anything(text: str) -> None:
    """Whatever junk, prose and line breaks follow each other, kept and removed spans tile the text."""
    try:
        page = clean(text)
    except RecordError as error:
        assert error.code == "empty"
        assert not text.strip()
        return
    check_tiling(page, text)
    if text.strip():
        assert page.text.strip() or page.notes, "an empty text for a non-empty document, and nothing noted"


@settings(deadline=None, max_examples=100)
@given(ANY_TEXT)
def test_same_answer_twice(text: str) -> None:
    """The same text gives the same result each time: nothing is remembered between documents."""
    assert clean(text + ".") == clean(text + ".")


# Again

@pytest.mark.parametrize("case", [param(c, UNSTABLE.get(c.id, "")) for c in cases() if c.drawer != "known_failures"])
def test_cleaning_again(case: Case) -> None:
    """A cleaned text is clean: cleaning it again removes nothing more."""
    once = clean(case.text)
    assert cut_lines(clean(once.text)) == []


@settings(deadline=None, max_examples=200)
@given(ANY_TEXT)
def test_cleaning_anything_again(text: str) -> None:
    """Whatever lines follow each other, what was cleaned is clean: cleaning it again changes nothing."""
    try:
        once = clean(text).text
    except RecordError:
        return
    assert not once.strip() or clean(once).text == once


@pytest.mark.parametrize("config", [
    CleanConfig(), CleanConfig(model=False), CleanConfig(input="dump"), CleanConfig(input="scraped"),
    CleanConfig().preferring("precision"), CleanConfig().preferring("recall"), CleanConfig(keep=("caption", "comment")),
], ids=["defaults", "rules", "dump", "scraped", "precision", "recall", "keep"])  # fmt: skip
def test_cleaning_mixtures_again(config: CleanConfig) -> None:
    """Texts of up to 40 lines drawn from all fixtures, without sense, lose at once all that they lose."""
    draw = random.Random(1)
    for _ in range(100):
        lines = draw.choices(LINES, k=draw.randrange(1, 40))
        once = clean("".join(line + draw.choice(BREAKS) for line in lines) + ".", config).text
        assert not once.strip() or clean(once, config).text == once


@pytest.mark.parametrize("case", [param(c) for c in cases() if c.drawer in ("negative", "in_the_wild")])
def test_line_breaks_do_not_matter(case: Case) -> None:
    """Windows line breaks change nothing but the offsets."""
    unix, windows = clean(case.text), clean(case.text.replace("\n", "\r\n"))
    assert cut_lines(windows) == cut_lines(unix)
    assert windows.text.replace("\r\n", "\n") == unix.text
