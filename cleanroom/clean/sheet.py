"""A document laid out for judging: its lines, what the rules said of each, and where the prose is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cleanroom.clean.language import absent_languages
from cleanroom.clean.lines import Lines
from cleanroom.clean.marks import PHRASE, RULE
from cleanroom.clean.rules.engine import Hit, RuleSet
from cleanroom.clean.segment import View, tokenise
from cleanroom.clean.templates import Furniture
from cleanroom.clean.units import units
from cleanroom.kernels.pace import pace
from cleanroom.records import Page, Verdict


@dataclass(frozen=True)
class Sheet:
    """Lines and rule hits of one page; `hits[i]` belongs to `views[i]`."""

    page: Page
    views: Lines
    hits: tuple[tuple[Hit, ...], ...]

    @cached_property
    def chars(self) -> int:
        """Characters of all lines."""
        return sum(self.views.sizes)

    @cached_property
    def first_prose(self) -> int:
        """Index of the first line of prose that no rule wants to cut whole, or the number of lines."""
        found = (index for index, prose in enumerate(self.views.prose) if prose and not self.is_hit(index))
        return next(found, len(self.views))

    @cached_property
    def last_prose(self) -> int:
        """Index of the last such line, or -1."""
        return next((index for index in range(len(self.views) - 1, -1, -1) if self.is_prose(index)), -1)

    def is_prose(self, index: int) -> bool:
        """A paragraph of the text, as far as one line can tell."""
        return self.views.prose[index] and not self.is_hit(index)

    def is_hit(self, index: int) -> bool:
        """Whether a rule wants to cut the whole line."""
        for hit in self.hits[index]:  # noqa: SIM110  (asked several times of every line: `any` takes twice as long)
            if hit.rule.part == "line":
                return True
        return False

    def has_kind(self, index: int, *kinds: str) -> bool:
        """Whether a rule took the line for one of these kinds."""
        for hit in self.hits[index]:  # noqa: SIM110
            if hit.rule.kind in kinds:
                return True
        return False

    @cached_property
    def known(self) -> tuple[int, ...]:
        """The lines that rules know."""
        return tuple([index for index, hits in enumerate(self.hits) if hits])

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Every kind that a rule took a line for."""
        return frozenset([hit.rule.kind for index in self.known for hit in self.hits[index]])

    def is_furniture(self, index: int) -> bool:
        """A line that a rule knows, or one of clocks, counters and marks only."""
        return bool(self.hits[index]) or _MARKS_ONLY.fullmatch(self.views.text(index)) is not None

    def is_titlelike(self, index: int) -> bool:
        """A line that could be a headline in a list: short, and not closed like a sentence."""
        if self.views.words[index] > MAX_TITLE_WORDS:
            return False
        text = self.views.text(index)
        return text[-1] not in ".。" or text.endswith(("..", "…"))

    def verdict(self, index: int, kind: str, rule: str, confidence: float, value: str = "") -> Verdict:
        """A verdict on a whole line."""
        return Verdict(self.views.start[index], self.views.end[index], kind, rule, confidence, value)


#: clocks, counters ("1.2k") and marks
_MARKS_ONLY = re.compile(r"(?:[\W\d_]|(?<=\d)[kKmMx])+")
#: a headline is not longer; standfirsts and paragraphs are
MAX_TITLE_WORDS = 26


def lay_out(page: Page, rules: RuleSet, furniture: Furniture | None = None) -> Sheet:
    """Cut a page into units and look every one up in the rules, and in what is known of its source."""
    return lay_out_all([(page, furniture)], rules)[0]


#: what rules said of lines, by the languages that the text has nothing of and by the line's text: the hits and where
#: the line began that was asked
Heard = defaultdict[frozenset[str], dict[str, tuple[int, tuple[Hit, ...]]]]


def lay_out_all(
    pages: Sequence[tuple[Page, Furniture | None]], rules: RuleSet, heard: Heard | None = None
) -> list[Sheet]:
    """Lay out pages, each with what is known of its source. A line that was `heard` of is not looked up again."""
    texts = [page.text for page, _ in pages]
    if pace("cleanroom.clean.kernels").pays(sum(map(len, texts))):
        from cleanroom.clean.glance import glance  # noqa: PLC0415  (numpy, llvmlite)

        laid = glance(texts, rules)
    else:
        laid = [(lines, absent_of(lines)) for lines in map(Lines, map(units, texts))]
    heard = defaultdict(dict) if heard is None else heard
    return [
        _sheet(page, rules, furniture, lines, absent, heard[absent])
        for (page, furniture), (lines, absent) in zip(pages, laid, strict=True)
    ]


def absent_of(lines: Sequence[View]) -> frozenset[str]:
    """The languages that a text has nothing of. Gives its lines their tokens."""
    tokenise(lines)
    return absent_languages(set().union(*[view.tokens for view in lines]), sum([len(view.tokens) for view in lines]))


def _sheet(  # noqa: PLR0913, PLR0917
    page: Page, rules: RuleSet, furniture: Furniture | None, lines: Lines, absent: frozenset[str],
    heard: dict[str, tuple[int, tuple[Hit, ...]]],
) -> Sheet:  # fmt: skip
    hits: list[tuple[Hit, ...]] = [()] * len(lines)
    asked = []
    for index in lines.marked(RULE):
        begin, said = heard.get(lines.text(index), _UNHEARD)
        if begin < 0:
            asked.append(lines[index])
        elif said:
            hits[index] = tuple([_moved(hit, lines.start[index] - begin) for hit in said])
    tokenise([view for view in asked if view.marks & PHRASE and "tokens" not in vars(view)])
    for view in asked:
        said = hits[view.index] = tuple(rules.hits(view, absent))
        heard[view.text] = view.start, said
    return Sheet(page, lines, tuple(furniture.hits(lines, hits) if furniture else hits))


_UNHEARD: tuple[int, tuple[Hit, ...]] = (-1, ())


def _moved(hit: Hit, by: int) -> Hit:
    return Hit(hit.rule, hit.start + by, hit.end + by, hit.confidence, hit.value)
