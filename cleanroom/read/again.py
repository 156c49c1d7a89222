"""Texts from their file once more: so they need not be held while others are being read."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cleanroom.errors import UsageError
from cleanroom.kernels.packed import Packed
from cleanroom.kernels.scratch import scratch
from cleanroom.read.kernels import json_strings
from cleanroom.read.kernels.json_strings import Bools, Bytes, Ints, Words

#: bytes between two texts that are read with them: as many as are copied in the time of a call
_GAP = 1 << 16
#: bytes that a kernel may look at behind the last one, if the file is no longer what it was
_BEHIND = 16


class Again(NamedTuple):
    """Where n texts are in a file of JSON lines: the bytes between their quotes, and what they were (`hashes`)."""

    path: Path
    name: str
    starts: Ints
    stops: Ints
    escaped: Bools
    hashes: Words

    def texts(self, numbers: Ints) -> Packed:
        """Some of the texts, with numbers that ascend; until this thread calls again.

        Raises UsageError where the file no longer has them.
        """
        starts, stops = self.starts[numbers], self.stops[numbers]
        data, places = self._bytes(starts, stops)
        room, offsets = int((stops - starts).sum()), np.empty(len(numbers) + 1, np.int64)
        out, hashes = scratch("texts again", room, np.uint8), np.empty(len(numbers), np.uint64)
        ends, lengths = places + stops - starts, np.empty(len(numbers), np.int64)
        json_strings.strings(data, places, ends, self.escaped[numbers], out, offsets, lengths, hashes)
        if not np.array_equal(hashes, self.hashes[numbers]):
            raise self._changed()
        return Packed(out, offsets)

    def _bytes(self, starts: Ints, stops: Ints) -> tuple[Bytes, Ints]:
        """What the file has there, with what is between texts that are near each other, and the place of each start."""
        begins = np.ones(len(starts), bool)
        begins[1:] = starts[1:] - stops[:-1] > _GAP
        firsts = np.flatnonzero(begins)
        edges = [*firsts.tolist(), len(starts)]
        runs = [(int(starts[begin]), int(stops[end - 1])) for begin, end in pairwise(edges)]
        lengths = np.array([stop - start for start, stop in runs], np.int64)
        ends = np.cumsum(lengths)
        data = scratch("bytes again", int(ends[-1]) + _BEHIND, np.uint8)
        self._fill(data, runs)
        run = np.cumsum(begins) - 1
        return data, starts - starts[firsts][run] + (ends - lengths)[run]

    def _fill(self, data: Bytes, runs: list[tuple[int, int]]) -> None:
        try:
            with self.path.open("rb", buffering=0) as file:
                at = 0
                for start, stop in runs:
                    file.seek(start)
                    end = at + stop - start
                    while at < end:
                        count = file.readinto(data.data[at:end])
                        if not count:
                            raise self._changed()
                        at += count
        except OSError as error:
            raise UsageError(f"{self.name} could not be read a second time: {os.strerror(error.errno or 0)}") from None

    def _changed(self) -> UsageError:
        return UsageError(f"{self.name} has changed while it was being read: run again when nothing writes to it")
