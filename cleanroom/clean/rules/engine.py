"""Applies rules to lines: the first step of judging. Knows no rule by name.

Phrases are looked up in dictionaries by their tokens, and a pattern is compiled when a line first has one of its
gate words: start-up compiles nothing, and a paragraph costs a few look-ups.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from cleanroom.clean.marks import DATE, PATTERN, PHRASE, SHAPE
from cleanroom.clean.rules.rule import Rule
from cleanroom.clean.rules.shapes import SHAPES
from cleanroom.clean.segment import EDGE_CHARS, KEY_CHARS, View, tokens_of

#: what may stand between a label and what it labels
_SEPARATORS = (":", "|", ">", "»", "›", "→", "▶", "►", "–", "—", "…", "•", "：", "｜", " -")
#: kinds whose lines may tell something: a caption says what somebody did
_MAY_TELL = frozenset({"caption", "photo_credit", "byline", "republication"})
#: what is left of a rule's confidence on a line that tells something: enough only where all neighbours are junk
_DOUBT = 0.3
#: "Photo: that was the first word he said." - behind a label stands a name or a title, no sentence in lower case
_LABELLED_SENTENCE = re.compile(r"^[^:]{2,30}[:\s]\s?[a-zà-ÿ][^:]*[a-zà-ÿ]\.$")
#: a line of a letter that somebody answers: "> what do you think?"
_QUOTED = re.compile(r"> ?[a-zà-ÿ]")
#: a clause of a law or contract
_ENUMERATED = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)]\s|§")
#: seconds one pattern may take on one line before it counts as no match: users' own may. Those shipped never do, on as
#: many characters as `tests/test_patterns.py` attacks them with: they are not timed, which takes five times as long as
#: most of them do
_TIMEOUT, _UNTIMED_CHARS = 1.0, KEY_CHARS
#: more characters than any line has
_ANY = 1 << 40


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched a line; start and end are offsets in the page, `value` what its pattern captured."""

    rule: Rule
    start: int
    end: int
    confidence: float
    value: str = ""


@dataclass(frozen=True)
class _Pattern:
    """A rule's pattern, compiled when first needed; of a `shipped` one it is known how long it takes."""

    rule: Rule
    shipped: bool

    @cached_property
    def language(self) -> str:
        """The pack that the rule's code names: a language, "any", or a user's."""
        return self.rule.code.partition(".")[0]

    @cached_property
    def compiled(self) -> Any:
        import regex  # noqa: PLC0415  (50 ms that a text without a gate word never pays)

        return regex.compile(self.rule.pattern)

    def may_be_on(self, view: View) -> bool:
        """Whether the line holds what the pattern needs."""
        needs = self.rule.needs
        return not needs or any(map(view.lower.__contains__, needs))

    def on(self, view: View) -> Hit | None:
        """The rule's hit on this line, if any."""
        text, part = view.text, self.rule.part
        untimed = self.shipped and (part != "line" or len(text) <= _UNTIMED_CHARS)
        most = None if untimed else _TIMEOUT
        if part == "line":
            found = self.compiled.fullmatch(text, timeout=most)
        elif part == "prefix":
            found = self.compiled.match(text, 0, EDGE_CHARS, timeout=most)
        else:
            found = self.compiled.search(text, max(0, len(text) - EDGE_CHARS), timeout=most)
        if found is None or found.start() == found.end():
            return None
        value = next((text for text in found.groups() if text), "")
        confidence = doubted(self.rule, view) if part == "line" else self.rule.confidence
        return Hit(self.rule, view.start + found.start(), view.start + found.end(), confidence, value)


def _tokens(phrase: str) -> tuple[str, ...]:
    """The tokens of a rule's phrase; most are written as tokens already, and there are thousands."""
    return tuple(phrase.split()) if phrase.replace(" ", "").isalnum() and phrase.islower() else tokens_of(phrase)


def doubted(rule: Rule, view: View, phrase: int = 0) -> float:
    """The confidence of a rule on this line: less where the line tells something, or is a one-word sentence.

    `phrase` is how many tokens at its start are the rule's own words.
    """
    telling = not (rule.tells or rule.kind in _MAY_TELL) and (view.narrates(phrase) or (view.prose and _ENUMERATED.match(view.text)))
    # what announces a list is no item of one
    text = view.text
    telling = telling or (rule.run == "list" and view.bulleted) or (text[0] == ">" and _QUOTED.match(text) is not None)
    sentence = text.endswith(".") and not text.endswith("..") and len(view.tokens) == 1
    labelled = bool(rule.label or rule.kind == "photo_credit") and _LABELLED_SENTENCE.search(text)
    return min(rule.confidence, _DOUBT) if telling or sentence or labelled else rule.confidence


#: characters ahead of a gate word and behind it, fewer than: it stands in the part of the line that the pattern sees
_REACH = {"line": (_ANY, _ANY), "prefix": (EDGE_CHARS, _ANY), "suffix": (_ANY, EDGE_CHARS)}


@dataclass(frozen=True, slots=True)
class Needs:
    """What a line has that a rule may match: phrases with the characters that the line may have, words that end one,
    and words and first characters with each pattern behind them: the characters that the line may have, the
    pattern's number, and how near to either end of the line the word stands."""

    whole: Mapping[tuple[str, ...], int]
    opening: Mapping[tuple[str, ...], int]
    closing: frozenset[str]
    words: Mapping[str, Sequence[tuple[int, int, int, int]]]
    first: Mapping[str, Sequence[tuple[int, int, int, int]]]
    languages: Sequence[str]  # of the patterns by number
    literals: Sequence[Sequence[str]]  # one of which a line holds in lower case; by number too
    anything: bool  # there are patterns that are tried on every line


class RuleSet:
    """Rules arranged for looking them up by line. `on_timeout` hears once of each rule whose pattern took too long;
    `shipped`: gate words are known to stand in what their patterns match, and no pattern to take long."""

    def __init__(
        self, rules: Iterable[Rule], on_timeout: Callable[[Rule], None] | None = None, shipped: bool = False
    ) -> None:
        self._shipped = shipped
        self._reach = _REACH if shipped else dict.fromkeys(_REACH, (_ANY, _ANY))
        self.rules = tuple(rules)
        self.timed_out: set[str] = set()  # codes of rules whose pattern took too long on a line
        self._on_timeout = on_timeout
        self._whole: dict[tuple[str, ...], list[Rule]] = defaultdict(list)
        self._heads: dict[str, list[tuple[tuple[str, ...], Rule, bool]]] = defaultdict(list)
        self._tails: dict[str, list[tuple[tuple[str, ...], Rule]]] = defaultdict(list)
        self._patterns: list[_Pattern] = []
        self._gated: dict[str, list[int]] = defaultdict(list)  # gate word -> numbers of patterns
        self._first: dict[str, list[int]] = defaultdict(list)  # first character -> numbers of patterns
        self._open: list[int] = []
        self._shapes: list[tuple[Rule, Callable[[View], bool], int]] = []  # with the mark of the lines that may fit
        for rule in self.rules:
            self._arrange(rule)
        self._gates = frozenset(self._gated)
        self._longest_phrase = max(map(len, self._whole), default=0)

    def _arrange(self, rule: Rule) -> None:
        for phrase in rule.whole:
            self._whole[_tokens(phrase)].append(rule)
        for phrases, needs_separator in ((rule.label, True), (rule.opener, False)):
            for phrase in phrases:
                tokens = _tokens(phrase)
                self._heads[tokens[0]].append((tokens, rule, needs_separator))
        for phrase in rule.closer:
            tokens = _tokens(phrase)
            self._tails[tokens[-1]].append((tokens, rule))
        if rule.pattern:
            for word in rule.words:
                self._gated[word].append(len(self._patterns))
            for sign in rule.first:
                self._first[sign].append(len(self._patterns))
            if not (rule.words or rule.first):
                self._open.append(len(self._patterns))
            self._patterns.append(_Pattern(rule, self._shipped))
        if rule.shape:
            self._shapes.append((rule, SHAPES[rule.shape], DATE if rule.shape == "date_line" else SHAPE))

    @cached_property
    def needs(self) -> Needs:
        """What lines need to be looked at."""
        opening: dict[tuple[str, ...], int] = {}
        for phrase, rule, _ in chain.from_iterable(self._heads.values()):
            opening[phrase] = max(rule.max_chars, opening.get(phrase, 0))
        words, first = (
            {key: [(self._patterns[n].rule.max_chars, n, *self._reach[self._patterns[n].rule.part]) for n in numbers]
             for key, numbers in some.items()}
            for some in (self._gated, self._first)
        )
        whole = {phrase: max(rule.max_chars for rule in rules) for phrase, rules in self._whole.items()}
        languages = [pattern.language for pattern in self._patterns]
        literals = [pattern.rule.needs for pattern in self._patterns]
        return Needs(whole, opening, frozenset(self._tails), words, first, languages, literals, bool(self._open))

    def hits(self, view: View, absent: frozenset[str] = frozenset()) -> list[Hit]:
        """Every rule that matches this line, phrases first; patterns of `absent` languages are not tried."""
        found: list[Hit] = []
        length, marked = len(view.text), view.marks
        if length <= KEY_CHARS and marked & PHRASE:
            for rule, words in self._by_phrase(view):
                if length <= rule.max_chars:
                    found.append(Hit(rule, view.start, view.end, doubted(rule, view, words)))
        for rule, shape, mark in self._shapes if marked & (SHAPE | DATE) else ():
            if marked & mark and length <= rule.max_chars and shape(view):
                found.append(Hit(rule, view.start, view.end, rule.confidence))
        if marked & PATTERN:
            found += self._by_pattern(view, absent)
        if found and view.spoken:
            return [hit for hit in found if hit.rule.kind in _MAY_TELL]
        return found

    def _by_phrase(self, view: View) -> Iterator[tuple[Rule, int]]:
        """Rules whose phrase matches, with how many tokens at the line's start the phrase takes."""
        tokens = view.tokens
        if not tokens:
            return
        if len(tokens) <= self._longest_phrase:
            for rule in self._whole.get(tokens, ()):
                yield rule, len(tokens)
        for phrase, rule, needs_separator in self._heads.get(tokens[0], ()):
            if tokens[: len(phrase)] == phrase and len(tokens) > len(phrase):
                if needs_separator:
                    if view.behind(len(phrase)).startswith(_SEPARATORS) and view.text[0] != "|":
                        yield rule, len(tokens)
                elif rule.stop or not view.ends_sentence:
                    yield rule, len(phrase)
        for phrase, rule in self._tails.get(tokens[-1], ()):
            if len(tokens) > len(phrase) and tokens[-len(phrase) :] == phrase:
                yield rule, 0

    def _by_pattern(self, view: View, absent: frozenset[str] = frozenset()) -> Iterator[Hit]:
        if view.patterns and not self._open:  # who looked at the line has looked for all but users' odder needs
            for number in view.patterns:
                pattern = self._patterns[number]
                if pattern.language in absent:  # a text with odd characters was looked at without its languages
                    continue
                if (self._shipped or pattern.may_be_on(view)) and (hit := self._tried(pattern, view)):
                    yield hit
            return
        for number in self._numbers(view):
            pattern, length = self._patterns[number], len(view.text)
            tried = length <= pattern.rule.max_chars and pattern.language not in absent and pattern.may_be_on(view)
            if tried and (hit := self._tried(pattern, view)):
                yield hit

    def _numbers(self, view: View) -> Iterable[int]:
        """The patterns that a line needs, in the order of the rules."""
        first, words = self._first.get(view.text[0], ()), self._gates.intersection(view.edge_tokens)
        return sorted({*self._open, *first, *chain.from_iterable([self._gated[word] for word in words])})

    def _tried(self, pattern: _Pattern, view: View) -> Hit | None:
        try:
            return pattern.on(view)
        except TimeoutError:
            if self._on_timeout and pattern.rule.code not in self.timed_out:
                self._on_timeout(pattern.rule)
            self.timed_out.add(pattern.rule.code)
            return None
