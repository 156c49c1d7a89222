"""Candidates to comparisons: the words of both texts are taken from where they are held, and compared as in `dedup`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import fast
from cleanroom.dedup.held import Chosen
from cleanroom.dedup.verify import Comparisons
from cleanroom.dedup.words import Ints
from cleanroom.index.graph import NOTHING
from cleanroom.index.rows import Rows
from cleanroom.index.segment import Segments
from cleanroom.index.sketching import Sketched

#: pairs of which the words are brought together at once: about 100 MB for long articles
_AT_ONCE = 20_000


def compare(segments: Segments, rows: Rows, pairs: Ints, config: DedupConfig, pool: ThreadPoolExecutor) -> Comparisons:
    """Compare pairs of rows (m × 2, sorted) that stand for their sets, exactly."""
    parts = [
        _compare(segments, rows, pairs[first : first + _AT_ONCE], config, pool)
        for first in range(0, len(pairs), _AT_ONCE)
    ]
    return Comparisons.joined(parts) if parts else NOTHING


def _compare(segments: Segments, rows: Rows, pairs: Ints, config: DedupConfig, pool: ThreadPoolExecutor) -> Comparisons:
    used, local = np.unique(pairs, return_inverse=True)
    sizes, counts = (rows.fact(name)[used].astype(np.int64) for name in ("sizes", "words"))
    places, words, flags = segments.words(used, counts)
    texts = Chosen(words, flags, places[:-1].copy(), places[1:].copy())
    found = fast.matched(texts, sizes, np.ascontiguousarray(local.reshape(-1, 2)), config, pool)
    return replace(found, pairs=used[found.pairs])


def compare_texts(  # noqa: PLR0913, PLR0917 - as `compare`, and the texts
    segments: Segments, rows: Rows, texts: Sketched, pairs: Ints, config: DedupConfig, pool: ThreadPoolExecutor
) -> Comparisons:
    """The same of pairs of a text, by its number, and a row."""
    if not len(pairs):
        return NOTHING
    count, (used, local) = len(texts.sizes), np.unique(pairs[:, 1], return_inverse=True)
    sizes, counts = (rows.fact(name)[used].astype(np.int64) for name in ("sizes", "words"))
    places, words, flags = segments.words(used, counts)
    places = np.concatenate([texts.offsets, places[1:] + len(texts.words)])
    chosen = Chosen(
        np.concatenate([texts.words, words]), np.concatenate([texts.flags, flags]), places[:-1].copy(),
        places[1:].copy(),
    )  # fmt: skip
    local = np.stack([pairs[:, 0], local.reshape(-1) + count], axis=1)
    found = fast.matched(chosen, np.concatenate([texts.sizes, sizes]), local, config, pool)
    return replace(found, pairs=np.stack([found.pairs[:, 0], used[found.pairs[:, 1] - count]], axis=1))
