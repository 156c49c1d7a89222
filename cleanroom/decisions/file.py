"""`decisions.jsonl`: lines are added, never changed. A decision is taken back by another one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import orjson

from cleanroom.decisions.decision import Decision, as_row, parse
from cleanroom.errors import UsageError
from cleanroom.write.atomic import plain_errors

#: its name in a run folder
NAME = "decisions.jsonl"


def load(path: str | Path, missing_ok: bool = False) -> tuple[Decision, ...]:
    """Every line of a file. Raises UsageError, one line that names file, line and remedy."""
    try:
        content = Path(path).read_bytes()
    except FileNotFoundError:
        if missing_ok:
            return ()
        raise UsageError(f"{path}: no such file; check the spelling") from None
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; name a file of decisions") from None
    found: dict[str, Decision] = {}
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError:
            raise UsageError(f"{where}: not valid JSON; correct or remove the line") from None
        decision = parse(row, where)
        if decision.id in found:
            raise UsageError(f"{where}: a second decision with the id {decision.id}; give each its own")
        found[decision.id] = decision
    return tuple(found.values())


def active(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Those that decide something about a run and were not taken back, in their order."""
    every = tuple(decisions)
    undone = {decision.decision for decision in every if decision.action == "undo"}
    return tuple(d for d in every if d.action not in ("undo", "review") and d.id not in undone)


def append(path: str | Path, decisions: Sequence[Decision]) -> None:
    """Add decisions at the end of a file, on the disk when this returns. Raises OutputError."""
    lines = b"".join(orjson.dumps(as_row(decision)) + b"\n" for decision in decisions)
    with plain_errors(str(path)):
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            size = os.fstat(descriptor).st_size
            if size and os.pread(descriptor, 1, size - 1) != b"\n":  # a line that was interrupted stays one by itself
                lines = b"\n" + lines
            os.write(descriptor, lines)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def append_missing(path: str | Path, decisions: Iterable[Decision]) -> list[Decision]:
    """Add the decisions that a file does not have yet; gives those whose ids it has for others, which are left out."""
    held = {decision.id: decision for decision in load(path, missing_ok=True)}
    decisions = list(decisions)
    new = [decision for decision in decisions if decision.id not in held]
    if new:
        append(path, new)
    return [decision for decision in decisions if held.get(decision.id, decision) != decision]
