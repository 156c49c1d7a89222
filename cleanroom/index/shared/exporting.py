"""An index in Redis as the folder of a run, as `index.exporting` writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from cleanroom.config import Config
from cleanroom.dedup import Answer, decide
from cleanroom.dedup.fold import ROLES
from cleanroom.errors import UsageError
from cleanroom.index.exporting import STORY_FIELD, Run, write_run
from cleanroom.index.shared.held import Held, Spot
from cleanroom.index.shared.region import weighed
from cleanroom.index.shared.work import Work
from cleanroom.records import Reject
from cleanroom.store.documents import document_batch

#: documents of which the texts are asked for together
_AT_ONCE = 1_000


def export(
    work: Work, name: str, to: tuple[str | Path, bool], ids: Sequence[str] | None, rejects: Sequence[Reject]
) -> None:
    """Write a run folder (`to`: which, whether over what is there); with ids only the stories of these documents."""
    held = work.held
    version, known = held.version(), held.facts(_chosen(held, ids))
    facts = {number: fact for number, (fact, _) in known.items()}
    spots = {number: spot for number, (_, spot) in known.items()}
    edges = work.among(facts)
    _refuse_changed(held, version)
    numbers, corpus, evidence = weighed(facts, edges)
    rows = {number: row for row, number in enumerate(numbers.tolist())}
    placed = [spots[number] for number in rows]
    answer = Answer(
        np.array([rows[spot.kept] for spot in placed], np.int64),
        np.array([ROLES.index(spot.role) for spot in placed], np.int64),
        np.array([spot.jaccard for spot in placed], np.float64),
        np.array([spot.containment for spot in placed], np.float64),
        decide(corpus, evidence, work.config).pairs,
    )
    run = Run(corpus, evidence, answer, np.arange(len(rows)), _documents(held, version, list(rows), spots))
    write_run(to, run, rejects, Config(dedup=work.config), name)


def _chosen(held: Held, ids: Sequence[str] | None) -> list[int]:
    """Numbers of the documents of the stories of some documents, of all where none are named."""
    if ids is None:
        return held.every()
    known = held.facts(number for number in held.numbers(ids) if number >= 0)
    return sorted({number for story in {spot.story for _, spot in known.values()} for number in held.story(story)})


def _documents(held: Held, version: int, numbers: Sequence[int], spots: Mapping[int, Spot]) -> Iterator[Any]:
    """Rows of the table `documents`."""
    for start in range(0, len(numbers), _AT_ONCE):
        found = held.documents(numbers[start : start + _AT_ONCE])
        told = ((document, {STORY_FIELD: spots[number].story}) for number, document in found.items())
        yield document_batch([replace(one, fields={**one.fields, **story}) for one, story in told], cut=False)
    _refuse_changed(held, version)


def _refuse_changed(held: Held, version: int) -> None:
    """Raise UsageError where somebody has written: the lock of writers ends where reading takes very long."""
    if held.version() != version:
        raise UsageError("the index changed while it was read: repeat the command while nothing is added")
