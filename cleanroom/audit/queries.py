"""What the pages ask of a run: overview, stories, documents, rules. Rows are dictionaries; texts come one at a time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from cleanroom.audit.index import index_folder, open_index, parquet
from cleanroom.audit.search import Search
from cleanroom.store.folder import run_facts

Row = dict[str, Any]

#: rows of a page of a list
PAGE = 50
#: members of a story that are shown on one page
MEMBERS = 200

#: a number as people type it: of at most nine digits before the point
_NUMBER = re.compile(r"\d{1,9}(\.\d{0,9})?|\.\d{1,9}", re.ASCII)

#: order of the stories -> SQL
STORY_ORDERS: Mapping[str, tuple[str, str]] = {
    "borderline": ("nearest to the threshold first", "margin NULLS LAST, id"),
    "largest": ("most documents first", "documents DESC, id"),
    "lowest": ("least alike member first", "lowest NULLS LAST, id"),
    "newest": ("newest first", "date DESC, id"),
    "oldest": ("oldest first", "nullif(date, '') NULLS LAST, id"),
    "longest": ("longest text first", "length DESC, id"),
    "id": ("by id", "id"),
}
#: order of the documents -> SQL
DOCUMENT_ORDERS: Mapping[str, tuple[str, str]] = {
    "unsure": ("least certain cut first", "lowest NULLS LAST, id"),
    "most": ("largest share removed first", "cut / greatest(raw_length, 1) DESC, id"),
    "cuts": ("most cuts first", "cuts DESC, id"),
    "longest": ("longest first", "raw_length DESC, id"),
    "id": ("by id", "id"),
}


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """Which stories to list; an empty field asks for nothing."""

    q: str = ""
    source: str = ""
    relation: str = ""  # copy, update, excerpt, or single
    least: int | None = None  # documents
    most: int | None = None
    since: str = ""  # dates as ISO 8601 begins
    until: str = ""
    low: float | None = None  # a member's Jaccard with the kept text
    high: float | None = None
    order: str = "borderline"
    page: int = 1


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents to list."""

    q: str = ""  # part of the id or title
    source: str = ""
    rule: str = ""
    kind: str = ""
    noted: str = ""
    order: str = "unsure"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a list: its rows, how many there are in all, and what to say about it."""

    rows: list[Row]
    total: int
    page: int
    note: str = ""

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


class Audit:
    """A finished run, opened to be looked at. Raises UsageError where the folder holds none."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.facts = run_facts(self.folder)
        self._place = index_folder(self.folder)
        self._index = open_index(self.folder, self._place)
        stamp = (self.folder / "run.json").stat().st_mtime_ns
        self.search = Search(self.folder / "tables", self._place / f"search-{stamp}.sqlite")

    def close(self) -> None:
        """Let go of the files."""
        self.search.close()
        self._index.close()
        if self._place.parent != self.folder:
            shutil.rmtree(self._place, ignore_errors=True)

    @property
    def threshold(self) -> float:
        """The run's Jaccard threshold."""
        return float(self.facts["config"]["dedup"]["threshold"])

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Rows of a statement over the index. Each call has a cursor of its own, so that threads do not meet."""
        with self._index.cursor() as cursor:
            cursor.execute(statement, list(values))
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def count(self, statement: str, values: Sequence[Any] = ()) -> int:
        """The number that a statement gives."""
        return int(next(iter(self.rows(statement, values)[0].values())))

    @cached_property
    def sources(self) -> list[Row]:
        """Every source with its documents, characters and what cleaning took, those with most documents first."""
        return self.rows("SELECT * FROM sources")

    @cached_property
    def rules(self) -> list[Row]:
        """Every rule that cut something."""
        return self.rows("SELECT * FROM rules")

    @cached_property
    def scores(self) -> list[Row]:
        """Comparisons by class of Jaccard and relation."""
        return self.rows("SELECT * FROM scores")

    @cached_property
    def sizes(self) -> list[Row]:
        """How many stories have how many documents."""
        return self.rows("SELECT * FROM sizes")

    def stories(self, wanted: StoryFilter) -> Found:
        """A page of the stories that a filter asks for."""
        where, values, note = self._story_terms(wanted)
        order = STORY_ORDERS.get(wanted.order, STORY_ORDERS["borderline"])[1]
        total = self.count(f"SELECT count(*) FROM stories WHERE {where}", values)
        page = f"LIMIT {PAGE} OFFSET {PAGE * (max(1, wanted.page) - 1)}"
        return Found(
            self.rows(f"SELECT * FROM stories WHERE {where} ORDER BY {order} {page}", values), total, wanted.page, note
        )

    def _story_terms(self, wanted: StoryFilter) -> tuple[str, list[Any], str]:
        terms, values, note = ["true"], list[Any](), ""
        if wanted.q:
            term, given, note = self._matching(wanted.q)
            terms.append(term)
            values += given
        if wanted.source:
            terms.append("id IN (SELECT story FROM docs WHERE source = ?)")
            values.append(wanted.source)
        if wanted.relation in ("copy", "update", "excerpt"):
            terms.append({"copy": "copies > 0", "update": "updates > 0", "excerpt": "excerpts > 0"}[wanted.relation])
        elif wanted.relation == "single":
            terms.append("documents = 1")
        for column, sign, value in (
            ("documents", ">=", wanted.least), ("documents", "<=", wanted.most), ("last", ">=", wanted.since or None),
            ("substr(first, 1, length(?))", "<=", wanted.until or None),
        ):  # fmt: skip
            if value is not None:
                terms.append(f"{column} {sign} ?")
                values += [value] * (2 if "?" in column else 1)
        if wanted.low is not None or wanted.high is not None:
            low, high = wanted.low or 0.0, 1.0 if wanted.high is None else wanted.high
            terms.append("id IN (SELECT story FROM docs WHERE id <> story AND jaccard BETWEEN ? AND ?)")
            values += [low, high]
        return " AND ".join(terms), values, note

    def _matching(self, query: str) -> tuple[str, list[Any], str]:
        """Stories with these words in the kept text, or with a document of this id."""
        by_id = "id IN (SELECT story FROM docs WHERE id = ? OR url = ?)"
        if not self.search.ready:
            note = (
                f"The texts are being indexed ({self.search.done:,} of {self.facts['kept']:,} stories); "
                "until then titles and ids are searched."
            )
            return f"(contains(lower(title), lower(?)) OR {by_id})", [query, query, query], note
        return f"(number IN (SELECT unnest(?)) OR {by_id})", [self.search.find(query), query, query], ""

    def documents(self, wanted: DocumentFilter) -> Found:
        """A page of the documents that a filter asks for."""
        terms, values = ["true"], list[Any]()
        if wanted.q:
            terms.append("(contains(lower(id), lower(?)) OR contains(lower(title), lower(?)))")
            values += [wanted.q, wanted.q]
        if wanted.source:
            terms.append("source = ?")
            values.append(wanted.source)
        if wanted.noted:
            terms.append("noted")
        for column in ("rule", "kind"):
            if value := getattr(wanted, column):
                terms.append(f"id IN (SELECT id FROM cut_by WHERE {column} = ?)")
                values.append(value)
        where, order = " AND ".join(terms), DOCUMENT_ORDERS.get(wanted.order, DOCUMENT_ORDERS["unsure"])[1]
        total = self.count(f"SELECT count(*) FROM docs WHERE {where}", values)
        page = f"LIMIT {PAGE} OFFSET {PAGE * (max(1, wanted.page) - 1)}"
        return Found(self.rows(f"SELECT * FROM docs WHERE {where} ORDER BY {order} {page}", values), total, wanted.page)

    def story(self, name: str) -> Row | None:
        """The story whose kept text has this id."""
        return next(iter(self.rows("SELECT * FROM stories WHERE id = ?", [name])), None)

    def members(self, story: str) -> list[Row]:
        """Its documents, the kept one first, then the least alike ones."""
        return self.rows(
            f"SELECT * FROM docs WHERE story = ? ORDER BY id <> story, jaccard, id LIMIT {MEMBERS}", [story]
        )

    def document(self, name: str) -> Row | None:
        """The document of this id, without its texts."""
        return next(iter(self.rows("SELECT * FROM docs WHERE id = ?", [name])), None)

    def texts(self, document: Row, *columns: str) -> Row:
        """Columns of a document, such as raw and text, from its part of the table. A raw text left out is the text."""
        part = self.folder / "tables" / "documents" / document["part"]
        wanted = ", ".join('coalesce(raw, "text") AS raw' if name == "raw" else f'"{name}"' for name in columns)
        return self.rows(f"SELECT {wanted} FROM read_parquet(?) WHERE id = ?", [_pattern(part), document["id"]])[0]

    def cuts(self, document: Row) -> list[Row]:
        """The cuts of a document, in their order."""
        if not document["cuts"]:
            return []
        folder = self.folder / "tables" / "removed"
        parts = [
            _pattern(part)
            for part in sorted(folder.glob("part-*.parquet"))
            if document["removed_from"] <= part.name <= document["removed_to"]
        ]
        return self.rows("SELECT * FROM read_parquet(?) WHERE id = ? ORDER BY start", [parts, document["id"]])

    def pair(self, one: str, other: str) -> Row | None:
        """How alike two documents are, if they were compared and worth keeping."""
        a, b = sorted((one, other))
        statement = f"SELECT * FROM {parquet(self.folder, 'pairs')} WHERE a = ? AND b = ?"
        return next(iter(self.rows(statement, [a, b])), None)

    def near(self, story: str) -> list[Row]:
        """Rejected comparisons of a story's kept text with texts of other stories, most alike first."""
        return self.rows(
            """SELECT d.id, d.title, d.opening, d.source, d.date, d.story, p.jaccard
            FROM (SELECT * FROM apart WHERE id = ? ORDER BY jaccard DESC, other LIMIT 10) p
            JOIN docs d ON d.id = p.other ORDER BY p.jaccard DESC, d.id""",
            [story],
        )

    def queue(self, name: str) -> list[Row]:
        """A list of what to review."""
        return self.rows("SELECT * FROM queue WHERE queue = ? ORDER BY place", [name])


def _pattern(part: Path) -> str:
    return "".join(f"[{char}]" if char in "[*?" else char for char in str(part))


def filter_from(kind: type[Any], given: Mapping[str, str]) -> Any:
    """A filter from the values of a form; what is no plain number where one is asked for is left out."""
    values: dict[str, Any] = {}
    for field in fields(kind):
        text = given.get(field.name, "").strip()
        if not text:
            continue
        wanted = str(field.type)
        if wanted == "str":
            values[field.name] = text
            continue
        number = float(text) if _NUMBER.fullmatch(text) else None
        if number is not None:
            values[field.name] = number if "float" in wanted else int(number)
    return kind(**values)
