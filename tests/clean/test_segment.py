"""Text to lines: whichever way it is read, the same lines at the same places."""

from __future__ import annotations

from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanroom.clean.segment import segment
from cleanroom.clean.units import is_wrapped, units

LINE = st.sampled_from(["", " ", "\t\u00a0", "The river rose.", "  Read more ", "\u3000x", "a\x0bb", "\x1c"])
LINES = st.lists(LINE, max_size=12)


@given(LINES)
def test_every_line_break_makes_the_same_lines(lines: list[str]) -> None:
    """A text whose lines end with LF, which is read the quick way, has the lines of one with another break."""
    quick = segment("\n".join(lines))
    assert quick == segment("\r".join(lines))
    assert [line.text for line in quick] == [line.strip() for line in lines if line.strip()]


ENGLISH = "The ferry to the island leaves at seven, and on most mornings nobody but the postman is on board of it. "
GERMAN = "Die Fähre zur Insel legt um sieben Uhr ab, und meist sind nur der Postbote und seine Hunde mit an Bord. "


@pytest.mark.parametrize("text", [ENGLISH * 6, GERMAN * 6])
@pytest.mark.parametrize("width", [60, 80, 150])
def test_wrapped_text_is_joined(text: str, width: int) -> None:
    """A paragraph that was wrapped at a column is one unit, also where nouns begin with a capital."""
    found = units("\n".join(wrap(text, width)))
    assert (len(found), is_wrapped(found)) == (1, True)


def test_paragraphs_of_one_length_are_not_joined() -> None:
    """Paragraphs of a line each, nearly as long as each other, are no wrapped text: each opens like a sentence."""
    ways = (("The", "."), ("One", ","), ("“No", ""))
    lines = [f"{opening} {ENGLISH[4:].strip()} Nobody minds{end}" for opening, end in ways]
    found = units("\n".join([*lines, "Sign up"]))
    assert [unit.text for unit in found] == [*lines, "Sign up"]
