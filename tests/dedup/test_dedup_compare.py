"""Candidates, exact comparison and relations."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from dedup_texts import BAKERY, CHINESE, CONFIG, FERRY, plain_shingles, plain_words, quake
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanroom.dedup import lsh, relate
from cleanroom.dedup.fingerprint import Fingerprints, fingerprint
from cleanroom.dedup.verify import Comparisons, verify

FERRY_PARAGRAPHS, BAKERY_PARAGRAPHS = FERRY.split("\n\n"), BAKERY.split("\n\n")
words = st.lists(st.sampled_from(list("abcdE1é漢字か")), max_size=40).map(" ".join)


def compare(*texts: str) -> Comparisons:
    """Every text with the first one."""
    pairs = np.array([[0, row] for row in range(1, len(texts))])
    return verify(fingerprint(texts, CONFIG), pairs, replace(CONFIG, compare_share=0.0))


def candidates(found: Fingerprints) -> set[tuple[int, int]]:
    digests = lsh.set_digests(found.offsets, found.shingles)
    rows = np.flatnonzero(np.diff(found.offsets))
    pairs = lsh.candidates(found, rows, lsh.precedence(np.diff(found.offsets), digests), CONFIG)
    return {(a, b) for a, b in pairs.tolist()}


@pytest.mark.parametrize("threshold", [0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95])
@pytest.mark.parametrize("num_perm", [64, 128, 256])
def test_bands_and_rows_reach_the_recall_at_the_threshold(threshold: float, num_perm: int) -> None:
    """The derived bands find 95 % of the pairs at the threshold, and one more row would not."""
    bands, rows = lsh.bands_and_rows(threshold, num_perm, 0.95)
    assert bands * rows <= num_perm
    assert lsh.candidate_probability(threshold, bands, rows) >= 0.95
    assert lsh.candidate_probability(threshold, num_perm // (rows + 1), rows + 1) < 0.95


def test_more_bands_are_laxer_and_more_rows_stricter() -> None:
    """The direction that others document backwards, as numbers."""
    assert lsh.candidate_probability(0.5, 32, 4) > lsh.candidate_probability(0.5, 16, 4)
    assert lsh.candidate_probability(0.5, 16, 8) < lsh.candidate_probability(0.5, 16, 4)


def test_equal_sets_collapse_and_empty_ones_do_not() -> None:
    """Copies that differ in case or punctuation stand for each other; texts without words for nobody."""
    found = fingerprint(["One two three four", "", "ONE, two – three four!", "?", "one two three five"], CONFIG)
    same = lsh.collapse(np.diff(found.offsets), lsh.set_digests(found.offsets, found.shingles))
    assert same.tolist() == [0, 1, 0, 3, 4]


def test_a_huge_bucket_makes_a_star() -> None:
    """k texts in one bucket are paired with the bucket's first ones, not all with all."""
    size, ranks = 5000, np.random.default_rng(1).permutation(5000)
    pairs = lsh.bucket_pairs(np.zeros(size, np.uint64), np.arange(size), ranks, CONFIG.bucket_all_pairs)
    assert len(pairs) < size * CONFIG.bucket_all_pairs
    assert (ranks[pairs].min(axis=1) < CONFIG.bucket_all_pairs).all()
    assert set(pairs.ravel().tolist()) == set(range(size))


def test_a_small_bucket_pairs_all_with_all() -> None:
    """Up to the limit every two owners of a key become a pair, and buckets above `most` make none."""
    keys = np.array([7, 7, 8, 7, 9, 8], np.uint64)
    pairs = lsh.bucket_pairs(keys, np.arange(6), np.arange(6), 40)
    assert sorted(pairs.tolist()) == [[0, 1], [0, 3], [1, 3], [2, 5]]
    assert lsh.bucket_pairs(keys, np.arange(6), np.arange(6), 40, most=2).tolist() == [[2, 5]]


def test_a_long_passage_makes_a_candidate_where_bands_cannot() -> None:
    """A paragraph within a text many times as long is found by its sampled shingles."""
    draw = random.Random(5)
    noise = [" ".join(f"w{draw.randrange(10**6)}" for _ in range(3000)) for _ in range(2)]
    found = fingerprint([f"{noise[0]}\n{FERRY_PARAGRAPHS[1]}\n{noise[1]}", FERRY, BAKERY], CONFIG)
    assert candidates(found) == {(0, 1)}


def test_one_inserted_word_is_always_found() -> None:
    """A word put in anywhere shifts no block: 120 texts of 200 to 1500 words, all candidates."""
    draw = random.Random(3)
    for size in (200, 600, 1500):
        texts = []
        for _ in range(40):
            text = [f"w{draw.randrange(20_000)}" for _ in range(size)]
            place = draw.randrange(size)
            texts += [" ".join(text), " ".join([*text[:place], "inserted", *text[place:]])]
        assert {(row, row + 1) for row in range(0, 80, 2)} <= candidates(fingerprint(texts, CONFIG))


@given(st.lists(words, min_size=2, max_size=6))
@settings(max_examples=150, deadline=None)
def test_comparison_equals_plain_python_sets(texts: list[str]) -> None:
    """Jaccard, containments, coverage and the longest passage are those of a loop over tuples of strings."""
    found = compare(*texts)
    for pair in range(len(found)):
        a, b = (texts[row] for row in found.pairs[pair])
        one, other = plain_shingles(a), plain_shingles(b)
        both = one & other
        assert found.jaccard[pair] == len(both) / len(one | other)
        assert found.containment[pair].tolist() == [len(both) / len(one), len(both) / len(other)]
        for side, text in enumerate((a, b)):
            runs = plain_runs(text, both)
            assert found.covered[pair, side] == sum(runs)
            assert found.passage[pair, side] == max(runs, default=0)


def plain_runs(text: str, shared: set[tuple[str, ...]]) -> list[int]:
    """Lengths of the runs of words that stand in shared shingles."""
    known = [word for word, _ in plain_words(text)]
    covered = [False] * len(known)
    for start, (_, unspaced) in enumerate(plain_words(text)):
        width = CONFIG.shingle_chars if unspaced else CONFIG.shingle_words
        if (known_part := tuple(known[start : start + width])) in shared and start + width <= len(known):
            covered[start : start + len(known_part)] = [True] * len(known_part)
    if tuple(known) in shared:
        covered = [True] * len(known)
    return [len(run) for run in "".join("x" if flag else " " for flag in covered).split()]


def test_pairs_without_a_common_shingle_are_dropped() -> None:
    """Comparing costs little where there is nothing to compare, and empty sets compare with nothing."""
    found = fingerprint([FERRY, BAKERY, "", "?"], CONFIG)
    assert len(verify(found, np.array([[0, 1], [0, 2], [2, 3]]), CONFIG)) == 0
    assert len(verify(found, np.empty((0, 2), np.int64), CONFIG)) == 0


def test_comparing_in_chunks_changes_nothing() -> None:
    """The memory limit of a pass does not show in the result."""
    found = fingerprint([FERRY, FERRY[:700], BAKERY + FERRY[200:900], CHINESE, BAKERY], CONFIG)
    pairs = np.array([[a, b] for a in range(5) for b in range(a + 1, 5)])
    whole, parts = (verify(found, pairs, replace(CONFIG, verify_words=size)) for size in (10**6, 10))
    assert np.array_equal(whole.covered, parts.covered)
    assert np.array_equal(whole.names, parts.names)


def misread(text: str, every: int) -> str:
    """One letter in so many replaced, as bad recognition does."""
    draw = random.Random(2)
    return "".join(draw.choice("aeorn") if char.isalpha() and not draw.randrange(every) else char for char in text)


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(FERRY_PARAGRAPHS[:3])[:-20],
        "\n\n".join(FERRY_PARAGRAPHS[::-1]),
        FERRY.replace("harbour", "port").replace("said", "told us"),
        misread(FERRY, 40),
        "\n\n".join([*FERRY_PARAGRAPHS[:4], BAKERY_PARAGRAPHS[0]]),
        FERRY.upper(),
    ],
    ids=["truncated", "reordered", "edited", "misread", "updated", "capitals"],
)
def test_altered_reposts_are_copies(text: str) -> None:
    """Cutting, shuffling, editing, misreading and updating leave a copy."""
    assert relate.copies(compare(FERRY, text), CONFIG).tolist() == [True]


def test_reports_from_one_form_are_different_stories() -> None:
    """Other names and numbers all over an otherwise equal text make another story, however alike."""
    found = compare(*map(quake, range(30)))
    assert (found.jaccard > CONFIG.threshold).all()
    assert relate.templated(found, CONFIG).all()
    assert not relate.copies(found, CONFIG).any()
    assert not relate.excerpts(found, CONFIG).any()


def test_a_corrected_figure_is_no_template() -> None:
    """One number changed in a text is a correction of the same story."""
    found = compare(FERRY, FERRY.replace("three hundred", "280").replace("forty", "41"))
    assert relate.copies(found, CONFIG).tolist() == [True]


def test_a_text_that_quotes_paragraphs_is_an_excerpt() -> None:
    """The direction is from the text that is made of the other's passages to a large part."""
    blog = f"{BAKERY_PARAGRAPHS[0]}\n\n{FERRY_PARAGRAPHS[1]}\n\n{BAKERY_PARAGRAPHS[1]}"
    found = compare(FERRY, blog)
    assert not relate.copies(found, CONFIG).any()
    assert relate.excerpts(found, CONFIG).tolist() == [[False, True]]


def test_a_later_text_with_a_new_passage_is_an_update() -> None:
    """Younger and longer by a passage: an update; of the same day or of unknown date: a copy."""
    found = compare(FERRY, f"{FERRY}\n\n{BAKERY_PARAGRAPHS[2]}")
    assert relate.updates(found, (20240101, 20240102), CONFIG).tolist() == [[False, True]]
    assert not relate.updates(found, (20240102, 20240102), CONFIG).any()
    assert not relate.updates(found, (0, 20240102), CONFIG).any()


def test_short_texts_match_only_when_equal() -> None:
    """One word of six changed is another text, not a copy."""
    found = compare("Please read more about this here", "Please read more about that here")
    assert not relate.copies(found, CONFIG).any()
    assert relate.copies(compare("read this", "READ this!"), CONFIG).tolist() == [True]
