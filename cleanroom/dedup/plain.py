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


def compare(texts: Sequence[str], sources: Sequence[str], config: DedupConfig) -> Evidence:
    """Compare texts that are sorted by their ids."""
    whole = split_words(texts)
    words = without_furniture(whole, sources, config)
    fingerprints = fingerprint_words(words, config)
    digests = lsh.set_digests(fingerprints.offsets, fingerprints.shingles)
    sizes = np.diff(fingerprints.offsets)
    same = lsh.collapse(sizes, digests)
    ranks = lsh.precedence(sizes, digests)
    rows = np.flatnonzero((same == np.arange(len(same))) & (sizes > 0))
    found = verify(fingerprints, lsh.candidates(fingerprints, rows, ranks, config), config)
    found = found.take(~forms(whole, words, found, config))
    return Evidence(np.diff(words.offsets), same, ranks, found)
