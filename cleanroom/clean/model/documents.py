"""Units of many documents in one row: sums, windows and runs that never look across the border of a document.

Sums are exact (values are rounded to steps of 2^-16), so that no document's answer depends on its batch.
"""

from __future__ import annotations

import numpy as np

from cleanroom.clean.model.characters import Array

_STEPS = 65536.0
#: units to the next one of a kind where there is none
FAR = 999


class Documents:
    """Where documents begin and end, by unit; `doc` is sorted."""

    compiled = False

    def __init__(self, doc: Array, count: int) -> None:
        self.n, self.doc, self.count = len(doc), doc, count
        self.begins = np.searchsorted(doc, np.arange(count))
        self.ends = np.searchsorted(doc, np.arange(count), side="right")
        self.first, self.stop = self.begins[doc], self.ends[doc]
        self.size = self.stop - self.first
        self.at = np.arange(self.n)
        self.filled = np.flatnonzero(self.ends > self.begins)

    def total(self, values: Array) -> Array:
        """Sum over its document, for each unit."""
        held: Array = np.bincount(self.doc, weights=values, minlength=self.count)[self.doc]
        return held

    def sums(self, values: Array) -> Array:
        """Prefix sums, one more than units."""
        out = np.zeros(self.n + 1)
        np.cumsum(np.round(np.asarray(values, np.float64) * _STEPS), out=out[1:])
        out /= _STEPS
        return out

    def span(self, low: int, high: int) -> tuple[Array, Array]:
        """Units i+low .. i+high of the same document, as begin and end."""
        begin = np.clip(self.at + low, self.first, self.stop)
        return begin, np.clip(self.at + high + 1, self.first, self.stop)

    def window(self, values: Array, low: int, high: int) -> Array:
        """Mean over units i+low .. i+high, 0 where there is none."""
        return self.mean(self.sums(values), low, high)

    def mean(self, sums: Array, low: int, high: int) -> Array:
        """The same from the prefix sums."""
        begin, end = self.span(low, high)
        held: Array = (sums[end] - sums[begin]) / np.maximum(end - begin, 1)
        return held

    def shift(self, values: Array, by: int, fill: float = 0.0) -> Array:
        """The value of unit i+by."""
        out = np.full(self.n, fill, np.float32)
        if by > 0:
            out[:-by] = values[by:]
        elif self.n > -by:
            out[-by:] = values[:by]
        there = self.at + by
        out[(there < self.first) | (there >= self.stop)] = fill
        return out

    def since(self, flag: Array) -> Array:
        """Units since the last flagged one, which may be this."""
        last = np.maximum.accumulate(np.where(flag, self.at, -1)) if self.n else self.at
        return np.where(last >= self.first, self.at - last, FAR)

    def until(self, flag: Array) -> Array:
        """Units to the next flagged one, which may be this."""
        after = np.minimum.accumulate(np.where(flag, self.at, 1 << 40)[::-1])[::-1] if self.n else self.at
        return np.where(after < self.stop, after - self.at, FAR)

    def runs(self, flag: Array) -> tuple[Array, Array, Array]:
        """Length of the run of flagged units around a unit, its place in it (0 where not flagged), the run's number."""
        if not self.n:
            return self.at, self.at, self.at
        edge = np.ones(self.n + 1, bool)
        edge[1:-1] = (flag[1:] != flag[:-1]) | (self.doc[1:] != self.doc[:-1])
        begins = np.flatnonzero(edge)
        number = np.cumsum(edge[:-1]) - 1
        length = np.where(flag, np.diff(begins)[number], 0)
        return length, np.where(flag, self.at - begins[number], 0), number

    def groups(self, opens: Array) -> Array:
        """Number of the group of each unit; a group begins where `opens` says and with each document."""
        begins = opens.copy()
        begins[self.begins[self.filled]] = True
        return np.cumsum(begins) - 1

    def by(self, group: Array, values: Array | None = None) -> Array:
        """For each unit the sum of the values of its group, or how many units that has."""
        held: Array = np.bincount(group, weights=np.ones(self.n) if values is None else values)
        return held[group]

    def best_segment(self, score: Array) -> tuple[Array, Array]:
        """Whether a unit is in the segment of its document with the largest sum, and its signed distance to it."""
        if not self.n:
            return np.zeros(0, np.float32), np.zeros(0, np.float32)
        sums = self.sums(score)
        lift = self.doc * -((sums.max() - sums.min()) + 1.0)  # falls: in each document the minimum starts anew
        # lifted sums are large: compare the differences on the grid of the steps, where they are exact
        before = np.round((sums[:-1] + lift) * _STEPS)
        gain = np.round((sums[1:] + lift) * _STEPS) - np.minimum.accumulate(before)
        best = np.zeros(self.count)
        best[self.filled] = np.maximum.reduceat(gain, self.begins[self.filled])
        ends = np.flatnonzero(gain >= best[self.doc] - 0.5)
        last = np.full(self.count, -1)
        last[self.doc[ends][::-1]] = ends[::-1]
        low = before <= np.minimum.accumulate(before) + 0.5
        start = np.maximum.accumulate(np.where(low, self.at, -1))[np.maximum(last, 0)]
        begin, end = start[self.doc], last[self.doc]
        inside = ((self.at >= begin) & (self.at <= end)).astype(np.float32)
        distance = np.where(self.at < begin, self.at - begin, np.where(self.at > end, self.at - end, 0))
        return inside, distance.astype(np.float32)


class CompiledDocuments(Documents):
    """The same by compiled kernels, one pass each."""

    compiled = True

    def total(self, values: Array) -> Array:
        """As Documents.total."""
        from cleanroom.clean.model.kernels.spans import totals  # noqa: PLC0415  (llvmlite)

        out = np.empty(self.n)
        totals(np.asarray(values, np.float64), self.doc, np.zeros(self.count), out)
        return out

    def sums(self, values: Array) -> Array:
        """As Documents.sums."""
        from cleanroom.clean.model.kernels.spans import prefix  # noqa: PLC0415

        out = np.empty(self.n + 1)
        prefix(np.asarray(values, np.float64), out)
        return out

    def mean(self, sums: Array, low: int, high: int) -> Array:
        """As Documents.mean."""
        from cleanroom.clean.model.kernels.spans import means  # noqa: PLC0415

        out = np.empty(self.n)
        means(sums, self.first, self.stop, low, high, out)
        return out

    def shift(self, values: Array, by: int, fill: float = 0.0) -> Array:
        """As Documents.shift."""
        from cleanroom.clean.model.kernels.spans import shifted  # noqa: PLC0415

        out = np.empty(self.n, np.float32)
        shifted(np.asarray(values, np.float32), self.first, self.stop, by, fill, out)
        return out

    def since(self, flag: Array) -> Array:
        """As Documents.since."""
        from cleanroom.clean.model.kernels.spans import since  # noqa: PLC0415

        out = np.empty(self.n, np.int64)
        since(flag, self.first, FAR, out)
        return out

    def until(self, flag: Array) -> Array:
        """As Documents.until."""
        from cleanroom.clean.model.kernels.spans import until  # noqa: PLC0415

        out = np.empty(self.n, np.int64)
        until(flag, self.stop, FAR, out)
        return out
