"""Which text of a story is kept: policies by name, each a total order of candidates.

A policy is one function here: it gives a candidate's sort key, the smallest key is kept. Every key ends
with the id, so that the answer depends on nothing but the candidates. A candidate may also be columns of many.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from cleanroom.dedup.verify import Floats
from cleanroom.dedup.words import Ints
from cleanroom.errors import UsageError

Key = tuple[Any, ...]
Policy = Callable[["Candidate | Candidates"], Key]

POLICIES: dict[str, Policy] = {}

_ISO_DATE = re.compile(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?)?)?)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a policy may look at. `complete` is in words (see `completeness`), `length` in characters."""

    id: str
    complete: float
    length: int
    removed_share: float
    moment: int  # sortable date, 0 if unknown
    priority: int = 0  # place of its source in the list of sources, smaller is better


@dataclass(frozen=True, slots=True)
class Candidates:
    """Columns of n candidates (see `Candidate`); id: places of the ids in their order."""

    id: Ints
    complete: Floats
    length: Ints
    removed_share: Floats
    moment: Ints
    priority: Ints


def first_of(candidates: Candidates, groups: Ints, policy: str) -> Ints:
    """Places of the candidates to keep, one of each group, in the order of the groups.

    Raises UsageError for a policy that does not exist.
    """
    order = np.lexsort((*reversed(policy_named(policy)(candidates)), groups))
    return order[np.flatnonzero(np.diff(groups[order], prepend=-1))]


def choose(candidates: Iterable[Candidate], policy: str) -> Candidate:
    """The candidate to keep. Raises UsageError for a policy that does not exist."""
    return min(candidates, key=policy_named(policy))


def policy_named(name: str) -> Policy:
    """The policy of that name. Raises UsageError if there is none."""
    if name not in POLICIES:
        raise UsageError(f"unknown canonical policy {name!r}: use one of {', '.join(sorted(POLICIES))}")
    return POLICIES[name]


def completeness(words: Ints, confirmed: Ints, others: Ints) -> Floats:
    """Words of the story in each text: those that another copy confirms.

    Of two texts neither can be called an addition or a loss, so all words count: the longer one is the more
    complete. Of more, what only one has is more likely an addition than a loss in all others.
    """
    return np.where(others > 1, confirmed, words).astype(np.float64)


def moment(date: str) -> int:
    """A sortable number for a date that begins as ISO 8601 does (YYYYMMDDhhmmss); 0 for any other."""
    match = _ISO_DATE.match(date.strip())
    return int("".join(part or "00" for part in match.groups())) if match else 0


def _policy(function: Policy) -> Policy:
    POLICIES[function.__name__] = function
    return function


@_policy
def complete(candidate: Candidate | Candidates) -> Key:
    """Most words that another copy has too (of two texts: most words), then least cut, then the earliest."""
    return (-np.rint(candidate.complete), candidate.removed_share, _known(candidate.moment), candidate.id)


@_policy
def earliest(candidate: Candidate | Candidates) -> Key:
    """The oldest date; texts without a date last."""
    return (_known(candidate.moment), *complete(candidate))


@_policy
def latest(candidate: Candidate | Candidates) -> Key:
    """The youngest date; texts without a date last."""
    return (-candidate.moment, *complete(candidate))


@_policy
def longest(candidate: Candidate | Candidates) -> Key:
    """The most characters."""
    return (-candidate.length, *complete(candidate))


@_policy
def priority(candidate: Candidate | Candidates) -> Key:
    """The most trusted source of the configured list; sources not in it last."""
    return (candidate.priority, *complete(candidate))


_NEVER = 10**14


def _known(moment: Any) -> Any:
    """Moments, those that are not known behind all others."""
    return np.where(moment, moment, _NEVER)
