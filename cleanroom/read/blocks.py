"""Bytes → blocks of whole lines: what kernels take apart at once."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from cleanroom.config import ReadConfig
from cleanroom.errors import RecordError
from cleanroom.kernels.scratch import scratch
from cleanroom.read.kernels.json_lines import line_ends
from cleanroom.read.kernels.json_strings import Bytes, Ints
from cleanroom.read.lines import skip_line, utf8_stream
from cleanroom.read.source import Source


class Block(NamedTuple):
    """Whole lines, the first one with its number; ends: the place behind each. No data: one line that is too long.

    at: where they begin in the stream.
    """

    number: int
    data: Bytes | None
    ends: Ints
    at: int


_NONE = np.empty(0, np.int64)


def blocks(source: Source, config: ReadConfig, size: int) -> Iterator[Block]:
    """Yield blocks of about `size` bytes, one without data for a line above `max_line_bytes`.

    The same lines as `lines` yields; the last one may lack its end. If the stream breaks, whole lines come first.
    """
    stream, number, held, wanted = utf8_stream(source, config), 1, np.empty(0, np.uint8), size
    done, error, at = False, None, 0
    while not done:
        buffer = np.empty(len(held) + wanted, np.uint8)
        buffer[: len(held)] = held
        filled, error = _fill(stream, buffer, len(held))
        done, data = filled < len(buffer), buffer[:filled]
        if number == 1 and not len(held) and data[:3].tobytes() == codecs.BOM_UTF8:
            data, at = data[3:], 3
        ends = _line_ends(data, done and error is None)
        end = int(ends[-1]) if len(ends) else 0
        if end:
            yield Block(number, data[:end], ends, at)
            number += len(ends)
        elif len(data) > config.max_line_bytes:
            skipped = skip_line(stream)
            yield Block(number, None, _NONE, at)
            at += skipped
            number, end, done = number + 1, len(data), False
        held, at = data[end:], at + end
        wanted = max(size, len(held))  # or a long line would be put together again for each piece of it
    if error is not None:
        raise error


def _fill(stream: io.BufferedReader, buffer: Bytes, at: int) -> tuple[int, RecordError | None]:
    """Read until a buffer is full or nothing more comes; gives how far it is full, and the error that ended it."""
    view = buffer.data
    try:
        while at < len(view) and (count := stream.readinto1(view[at:])):
            at += count
    except RecordError as error:
        return at, error
    return at, None


def _line_ends(data: Bytes, is_last: bool) -> Ints:
    """The place behind each line; the last line of a file may lack its end."""
    found = scratch("line ends", len(data) + 1, np.int64)
    count = line_ends(data, found)
    if is_last and len(data) and (not count or found[count - 1] < len(data)):
        found[count] = len(data)
        count += 1
    return found[:count].copy()
