"""Numbers on which no verdict depends, each with its reason: the second page of `config`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndexConfig:
    """How a lasting index works."""

    #: documents that the command line adds at once: enough to amortise what a batch costs (two syncs of the disk)
    batch_documents: int = 10_000
    #: documents held together by copies and quotations that are decided anew when one comes; of real news (the reposts
    #: benchmark) the largest group has fewer, deciding so many takes about .1 s
    group_documents: int = 2000
    #: segments of one level that are merged into one of the next: fewer are looked up, more are written less often.
    #: With 4 a million documents in batches of 10,000 are written 4 times each and lie in 5 or 6 segments, 11 at most
    fanout: int = 4
    #: segments that are merged whatever their levels: batches of very different sizes come to no more
    segments: int = 32
    #: documents of a segment that is merged no more, which its tables' numbers of three bytes allow for
    segment_documents: int = 8_000_000


@dataclass(frozen=True, slots=True)
class ServiceConfig:
    """What the index service takes from its clients. No answer depends on it, but for refusals."""

    #: bytes of a request: a thousand long articles, or one of the largest pages
    body_bytes: int = 16_000_000
    #: bytes of requests that are held at once; more get 503
    held_bytes: int = 128_000_000
    #: seconds in which the body of a request must have arrived: 16 MB take as long at 4 Mbit/s
    body_seconds: float = 30.0
    #: bytes and seconds of a refused request that are still read, and dropped, so that its client reads the answer
    dropped_bytes: int = 64_000_000
    dropping_seconds: float = 5.0
    #: documents of one request, of which the answer comes when all are taken
    request_documents: int = 10_000
    #: texts of one query: each may take some milliseconds
    request_texts: int = 1_000
    #: characters of an id: addresses are ids, and browsers stop at about 2,000
    id_chars: int = 4_096
    #: documents that wait to be taken; more get 429: half a second to some seconds of work
    waiting_documents: int = 20_000
    #: documents of several waiting requests that are taken as one batch: each batch costs a write to the disk
    batch_documents: int = 2_000
    #: queries that are answered or wait at once; more get 503: beyond, waiting would be all they do
    queries: int = 64
    #: seconds after which a refused client may ask again
    retry_seconds: int = 1
    #: seconds that requests have to end when the service is stopped; what was accepted is taken in any case
    stopping_seconds: int = 30
    #: connections at once, idle ones too; more get 503
    connections: int = 1_000


@dataclass(frozen=True, slots=True)
class SharedConfig:
    """How an index in Redis works."""

    #: documents that one transaction takes: Redis answers nobody else while it runs, some tenths of a second
    part_documents: int = 500
    #: documents held together by copies and quotations that are decided anew; larger groups stay as they are
    region_documents: int = 2_000
    #: seconds after which the lock of a writer that has died is free
    lock_seconds: float = 30.0
    #: seconds between two looks at the lock
    pause_seconds: float = 0.005
    #: times that a batch is decided, where others commit in between
    attempts: int = 20
