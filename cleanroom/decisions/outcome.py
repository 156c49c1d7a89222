"""What became of a decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from cleanroom.decisions.decision import Decision, as_row

#: applied: the run is as it asks; already: it was so without it; overruled: a later one asks otherwise; impossible:
#: what it is about is not there
State = Literal["applied", "already", "overruled", "impossible"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision and what became of it."""

    decision: Decision
    state: State
    why: str = ""

    def as_row(self) -> dict[str, Any]:
        """For run.json."""
        return {**as_row(self.decision), "state": self.state, "why": self.why}


def judged(decision: Decision, before: bool, after: bool) -> Outcome:
    """The outcome of a decision that was possible: whether the run was as it asks before it, and is at the end."""
    if not after:
        return Outcome(decision, "overruled", "a later decision asks otherwise")
    return Outcome(decision, "already" if before else "applied")
