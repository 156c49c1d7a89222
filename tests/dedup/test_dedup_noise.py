"""Misread and abridged copies fold, and forms filled in twice stay apart, misread or not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from dedup_texts import BAKERY, CONFIG, FERRY, misread, quake

from cleanroom.dedup import deduplicate, relate
from cleanroom.dedup.fingerprint import fingerprint
from cleanroom.dedup.verify import Comparisons, verify
from cleanroom.records import Document

JOB = """{0} is looking for a {1} in {2}. You will work {3} hours a week in a team of {4} and report to the head of the
branch. We offer a salary of {5} a year, {6} days of holiday and a pension. Applicants need two years of experience and
a clean driving licence. Please send your application with the usual documents by {7} to {8}. We look forward to hearing
from you and treat all applications in confidence."""
JOBS = (
    JOB.format("Harland Stores", "clerk", "Holtham", 38, 12, "24,500", 28, "1 May", "Anna Weller"),
    JOB.format("Oakline Freight", "driver", "Westhoe", 40, 7, "31,200", 25, "16 June", "Carl Nyberg"),
)


def compare(first: str, second: str) -> Comparisons:
    return verify(fingerprint([first, second], CONFIG), np.array([[0, 1]]), CONFIG)


def stories(*texts: str) -> int:
    """Stories that the texts become."""
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    return len({member.story for member in deduplicate(documents, CONFIG).members})


@pytest.mark.parametrize("seed", range(8))
def test_a_text_misread_twice_is_a_copy(seed: int) -> None:
    """With 4 % of the letters wrong on either side hardly half of the words are in shared shingles, but most stand
    between two of them that are as far apart in both texts.
    """
    first, second = misread(FERRY, 0.04, seed), misread(FERRY, 0.04, seed + 100)
    found = compare(first, second)
    assert found.jaccard[0] < CONFIG.threshold
    assert found.alignment.min() > 0.75 > found.coverage.max()
    assert stories(first, second) == 1


@pytest.mark.parametrize("seed", range(4))
def test_the_beginning_of_a_misread_text_is_a_copy(seed: int) -> None:
    """Half of a text folds with the whole although both are misread, and neither with another text."""
    first, second = misread(FERRY[: len(FERRY) // 2], 0.04, seed), misread(FERRY, 0.04, seed + 100)
    assert stories(first, second, misread(BAKERY, 0.04, seed + 200)) == 2


def test_a_strict_threshold_folds_no_misread_copies() -> None:
    """Who asks for a Jaccard of .6 does not get texts of which one word in three differs."""
    documents = [Document(str(seed), misread(FERRY, 0.04, seed)) for seed in range(2)]
    found = deduplicate(documents, replace(CONFIG, threshold=0.6))
    assert {member.role for member in found.members} == {"single"}


def test_passages_in_another_order_are_not_aligned() -> None:
    """What stands between two shared passages counts only if these are as far apart in the other text."""
    blocks = [f"the {word} of the town hall" for word in ("roof", "bell", "clock", "stair", "cellar", "door")]
    first = " ".join(f"{block} my{place} own{place}" for place, block in enumerate(blocks))
    second = " ".join(f"{block} your{place} words{place}" for place, block in enumerate(blocks))
    turned = " ".join(f"{block} your{place} words{place}" for place, block in enumerate(blocks[::-1]))
    assert compare(first, second).aligned.min() > compare(first, second).covered.max()
    assert (compare(first, turned).aligned - compare(first, turned).covered < 5).all()


@pytest.mark.parametrize("seed", range(1, 4))
def test_forms_filled_in_twice_stay_apart_though_misread(seed: int) -> None:
    """Misread words are names as seldom as other words; of a form's changed words many more are names and numbers."""
    for first, second in (JOBS, (quake(seed), quake(seed + 50))):
        assert stories(misread(first, 0.01, seed), misread(second, 0.01, seed + 100)) == 2


def test_reworded_adverts_are_forms_too() -> None:
    """Two adverts differ in common words as well, "clerk" and "driver": names and numbers are not three quarters."""
    found = compare(*JOBS)
    assert relate.templated(found, CONFIG)[0]
    assert stories(*JOBS) == 2


def test_corrected_figures_do_not_make_a_form() -> None:
    """A repost with two figures and a name put right is a copy, and so is a misread one."""
    corrected = FERRY.replace("forty years", "41 years").replace("three hundred", "350").replace("Marta", "Maria")
    assert not relate.templated(compare(FERRY, corrected), CONFIG)[0]
    assert stories(FERRY, corrected) == 1
    assert stories(misread(FERRY, 0.02, 1), misread(corrected, 0.02, 2)) == 1
