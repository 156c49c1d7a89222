"""The trained model on one small document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from cleanroom.clean.model.features import matrix
from cleanroom.clean.model.side import EDGE_UNITS, Answer, Judged, Side, asked
from cleanroom.clean.model.small.batch import SmallBatch
from cleanroom.clean.model.small.forest import SmallForest
from cleanroom.clean.model.small.row import Row
from cleanroom.clean.model.small.weights import Grid, read, weights

if TYPE_CHECKING:
    from cleanroom.clean.model.columns import Columns


class SmallModel:
    """Weights, arranged for use. Answers are those of `LineModel`."""

    def __init__(self, arrays: Mapping[str, Grid], characters: Mapping[str, Grid]) -> None:
        self.weights = weights(arrays, characters)
        self._arrays = arrays
        self.kind = self._forest("kind")
        self.sides = {name: Side(self._forest(name + "1"), self._forest(name + "2")) for name in ("dump", "scraped")}
        self.features = asked(self.kind, self.sides.values())

    def _forest(self, prefix: str) -> Any:
        return SmallForest.of(self._arrays, prefix)

    def answer(self, page: Judged, side: str, border: float) -> Answer:
        """As `LineModel.answers`, of one document with at least one unit."""
        batch = cast("Any", SmallBatch(*page, self.weights))
        columns = matrix(batch, cast("Any", None), cast("Any", None), self.features)
        dump = self.kind.probability(_document_rows(batch, columns, self.kind.names)).held[0]
        chosen = side or ("dump" if dump >= border else "scraped")
        wanted = cast("Row", self.sides[chosen].wanted(batch, columns))
        return Answer(dump, chosen, wanted.held)


def _document_rows(batch: SmallBatch, columns: Columns, names: Sequence[str]) -> list[Row]:
    """Features of the document, as cleanroom.clean.model.line_model has them."""
    n = batch.documents.n
    spans = {"mean": (0, n), "head": (0, min(EDGE_UNITS, n)), "foot": (max(n - EDGE_UNITS, 0), n)}
    out = []
    for name in names:
        where, _, feature = name.partition(":")
        begin, end = spans[where]
        sums = batch.documents.sums(cast("Row", columns.held[feature])).held
        out.append(Row([(sums[end] - sums[begin]) / max(end - begin, 1)], "f"))
    return out


@cache
def small_model() -> SmallModel:
    """The shipped weights, read once per process."""
    folder = Path(__file__).parents[1]  # importlib.resources would cost as much as the files
    return SmallModel(*[read((folder / name).read_bytes()) for name in ("weights.npz", "characters.npz")])
