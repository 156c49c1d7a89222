"""Text to lines: whichever way it is read, the same lines at the same places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleanroom.clean.segment import segment

LINE = st.sampled_from(["", " ", "\t\u00a0", "The river rose.", "  Read more ", "\u3000x", "a\x0bb", "\x1c"])
LINES = st.lists(LINE, max_size=12)


@given(LINES)
def test_every_line_break_makes_the_same_lines(lines: list[str]) -> None:
    """A text whose lines end with LF, which is read the quick way, has the lines of one with another break."""
    quick = segment("\n".join(lines))
    assert quick == segment("\r".join(lines))
    assert [line.text for line in quick] == [line.strip() for line in lines if line.strip()]
