"""Strings made against a pattern: what one of its repetitions takes, again and again, and then what it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

#: signs that a repetition may take
PALETTE = "aA1 -.,\n\u4e00"
#: a repetition that may take fewer is no danger
MANY = 20
#: what the `regex` module writes otherwise, in `re`'s words; near enough to find the repetitions
TRANSLATED = (
    (r"\\[pP]\{[^}]*\}", r"\\w"), (r"\\h", " "), (r"\(\?[aiLmsuxV01]+\)", ""), (r"\(\?[-iV01]+:", "(?:"),
    (r"\[\[:\w+:\]\]", r"\\w"), (r"\\X", "."), (r"\\m|\\M", r"\\b"),
)  # fmt: skip


def parsed(pattern: str, flags: int) -> Any:
    """The parse tree of a pattern of `re` or `regex`."""
    verbose = re.VERBOSE if re.search(r"\(\?\w*x", pattern) else 0
    for theirs, ours in TRANSLATED:
        pattern = re.sub(theirs, ours, pattern, flags=re.S)
    return _parser.parse(pattern, (flags & (re.I | re.S | re.M | re.X)) | verbose)


def attacks(tree: Any, times: int) -> Iterator[str]:
    """For each long repetition and each sign that it takes: what stands before it, the sign many times, a stranger."""
    for before, item in _repetitions(list(tree), ""):
        units = {sign for sign in PALETTE if _takes(item, sign)} | {_sample(item)}
        for unit in units - {""}:
            yield before + unit * (times // len(unit)) + "\x01"
            yield unit * (times // len(unit)) + "\x01"


def _repetitions(nodes: list[Any], before: str) -> Iterator[tuple[str, list[Any]]]:
    for kind, value in nodes:
        if kind in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            if value[1] >= MANY:
                yield before, list(value[2])
            yield from _repetitions(list(value[2]), before)
        elif kind is c.SUBPATTERN:
            yield from _repetitions(list(value[3]), before)
        elif kind is c.ATOMIC_GROUP:
            yield from _repetitions(list(value), before)
        elif kind is c.BRANCH:
            for branch in value[1]:
                yield from _repetitions(list(branch), before)
        before += _sample([(kind, value)])


def _takes(item: list[Any], sign: str) -> bool:  # noqa: PLR0911  (a line for each kind of node)
    """Whether a repetition of one character class takes this sign."""
    if len(item) != 1:
        return False
    kind, value = item[0]
    if kind is c.SUBPATTERN:
        return _takes(list(value[3]), sign)
    if kind is c.BRANCH:
        return any(_takes(list(branch), sign) for branch in value[1])
    if kind in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        return _takes(list(value[2]), sign)
    if kind is c.IN:
        return _in_class(value, sign)
    if kind is c.LITERAL:
        return chr(value) == sign
    return bool(kind is c.ANY or (kind is c.NOT_LITERAL and chr(value) != sign))


def _in_class(members: list[Any], sign: str) -> bool:
    negated = members[0][0] is c.NEGATE
    return negated != any(_member(kind, value, sign) for kind, value in members[negated:])


def _member(kind: Any, value: Any, sign: str) -> bool:
    if kind is c.LITERAL:
        return chr(value) == sign
    if kind is c.RANGE:
        return bool(value[0] <= ord(sign) <= value[1])
    tests = {
        c.CATEGORY_DIGIT: r"\d", c.CATEGORY_SPACE: r"\s", c.CATEGORY_WORD: r"\w",
        c.CATEGORY_NOT_DIGIT: r"\D", c.CATEGORY_NOT_SPACE: r"\S", c.CATEGORY_NOT_WORD: r"\W",
    }  # fmt: skip
    return re.fullmatch(tests[value], sign) is not None


def _sample(nodes: list[Any]) -> str:
    """A short string that the nodes take, but for what looks around."""
    return "".join(_one(kind, value) for kind, value in nodes)


def _one(kind: Any, value: Any) -> str:  # noqa: PLR0911
    if kind is c.LITERAL:
        return chr(value)
    if kind in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        return _sample(list(value[2])) * min(value[0], MANY)
    if kind is c.SUBPATTERN:
        return _sample(list(value[3]))
    if kind is c.ATOMIC_GROUP:
        return _sample(list(value))
    if kind is c.BRANCH:
        return _sample(list(value[1][0]))
    if kind is c.IN:
        literal = next((chr(v if k is c.LITERAL else v[0]) for k, v in value if k in (c.LITERAL, c.RANGE)), "")
        negated = value[0][0] is c.NEGATE
        return next((sign for sign in PALETTE if _in_class(value, sign)), "" if negated else literal)
    return "a" if kind in (c.ANY, c.NOT_LITERAL) else ""
