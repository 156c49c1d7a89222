"""The tables of documents and cuts written again with people's decisions about texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from cleanroom.clean.separate import join
from cleanroom.decisions.spans import RULE, TextDecisions
from cleanroom.records import Removal
from cleanroom.store.schemas import SCHEMAS
from cleanroom.store.tables import BatchWriter, TableWriter, read_batches, rows_of

_FIELDS = tuple(field.name for field in fields(Removal))
Cuts = dict[str, list[Removal]]


class Rewriting:
    """One pass over the tables of a run: the machine's cuts, and what people made of them.

    `overruled` holds the machine's cuts of the documents whose cuts were changed, so that a decision can be taken
    back: what a run shows depends on the machine's cuts and the decisions that stand, not on what was shown before.
    """

    def __init__(self, tables: Path, into: Path, decisions: TextDecisions) -> None:
        self._tables, self._into, self._decisions = tables, into, decisions
        self._machine = _by_document(_rows(tables / "overruled")) if (tables / "overruled").is_dir() else {}
        self._touched = {*self._machine, *decisions.by_document, *_cut_by(tables, {RULE, *decisions.rules})}
        self._names = pa.array(sorted(self._touched), pa.string())
        shown = _by_document(_rows(tables / "removed", self._touched))
        self._base = {
            name: self._machine.get(name, [cut for cut in shown.get(name, ()) if cut.rule != RULE])
            for name in self._touched
        }
        self.changed = False  # whether any text is another one than before
        self.longer = 0  # characters by which all texts together grew

    @property
    def needed(self) -> bool:
        """Whether any document is touched."""
        return bool(self._touched)

    def documents(self) -> Iterator[pa.RecordBatch]:
        """The table of documents as it is to be, written on the way; then the tables of cuts are, too."""
        cuts: Cuts = {}
        with BatchWriter(self._into / "documents", SCHEMAS["documents"]) as writer:
            for batch in read_batches(self._tables / "documents"):
                done = self._recut(batch, cuts)
                writer.add(done)
                yield done
        self._write_cuts(cuts)

    def _recut(self, batch: pa.RecordBatch, cuts: Cuts) -> pa.RecordBatch:
        names = batch.column("id").to_pylist()
        rows = [row for row, name in enumerate(names) if name in self._touched]
        if not rows:
            return batch
        texts, raws = batch.column("text").to_pylist(), batch.column("raw").to_pylist()
        raws = [text if raw is None else raw for raw, text in zip(raws, texts, strict=True)]
        sources = batch.column("source").to_pylist()
        for row in rows:
            name, old = names[row], texts[row]
            made = self._decisions.recut(name, raws[row], sources[row], self._base[name])
            cuts[name] = list(made)
            texts[row] = join(raws[row], made)
            self.changed |= texts[row] != old
            self.longer += len(texts[row]) - len(old)
        for column, values in (("text", texts), ("raw", raws)):
            batch = batch.set_column(batch.schema.get_field_index(column), column, pa.array(values, pa.string()))
        return batch

    def _write_cuts(self, cuts: Cuts) -> None:
        with BatchWriter(self._into / "removed", SCHEMAS["removed"]) as removed:
            for batch in read_batches(self._tables / "removed"):
                removed.add(batch.filter(pc.invert(pc.is_in(batch.column("id"), self._names))))
            made = [{"id": name, **asdict(cut)} for name, row in cuts.items() for cut in row]
            removed.add(pa.RecordBatch.from_pylist(made, schema=SCHEMAS["removed"]))
        with TableWriter(self._into / "overruled", SCHEMAS["removed"]) as overruled:
            for name, row in cuts.items():
                for cut in self._base[name] if row != self._base[name] else ():
                    overruled.add({"id": name, **asdict(cut)})


def _cut_by(tables: Path, rules: set[str]) -> Iterator[str]:
    """Ids of the documents that one of the rules cut something from."""
    for batch in read_batches(tables / "removed", ["id", "rule"]):
        hit = pc.is_in(batch.column("rule"), pa.array(sorted(rules), pa.string()))
        yield from batch.filter(hit).column("id").to_pylist()


def _rows(table: Path, wanted: set[str] | None = None) -> Iterator[dict[str, Any]]:
    names = None if wanted is None else pa.array(sorted(wanted), pa.string())
    for batch in read_batches(table):
        yield from rows_of(batch if names is None else batch.filter(pc.is_in(batch.column("id"), names)))


def _by_document(rows: Iterable[dict[str, Any]]) -> Cuts:
    found: Cuts = defaultdict(list)
    for row in rows:
        found[row["id"]].append(Removal(**{name: row[name] for name in _FIELDS}))
    return dict(found)
