"""What a run needs of Spark: records taken from files, stories decided, and the run's tables in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import pyarrow as pa

from cleanroom.config import Config
from cleanroom.engines.spark import flow, rows
from cleanroom.engines.spark.bits import only, told, without
from cleanroom.engines.spark.intake import FILES, TAKEN, Reading, take
from cleanroom.engines.spark.tables import Frame, Tables, ddl
from cleanroom.read import Found
from cleanroom.store import shuffles, sql
from cleanroom.store.schemas import DOCUMENTS, REJECTS, REMOVED, SCHEMAS

#: digits of the hash of a content that tell the states of a page apart (see read.identity)
_DIGITS = 12
#: files of a task at most: enough tasks for any cluster, and few enough for the driver
_TASKS = 10_000


class SparkEngine:
    """The steps of a run, each of them tables in the folder of `tables`."""

    def __init__(self, tables: Tables, config: Config) -> None:
        self.tables, self.config = tables, config

    def take(self, files: Sequence[Found], reading: Reading) -> None:
        """The records of files to the tables `documents` and `rejects`; one of each id."""
        listed = [
            (number, file.name, str(file.path) if file.path else "", file.id, file.url)
            for number, file in enumerate(files)
        ]
        spark = self.tables.spark
        frame = spark.createDataFrame(listed, FILES).repartition(max(min(len(listed), _TASKS), 1), "number")
        self.tables.save("taken", frame.mapInArrow(partial(take, reading=reading), ddl(TAKEN)))
        self._once_each()

    def _once_each(self) -> None:
        """What `read.unique` does to records in their order."""
        taken = self.tables.numbered("taken", "number")
        known = taken.where("id <> ''").select("number", "doc", "id", "content", "own_url", "origin", "position")
        again = self._again("again-1", known)
        states = again.where("own_url AND content <> first_content").select("number")
        taken = told(states, taken, "state").selectExpr(*(_OF_STATE.get(name, name) for name in taken.columns))
        if self.tables.count("again-1") and states.first() is not None:
            again = self._again("again-2", taken.where("id <> ''").select(*known.columns))
        documents = without(again.select("number"), taken.where("code IS NULL"))
        self.tables.save("documents", documents.select(*DOCUMENTS.names, "length", "share", "cuts"))
        columns = "doc", "origin AS source", "position", "code"
        rejects = taken.where("code IS NOT NULL").selectExpr(*columns, "message")
        rejects = rejects.unionAll(again.selectExpr("doc", "origin", "position", "'duplicate_id'", _MESSAGE))
        self.tables.save("rejects", rejects.orderBy("doc").select(*REJECTS.names))

    def _again(self, name: str, known: Frame) -> Frame:
        return self.tables.save(name, self.tables.spark.sql(shuffles.AGAIN, records=known))

    def deduplicate(self) -> None:
        """Stories of the table `documents`: the tables `by-id`, `pairs`, `kept`, `compared`, `comparisons`."""
        tables = self.tables
        documents = tables.numbered("documents", "doc")
        flow.deduplicate(tables, documents, self.config.dedup)
        members = tables.frame("by-id")
        tables.save("pairs-by-id", tables.spark.sql(shuffles.PAIRS, decided=tables.frame("decided")))
        kept = only(members.where("id = kept").select("doc"), documents)
        tables.save("kept", tables.spark.sql(shuffles.KEPT, documents=kept, members=members))
        places, same, found = tables.numbered("by-id", "place"), tables.frame("same"), tables.frame("found")
        tables.save("compared", tables.spark.sql(shuffles.COMPARED, places=places, same=same))
        text = shuffles.COMPARISONS.replace("{measures}", ", ".join(rows.MEASURES))
        tables.save("comparisons", tables.spark.sql(text, places=places.select("doc", "place"), found=found))

    def removed(self) -> None:
        """The cuts of all documents: the table `removed`."""
        cuts = self.tables.frame("documents").selectExpr("id", "inline(cuts)").select(*REMOVED.names)
        self.tables.save("removed", self._over(sql.REMOVED, removed=cuts))

    def removed_by_kind(self) -> list[dict[str, Any]]:
        """The cuts counted."""
        counted = self._over(sql.REMOVED_BY_KIND, removed=self.tables.frame("removed"))
        return [row.asDict() for row in counted.collect()]

    def counts(self) -> dict[str, Any]:
        """How much there was, and what became of it."""
        total = self.tables.frame("documents").selectExpr(
            "COUNT(*) AS documents", "COALESCE(SUM(LENGTH(COALESCE(raw, text))), 0) AS characters",
            "COALESCE(SUM(length), 0) AS left",
        ).first()  # fmt: skip
        codes = self.tables.frame("rejects").groupBy("code").count().collect()
        return {**total.asDict(), "rejects": {row["code"]: row["count"] for row in codes}}

    def roles(self) -> dict[str, int]:
        """Documents by their role."""
        return {row["role"]: row["count"] for row in self.tables.frame("by-id").groupBy("role").count().collect()}

    def batches(self, name: str) -> Iterator[pa.RecordBatch]:
        """A table of the run, in the order it has there."""
        stored = {"members": "by-id", "pairs": "pairs-by-id"}.get(name, name)
        return self.tables.batches(stored, SCHEMAS[name])

    def _over(self, statement: str, **frames: Frame) -> Frame:
        for name in frames:
            statement = re.sub(rf"\b(FROM|JOIN) {name}\b", rf"\1 {{{name}}}", statement)
        return self.tables.spark.sql(statement, **frames)


#: a page of which an earlier record holds another state is known by its content, too
_OF_STATE = {
    "id": f"CASE WHEN state THEN concat(id, '#', substr(content, 1, {_DIGITS})) ELSE id END AS id",
    "own_url": "own_url AND NOT state AS own_url",
}
_MESSAGE = (
    "concat('id ', id, ': ', CASE WHEN content = first_content THEN 'the same record again' ELSE 'another content' END,"
    " '; the first is ', first_origin, ':', first_position,"
    " CASE WHEN content = first_content THEN '' ELSE '; --id-field names another field' END)"
)
