"""Texts to stories. One direction; each step is a file and works on arrays of a whole batch.

    words        texts            -> words: hashes and flags of every word, in order
    furniture    words, sources   -> words without what a source puts around its texts
    fingerprint  words            -> shingle sets (CSR) and MinHash signatures
    lsh          fingerprints     -> exact copies, candidate pairs (bands; sampled shingles for passages)
    verify       candidate pairs  -> comparisons: exact, with what is shared where (gaps: what is not)
    evidence     what all of these find out, by row: `Corpus` and `Evidence`
    plain        texts            -> evidence, in numpy, for small inputs
    fast         texts            -> the same evidence by compiled `kernels/` on all cores, for large ones:
                                     split (words), sketches (in a `column` each), texts held and split again when
                                     words are wanted, undress (furniture), candidates, kernels.match
    relate       comparisons      -> copy, update, excerpt or different
    stories      relations        -> leaders and their members, excerpts
    canonical    a story's texts  -> the one that is kept
    fold         evidence         -> `Answer`: decisions as arrays
    collect      batches          -> corpus and evidence of documents as they come, `packed` as bytes
    apart        pieces           -> the same steps on pieces of a corpus, for engines that hold it nowhere whole
    answer       documents        -> `Stories`: a Member for each document, a Pair for each comparison
    exchange     signatures      <-> datasketch

Rows are documents sorted by id, so no result depends on the order of the input.
"""

from __future__ import annotations

from cleanroom.dedup.answer import Stories, deduplicate
from cleanroom.dedup.apart import (
    Meetings,
    Relations,
    Sketch,
    compare,
    mark,
    marked_words,
    marks_of,
    meetings,
    possible,
    relations,
    sketch,
)
from cleanroom.dedup.canonical import moment, policy_named
from cleanroom.dedup.collect import Batch, Collector, available_cores
from cleanroom.dedup.evidence import Corpus, Evidence
from cleanroom.dedup.fingerprint import Fingerprints, fingerprint
from cleanroom.dedup.fold import RELATIONS, ROLES, Answer, decide
from cleanroom.dedup.lsh import precedence
from cleanroom.dedup.verify import Comparisons
from cleanroom.dedup.words import Words

__all__ = [
    "RELATIONS", "ROLES", "Answer", "Batch", "Collector", "Comparisons", "Corpus", "Evidence", "Fingerprints",
    "Meetings", "Relations", "Sketch", "Stories", "Words", "available_cores", "compare", "decide", "deduplicate",
    "fingerprint", "mark", "marked_words", "marks_of", "meetings", "moment", "policy_named", "possible", "precedence",
    "relations", "sketch",
]  # fmt: skip
