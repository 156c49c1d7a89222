"""Texts to evidence by compiled kernels on all cores; the same evidence as `plain`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import lsh, relate
from cleanroom.dedup.candidates import candidates
from cleanroom.dedup.evidence import Evidence
from cleanroom.dedup.held import Chosen
from cleanroom.dedup.kernels import match as columns
from cleanroom.dedup.kernels.match import match
from cleanroom.dedup.kernels.sketch import slots_for
from cleanroom.dedup.sketches import Sketcher, Sketches
from cleanroom.dedup.undress import without_furniture
from cleanroom.dedup.verify import SIDED, Comparisons
from cleanroom.dedup.words import Bools, Ints
from cleanroom.kernels.packed import packed
from cleanroom.kernels.parts import slices

#: characters of a batch: enough to amortise the calls, small beside the caches and the memory of a thread
_BATCH_CHARS = 1 << 22
#: words of both texts of all pairs of which the texts are cut again at once, and where memory is bounded
_HELD, _FEW_HELD = 1 << 25, 1 << 24


def compare(texts: Sequence[str], sources: Sequence[str], config: DedupConfig, workers: int = 2) -> Evidence:
    """Compare texts that are sorted by their ids."""
    with ThreadPoolExecutor(workers) as pool:
        sketcher = Sketcher(config, pool)
        for batch in _batches(texts):
            sketcher.add(packed(batch), np.fromiter(map(len, batch), np.int64, len(batch)))
        return compare_sketches(sketcher.finish(np.arange(len(texts))), sources, config, pool)


def compare_sketches(
    sketches: Sketches, sources: Sequence[str], config: DedupConfig, pool: ThreadPoolExecutor
) -> Evidence:
    """Compare texts of which the sketches are known."""
    whole, sketches = sketches, without_furniture(sketches, sources, config, pool)
    sets = pool.submit(lsh.collapse, sketches.sizes, sketches.digests)
    ranks, same = lsh.precedence(sketches.sizes, sketches.digests), sets.result()
    rows = np.flatnonzero((same == np.arange(len(same))) & (sketches.sizes > 0))
    found = verify(sketches, candidates(sketches, rows, ranks, config, pool), config, pool)
    found = found.take(~_forms(whole, sketches, found, config, pool))
    return Evidence(sketches.counts, same, ranks, found)


def _forms(
    whole: Sketches, sketches: Sketches, found: Comparisons, config: DedupConfig, pool: ThreadPoolExecutor
) -> Bools:
    """`furniture.forms` of sketches."""
    veto = np.zeros(len(found), bool)
    if whole is sketches:
        return veto
    changed = whole.places != sketches.places
    doubtful = np.flatnonzero(relate.copies(found, config) & changed[found.pairs].any(axis=1))
    pairs = found.pairs[doubtful]
    compared = verify(whole, pairs, replace(config, compare_share=0.0), pool)
    forms = compared.pairs[relate.templated(compared, config)]
    size = np.array([len(whole), 1])
    veto[doubtful] = np.isin(pairs @ size, forms @ size)
    return veto


def _batches(texts: Sequence[str]) -> Iterable[Sequence[str]]:
    start, size = 0, 0
    for end, text in enumerate(texts, 1):
        size += len(text)
        if size >= _BATCH_CHARS or end == len(texts):
            yield texts[start:end]
            start, size = end, 0


def verify(sketches: Sketches, pairs: Ints, config: DedupConfig, pool: ThreadPoolExecutor) -> Comparisons:
    """`verify.verify` of the sketches; pairs are sorted."""
    parts = slices(sketches.counts[pairs].sum(axis=1), _FEW_HELD if sketches.in_files else _HELD)
    return Comparisons.joined([_verified(sketches, pairs[part], config, pool) for part in parts])


def _verified(sketches: Sketches, pairs: Ints, config: DedupConfig, pool: ThreadPoolExecutor) -> Comparisons:
    """The same of so many pairs that the words of their texts can be held."""
    there = np.zeros(len(sketches), bool)
    there[pairs] = True
    rows, local = np.flatnonzero(there), (np.cumsum(there) - 1)[pairs]
    found = matched(sketches.words(rows, pool), sketches.sizes[rows], local, config, pool)
    return replace(found, pairs=rows[found.pairs])


def matched(texts: Chosen, sizes: Ints, pairs: Ints, config: DedupConfig, pool: ThreadPoolExecutor) -> Comparisons:
    """`verify.verify` of pairs (m × 2) of chosen texts, of which the shingle sets have these sizes (n)."""
    lengths = texts.ends - texts.starts
    out = np.zeros((len(pairs), columns.COLUMNS), np.int64)

    def one(part: slice) -> None:
        most = int(lengths[pairs[part]].max(initial=1))
        slots = slots_for(most)
        match(
            pairs[part], texts.starts, texts.ends, texts.words, texts.flags, sizes, config.shingle_words,
            config.shingle_chars, config.gap_words, config.short_words, config.bridge_words, config.bridge_slack,
            config.bridge_drift, config.compare_share, out[part], np.empty((2, most), np.uint64),
            np.empty((8, most), np.int64), np.empty((2, slots), np.uint64), np.empty((3, slots), np.int32),
            np.empty((3, most), np.bool_),
        )  # fmt: skip

    list(pool.map(one, slices(lengths[pairs].sum(axis=1), config.verify_words)))
    near = out[:, columns.SHARED] >= 0
    pairs, out = pairs[near], out[near]
    places = [getattr(columns, name.upper()) for name in SIDED[2:]]
    return Comparisons(
        pairs, out[:, columns.SHARED].copy(), sizes[pairs], lengths[pairs],
        *(out[:, place : place + 2].copy() for place in places),
    )  # fmt: skip
