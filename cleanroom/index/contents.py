"""What an index holds, in memory: rows, comparisons, segments and names, as the segments' files say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from cleanroom.dedup.words import Bools, Hashes, Ints
from cleanroom.index import candidates
from cleanroom.index.compare import Held
from cleanroom.index.container import undamaged
from cleanroom.index.disk import Disk, Manifest
from cleanroom.index.furniture import Furniture, told_by
from cleanroom.index.graph import Graph, comparisons_of
from cleanroom.index.header import Header
from cleanroom.index.rows import FACTS, GONE, PLACES, STORY, Rows
from cleanroom.index.segment import Segment, Segments
from cleanroom.index.sketching import id_keys, numbered


class Contents:
    """All that a manifest names. `graph` is made when somebody is going to write."""

    def __init__(self, disk: Disk, manifest: Manifest, header: Header) -> None:
        self.manifest, self.header, self.config = manifest, header, header.dedup
        self.rows, self.sources = Rows(), [""]
        self.merged: dict[int, int] = {}  # a story that became part of another one
        self._numbers = {"": 0}
        self.segments = Segments([])
        self.furniture = Furniture()
        self._graph: Graph | None = None
        self._twins: tuple[int, Ints] = (-1, np.empty(0, np.int64))
        for part in manifest.parts:
            with undamaged(disk.folder / part.file):
                self.take(Segment.opened(disk.folder / part.file, part.first, part.texts))
        told = []
        for part, segment in zip(manifest.parts, self.segments.parts, strict=True):
            with undamaged(disk.folder / part.file):
                if segment.count != part.rows:
                    raise ValueError
                self._place(segment)
                told.append(told_by(segment, self.source_numbers(segment.sources)))
        self.furniture.take(told)

    def take(self, segment: Segment) -> None:
        """Have the rows of a segment, behind all others."""
        facts = {name: segment.arrays[name] for name in FACTS}
        facts["sources"] = self.source_numbers(segment.sources)[facts["sources"]]
        self.rows.add(facts)
        self.segments.parts.append(segment)

    def _place(self, segment: Segment) -> None:
        arrays = segment.arrays
        self.rows.put(arrays["place_rows"].astype(np.int64), {name: arrays[f"place_{name}"] for name in PLACES})
        self.rows.put_bare(*(arrays[name].astype(np.int64) for name in ("bare_rows", "bare_sizes", "bare_words")))
        self.merged.update(zip(arrays["merged_from"].tolist(), arrays["merged_into"].tolist(), strict=True))

    @property
    def graph(self) -> Graph:
        """Everything that was compared."""
        if self._graph is None:
            self._graph = Graph(self.config, not self.header.limited)
            self._graph.add_rows(self.rows.fact("same"), 0)
            for segment in self.segments.parts:
                self._graph.add(comparisons_of(segment.arrays), segment.first)
            self._graph.cut(~self.rows.usable())
        return self._graph

    def held(self, pool: ThreadPoolExecutor) -> Held:
        """What texts are compared with."""
        return Held(self.segments, self.rows, self.furniture, self.config, pool)

    def source_numbers(self, names: Sequence[str]) -> Ints:
        """Numbers of sources, which get one if they have none."""
        for name in names:
            if name not in self._numbers:
                self._numbers[name] = len(self.sources)
                self.sources.append(name)
        return np.array([self._numbers[name] for name in names], np.int32)

    def source_number(self, name: str) -> int:
        """The number of a source; -1 where no document has it."""
        return self._numbers.get(name, -1)

    def rows_of(self, ids: Sequence[str], keys: Hashes | None = None) -> Ints:
        """The row of each id, -1 where it is not there; keys: those of the ids, if they are known."""
        found, alive = np.full(len(ids), -1, np.int64), self.rows.alive
        asked, rows = candidates.lookup(self.segments, numbered(id_keys(ids) if keys is None else keys))
        asked, rows = asked[alive[rows]], rows[alive[rows]]
        for number, row, name in zip(asked.tolist(), rows.tolist(), self.segments.ids(rows), strict=True):
            if ids[number] == name:
                found[number] = row
        return found

    def standing(self, digests: np.ndarray, sizes: Ints, sources: Ints, usable: Bools) -> Ints:
        """The row that stands for each set of a source, -1 where none of its documents has it or the set is empty."""
        found, known = np.full(len(sizes), -1, np.int64), self.rows.fact("digests")
        asked, rows = candidates.lookup(self.segments, numbered(digests[:, 0]))
        equal = (known[rows] == digests[asked]).all(axis=1) & usable[rows] & (sizes[asked] > 0)
        equal &= self.rows.fact("sources")[rows] == sources[asked]
        found[asked[equal]] = rows[equal]
        return found

    def story_names(self, stories: Ints) -> list[str]:
        """Ids of stories: those of their founders, with a number behind them where another story had that before."""
        names = self.segments.ids(stories & STORY)
        return [f"{name}~{again + 1}" if again else name for name, again in zip(names, stories >> 32, strict=True)]

    def story_number(self, name: str) -> int:
        """A story by its id, also one that became part of another; -1 where there is none."""
        stories = self.rows.place("story")[self.rows.alive]
        base, _, again = name.rpartition("~")
        ways = [(name, 0)] + ([(base, int(again) - 1)] if again.isdecimal() else [])
        for id, before in ways:
            for row in self._all_rows([id])[0]:
                number = self.elder(before << 32 | row)
                if (stories == number).any():
                    return number
        return -1

    def founding(self, rows: Ints, first: int) -> Ints:
        """Numbers of the stories that rows found, of which those from `first` on are new."""
        numbers = rows.copy()
        doubtful = np.flatnonzero((rows < first) | bool((self.rows.place("role")[:first] == GONE).any()))
        if len(doubtful):
            others = self._all_rows(self.segments.ids(rows[doubtful]))
            used = self._times({row for found in others for row in found})
            for place, found in zip(doubtful.tolist(), others, strict=True):
                numbers[place] |= max(used.get(row, 0) for row in found) << 32
        return numbers

    def _times(self, founders: Collection[int]) -> dict[int, int]:
        """How many stories some rows have founded, of those that live or became part of others."""
        stories = self.rows.place("story")[self.rows.alive]
        living = stories[np.isin(stories & STORY, np.array(list(founders), np.int64))].tolist()
        used: dict[int, int] = {}
        for number in (*living, *self.merged):
            used[number & STORY] = max(used.get(number & STORY, 0), (number >> 32) + 1)
        return used

    def _all_rows(self, ids: Sequence[str]) -> list[list[int]]:
        """All rows that have or had each id, the last one first."""
        found: list[list[int]] = [[] for _ in ids]
        asked, rows = candidates.lookup(self.segments, numbered(id_keys(ids)))
        for number, row, name in zip(asked.tolist(), rows.tolist(), self.segments.ids(rows), strict=True):
            if ids[number] == name:
                found[number].append(row)
        return [sorted(rows, reverse=True) for rows in found]

    def elder(self, story: int) -> int:
        """The story that a story is part of now."""
        while story in self.merged:
            story = self.merged[story]
        return story

    def with_set(self, stand: int) -> Ints:
        """Living documents that have the set for which a row stands."""
        if self._twins[0] != self.rows.count:
            same = self.rows.fact("same")
            twins = np.flatnonzero(same != np.arange(self.rows.count))
            self._twins = self.rows.count, twins[np.argsort(same[twins], kind="stable")]
        twins, same = self._twins[1], self.rows.fact("same")
        first, last = np.searchsorted(same[twins], [stand, stand + 1])
        rows = np.concatenate([[stand], twins[first:last]])
        living: Ints = rows[self.rows.place("role")[rows] != GONE]
        return living

    @property
    def removed(self) -> int:
        """Rows of documents that were removed."""
        return int((self.rows.place("role") == GONE).sum())
