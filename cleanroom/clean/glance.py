"""A look over many texts at once by compiled kernels: their lines, the words of these, and which steps can skip them;
and the languages of texts.

Loading the kernels pays for large inputs only; without the look every step looks for itself and finds the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from cleanroom.clean import marks
from cleanroom.clean.kernels import lines as k
from cleanroom.clean.kernels import votes as v
from cleanroom.clean.kernels.bits import spread
from cleanroom.clean.language import (
    LANGUAGES_OF,
    OWN_SHOWN,
    SCRIPT_SHARE,
    SHOWING_WORDS,
    elected,
    guess_language,
    sample_of,
)
from cleanroom.clean.lazy import lazy
from cleanroom.clean.lines import Laid, Lines
from cleanroom.clean.lookup import LANGUAGES, Lookup, Table, lookup, token_hash
from cleanroom.clean.rules.engine import RuleSet
from cleanroom.clean.segment import View
from cleanroom.clean.sheet import absent_of
from cleanroom.clean.spans import Spans, codes, spans
from cleanroom.clean.units import span_of


@dataclass(frozen=True)
class _Look:
    """What was found out about the lines of all texts, one text behind the other."""

    spans: Spans
    start: list[int]  # in its text, as `end`
    end: list[int]
    about: list[list[int]]  # the rest of what Spans say of each
    marks: list[int]
    words: list[int]
    ends_sentence: list[bool]
    prose: list[bool]
    patterns: tuple[int, ...]  # to try, of all lines; up to behind[i] they are of lines before line i
    behind: list[int]


class Looked(Lines):
    """Lines of a text that were looked at with others: columns first, and a View when one is asked for."""

    def __init__(self, text: str, look: _Look, begin: int, end: int) -> None:
        super().__init__([None] * (end - begin))  # type: ignore[list-item]
        self._text, self._look, self._rows = text, look, slice(begin, end)
        self.start, self.end = look.start[begin:end], look.end[begin:end]
        self.prose, self.marks, self.words = look.prose[begin:end], look.marks[begin:end], look.words[begin:end]

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self)))]
        view = self._views[at]
        if view is None:
            view = self._views[at] = self._view(at if at >= 0 else at + len(self))
        return view

    def __iter__(self) -> Iterator[View]:
        return map(self.__getitem__, range(len(self)))

    @lazy
    def laid(self) -> Laid:
        """As Lines.laid."""
        return self._look.spans.laid(self._rows)

    def text(self, index: int) -> str:
        """As Lines.text."""
        view = self._views[index]
        if view is not None:
            return view.text  # type: ignore[no-any-return]
        start, end = self.start[index], self.end[index]
        return span_of(self._text, start, end) if self._look.spans.joined else self._text[start:end]

    def _view(self, index: int) -> View:
        look, row = self._look, self._rows.start + index
        start, end = self.start[index], self.end[index]
        blank, indent, gap, rows, piece = look.about[row]
        text = self._text[start:end] if rows == 1 else span_of(self._text, start, end)
        view = _new(View)  # field by field: in half the time that its __init__ takes
        view.index, view.start, view.end, view.text = index, start, end, text
        view.gap, view.rows, view.blank, view.indent, view.piece = gap > 0, rows, blank, indent, piece > 0
        view.marks, view.words = self.marks[index], self.words[index]
        view.ends_sentence, view.prose = look.ends_sentence[row], self.prose[index]
        view.patterns = look.patterns[look.behind[row] : look.behind[row + 1]]
        return view


_new = object.__new__


def glance(texts: Sequence[str], rules: RuleSet) -> list[tuple[Lines, frozenset[str]]]:
    """The units of some texts, told what they are, and the languages that each of the texts has nothing of."""
    found, some = spans(texts, lookup(rules).signs), lookup(rules)
    said, tried, tokens = _said(found, some)
    absent, odd = _absent(tokens), said[:, k.IS_ODD] > 0
    rows = list(pairwise([0, *found.behind.tolist()]))
    unlike = [bool(odd[begin:end].any()) for begin, end in rows]
    absent[unlike] = 0
    tried &= ~np.repeat(some.absent(absent), np.diff(found.behind, prepend=0), axis=0)
    tried[odd] = 0
    look = _look(found, said, tried, some.anything)
    lines = [Looked(text, look, begin, end) for text, (begin, end) in zip(texts, rows, strict=True)]
    return [
        (views, absent_of(views) if again else _named(mask))
        for views, again, mask in zip(lines, unlike, absent.tolist(), strict=True)
    ]


def _look(found: Spans, said: k.Ints, tried: k.Ints, anything: bool) -> _Look:
    marked = said[:, k.MARKS] | np.where((tried != 0).any(1) | anything, marks.PATTERN, 0)
    marked[said[:, k.IS_ODD] > 0] = marks.ALL
    numbers, behind = _numbers(tried)
    return _Look(
        found, found.start.tolist(), found.end.tolist(), found.about.T.tolist(), marked.tolist(),
        said[:, k.WORDS].tolist(), (said[:, k.ENDS] > 0).tolist(), (said[:, k.PROSE] > 0).tolist(), numbers,
        [0, *behind],
    )  # fmt: skip


def guess_languages(texts: Sequence[str]) -> list[str]:
    """`guess_language` of each text."""
    samples = [sample_of(text) for text in texts]
    chars, start, end, signs = codes(samples, "")
    table, languages = _stop_words()
    counts = np.zeros((len(texts), v.STRANGE + 1 + len(LANGUAGES)), np.int64)
    v.votes(chars, start, end, signs.props, signs.lower, table.keys, table.places, languages, counts)
    return [
        guess_language(text) if strange or (words and others >= SCRIPT_SHARE * letters)
        else elected(dict(zip(LANGUAGES, votes, strict=True)), words)
        for text, (words, letters, others, strange, *votes) in zip(texts, counts.tolist(), strict=True)
    ]  # fmt: skip


@cache
def _stop_words() -> tuple[Table, k.Ints]:
    """The commonest words, and the languages of each as bits."""
    words = sorted(LANGUAGES_OF)
    bits = [sum(1 << LANGUAGES.index(language) for language in LANGUAGES_OF[word]) for word in words]
    return Table.of(list(map(token_hash, words))), np.array(bits)


def _said(found: Spans, of: Lookup) -> tuple[k.Ints, k.Ints, k.Ints]:
    """What the kernel says of lines, the patterns to try on them, and counts of texts."""
    count, own, needs, signs = len(found.places), len(of.languages), of.literals, found.signs
    said, tried = np.zeros((count, 6), np.int64), np.zeros((count, of.width), np.int64)
    tokens = np.zeros((len(found.behind), 1 + len(LANGUAGES)), np.int64)
    k.glance(
        found.chars, found.places, found.places + (found.end - found.start), found.behind, *signs,
        of.words.keys, of.words.places, of.known, of.gates, of.phrases.keys, of.phrases.places, of.lengths, of.first,
        of.languages, np.zeros(own, np.int64), needs.classes, needs.steps, needs.held,
        needs.needing, np.zeros(of.width, np.int64), np.zeros(k.COUNTS, np.int64), tokens, said, tried,
    )  # fmt: skip
    return said, tried, tokens


def _absent(tokens: k.Ints) -> k.Ints:
    """By document the languages that it has nothing of, as bits: `absent_languages`."""
    few = (tokens[:, 1:] < OWN_SHOWN) & np.array([language != "en" for language in LANGUAGES])
    bits = few @ (1 << np.arange(len(LANGUAGES)))
    return np.where(tokens[:, 0] < SHOWING_WORDS, 0, bits)


def _numbers(tried: k.Ints) -> tuple[tuple[int, ...], list[int]]:
    """The bits that are set, row by row and in order, and how many there are up to the end of each row."""
    behind, numbers = np.zeros(len(tried), np.int64), np.empty(8 * len(tried), np.int64)
    if (count := spread(tried, numbers, behind)) > len(numbers):
        spread(tried, numbers := np.empty(count, np.int64), behind)
    return tuple(numbers[:count].tolist()), behind.tolist()


@cache
def _named(mask: int) -> frozenset[str]:
    return frozenset(language for number, language in enumerate(LANGUAGES) if mask >> number & 1)
