"""What is known of every document, in memory: facts that never change, and its place in the stories."""

from __future__ import annotations

from typing import Any

import numpy as np

from cleanroom.dedup.words import Bools, Ints

Array = np.ndarray[Any, Any]

#: facts: digest of the shingle set, its size, words, sampled shingles, sortable date, characters, millionths that
#: cleaning cut, number of the source, and the row that stands for the set
FACTS: dict[str, tuple[Any, int]] = {
    "digests": (np.uint64, 2), "sizes": (np.int32, 1), "words": (np.int32, 1), "sampled": (np.int32, 1),
    "moments": (np.int64, 1), "lengths": (np.int32, 1), "removed": (np.int32, 1), "sources": (np.int32, 1),
    "same": (np.int32, 1),
}  # fmt: skip
#: places: number of the story (see STORY), row of the kept text, number of the role (fold.ROLES, GONE: removed),
#: shingles shared with the kept text
PLACES: dict[str, Any] = {"story": np.int64, "kept": np.int32, "role": np.uint8, "shared": np.int32}
#: facts of which there is a second value, of the text without the furniture of its source
BARE = ("sizes", "words")
GONE = 255
#: the lower bits of a story's number are the row of its founder; the upper ones count the stories that had its id
STORY = 0xFFFFFFFF
MILLION = 1_000_000


class Rows:
    """Columns that grow. `rows.fact(name)` and `rows.place(name)` are views of what is there (n, digests: n × 2)."""

    def __init__(self) -> None:
        self.count = 0
        self._facts = {name: _column(kind, width, 0) for name, (kind, width) in FACTS.items()}
        self._places = {name: _column(kind, 1, 0) for name, kind in PLACES.items()}
        self._bare = {name: _column(np.int32, 1, 0) for name in BARE}

    def fact(self, name: str) -> Array:
        """A column of facts."""
        return self._facts[name][: self.count]

    def place(self, name: str) -> Array:
        """A column of places, which may be written to."""
        return self._places[name][: self.count]

    def add(self, facts: dict[str, Array]) -> int:
        """Append documents, which have no place yet; gives the row of the first."""
        first, count = self.count, len(facts["sizes"])
        for name, column in self._facts.items():
            self._facts[name] = _grown(column, first, facts[name])
        for name, column in self._places.items():
            self._places[name] = _grown(column, first, np.full(count, GONE if name == "role" else -1, column.dtype))
        for name, column in self._bare.items():
            self._bare[name] = _grown(column, first, facts[name])
        self.count += count
        return first

    def bare(self, rows: Ints) -> tuple[Ints, Ints]:
        """Sizes of the sets of rows, and their words, without furniture, as they were when they were last compared."""
        stands = self.fact("same")[rows]
        return self._bare["sizes"][stands].astype(np.int64), self._bare["words"][stands].astype(np.int64)

    def put_bare(self, rows: Ints, sizes: Ints, words: Ints) -> None:
        """Set these of rows that stand for their sets."""
        self._bare["sizes"][rows], self._bare["words"][rows] = sizes, words

    def put(self, rows: Ints, places: dict[str, Array]) -> None:
        """Set the places of rows."""
        for name, values in places.items():
            self.place(name)[rows] = values

    def places_of(self, rows: Ints) -> dict[str, Array]:
        """The places of rows."""
        return {name: self.place(name)[rows] for name in PLACES}

    @property
    def alive(self) -> Bools:
        """Which rows are documents that were not removed (n)."""
        found: Bools = self.place("role") != GONE
        return found

    def usable(self) -> Bools:
        """Which rows stand for a set that a living document has, or for none (n)."""
        if not (self.place("role") == GONE).any():
            return np.ones(self.count, bool)
        found = np.zeros(self.count, bool)
        found[self.fact("same")[self.alive]] = True
        return found

    def jaccard(self, rows: Ints) -> tuple[Array, Array]:
        """Jaccard of rows with the texts that are kept for them, and the share of them that those hold."""
        same, shared = self.fact("same"), self.place("shared")[rows].astype(np.int64)
        mine, kept = self.bare(rows)[0], self.bare(self.place("kept")[rows])[0]
        equal = same[rows] == same[self.place("kept")[rows]]
        jaccard = np.where(equal, 1.0, shared / np.maximum(mine + kept - shared, 1))
        return jaccard, np.where(equal, 1.0, shared / np.maximum(mine, 1))


def bare_arrays(rows: Ints, sizes: Ints, words: Ints) -> dict[str, Array]:
    """What `put_bare` takes, as arrays of a segment."""
    return {name: column.astype(np.int32) for name, column in
            (("bare_rows", rows), ("bare_sizes", sizes), ("bare_words", words))}  # fmt: skip


def _column(kind: Any, width: int, length: int) -> Array:
    return np.empty((length, width) if width > 1 else length, kind)


def _grown(column: Array, first: int, values: Array) -> Array:
    """The column with values from row `first` on; it doubles when it is full."""
    end = first + len(values)
    if end > len(column):
        larger = np.empty((max(end, 2 * len(column)), *column.shape[1:]), column.dtype)
        larger[:first] = column[:first]
        column = larger
    column[first:end] = values
    return column
