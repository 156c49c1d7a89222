"""Stories, canonical texts and the whole stage."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from dedup_texts import BAKERY, CHINESE, CONFIG, FERRY, quake
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanroom.dedup import Stories, deduplicate
from cleanroom.dedup.canonical import POLICIES, Candidate, choose, completeness, moment
from cleanroom.dedup.relate import enough_quoted
from cleanroom.dedup.stories import Quotes, digest_rows, folded_excerpts, leaders
from cleanroom.errors import UsageError
from cleanroom.records import Document

FERRY_PARAGRAPHS, BAKERY_PARAGRAPHS = FERRY.split("\n\n"), BAKERY.split("\n\n")
SEEDS = Path(__file__).resolve().parents[2] / "seeds"
BLOG = f"Our view on this\n\n{FERRY_PARAGRAPHS[1]}\n\n{BAKERY_PARAGRAPHS[0]}"


def fold(texts: dict[str, str], **settings: object) -> Stories:
    return deduplicate([Document(name, text) for name, text in texts.items()], replace(CONFIG, **settings))


def roles(stories: Stories) -> dict[str, tuple[str, str]]:
    return {member.id: (member.role, member.kept) for member in stories.members}


def test_the_seeds_become_three_stories() -> None:
    """Of five scrapes a shortened repost and a blog that quotes go with the full text; two stand alone."""
    found = roles(fold({path.name[:3]: path.read_text("utf-8") for path in SEEDS.glob("*.txt")}))
    assert found == {
        "000": ("copy", "001"),
        "001": ("canonical", "001"),
        "002": ("excerpt", "001"),
        "003": ("single", "003"),
        "004": ("single", "004"),
    }


def test_copies_excerpts_and_others_find_their_places() -> None:
    """One story with a copy and an excerpt, one text alone, one exact copy."""
    found = roles(
        fold({"a": FERRY, "b": FERRY[:900], "c": BLOG, "d": BAKERY, "e": FERRY.upper(), "f": CHINESE, "g": ""})
    )
    assert found["a"] == ("canonical", "a")
    assert found["b"] == found["e"] == ("copy", "a")
    assert found["c"] == ("excerpt", "a")
    assert [found[name][0] for name in "dfg"] == ["single"] * 3


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_input_does_not_matter(draw: random.Random) -> None:
    """Any order of the documents gives the same members and pairs."""
    texts = [FERRY, FERRY[:900], FERRY[300:], BLOG, BAKERY, BAKERY.lower(), CHINESE, CHINESE[:30], "", "x", "x"]
    texts += [*map(quake, range(6)), *(f"{FERRY[:500]} page {row} {BAKERY[row * 90 :]}" for row in range(6))]
    documents = [Document(f"d{row}", text, source="ab"[row % 2]) for row, text in enumerate(texts)]
    expected = deduplicate(documents, CONFIG)
    draw.shuffle(documents)
    assert deduplicate(documents, CONFIG) == expected


def test_every_folded_text_was_compared_with_the_kept_one() -> None:
    """No chains: for each folded member there is a pair with the text that stands for it."""
    draw = random.Random(1)
    texts = {}
    for row in range(60):
        start = draw.randrange(0, len(FERRY) // 2)
        texts[f"d{row:02d}"] = FERRY[start : start + draw.randrange(300, 1200)]
    found = fold(texts)
    accepted = {(pair.a, pair.b) for pair in found.pairs if pair.relation != "different"}
    for member in found.members:
        if member.kept != member.id:
            assert (min(member.id, member.kept), max(member.id, member.kept)) in accepted


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_copies_of_copies_are_not_merged(policy: str) -> None:
    """Of a chain in which each text is like the next only, a story holds one text and its neighbours."""
    words = [f"w{number}" for number in range(1000)]
    chain = {f"d{row}": " ".join(words[row * 75 : row * 75 + 150]) for row in range(9)}
    found = fold(chain, canonical=policy)
    assert len({member.story for member in found.members}) >= 3
    for member in found.members:
        assert abs(int(member.id[1:]) - int(member.kept[1:])) <= 1


def test_a_digest_stays_alone() -> None:
    """A text with a paragraph from each of several stories is folded into none of them."""
    draw = random.Random(8)
    stories = {f"s{row}": " ".join(f"w{draw.randrange(10**5)}" for _ in range(300)) for row in range(5)}
    copies = {f"{name}copy": f"{text} Tail of the page" for name, text in stories.items()}
    digest = "\n".join(" ".join(text.split()[:40]) for text in stories.values())
    found = roles(fold({**stories, **copies, "digest": digest}))
    assert found["digest"] == ("single", "digest")


def test_a_short_blog_that_is_mostly_quotation_is_an_excerpt() -> None:
    """Three fifths of the blog are a fifth of the story: it is folded, but as a quotation."""
    blog = f"{FERRY_PARAGRAPHS[1]}\n\n{BAKERY_PARAGRAPHS[0]}"
    found = roles(fold({"full": FERRY, "short": FERRY[:-250], "blog": blog}))
    assert found["blog"] == ("excerpt", "full")


def test_a_text_whose_leader_is_not_kept_joins_the_text_that_is() -> None:
    """A late part of a story is unlike the text that leads but a copy of the one the policy keeps."""
    words = [f"w{number}" for number in range(400)]
    texts = {
        "lead": words[:200],
        "twin": words[5:205],
        "third": words[:195],
        "whole": words[100:300],
        "late": words[200:330],
    }
    found = fold({name: " ".join(part) for name, part in texts.items()}, canonical="longest")
    accepted = {(pair.a, pair.b) for pair in found.pairs if pair.relation != "different"}
    for member in found.members:
        ends = (min(member.id, member.kept), max(member.id, member.kept))
        assert member.id == member.kept or ends in accepted


def test_forms_filled_in_differently_stay_apart() -> None:
    """Thirty reports that differ in names and numbers are thirty stories; a word for word copy is folded."""
    texts = {f"q{row:02d}": quake(row) for row in range(30)}
    found = roles(fold({**texts, "repost": quake(4).upper()}))
    assert [found[name] for name in texts if name != "q04"] == [("single", name) for name in texts if name != "q04"]
    assert found["repost"] == ("copy", "q04")


@pytest.mark.parametrize("text", ["", " \n", "?!", "😀", "\u200b"])
def test_texts_without_words_are_never_merged(text: str) -> None:
    """Ten texts of nothing are ten stories."""
    assert {role for role, _ in roles(fold({f"d{row}": text for row in range(10)})).values()} == {"single"}


def test_texts_in_any_script_fold_with_their_copies_only() -> None:
    """Right to left, combining marks, no blanks, only digits: an exact copy folds, another text does not."""
    pairs = [
        ("שלום לכולם זה טקסט קצר מאוד", "ברוכים הבאים לאתר החדש שלנו היום"),
        ("नमस्ते दुनिया यह एक छोटा लेख है", "आज मौसम बहुत अच्छा है दोस्तों"),
        ("สวัสดีชาวโลกนี่คือข้อความสั้นๆ", "วันนี้อากาศดีมากเลยนะครับทุกคน"),
        ("1 2 3 4 5 6 7 8", "8 7 6 5 4 3 2 1"),
        ("漢字", "文字"),
    ]
    for one, other in pairs:
        found = roles(fold({"a": one, "b": f"«{one}»", "c": other}))
        assert (found["b"], found["c"]) == (("copy", "a"), ("single", "c"))


def test_many_equal_texts_cost_one_comparison_each() -> None:
    """5,000 equal pages are one story with 4,999 pairs, not 12 million."""
    found = fold({f"d{row:04d}": FERRY for row in range(5000)})
    assert len(found.pairs) == 4999
    assert {member.kept for member in found.members} == {"d0000"}


def test_counts_reconcile() -> None:
    """Every document is one member, every story has one kept text, which is its own."""
    found = fold({"a": FERRY, "b": FERRY[:800], "c": BAKERY, "d": BLOG})
    kept = [member for member in found.members if member.id == member.kept]
    assert [member.id for member in found.members] == ["a", "b", "c", "d"]
    assert {member.story for member in found.members} == {member.id for member in kept}
    assert all(member.role in ("canonical", "single") for member in kept)


def test_two_documents_with_one_id_are_refused() -> None:
    """Identity is the id, so a second one is an error with its name in it."""
    with pytest.raises(UsageError, match="'a'"):
        deduplicate([Document("a", FERRY), Document("a", BAKERY)], CONFIG)


def test_no_documents_give_no_stories() -> None:
    """Nothing in, nothing out."""
    assert deduplicate([], CONFIG) == Stories((), ())


def test_a_higher_threshold_folds_less() -> None:
    """The one knob moves Jaccard and coverage alike: an edited half is no copy at 0.8."""
    texts = {"a": FERRY, "b": FERRY[: len(FERRY) // 2]}
    assert roles(fold(texts))["b"][0] == "copy"
    assert roles(fold(texts, threshold=0.8))["b"] != ("copy", "a")


def test_rejected_pairs_near_the_limit_are_reported() -> None:
    """What was nearly folded can be looked at: the pair is there, with its numbers."""
    found = fold({"a": quake(1), "b": quake(2)})
    assert [(pair.a, pair.b, pair.relation) for pair in found.pairs] == [("a", "b", "different")]
    assert 0 < found.pairs[0].jaccard < 1


def test_the_policy_decides_which_text_is_kept() -> None:
    """Each policy keeps its own of the same three copies."""
    documents = [
        Document("full", FERRY, date="2024-05-02", source="agency"),
        Document("old", FERRY[:1000], date="2024-05-01", source="mirror"),
        Document("junk", f"{FERRY[:1100]}" + " - " * 300, date="2024-05-03", source="blog", removed_share=0.5),
    ]
    expected = {"complete": "full", "earliest": "old", "latest": "junk", "longest": "junk", "priority": "old"}
    assert set(expected) == set(POLICIES)
    for policy, kept in expected.items():
        config = replace(CONFIG, canonical=policy, source_priority=("mirror",))
        assert {member.kept for member in deduplicate(documents, config).members} == {kept}, policy


def test_an_unknown_policy_is_a_usage_error_with_the_remedy() -> None:
    """The message lists what there is."""
    with pytest.raises(UsageError, match="complete, earliest, latest, longest, priority"):
        fold({"a": FERRY}, canonical="best")


@given(st.lists(st.integers(0, 3), min_size=2, max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_policies_are_total_orders(values: list[int], draw: random.Random) -> None:
    """However many candidates tie, the choice does not depend on their order."""
    candidates = [
        Candidate(f"d{row}", value * 100.0, value, value / 10, value % 2, value) for row, value in enumerate(values)
    ]
    for policy in POLICIES:
        expected = choose(candidates, policy)
        draw.shuffle(candidates)
        assert choose(candidates, policy) == expected


def test_dates_are_compared_as_moments() -> None:
    """ISO dates of any precision sort; what is no date is unknown, not old."""
    assert moment("2024-05") < moment("2024-05-02") < moment("2024-05-02T10:30Z") < moment("2024-05-02 10:30:01")
    assert moment("") == moment("yesterday") == 0


def test_what_no_other_copy_has_counts_less_the_more_copies_there_are() -> None:
    """Of two texts the longer one is the more complete; among ten a private passage is hardly evidence."""
    values = completeness(np.array([600, 600]), np.array([500, 500]), np.array([1, 10]))
    assert values.tolist() == [600, 500]


def test_leaders_are_no_neighbours_and_members_join_the_one_that_holds_most() -> None:
    """A path 0-1-2-3 led by 1: 0 and 2 join it, 3 leads itself."""
    pairs, weights = np.array([[0, 1], [1, 2], [2, 3]]), np.array([[0.9, 0.9], [0.9, 0.9], [0.7, 0.7]])
    assert leaders(pairs, weights, np.array([1, 0, 2, 3])).tolist() == [1, 1, 1, 3]
    assert leaders(pairs, weights, np.array([1, 3, 2, 0])).tolist() == [1, 1, 1, 3]
    weights[1:] = [[0.7, 0.7], [0.9, 0.9]]
    assert leaders(pairs, weights, np.array([1, 3, 2, 0])).tolist() == [1, 1, 3, 3]


def quoted(
    rows: list[list[int]], amounts: list[int], shares: list[float], akin: dict[tuple[int, int], int] | None = None
) -> Quotes:  # fmt: skip
    """Quotations of which every share from a quarter on is enough."""
    return Quotes(np.array(rows), np.array(amounts), np.array(shares), np.array(shares) >= 0.25, akin or {})


def test_an_excerpt_is_nobodys_target() -> None:
    """Of two rows that quote each other one is folded; a row that quotes an excerpt stays."""
    quotes = quoted([[0, 1], [1, 0], [2, 0]], [40, 40, 30], [0.6, 0.5, 0.4])
    assert folded_excerpts(quotes, np.array([1, 1, 1]), np.arange(3), CONFIG) == {0: 1}


def test_rows_that_quote_many_stories_are_digests() -> None:
    """Three stories make a digest, two do not; stories that have the passage in common are one."""
    rows = [[0, 2], [0, 3], [0, 4], [1, 2], [1, 5]]
    assert digest_rows(quoted(rows, [40] * 5, [0.3] * 5), CONFIG) == {0}
    assert digest_rows(quoted(rows, [40] * 5, [0.3] * 5, {(2, 3): 30}), CONFIG) == set()


def test_stories_with_the_passage_in_common_are_one_quotation() -> None:
    """A text that quotes two stories alike stays alone, unless what it quotes is what the two have in common."""
    rows, amounts, shares = [[0, 1], [0, 2]], [40, 30], [0.5, 0.4]
    assert folded_excerpts(quoted(rows, amounts, shares), np.array([1, 2, 2]), np.arange(3), CONFIG) == {}
    akin = quoted(rows, amounts, shares, {(1, 2): 20})
    assert folded_excerpts(akin, np.array([1, 2, 2]), np.arange(3), CONFIG) == {0: 1}


def test_a_long_passage_is_enough_at_a_smaller_share() -> None:
    """A fifth of a text is an excerpt if it is one passage of eighty words; a shorter one must be a quarter."""
    coverage, passage = np.array([0.19, 0.2, 0.2, 0.24, 0.25]), np.array([300, 80, 79, 60, 20])
    assert enough_quoted(coverage, passage, CONFIG).tolist() == [False, True, False, False, True]


def test_one_inserted_word_folds_300_of_300() -> None:
    """A word put in anywhere into 300 texts of 200 to 1500 words: every one folds with its original, with no other."""
    draw = random.Random(7)
    texts: dict[str, str] = {}
    for number in range(300):
        words = [f"w{draw.randrange(20_000)}" for _ in range(draw.randrange(200, 1501))]
        place = draw.randrange(len(words) + 1)
        texts[f"a{number:03d}"] = " ".join(words)
        texts[f"b{number:03d}"] = " ".join([*words[:place], "inserted", *words[place:]])
    found = roles(fold(texts))
    assert len({kept for _, kept in found.values()}) == 300
    assert all(found[f"a{number:03d}"][1] == found[f"b{number:03d}"][1] for number in range(300))
