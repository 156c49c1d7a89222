"""Input of which nothing can be used for want of a text field: an operator's mistake, not ten million rejects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from cleanroom.config import ReadConfig
from cleanroom.errors import UsageError
from cleanroom.records import Reject

T = TypeVar("T")


def refuse_textless(records: Iterable[T], config: ReadConfig | None = None) -> Iterator[T]:
    """The same records. Raises UsageError if none of them has a text, after `textless_records` at the latest."""
    most = (config or ReadConfig()).textless_records
    held: list[T] = []
    records = iter(records)
    for item in records:
        held.append(item)
        is_textless = isinstance(item, Reject) and item.code == "no_text"
        if not is_textless:
            yield from held
            yield from records
            return
        if len(held) == most:
            break
    if held:
        first = held[0]
        assert isinstance(first, Reject)
        count = f"none of the first {most:,} records" if len(held) == most else "no record"
        raise UsageError(f"{count} has a text; {first.source}:{first.position}: {first.message}")
