"""Units of one document: sums, windows and runs, as cleanroom.clean.model.documents has them for many."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from cleanroom.clean.model.small.row import Number, Row

_STEPS = 65536.0
_FAR = 999


class SmallDocument:
    """One document of `n` units, at least one. Methods are those of `Documents`."""

    compiled = False

    def __init__(self, n: int) -> None:
        self.n = n
        self.at = Row(range(n), "i")
        self.doc = self.first = Row([0] * n, "i")
        self.stop = self.size = Row([n] * n, "i")

    def total(self, values: Row) -> Row:
        """Sum over the document, for each unit."""
        *_, last = accumulate(values.held)
        return self._same(last)

    def _same(self, value: Number) -> Row:
        return Row([float(value)] * self.n, "d")

    def sums(self, values: Row) -> Row:
        """Prefix sums, one more than units."""
        return Row([value / _STEPS for value in self._steps(values)], "d")

    def _steps(self, values: Row) -> list[int]:
        return list(accumulate((round(value * _STEPS) for value in values.held), initial=0))

    def span(self, low: int, high: int) -> tuple[Row, Row]:
        """Units i+low .. i+high, as begin and end."""
        n = self.n
        begin = [min(max(i + low, 0), n) for i in range(n)]
        return Row(begin, "i"), Row([min(max(i + high + 1, 0), n) for i in range(n)], "i")

    def window(self, values: Row, low: int, high: int) -> Row:
        """Mean over units i+low .. i+high, 0 where there is none."""
        return self.mean(self.sums(values), low, high)

    def mean(self, sums: Row, low: int, high: int) -> Row:
        """The same from the prefix sums."""
        held, (begins, ends) = sums.held, self.span(low, high)
        spans = zip(begins.held, ends.held, strict=True)
        return Row([(held[end] - held[begin]) / max(end - begin, 1) for begin, end in spans], "d")

    def shift(self, values: Row, by: int, fill: float = 0.0) -> Row:
        """The value of unit i+by."""
        n, held = self.n, values.held
        return Row([held[i + by] if 0 <= i + by < n else fill for i in range(n)], "f")

    def since(self, flag: Row) -> Row:
        """Units since the last flagged one, which may be this."""
        return Row(_distances(flag.held), "i")

    def until(self, flag: Row) -> Row:
        """Units to the next flagged one, which may be this."""
        return Row(_distances(flag.held[::-1])[::-1], "i")

    def runs(self, flag: Row) -> tuple[Row, Row, Row]:
        """Length of the run of flagged units around a unit, its place in it (0 where not flagged), the run's number."""
        held = flag.held
        numbers = list(accumulate([one != other for one, other in zip(held[1:], held, strict=False)], initial=0))
        lengths: dict[int, int] = {}
        places = []
        for number in numbers:
            places.append(lengths.get(number, 0))
            lengths[number] = places[-1] + 1
        length = [lengths[number] if yes else 0 for number, yes in zip(numbers, held, strict=True)]
        place = [place if yes else 0 for place, yes in zip(places, held, strict=True)]
        return Row(length, "i"), Row(place, "i"), Row(numbers, "i")

    def groups(self, opens: Row) -> Row:
        """Number of the group of each unit; a group begins where `opens` says and with the document."""
        return Row(accumulate(map(int, opens.held[1:]), initial=0), "i")

    def by(self, group: Row, values: Row | None = None) -> Row:
        """For each unit the sum of the values of its group, or how many units that has."""
        held = [0.0] * self.n
        added = [1.0] * self.n if values is None else values.held
        for number, value in zip(group.held, added, strict=True):
            held[number] += value
        return Row([held[number] for number in group.held], "d")

    def best_segment(self, score: Row) -> tuple[Row, Row]:
        """Whether a unit is in the segment with the largest sum, and its signed distance to it."""
        sums = self._steps(score)
        least = list(accumulate(sums[:-1], min))
        gain = [one - other for one, other in zip(sums[1:], least, strict=True)]
        end = gain.index(max(gain))
        begin = max(i for i in range(end + 1) if sums[i] == least[i])
        inside = [float(begin <= i <= end) for i in range(self.n)]
        return Row(inside, "f"), Row([min(i - begin, 0) + max(i - end, 0) for i in range(self.n)], "f")


def _distances(flags: Iterable[Number]) -> list[int]:
    out, last = [], -1
    for i, flag in enumerate(flags):
        last = i if flag else last
        out.append(i - last if last >= 0 else _FAR)
    return out
