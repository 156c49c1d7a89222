"""Which segments of an index are merged, and how often a document is written by that."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import repeat

import pytest

from cleanroom.index.merging import first_to_merge
from cleanroom.tuning import IndexConfig


def added(batches: Iterator[int], total: int) -> tuple[float, int]:
    """How often a document was written, and the most segments there were, when so many had been added."""
    sizes: list[int] = []
    done = written = most = 0
    while done < total:
        sizes.append(next(batches))
        done, written = done + sizes[-1], written + sizes[-1]
        while (start := first_to_merge(sizes, IndexConfig())) is not None:
            sizes[start:] = [sum(sizes[start:])]
            written += sizes[-1]
        most = max(most, len(sizes))
    return written / done, most


@pytest.mark.parametrize(
    ("batch", "total", "writes", "most"),
    [(10_000, 2_000_000, 4, 12), (1_000, 1_000_000, 5, 16), (100, 300_000, 7, 20), (1, 100_000, 9.1, 28)],
)
def test_documents_are_written_a_few_times(batch: int, total: int, writes: float, most: int) -> None:
    """However many documents there are, each is written as often as the index has levels, and segments stay few."""
    found = added(repeat(batch), total)
    assert found[0] <= writes
    assert found[1] <= most


def test_batches_of_all_sizes() -> None:
    """Small batches among large ones do not make segments without end, nor are the large ones written ever again."""
    draw = random.Random(1)
    writes, most = added(iter(lambda: draw.choice([1, 1, 1, 50, 100, 10_000]), 0), 1_000_000)
    assert writes <= 6
    assert most <= IndexConfig().segments


def test_what_is_large_enough_stays() -> None:
    """Segments that would become too large for their tables' numbers are left as they are."""
    half = IndexConfig().segment_documents // 2
    assert first_to_merge([half] * 3 + [half], IndexConfig()) is None
