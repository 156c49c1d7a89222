"""Files to records, cleaned or as they are, in workers: rows of the table `taken`."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from cleanroom.clean import take_batch
from cleanroom.config import CleanConfig, PoolConfig, ReadConfig
from cleanroom.engines.cleaning import cleaned
from cleanroom.knowledge import Knowledge
from cleanroom.read import Found, read_files, wanted_of
from cleanroom.records import Clean, Raw, Reject
from cleanroom.store.documents import Rows, document_batch, incoming
from cleanroom.store.schemas import DOCUMENTS, REMOVED

#: files to read: number, name, path, id and address
FILES = "number bigint, name string, path string, id string, url string"
_CUTS = pa.list_(pa.struct([field for field in REMOVED if field.name != "id"]))
#: a record: where it came from, what it is, or why it is none (`code`). `doc` grows in the order of the input
TAKEN = pa.schema([
    ("doc", pa.int64()), ("origin", pa.string()), ("position", pa.int64()), ("content", pa.string()),
    ("own_url", pa.bool_()), ("code", pa.string()), ("message", pa.string()), ("length", pa.int64()),
    ("share", pa.float64()), ("cuts", _CUTS), *DOCUMENTS,
])  # fmt: skip
#: bits of a document's number that count the records of its file
_RECORD_BITS = 32
#: hexadecimal digits of the hash that stands for a content
_DIGITS = 16
#: records and characters of a batch
_RECORDS, _CHARS = 1024, 1 << 22


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read, and what is done to their records."""

    read: ReadConfig
    form: str
    text_field: str | None
    id_field: str | None
    split: str
    clean: CleanConfig | None  # None: texts are taken as they are
    known: Knowledge
    pool: PoolConfig


class _Origin(NamedTuple):
    """What has to be known of a record when it is done."""

    doc: int
    origin: str
    position: int
    id: str
    content: str
    own_url: bool


def take(batches: Iterable[pa.RecordBatch], reading: Reading) -> Iterator[pa.RecordBatch]:
    """The records of the files that the batches name, those that cannot be used included."""
    waiting: deque[_Origin] = deque()
    found, chars = [], 0
    for item in _done(_items(batches, reading, waiting), reading):
        found.append((waiting.popleft(), item))
        chars += len(item.raw) if isinstance(item, Clean) else 0
        if len(found) >= _RECORDS or chars >= _CHARS:
            yield _batch(found, reading.clean is not None)
            found, chars = [], 0
    if found:
        yield _batch(found, reading.clean is not None)


def _items(
    batches: Iterable[pa.RecordBatch], reading: Reading, waiting: deque[_Origin]
) -> Iterator[Raw | Reject]:
    wanted = wanted_of(reading.read, reading.form, reading.text_field, reading.id_field, reading.split)
    for batch in batches:
        for row in batch.to_pylist():
            file = Found(Path(row["path"]) if row["path"] else None, row["name"], row["id"], row["url"])
            items: Iterator[Raw | Reject] = read_files([file], wanted)  # type: ignore[assignment] # no columns
            for number, item in enumerate(items):
                waiting.append(_origin(row["number"] << _RECORD_BITS | number, item))
                yield item


def _origin(doc: int, item: Raw | Reject) -> _Origin:
    if isinstance(item, Reject):
        return _Origin(doc, item.source, item.position, "", "", False)
    content = hashlib.sha256(item.content.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return _Origin(doc, item.source, item.position, item.id, content, item.id == item.url)


def _done(items: Iterator[Raw | Reject], reading: Reading) -> Iterator[Clean | Reject]:
    if reading.clean is not None:
        yield from cleaned(items, reading.clean, reading.known, 1, reading.pool)
        return
    for item in items:
        yield item if isinstance(item, Reject) else next(iter(take_batch([item])))


def _batch(found: list[tuple[_Origin, Clean | Reject]], cut: bool) -> pa.RecordBatch:
    """Records as rows; of a reject the columns of a document are empty."""
    documents = [_blank(origin) if isinstance(item, Reject) else item for origin, item in found]
    rejects = [item if isinstance(item, Reject) else None for _, item in found]
    batch = document_batch(documents, cut)
    taken = incoming(Rows(batch))[0]
    cuts: list[list[dict[str, Any]]] = [[asdict(removal) for removal in document.removed] for document in documents]
    columns = {
        "doc": [origin.doc for origin, _ in found], "origin": [origin.origin for origin, _ in found],
        "position": [origin.position for origin, _ in found], "content": [origin.content for origin, _ in found],
        "own_url": [origin.own_url for origin, _ in found], "code": [item and item.code for item in rejects],
        "message": [item and item.message for item in rejects], "length": taken.lengths, "share": taken.removed,
        "cuts": cuts,
    }  # fmt: skip
    own = [pa.array(values, TAKEN.field(name).type) for name, values in columns.items()]
    return pa.RecordBatch.from_arrays([*own, *batch.columns], schema=TAKEN)


def _blank(origin: _Origin) -> Clean:
    return Clean(origin.id, "", "")
