"""A click to a line of `decisions.jsonl`, and what has become of the lines there are."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cleanroom.audit.queries import Audit
from cleanroom.decisions import NAME, Decision, active, append, load, parse
from cleanroom.decisions.decision import NEEDS
from cleanroom.errors import UsageError

Row = dict[str, Any]

#: list of reviews -> what disagreeing and correcting decides
CORRECTIONS: Mapping[str, str] = {
    "accepted": "split", "excerpts": "split", "sampled_folded": "split", "rejected": "merge", "cuts": "keep",
    "sampled_cuts": "keep",
}  # fmt: skip


def record(audit: Audit, form: Mapping[str, str]) -> list[Decision]:
    """Check what a form says and add it to the run's decisions. Raises UsageError; then nothing is added."""
    action = form.get("action", "")
    if action not in NEEDS:
        raise UsageError(f"no such action: {action!r}")
    made = []
    if action == "review" and form.get("verdict") == "correct":
        correction = CORRECTIONS.get(form.get("queue", ""), "")
        made = [_made(audit, "review", {**form, "verdict": "disagree"}), _made(audit, correction, form)]
    else:
        made = [_made(audit, action, form)]
    if action == "undo" and made[0].decision not in {d.id for d in load(audit.folder / NAME, missing_ok=True)}:
        raise UsageError("there is no such decision")
    append(audit.folder / NAME, made)
    return made


def _made(audit: Audit, action: str, form: Mapping[str, str]) -> Decision:
    row: Row = {"action": action, "id": secrets.token_hex(6), "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    for name in NEEDS.get(action, ()):
        if name in ("start", "end"):
            row[name] = _number(form.get(name, "0"), name)
        elif name != "text":
            row[name] = form.get(name, "")
    if "text" in NEEDS.get(action, ()):
        row["text"] = _raw(audit, row["document"])[row["start"] : row["end"]]
    decision = parse(row, "this decision")
    for name in filter(None, (decision.document, decision.other)):
        if audit.document(name) is None:
            raise UsageError(f"there is no document {name}")
    return decision


def _raw(audit: Audit, name: str) -> str:
    found = audit.document(name)
    if found is None:
        raise UsageError(f"there is no document {name}")
    return str(audit.texts(found, "raw")["raw"])


def _number(text: str, name: str) -> int:
    if not text.isdecimal() or len(text) > 12:
        raise UsageError(f"{name} is {text!r}, not a number of characters")
    return int(text)


def states(audit: Audit) -> list[Row]:
    """Every decision, last one first, with what has become of it."""
    every = load(audit.folder / NAME, missing_ok=True)
    undone = {decision.decision for decision in every if decision.action == "undo"}
    applied = {row["id"]: row for row in audit.facts.get("decisions", ())}
    rows = []
    for decision in reversed(every):
        state, why = "not applied yet", ""
        if decision.id in undone:
            state = "taken back, still applied" if decision.id in applied else "taken back"
        elif decision.action in ("review", "undo"):
            state = "recorded"
        elif decision.id in applied:
            state, why = applied[decision.id]["state"], applied[decision.id]["why"]
        undoable = decision.id not in undone and decision.action != "undo"
        rows.append({"decision": decision, "state": state, "why": why, "undoable": undoable})
    return rows


def pending(audit: Audit) -> int:
    """How many decisions the run does not show yet: new ones, and taken back ones that are applied still."""
    wanted = {decision.id for decision in active(load(audit.folder / NAME, missing_ok=True))}
    return len(wanted ^ {row["id"] for row in audit.facts.get("decisions", ())})
