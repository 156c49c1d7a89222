"""A batch of documents on its way into an index: the arrays of its segment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup.words import Flags, Hashes, Ints, offsets_of
from cleanroom.index import tables
from cleanroom.index.container import Array
from cleanroom.index.lexicon import Coded, coded
from cleanroom.index.rows import MILLION
from cleanroom.index.segment import Segment, id_arrays, table_arrays, word_arrays
from cleanroom.index.sketching import Keys, Sketched, keys_of, numbered, short_signatures
from cleanroom.kernels.packed import Packed


class Named(NamedTuple):
    """Ids of n documents, and the key of each (see `sketching.id_keys`)."""

    ids: Packed
    keys: Hashes


def facts_of(  # noqa: PLR0913, PLR0917 - a column each
    found: Sketched, moments: Ints, lengths: Ints, removed: Array, sources: Ints, same: Ints
) -> dict[str, Array]:
    """What rows.Rows holds of n documents."""
    columns = {
        "digests": found.digests, "sizes": found.sizes, "words": found.counts, "sampled": found.sampled_counts,
        "moments": moments, "lengths": lengths, "removed": np.round(removed * MILLION), "sources": sources,
        "same": same,
    }  # fmt: skip
    narrow = {name: column.astype(np.int32) for name, column in columns.items() if name not in ("digests", "moments")}
    return {**columns, **narrow}


def draft(  # noqa: PLR0913, PLR0917 - the columns of a batch
    first: int, named: Named, found: Sketched, facts: Mapping[str, Array], sources: Sequence[str], config: DedupConfig,
    pool: ThreadPoolExecutor,
) -> tuple[Segment, Keys]:  # fmt: skip
    """The segment of n documents, in memory and without places, and the keys of those that stand for their sets."""
    count = len(found.sizes)
    stands = facts["same"] == first + np.arange(count)
    rows = np.flatnonzero(stands & (found.sizes > 0))
    words = pool.submit(_words, found, stands)
    keys = keys_of(found, rows, config)
    most = config.furniture_documents + 1
    samples = pool.submit(tables.made, keys.samples, keys.by_rank, most)
    by_rank = np.concatenate([keys.by_rank, np.arange(count, dtype=np.int32)])
    own = [
        numbered(named.keys, np.arange(count) + len(rows)),
        numbered(found.digests[rows, 0], rows + len(rows)),
    ]  # fmt: skip
    every = np.concatenate([keys.bands, *own])
    every.sort()
    arrays = {
        **facts, **id_arrays(named.ids),
        "signatures": _signatures(found, stands),
        **table_arrays("keys", tables.made(every, by_rank, tables.KEPT_OF_KEY)),
        **table_arrays("samples", samples.result()), **word_arrays(words.result()),
    }  # fmt: skip
    return Segment(first, arrays, {"sources": list(sources)}, ()), keys


def _words(found: Sketched, stands: Array) -> Coded:
    """Streams of the texts that stand for their sets; of the others, which are equal, nothing is held."""
    counts, inside = np.where(stands, found.counts, 0), np.repeat(stands, found.counts)
    words, flags = (found.words, found.flags) if stands.all() else (found.words[inside], found.flags[inside])
    return coded(words, flags, offsets_of(counts))


def _signatures(found: Sketched, stands: Array) -> Flags:
    short = short_signatures(found.signatures)
    short[~stands] = 0
    return short
