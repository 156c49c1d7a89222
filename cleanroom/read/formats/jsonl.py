"""JSON lines: an object a line, positions are line numbers."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import orjson

from cleanroom.errors import RecordError
from cleanroom.read.decode import decode
from cleanroom.read.lines import flowing, lines, too_long
from cleanroom.read.record import check_levels, to_raw
from cleanroom.read.register import Format, Wanted, register
from cleanroom.read.source import Source
from cleanroom.records import Lines, Raw, Reject
from cleanroom.text import has_huge

_OBJECT = re.compile(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*\{\s*[\"}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
#: bytes of lines that another process is given to take apart: some tenths of a second of cleaning
_BLOCK = 1 << 18
#: what a line without a record may hold
_BLANK = b"\xef\xbb\xbf \t\r\n"


def read_lines(source: Source, wanted: Wanted) -> Iterator[Raw | Reject | Lines]:
    """A record or reject for each line; where they may come as they are, blocks of lines, for `unpack`."""
    if not wanted.lines:
        yield from records(lines(source, wanted.config), source.name, wanted)
        return
    for number, data in flowing(source, wanted.config, _BLOCK):
        if data is None:
            yield from records([(number, None)], source.name, wanted)
        else:
            yield Lines(source.name, number, data)


def unpack(block: Lines, wanted: Wanted) -> Iterator[Raw | Reject]:
    """A record or reject for each line of a block."""
    most = wanted.config.max_line_bytes
    cut = (line if len(line) - line.endswith(b"\n") <= most else None for line in io.BytesIO(block.data))
    return records(enumerate(cut, block.position), block.source, wanted)


def filled(block: Lines) -> Iterator[bytes]:
    """The lines of a block that hold a record, good or bad."""
    return (line for line in block.data.split(b"\n") if line.strip(_BLANK))


def without(block: Lines, count: int) -> Lines:
    """A block without so many of its first records."""
    lines = block.data.split(b"\n")
    ends = (number for number, line in enumerate(lines, 1) if line.strip(_BLANK))
    end = next(islice(ends, count - 1, None)) if count else 0
    return Lines(block.source, block.position + end, b"\n".join(lines[end:]))


def records(
    numbered: Iterable[tuple[int, bytes | None]], source: str, wanted: Wanted
) -> Iterator[Raw | Reject]:
    """A record or reject for each line with its number but the blank ones; None is a line that is too long."""
    for number, line in numbered:
        try:
            if line is None:
                raise too_long(wanted.config)
            record, notes = parse(line, wanted)
            if record is None:
                continue
            yield to_raw(record, source, number, wanted, notes)
        except RecordError as error:
            yield Reject(source, number, error.code, str(error))


def parse(line: bytes, wanted: Wanted) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    """The object on a line, None for a blank line, and what had to be repaired."""
    notes: tuple[str, ...] = ()
    leniently = False
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        line = line.strip(_BLANK)
        if not line:
            return None, ()
        leniently = True
        value, notes = _leniently(line, wanted)
    if type(value) is not dict:
        shown = line[:40].decode(errors="replace").strip()
        raise RecordError("not_object", f"a JSON line must be an object, {{…}}; this one is {shown}")
    check_levels(value, wanted.config.max_levels)
    return (value if leniently or not has_huge(value) else json.loads(line)), notes


def _leniently(line: bytes, wanted: Wanted) -> tuple[Any, tuple[str, ...]]:
    """What the standard library reads and orjson does not: NaN, raw control characters, half surrogates."""
    decoded = decode(line, wanted.config)
    try:
        value = json.loads(decoded.text, strict=False)
        whole = _encodable(value)
    except json.JSONDecodeError as error:
        where = f"at character {error.pos + 1} of the line"
        raise RecordError("json", f"not valid JSON: {error.msg.lower()}, {where}") from None
    except ValueError as error:  # a whole number of thousands of digits
        raise RecordError("json", f"not usable JSON: {error}") from None
    except RecursionError:
        raise RecordError("json", "not usable JSON: nested too deeply") from None
    if whole != value:
        return whole, (*decoded.notes, "half surrogate pairs replaced by U+FFFD")
    return value, decoded.notes


def _encodable(value: Any) -> Any:
    """The value with every lone surrogate replaced, so that it can be written as UTF-8."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_encodable(key): _encodable(item) for key, item in value.items()}
    return [_encodable(item) for item in value] if isinstance(value, list) else value


def looks_like_lines(head: bytes) -> bool:
    """Whether it begins with an object."""
    return _OBJECT.match(head[:1000].replace(b"\0", b"")) is not None


register(Format("jsonl", (".jsonl", ".ndjson", ".jsonlines"), looks_like_lines, read_lines, rank=40))
