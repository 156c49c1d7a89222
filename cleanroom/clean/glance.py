"""A look over all lines of many texts at once by compiled kernels: their words, and which steps can skip them; and the
languages of texts.

Loading the kernels pays for large inputs only; without the look every step looks for itself and finds the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain

import numpy as np

from cleanroom.clean import marks
from cleanroom.clean.kernels import lines as k
from cleanroom.clean.kernels import votes as v
from cleanroom.clean.kernels.bits import spread
from cleanroom.clean.language import (
    LANGUAGES_OF,
    OWN_SHOWN,
    OWN_WORDS,
    SCRIPT_SHARE,
    SHOWING_WORDS,
    elected,
    guess_language,
    sample_of,
)
from cleanroom.clean.rules.engine import RuleSet
from cleanroom.clean.rules.shapes import SOCIAL, TELLING
from cleanroom.clean.runs.signatures import AGO_WORDS, SAYING
from cleanroom.clean.runs.unsigned import CUES, GATES
from cleanroom.clean.segment import CLOSERS, STOPS, UNSPACED, View
from cleanroom.clean.sheet import absent_of

_TOP, _HASH = 0xFFFF, (1 << 64) - 1
_BIT = (np.uint64(1) << np.arange(64, dtype=np.uint64)).view(np.int64)
_PRIME, _SEED = int(k.PRIME), int(k.SEED)
#: words that steps look for, by bit
_ASKED = {k.SAYS: SAYING, k.AGO: AGO_WORDS, k.CUE: CUES, k.PRAISE: GATES, k.SOCIAL: SOCIAL, k.TELLING: TELLING}
_LANGUAGES = tuple(OWN_WORDS)
#: what a lower case in Python looks at besides the character: a capital sigma, and a dot above an i
_ODD = "\u03a3\u0307"


@dataclass(frozen=True)
class _Table:
    """A hash table of open addresses."""

    keys: k.Hashes
    places: k.Ints

    @classmethod
    def of(cls, hashes: Sequence[int]) -> _Table:
        """Key i has place i."""
        size = 1 << (4 * len(hashes) + 1).bit_length()
        keys, places = np.zeros(size, np.uint64), np.full(size, -1)
        for place, value in enumerate(hashes):
            slot = (value >> 40) & (size - 1)
            while places[slot] >= 0:
                slot = (slot + 1) & (size - 1)
            keys[slot], places[slot] = value, place
        return cls(keys, places)


def _hashed(codes: Iterable[int]) -> int:
    value = _SEED
    for code in codes:
        value = ((value ^ code) * _PRIME) & _HASH
    return value


def _token(word: str) -> int:
    return _hashed(map(ord, word))


class Lookup:
    """What the kernel needs to know of rules and of the words that steps look for."""

    def __init__(self, rules: RuleSet) -> None:
        needs = rules.needs
        own = [(word, number) for number, language in enumerate(_LANGUAGES) for word in sorted(OWN_WORDS[language])]
        words = sorted({*needs.words, *needs.closing, *chain(*_ASKED.values()), *(word for word, _ in own)})
        place = {word: number for number, word in enumerate(words)}
        self.words = _Table.of(list(map(_token, words)))
        self.known = np.full((len(words), 4), -1)
        opened = [*(needs.words.get(word, ()) for word in words), *needs.first.values()]
        self.gates = np.array([*chain.from_iterable(opened), (0, 0, 0, 0)])
        ends = np.cumsum([len(gates) for gates in opened])
        self.known[:, k.GATES_END], self.known[:, k.GATES] = ends[: len(words)], np.append(0, ends)[: len(words)]
        first = [min(ord(sign), _TOP) for sign in needs.first]
        self.first = np.stack([first, np.append(0, ends)[len(words) : -1], ends[len(words) :]], 1)
        self.signs = "".join(sign if ord(sign) <= _TOP else chr(_TOP) for sign in needs.first)
        self.patterns, self.anything = needs.languages, needs.anything
        asked = {**_ASKED, k.TAIL: needs.closing}
        self.known[:, k.BITS] = [sum(bit for bit, some in asked.items() if word in some) for word in words]
        self.known[[place[word] for word, _ in own], k.OWN] = np.arange(len(own))
        self.languages = np.array([number for _, number in own])
        phrases = sorted({*needs.whole, *needs.opening})
        self.phrases = _Table.of([_hashed(map(_token, phrase)) for phrase in phrases])
        self.lengths = np.array([(needs.whole.get(p, -1), needs.opening.get(p, -1)) for p in phrases] or [(-1, -1)])

    @cached_property
    def _by_language(self) -> k.Ints:
        """languages × patterns as bits."""
        held = np.zeros((len(_LANGUAGES), self.width), np.int64)
        for number, language in enumerate(self.patterns):
            if language in _LANGUAGES:
                held[_LANGUAGES.index(language), number >> 6] |= _BIT[number & 63]
        return held

    @property
    def width(self) -> int:
        """Numbers of 64 bits that hold a bit for each pattern."""
        return (len(self.patterns) + 63) // 64

    def absent(self, languages: k.Ints) -> k.Ints:
        """The patterns of the absent languages of each document, as bits."""
        there = (languages[:, None] >> np.arange(len(_LANGUAGES))) & 1
        held: k.Ints = np.bitwise_or.reduce(there[:, :, None] * self._by_language, axis=1)
        return held


@lru_cache(maxsize=4)
def _characters(first: str) -> tuple[k.Codes, k.Codes]:
    """Properties and lower case of the characters of the first plane, as this Python has them."""
    signs = list(map(chr, range(_TOP + 1)))
    props = np.zeros(_TOP + 1, np.uint16)
    for bit, holds in ((k.SPACE, str.isspace), (k.ALNUM, str.isalnum), (k.NUMBER, str.isdecimal)):
        props += np.fromiter(map(holds, signs), bool, len(signs)) * np.uint16(bit)
    props[props & k.ALNUM > 0] |= k.NAMELIKE
    for bit, some in (
        (k.UNSPACED, UNSPACED.findall("".join(signs))), (k.STOP, STOPS), (k.CLOSER, CLOSERS), (k.SIGN, "©®@#"),
        (k.NAMELIKE, "_-#"), (k.SKIPPED, map(chr, range(0x64B, 0x653))), (k.ODD, _ODD), (k.DASH, "–—|(-"),
        (k.FIRST, first),
    ):  # fmt: skip
        props[list(map(ord, some))] |= bit
    busy = [sign for sign in signs if sign.lower() in k.MARKED]
    props[(props & (k.ALNUM | k.NUMBER | k.UNSPACED | k.ODD | k.SIGN)) == k.ALNUM] |= k.PLAIN
    props[list(map(ord, busy))] &= ~np.uint16(k.PLAIN)
    lower = np.array([ord(sign.lower()[0]) for sign in signs], np.uint32)
    lower[lower > _TOP] = _TOP
    return props, lower.astype(np.uint16)


@lru_cache(maxsize=4)
def _lookup(rules: RuleSet) -> Lookup:
    return Lookup(rules)


def glance(texts: Sequence[Sequence[View]], rules: RuleSet) -> list[frozenset[str]]:
    """Tell the lines of some texts what they are; gives the languages that each of the texts has nothing of."""
    lines, lookup = list(chain.from_iterable(texts)), _lookup(rules)
    behind = np.cumsum([len(text) for text in texts], dtype=np.int64)
    said, tried, tokens = _said(lines, behind, lookup)
    absent = _absent(tokens)
    odd = said[:, k.IS_ODD] > 0
    unlike = [bool(odd[end - len(text) : end].any()) for text, end in zip(texts, behind.tolist(), strict=True)]
    absent[unlike] = 0
    tried &= ~np.repeat(lookup.absent(absent), [len(text) for text in texts], axis=0)
    gated = (tried != 0).any(1)
    found = said[:, k.MARKS] | np.where(gated | lookup.anything, marks.PATTERN, 0)
    found[odd] = marks.ALL
    columns = found, said[:, k.WORDS], said[:, k.ENDS] > 0, said[:, k.PROSE] > 0
    for view, mark, words, ends, prose in zip(lines, *(column.tolist() for column in columns), strict=True):
        view.told(mark, words, ends, prose)
    rows = np.flatnonzero(gated & ~odd)
    begin, (numbers, behind_row) = 0, _numbers(tried[rows])
    for row, end in zip(rows.tolist(), behind_row, strict=True):
        lines[row].patterns = numbers[begin:end]
        begin = end
    return [
        absent_of(text) if again else _named(mask)
        for text, again, mask in zip(texts, unlike, absent.tolist(), strict=True)
    ]


def guess_languages(texts: Sequence[str]) -> list[str]:
    """`guess_language` of each text."""
    samples = [sample_of(text) for text in texts]
    chars, start, end, props, lower = _laid(samples, "")
    table, languages = _stop_words()
    counts = np.zeros((len(texts), v.STRANGE + 1 + len(_LANGUAGES)), np.int64)
    v.votes(chars, start, end, props, lower, table.keys, table.places, languages, counts)
    return [
        guess_language(text) if strange or (words and others >= SCRIPT_SHARE * letters)
        else elected(dict(zip(_LANGUAGES, votes, strict=True)), words)
        for text, (words, letters, others, strange, *votes) in zip(texts, counts.tolist(), strict=True)
    ]  # fmt: skip


@cache
def _stop_words() -> tuple[_Table, k.Ints]:
    """The commonest words, and the languages of each as bits."""
    words = sorted(LANGUAGES_OF)
    bits = [sum(1 << _LANGUAGES.index(language) for language in LANGUAGES_OF[word]) for word in words]
    return _Table.of(list(map(_token, words))), np.array(bits)


def _laid(texts: Sequence[str], first: str) -> tuple[k.Codes, k.Ints, k.Ints, k.Codes, k.Codes]:
    """Texts as code points, where each begins and ends, and what the characters are."""
    wide = np.frombuffer(" ".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    props, lower = _characters(first)
    if any(chr(code).isalnum() for code in set(wide[wide > _TOP].tolist())):
        props = props.copy()
        props[_TOP] |= k.ODD
    lengths = np.array(list(map(len, texts)), np.int64)
    start = np.cumsum(lengths + 1) - lengths - 1
    return np.minimum(wide, _TOP).astype(np.uint16), start, start + lengths, props, lower


def _said(lines: Sequence[View], behind: k.Ints, lookup: Lookup) -> tuple[k.Ints, k.Ints, k.Ints]:
    """What the kernel says of lines, the patterns to try on them, and counts of documents."""
    chars, start, end, props, lower = _laid([view.text for view in lines], lookup.signs)
    said, tried = np.zeros((len(lines), 6), np.int64), np.zeros((len(lines), lookup.width), np.int64)
    tokens = np.zeros((len(behind), 1 + len(_LANGUAGES)), np.int64)
    k.glance(
        chars, start, end, behind, props, lower, lookup.words.keys,
        lookup.words.places, lookup.known, lookup.gates, lookup.phrases.keys, lookup.phrases.places, lookup.lengths,
        lookup.first, lookup.languages, np.zeros(len(lookup.languages), np.int64), np.zeros(k.COUNTS, np.int64),
        tokens, said, tried,
    )  # fmt: skip
    return said, tried, tokens


def _absent(tokens: k.Ints) -> k.Ints:
    """By document the languages that it has nothing of, as bits: `absent_languages`."""
    few = (tokens[:, 1:] < OWN_SHOWN) & np.array([language != "en" for language in _LANGUAGES])
    bits = few @ (1 << np.arange(len(_LANGUAGES)))
    return np.where(tokens[:, 0] < SHOWING_WORDS, 0, bits)


def _numbers(tried: k.Ints) -> tuple[tuple[int, ...], list[int]]:
    """The bits that are set, row by row and in order, and how many there are up to the end of each row."""
    behind, numbers = np.zeros(len(tried), np.int64), np.empty(8 * len(tried), np.int64)
    if (count := spread(tried, numbers, behind)) > len(numbers):
        spread(tried, numbers := np.empty(count, np.int64), behind)
    return tuple(numbers[:count].tolist()), behind.tolist()


@cache
def _named(mask: int) -> frozenset[str]:
    return frozenset(language for number, language in enumerate(_LANGUAGES) if mask >> number & 1)
