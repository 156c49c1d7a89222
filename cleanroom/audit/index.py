"""A run's tables arranged for looking things up: small tables in a DuckDB file beside the run, built once.

Texts stay in the run's Parquet tables; the index knows in which part each one is.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import orjson

from cleanroom.audit import arrange
from cleanroom.audit.shown import OPENING
from cleanroom.errors import UsageError
from cleanroom.store.folder import run_facts
from cleanroom.store.tables import UNREADABLE

#: what the index may take; it is spilled beside the run beyond that
_MEMORY = "300MB"
#: rows of a borderline list: more than anybody reviews at a sitting
_QUEUE = 500
_FOLDER = ".audit"

#: what may be asked: also WITH, FROM, DESCRIBE and SUMMARIZE, PIVOT (several in one), and answers put into a file
_QUESTIONS = [[kind] for kind in (
    duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN, duckdb.StatementType.MULTI, duckdb.StatementType.COPY,
)]  # fmt: skip

Connection = duckdb.DuckDBPyConnection


def open_index(folder: Path, place: Path) -> Connection:
    """The index of a finished run in `place`, built if it is not there yet. Raises UsageError where there is no run."""
    facts = run_facts(folder)
    made_by = "".join(arrange.STATEMENTS).encode()
    stamp = hashlib.sha256((folder / "run.json").read_bytes() + made_by).hexdigest()[:16]
    path = place / f"index-{stamp}.duckdb"
    if not path.exists():
        for old in (*place.glob("index-*.duckdb"), *place.glob("search-*.sqlite")):
            old.unlink(missing_ok=True)
        _build(folder, path, facts["config"]["dedup"]["threshold"])
    connection = duckdb.connect(str(path), read_only=True)
    _settle(connection, place)
    return connection


def index_folder(folder: Path) -> Path:
    """Where the indexes of a run go: beside it; where that cannot be written, a new temporary folder."""
    place = folder / _FOLDER
    try:
        place.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=place):
            return place
    except OSError:
        return Path(tempfile.mkdtemp(prefix="cleanroom-audit-"))


def _build(folder: Path, path: Path, threshold: float) -> None:
    aside = path.with_suffix(f".{os.getpid()}")
    aside.unlink(missing_ok=True)
    with duckdb.connect(str(aside)) as connection:
        _settle(connection, path.parent)
        for table in ("documents", "removed", "members", "pairs"):
            connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM {parquet(folder, table, named=True)}")
        for statement in arrange.STATEMENTS:
            connection.execute(statement.format(threshold=float(threshold), queue=_QUEUE, opening=OPENING))
    aside.rename(path)


def _settle(connection: Connection, place: Path) -> None:
    connection.execute(f"SET memory_limit = '{_MEMORY}'")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(f"SET temp_directory = {quoted(place / '.spill')}")
    connection.execute("SET enable_progress_bar = false")


def parquet(folder: Path, table: str, named: bool = False) -> str:
    """A table of the run as SQL reads it; `named` adds the part's name as a column `part`."""
    parts = sorted((folder / "tables" / table).glob("part-*.parquet"))
    if not parts:
        raise UsageError(f"{folder} has no table {table}; run again on the input")
    files = ", ".join(quoted(part) for part in map(no_glob, parts))
    return f"read_parquet([{files}]{', filename = true' if named else ''})"


def quoted(path: str | Path) -> str:
    """A path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def no_glob(path: Path) -> str:
    """A path in which DuckDB sees no pattern."""
    return "".join(f"[{char}]" if char in "[*?" else char for char in str(path))


@contextmanager
def intact(folder: str | Path) -> Iterator[None]:
    """Raise UsageError where the block finds a file of the finished run in the folder to be damaged."""
    try:
        yield
    except (MemoryError, duckdb.OutOfMemoryException):
        raise
    except (UNREADABLE, duckdb.Error, orjson.JSONDecodeError) as error:
        what = str(error).strip().partition("\n")[0]
        raise UsageError(f"{folder} is damaged ({what}); run again on the input") from error


@contextmanager
def plain(tables: Iterable[str]) -> Iterator[None]:
    """Turn an error of SQL into a UsageError of one line that names the tables."""
    try:
        yield
    except duckdb.Error as error:
        what = " ".join(str(error).split("\n")[0].split())
        raise UsageError(f"--sql: {what}; the tables are {', '.join(tables)} (docs/audit.md)") from None


def answer(folder: Path, statement: str) -> Iterator[dict[str, Any]]:
    """Rows of a user's statement over the run's tables, in a connection of its own. Raises UsageError."""
    run_facts(folder)
    tables = sorted(part.name for part in (folder / "tables").iterdir() if any(part.glob("*.parquet")))
    with plain(tables), duckdb.connect() as connection:
        if [asked.type for asked in connection.extract_statements(statement)] not in _QUESTIONS:
            raise UsageError("--sql asks the run's tables and changes nothing: give one SELECT, such as \"SELECT kind, "
                             "count(*) FROM removed GROUP BY kind\"")  # fmt: skip
        _settle(connection, folder)
        for table in tables:
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM {parquet(folder, table)}")
        cursor = connection.execute(statement)
        names = [column[0] for column in cursor.description or ()]
        while rows := cursor.fetchmany(1000):
            yield from (dict(zip(names, row, strict=True)) for row in rows)
