"""Documents made to take long: work grows with their length, not with its square; what is too much is refused."""

from __future__ import annotations

import sys
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest

from cleanroom.clean import clean_batch
from cleanroom.clean.extract.page import MOST_TAGS
from cleanroom.clean.rules import default_rules
from cleanroom.clean.sentences import sentence_spans
from cleanroom.config import CleanConfig
from cleanroom.kernels.pace import LOAD_CHARS, pace
from cleanroom.records import Clean, Raw, Reject

RULES_ONLY = CleanConfig(model=False)
PROSE = "The council met on Monday evening to talk about the old bridge over the river, closed for years.\n"
UNITS = {
    "a": "a\n", "clock": "0:00\n", "date": "March 3, 2019\n", "comment": "Anna 3 hours ago\nThank you for this!\n",
    "title": "Bridge Stays Closed Until Next Spring\n", "related": "Related stories\nBridge Stays Closed\n",
    "icons": "icon " * 20, "prose": PROSE, "share": "Share on Facebook\n" + PROSE, "list": "- a thing\n",
    **{rule.kind: rule.hits[0] + "\n" for rule in default_rules().rules},
}  # fmt: skip


def cleaned(text: str, form: Any = "text") -> Clean | Reject:
    return next(iter(clean_batch([Raw("x", text, form)], RULES_ONLY)))


def steps(text: str) -> int:
    """Lines of this program's code that are run to clean a text."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        cleaned(text)
    finally:
        sys.settrace(before)
    return count


@pytest.fixture(params=[False, True], ids=["python", "compiled"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps a process to one of its two ways of looking at lines: after much work it would change over amid a test."""
    at_work = pace("cleanroom.clean.kernels")
    monkeypatch.setattr(at_work, "has", request.param)
    monkeypatch.setattr(at_work, "done", -100 * LOAD_CHARS)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_with_the_length(unit: str) -> None:
    """Four times the lines take not much more than four times the steps."""
    cleaned(UNITS[unit] * 600)  # what is made once
    assert steps(UNITS[unit] * 600) < 5.5 * steps(UNITS[unit] * 150)


def test_a_line_of_megabytes() -> None:
    """A line without a joint stays one piece however long, and sentences of a long line tile it."""
    assert sentence_spans("icon " * 500_000) == [(0, 2_499_999)]
    line = "A bridge is a thing. " * 120_000
    spans = sentence_spans(line)
    assert (spans[0], spans[-1][1]) == ((0, 20), len(line) - 1)
    assert all(after[0] - before[1] == 1 for before, after in pairwise(spans))
    words = cleaned("icon " * 500_000)
    assert isinstance(words, Clean)
    assert words.raw == "icon " * 500_000


def test_html_of_too_many_tags() -> None:
    """HTML of more tags than any page has is a reject that says so."""
    found = cleaned("<p>" * (MOST_TAGS + 1), "html")
    assert isinstance(found, Reject)
    assert (found.code, found.message) == ("too_large", "HTML of 2,000,001 tags; 2,000,000 are the most")


def test_html_of_one_huge_text() -> None:
    """Text of more than 10 MB without a tag is not read by the HTML parser: the page is a reject that says so."""
    found = cleaned(f"<html><body><p>{'bridge ' * 1_600_000}</p></body></html>", "html")
    assert isinstance(found, Reject)
    assert found.code == "no_content"
