"""One record per id: what `run` and `dedup` need, since everything they write refers to ids."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from cleanroom.records import Raw, Reject

if TYPE_CHECKING:
    from cleanroom.read.columns import Columns

_DIGEST = 8  # bytes per hash: two of 10 million ids share one with a chance of 1 in 400,000
_HEX = 12
_WIDTH = 3  # words per entry: id, content, place
_START = 1 << 10
_MAX_LOAD = 0.75
_POSITION_BITS = 40


Item = TypeVar("Item", bound="Raw | Reject | Columns")


def unique(records: Iterable[Item], columns: bool = False) -> Iterator[Item | Reject]:
    """Let every id pass once. What comes again under an id is a Reject `duplicate_id`.

    An exception is an id that is only the record's url: another content there is another state of
    the page, and gets the id `url#<12 hex digits of its content's hash>`. Memory is 32 to 64 bytes
    per record, as only hashes are kept. `columns` says that records may come in Columns.
    """
    seen = _SeenColumns() if columns else _Seen()
    for record in records:
        if isinstance(record, Raw):
            yield _checked(record, seen)
        elif isinstance(record, Reject) or seen.enter(record):
            yield record
        else:  # one of them comes again: which one, and what is to be done, is found out one by one
            yield from (_checked(one, seen) if isinstance(one, Raw) else one for one in record.records())


def _checked(record: Raw, seen: _Seen) -> Any:
    content = record.content.encode("utf-8", "surrogatepass")
    value = seen.content_hash(content)
    first = seen.add(record, value)
    if first is not None and record.id == record.url and not first.same:
        record = replace(record, id=f"{record.url}#{hashlib.sha256(content).hexdigest()[:_HEX]}")
        first = seen.add(record, value)
    if first is None:
        return record
    what = "the same record again" if first.same else "another content"
    remedy = "" if first.same else "; --id-field names another field"
    message = f"id {record.id}: {what}; the first is {first.source}:{first.position}{remedy}"
    return Reject(record.source, record.position, "duplicate_id", message)


class _First:
    """Where an id was seen first, and whether its content was the same."""

    __slots__ = ("position", "same", "source")

    def __init__(self, source: str, position: int, same: bool) -> None:
        self.source, self.position, self.same = source, position, same


class _Seen:
    """A hash table in one array: a dict of ints would take five times the memory."""

    def __init__(self) -> None:
        self._slots = _START
        self._used = 0
        self._table = array("Q", bytes(8 * _WIDTH * _START))
        self._sources: list[str] = []
        self._numbers: dict[str, int] = {}

    def id_hash(self, name: bytes) -> int:
        """A number that stands for an id; not 0, which is an empty slot."""
        return int.from_bytes(hashlib.blake2b(name, digest_size=_DIGEST).digest()) or 1

    def content_hash(self, content: bytes) -> int:
        """A number that stands for a content."""
        return int.from_bytes(hashlib.sha256(content).digest()[:_DIGEST])

    def enter(self, columns: Columns) -> bool:
        """Remember records in columns, if none of their ids is there already."""
        raise TypeError("records in columns need a set of their kind")

    def add(self, record: Raw, value: int) -> _First | None:
        """Remember a record; if its id is there already, say where."""
        key = self.id_hash(record.id.encode("utf-8", "surrogatepass"))
        at = self._find(self._table, self._slots, key)
        if self._table[at]:
            place = self._table[at + 2]
            source = self._sources[place >> _POSITION_BITS]
            return _First(source, place & (1 << _POSITION_BITS) - 1, self._table[at + 1] == value)
        self._put(self._table, at, key, value, self._place(record.source, record.position))
        self._used += 1
        while self._used > _MAX_LOAD * self._slots:
            self._grow()
        return None

    def _place(self, source: str, position: int) -> int:
        number = self._numbers.setdefault(source, len(self._sources))
        if number == len(self._sources):
            self._sources.append(source)
        return number << _POSITION_BITS | position

    @staticmethod
    def _find(table: array[int], slots: int, key: int) -> int:
        """Where the entry of a key is, or would be (an empty key is 0)."""
        slot = key & slots - 1
        while table[slot * _WIDTH] not in (0, key):
            slot = slot + 1 & slots - 1
        return slot * _WIDTH

    @staticmethod
    def _put(table: array[int], at: int, key: int, value: int, place: int) -> None:
        table[at], table[at + 1], table[at + 2] = key, value, place

    def _grow(self) -> None:
        old, self._slots = self._table, self._slots * 2
        self._table = array("Q", bytes(8 * _WIDTH * self._slots))
        for at in range(0, len(old), _WIDTH):
            if old[at]:
                self._put(self._table, self._find(self._table, self._slots, old[at]), *old[at : at + _WIDTH])


class _SeenColumns(_Seen):
    """The same by compiled kernels, for many records at once."""

    def __init__(self) -> None:
        super().__init__()
        from cleanroom.read.kernels import seen  # noqa: PLC0415 - numpy

        self._kernels = seen

    def id_hash(self, name: bytes) -> int:
        return self._kernels.hash_of(name)

    def content_hash(self, content: bytes) -> int:
        return self._kernels.hash_of(content)

    def enter(self, columns: Columns) -> bool:
        self._used += len(columns)
        while self._used > _MAX_LOAD * self._slots:
            self._grow()
        first = self._place(columns.source, columns.position - len(columns) + 1)
        entered = self._kernels.entered(self._table, self._slots, *columns.hashes, first)
        if not entered:
            self._used -= len(columns)
        return entered

    def _grow(self) -> None:
        old, self._slots = self._table, self._slots * 2
        self._table = array("Q", [0]) * (_WIDTH * self._slots)
        self._kernels.move(old, self._table, self._slots)
