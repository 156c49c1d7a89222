"""No pattern can be made to hang: each is tried on strings made against its own repetitions."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest
import regex
from attacks import attacks, parsed

import cleanroom
from cleanroom.clean.lazy import pattern
from cleanroom.clean.rules import default_rules

#: patterns see lines, whose length is capped: the longest have some hundred characters
LINE = 400
#: what takes the square of the time takes milliseconds here, the fifth power and more takes hours
HANGS = 20.0
#: of modules whose patterns see whole documents: what takes the square of the time hangs here too
WHOLE = ("cleanroom.read.", "cleanroom.clean.segment", "cleanroom.clean.units", "cleanroom.text", "cleanroom.dedup.")
DOCUMENT = 100_000

Found = tuple[str, str, int]


def patterns() -> Iterator[Found]:
    """Every pattern that a module of the package holds, and those of the rules: where, source, flags."""
    lazy = type(pattern(""))
    for module in pkgutil.walk_packages(cleanroom.__path__, "cleanroom."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name}.{name}", value.pattern, value.flags
            elif isinstance(value, lazy):
                source, flags = value._arguments
                yield f"{module.name}.{name}", source, flags
    for rule in default_rules().rules:
        if rule.pattern:
            yield rule.code, rule.pattern, 0


FOUND = sorted({(source, flags): where for where, source, flags in patterns()}.items(), key=lambda item: item[1])


def hangs(source: str, flags: int, times: int) -> list[str]:
    """The attacks that a pattern does not survive."""
    compiled = regex.compile(source, flags & (re.I | re.S | re.M | re.X))
    failed = []
    for attack in attacks(parsed(source, flags), times):
        try:
            compiled.fullmatch(attack, timeout=HANGS)
            compiled.search(attack, timeout=HANGS)
        except TimeoutError:
            failed.append(attack[:60])
            break
    return failed


def test_patterns_are_found() -> None:
    """Those of rules, recognisers and readers are among what is tried."""
    places = " ".join(where for _, where in FOUND)
    assert len(FOUND) > 250
    assert all(place in places for place in ("any.play-time", "runs.biography._INTRODUCED", "read.", "clean.segment"))


def test_a_hanging_pattern_is_noticed() -> None:
    """The test would fail for a pattern of nested repetitions."""
    assert any("aaa" in attack for attack in attacks(parsed(r"x(a+)+$", 0), LINE))
    with pytest.raises(TimeoutError):
        for attack in attacks(parsed(r"x(a|a)+$", 0), LINE):
            regex.search(r"x(a|a)+$", attack, timeout=0.2)


@pytest.mark.parametrize("part", range(8))
def test_no_pattern_hangs(part: int) -> None:
    """Strings made against a pattern, as long as what it sees, are through in time."""
    failed: dict[str, Any] = {}
    for (source, flags), where in FOUND[part::8]:
        if found := hangs(source, flags, DOCUMENT if where.startswith(WHOLE) else LINE):
            failed[where] = found
    assert failed == {}
