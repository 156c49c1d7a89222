"""Sentences that a dump tore into lines: their pieces share one answer of the model."""

from __future__ import annotations

import pytest

from cleanroom.clean.pieces import together
from cleanroom.clean.rules import default_rules
from cleanroom.clean.sheet import Sheet, lay_out
from cleanroom.records import Page


def sheet(*lines: str) -> Sheet:
    return lay_out(Page("\n".join(lines)), default_rules())


def test_pieces_share() -> None:
    """A line that ends without a sign, and lines that go on in lower case or with a comma, have one answer."""
    torn = sheet("The council voted on", "tuesday night", ", after six hours, to build.", "Share")
    assert together(torn, [0.9, 0.2, 0.9, 0.1])[3] == pytest.approx(0.1)
    first, second, third, _ = together(torn, [0.9, 0.2, 0.9, 0.1])
    assert first == second == third
    assert 0.2 < first < 0.9


def test_a_name_in_the_middle_shares() -> None:
    """A capitalised link belongs to the sentence that the line above opens and the line below goes on with."""
    torn = sheet("Councillors in Westhaven voted on", "Tuesday", "night to build a wall.")
    assert len(set(together(torn, [0.9, 0.1, 0.8]))) == 1


@pytest.mark.parametrize(
    "lines",
    [
        ("It is done.", "and so on", "Home"),
        ("A line without end", "", "goes on behind a blank one"),
        ("Home", "News", "sport."),
        ("Subjects:", "rivers", "Weirs"),
    ],
)
def test_others_do_not(lines: tuple[str, ...]) -> None:
    """Behind a full stop, a colon or a blank line nothing goes on, and a short label opens no sentence of names."""
    page = sheet(*lines)
    said = [0.9, 0.2, 0.6][: len(page.views)]
    assert together(page, said)[0] == said[0]


def test_nothing_torn_is_left_as_it_is() -> None:
    """Where no sentence is torn the answers are handed on."""
    said = [0.9, 0.2]
    assert together(sheet("One sentence.", "Another one."), said) is said
