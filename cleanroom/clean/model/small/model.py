"""The trained model on one small document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from cleanroom.clean.model.features import matrix
from cleanroom.clean.model.side import EDGE_UNITS, Answer, Judged, Side, asked
from cleanroom.clean.model.small.batch import SmallBatch
from cleanroom.clean.model.small.forest import SmallForest
from cleanroom.clean.model.small.row import Row
from cleanroom.clean.model.small.weights import Arrays, weights

if TYPE_CHECKING:
    from cleanroom.clean.model.columns import Columns


class SmallModel:
    """Weights, arranged for use. Answers are those of `LineModel`."""

    def __init__(self, arrays: Arrays, characters: Arrays) -> None:
        self.weights = weights(arrays, characters)
        self._arrays = arrays

    @cached_property
    def kind(self) -> Any:
        """The trees that tell the sides apart."""
        return SmallForest.of(self._arrays, "kind")

    @cached_property
    def scraped(self) -> Side:
        """The trees of scraped texts."""
        first, then = [cast("Any", SmallForest.of(self._arrays, f"scraped{stage}")) for stage in (1, 2)]
        return Side(first, then)

    def answer(self, page: Judged, side: str, border: float) -> Answer:
        """As `LineModel.answers`, of one document with at least one unit. A page dump is left to it: its networks
        would take longer than loading numpy does."""
        if side == "dump":
            return _large(page)
        batch, unused = cast("Any", SmallBatch(*page, self.weights)), cast("Any", None)
        names = self.scraped.names if side else asked(self.kind, [self.scraped])
        columns = matrix(batch, unused, unused, names)
        if not side:
            dump = self.kind.probability(_document_rows(batch, columns, self.kind.names)).held[0]
            if dump >= border:
                return _large(page)
        wanted = cast("Row", self.scraped.wanted(batch, columns))
        return Answer("scraped", wanted.held)


def _large(page: Judged) -> Answer:
    """The answer to a page dump."""
    from cleanroom.clean.model.line_model import default_model  # noqa: PLC0415  (numpy)

    return default_model().answers([page], ["dump"], [0.0])[0]


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
    return SmallModel(*[Arrays((folder / name).read_bytes()) for name in ("weights.npz", "characters.npz")])
