"""Full-text search of the stories: an SQLite FTS5 index of the kept texts beside the run, built behind the pages."""

from __future__ import annotations

import os
import re
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from cleanroom.store.tables import read_batches

#: characters of a text that are indexed: words behind half a megabyte find no story that its beginning does not
_INDEXED = 500_000
#: stories that a search gives: more than anybody looks through
MOST = 5_000
#: scripts without blanks: each character is a word, and a word of several is a phrase
_UNSPACED = re.compile(r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])")
_TERM = re.compile(r'"([^"]+)"|(\S+)')


class Search:
    """The index of a run's kept texts, `path`; it is built in a thread if it is not there yet."""

    def __init__(self, tables: Path, path: Path) -> None:
        self._tables, self._path = tables, path
        self._stop = threading.Event()
        self.done = 0  # stories indexed so far
        self._thread: threading.Thread | None = None

    @property
    def ready(self) -> bool:
        """Whether it can be asked."""
        return self._path.exists()

    def start(self) -> None:
        """Build it behind the caller's back, if there is none."""
        if not self.ready and self._thread is None:
            self._thread = threading.Thread(target=self.build, daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop building."""
        self._stop.set()
        if self._thread:
            self._thread.join()

    def build(self) -> None:
        """Read every kept text once."""
        if self.ready:
            return
        aside = self._path.with_suffix(f".{os.getpid()}")
        aside.unlink(missing_ok=True)
        with closing(sqlite3.connect(aside)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(
                "CREATE VIRTUAL TABLE story "
                "USING fts5(title, text, content='', tokenize='unicode61 remove_diacritics 2')"
            )
            for rows in self._rows():
                connection.executemany("INSERT INTO story(rowid, title, text) VALUES (?, ?, ?)", rows)
                self.done = rows[-1][0]
            connection.commit()
        if self._stop.is_set():
            aside.unlink()
        else:
            aside.rename(self._path)

    def _rows(self) -> Iterator[list[tuple[int, str, str]]]:
        """Number, title and text of each story; the table is sorted by id, as the numbers are."""
        number = 0
        for batch in read_batches(self._tables / "kept", ["title", "text"]):
            if self._stop.is_set():
                return
            titles, texts = (column.to_pylist() for column in batch.columns)
            rows = []
            for title, text in zip(titles, texts, strict=True):
                number += 1
                rows.append((number, _spaced(title), _spaced(text[:_INDEXED])))
            yield rows

    def find(self, query: str) -> list[int]:
        """Numbers of the stories that have all the words, and every phrase in quotes; best first."""
        match = _match(query)
        if not match:
            return []
        with closing(sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            found: Sequence[tuple[int]] = connection.execute(
                "SELECT rowid FROM story WHERE story MATCH ? ORDER BY rank LIMIT ?", (match, MOST)
            ).fetchall()
        return [number for (number,) in found]


def _spaced(text: str) -> str:
    """A text in which each character of a script without blanks stands alone; half a surrogate pair is no text."""
    return _UNSPACED.sub(r" \1 ", text)


def _match(query: str) -> str:
    """A query of FTS5 in which nothing that a user types is syntax: phrases, all of which must be there."""
    phrases = []
    for quoted, word in _TERM.findall(query):
        words = re.findall(r"\w+", _spaced(quoted or word))
        if words:
            star = "*" if word.endswith("*") else ""
            phrases.append(f'"{" ".join(words)}"{star}')
    return " ".join(phrases)
