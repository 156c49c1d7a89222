"""Everything that was compared, and the lists by which it is found from either row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import relate
from cleanroom.dedup.verify import SIDED, Comparisons
from cleanroom.dedup.words import Bools, Flags, Ints
from cleanroom.index.container import Array
from cleanroom.index.kernels import reach
from cleanroom.index.kernels.tables import Places

#: what an edge is besides a comparison that links nothing (0)
_LINKED, _DEAD = 1, 2


class Graph:
    """Comparisons are edges. Those of copies and of quotations link: what they reach is decided together.

    Where a pair was compared again the last comparison holds; `dead` is how many others there are. equals: whether
    texts that are equal without furniture are one set, which holds where all that is alike is compared.
    """

    def __init__(self, config: DedupConfig, equals: bool = True) -> None:
        self.count, self.dead, self.equals = 0, 0, equals
        self._config = config
        self._parts: list[Comparisons] = []
        self._firsts: list[int] = []
        self._rows: Places = np.empty(0, np.int32)
        self._others, self._follows, self._heads = self._rows, self._rows, self._rows
        self._twins, self._next_twins = self._rows, self._rows
        self._links: Flags = np.empty(0, np.uint8)

    def add_rows(self, same: Ints, first: int) -> None:
        """Rows from `first` on, of which the standing rows are `same` (all rows)."""
        self._heads, self._twins, self._next_twins = (
            _longer(column, len(same), -1) for column in (self._heads, self._twins, self._next_twins)
        )
        new = np.arange(first, len(same))
        for row in new[same[first:] != new].tolist():
            stand = int(same[row])
            self._next_twins[row], self._twins[stand] = self._twins[stand], row

    def add(self, found: Comparisons, known: int) -> None:
        """Comparisons, whose pairs are rows; of two rows before `known` there may be one already, which goes."""
        if not len(found):
            return
        again = found.pairs[found.pairs.max(axis=1) < known].astype(np.int32)
        if len(again) and self.count:
            self.dead += reach.supersede(again, self._rows, self._others, self._links, self._heads, self._follows)
        first, self.count = self.count, self.count + len(found)
        self._parts.append(found)
        self._firsts.append(first)
        linked = relate.copies(found, self._config) | relate.quotations(found, self._config).any(axis=1)
        self._rows = _extended(self._rows, first, found.pairs[:, 0])
        self._others = _extended(self._others, first, found.pairs[:, 1])
        self._links = _extended(self._links, first, linked)
        self._follows = _longer(self._follows, 2 * self.count, -1)
        reach.chain(self._rows, self._others, first, len(found), self._heads, self._follows)

    def cut(self, gone: Bools) -> None:
        """Comparisons with rows that are gone link nothing any more."""
        for column in (self._rows, self._others):
            self._links[: self.count][gone[column[: self.count]] & (self._links[: self.count] == _LINKED)] = 0

    def near(self, begins: Ints, same: Ints, most: int) -> tuple[Ints, Ints, Ints]:
        """Rows that can be reached from some rows, group after group, and the sizes of the groups (see kernels.reach)
        with the group (from 1) of every row.
        """
        marks, found = np.zeros(len(same), np.int32), np.empty(len(same), np.int32)
        sizes = np.empty(len(begins), np.int64)
        taken = reach.reach(
            begins.astype(np.int32), self._rows, self._others, self._links, self._heads, self._follows,
            np.ascontiguousarray(same, np.int32), self._twins, self._next_twins, most, marks, found, sizes,
        )  # fmt: skip
        return found[:taken].astype(np.int64), sizes, marks.astype(np.int64)

    def alone(self, rows: Ints, same: Ints) -> Bools:
        """Which rows have been compared with nothing and have no twin."""
        stand = same[rows]
        found: Bools = (self._heads[stand] < 0) & (self._twins[stand] < 0)
        return found

    def linked(self, rows: Ints) -> Ints:
        """Rows to which some rows, which stand for their sets, are linked directly."""
        inside = np.zeros(len(self._heads), bool)
        inside[rows] = True
        a, b = self._rows[: self.count], self._others[: self.count]
        links = self._links[: self.count] == _LINKED
        return np.unique(np.concatenate([b[links & inside[a]], a[links & inside[b]]])).astype(np.int64)

    def touching(self, some: Bools, usable: Bools) -> Ints:
        """Numbers of the comparisons that hold, of rows of which one is among some and both are usable."""
        a, b = self._rows[: self.count], self._others[: self.count]
        return np.flatnonzero((some[a] | some[b]) & usable[a] & usable[b] & (self._links[: self.count] != _DEAD))

    def within(self, rows: Ints) -> Comparisons:
        """Comparisons among some rows, which stand for their sets."""
        inside = np.zeros(len(self._heads), np.uint8)
        inside[rows] = 1
        out = np.empty(max(self.count, 1), np.int64)
        taken = reach.edges_within(
            rows.astype(np.int32), self._rows, self._others, self._links, self._heads, self._follows, inside, out
        )
        return self.take(np.sort(out[:taken]))

    def take(self, numbers: Ints) -> Comparisons:
        """Comparisons by their numbers, which are sorted."""
        if not len(numbers):
            return NOTHING
        edges = np.searchsorted(numbers, [*self._firsts, self.count])
        parts = [
            part.take(numbers[a:b] - first)
            for part, first, a, b in zip(self._parts, self._firsts, edges[:-1], edges[1:], strict=True) if a < b
        ]  # fmt: skip
        return Comparisons.joined(parts)

    def every(self) -> Comparisons:
        """All comparisons that hold, in the order in which they were made."""
        return self.take(np.flatnonzero(self._links[: self.count] != _DEAD))


NOTHING = Comparisons(np.empty((0, 2), np.int64), np.empty(0, np.int64), *[np.empty((0, 2), np.int64)] * len(SIDED))


def arrays_of(found: Comparisons) -> dict[str, Array]:
    """Comparisons as arrays of a segment, each as narrow as its values."""
    columns = {f"pair_{field.name}": getattr(found, field.name) for field in fields(Comparisons)}
    return {name: column.astype(np.min_scalar_type(int(column.max(initial=0)))) for name, column in columns.items()}


def comparisons_of(arrays: Mapping[str, Array]) -> Comparisons:
    """What `arrays_of` made."""
    return Comparisons(*(arrays[f"pair_{field.name}"].astype(np.int64) for field in fields(Comparisons)))


def turned(found: Comparisons, pairs: Ints) -> Comparisons:
    """Comparisons with other numbers for their rows, the smaller one first, sorted by their pairs."""
    swap = pairs[:, 0] > pairs[:, 1]
    sides = {name: np.where(swap[:, None], getattr(found, name)[:, ::-1], getattr(found, name)) for name in SIDED}
    pairs = np.sort(pairs, axis=1)
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    return replace(found, pairs=pairs, **sides).take(order)


def one_of_each(found: Comparisons) -> Comparisons:
    """Of sorted comparisons the first one of each pair, and none of a row with itself."""
    first = np.ones(len(found), bool)
    first[1:] = (found.pairs[1:] != found.pairs[:-1]).any(axis=1)
    return found.take(np.flatnonzero(first & (found.pairs[:, 0] != found.pairs[:, 1])))


def equal_sets(found: Comparisons, count: int) -> Ints:
    """For each of so many rows the first one that has its set, as far as comparisons say so."""
    pairs = found.pairs[(found.shared == found.sizes[:, 0]) & (found.shared == found.sizes[:, 1])]
    first = np.arange(count)
    while len(pairs):
        lower = first.copy()
        np.minimum.at(lower, pairs[:, 0], first[pairs[:, 1]])
        np.minimum.at(lower, pairs[:, 1], first[pairs[:, 0]])
        if (lower == first).all():
            break
        first = lower
    return first


def _longer(column: Array, length: int, value: int) -> Array:
    """The column with room for `length` values and more."""
    if length <= len(column):
        return column
    larger = np.full(max(length, 2 * len(column)), value, column.dtype)
    larger[: len(column)] = column
    return larger


def _extended(column: Array, first: int, values: Array) -> Array:
    column = _longer(column, first + len(values), 0)
    column[first : first + len(values)] = values
    return column
