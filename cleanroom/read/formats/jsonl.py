"""JSON lines: an object a line, positions are line numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from cleanroom.errors import RecordError
from cleanroom.read.decode import decode
from cleanroom.read.lines import lines, too_long
from cleanroom.read.record import to_raw
from cleanroom.read.register import Format, Wanted, register
from cleanroom.read.source import Source
from cleanroom.records import Raw, Reject

_OBJECT = re.compile(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*\{\s*[\"}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
#: from here on orjson makes a float of a whole number, and an id would no longer be itself
_ORJSON_INT = 2**63


def read_lines(source: Source, wanted: Wanted) -> Iterator[Raw | Reject]:
    """A record or reject for each line."""
    return records(lines(source, wanted.config), source.name, wanted)


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
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        line = line.strip(b"\xef\xbb\xbf \t\r\n")
        if not line:
            return None, ()
        value, notes = _leniently(line, wanted)
    if type(value) is not dict:
        shown = line[:40].decode(errors="replace").strip()
        raise RecordError("not_object", f"a JSON line must be an object, {{…}}; this one is {shown}")
    if any(type(field) is float and abs(field) >= _ORJSON_INT for field in value.values()):
        value = json.loads(line)
    return value, notes


def _leniently(line: bytes, wanted: Wanted) -> tuple[Any, tuple[str, ...]]:
    """What the standard library reads and orjson does not: NaN, raw control characters, half surrogates."""
    decoded = decode(line, wanted.config)
    try:
        value = json.loads(decoded.text, strict=False)
    except json.JSONDecodeError as error:
        where = f"at character {error.pos + 1} of the line"
        raise RecordError("json", f"not valid JSON: {error.msg.lower()}, {where}") from None
    except ValueError as error:  # a whole number of thousands of digits
        raise RecordError("json", f"not usable JSON: {error}") from None
    except RecursionError:
        raise RecordError("json", "not usable JSON: nested too deeply") from None
    whole = _encodable(value)
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
