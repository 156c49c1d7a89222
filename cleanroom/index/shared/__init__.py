"""An index in Redis, shared by several processes and machines: many ask, several add at once.

    connection  an address -> clients of Redis; what they raise in plain words
    hints       which documents may be alike: datasketch's MinHashLSH on Redis, sampled shingles beside it
    held        what is known of every document: facts, texts, comparisons, places; changes as one transaction
    packing     what that holds, as bytes and back
    region      documents that are held together, decided anew by `dedup.decide`
    stories     places -> stories that keep their ids
    work        a batch, from texts to a commit
    asking      texts -> the documents that they match
    checking    every invariant
    exporting   the folder of a run
    store       the interface of every index over these

Order of a batch: hints first, then, one writer at a time, look up, compare, decide, commit. Hints of documents that
were not committed lead nowhere, so a writer that dies leaves nothing behind that matters. The commit is one
transaction, which fails if another one came in between: then it is decided again. The lock only saves work.
"""

from __future__ import annotations

from cleanroom.index.shared.store import create, open_store

__all__ = ["create", "open_store"]
