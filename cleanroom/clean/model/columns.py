"""Named columns of features; those that nobody asks for are not computed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from cleanroom.clean.model.small.row import Row

if TYPE_CHECKING:
    from cleanroom.clean.model.characters import Array

#: classes of the lexicon, in its order; 0 is no word of it, 1 a stop word
CLASSES = ("share", "subscribe", "cookie", "comment", "related", "photo", "account", "legal", "nav", "news", "ad",
           "byline", "month", "url")  # fmt: skip

Value: TypeAlias = "Array | Callable[[], Array]"


class Columns:
    """Columns by name, in the order in which they are put. `wanted` None: all of them."""

    def __init__(self, units: int, wanted: Collection[str] | None) -> None:
        self.units = units
        self.wanted = wanted
        self.held: dict[str, Array] = {}

    def put(self, name: str, value: Value) -> None:
        """Hold a column, computed now if it is a function and wanted."""
        if self.wanted is None or name in self.wanted:
            self.held[name] = _float32(value() if callable(value) else value)

    def rows(self, names: Iterable[str]) -> Any:
        """The columns named, as rows of one array; of a small document as a list of rows."""
        chosen = [self.held[name] for name in names]
        if chosen and isinstance(chosen[0], Row):
            return chosen
        import numpy as np  # noqa: PLC0415  (a small document does without)

        return np.stack(chosen) if chosen else np.zeros((0, self.units), np.float32)


def _float32(values: Array) -> Array:
    if isinstance(values, Row):
        return values.astype("float32")
    import numpy as np  # noqa: PLC0415

    return np.asarray(values, np.float32)
