"""One machine: stages in this process, joins in DuckDB, out of core where they must be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cleanroom.config import Config, PoolConfig
from cleanroom.dedup import Answer, Collector, Corpus, Evidence, available_cores, decide
from cleanroom.engines.cleaning import cleaned, counted
from cleanroom.errors import OutputError
from cleanroom.knowledge import Knowledge
from cleanroom.records import Clean, Raw, Reject

#: rows that a query hands over at once
_FETCH = 2048


class LocalEngine:
    """Runs stages on batches of records. Results depend on the records, the configuration and what is known."""

    def __init__(
        self, config: Config, workers: int = 0, memory: int = 0, known: Knowledge | None = None,
        pool: PoolConfig | None = None,
    ) -> None:  # fmt: skip
        self.config, self.workers, self.memory, self.pool = config, counted(workers), memory, pool
        self.known = known or Knowledge()

    @property
    def threads(self) -> int:
        """Threads that may work at once."""
        return self.workers or available_cores()

    def clean(self, records: Iterable[Raw | Reject]) -> Iterator[Clean | Reject]:
        """Every record cleaned, in the order given; a Reject is passed on."""
        return cleaned(records, self.config.clean, self.known, self.workers, self.pool)

    def take(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Every record as it is: extracted where it is HTML, but not cleaned. Batches: lists of Raw, or Columns."""
        for batch in batches:
            if isinstance(batch, list):
                from cleanroom.clean import take_batch  # noqa: PLC0415 - on need

                yield from take_batch(batch)
            else:  # columns, in which nothing has to be extracted
                yield batch

    def collector(self, folder: Path | None = None) -> Collector:
        """What takes cleaned documents for deduplication; `folder` is for what does not fit into `memory`."""
        return Collector(self.config.dedup, self.workers, self.memory, folder)

    def decide(self, corpus: Corpus, evidence: Evidence) -> Answer:
        """Stories of documents that were compared."""
        return decide(corpus, evidence, self.config.dedup)

    def query(self, tables: Path, sql: str) -> Iterator[dict[str, Any]]:
        """Rows of a statement over the tables of a run folder."""
        import duckdb  # noqa: PLC0415 - many runs need none

        with duckdb.connect() as connection:
            connection.execute("SET TimeZone = 'UTC'")
            # beside the tables, where there is room, and not in whatever folder the user is in
            connection.execute(f"SET temp_directory = {_quoted(tables.parent / '.spill')}")
            for folder in sorted({part.parent for part in tables.glob("*/*.parquet")}):
                parts = _quoted(f"{_no_glob(folder)}/*.parquet")
                connection.execute(f"CREATE VIEW {folder.name} AS SELECT * FROM read_parquet({parts})")
            try:
                cursor = connection.execute(sql)
                names = [column[0] for column in cursor.description]
                while rows := cursor.fetchmany(_FETCH):
                    yield from (dict(zip(names, row, strict=True)) for row in rows)
            except duckdb.IOException as error:
                raise OutputError(f"a table could not be read or spilled to disk: {error}") from error


def _quoted(path: str | Path) -> str:
    """A path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def _no_glob(path: Path) -> str:
    """A path in which DuckDB sees no pattern."""
    return "".join(f"[{char}]" if char in "[*?" else char for char in str(path))
