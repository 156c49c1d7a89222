"""Short texts: forms filled in otherwise and texts with other ends stay apart, corrected and cut ones fold."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from dedup_texts import CONFIG, misread

from cleanroom.dedup import deduplicate
from cleanroom.records import Document

#: a form, and what it was filled in with
FORMS: dict[str, tuple[str, tuple[tuple[str, ...], ...]]] = {
    "closing": (
        "The reading room in {0} stays closed on {1} while the shelves are counted. Borrowed books can be left in the"
        " box beside the door, and whatever was reserved is kept for another week. We are sorry for the trouble.",
        (("Kelby", "Monday"), ("Thorne", "Thursday"), ("Aldmoor", "Friday")),
    ),
    "weather": (
        "{0}: {1}, with winds from the {2} and highs of {3} degrees. It will be brighter inland by the afternoon, while"
        " fog may linger on the coast until noon. Small boats should keep to the harbour. The next outlook is at six.",
        (("Monday", "Rain at first", "west", "11"), ("Tuesday", "Mostly dry", "south", "14")),
    ),
    "match": (
        "{0} scored the only goal of the evening after {1} minutes before a full house. The hosts began well and had"
        " most of the ball until the break. The guests came closer afterwards, but the keeper was equal to everything"
        " that came. The coach said that he was proud of the side.",
        (("Danny Kite", "78"), ("Leo Santos", "55"), ("Max Weber", "12")),
    ),
    "market": (
        "The grain index closed {0} points, or {1}%, at {2} on {3}, led by {4} after rain fell on the {5}. {6} added"
        " {7}% and {8} {9}%. The price of a sack was little changed at £{10}.",
        (
            ("up 10.4", "0.79", "7,448.56", "Friday", "millers", "plain", "Rye", "2.0", "Barley", "3.2", "1.28"),
            ("down 34.8", "0.39", "7,423.81", "Monday", "brewers", "hills", "Oats", "3.1", "Maize", "3.7", "1.27"),
            ("down 8.1", "0.12", "7,310.05", "Tuesday", "bakers", "coast", "Spelt", "1.4", "Wheat", "5.9", "1.31"),
        ),
    ),
    "advert": (
        "We are looking for a {0} to join our team in {1}. You will work with friendly people in a bright office close"
        " to the station. The pay is £{2} a year, with four weeks of holiday and a pension. Send us a short letter by"
        " the end of the month. We welcome everybody.",
        (("payroll clerk", "Leeds", "24,000"), ("forklift driver", "Hull", "27,500"), ("cook", "Ripon", "22,400")),
    ),
}
NOTE = (
    "The footbridge at Lower Mill will be shut from Monday, the parish council said. Its planks are rotten and the rail"
    " came off in the storm of 12 March. Walkers are asked to go round by the weir until a carpenter has been found,"
    " which Ellen Ward, who chairs the council, hopes will be before the summer."
)
ENDS = (
    "Anglers may still use the steps.", "A bus runs every hour instead.", "The repair costs nine hundred pounds.",
)  # fmt: skip


def stories(*texts: str, kernel_chars: int = CONFIG.kernel_chars) -> int:
    """Stories that the texts become."""
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    found = deduplicate(documents, replace(CONFIG, kernel_chars=kernel_chars))
    assert deduplicate(documents[::-1], replace(CONFIG, kernel_chars=kernel_chars)) == found
    return len({member.story for member in found.members})


@pytest.mark.parametrize("name", FORMS)
def test_a_short_form_filled_in_otherwise_is_another_text(name: str) -> None:
    """Two changed facts, one of them a name, are enough in a text of forty words, also where it begins with one."""
    form, fillings = FORMS[name]
    for pair in itertools.combinations(fillings, 2):
        assert stories(*(form.format(*filling) for filling in pair)) == 2


def test_fixed_wording_makes_no_excerpt_of_a_short_text() -> None:
    """A long passage of fixed wording in common makes none of two notices an excerpt of the other."""
    form = (
        "{0} - On {1} between {2} and {3} unknown persons broke into a house in {4} Lane. They forced open the door of"
        " the garden and searched all of the rooms while nobody was at home. {5} were taken. Witnesses are asked to"
        " call {6}."
    )
    first = form.format("Kelby", "12 May", "11:11", "22:34", "Garden", "Old coins", "0532 65 41")
    second = form.format("Thorne", "7 March", "15:12", "20:52", "Mill", "Two laptops", "0532 37 73")
    found = deduplicate([Document("a", first), Document("b", second)], replace(CONFIG, threshold=0.9))
    assert {member.role for member in found.members} == {"single"}


@pytest.mark.parametrize("corrections", [
    {"12 March": "13 March"}, {"12 March": "13 March", "Monday": "Tuesday"}, {"Ellen": "Helen", "shut": "closed"},
    {"12 March": "7 May", "summer": "autumn"}, {"rotten": "unsafe", "storm": "gale", "came off": "broke"},
], ids=", ".join)  # fmt: skip
def test_a_corrected_short_text_is_a_copy(corrections: dict[str, str]) -> None:
    """A number, a day or a name put right, and words exchanged, make no other text."""
    text = NOTE
    for old, new in corrections.items():
        text = text.replace(old, new)
    assert text != NOTE
    assert stories(NOTE, text) == 1


def test_edited_numbers_make_no_other_text() -> None:
    """Where nothing but two numbers differs, texts are copies however short they are."""
    form = "The lift was out of order for {0} days and has been repaired for {1} pounds, the house said on Monday."
    assert stories(form.format(3, 400), form.format(5, 650)) == 1


@pytest.mark.parametrize("seed", range(6))
def test_a_short_text_misread_is_a_copy(seed: int) -> None:
    """Misread words are no names that were changed."""
    assert stories(misread(NOTE, 0.01, seed), misread(NOTE, 0.01, seed + 50)) == 1


def test_a_short_text_with_another_place_of_writing_is_a_copy() -> None:
    """Names that only stand before the text, as papers put them there, do not make it another one."""
    assert stories(f"LEEDS (PA) - {NOTE}", f"YORK, March 14 (Reuters) - {NOTE}") == 1


def test_short_texts_with_ends_of_their_own_are_two() -> None:
    """Texts that begin alike and end each with a clause of its own stay apart; without its end the text is a copy."""
    begin = NOTE[: NOTE.index(". Its") + 2] + "Its planks are rotten. "
    for first, second in itertools.combinations(ENDS, 2):
        assert stories(begin + first, begin + second) == 2
        assert stories(begin, begin + second) == 1
    assert stories(NOTE, f"{NOTE} {ENDS[0]}") == 1
    assert stories(f"{NOTE} {ENDS[0]}", f"{NOTE} {ENDS[1]}") == 1  # a tenth of either


def test_compiled_kernels_say_the_same_of_short_texts() -> None:
    """Both paths count the same changed names and ends."""
    texts = [form.format(*filling) for form, fillings in FORMS.values() for filling in fillings]
    texts += [NOTE, NOTE.replace("12", "13"), *(NOTE[:90] + end for end in ENDS), misread(NOTE, 0.03, 1)]
    assert stories(*texts, kernel_chars=0) == stories(*texts)
