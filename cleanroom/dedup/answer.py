"""Documents in, stories out; and an answer as records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup.canonical import moment, policy_named
from cleanroom.dedup.collect import available_cores
from cleanroom.dedup.evidence import Corpus, Evidence, id_order
from cleanroom.dedup.fold import RELATIONS, ROLES, Answer, decide
from cleanroom.records import Document, Member, Pair, Relation, Role


@dataclass(frozen=True, slots=True)
class Stories:
    """The answer: members sorted by id, one for each document, and pairs sorted by their ids."""

    members: tuple[Member, ...]
    pairs: tuple[Pair, ...]


def deduplicate(documents: Sequence[Document], config: DedupConfig) -> Stories:
    """Fold near-duplicates into stories; the order of the documents does not matter.

    Raises UsageError for an unknown canonical policy and for an id that two documents have.
    """
    policy_named(config.canonical)
    documents = [documents[row] for row in id_order([document.id for document in documents]).tolist()]
    corpus = Corpus(
        [document.id for document in documents],
        np.array([len(document.text) for document in documents], np.int64),
        np.array([moment(document.date) for document in documents], np.int64),
        [document.source for document in documents],
        np.array([document.removed_share for document in documents], np.float64),
    )
    evidence = compare([document.text for document in documents], corpus.sources, config)
    return stories(corpus, decide(corpus, evidence, config))


def compare(texts: Sequence[str], sources: Sequence[str], config: DedupConfig) -> Evidence:
    """Compare texts sorted by their ids, by kernels if that is worth loading them."""
    if sum(map(len, texts)) < config.kernel_chars:
        from cleanroom.dedup import plain  # noqa: PLC0415 - one of the two

        return plain.compare(texts, sources, config)
    from cleanroom.dedup import fast  # noqa: PLC0415 - numba takes a second

    return fast.compare(texts, sources, config, available_cores())


def stories(corpus: Corpus, answer: Answer) -> Stories:
    """An answer as records."""
    return Stories(tuple(_members(corpus, answer)), tuple(_pairs(corpus, answer)))


def _members(corpus: Corpus, answer: Answer) -> list[Member]:
    columns = zip(
        corpus.ids, answer.kept.tolist(), answer.roles.tolist(), answer.jaccard.tolist(), answer.containment.tolist(),
        corpus.lengths.tolist(), strict=True,
    )  # fmt: skip
    ids = corpus.ids
    return [
        Member(name, ids[kept], cast(Role, ROLES[role]), ids[kept], jaccard, containment, length)
        for name, kept, role, jaccard, containment, length in columns
    ]


def _pairs(corpus: Corpus, answer: Answer) -> list[Pair]:
    found, ids = answer.pairs, corpus.ids
    columns = zip(
        found.rows.tolist(), found.jaccard.tolist(), found.containment.tolist(), found.relations.tolist(), strict=True
    )
    return [
        Pair(ids[a], ids[b], jaccard, of_a, of_b, cast(Relation, RELATIONS[relation]))
        for (a, b), jaccard, (of_a, of_b), relation in columns
    ]
