"""The networks over lines: exact sums, and documents that know nothing of each other."""

from __future__ import annotations

import numpy as np
import pytest

from cleanroom.clean.model.characters import Array
from cleanroom.clean.model.line_model import default_model
from cleanroom.clean.model.network import LIMIT, MOST, Layer, Network, Networks

NETWORKS: Networks = default_model().sides["dump"].networks
ONE = NETWORKS.members[0]


def features(units: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).integers(-LIMIT, LIMIT + 1, (units, len(NETWORKS.names))).astype(np.float32)


def exactly(layer: Layer, *parts: list[list[int]]) -> Array:
    """A layer in whole numbers of any size; what was learnt is made of them as the network does."""
    pairs = zip(parts, layer.weight.astype(int), strict=True)
    total = sum(np.array(part, object) @ weight.astype(object) for part, weight in pairs)
    return np.array(total, np.float32) * layer.scale + layer.bias


def slowly(network: Network, units: Array) -> Array:
    """The log odds of one document, row by row as they are defined."""

    def grains(layer: int, values: Array) -> list[list[int]]:
        return [[min(round(float(v)), MOST) for v in row] for row in values * network.grain[layer]]

    def moved(rows: list[list[int]], by: int) -> list[list[int]]:
        nothing = [0] * len(rows[0])
        return [rows[at + by] if 0 <= at + by < len(rows) else nothing for at in range(len(rows))]

    alone = held = np.maximum(exactly(network.first, [[int(v) for v in row] for row in units]), 0)
    for level, step in enumerate(network.steps):
        given = grains(level, held)
        held = held + np.maximum(exactly(step, *[moved(given, by) for by in (-(1 << level), 0, 1 << level)]), 0)
    whole = [[round(sum(column) / len(held)) for column in zip(*grains(-2, held), strict=True)]]
    held = np.maximum(held + exactly(network.whole, whole), 0)
    return exactly(network.last, grains(-1, held), grains(-1, alone))[:, 0]


@pytest.mark.parametrize("units", [1, 2, 45])
def test_answers_are_those_of_whole_numbers(units: int) -> None:
    """The network gives to the last bit what the same network gives when it counts in whole numbers of any size."""
    given = features(units, units)
    assert ONE.odds(given, np.array([units])).tolist() == slowly(ONE, given).tolist()


def test_no_sum_can_leave_the_whole_numbers_of_32_bits() -> None:
    """Whatever the features are, no layer's sum reaches 2^24, where 32 bits begin to round."""
    for layer, most in [(ONE.first, LIMIT), *[(layer, MOST) for layer in (*ONE.steps, ONE.whole, ONE.last)]]:
        assert not (layer.weight % 1).any()
        assert np.abs(layer.weight).sum((0, 1)).max() * most < 1 << 24


def test_documents_know_nothing_of_each_other() -> None:
    """A document is told the same alone, among others and behind them, whether or not they fit into one group."""
    sizes = np.array([3, 1, 70, 5000, 2, 3000, 9])
    units = features(int(sizes.sum())) / NETWORKS.scale + NETWORKS.mean
    columns = np.ascontiguousarray(units.T.astype(np.float32))
    together, ends = NETWORKS.odds(list(columns), sizes), np.cumsum(sizes)
    for number, (end, size) in enumerate(zip(ends, sizes, strict=True)):
        alone = NETWORKS.odds(list(columns[:, end - size : end]), sizes[number : number + 1])
        assert together[end - size : end].tolist() == alone.tolist()
