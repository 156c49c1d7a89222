"""The trained model: for every unit how likely it is wanted text, for every document whether it is a page dump."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

import numpy as np

from cleanroom.clean.model.batch import Batch, batch_of
from cleanroom.clean.model.characters import Array
from cleanroom.clean.model.columns import Columns
from cleanroom.clean.model.dumps import Dumps
from cleanroom.clean.model.features import matrix
from cleanroom.clean.model.forest import Forest
from cleanroom.clean.model.network import Networks
from cleanroom.clean.model.side import EDGE_UNITS, Answer, Judged, Side, asked
from cleanroom.clean.model.words import LEXICON_BITS


class LineModel:
    """Weights, arranged for use."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.scores = arrays["words"].astype(np.float32) / 16
        self.lexicon = np.zeros(1 << LEXICON_BITS, np.uint8)
        self.lexicon[arrays["lexicon_slots"]] = arrays["lexicon_classes"]
        self.kind = Forest.of(arrays, "kind")
        dump, scraped = (
            Side(Forest.of(arrays, f"{name}1"), Forest.of(arrays, f"{name}2")) for name in ("dump", "scraped")
        )
        self.sides: dict[str, Dumps | Side] = {"dump": Dumps(dump, Networks.of(arrays, "net")), "scraped": scraped}
        self.features = asked(self.kind, self.sides.values())

    def answers(
        self, pages: Sequence[Judged], sides: Sequence[str], borders: Sequence[float], compiled: bool = False
    ) -> list[Answer]:
        """An answer for each document; `sides` names the side to ask, or "" for the one that its kind calls for: a page
        dump from the probability in `borders` on.

        `compiled` kernels give the same answers; loading them takes as long as a hundred documents do without.
        """
        batch = batch_of(pages, compiled)
        columns = matrix(batch, self.scores, self.lexicon, self.features)
        chosen = list(sides) if all(sides) else self._chosen(batch, columns, sides, borders)
        wanted = np.zeros(len(batch.start), np.float32)
        for name, side in self.sides.items():
            units = np.array([one == name for one in chosen], bool)[batch.documents.doc]
            if units.any():
                wanted[units] = side.wanted(*_part(batch, columns, units, side.names))
        begins, ends = batch.documents.begins.tolist(), batch.documents.ends.tolist()
        return [Answer(side, wanted[begin:end].tolist()) for side, begin, end in zip(chosen, begins, ends, strict=True)]

    def _chosen(self, batch: Batch, columns: Columns, sides: Sequence[str], borders: Sequence[float]) -> list[str]:
        """The sides that are named, and those that the kinds of the other documents call for."""
        rows = document_rows(batch, columns, self.kind.names)
        dumps = self.kind.probability(rows, batch.documents.compiled).tolist()
        return [
            side or ("dump" if dump >= border else "scraped")
            for side, dump, border in zip(sides, dumps, borders, strict=True)
        ]


def _part(batch: Batch, columns: Columns, units: Array, names: frozenset[str]) -> tuple[Batch, Columns]:
    """The units of some documents, with the features of these names."""
    if units.all():
        return batch, columns
    part = Columns(int(units.sum()), columns.wanted)
    part.held = {name: held[units] for name, held in columns.held.items() if name in names}
    documents = type(batch.documents)(batch.documents.doc[units], batch.documents.count)
    return replace(batch, documents=documents, gap=batch.gap[units]), part


def document_rows(batch: Batch, columns: Columns, names: Sequence[str]) -> Array:
    """Features of documents: means of features of their units, over all, at the head, at the foot."""
    documents = batch.documents
    out = np.zeros((len(names), documents.count), np.float32)
    begins, ends = documents.begins, documents.ends
    spans = {
        "mean": (begins, ends),
        "head": (begins, np.minimum(begins + EDGE_UNITS, ends)),
        "foot": (np.maximum(ends - EDGE_UNITS, begins), ends),
    }
    sums_of: dict[str, Array] = {}
    for row, name in enumerate(names):
        where, _, feature = name.partition(":")
        begin, end = spans[where]
        if feature not in sums_of:
            sums_of[feature] = documents.sums(columns.held[feature])
        sums = sums_of[feature]
        out[row] = (sums[end] - sums[begin]) / np.maximum(end - begin, 1)
    return out


@cache
def default_model() -> LineModel:
    """The shipped weights, read once per process."""
    with files(__package__).joinpath("weights.npz").open("rb") as file, np.load(file, allow_pickle=False) as held:
        return LineModel({name: held[name] for name in held.files})
