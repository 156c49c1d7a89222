"""Input of which nothing can be used for want of a text field: an operator's mistake, not ten million rejects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from cleanroom.config import ReadConfig
from cleanroom.errors import UsageError
from cleanroom.records import Reject

T = TypeVar("T")


def _itself(item: object) -> Sequence[Reject]:
    return [item] if isinstance(item, Reject) else []


def refuse_textless(
    items: Iterable[T], config: ReadConfig | None = None, rejects: Callable[[T], Sequence[Reject]] = _itself
) -> Iterator[T]:
    """The same items. Raises UsageError if no record has a text, after `textless_records` at the latest.

    `rejects` gives the rejects of an item that holds nothing else, and none of any other.
    """
    most = (config or ReadConfig()).textless_records
    held: list[T] = []
    found: list[Reject] = []
    items = iter(items)
    for item in items:
        held.append(item)
        of_item = rejects(item)
        found += of_item
        if not of_item or any(reject.code != "no_text" for reject in of_item):
            yield from held
            yield from items
            return
        if len(found) >= most:
            break
    if found:
        first = found[0]
        count = f"none of the first {len(found):,} records" if len(found) >= most else "no record"
        raise UsageError(f"{count} has a text; {first.source}:{first.position}: {first.message}")
