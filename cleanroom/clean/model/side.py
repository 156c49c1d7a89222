"""The trees of a side of the model, page dumps or scraped text: two stages, and what they answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cleanroom.clean.lines import Lines
from cleanroom.clean.model.columns import Columns
from cleanroom.clean.model.second import second
from cleanroom.records import Verdict

if TYPE_CHECKING:
    from cleanroom.clean.model.batch import Batch
    from cleanroom.clean.model.characters import Array
    from cleanroom.clean.model.dumps import Dumps
    from cleanroom.clean.model.forest import Forest

#: units at the head and at the foot of a document whose mean features tell what kind of text it is
EDGE_UNITS = 12
#: units of a document and what rules and runs say of it
Judged = tuple[Lines, Sequence[Verdict]]


class Answer(NamedTuple):
    """Of one document: the side that judged it, and by unit the probability of wanted text."""

    side: str
    wanted: list[float]


@dataclass(frozen=True)
class Side:
    """Both stages of a side."""

    first: Forest
    then: Forest

    @cached_property
    def names(self) -> frozenset[str]:
        """The features that it asks for, and the length."""
        return frozenset(("len", *self.first.names, *self.then.names))

    def wanted(self, batch: Batch, columns: Columns) -> Array:
        """Probability of wanted text by unit."""
        return self.then.probability(*self._late(batch, columns, self.share(batch, columns)))

    def share(self, batch: Batch, columns: Columns) -> Array:
        """The same by the first stage."""
        return self.first.probability(columns.rows(self.first.names), batch.documents.compiled)

    def odds(self, batch: Batch, columns: Columns, share: Array) -> Array:
        """Log odds by the second stage, from the probabilities of the first."""
        return self.then.odds(*self._late(batch, columns, share))

    def _late(self, batch: Batch, columns: Columns, share: Array) -> tuple[Array, bool]:
        late = second(batch, share, columns.held["len"], frozenset(self.then.names))
        late.held.update(columns.held)
        return late.rows(self.then.names), batch.documents.compiled


def asked(kind: Forest, sides: Iterable[Side | Dumps]) -> frozenset[str]:
    """The features of units that any of the trees ask for."""
    return frozenset({"len"}.union(kind.names, map(base_name, kind.names), *(side.names for side in sides)))


def base_name(name: str) -> str:
    """The feature of units behind a feature of documents ("mean:len")."""
    return name.partition(":")[2] or name
