"""What the kernels of the look are told: words, phrases and literals of rules, words that steps look for, and what
characters are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from cleanroom.clean.kernels import lines as k
from cleanroom.clean.kernels.literals import Steps
from cleanroom.clean.language import OWN_WORDS
from cleanroom.clean.rules.engine import RuleSet
from cleanroom.clean.rules.shapes import SOCIAL, TELLING
from cleanroom.clean.runs.buttons import OF_POSTS
from cleanroom.clean.runs.signatures import AGO_UNITS, AGO_WORDS, SAYING
from cleanroom.clean.runs.unsigned import CUES, GATES
from cleanroom.clean.segment import BREAKS, CLOSERS, STOPS, UNSPACED

TOP, _HASH = 0xFFFF, (1 << 64) - 1
BIT = (np.uint64(1) << np.arange(64, dtype=np.uint64)).view(np.int64)
_PRIME, _SEED = int(k.PRIME), int(k.SEED)
#: words that steps look for, by bit
_ASKED = {
    k.SAYS: SAYING, k.AGO: AGO_WORDS, k.UNIT: AGO_UNITS, k.CUE: CUES, k.PRAISE: GATES, k.SOCIAL: SOCIAL,
    k.TELLING: TELLING, k.BUTTON: OF_POSTS,
}  # fmt: skip
LANGUAGES = tuple(OWN_WORDS)
#: what a lower case in Python looks at besides the character: a capital sigma, and a dot above an i
_ODD = "\u03a3\u0307"


@dataclass(frozen=True)
class Table:
    """A hash table of open addresses."""

    keys: k.Hashes
    places: k.Ints

    @classmethod
    def of(cls, hashes: Sequence[int]) -> Table:
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


def token_hash(word: str) -> int:
    """The hash that kernels give a token."""
    return _hashed(map(ord, word))


class Literals:
    """What patterns need, as an automaton (Aho and Corasick): a state is the longest end of what was read that begins a
    literal."""

    def __init__(self, needs: Sequence[Sequence[str]], width: int) -> None:
        self.needing = _bits([number for number, some in enumerate(needs) if some], width)
        patterns: dict[str, list[int]] = {}
        for number, some in enumerate(needs):
            for literal in some:
                patterns.setdefault(literal, []).append(number)
        signs = sorted({min(ord(sign), TOP) for sign in chain.from_iterable(patterns)})
        self.classes = np.zeros(TOP + 1, np.uint16)  # of characters
        self.classes[signs] = range(1, len(signs) + 1)
        tree: list[dict[int, int]] = [{}]
        ends: list[list[int]] = [[]]
        for literal, numbers in patterns.items():
            state = 0
            for sign in self.classes[[min(ord(sign), TOP) for sign in literal]].tolist():
                if sign not in tree[state]:
                    tree[state][sign] = len(tree)
                    tree.append({})
                    ends.append([])
                state = tree[state][sign]
            ends[state] += numbers
        self._connect(tree, ends, len(signs) + 1, width)
        self.classes = self.classes[characters("").lower]

    def _connect(
        self, tree: Sequence[Mapping[int, int]], ends: Sequence[Sequence[int]], classes: int, width: int
    ) -> None:
        """Lead every state on by every class, breadth first: where it has no branch, as its longest proper end does."""
        steps = np.zeros((len(tree), classes), np.int64)
        self.held = np.array([_bits(numbers, width) for numbers in ends])
        shorter, order = [0] * len(tree), [0]
        for state in order:
            if state:
                steps[state] = steps[shorter[state]]
                self.held[state] |= self.held[shorter[state]]
            for sign, below in tree[state].items():
                shorter[below] = int(steps[state, sign])
                steps[state, sign] = below
                order.append(below)
        shows = (self.held != 0).any(1)
        self.steps: Steps = (steps * classes * 2 + shows[steps]).astype(np.int32).reshape(-1)


def _bits(numbers: Iterable[int], width: int) -> k.Ints:
    held = np.zeros(width, np.int64)
    for number in numbers:
        held[number >> 6] |= BIT[number & 63]
    return held


class Lookup:
    """What the kernel needs to know of rules and of the words that steps look for."""

    def __init__(self, rules: RuleSet) -> None:
        needs = rules.needs
        own = [(word, number) for number, language in enumerate(LANGUAGES) for word in sorted(OWN_WORDS[language])]
        words = sorted({*needs.words, *needs.closing, *chain(*_ASKED.values()), *(word for word, _ in own)})
        place = {word: number for number, word in enumerate(words)}
        self.words = Table.of(list(map(token_hash, words)))
        self.known = np.full((len(words), 4), -1)
        opened = [*(needs.words.get(word, ()) for word in words), *needs.first.values()]
        self.gates = np.array([*chain.from_iterable(opened), (0, 0, 0, 0)])
        ends = np.cumsum([len(gates) for gates in opened])
        self.known[:, k.GATES_END], self.known[:, k.GATES] = ends[: len(words)], np.append(0, ends)[: len(words)]
        first = np.array([min(ord(sign), TOP) for sign in needs.first], np.int64)
        self.first = np.stack([first, np.append(0, ends)[len(words) : -1], ends[len(words) :]], 1)
        self.signs = "".join(sign if ord(sign) <= TOP else chr(TOP) for sign in needs.first)
        self.patterns, self.anything = needs.languages, needs.anything
        self.literals = Literals(needs.literals, self.width)
        asked = {**_ASKED, k.TAIL: needs.closing}
        self.known[:, k.BITS] = [sum(bit for bit, some in asked.items() if word in some) for word in words]
        self.known[[place[word] for word, _ in own], k.OWN] = np.arange(len(own))
        self.languages = np.array([number for _, number in own])
        said = {*needs.whole, *needs.opening}
        phrases = sorted({phrase[:end] for phrase in said for end in range(1, len(phrase) + 1)})
        self.phrases = Table.of([_hashed(map(token_hash, phrase)) for phrase in phrases])
        self.lengths = np.array([(needs.whole.get(p, -1), needs.opening.get(p, -1)) for p in phrases] or [(-1, -1)])

    @cached_property
    def _by_language(self) -> k.Ints:
        """languages × patterns as bits."""
        held = np.zeros((len(LANGUAGES), self.width), np.int64)
        for number, language in enumerate(self.patterns):
            if language in LANGUAGES:
                held[LANGUAGES.index(language), number >> 6] |= BIT[number & 63]
        return held

    @property
    def width(self) -> int:
        """Numbers of 64 bits that hold a bit for each pattern."""
        return (len(self.patterns) + 63) // 64

    def absent(self, languages: k.Ints) -> k.Ints:
        """The patterns of the absent languages of each document, as bits."""
        there = (languages[:, None] >> np.arange(len(LANGUAGES))) & 1
        held: k.Ints = np.bitwise_or.reduce(there[:, :, None] * self._by_language, axis=1)
        return held


class Characters(NamedTuple):
    """Of the first plane: properties, lower case; both packed for the look at words, and for reading them."""

    props: k.Codes
    lower: k.Codes
    traits: k.Traits
    folded: k.Traits

    def with_odd(self) -> Characters:
        """The same where characters beyond the first plane need another look."""
        props, traits = self.props.copy(), self.traits.copy()
        props[TOP] |= k.ODD
        traits[TOP] |= k.ODD
        return self._replace(props=props, traits=traits)


@lru_cache(maxsize=4)
def characters(first: str) -> Characters:
    """Characters as this Python has them."""
    signs = list(map(chr, range(TOP + 1)))
    props = np.zeros(TOP + 1, np.uint16)
    for bit, holds in ((k.SPACE, str.isspace), (k.ALNUM, str.isalnum), (k.NUMBER, str.isdecimal)):
        props += np.fromiter(map(holds, signs), bool, len(signs)) * np.uint16(bit)
    props[props & k.ALNUM > 0] |= k.NAMELIKE
    for bit, some in (
        (k.UNSPACED, UNSPACED.findall("".join(signs))), (k.STOP, STOPS), (k.CLOSER, CLOSERS), (k.SIGN, "©®@#"),
        (k.NAMELIKE, "_-#"), (k.SKIPPED, map(chr, range(0x64B, 0x653))), (k.ODD, _ODD), (k.DASH, "–—|(-"),
        (k.FIRST, first), (k.BREAK, BREAKS),
    ):  # fmt: skip
        props[list(map(ord, some))] |= bit
    props[(props & (k.ALNUM | k.NUMBER | k.UNSPACED | k.ODD | k.SIGN)) == k.ALNUM] |= k.PLAIN
    wide = np.array([ord(sign.lower()[0]) for sign in signs], np.uint32)
    lower = np.minimum(wide, TOP).astype(np.uint16)
    folded = props[lower] | lower.astype(np.uint32) << np.uint32(k.LOWER)
    return Characters(props, lower, props | _pairs()[lower], folded)


def _pairs() -> k.Traits:
    """What characters may be of marks of icon fonts: a bit for each mark's second letter, and above these its first."""
    held = np.zeros(TOP + 1, np.uint32)
    for number, mark in enumerate(k.MARKED):
        held[ord(mark[0])] |= np.uint32(1 << number + k.SECOND + k.AHEAD)
        held[ord(mark[1])] |= np.uint32(1 << number + k.SECOND)
    return held


@lru_cache(maxsize=4)
def lookup(rules: RuleSet) -> Lookup:
    """Of some rules."""
    return Lookup(rules)
