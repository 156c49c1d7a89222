"""The interface of every index, in Redis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any, cast

import numpy as np
import orjson

from cleanroom.dedup.collect import available_cores
from cleanroom.errors import UsageError
from cleanroom.index.given import Given, cleans_of_given
from cleanroom.index.header import Header
from cleanroom.index.shared.asking import matches
from cleanroom.index.shared.checking import problems
from cleanroom.index.shared.connection import Address, connected, parsed, told
from cleanroom.index.shared.held import Change, Held, OvertakenError
from cleanroom.index.shared.hints import Hints
from cleanroom.index.shared.work import Work
from cleanroom.index.sketching import Sketched
from cleanroom.index.store import Handle, Stats
from cleanroom.records import Clean, Match, Member, Outcome, Place, Reject
from cleanroom.store.documents import cleans_of
from cleanroom.tuning import SharedConfig


def create(name: str, header: Header) -> Shared:
    """Make an empty index at an address."""
    address = parsed(name)
    if not header.texts:
        raise UsageError(
            f"{address.shown}: an index in Redis compares its texts, so it keeps them; leave --no-texts out"
        )
    with told(address):
        client = connected(address)
        if not client.set(address.prefix + b"header", orjson.dumps(header.as_dict()), nx=True):
            raise UsageError(f"{address.shown} is there already; choose another name: redis://HOST:PORT/DATABASE/NAME")
        return Shared(client, address, header, True)


def open_store(name: str, write: bool) -> Shared:
    """Open the index at an address."""
    address = parsed(name)
    with told(address):
        client = connected(address)
        held = client.get(address.prefix + b"header")
        if held is None:
            raise UsageError(f"{address.shown} holds no index; make one with: cleanroom index create {address.shown}")
        return Shared(client, address, Header.from_dict(orjson.loads(held), address.shown), write)


class Shared(Handle):
    """An index in Redis. Others may change it at the same time."""

    def __init__(self, client: Any, address: Address, header: Header, write: bool) -> None:
        super().__init__(address.shown, write)
        self._client, self._address, self._header = client, address, header
        self._tuning, self._alone = SharedConfig(), RLock()
        pool = self._stack.enter_context(ThreadPoolExecutor(available_cores()))
        self._held, self._hints = Held(client, address), Hints(client, address, header.dedup)
        self._work = Work(self._held, self._hints, header.dedup, self._tuning.region_documents, pool)
        self._stack.callback(client.close)

    @property
    def header(self) -> Header:
        """What it was made with."""
        return self._header

    def add(self, documents: Sequence[Given], replace: bool = False) -> list[Place]:
        """Take a batch. Large ones are taken in parts, each as a whole."""
        self._refuse_reading()
        taken = cleans_of_given(documents)
        places: list[Place] = []
        with self._alone, told(self._address):
            for part in self._parts(taken):
                places += self._add(part, replace)
        return places

    def add_batch(self, batch: Any, replace: bool = False) -> list[Place]:
        """Take a batch of rows of the table `documents`, in Arrow."""
        return self.add(cleans_of(batch), replace)

    def _parts(self, documents: Sequence[Clean]) -> Iterator[list[Clean]]:
        """Documents in parts that one transaction takes; in none an id comes twice."""
        part: dict[str, Clean] = {}
        for document in documents:
            if document.id in part or len(part) >= self._tuning.part_documents:
                yield list(part.values())
                part = {}
            part[document.id] = document
        if part:
            yield list(part.values())

    def _add(self, documents: list[Clean], again: bool) -> list[Place]:
        """Take a part: hints first, then whatever has to be done alone."""
        found = self._work.sketched([document.text for document in documents])
        places = self._there(documents, found, again)
        rows = [row for row, place in enumerate(places) if place is None]
        if rows:
            found, documents = found.some(np.array(rows)), [documents[row] for row in rows]
            last = int(self._client.incrby(self._held.key("next"), len(rows)))
            numbers = list(range(last - len(rows) + 1, last + 1))
            self._hints.insert(numbers, found)
            taken = iter(self._take(numbers, documents, found, again))
            places = [place or next(taken) for place in places]
        return cast(list[Place], places)

    def _there(self, documents: Sequence[Clean], found: Sketched, again: bool) -> list[Place | None]:
        """The places of documents that are known or conflict; None for one that is to be taken."""
        numbers = self._held.numbers([document.id for document in documents])
        held = self._held.facts(number for number in numbers if number >= 0)
        outcomes: list[Outcome | None] = []
        for row, number in enumerate(numbers):
            if number not in held:
                outcomes.append(None)
            elif held[number][0].digest == "".join(f"{int(half):016x}" for half in found.digests[row]):
                outcomes.append("known")
            else:
                outcomes.append(None if again else "conflict")
        known = {number: outcome for number, outcome in zip(numbers, outcomes, strict=True) if outcome}
        places = self._places(known)
        return [places[number] if outcome else None for number, outcome in zip(numbers, outcomes, strict=True)]

    def _take(self, numbers: list[int], documents: list[Clean], found: Sketched, again: bool) -> list[Place]:
        """Look up, compare, decide and commit, with no other writer; once more where another one came in between."""
        for _ in range(self._tuning.attempts):
            with self._only_writer(), suppress(OvertakenError):
                version = self._held.version()
                places = self._there(documents, found, again)
                rows = [row for row, place in enumerate(places) if place is None]
                change = self._taken(version, rows, numbers, documents, found)
                done = self._places({numbers[row]: self._outcome(change, numbers[row]) for row in rows})
                return [place or done[numbers[row]] for row, place in enumerate(places)]
        raise UsageError(f"{self._address.shown}: other writers were faster each time; repeat the command")

    def _taken(
        self, version: int, rows: list[int], numbers: list[int], documents: list[Clean], found: Sketched
    ) -> Change:  # fmt: skip
        """Commit some of the documents; others have come by another writer."""
        taken = [numbers[row] for row in rows]
        for number in set(numbers) - set(taken):
            self._hints.remove(number)
        if not rows:
            return Change()
        chosen = [documents[row] for row in rows]
        replaced = [number for number in self._held.numbers([document.id for document in chosen]) if number >= 0]
        change = self._work.taking(taken, chosen, found.some(np.array(rows)), replaced)
        self._held.commit(change, version)
        for number in replaced:
            self._hints.remove(number)
        return change

    @staticmethod
    def _outcome(change: Change, number: int) -> Outcome:
        now = change.spots[number][1]
        if now.role == "excerpt":
            return "excerpt"
        return "founded" if change.founded.get(now.story) == number else "joined"

    @contextmanager
    def _only_writer(self) -> Iterator[None]:
        """Hold the lock of writers. It saves work only: where it is lost, the commit finds that out."""
        from redis.exceptions import LockError  # noqa: PLC0415 - an extra

        seconds = self._tuning.lock_seconds
        lock = self._client.lock(self._held.key("lock"), timeout=seconds, sleep=self._tuning.pause_seconds)
        if not lock.acquire(blocking_timeout=2 * seconds):
            raise UsageError(f"{self._address.shown}: other writers leave no room; repeat the command")
        try:
            yield
        finally:
            with suppress(LockError):
                lock.release()

    def _places(self, outcomes: dict[int, Outcome]) -> dict[int, Place]:
        """The places of documents, by their numbers."""
        known = self._held.facts(outcomes)
        kept = self._held.facts({spot.kept for _, spot in known.values()} - known.keys()) | known
        return {
            number: Place(
                facts.id, outcomes[number], spot.story, spot.role, kept[spot.kept][0].id, spot.jaccard, spot.containment
            )
            for number, (facts, spot) in known.items()
        }

    def query(self, texts: Sequence[str | Clean], limit: int = 0) -> list[tuple[Match, ...]]:
        """The documents that each text is related to."""
        with self._alone, told(self._address):
            return matches(self._work, texts, limit)

    def place(self, id: str) -> Place | None:
        """Where a document is."""
        with self._alone, told(self._address):
            numbers = [number for number in self._held.numbers([id]) if number >= 0]
            return next(iter(self._places(dict.fromkeys(numbers, "known")).values()), None)

    def story(self, story: str) -> tuple[Member, ...]:
        """The documents of a story."""
        with self._alone, told(self._address):
            numbers = self._held.story(story)
            facts = self._held.facts(numbers)
            members = [
                Member(
                    place.id, place.story, place.role, place.kept, place.jaccard, place.containment, facts[n][0].length
                )
                for n, place in self._places(dict.fromkeys(facts, "known")).items()
            ]
        return tuple(sorted(members, key=lambda member: member.id))

    def remove(self, ids: Sequence[str]) -> list[str]:
        """Forget documents."""
        self._refuse_reading()
        names = list(dict.fromkeys(ids))
        with self._alone, told(self._address):
            for _ in range(self._tuning.attempts):
                with self._only_writer(), suppress(OvertakenError):
                    version, numbers = self._held.version(), self._held.numbers(names)
                    gone = [number for number in numbers if number >= 0]
                    if gone:
                        self._held.commit(self._work.removing(gone), version)
                        for number in gone:
                            self._hints.remove(number)
                    return [name for name, number in zip(names, numbers, strict=True) if number >= 0]
        raise UsageError(f"{self._address.shown}: other writers were faster each time; repeat the command")

    def stats(self) -> Stats:
        """Counts."""
        with told(self._address):
            held = {key.decode(): int(value) for key, value in self._client.hgetall(self._held.key("counts")).items()}
        documents, folded = held.get("documents", 0), held.get("folded", 0)
        return Stats(documents, documents - folded, folded, held.get("removed", 0), held.get("comparisons", 0), 0, 0)

    def changes(self) -> list[dict[str, Any]]:
        """What earlier answers said otherwise, the first one first."""
        with told(self._address):
            return [orjson.loads(row) for row in self._client.lrange(self._held.key("log"), 0, -1)]

    def verify(self) -> list[str]:
        """What is wrong."""
        with self._alone, told(self._address), self._only_writer():
            return problems(self._held, self._hints, self.stats())

    def compact(self) -> None:
        """Nothing to do: what is removed goes at once."""
        self._refuse_reading()

    def export(
        self, out: str | Path, overwrite: bool = False, ids: Sequence[str] | None = None, rejects: Sequence[Reject] = ()
    ) -> None:
        """Write it, or the stories of some documents, as the folder of a run."""
        from cleanroom.index.shared.exporting import export  # noqa: PLC0415 - duckdb and more, which only this needs

        with self._alone, told(self._address), self._only_writer():
            export(self._work, self._address.shown, (out, overwrite), ids, rejects)
