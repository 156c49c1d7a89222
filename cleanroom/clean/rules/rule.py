"""What a rule is. Rules are data; `engine.py` is the only place that applies them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: which part of the line goes: all of it, or only what the pattern matched at its start or end
Part = Literal["line", "prefix", "suffix"]
#: what goes with the line: nothing, the list of titles below it, the short lines of a widget, all to the end
Run = Literal["", "list", "rest"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to cut a line, with what it must and must not match.

    A line matches when one of `whole`, `label`, `opener`, `closer`, `pattern` or `shape` does and it is not
    longer than `max_chars` characters. Phrases are compared without case, punctuation and the value of numbers
    ("12 Comments" is "0 comments"). Order within a pack is priority.
    """

    code: str  # "en.read-more": pack, then a name
    kind: str  # a code of clean.kinds
    why: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    confidence: float = 0.9  # belief that a match is junk, before its neighbours are looked at
    edge: float = 0.0  # the same on the first line, or behind all prose: what is doubtful in a text is sure there
    whole: tuple[str, ...] = ()  # the line is this phrase
    label: tuple[str, ...] = ()  # the line opens with this phrase and a separator such as a colon
    opener: tuple[str, ...] = ()  # the line opens with this phrase
    closer: tuple[str, ...] = ()  # the line ends with this phrase
    pattern: str = ""  # regex on the stripped line: all of it (part="line"), its start or its end
    words: tuple[str, ...] = ()  # the pattern is only tried on lines with one of these tokens
    first: str = ""  # the same, on lines that open with one of these characters
    needs: tuple[str, ...] = ()  # and only on lines that hold one of these, in lower case: spares compiling long patterns
    shape: str = ""  # name of a predicate of rules.shapes
    max_chars: int = 120
    part: Part = "line"
    run: Run = ""
    tells: bool = False  # what it matches are sentences that tell something ("this post was ..."): no reason for doubt
    stop: bool = True  # an opener may match a line that ends like a sentence
