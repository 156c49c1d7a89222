"""What is known of units before features are made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cleanroom.clean.model.characters import Array
    from cleanroom.clean.model.tally import Vocabulary


class Edges(NamedTuple):
    """Of each unit the classes of characters at its ends, and the last two of them."""

    first: Array
    third: Array  # or the last of the document
    bullet: Array  # opens an item of a list
    last: Array
    before: Array  # the last but one, or the only one
    char_last: Array
    char_before: Array


@dataclass
class Tally:
    """Counts by unit, as float32 unless it says otherwise."""

    classes: Array  # units × classes of characters
    words: Array
    capitals: Array  # words with a capital
    digits: Array  # words that open with a digit
    loud: Array  # words that open with two capitals
    years: Array  # of four digits
    lexicon: Array  # units × classes of the lexicon
    head: Array  # class of the first word in the lexicon
    score: Array  # float64: sum of learned scores of words, pairs and ends, how many they are, and sum of those below 0
    grams: Array
    negative: Array
    content: Array  # words that say what a text is about
    repeats: Array  # other units with the same words
    again: Array  # bool: one of them stands above
    vocabulary: Vocabulary
