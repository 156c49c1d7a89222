"""The shipped arrays, read without numpy: `weights.npz` and `characters.npz`."""

from __future__ import annotations

import re
import sys
import zlib
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from struct import Struct
from typing import Any

_HEADER = re.compile(rb"'descr': '.(\w)(\d+)'.*'shape': \((\d+),(?: (\d+))?")
#: numpy's names of kinds and sizes to array's; "?" for truth, a byte
_KINDS = {b"f4": "f", b"i2": "h", b"u2": "H", b"u4": "I", b"i1": "b", b"u1": "B", b"b1": "B"}
#: of zip files: where the directory begins; of an entry in it the sizes and where it is; the sizes ahead of its data
_END, _ENTRY, _LOCAL = Struct("<16xI2x"), Struct("<20xI4xHHH8xI"), Struct("<26xHH")
_MASK, _P, _MIX = (1 << 64) - 1, 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9


@dataclass(frozen=True)
class Grid:
    """An array: all its items in a row, and how many stand in a row of it."""

    items: Sequence[Any]
    width: int = 1


class Arrays:
    """The arrays of a file as numpy.savez_compressed writes it, by name, each unpacked when it is asked for: `zipfile`
    would take as long to import as it takes to read them all."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._spans: dict[str, tuple[int, int]] = {}
        *_, at = _END.unpack_from(raw, len(raw) - _END.size)
        while raw[at : at + 4] == b"PK\1\2":
            packed, name_size, extra, comment, start = _ENTRY.unpack_from(raw, at)
            name = raw[at + _ENTRY.size : at + _ENTRY.size + name_size].decode()
            begin = start + _LOCAL.size + sum(_LOCAL.unpack_from(raw, start))
            self._spans[name.removesuffix(".npy")] = begin, begin + packed
            at += _ENTRY.size + name_size + extra + comment

    def __getitem__(self, name: str) -> Grid:
        """The array of this name."""
        begin, end = self._spans[name]
        return _grid(zlib.decompress(self._raw[begin:end], -zlib.MAX_WBITS))


def _grid(raw: bytes) -> Grid:
    start = 10 + int.from_bytes(raw[8:10], "little")
    found = _HEADER.search(raw[:start])
    if found is None:  # pragma: no cover  (a file that we ship)
        raise ValueError(raw[:start])
    kind, size, width = found[1], int(found[2]), int(found[4] or 1)
    if kind == b"U":
        text = raw[start:].decode("utf-32-le")
        return Grid([text[i : i + size].rstrip("\0") for i in range(0, len(text), size)], width)
    items = array(_KINDS[kind + found[2]], raw[start:])
    if sys.byteorder == "big":
        items.byteswap()
    return Grid(items, width)


@dataclass(frozen=True)
class Weights:
    """What counting needs."""

    scores: Sequence[int]  # in sixteenths
    lexicon: dict[int, int]
    classes: Sequence[int]
    lower: Sequence[int]  # less the code point, modulo 2^16
    bullets: Sequence[int]

    @cached_property
    def hashed(self) -> Callable[[bytes], int]:
        """The hash of a word, given as 16-bit code points; see cleanroom.clean.model.words."""
        return cache(partial(_hashed, self.lower))


def _hashed(lower: Sequence[int], word: bytes) -> int:
    total = 0
    for code in reversed(array("H", word)):
        total = (total * _P + (lower[code] + code & 0xFFFF) + 1) & _MASK
    total ^= total >> 29
    total = total * _MIX & _MASK
    return total ^ (total >> 32)


def weights(arrays: Arrays, characters: Arrays) -> Weights:
    """Those of the arrays."""
    lexicon = dict(zip(arrays["lexicon_slots"].items, arrays["lexicon_classes"].items, strict=True))
    tables = [characters[name].items for name in ("classes", "lower", "bullets")]
    return Weights(arrays["words"].items, lexicon, *tables)
