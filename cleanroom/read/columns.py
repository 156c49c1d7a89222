"""JSON lines a block at a time, as columns: for large inputs of which the texts are taken as they are.

A block of a few megabytes is taken apart by compiled kernels, on all cores, without a Python object for a record. What
is not plain there (HTML, an unusual value, an escape that is none) goes through the reader of single records, so that
both ways give the same records and rejects.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice, pairwise
from typing import Any

import numpy as np

from cleanroom.errors import RecordError
from cleanroom.kernels.packed import Packed
from cleanroom.kernels.parts import in_order
from cleanroom.kernels.scratch import scratch
from cleanroom.read.again import Again
from cleanroom.read.binary import wide_codec
from cleanroom.read.blocks import Block, blocks
from cleanroom.read.formats.jsonl import parse, records
from cleanroom.read.kernels import json_lines, json_strings
from cleanroom.read.kernels.json_lines import ABSENT, ESCAPED, NUMBER
from cleanroom.read.kernels.json_strings import Bytes, Ints, Words
from cleanroom.read.register import Wanted
from cleanroom.read.source import Source
from cleanroom.records import Raw, Reject

#: what a record's member of that name becomes; the id first
ATTRIBUTES = ("id", "url", "date", "title", "author", "lang")
_ID, _URL = range(2)
#: bytes of a block: enough to amortise the calls, small beside the caches and the memory of a thread
_BLOCK = 1 << 22
#: of the lines of a block; if more are not plain, all are read one by one: the runs between them would be too short
_ODD_SHARE = 0.02
#: blocks that may wait for a thread
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Columns:
    """n records of consecutive lines of one file. Attributes that none of them has are not there.

    position: the number of the last line; texts and attributes: packed (n); lengths: characters of the texts (n);
    hashes: of ids and of texts (n each); fields: what is left of each record; again: where the texts can be read again.
    """

    source: str
    position: int
    texts: Packed
    lengths: Ints
    hashes: tuple[Words, Words]
    attributes: dict[str, Packed]
    fields: Sequence[dict[str, Any]] | None  # None: nothing is left of any
    lines: Packed
    wanted: Wanted
    again: Again | None

    def __len__(self) -> int:
        return len(self.texts)

    def records(self) -> Iterator[Raw | Reject]:
        """The same records one by one."""
        raw, edges = self.lines.data, self.lines.offsets.tolist()
        lines = (raw[begin:end].tobytes() for begin, end in pairwise(edges))
        return records(enumerate(lines, self.position - len(self) + 1), self.source, self.wanted)


Item = Columns | Raw | Reject


def possible(wanted: Wanted) -> bool:
    """Whether the names that the user gave leave the attributes what they are."""
    return wanted.id_fields == ("id", "url") and not set(wanted.text_fields) & set(ATTRIBUTES)


def read_columns(source: Source, wanted: Wanted, threads: int) -> Iterator[Item]:
    """The records of a file of JSON lines, in order; those of a small one come one by one.

    Raises RecordError for the rest of a file that cannot be used, after all before it.
    """
    found = _caught(blocks(source, wanted.config, _BLOCK))
    first = list(islice(found, max(wanted.config.column_bytes // _BLOCK, 1)))
    few = first[-1] is None
    errors: list[RecordError] = []
    if few:
        for block in _good(chain(first, found), errors):
            yield from _one_by_one(block.number, block.data, source.name, wanted)
    else:
        with ThreadPoolExecutor(threads) as pool:
            items_of = partial(_items, source=source, wanted=wanted)
            for items in in_order(pool, items_of, _good(chain(first, found), errors), _AHEAD):
                yield from items
    if errors:
        raise errors[0]


def _good(found: Iterable[Block | RecordError | None], errors: list[RecordError]) -> Iterator[Block]:
    """The blocks; an error that ended them is put aside."""
    for item in found:
        if isinstance(item, Block):
            yield item
        elif item is not None:
            errors.append(item)


def _caught(found: Iterator[Block]) -> Iterator[Block | RecordError | None]:
    """Blocks, then the error that ended them, then None."""
    try:
        yield from found
    except RecordError as error:
        yield error
    yield None


def _one_by_one(number: int, data: Bytes | None, source: str, wanted: Wanted) -> Iterator[Raw | Reject]:
    most = wanted.config.max_line_bytes
    lines = [None] if data is None else io.BytesIO(data.tobytes())
    kept = (line if line and len(line) - line.endswith(b"\n") <= most else None for line in lines)
    return records(enumerate(kept, number), source, wanted)


def _items(block: Block, source: Source, wanted: Wanted) -> list[Item]:
    """The records of a block: columns for each run of plain lines, and what is between them one by one."""
    if block.data is None:
        return list(_one_by_one(block.number, None, source.name, wanted))
    found, number = _Lines(block.data, block.ends, wanted), block.number
    if (~found.plain).sum() > _ODD_SHARE * len(found.plain):
        return list(_one_by_one(number, block.data, source.name, wanted))
    items: list[Item] = []
    edges = np.flatnonzero(np.diff(found.plain, prepend=False, append=False)).tolist()
    at = 0
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        items += _one_by_one(number + at, found.bytes_of(at, begin), source.name, wanted)
        items.append(found.columns(begin, end, source, block))
        at = end
    return [*items, *_one_by_one(number + at, found.bytes_of(at, len(found.plain)), source.name, wanted)]


class _Lines:
    """A block taken apart: which of its lines are plain, and where in them everything is."""

    def __init__(self, data: Bytes, ends: Ints, wanted: Wanted) -> None:
        self._wanted, self._data, self._ends = wanted, data, ends
        names = [name.encode() for name in (*wanted.text_fields, *ATTRIBUTES)]
        lines = len(self._ends)
        self._starts, self._stops = np.empty((lines, len(names)), np.int64), np.empty((lines, len(names)), np.int64)
        self._kinds, self.plain = np.empty((lines, len(names)), np.uint8), np.empty(lines, np.bool_)
        rest, rest_ends = scratch("rest", len(data) + 2 * lines, np.uint8), np.empty(lines, np.int64)
        json_lines.members(
            data, ends,
            np.frombuffer(b"".join(names), np.uint8), np.cumsum([len(name) for name in names]),
            self._starts, self._stops, self._kinds, self.plain, rest, rest_ends,
        )  # fmt: skip
        self.plain &= np.diff(self._ends, prepend=0) <= wanted.config.max_line_bytes
        self._choose()
        self._fields = self._parsed(rest, rest_ends) if rest_ends[-1] else None

    def _choose(self) -> None:
        """Where the text and the id are; a line in which that is not simple is not plain."""
        count = len(self._wanted.text_fields)
        texts, others = self._kinds[:, :count], self._kinds[:, count:]
        self._text = texts.argmax(axis=1)
        html = np.array([name == "html" for name in self._wanted.text_fields])
        self.plain &= ((texts != ABSENT).sum(axis=1) == 1) & (texts != NUMBER).all(axis=1) & ~html[self._text]
        self.plain &= (others[:, _URL:] != NUMBER).all(axis=1)
        rows, ids, urls = np.arange(len(texts)), np.full(len(texts), count + _ID), np.full(len(texts), count + _URL)
        self._id = np.where(others[:, _ID] == ABSENT, urls, ids)
        self.plain &= (self._kinds[rows, self._id] != ABSENT) & (self._length(rows, self._id) > 0)
        lengths = self._length(rows, self._text)
        self.plain &= lengths <= self._wanted.config.max_document_chars
        prose = np.empty(len(rows), np.bool_)
        json_strings.prose(self._data, self._starts[rows, self._text], self._stops[rows, self._text], self.plain, prose)
        self.plain &= prose

    def _length(self, rows: Ints, columns: Ints) -> Ints:
        return self._stops[rows, columns] - self._starts[rows, columns]

    def _parsed(self, rest: Bytes, rest_ends: Ints) -> list[dict[str, Any]]:
        """The other members of every line."""
        raw, found = rest[: rest_ends[-1]].tobytes(), []
        for line, (begin, end) in enumerate(pairwise([0, *rest_ends.tolist()])):
            fields: dict[str, Any] | None = {}
            if end > begin:
                try:
                    fields, notes = parse(raw[begin:end], self._wanted)
                    self.plain[line] &= not notes
                except RecordError:
                    self.plain[line] = False
            found.append(fields or {})
        return found

    def bytes_of(self, begin: int, end: int) -> Bytes:
        """Some lines as they are."""
        return self._data[self._begin(begin) : self._begin(end)]

    def _begin(self, line: int) -> int:
        return int(self._ends[line - 1]) if line else 0

    def columns(self, begin: int, end: int, source: Source, block: Block) -> Columns:
        """A run of plain lines of the block."""
        rows, count = np.arange(begin, end), len(self._wanted.text_fields)
        ids, _, names = self._strings(rows, self._id[rows])
        attributes = {"id": ids}
        for place, name in enumerate(ATTRIBUTES[_URL:], count + _URL):
            if self._kinds[begin:end, place].any():
                attributes[name] = self._strings(rows, np.full(len(rows), place))[0]
        offsets = np.concatenate([[self._begin(begin)], self._ends[begin:end]])
        texts, lengths, contents = self._strings(rows, self._text[rows])
        return Columns(
            source.name, block.number + end - 1, texts, lengths, (names, contents), attributes,
            self._fields[begin:end] if self._fields else None, Packed(self._data, offsets), self._wanted,
            self._again(rows, source, block.at, contents),
        )  # fmt: skip

    def _again(self, rows: Ints, source: Source, at: int, hashes: Words) -> Again | None:
        """Where the texts are in the file, if it has the bytes of the stream."""
        if source.path is None or wide_codec(source.head):
            return None
        text = self._text[rows]
        starts, stops = at + self._starts[rows, text], at + self._stops[rows, text]
        return Again(source.path, source.name, starts, stops, self._kinds[rows, text] == ESCAPED, hashes)

    def _strings(self, rows: Ints, columns: Ints) -> tuple[Packed, Ints, Words]:
        """The strings of some lines, their characters and hashes."""
        kinds, there = self._kinds[rows, columns], self._kinds[rows, columns] != ABSENT
        starts = np.where(there, self._starts[rows, columns], 0)
        stops = np.where(there, self._stops[rows, columns], 0)
        out, offsets = np.empty(int((stops - starts).sum()), np.uint8), np.empty(len(rows) + 1, np.int64)
        lengths, hashes = np.empty(len(rows), np.int64), np.empty(len(rows), np.uint64)
        json_strings.strings(self._data, starts, stops, kinds == ESCAPED, out, offsets, lengths, hashes)
        return Packed(out, offsets), lengths, hashes
