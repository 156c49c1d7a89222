"""A report with other facts does not join a story through one reworded copy of it; equal copies count."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from dedup_texts import CONFIG, FERRY

from cleanroom.dedup import Stories, deduplicate
from cleanroom.dedup.canonical import POLICIES
from cleanroom.dedup.stories import denied
from cleanroom.records import Document

#: the same report on another harbour
FACTS = {
    "Norvik": "Sandvik", "November": "March", "Monday": "Friday", "Gdansk": "Rostock", "Marta Lindqvist": "Ebba Ek",
    "Stora Holm": "Lilla Ask", "December": "April",
}  # fmt: skip
#: another editor's words
WORDS = {
    "will stop in": "is going to end in", "cannot be repaired any longer": "is beyond repair",
    "a long time": "many years", "comes over": "visits", "most of them older": "the greater part older",
    "wants to charter": "hopes to hire", "doubt that": "do not believe",
}  # fmt: skip


def told(changes: dict[str, str]) -> str:
    text = FERRY
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def fold(texts: dict[str, str]) -> Stories:
    return deduplicate([Document(name, text) for name, text in texts.items()], CONFIG)


def split(found: Stories) -> set[frozenset[str]]:
    members = sorted((member.story, member.id) for member in found.members)
    return {frozenset(id for _, id in group) for _, group in itertools.groupby(members, lambda row: row[0])}


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_other_facts_stay_apart_though_a_reworded_copy_is_like_both(policy: str) -> None:
    """The reworded text is a copy of either report; the one with other facts is alone, whichever text is kept."""
    texts = {"report": FERRY, "again": FERRY.upper(), "reworded": told(WORDS), "elsewhere": told(FACTS)}
    documents = [Document(name, text, date="2024-05-02" if name == "reworded" else "") for name, text in texts.items()]
    found = deduplicate(documents, replace(CONFIG, canonical=policy))
    assert split(found) == {frozenset({"report", "again", "reworded"}), frozenset({"elsewhere"})}
    relations = {(pair.a, pair.b): pair.relation for pair in found.pairs}
    assert relations["again", "elsewhere"] == "different"
    assert relations["again", "reworded"] in ("copy", "update")
    if policy in ("earliest", "latest"):  # the reworded one is kept, and was asked whether it takes the other in
        assert relations["elsewhere", "reworded"] == "different"
    assert deduplicate(documents[::-1], replace(CONFIG, canonical=policy)) == found


def test_two_texts_alone_are_judged_by_themselves() -> None:
    """Without a third text nothing denies that the reworded report and the one with other facts are copies."""
    assert len(split(fold({"reworded": told(WORDS), "elsewhere": told(FACTS)}))) == 1


def test_equal_copies_count_for_the_text_that_is_kept() -> None:
    """Two equal copies are kept rather than a text of a few more words; a whole text rather than two equal teasers."""
    longer = told(WORDS) + " It was said at noon."
    assert len(longer.split()) > len(FERRY.split())
    assert {member.kept for member in fold({"a": longer, "b": FERRY}).members} == {"a"}
    assert {member.kept for member in fold({"a": longer, "b": FERRY, "c": FERRY.upper()}).members} == {"b"}
    teaser = FERRY[: len(FERRY) // 2]
    assert {member.kept for member in fold({"a": teaser, "b": teaser.upper(), "c": FERRY}).members} == {"c"}


def test_copies_with_other_facts_are_a_story_of_their_own() -> None:
    """What leaves a story leaves it together."""
    own = {"elsewhere": told(FACTS), "too": told(FACTS) + " More follows.", "reworded": told(WORDS)}
    found = split(fold({**own, "a": FERRY, "b": FERRY.upper(), "c": FERRY + " Read it again.", "d": FERRY[:-9]}))
    assert found == {frozenset({"elsewhere", "too"}), frozenset({"reworded", *"abcd"})}


def test_a_copy_is_denied_by_more_documents_only() -> None:
    """Row 2 is a copy of its leader 0, and a form of row 1: it stays if 1 stands for no more documents than 0."""
    pairs = np.array([[0, 1], [0, 2], [1, 2]])
    votes, led, every = np.array([-1, -1, 1]), np.zeros(3, np.int64), np.ones(3, bool)
    for documents, gone in (([1, 1, 1], False), ([1, 2, 1], True), ([2, 2, 1], False)):
        found = denied(pairs, votes, led, np.array(documents), every)
        assert found.tolist() == [False, gone, False]
        assert not denied(pairs, votes, led, np.array(documents), ~every).any()
