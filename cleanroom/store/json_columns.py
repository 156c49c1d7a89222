"""Columns to lines of JSON, the same bytes as row by row: for tables of many rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import orjson

from cleanroom.dedup.words import Ints
from cleanroom.kernels import json_rows
from cleanroom.kernels.packed import Packed, packed


class Values(NamedTuple):
    """A column: the value of row i is `data[starts[i]:ends[i]]`, a text to be quoted or JSON already."""

    name: str
    data: np.ndarray
    starts: Ints
    ends: Ints
    text: bool = True


def texts(name: str, column: Packed, rows: Ints | None = None) -> Values:
    """Packed texts, or those of some rows."""
    if rows is None:
        return Values(name, column.data, column.offsets[:-1], column.offsets[1:])
    return Values(name, column.data, column.offsets[rows], column.offsets[rows + 1])


def numbers(name: str, values: np.ndarray) -> Values:
    """Numbers; they are few different ones."""
    order, places = np.argsort(values, kind="stable"), np.empty(len(values), np.int64)
    # what np.unique does, less its import of masked arrays: 30 ms
    first = np.ones(len(values), bool)
    first[1:] = np.diff(values[order]) != 0
    places[order] = np.cumsum(first) - 1
    written = packed([orjson.dumps(value).decode() for value in values[order][first].tolist()])
    return texts(name, written, places)._replace(text=False)


def lines(columns: Sequence[Values], tails: Sequence[bytes] | None = None) -> bytes | memoryview:
    """A line for each row. tails: what stands before the closing brace of each row, or nothing."""
    rows, around = len(columns[0].starts), [_around(column, place == 0) for place, column in enumerate(columns)]
    sizes = np.full(rows, 0 if tails else len(_END), np.int64)
    for column, (before, after) in zip(columns, around, strict=True):
        json_rows.measure(column.data, column.starts, column.ends, len(before) + len(after), sizes)
    ends = np.cumsum(sizes)
    out, places = np.empty(int(ends[-1]) if rows else 0, np.uint8), ends - sizes
    for column, (before, after) in zip(columns, around, strict=True):
        json_rows.put(column.data, column.starts, column.ends, before, after, places, out)
    if tails is None:
        for place, code in enumerate(_END):
            out[places + place] = code
        return out.data
    raw, edges = out.tobytes(), [0, *ends.tolist()]
    return b"".join(
        part for row, tail in enumerate(tails) for part in (raw[edges[row] : edges[row + 1]], tail, _END)
    )  # fmt: skip


_END = b"}\n"


def _around(column: Values, first: bool) -> tuple[np.ndarray, np.ndarray]:
    """What stands before and after the values of a column."""
    quote = b'"' if column.text else b""
    before = (b"{" if first else b",") + orjson.dumps(column.name) + b":" + quote
    return np.frombuffer(before, np.uint8), np.frombuffer(quote, np.uint8)
