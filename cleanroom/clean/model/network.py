"""A small network over the lines of a document: each of its steps looks twice as far up and down as the one before.

Its weights, its inputs and what its layers hand on are whole numbers, so small that sums of products are exact in 32
bits: no answer depends on the order in which a processor adds, nor on what else is in the batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cleanroom.clean.model.characters import Array

#: features are held within so many of their steps, of which 16 are a standard deviation
LIMIT, STEPS = 64, 16
#: the most that a layer hands on: 128 inputs of it, times weights of up to 127, stay below 2^24
MOST = 1023
#: units at once: what the layers hand on stays in the processor's cache
_ROWS = 4096


@dataclass(frozen=True)
class Layer:
    """Weights (parts × inputs × outputs) in whole numbers, and what makes of their sums what was learnt."""

    weight: Array
    scale: Array
    bias: Array

    def __call__(self, *parts: Array) -> Array:
        """What it makes of its inputs, whole numbers, by row."""
        total: Array = parts[0] @ self.weight[0]
        for part, weight in zip(parts[1:], self.weight[1:], strict=True):
            total += part @ weight
        total *= self.scale
        total += self.bias
        return total


@dataclass(frozen=True)
class Network:
    """Layers in order: of a unit alone, steps that look around, the means of the document, the answer."""

    first: Layer
    steps: tuple[Layer, ...]
    whole: Layer
    last: Layer
    grain: Array  # by layer behind the first: the steps to one, of what it is given

    @classmethod
    def of(cls, arrays: Mapping[str, Array], prefix: str) -> Network:
        """The network whose arrays have this prefix."""
        grain = arrays[f"{prefix}_grain"]
        layers = [
            Layer(*[arrays[f"{prefix}_{what}{number}"].astype(np.float32) for what in ("weight", "scale", "bias")])
            for number in range(len(grain) + 1)
        ]
        return cls(layers[0], tuple(layers[1:-2]), layers[-2], layers[-1], grain)

    def odds(self, units: Array, sizes: Array) -> Array:
        """Log odds of wanted text by unit. `units`: features in steps, a row a unit; `sizes`: units by document."""
        alone = _positive(self.first(units))
        far, count = 1 << (len(self.steps) - 1), len(sizes)
        number = np.repeat(np.arange(count), sizes)
        rows = np.arange(len(units)) + far * (number + 1)  # documents stand apart: nothing looks from one into the next
        size = len(units) + far * (count + 1)
        held, there = np.zeros((size, alone.shape[1]), np.float32), np.zeros((size, alone.shape[1]), np.float32)
        held[rows], there[rows] = alone, 1
        for level, step in enumerate(self.steps):
            by, end = 1 << level, size - far
            given = self._grains(level, held)
            more = _positive(step(given[far - by : end - by], given[far:end], given[far + by : size - far + by]))
            more *= there[far:end]
            held[far:end] += more
        held = held[rows]
        held += self.whole(_means(self._grains(-2, held), sizes))[number]
        said: Array = self.last(self._grains(-1, _positive(held)), self._grains(-1, alone))
        return said[:, 0]

    def _grains(self, layer: int, values: Array) -> Array:
        held: Array = values * self.grain[layer]
        np.minimum(held, MOST, out=held)
        return np.rint(held, out=held)


def _positive(values: Array) -> Array:
    return np.maximum(values, 0, out=values)


def _means(values: Array, sizes: Array) -> Array:
    """Of whole numbers, by document, rounded to whole numbers."""
    sums = np.add.reduceat(values, np.cumsum(sizes) - sizes, axis=0, dtype=np.float64)
    return np.rint(sums / sizes[:, None]).astype(np.float32)


@dataclass(frozen=True)
class Networks:
    """A few networks whose log odds are averaged; `names` are the features that they are given."""

    names: tuple[str, ...]
    mean: Array
    scale: Array
    members: tuple[Network, ...]

    @classmethod
    def of(cls, arrays: Mapping[str, Array], prefix: str) -> Networks:
        """Those whose arrays have this prefix."""
        numbers = range(int(arrays[f"{prefix}_count"].item()))
        return cls(
            tuple(str(name) for name in arrays[f"{prefix}_names"]), arrays[f"{prefix}_mean"], arrays[f"{prefix}_scale"],
            tuple(Network.of(arrays, f"{prefix}{number}") for number in numbers),
        )  # fmt: skip

    def odds(self, columns: Sequence[Array], sizes: Array) -> Array:
        """Log odds by unit. `columns`: values by unit of each feature; `sizes`: units by document, none 0."""
        out = np.empty(len(columns[0]), np.float32)
        for begin, end, some in _parts(sizes):
            units = np.stack([column[begin:end] for column in columns], axis=1)  # a large page has millions
            in_steps(units, self.mean, self.scale, out=units)
            answers = [member.odds(units, some) for member in self.members]
            out[begin:end] = sum(answers[1:], answers[0]) / np.float32(len(answers))
        return out


def in_steps(values: Array, mean: Array, scale: Array, out: Array | None = None) -> Array:
    """Features as whole steps from their mean: what a network is given."""
    held: Array = np.subtract(values, mean, out=out)
    held *= scale
    np.clip(held, -LIMIT, LIMIT, out=held)
    return np.rint(held, out=held)


def _parts(sizes: Array) -> Iterator[tuple[int, int, Array]]:
    """Documents in groups of some thousand units: where these begin and end, and the sizes."""
    begin, end, first = 0, 0, 0
    for number, size in enumerate(sizes.tolist()):
        if end > begin and end + size - begin > _ROWS:
            yield begin, end, sizes[first:number]
            begin, first = end, number
        end += size
    if end > begin:
        yield begin, end, sizes[first:]
