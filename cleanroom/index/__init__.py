"""A lasting index: stories that keep coming. It remembers every document, and says of a new text which it matches.

    header    what an index was made with; another version, normaliser or threshold is refused
    store     the interface that every index gives: `Store`, and its figures, `Stats`
    opening   a path or address -> a store; `scheme://` addresses have a store of their own
    embedded  the store in a folder of this machine
    shared/   the store in Redis, for several writers
    service/  an index as an HTTP service; client asks it

The verdict on a pair is that of `dedup`, by the same code.
"""

from __future__ import annotations

from cleanroom.index.header import Header
from cleanroom.index.opening import create, open_store
from cleanroom.index.store import Stats, Store

__all__ = ["Header", "Stats", "Store", "create", "open_store"]
