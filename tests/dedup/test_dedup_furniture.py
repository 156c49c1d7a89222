"""What a source puts around its texts is left out of fingerprints."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
from dedup_texts import BAKERY, CONFIG, FERRY, quake

from cleanroom.dedup import deduplicate
from cleanroom.dedup.furniture import without_furniture
from cleanroom.dedup.words import split_words
from cleanroom.records import Document

DRAW = random.Random(6)
NAVIGATION = " ".join(f"Menu{number} entry{number}" for number in range(150))


def story(length: int = 200) -> str:
    return " ".join(f"w{DRAW.randrange(10**6)}" for _ in range(length))


def page(text: str) -> str:
    return f"{NAVIGATION}\n{text}\n{NAVIGATION[:600]}"


def test_different_stories_in_one_layout_stay_apart() -> None:
    """Pages that are mostly the same navigation are not copies of each other."""
    documents = [Document(f"d{row}", page(story()), source="a.example") for row in range(8)]
    assert {member.role for member in deduplicate(documents, CONFIG).members} == {"single"}
    merged = deduplicate(documents, replace(CONFIG, furniture_texts=0)).members
    assert {member.role for member in merged} != {"single"}


def test_copies_in_other_layouts_are_found() -> None:
    """A story inside the navigation of a page is folded with its plain text."""
    pages = [Document(f"d{row}", page(story()), source="a.example") for row in range(8)]
    wanted = [Document("dressed", page(FERRY), source="a.example"), Document("plain", FERRY, source="b.example")]
    found = {member.id: member.kept for member in deduplicate([*pages, *wanted], CONFIG).members}
    assert found["dressed"] == found["plain"]


def test_one_story_crawled_often_is_no_furniture() -> None:
    """Ten versions of a text on one site are versions of a story, not furniture."""
    versions = [f"{FERRY}\n\nRead {number} times" for number in range(10)]
    words = split_words(versions)
    assert without_furniture(words, ["a.example"] * 10, CONFIG) is not None
    assert np.array_equal(without_furniture(words, ["a.example"] * 10, CONFIG).hashes, words.hashes)


def test_texts_of_unknown_source_are_left_alone() -> None:
    """Without a source nothing can be called its furniture."""
    words = split_words([page(story()) for _ in range(8)])
    assert without_furniture(words, [""] * 8, CONFIG) is words


def test_forms_of_one_source_stay_apart() -> None:
    """Reports that consist of furniture but for names and numbers are different stories still."""
    documents = [Document(f"q{row:02d}", quake(row), source="survey.example") for row in range(20)]
    assert {member.role for member in deduplicate(documents, CONFIG).members} == {"single"}


def test_a_text_that_is_all_furniture_keeps_it() -> None:
    """Nothing is compared as an empty text because its site repeats it."""
    words = split_words([*(page(story()) for _ in range(8)), NAVIGATION, BAKERY])
    left = without_furniture(words, ["a.example"] * 10, CONFIG)
    assert np.diff(left.offsets)[8] == np.diff(words.offsets)[8]
    assert np.diff(left.offsets)[9] == np.diff(words.offsets)[9]
    assert (np.diff(left.offsets)[:8] < 220).all()
