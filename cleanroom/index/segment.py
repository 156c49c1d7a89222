"""A segment: the documents of some rows in a row, as they were added at once or merged since. It never changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from cleanroom.dedup.words import Flags, Hashes, Ints, offsets_of
from cleanroom.index.container import Array, Container
from cleanroom.index.lexicon import Coded, decoded
from cleanroom.index.tables import Table
from cleanroom.kernels.packed import Names, Packed

TABLES = ("keys", "samples")


class Segment:
    """Arrays by name, in memory or in a file.

    Facts of rows.FACTS; ids; words as streams; short signatures; tables `keys` (bands, ids, digests) and `samples`;
    places set (`place_rows` and rows.PLACES); comparisons (`pair_…`); stories that became part of others (`merged_…`).
    """

    def __init__(self, first: int, arrays: Mapping[str, Array], facts: Mapping[str, Any], texts: Sequence[str]) -> None:
        self.first, self.arrays, self.facts, self.texts = first, arrays, facts, tuple(texts)
        self.count = len(arrays["sizes"])
        self.file: Container | None = None
        self.signatures: Hashes = arrays["signatures"].view(np.uint64)
        self.ids = Names(Packed(arrays["ids"], arrays["id_offsets"]))
        self.words = Coded(*(arrays[f"words_{name}"] for name in Coded._fields))

    @classmethod
    def opened(cls, path: Path, first: int, texts: Sequence[str]) -> Segment:
        """The segment in a file."""
        file = Container(path)
        found = cls(first, file.arrays, file.facts, texts)
        found.file = file
        return found

    def table(self, name: str) -> Table:
        """One of its tables."""
        return Table(*(self.arrays[f"{name}_{part}"] for part in Table._fields))

    @property
    def sources(self) -> list[str]:
        """Names of the sources by their numbers here."""
        return list(self.facts["sources"])


def table_arrays(name: str, table: Table) -> dict[str, Array]:
    """A table as arrays of a segment."""
    return {f"{name}_{part}": getattr(table, part) for part in Table._fields}


def word_arrays(words: Coded) -> dict[str, Array]:
    """Streams as arrays of a segment."""
    return {f"words_{name}": getattr(words, name) for name in Coded._fields}


def id_arrays(ids: Packed) -> dict[str, Array]:
    """Ids as arrays of a segment."""
    return {"ids": ids.data[ids.offsets[0] : ids.offsets[-1]], "id_offsets": ids.offsets - ids.offsets[0]}


class Segments:
    """All segments, in the order of their rows."""

    def __init__(self, parts: Sequence[Segment]) -> None:
        self.parts = list(parts)

    def home(self, rows: Ints) -> Ints:
        """The number of the segment of each row."""
        firsts = np.array([part.first for part in self.parts], np.int64)
        found: Ints = np.searchsorted(firsts, rows, side="right") - 1
        return found

    def ids(self, rows: Ints) -> list[str]:
        """Ids of rows."""
        homes = self.home(rows).tolist()
        return [
            self.parts[home].ids[row - self.parts[home].first] for home, row in zip(homes, rows.tolist(), strict=True)
        ]

    def words(self, rows: Ints, counts: Ints) -> tuple[Ints, Hashes, Flags]:
        """Words of rows that stand for their sets, which have so many: where each begins (n + 1), hashes and flags."""
        places = offsets_of(counts)
        words, flags = np.empty(int(places[-1]), np.uint64), np.empty(int(places[-1]), np.uint8)
        homes = self.home(rows)
        for home in np.unique(homes).tolist():
            here, part = np.flatnonzero(homes == home), self.parts[home]
            decoded(part.words, rows[here] - part.first, counts[here], places[:-1][here], words, flags)
        return places, words, flags
