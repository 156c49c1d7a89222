"""Texts that are mostly their own words are not lost, and stories of very many reposts stay whole."""

from __future__ import annotations

import random

import pytest
from dedup_texts import BAKERY, CONFIG, FERRY

from cleanroom.dedup import deduplicate
from cleanroom.records import Document
from cleanroom.stream import Deduplicator

FERRY_PARAGRAPHS, BAKERY_PARAGRAPHS = FERRY.split("\n\n"), BAKERY.split("\n\n")


def stories(texts: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Role and kept text by id."""
    found = deduplicate([Document(name, text) for name, text in texts.items()], CONFIG)
    return {member.id: (member.role, member.kept) for member in found.members}


def own(seed: int, words: int) -> str:
    """Words that no other text has."""
    return " ".join(f"w{seed}x{number}" for number in range(words))


def test_reports_with_the_same_background_stay_apart() -> None:
    """Two days' reports that end with the same three paragraphs are alike as sets, but most of each is its own."""
    background = "\n\n".join(FERRY_PARAGRAPHS[1:4])
    size = len(background.split())
    texts = {day: f"{own(number, size)}\n\n{background}" for number, day in enumerate(("monday", "tuesday"))}
    found = deduplicate([Document(name, text) for name, text in texts.items()], CONFIG)
    assert [(pair.relation, pair.jaccard > CONFIG.threshold) for pair in found.pairs] == [("excerpt", True)]
    assert {member.role for member in found.members} == {"single"}


def test_a_digest_of_single_texts_takes_none_of_them() -> None:
    """A briefing with half of each of three articles stays beside them, and they beside it."""
    articles = {"ferry": FERRY, "bakery": BAKERY, "other": f"{own(1, 60)}\n\n{own(2, 60)}"}
    halves = (*FERRY_PARAGRAPHS[:3], *BAKERY_PARAGRAPHS[:2], own(1, 60))
    assert {role for role, _ in stories({**articles, "digest": "\n\n".join(halves)}).values()} == {"single"}


def test_a_column_does_not_replace_the_report_that_it_quotes() -> None:
    """Nothing settles which of two single texts is the story: both stay, unless one is mostly of the other."""
    quotation = "\n\n".join(FERRY_PARAGRAPHS[2:4])
    column = f"{own(1, 70)}\n\n{quotation}\n\n{own(2, 70)}"
    assert {role for role, _ in stories({"report": FERRY, "column": column}).values()} == {"single"}
    reported = stories({"report": FERRY, "repost": FERRY[:900], "column": column})
    assert reported["column"] == ("excerpt", "report")
    mostly = f"{own(1, len(quotation.split()) * 7 // 10)}\n\n{quotation}"
    assert stories({"report": FERRY, "mostly": mostly})["mostly"] == ("excerpt", "report")


def test_a_stream_passes_what_only_quotes() -> None:
    """Of a stream copies are dropped; a text that is mostly a quotation of a part of one passes."""
    known = Deduplicator(CONFIG)
    assert known.add(FERRY, "report") is None
    assert known.add(f"{own(1, 30)}\n\n{own(2, 30)}\n\n" + "\n\n".join(FERRY_PARAGRAPHS[2:4]), "quote") is None
    assert known.add(FERRY[:900], "repost") == "report"


@pytest.mark.parametrize("times", [45, 130])
def test_a_story_of_very_many_reposts_stays_whole(times: int) -> None:
    """Full, cut and misread reposts, more than a bucket pairs all with all, are one story."""
    draw, texts = random.Random(1), {}
    for number in range(times):
        note = f"The {number * 7919 % 10007} herald of district {number} printed this."
        words = [word if draw.random() > 0.04 else word[::-1] + "q" for word in FERRY.split()]
        texts |= {f"full{number}": f"{FERRY}\n\n{note}", f"cut{number}": f"{FERRY[:800]}\n\n{note}"}
        texts[f"misread{number}"] = " ".join(words[: len(words) * draw.choice((5, 7, 10)) // 10])
    assert len({kept for _, kept in stories(texts).values()}) == 1
