"""A lasting index: stories that keep coming. It remembers every document, and says of a new text which it matches.

    header      what an index was made with; another version, normaliser or threshold is refused
    store       the interface that every index gives: `Store`, and its figures, `Stats`
    given       documents as callers have them -> records
    opening     a path or address -> a store; `scheme://` addresses have a store of their own
    embedded    the store in a folder of this machine, of which all that follows are parts
    disk        the folder: manifest, lock, changes; nothing is half there
    container   arrays in one file
    segment     documents that were added at once or merged since, never changed
    sketching   texts -> words, signatures, keys
    lexicon     words <-> streams of bits
    tables      keys -> rows, looked up and merged
    draft       a batch -> the arrays of its segment
    contents    all segments in memory: rows (facts and places), graph (comparisons), names
    furniture   what sources put around their texts, as segments tell it
    nearness    which documents are compared at all
    candidates  keys -> pairs worth comparing
    bare        texts -> texts without furniture, compared
    compare     pairs -> comparisons, as in `dedup`
    sources     sources -> their furniture
    revising    furniture that changed -> comparisons made again
    region      some documents -> stories, as in `dedup`
    joining     new documents -> places, and what they change
    adding      documents in and out, each call one commit
    telling     what a commit changes, as it is held and as people read it
    asking      texts -> matches
    merging     segments -> fewer segments
    check       every invariant
    exporting   the folder of a run
    kernels/    the hot loops
    shared/     the store in Redis, for several writers
    service/    an index as an HTTP service; client asks it

The verdict on a pair and the decision on a story are those of `dedup`, by the same code.
"""

from __future__ import annotations

from cleanroom.index.header import Header
from cleanroom.index.opening import create, is_ready, open_store
from cleanroom.index.store import Stats, Store

__all__ = ["Header", "Stats", "Store", "create", "is_ready", "open_store"]
