"""The input once more, from where an interrupted job was: what is done is passed over, and known again by digests."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cleanroom.errors import UsageError
from cleanroom.records import Lines, Raw, Reject
from cleanroom.remote import is_remote

if TYPE_CHECKING:
    from cleanroom.read.columns import Columns

_BYTES = 16

def records_in(item: Raw | Reject | Lines | Columns) -> int:
    """How many records, good or bad, an item holds."""
    if isinstance(item, (Raw, Reject)):
        return 1
    return sum(1 for _ in _filled(item)) if isinstance(item, Lines) else len(item)


def skipping(items: Iterable[Any], count: int) -> Iterator[Any]:
    """The items after so many records. Columns are passed over as wholes."""
    for item in items:
        if not count:
            yield item
            continue
        size = records_in(item)
        if size > count and isinstance(item, Lines):
            yield _without(item, count)
        count = max(0, count - size)


def replayed(items: Iterable[Any], count: int, witness: Witness | None = None, digest: str = "") -> Iterator[Any]:
    """The items after so many records, which must have that digest if a witness is to look.

    Raises UsageError where they have another one.
    """
    items = skipping(witness.watch(items) if witness else items, count)
    if not witness or not count:
        yield from items
        return
    first = next(items, None)
    if not witness.done(count) or witness.digest != digest:
        raise _other(witness.what, "begin as it did")
    if first is not None:
        yield first
        yield from items


def known_again(items: Iterable[Any], count: int, witness: Witness | None, digest: str) -> None:
    """Read an input again that a job had read to its end before it was interrupted, if a witness is to look.

    Raises UsageError where it is not the same.
    """
    if witness and next(replayed(items, count, witness, digest), None) is not None:
        raise _other(witness.what, "end as it did")


def _other(what: str, how: str) -> UsageError:
    return UsageError(
        f"{what} does not {how} for the job that was interrupted; give the same again, or remove what that "
        "job has left (*.unfinished beside the output, or in its folder)"
    )


class Witness:
    """A digest of the records that are done, by which the same input is known when it comes again.

    For input that has no size and date to know it by. Records are watched as they are read, and counted as done later.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self._waiting: deque[bytes] = deque()
        self._digest = b""

    def watch(self, items: Iterable[Any]) -> Iterator[Any]:
        """The same items."""
        for item in items:
            self._waiting.extend(hashlib.blake2b(data, digest_size=_BYTES).digest() for data in _contents(item))
            yield item

    def done(self, count: int) -> bool:
        """So many records more are done; whether there were so many."""
        if count > len(self._waiting):
            return False
        for _ in range(count):
            self._digest = hashlib.blake2b(self._digest + self._waiting.popleft(), digest_size=_BYTES).digest()
        return True

    @property
    def digest(self) -> str:
        """The same for the same records."""
        return self._digest.hex()


def witness_of(paths: Sequence[str]) -> Witness | None:
    """A witness where standard input (as with no paths) or a remote file is among the paths."""
    if "-" in (paths or "-"):
        return Witness("standard input")
    return Witness("a remote input") if any(map(is_remote, paths)) else None


def _contents(item: Raw | Reject | Lines | Columns) -> Iterator[bytes]:
    if isinstance(item, Raw):
        yield f"{item.id}\0{item.content}".encode("utf-8", "surrogatepass")
    elif isinstance(item, Reject):
        yield f"{item.position}\0{item.code}".encode()
    elif isinstance(item, Lines):
        yield from _filled(item)
    else:
        yield from (text.encode("utf-8", "surrogatepass") for text in item.texts.texts())


def _filled(block: Lines) -> Iterator[bytes]:
    from cleanroom.read.formats.jsonl import filled  # noqa: PLC0415 - orjson

    return filled(block)


def _without(block: Lines, count: int) -> Lines:
    from cleanroom.read.formats.jsonl import without  # noqa: PLC0415 - orjson

    return without(block, count)
