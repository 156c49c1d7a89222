"""What comparing found, kept with the run: deciding again needs no text and no signature."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from pathlib import Path

import numpy as np

from cleanroom.dedup.evidence import Corpus, Evidence
from cleanroom.dedup.verify import Comparisons
from cleanroom.dedup.words import Ints
from cleanroom.store.schemas import COMPARED, COMPARISONS
from cleanroom.store.stories import id_array
from cleanroom.store.tables import read_columns, side_by_side, write_columns


def write_evidence(tables: Path, corpus: Corpus, evidence: Evidence, order: Ints) -> None:
    """The tables `compared` (a row for each document, sorted by id) and `comparisons`."""
    measured = (evidence.words, evidence.same, evidence.ranks, corpus.moments, corpus.lengths, corpus.removed)
    found = (getattr(evidence.found, field.name) for field in fields(Comparisons))
    columns = [column for values in found for column in ([values] if values.ndim == 1 else values.T)]
    side_by_side(
        partial(write_columns, tables / "compared", COMPARED, [id_array(corpus.ids), order, *measured]),
        partial(write_columns, tables / "comparisons", COMPARISONS, list(map(np.ascontiguousarray, columns))),
    )


def read_evidence(tables: Path) -> tuple[Corpus, Evidence, Ints]:
    """What `write_evidence` wrote, with the sources from the table of documents."""
    compared = read_columns(tables / "compared", COMPARED.names)
    found = read_columns(tables / "comparisons", COMPARISONS.names)
    sources = read_columns(tables / "documents", ["source"])["source"]
    order = compared["position"]
    corpus = Corpus(
        compared["id"], compared["length"], compared["moment"], [sources[row] for row in order.tolist()],
        compared["removed"],
    )  # fmt: skip
    comparisons = Comparisons(**{
        field.name: found[field.name] if field.name in found else _sides(found, field.name)
        for field in fields(Comparisons)
    })  # fmt: skip
    return corpus, Evidence(compared["words"], compared["same"], compared["rank"], comparisons), order


def _sides(columns: dict[str, Ints], name: str) -> Ints:
    return np.stack([columns[f"{name}_a"], columns[f"{name}_b"]], axis=1)
