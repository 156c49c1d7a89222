"""The lines of a text as steps ask for them: in columns what all of them are, and a View for one of them alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cleanroom.clean.lazy import lazy
from cleanroom.clean.segment import View

if TYPE_CHECKING:
    from cleanroom.clean.model.characters import Array


class Laid(NamedTuple):
    """Lines as the model takes them: arrays."""

    chars: Array  # code points, a blank behind each line
    lengths: Array
    blank: Array
    indent: Array
    rows: Array
    piece: Array


class Lines(Sequence[View]):
    """Views in order, and their columns. `glance.Looked` has the columns first and makes a View when asked for it."""

    def __init__(self, views: Iterable[View]) -> None:
        self._views: list[Any] = list(views)

    def __len__(self) -> int:
        return len(self._views)

    def __getitem__(self, at: Any) -> Any:
        return self._views[at]

    @lazy
    def start(self) -> list[int]:
        """Where each line begins in the page; these rise."""
        return [view.start for view in self]

    @lazy
    def end(self) -> list[int]:
        """Where it ends."""
        return [view.end for view in self]

    @lazy
    def number(self) -> dict[int, int]:
        """The number of each line by where it starts."""
        return {start: index for index, start in enumerate(self.start)}

    @lazy
    def sizes(self) -> list[int]:
        """Characters of each."""
        return [end - start for start, end in zip(self.start, self.end, strict=True)]

    @lazy
    def prose(self) -> list[bool]:
        """Which are paragraphs."""
        return [view.prose for view in self]

    @lazy
    def words(self) -> list[int]:
        """How many words each has."""
        return [view.words for view in self]

    @lazy
    def marks(self) -> list[int]:
        """What a look found out about each."""
        return [view.marks for view in self]

    def text(self, index: int) -> str:
        """The text of one."""
        return self[index].text  # type: ignore[no-any-return]

    def chars_of_prose(self, begin: int = 0, end: int | None = None) -> int:
        """Characters of the paragraphs among lines [begin, end)."""
        return sum([size for size, prose in zip(self.sizes[begin:end], self.prose[begin:end], strict=True) if prose])

    def marked(self, mark: int) -> list[int]:
        """The numbers of the lines with one of these marks."""
        return [index for index, marks in enumerate(self.marks) if marks & mark]

    @lazy
    def laid(self) -> Laid:
        """The lines as arrays."""
        import numpy as np  # noqa: PLC0415  (a small document does without)

        from cleanroom.clean.model.characters import codepoints  # noqa: PLC0415

        chars = codepoints("".join([view.text + " " for view in self]))
        rows = [(len(view.text), view.blank, view.indent, view.rows, view.piece) for view in self]
        return Laid(chars, *np.array(rows, np.int64).reshape(len(rows), 5).T)
