"""What Redis holds of every document beside the hints, and changes to it: each is one transaction.

Keys, behind the prefix: `header`; `next`, the last document's number; `version`, the number of commits; `ids`, numbers
by id; `brief`, sizes and short signatures by number; `d:N`, a hash: facts, text, place, more; `e:N`, a hash:
comparisons by the other's number; `s:ID`, the numbers of a story; `stories`, the number of its founder by story;
`merged`, stories by those that became a part of them; `log`, what earlier answers said otherwise; `counts`.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from cleanroom.errors import UsageError
from cleanroom.index.shared.connection import Address
from cleanroom.index.shared.packing import more_of, packed_more
from cleanroom.records import Clean, Role

#: documents of which the short signatures are held in memory: 128 bytes each
_BRIEF = 500_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What never changes of a document; digest and sizes are those of its shingle set."""

    id: str
    title: str
    date: str
    url: str
    source: str
    moment: int
    length: int
    removed: float
    words: int
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of a document: its story, the number of the text that is kept, and the scores."""

    story: str
    kept: int
    role: Role
    jaccard: float
    containment: float


@dataclass(slots=True)
class Change:
    """All that one commit changes."""

    new: dict[int, tuple[Facts, Clean, bytes]] = field(default_factory=dict)  # facts, the document, brief by number
    gone: dict[int, tuple[str, set[int]]] = field(default_factory=dict)  # id and neighbours by number
    edges: dict[tuple[int, int], bytes] = field(default_factory=dict)
    spots: dict[int, tuple[Spot | None, Spot]] = field(default_factory=dict)  # before, now
    founded: dict[str, int] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    log: list[dict[str, Any]] = field(default_factory=list)


class OvertakenError(Exception):
    """Another commit came in between: decide again."""


class Held:
    """The documents of one index."""

    def __init__(self, client: Any, address: Address) -> None:
        self.client, self._prefix = client, address.prefix
        self._brief: dict[int, bytes] = {}

    def key(self, name: str, of: int | str = "") -> bytes:
        """A key."""
        return self._prefix + (f"{name}:{of}" if of != "" else name).encode("utf-8", "surrogatepass")

    def version(self) -> int:
        """Number of commits."""
        return int(self.client.get(self.key("version")) or 0)

    def numbers(self, ids: Sequence[str]) -> list[int]:
        """The number of each id, -1 where there is none."""
        if not ids:
            return []
        names = [name.encode("utf-8", "surrogatepass") for name in ids]
        return [-1 if held is None else int(held) for held in self.client.hmget(self.key("ids"), names)]

    def every(self) -> list[int]:
        """The numbers of all documents."""
        return sorted(map(int, self.client.hvals(self.key("ids"))))

    def briefs(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """Sizes and short signatures of those that are there, or were lately (`packed_brief`)."""
        wanted = list(dict.fromkeys(numbers))
        unknown = [number for number in wanted if number not in self._brief]
        for start in range(0, len(unknown), _AT_ONCE):
            part = unknown[start : start + _AT_ONCE]
            found = zip(part, self.client.hmget(self.key("brief"), part), strict=True)
            self._brief.update((number, held) for number, held in found if held is not None)
        answer = {number: self._brief[number] for number in wanted if number in self._brief}
        if len(self._brief) > _BRIEF:
            self._brief.clear()
        return answer

    def facts(self, numbers: Iterable[int]) -> dict[int, tuple[Facts, Spot]]:
        """Facts and places of the documents that are there."""
        found: dict[int, tuple[Facts, Spot]] = self._each(
            numbers, lambda pipe, key: pipe.hmget(key, "facts", "place"), self._fact
        )
        return found

    @staticmethod
    def _fact(held: Sequence[bytes | None]) -> tuple[Facts, Spot] | None:
        if held[0] is None or held[1] is None:
            return None
        return Facts(**orjson.loads(held[0])), Spot(**orjson.loads(held[1]))

    def texts(self, numbers: Iterable[int]) -> dict[int, str]:
        """Texts of the documents that are there."""

        def text(held: bytes | None) -> str | None:
            return None if held is None else zlib.decompress(held).decode("utf-8", "surrogatepass")

        found: dict[int, str] = self._each(numbers, lambda pipe, key: pipe.hget(key, "text"), text)
        return found

    def documents(self, numbers: Iterable[int]) -> dict[int, Clean]:
        """The documents that are there, as they came."""

        def document(held: Sequence[bytes | None]) -> Clean | None:
            if held[0] is None or held[1] is None:
                return None
            facts, text = Facts(**orjson.loads(held[0])), zlib.decompress(held[1]).decode("utf-8", "surrogatepass")
            more = more_of(held[2] or b"{}")
            return Clean(facts.id, text, text, (), facts.title, facts.date, url=facts.url, source=facts.source, **more)

        asked = "facts", "text", "more"
        found: dict[int, Clean] = self._each(numbers, lambda pipe, key: pipe.hmget(key, *asked), document)
        return found

    def edges(self, numbers: Iterable[int]) -> dict[int, dict[int, bytes]]:
        """Comparisons of documents, by the numbers of the others."""

        def edges(held: Mapping[bytes, bytes]) -> dict[int, bytes]:
            return {int(other): packed for other, packed in held.items()}

        found: dict[int, dict[int, bytes]] = self._each(numbers, lambda pipe, key: pipe.hgetall(key), edges, "e")
        return found

    def story(self, story: str) -> list[int]:
        """The documents of a story, or of the one that it became a part of."""
        for _ in range(_CHAIN):
            numbers = self.client.smembers(self.key("s", story))
            if numbers:
                return sorted(map(int, numbers))
            into = self.client.hget(self.key("merged"), story.encode("utf-8", "surrogatepass"))
            if into is None:
                return []
            story = into.decode("utf-8", "surrogatepass")
        return []

    def listed(self, stories: Iterable[str]) -> dict[str, set[int]]:
        """The documents that the lists of stories name."""
        names, found = list(stories), dict[str, set[int]]()
        for start in range(0, len(names), _AT_ONCE):
            pipe, part = self.client.pipeline(transaction=False), names[start : start + _AT_ONCE]
            for name in part:
                pipe.smembers(self.key("s", name))
            found.update((name, set(map(int, held))) for name, held in zip(part, pipe.execute(), strict=True))
        return found

    def births(self, stories: Iterable[str]) -> dict[str, int]:
        """The number of the founder of each story that there is or was."""
        names = list(dict.fromkeys(stories))
        if not names:
            return {}
        keys = [name.encode("utf-8", "surrogatepass") for name in names]
        held = self.client.hmget(self.key("stories"), keys)
        return {name: int(number) for name, number in zip(names, held, strict=True) if number is not None}

    def _each(self, numbers: Iterable[int], ask: Callable[[Any, bytes], Any], make: Any, kind: str = "d") -> Any:
        """Ask for each number; what is not there is left out."""
        wanted, found = list(dict.fromkeys(numbers)), {}
        for start in range(0, len(wanted), _AT_ONCE):
            pipe = self.client.pipeline(transaction=False)
            for number in wanted[start : start + _AT_ONCE]:
                ask(pipe, self.key(kind, number))
            for number, held in zip(wanted[start : start + _AT_ONCE], pipe.execute(), strict=True):
                made = make(held)
                if made is not None:
                    found[number] = made
        return found

    def commit(self, change: Change, version: int) -> None:
        """Make a change true that was decided at a version. Raises OvertakenError where there is a later one."""
        from redis.exceptions import WatchError  # noqa: PLC0415 - an extra

        with self.client.pipeline(transaction=True) as pipe:
            pipe.watch(self.key("version"))
            if int(pipe.get(self.key("version")) or 0) != version:
                raise OvertakenError
            if pipe.get(self.key("header")) is None:
                raise UsageError("the index was deleted meanwhile; make it again with: cleanroom index create")
            pipe.multi()
            self._write(pipe, change)
            pipe.incr(self.key("version"))
            try:
                pipe.execute()
            except WatchError:
                raise OvertakenError from None

    def _write(self, pipe: Any, change: Change) -> None:
        for number, (name, neighbours) in change.gone.items():
            pipe.hdel(self.key("ids"), name.encode("utf-8", "surrogatepass"))
            pipe.hdel(self.key("brief"), number)
            pipe.delete(self.key("d", number), self.key("e", number))
            for other in neighbours:
                pipe.hdel(self.key("e", other), number)
            self._brief.pop(number, None)
        for number, (facts, document, brief) in change.new.items():
            pipe.hset(self.key("ids"), facts.id.encode("utf-8", "surrogatepass"), number)
            pipe.hset(self.key("brief"), number, brief)
            packed = zlib.compress(document.text.encode("utf-8", "surrogatepass"), 1)
            values = {"facts": orjson.dumps(asdict(facts)), "text": packed, "more": packed_more(document)}
            pipe.hset(self.key("d", number), mapping=values)
        for (one, other), held in change.edges.items():
            pipe.hset(self.key("e", one), other, held)
            pipe.hset(self.key("e", other), one, held)
        self._write_places(pipe, change)
        counts = {"documents": len(change.new) - len(change.gone), "removed": len(change.gone)}
        for name, value in {**counts, "comparisons": len(change.edges)}.items():
            if value:
                pipe.hincrby(self.key("counts"), name, value)

    def _write_places(self, pipe: Any, change: Change) -> None:
        folded = 0
        for number, (before, now) in change.spots.items():
            folded += (number not in change.gone and now.kept != number) - (
                before is not None and before.kept != number
            )
            if before == now and number not in change.gone:
                continue
            if before is not None and before.story != now.story:
                pipe.srem(self.key("s", before.story), number)
            if number in change.gone:
                pipe.srem(self.key("s", now.story), number)
                continue
            pipe.sadd(self.key("s", now.story), number)
            pipe.hset(self.key("d", number), "place", orjson.dumps(asdict(now)))
        if folded:
            pipe.hincrby(self.key("counts"), "folded", folded)
        for table, values in (("stories", change.founded), ("merged", change.merged)):
            for name, value in values.items():
                pipe.hset(self.key(table), name.encode("utf-8", "surrogatepass"), value)
        for row in change.log:
            pipe.rpush(self.key("log"), orjson.dumps(row))


#: commands that are sent together
_AT_ONCE = 2_000
#: stories that became part of one another, looked through at most
_CHAIN = 1_000
