"""JSON documents: an array of objects, or objects one after the other over several lines; positions are their numbers.

A `.json` file may hold JSON lines as well; they are read as such.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from cleanroom.errors import RecordError
from cleanroom.read.formats.jsonl import looks_like_lines, read_lines
from cleanroom.read.lines import utf8_stream
from cleanroom.read.record import check_levels, to_raw
from cleanroom.read.register import Format, Wanted, register
from cleanroom.read.source import Source
from cleanroom.records import Lines, Raw, Reject

_CHUNK = 1 << 20
_ARRAY = re.compile(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*\[\s*(\{|\]|$)")
#: an object whose first line does not end it
_SPREAD = re.compile(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*\{\s*(\r?\n|$)")
_BETWEEN = re.compile(r"[\s,]*")
#: characters of the longest word of JSON, -Infinity, with room for an escape
_LITERAL = 16
_DECODER = json.JSONDecoder(strict=False)


def _read(source: Source, wanted: Wanted) -> Iterator[Raw | Reject | Lines]:
    if not _looks_like(source.head) and looks_like_lines(source.head):
        yield from read_lines(source, wanted)
        return
    for position, value in enumerate(_values(source, wanted), 1):
        try:
            if type(value) is not dict:
                raise RecordError("not_object", f"an element must be an object, {{…}}; this one is {str(value)[:40]}")
            check_levels(value, wanted.config.max_levels)
            yield to_raw(value, source.name, position, wanted)
        except RecordError as error:
            yield Reject(source.name, position, error.code, str(error))


def _values(source: Source, wanted: Wanted) -> Iterator[Any]:
    """The elements of an array, or values one after the other, with one of them and a chunk in memory.

    Raises RecordError `json` where the text is no JSON: nothing says where the next element would begin.
    """
    text = _Text(source, wanted)
    text.skip()
    inside = text.buffer.startswith("[", text.at)
    text.at += inside
    while text.skip():
        if inside and text.buffer[text.at] == "]":
            return
        yield text.value()
    if inside:
        raise RecordError("json", "the array is cut off: it has no ] at its end")


class _Text:
    """Decoded text with a place in it; what is before the place is dropped now and then."""

    def __init__(self, source: Source, wanted: Wanted) -> None:
        self.buffer, self.at = "", 0
        self._stream = utf8_stream(source, wanted.config)
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._limit = wanted.config.max_line_bytes
        self._ended = False

    def skip(self) -> bool:
        """Go to what is no white space and no comma; False at the end."""
        while True:
            self.at = _BETWEEN.match(self.buffer, self.at).end()  # type: ignore[union-attr] # it matches nothing, too
            if self.at < len(self.buffer):
                return True
            if not self._more(_CHUNK):
                return False

    def value(self) -> Any:
        """The value that begins here; the place goes behind it."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self.buffer, self.at)
                if end < len(self.buffer) or self._ended:
                    self.at = end
                    return value
            except json.JSONDecodeError as error:
                if self._ended or self._is_final(error) or len(self.buffer) - self.at > self._limit:
                    raise RecordError("json", f"not valid JSON: {error.msg.lower()}; the rest is not used") from None
            except RecursionError:
                raise RecordError("json", "not usable JSON: nested too deeply") from None
            except ValueError as error:  # a whole number of thousands of digits
                raise RecordError("json", f"not usable JSON: {error}") from None
            # twice as much each time: a long value is not parsed again for each chunk
            self._more(max(_CHUNK, len(self.buffer) - self.at))

    def _is_final(self, error: json.JSONDecodeError) -> bool:
        """Whether more text would not cure it: it is not at the end of what is there."""
        return not error.msg.startswith("Unterminated") and error.pos < len(self.buffer) - _LITERAL

    def _more(self, size: int) -> bool:
        """Read on; False where there is nothing more."""
        pieces = [self.buffer[self.at :]]
        while size > 0 and not self._ended:
            data = self._stream.read1(_CHUNK)
            self._ended = not data
            pieces.append(self._decoder.decode(data, self._ended))
            size -= len(data)
        self.buffer, self.at = "".join(pieces), 0
        return not self._ended or bool(self.buffer)


def _looks_like(head: bytes) -> bool:
    start = head[:1000].replace(b"\0", b"")
    return _ARRAY.match(start) is not None or _SPREAD.match(start) is not None


register(Format("json", (".json",), _looks_like, _read, rank=35))
