"""Records in lists: what stages hand to each other, large enough to amortise a call, small in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cleanroom.config import ReadConfig
from cleanroom.records import Raw


def batches(records: Iterable[Any], config: ReadConfig | None = None) -> Iterator[Any]:
    """Group records, in order, until a list has `batch_documents` records or `batch_chars` characters.

    A list is never empty; a record larger than `batch_chars` closes its list. Columns, which are batches, pass.
    """
    config = config or ReadConfig()
    batch: list[Raw] = []
    chars = 0
    for record in records:
        if not isinstance(record, Raw):
            if batch:
                yield batch
                batch, chars = [], 0
            yield record
            continue
        batch.append(record)
        chars += len(record.content)
        if len(batch) >= config.batch_documents or chars >= config.batch_chars:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch
