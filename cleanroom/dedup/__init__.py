"""Texts to stories. One direction; each step is a file and works on arrays of a whole batch.

    words        texts            -> words: hashes and flags of every word, in order
    furniture    words, sources   -> words without what a source puts around its texts
    fingerprint  words            -> shingle sets (CSR) and MinHash signatures
    lsh          fingerprints     -> exact copies, candidate pairs (bands; sampled shingles for passages)
    verify       candidate pairs  -> comparisons: exact, with what is shared where
    relate       comparisons      -> copy, update, excerpt or different
    stories      relations        -> leaders and their members, excerpts
    canonical    a story's texts  -> the one that is kept
    fold         all of it        -> `Stories`: a Member for each document, a Pair for each comparison
    exchange     signatures      <-> datasketch

Rows are documents sorted by id, so no result depends on the order of the input.
"""

from __future__ import annotations

from cleanroom.dedup.fingerprint import Fingerprints, fingerprint
from cleanroom.dedup.fold import Stories, deduplicate

__all__ = ["Fingerprints", "Stories", "deduplicate", "fingerprint"]
