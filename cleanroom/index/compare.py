"""Candidates to comparisons: the words of both texts are taken from where they are held, and compared as in `dedup`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup.held import Chosen
from cleanroom.dedup.verify import Comparisons
from cleanroom.dedup.words import Ints
from cleanroom.index.bare import Whole, bare, matched
from cleanroom.index.furniture import Furniture
from cleanroom.index.graph import NOTHING
from cleanroom.index.rows import Rows
from cleanroom.index.segment import Segments
from cleanroom.index.sketching import Sketched

#: pairs of which the words are brought together at once: about 100 MB for long articles
_AT_ONCE = 20_000


class Held(NamedTuple):
    """What texts are compared with, and how."""

    segments: Segments
    rows: Rows
    furniture: Furniture
    config: DedupConfig
    pool: ThreadPoolExecutor


def compare(held: Held, pairs: Ints) -> Comparisons:
    """Compare pairs of rows (m × 2, sorted) that stand for their sets, exactly."""
    parts = [_compare(held, pairs[first : first + _AT_ONCE]) for first in range(0, len(pairs), _AT_ONCE)]
    return Comparisons.joined(parts) if parts else NOTHING


def chosen(held: Held, rows: Ints) -> Whole:
    """The texts of rows that stand for their sets."""
    sizes, counts, sources = (held.rows.fact(name)[rows].astype(np.int64) for name in ("sizes", "words", "sources"))
    places, words, flags = held.segments.words(rows, counts)
    return Whole(Chosen(words, flags, places[:-1].copy(), places[1:].copy()), sizes, sources)


def _matched(held: Held, texts: Whole, pairs: Ints) -> Comparisons:
    """Pairs of texts, by their places, compared without the furniture of their sources."""
    return matched(texts, bare(texts, held.furniture, held.config, held.pool), pairs, held.config, held.pool)


def _compare(held: Held, pairs: Ints) -> Comparisons:
    used, local = np.unique(pairs, return_inverse=True)
    found = _matched(held, chosen(held, used), np.ascontiguousarray(local.reshape(-1, 2)))
    return replace(found, pairs=used[found.pairs])


def compare_texts(held: Held, texts: Sketched, sources: Ints, pairs: Ints) -> Comparisons:
    """The same of pairs of a text, by its number, and a row; sources: numbers of those of the texts."""
    if not len(pairs):
        return NOTHING
    count, (used, local) = len(texts.sizes), np.unique(pairs[:, 1], return_inverse=True)
    theirs, sizes, others = chosen(held, used)
    begins, beyond = texts.offsets, len(texts.words)
    both = Chosen(
        np.concatenate([texts.words, theirs.words]), np.concatenate([texts.flags, theirs.flags]),
        np.concatenate([begins[:-1], theirs.starts + beyond]), np.concatenate([begins[1:], theirs.ends + beyond]),
    )  # fmt: skip
    whole = Whole(both, np.concatenate([texts.sizes, sizes]), np.concatenate([sources, others]))
    found = _matched(held, whole, np.stack([pairs[:, 0], local.reshape(-1) + count], axis=1))
    return replace(found, pairs=np.stack([found.pairs[:, 0], used[found.pairs[:, 1] - count]], axis=1))
