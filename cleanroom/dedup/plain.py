"""Texts to evidence in vectorised numpy: for inputs too small to be worth a compiler, and the kernels' reference."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import lsh
from cleanroom.dedup.evidence import Evidence
from cleanroom.dedup.fingerprint import fingerprint_words
from cleanroom.dedup.furniture import forms, without_furniture
from cleanroom.dedup.verify import verify
from cleanroom.dedup.words import split_words

#: pairs that take numpy as long as compiling the kernels does: 1,200 short texts all alike have 700,000
_MANY = 400_000


def compare(texts: Sequence[str], sources: Sequence[str], config: DedupConfig) -> Evidence:
    """Compare texts that are sorted by their ids. By kernels all the same where very many of them are alike."""
    whole = split_words(texts)
    words = without_furniture(whole, sources, config)
    fingerprints = fingerprint_words(words, config)
    digests = lsh.set_digests(fingerprints.offsets, fingerprints.shingles)
    sizes = np.diff(fingerprints.offsets)
    same = lsh.collapse(sizes, digests)
    ranks = lsh.precedence(sizes, digests)
    rows = np.flatnonzero((same == np.arange(len(same))) & (sizes > 0))
    pairs = lsh.candidates(fingerprints, rows, ranks, config)
    if len(pairs) > _MANY:
        from cleanroom.dedup import fast  # noqa: PLC0415 - llvmlite, and at the first time a compiler

        return fast.compare(texts, sources, config)
    found = verify(fingerprints, pairs, config)
    found = found.take(~forms(whole, words, found, config))
    return Evidence(np.diff(words.offsets), same, ranks, found)
