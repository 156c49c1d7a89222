"""Decide some documents anew, among themselves: `dedup.decide` of what comparing them found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import Answer, Corpus, Evidence, decide, lsh
from cleanroom.dedup.evidence import id_order
from cleanroom.dedup.words import Ints
from cleanroom.index.graph import Graph, equal_sets, one_of_each, turned
from cleanroom.index.rows import MILLION, Rows
from cleanroom.index.segment import Segments


class Decided(NamedTuple):
    """Rows with the rows that are kept for them, their roles and the shingles shared with what is kept."""

    rows: Ints
    kept: Ints
    roles: Ints
    shared: Ints
    answer: Answer
    corpus: Corpus
    evidence: Evidence


def decided(  # noqa: PLR0913, PLR0917 - all that an index holds
    rows: Rows, graph: Graph, segments: Segments, sources: Sequence[str], region: Ints, config: DedupConfig
) -> Decided:
    """Stories of the documents of a region. What stands outside is as if it were not there."""
    names = segments.ids(region)
    order = id_order(names)
    region = region[order]
    corpus = Corpus(
        [names[place] for place in order.tolist()],
        rows.fact("lengths")[region].astype(np.int64),
        rows.fact("moments")[region],
        [sources[number] for number in rows.fact("sources")[region].tolist()],
        rows.fact("removed")[region] / MILLION,
    )
    evidence = _evidence(rows, graph, region)
    answer = decide(corpus, evidence, config)
    places, _ = evidence.places(np.arange(len(region)), answer.kept)
    sizes, _ = rows.bare(region)
    shared = np.where(places >= 0, evidence.found.shared[places], sizes) if len(evidence.found) else sizes
    return Decided(region, region[answer.kept], answer.roles, shared, answer, corpus, evidence)


def _evidence(rows: Rows, graph: Graph, region: Ints) -> Evidence:
    """What is known of the documents of a region; the first one with a set stands for all that have it."""
    stands, firsts, numbers = np.unique(rows.fact("same")[region], return_index=True, return_inverse=True)
    same = firsts[numbers.reshape(-1)]
    found = graph.within(stands)
    found = found.take(found.shared > 0)
    found = turned(found, firsts[np.searchsorted(stands, found.pairs)])
    if graph.equals:
        equal = equal_sets(found, len(region))
        same, found = equal[same], one_of_each(turned(found, equal[found.pairs]))
    sizes, words = rows.bare(region)
    return Evidence(words, same, lsh.precedence(sizes, rows.fact("digests")[region]), found)
