"""CSV and TSV: the first row names the fields; positions are the numbers of the lines rows begin on."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain
from typing import Any

from cleanroom.config import ReadConfig
from cleanroom.errors import RecordError
from cleanroom.read.decode import decode
from cleanroom.read.lines import lines, too_long
from cleanroom.read.record import no_text, to_raw
from cleanroom.read.register import Format, Wanted, register
from cleanroom.read.source import Source
from cleanroom.records import Raw, Reject

_DELIMITERS = "\t,;|"


class _Text:
    """Lines for the csv module: decoded one by one, with what the current row needed to be decoded."""

    def __init__(self, source: Source, config: ReadConfig) -> None:
        self._lines = lines(source, config)
        self._config = config
        self.number = 0
        self.notes: tuple[str, ...] = ()
        self.too_long = False
        self.ended = False  # somebody has asked for a line after the last one

    def __iter__(self) -> _Text:
        return self

    def __next__(self) -> str:
        try:
            self.number, line = next(self._lines)
        except StopIteration:
            self.ended = True
            raise
        if line is None:
            self.too_long = True
            return ""
        try:
            return line.decode()
        except UnicodeDecodeError:
            decoded = decode(line, self._config)
            self.notes = decoded.notes
            return decoded.text


def _read(source: Source, wanted: Wanted) -> Iterator[Raw | Reject]:
    # the module's limit is one for the whole process: only ever raised
    csv.field_size_limit(max(csv.field_size_limit(), wanted.config.max_line_bytes))
    text = _Text(source, wanted.config)
    header_line = next(text, None)
    if header_line is None:
        raise RecordError("empty", "empty")
    delimiter = max(_DELIMITERS, key=header_line.count)
    rows = csv.reader(chain([header_line], text), delimiter=delimiter)
    header = _header(rows)
    if not set(header) & set(wanted.text_fields):
        raise RecordError("no_text", no_text(wanted.text_fields, dict.fromkeys(header)))
    while True:
        position, text.notes, text.too_long = text.number + 1, (), False
        try:
            row = next(rows, None)
            if row is None:
                return
            if text.too_long:
                raise too_long(wanted.config)
            if text.ended:  # the csv module asked for more, and made do with what there was
                raise RecordError("csv", "a quote that opens in this row is never closed: all that follows is in it")
            if row:
                yield to_raw(_record(header, row), source.name, position, wanted, text.notes)
        except csv.Error as error:
            yield Reject(source.name, position, "csv", f"not a usable row: {error}")
        except RecordError as error:
            yield Reject(source.name, position, error.code, str(error))


def _header(rows: Iterator[list[str]]) -> list[str]:
    """The names of the fields; one may hold the end of a line, in quotes."""
    try:
        return next(rows, [])
    except csv.Error as error:
        raise RecordError("csv", f"not a usable header: {error}") from None


def _record(header: list[str], row: list[str]) -> dict[str, Any]:
    if len(row) != len(header):
        raise RecordError("csv", f"a row of {len(row)} fields where the header has {len(header)}")
    return dict(zip(header, row, strict=True))


def _looks_like(head: bytes) -> bool:
    """Only a header with a well-known text field: prose has commas too."""
    first = head.partition(b"\n")[0][:1000].replace(b"\0", b"").decode("utf-8-sig", "ignore").strip()
    delimiter = max(_DELIMITERS, key=first.count)
    cells = [cell.strip(' "\ufeff') for cell in first.split(delimiter)]
    has_text = not set(cells).isdisjoint(ReadConfig().text_fields)
    return has_text and len(cells) > 1 and all(map(str.isidentifier, cells))


register(Format("csv", (".csv", ".tsv", ".tab"), _looks_like, _read, rank=50))
