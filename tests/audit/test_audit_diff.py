"""Two texts side by side: nothing is lost, what moved is known, what is long and equal is folded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanroom.audit.diff import MOST_WORDS, Diff, diff

FIRST = "The ferry to the islands stops in November because nobody can repair its engine any longer."
SECOND = "Until then the old ship sails at half speed and stays in harbour when the wind is strong."
THIRD = "A decision is expected before the end of the month, said the mayor of the town on Monday."

WORDS = st.lists(st.sampled_from(["a", "b", "the", "ferry", "sails\n", "\n\nsun", "ß", "漢字", "’s"]), max_size=60)


def side(found: Diff, right: bool) -> str:
    return "".join(piece.text for row in found.rows for piece in (row.right if right else row.left))


def states(found: Diff, right: bool) -> list[tuple[str, str]]:
    return [
        (piece.state, piece.text.strip()) for row in found.rows for piece in (row.right if right else row.left)
        if piece.state != "equal"
    ]  # fmt: skip


@given(WORDS, WORDS)
def test_both_sides_are_the_texts(left: list[str], right: list[str]) -> None:
    """Every word of both texts stands on its side, in its order; only white space in front of the first may go."""
    one, other = " ".join(left), " ".join(right)
    found = diff(one, other)
    assert side(found, False) == one.lstrip()
    assert side(found, True) == other.lstrip()
    assert found.equal + found.moved + found.left_only == len(side(found, False).replace("漢字", "漢 字").split())


@given(WORDS)
def test_a_text_is_equal_to_itself(words: list[str]) -> None:
    """A text differs from itself in nothing, however it is wrapped."""
    found = diff(" ".join(words), "\n".join(words))
    assert (found.left_only, found.right_only, found.moved) == (0, 0, 0)


def test_changed_words_stand_apart() -> None:
    """One changed word is the only difference on either side."""
    found = diff(FIRST, FIRST.replace("November", "December"))
    assert states(found, False) == [("only", "November")]
    assert states(found, True) == [("only", "December")]


def test_a_moved_paragraph_is_known() -> None:
    """A paragraph that changed its place is moved on both sides, under one number, and lost on neither."""
    found = diff("\n\n".join((FIRST, SECOND, THIRD)), "\n\n".join((THIRD, FIRST, SECOND)))
    assert [state for state, _ in states(found, False)] == [state for state, _ in states(found, True)] == ["moved"]
    assert states(found, False)[0][1] == states(found, True)[0][1] == THIRD
    numbers = {piece.number for row in found.rows for piece in (*row.left, *row.right) if piece.state == "moved"}
    assert numbers == {1}
    assert (found.left_only, found.right_only) == (0, 0)


def test_a_few_common_words_are_no_agreement() -> None:
    """Two different sentences that share "the" are one change, not many."""
    found = diff(f"{SECOND} {FIRST}", f"{SECOND} {THIRD}")
    assert len(states(found, False)) == len(states(found, True)) == 1


def test_long_equal_parts_are_folded() -> None:
    """Of a long equal part the words next to changes are shown and the rest is one folded row."""
    same = " ".join(f"word{number}" for number in range(300))
    found = diff(f"old {same} end", f"new {same} stop")
    folded = [row for row in found.rows if row.folded]
    assert [row.words for row in folded] == [250]
    assert folded[0].left[0].text.startswith("word25 ")


@pytest.mark.parametrize(
    ("left", "right"),
    [("a b " * 30_000, "b a " * 30_000), ("x" * 5_000_000, "y" * 5_000_000), ("字" * 200_000, "漢字" * 100_000)],
    ids=["words", "one word", "no blanks"],
)
def test_huge_texts_are_compared_at_their_beginnings(left: str, right: str) -> None:
    """Of texts beyond the limit the beginnings are compared, and that is said."""
    found = diff(left, right)
    assert found.cut
    assert found.equal + found.moved + found.left_only <= MOST_WORDS
