"""The rules as data: each proves itself on its own examples."""

from __future__ import annotations

from collections import Counter

import pytest
import regex

from cleanroom.clean.kinds import KINDS
from cleanroom.clean.rules import PACKS, Rule, RuleSet, default_rules
from cleanroom.clean.rules.shapes import SHAPES
from cleanroom.clean.segment import View, segment, tokens_of

RULES = [rule for pack in PACKS for rule in pack]
each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])


def view_of(line: str) -> View:
    """The one line that an example is."""
    found = segment(line)
    assert len(found) == 1, f"an example must be one line: {line!r}"
    return found[0]


@each_rule
def test_hits(rule: Rule) -> None:
    """A rule has examples and hits every one of them, alone and among all rules."""
    assert rule.hits
    alone, shipped = RuleSet((rule,)), default_rules()
    assert [line for line in rule.hits if not list(alone.hits(view_of(line)))] == []
    assert [line for line in rule.hits if rule not in [hit.rule for hit in shipped.hits(view_of(line))]] == []


@each_rule
def test_misses(rule: Rule) -> None:
    """A rule names lines that it must not touch and touches none of them."""
    assert rule.misses
    alone = RuleSet((rule,))
    assert [line for line in rule.misses if list(alone.hits(view_of(line)))] == []


@each_rule
def test_fields(rule: Rule) -> None:
    """A rule has a known kind, a reason, a belief that is a probability, and one way at least to match."""
    assert rule.kind in KINDS
    assert rule.why
    assert 0 < rule.confidence <= 1
    assert rule.whole or rule.label or rule.opener or rule.closer or rule.pattern or rule.shape
    assert not rule.shape or rule.shape in SHAPES
    assert rule.max_chars > 0
    pack, _, name = rule.code.partition(".")
    assert pack.isalpha() and regex.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name), rule.code


@each_rule
def test_phrases(rule: Rule) -> None:
    """A phrase has words, no two phrases of a rule are the same to it, and none is without effect."""
    for phrases in (rule.whole, rule.label, rule.opener, rule.closer):
        keys = [" ".join(tokens_of(phrase)) for phrase in phrases]
        assert all(keys)
        assert [key for key, count in Counter(keys).items() if count > 1] == []


@each_rule
def test_patterns(rule: Rule) -> None:
    """A pattern compiles and matches nothing empty; its gates can be met, and the examples meet them."""
    assert not (rule.words and not rule.pattern), "gate words without a pattern"
    if not rule.pattern:
        return
    assert regex.compile(rule.pattern).fullmatch("") is None
    assert [word for word in rule.words if tokens_of(word) != (word,)] == []
    gated = RuleSet((rule,))
    matched = [line for line in rule.hits if list(gated._by_pattern(view_of(line)))]
    assert matched, "no example needs the pattern"
    assert all(not rule.words or set(rule.words).intersection(view_of(line).edge_tokens) for line in matched)
    assert all(not rule.first or line[0] in rule.first for line in matched)
    assert [literal for literal in rule.needs if literal != literal.lower()] == []


def test_codes_are_unique() -> None:
    """A code names one rule."""
    assert [code for code, count in Counter(rule.code for rule in RULES).items() if count > 1] == []


def test_every_language_has_a_pack() -> None:
    """English, German, French and Spanish have rules, and so has what needs no language."""
    assert {rule.code.partition(".")[0] for rule in RULES} >= {"any", "en", "de", "fr", "es"}
