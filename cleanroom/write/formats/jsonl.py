"""JSON lines in UTF-8, compressed if the name says so."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from cleanroom.text import has_huge
from cleanroom.write.atomic import atomic, streamed
from cleanroom.write.compress import compressed
from cleanroom.write.register import Format, Writer, register
from cleanroom.write.utf8 import utf8


class _Jsonl(Writer):
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, row: Mapping[str, Any]) -> None:
        self._stream.write(line(row))

    def write_lines(self, lines: bytes) -> None:
        self._stream.write(lines)


def line(value: Any) -> bytes:
    """A row as a line of JSON. Not a number becomes null, bytes become base64, other objects text."""
    try:
        return orjson.dumps(value, _plain, orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # whole numbers above 64 bits, half surrogate pairs, keys that are no text
        text = json.dumps(_standard(value), default=_plain, ensure_ascii=False, separators=(",", ":"))
        return utf8(text) + b"\n"


def value_of(written: str | bytes) -> Any:
    """What a line of JSON holds, its numbers as they are."""
    with suppress(orjson.JSONDecodeError):  # a whole number that is larger than any float
        value = orjson.loads(written)
        if not has_huge(value):
            return value
    return json.loads(written)


def _plain(value: Any) -> Any:
    """What JSON has no word for."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64.b64encode(value).decode()
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=str)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _standard(value: Any) -> Any:
    """The same without the numbers that only Python's JSON knows."""
    if isinstance(value, Mapping):
        return {str(key): _standard(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_standard(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


@contextmanager
def _open(target: Path | BinaryIO) -> Iterator[_Jsonl]:
    if isinstance(target, Path):
        with atomic(target) as stream, compressed(stream, target.name) as packed:
            yield _Jsonl(packed)
    else:
        with streamed(target) as stream:
            yield _Jsonl(stream)


register(Format("jsonl", (".jsonl", ".ndjson", ".json"), _open))
