"""What a person can decide, as one record, and what makes a line of `decisions.jsonl` valid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from cleanroom.clean.kinds import KINDS
from cleanroom.errors import UsageError


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of `decisions.jsonl`. Which fields an action needs is in `NEEDS`; the others stay empty.

    start and end are characters of `documents.raw`; `text` is what stood there, so that the place is found again.
    """

    action: str
    id: str = ""  # of the decision
    at: str = ""  # when, ISO 8601
    document: str = ""
    other: str = ""  # the other document of a pair
    start: int = 0
    end: int = 0
    text: str = ""
    kind: str = ""
    rule: str = ""
    source: str = ""
    verdict: str = ""
    queue: str = ""  # the list that was reviewed
    decision: str = ""  # the decision that is taken back
    note: str = ""


#: action -> the fields it must have; all others but `note` stay out
NEEDS: Mapping[str, tuple[str, ...]] = {
    "split": ("document", "other"),
    "merge": ("document", "other"),
    "canonical": ("document",),
    "keep": ("document", "start", "end", "text"),
    "cut": ("document", "start", "end", "text", "kind"),
    "never": ("rule", "source"),
    "review": ("queue", "document", "other", "start", "end", "rule", "verdict"),
    "undo": ("decision",),
}
#: what the actions mean, for people
MEANINGS: Mapping[str, str] = {
    "split": "not the same story",
    "merge": "the same story",
    "canonical": "this text stands for its story",
    "keep": "this stays in the text",
    "cut": "this goes",
    "never": "this rule does not apply to this source",
    "review": "reviewed",
    "undo": "taken back",
}
VERDICTS = ("agree", "disagree", "skip")
#: fields that may be empty where they are needed: a source may have no name, a cut no partner
_MAY_BE_EMPTY = ("source", "other", "rule")
_ALWAYS = ("action", "id", "at", "note")
_TYPES = {field.name: int if field.type == "int" else str for field in fields(Decision)}


def parse(row: Any, where: str) -> Decision:
    """A row of JSON as a decision. Raises UsageError, one line that begins with `where`."""
    if not isinstance(row, dict):
        raise UsageError(f"{where}: no JSON object; a decision is one")
    action = row.get("action")
    if not isinstance(action, str) or action not in NEEDS:
        raise UsageError(f"{where}: no such action: {action!r}; actions are {', '.join(NEEDS)}")
    for name, value in row.items():
        if name not in (*_ALWAYS, *NEEDS[action]):
            raise UsageError(f"{where}: {action} has no field {name}; its fields are {', '.join(NEEDS[action])}")
        if type(value) is not _TYPES[name]:
            raise UsageError(
                f"{where}: {name} is {value!r}, not {'a whole number' if _TYPES[name] is int else 'a text'}"
            )
    for name in ("id", *NEEDS[action]):
        if name not in row or (not row[name] and _TYPES[name] is str and name not in _MAY_BE_EMPTY):
            raise UsageError(f"{where}: {action} needs {name}")
    decision = Decision(**row)
    _check(decision, where)
    return decision


def _check(decision: Decision, where: str) -> None:
    """What types do not say."""
    action = decision.action
    if action in ("keep", "cut") and not 0 <= decision.start < decision.end:
        raise UsageError(f"{where}: {decision.start} to {decision.end} is no span; start at 0 or more, end behind it")
    if action in ("keep", "cut") and len(decision.text) != decision.end - decision.start:
        raise UsageError(f"{where}: text has {len(decision.text)} characters, the span {decision.end - decision.start}")
    if action in ("split", "merge") and decision.document == decision.other:
        raise UsageError(f"{where}: {action} needs two documents")
    if action == "cut" and decision.kind not in KINDS:
        raise UsageError(f"{where}: no such kind: {decision.kind}; `cleanroom rules` lists them")
    if action == "review" and decision.verdict not in VERDICTS:
        raise UsageError(f"{where}: no such verdict: {decision.verdict}; one of {', '.join(VERDICTS)}")


def as_row(decision: Decision) -> dict[str, Any]:
    """A decision as a line of JSON holds it: only the fields of its action."""
    wanted = (*_ALWAYS, *NEEDS[decision.action])
    return {name: value for name, value in asdict(decision).items() if name in wanted and (value or name != "note")}
