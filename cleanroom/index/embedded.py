"""The store in a folder of this machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import orjson

from cleanroom.dedup import Stories, deduplicate
from cleanroom.errors import UsageError
from cleanroom.index.header import Header
from cleanroom.index.store import Stats
from cleanroom.records import Clean, Document, Match, Member, Outcome, Place
from cleanroom.store.rows import own_source
from cleanroom.write.atomic import atomic

_HEADER, _CONTENT = "header.json", "content.json"


def create(name: str, header: Header) -> Embedded:
    """Make an empty index in a folder."""
    folder = Path(name)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{name} is there already; choose another name for the index")
    folder.mkdir(parents=True, exist_ok=True)
    with atomic(folder / _HEADER) as stream:
        stream.write(orjson.dumps(header.as_dict()))
    return Embedded(folder, header, True)


def open_store(name: str, write: bool) -> Embedded:
    """Open the index in a folder."""
    path = Path(name) / _HEADER
    if not path.is_file():
        raise UsageError(f"{name} holds no index; make one with: cleanroom index create {name}")
    return Embedded(Path(name), Header.from_dict(orjson.loads(path.read_bytes()), name), write)


class Embedded:
    """An index in a folder."""

    def __init__(self, folder: Path, header: Header, write: bool) -> None:
        self._folder, self._header, self._write = folder, header, write
        content = folder / _CONTENT
        found = orjson.loads(content.read_bytes()) if content.is_file() else {"documents": [], "members": []}
        self._documents = {row["id"]: Document(**row) for row in found["documents"]}
        self._members = {row["id"]: Member(**row) for row in found["members"]}

    @property
    def header(self) -> Header:
        """What it was made with."""
        return self._header

    def add(self, documents: Sequence[Clean], replace: bool = False) -> list[Place]:
        """Take a batch."""
        self._refuse_reading()
        new = {document.id: _document(document) for document in documents}
        outcomes = dict.fromkeys(new, "new")
        for name, document in new.items():
            if name in self._documents and self._documents[name].text == document.text:
                outcomes[name] = "known"
            elif name in self._documents and not replace:
                outcomes[name] = "conflict"
        taken = {name: document for name, document in new.items() if outcomes[name] == "new"}
        if taken:
            self._documents.update(taken)
            self._decide()
        return [self._place(document.id, outcomes[document.id]) for document in documents]

    def _place(self, name: str, outcome: str) -> Place:
        member = self._members[name]
        if outcome == "new":
            alone = member.role in ("single", "canonical")
            outcome = "excerpt" if member.role == "excerpt" else "founded" if alone else "joined"
        scores = member.jaccard, member.containment
        return Place(name, cast(Outcome, outcome), member.story, member.role, member.kept, *scores)

    def _decide(self) -> None:
        """Stories of all documents; each keeps the id of the oldest story that it holds documents of."""
        before = {name: member.story for name, member in self._members.items()}
        found = self._deduplicated(list(self._documents.values()))
        stories: dict[str, str] = {}
        for member in found.members:
            if member.id in before:
                stories[member.kept] = min(before[member.id], stories.get(member.kept, before[member.id]))
        self._members = {
            member.id: Member(**{**asdict(member), "story": stories.get(member.kept, member.kept)})
            for member in found.members
        }
        self._save()

    def _deduplicated(self, documents: list[Document]) -> Stories:
        return deduplicate(documents, self._header.dedup)

    def _save(self) -> None:
        rows = {
            "documents": [asdict(document) for document in self._documents.values()],
            "members": [asdict(member) for member in self._members.values()],
        }
        with atomic(self._folder / _CONTENT) as stream:
            stream.write(orjson.dumps(rows))

    def query(self, texts: Sequence[str | Clean], limit: int = 0) -> list[tuple[Match, ...]]:
        """The documents that each text is related to."""
        return [self._matches(text)[: limit or None] for text in texts]

    def _matches(self, text: str | Clean) -> tuple[Match, ...]:
        asked = Document("", text) if isinstance(text, str) else _document(text)
        asked = Document("\0", asked.text, date=asked.date, source=asked.source)  # before every other id
        found = self._deduplicated([asked, *self._documents.values()])
        matches = []
        for pair in found.pairs:
            if pair.a == asked.id and pair.relation != "different":
                member = self._members[pair.b]
                matches.append(
                    Match(pair.b, pair.relation, pair.jaccard, pair.a_in_b, pair.b_in_a, member.story, member.kept)
                )
        return tuple(sorted(matches, key=lambda match: (-match.jaccard, -match.a_in_b, match.id)))

    def place(self, id: str) -> Place | None:
        """Where a document is."""
        return self._place(id, "known") if id in self._members else None

    def story(self, story: str) -> tuple[Member, ...]:
        """The documents of a story."""
        members = (member for member in self._members.values() if member.story == story)
        return tuple(sorted(members, key=lambda member: member.id))

    def remove(self, ids: Sequence[str]) -> list[str]:
        """Forget documents."""
        self._refuse_reading()
        there = [name for name in dict.fromkeys(ids) if name in self._documents]
        for name in there:
            del self._documents[name], self._members[name]
        if there:
            self._decide()
        return there

    def stats(self) -> Stats:
        """Counts."""
        kept = sum(member.id == member.kept for member in self._members.values())
        size = sum(path.stat().st_size for path in self._folder.iterdir())
        documents = len(self._documents)
        return Stats(documents, kept, documents - kept, 0, 0, size, 0)

    def verify(self) -> list[str]:
        """What is wrong."""
        return [f"{name}: no place" for name in self._documents if name not in self._members]

    def compact(self) -> None:
        """Give back the space of what was removed."""
        self._refuse_reading()

    def export(self, out: str | Path, overwrite: bool = False) -> None:
        """Write it as the folder of a run."""
        raise UsageError("this index cannot be exported yet")

    def close(self) -> None:
        """Let go of it."""

    def _refuse_reading(self) -> None:
        if not self._write:
            raise UsageError(f"{self._folder} was opened for reading; open it for writing")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _document(clean: Clean) -> Document:
    share = 1 - len(clean.text) / len(clean.raw) if clean.raw else 0.0
    return Document(clean.id, clean.text, clean.title, clean.date, own_source(clean), round(share, 6))
