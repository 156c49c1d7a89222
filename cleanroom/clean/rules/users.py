"""Users' own rules: tables `[[rule]]` of a TOML text, with the fields of `rule.Rule`, proved before they are used."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import MISSING, fields
from typing import Any, get_args

from cleanroom.clean.kinds import KINDS
from cleanroom.clean.rules.engine import RuleSet
from cleanroom.clean.rules.rule import Part, Rule, Run
from cleanroom.clean.rules.shapes import SHAPES
from cleanroom.clean.segment import segment, tokens_of
from cleanroom.errors import UsageError

_FIELDS = {field.name: field for field in fields(Rule)}
_NEEDED = tuple(name for name, field in _FIELDS.items() if field.default is MISSING)
_LISTS = tuple(name for name, field in _FIELDS.items() if str(field.type).startswith("tuple"))
_WAYS = ("whole", "label", "opener", "closer", "pattern", "shape")
_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": tuple(KINDS), "part": get_args(Part), "run": get_args(Run), "shape": ("", *SHAPES),
}  # fmt: skip
_EXAMPLE = 60


def parse_rules(text: str, name: str, taken: Collection[str] = ()) -> tuple[Rule, ...]:
    """The rules of a TOML text; `name` is its file's, for messages, `taken` are the codes of other rules.

    Raises UsageError, one line that names file, rule and remedy, for the first mistake.
    """
    import tomllib  # noqa: PLC0415  (2 ms, where there is a file of rules)

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name}: not valid TOML: {error}; correct it there") from None
    except RecursionError:
        raise UsageError(f"{name}: nested too deeply; write each rule as a table [[rule]]") from None
    tables = content.pop("rule", [])
    if content or not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        odd = f"{next(iter(content))} is no field of a rule file" if content else "rule is no list of tables"
        raise UsageError(f"{name}: {odd}; write each rule as a table [[rule]]")
    if not tables:
        raise UsageError(f"{name}: no rules in it; write each rule as a table [[rule]]")
    rules: dict[str, Rule] = {}
    for number, table in enumerate(tables, 1):
        code = table.get("code")
        where = f"{name}: rule {code if isinstance(code, str) and code else f'number {number}'}"
        rule = _rule(table, where)
        if rule.code in rules or rule.code in taken:
            raise UsageError(f"{where}: this code exists already; choose another one, such as my.{rule.code.split('.')[-1]}")
        _prove(rule, where)
        rules[rule.code] = rule
    return tuple(rules.values())


def _rule(table: dict[str, Any], where: str) -> Rule:
    """A table as a rule, its fields checked for name and type."""
    for name in table:
        if name not in _FIELDS:
            raise UsageError(f"{where}: no such field: {name}; fields are {', '.join(_FIELDS)}")
    for name in _NEEDED:
        if not table.get(name):
            raise UsageError(f"{where}: {name} is missing or empty; a rule needs {', '.join(_NEEDED)}")
    values = {name: _value(name, value, where) for name, value in table.items()}
    rule = Rule(**values)
    if not any(getattr(rule, way) for way in _WAYS):
        raise UsageError(f"{where}: nothing to look for; give it one of {', '.join(_WAYS)}")
    return rule


def _value(name: str, value: Any, where: str) -> Any:
    if name in _LISTS:
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise UsageError(f'{where}: {name} is no list of texts; write {name} = ["…", "…"]')
        return tuple(value)
    if name == "confidence":
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 1:
            raise UsageError(f"{where}: confidence {value!r} is no number above 0 and up to 1; write such as 0.9")
        return float(value)
    if name == "max_chars":
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise UsageError(f"{where}: max_chars {value!r} is no number of characters; write such as 120")
        return value
    wanted = bool if name == "stop" else str
    if not isinstance(value, wanted):
        raise UsageError(f"{where}: {name} is {value!r}; write {'true or false' if wanted is bool else 'a text in quotes'}")
    if name in _CHOICES and value not in _CHOICES[name]:
        known = ", ".join(choice for choice in _CHOICES[name] if choice)
        raise UsageError(f"{where}: no such {name}: {value}; one of {known}")
    return value


def _prove(rule: Rule, where: str) -> None:
    """A pattern compiles, phrases and gate words can match, and the examples come out as the rule says."""
    _check_phrases(rule, where)
    if rule.pattern:
        import regex  # noqa: PLC0415  (50 ms that rules without patterns never pay)

        try:
            regex.compile(rule.pattern)
        except regex.error as error:
            raise UsageError(f"{where}: the pattern is no regular expression: {error}; correct it there") from None
    alone = RuleSet((rule,))
    for example in rule.hits:
        if not _matches(alone, example, where):
            raise UsageError(f"{where}: does not hit its own example {_short(example)}; widen the rule or drop the hit")
    for example in rule.misses:
        if _matches(alone, example, where):
            raise UsageError(f"{where}: hits {_short(example)}, one of its misses; narrow the rule or drop the miss")


def _check_phrases(rule: Rule, where: str) -> None:
    for field in ("whole", "label", "opener", "closer"):
        for phrase in getattr(rule, field):
            if not tokens_of(phrase):
                raise UsageError(f"{where}: {field} {_short(phrase)} has no words; use a pattern for signs")
    if rule.words and not rule.pattern:
        raise UsageError(f"{where}: words without a pattern do nothing; add a pattern or move them to opener")
    for word in rule.words:
        if tokens_of(word) != (word,):
            remedy = " ".join(tokens_of(word)) or "a word"
            raise UsageError(f"{where}: words has {_short(word)}, which no line has as a word; write it as {remedy}")


def _matches(rules: RuleSet, example: str, where: str) -> bool:
    lines = segment(example)
    if len(lines) != 1:
        raise UsageError(f"{where}: the example {_short(example)} is not one line; give one line for each example")
    found = bool(rules.hits(lines[0]))
    if rules.timed_out:
        raise UsageError(f"{where}: its pattern takes more than a second on {_short(example)}; make it simpler")
    return found


def _short(text: str) -> str:
    text = " ".join(text.split())
    return f'"{text if len(text) <= _EXAMPLE else text[: _EXAMPLE - 1] + "…"}"'
