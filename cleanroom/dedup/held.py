"""Texts that are held, and cut into words again when words are wanted: words take more memory than their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

import numpy as np

from cleanroom.dedup.split import split_batch
from cleanroom.dedup.words import Bools, Flags, Hashes, Ints, offsets_of
from cleanroom.kernels.packed import Packed
from cleanroom.kernels.scratch import scratch

T = TypeVar("T")
#: `map`, or what does the same in threads
Each = Callable[[Callable[[int], T], Iterable[int]], Iterator[T]]


class Chosen(NamedTuple):
    """Words of n chosen texts with their flags: those of text i are `words[starts[i]:ends[i]]`."""

    words: Hashes
    flags: Flags
    starts: Ints
    ends: Ints


class Part(Protocol):
    """Some texts with numbers from 0 on."""

    def cut(self, numbers: Ints) -> tuple[Hashes, Flags]:
        """The words of some of them end to end, and their flags; both until this thread calls again."""


class Texts(NamedTuple):
    """Texts as they came. plain: which are normal as they are (see `split_batch`)."""

    texts: Packed
    plain: Bools

    def cut(self, numbers: Ints) -> tuple[Hashes, Flags]:
        """See `Part`."""
        return split_batch(self.texts, self.plain, numbers)[:2]


class Source(Protocol):
    """Where texts came from, and can be had again."""

    def texts(self, numbers: Ints) -> Packed:
        """Some of them, with numbers that ascend; until this thread calls again."""


class Reread(NamedTuple):
    """Texts that are not held. plain: as above."""

    source: Source
    plain: Bools

    def cut(self, numbers: Ints) -> tuple[Hashes, Flags]:
        """See `Part`."""
        return split_batch(self.source.texts(numbers), self.plain[numbers])[:2]


class Left(NamedTuple):
    """Words that are left of texts: those of text i are `words[offsets[i]:offsets[i + 1]]`."""

    words: Hashes
    flags: Flags
    offsets: Ints

    def cut(self, numbers: Ints) -> tuple[Hashes, Flags]:
        """See `Part`."""
        lengths = np.diff(self.offsets)[numbers]
        at = np.repeat(self.offsets[numbers] - offsets_of(lengths)[:-1], lengths) + np.arange(lengths.sum())
        return self.words[at], self.flags[at]


@dataclass(frozen=True, slots=True)
class Held:
    """Parts, each with the position of its first text; `let_go` gives back the memory of what is in files."""

    parts: Sequence[Part]
    firsts: Sequence[int]
    let_go: Callable[[], None] = lambda: None

    def choose(self, places: Ints, counts: Ints, each: Each[None] = map) -> Chosen:
        """The words of the texts at some positions, so many (n) of each; until this thread calls again."""
        order = np.argsort(places, kind="stable")
        ends = np.empty(len(places), np.int64)
        ends[order] = np.cumsum(counts[order])
        total = int(counts.sum())
        words, flags = scratch("chosen words", total, np.uint64), scratch("chosen flags", total, np.uint8)
        out = Chosen(words, flags, ends - counts, ends)
        edges = [*np.searchsorted(places[order], self.firsts).tolist(), len(order)]

        def one(number: int) -> None:
            mine = order[edges[number] : edges[number + 1]]
            if len(mine):
                words, flags = self.parts[number].cut(places[mine] - self.firsts[number])
                part = slice(out.starts[mine[0]], out.starts[mine[0]] + len(words))
                out.words[part], out.flags[part] = words, flags
                self.let_go()

        list(each(one, range(len(self.parts))))
        return out
