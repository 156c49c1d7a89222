"""Lists of what to review, and what the reviewed part says about the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

from cleanroom.decisions.decision import Decision

Row = dict[str, Any]
Key = tuple[str, str, str, int, int, str]


@dataclass(frozen=True, slots=True)
class Queue:
    """A list: what it asks, whether it is a fair sample, and what its estimate is about."""

    title: str
    what: str
    question: str
    estimate: str
    sampled: bool = False


#: name in the index -> list
QUEUES: Mapping[str, Queue] = {
    "accepted": Queue(
        "Lowest accepted", "copies and updates, least alike first", "One story?", "accepted pairs that are one story"
    ),
    "rejected": Queue(
        "Highest rejected", "pairs that were kept apart, most alike first", "Different stories?",
        "rejected pairs that are different stories",
    ),
    "excerpts": Queue(
        "Weakest excerpts", "excerpts that share least with the text that is kept", "An excerpt of this story?",
        "excerpts that quote the story they are folded into",
    ),
    "cuts": Queue("Least certain cuts", "cuts of lowest confidence first", "Junk?", "cuts that are junk"),
    "sampled_folded": Queue(
        "Sampled folds", "folded documents, drawn at random", "Rightly folded?", "folded documents that are", True
    ),
    "sampled_cuts": Queue("Sampled cuts", "cuts, drawn at random", "Junk?", "cuts that are junk", True),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Estimate:
    """Agreements among the reviewed ones, with the 95 % interval of Wilson."""

    agreed: int
    reviewed: int
    skipped: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Precision in the reviewed sample."""
        return self.agreed / self.reviewed if self.reviewed else 0.0


def key_of(queue: str, row: Row) -> Key:
    """What identifies an item of a list."""
    return queue, row["document"], row["other"], row["start"], row["end"], row["rule"]


def reviewed(decisions: Iterable[Decision]) -> dict[Key, Decision]:
    """The last review of each item that was not taken back."""
    every = tuple(decisions)
    undone = {decision.decision for decision in every if decision.action == "undo"}
    return {
        (d.queue, d.document, d.other, d.start, d.end, d.rule): d
        for d in every
        if d.action == "review" and d.id not in undone
    }


def estimate(queue: str, done: Mapping[Key, Decision]) -> Estimate:
    """What the reviews of a list say."""
    verdicts = [decision.verdict for key, decision in done.items() if key[0] == queue]
    agreed, against = verdicts.count("agree"), verdicts.count("disagree")
    low, high = wilson(agreed, agreed + against)
    return Estimate(agreed, agreed + against, verdicts.count("skip"), low, high)


def wilson(hits: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """The score interval of a share, hits of n, at 95 % (E. B. Wilson 1927); (0, 1) where nothing was seen."""
    if not n:
        return 0.0, 1.0
    share, square = hits / n, z * z
    middle = share + square / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, (middle - spread) / (1 + square / n)), min(1.0, (middle + spread) / (1 + square / n))
