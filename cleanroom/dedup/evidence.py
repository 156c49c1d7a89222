"""What is known of the documents (`Corpus`) and what comparing them showed (`Evidence`): all that decisions need.

Rows are documents sorted by id, so no result depends on the order of the input.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from operator import lt
from typing import Any, cast

import numpy as np

from cleanroom.dedup.verify import Comparisons, Floats
from cleanroom.dedup.words import Ints, offsets_of
from cleanroom.errors import UsageError
from cleanroom.kernels.packed import Packed


@dataclass(frozen=True, slots=True)
class Corpus:
    """n documents without their texts, sorted by id; ids are unique.

    lengths: characters (n); moments: sortable dates, 0 if unknown (n); removed: share that cleaning cut (n).
    """

    ids: Sequence[str]
    lengths: Ints
    moments: Ints
    sources: Sequence[str]
    removed: Floats

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Evidence:
    """n documents compared.

    words: number of words compared of each (n); same: the row that stands for a row's set (n); ranks: place in a
    total order of the contents (n); found: comparisons of rows that stand for themselves, sorted by their pairs.
    """

    words: Ints
    same: Ints
    ranks: Ints
    found: Comparisons

    def places(self, rows: Ints, others: Ints) -> tuple[Ints, Ints]:
        """Places of the comparisons of rows' sets with others' sets, and the side of the first of them (0 or 1).

        The place is -1 where the two have one set or were not compared.
        """
        a, b = self.same[rows], self.same[others]
        wanted = np.minimum(a, b) * np.int64(len(self.same)) + np.maximum(a, b)
        keys = self.found.pairs[:, 0] * np.int64(len(self.same)) + self.found.pairs[:, 1]
        places = np.searchsorted(keys, wanted)
        places[places == len(keys)] = 0
        there = keys[places] == wanted if len(keys) else np.zeros(len(wanted), bool)
        return np.where(there, places, -1), (a > b).astype(np.int64)


def id_order(ids: Sequence[str] | Sequence[bytes]) -> Ints:
    """Places of the ids in their order. Raises UsageError for an id that two documents have."""
    order = sorted(range(len(ids)), key=cast(Sequence[Any], ids).__getitem__)
    for before, after in pairwise(order):
        if ids[before] == ids[after]:
            name = ids[after]
            shown = name.decode("utf-8", "replace") if isinstance(name, bytes) else name
            raise UsageError(f"two documents have the id {shown!r}: give each its own")
    return np.array(order, np.int64)


def sorted_ids(ids: Packed, ascending: bool = False) -> tuple[Ints, Packed]:
    """Places of the ids in their order, and the ids in it. Raises UsageError for an id that two documents have.

    UTF-8 has the order of code points, so bytes are compared. ascending: they are known to be in order.
    """
    if ascending:
        return np.arange(len(ids)), ids
    raw, edges = ids.data.tobytes(), ids.offsets.tolist()
    names = [raw[start:end] for start, end in pairwise(edges)]
    if all(map(lt, names, islice(names, 1, None))):
        return np.arange(len(names)), ids
    order = id_order(names)
    names = [names[row] for row in order.tolist()]
    return order, Packed(np.frombuffer(b"".join(names), np.uint8), offsets_of(np.diff(ids.offsets)[order]))
