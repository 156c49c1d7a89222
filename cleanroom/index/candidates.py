"""Keys to candidates: texts that an index should compare with those asked about."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup.words import Hashes, Ints
from cleanroom.index import tables
from cleanroom.index.kernels import probe
from cleanroom.index.kernels.tables import Places
from cleanroom.index.segment import Segment, Segments
from cleanroom.index.sketching import Keys

#: keys that a thread looks up at once
_PART = 1 << 16


def lookup(segments: Segments, keys: Hashes) -> tuple[Ints, Ints]:
    """Rows that may have these keys (sorted composites): the number asked for, and the row."""
    asked, rows = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for part in segments.parts:
        table = part.table("keys")
        found = tables.find(table, keys, tables.KEPT_OF_KEY)
        out = np.empty(int(found.counts.sum()), np.uint64)
        probe.every_hit(keys, *found, table.rows, out)
        asked.append((out >> np.uint64(32)).astype(np.int64))
        rows.append((out & np.uint64(0xFFFFFFFF)).astype(np.int64) + part.first)
    return np.concatenate(asked), np.concatenate(rows)


def candidates(  # noqa: PLR0913, PLR0917 - what is known of the asking rows
    segments: Segments, keys: Keys, signatures: Hashes, sampled: Places, config: DedupConfig, pool: ThreadPoolExecutor
) -> Ints:
    """Pairs of an asking row and a row of the index (m × 2), sorted: see `dedup.lsh`.

    signatures: short ones of the asking rows; sampled: how many sampled shingles each has.
    """
    found = [np.empty(0, np.uint64)]
    least = int(np.ceil(config.estimate_floor * config.threshold * config.num_perm))

    def by_bands(job: tuple[Segment, slice]) -> Hashes:
        part, span = job
        table, wanted = part.table("keys"), keys.bands[span]
        places = tables.find(table, wanted, config.bucket_all_pairs)
        out = np.empty(int(places.counts.sum()), np.uint64)
        taken = probe.band_hits(
            wanted, *places, keys.by_rank, table.rows, config.bucket_all_pairs, signatures, part.signatures, least, out
        )
        return _rows(out[:taken], part)

    jobs = [(part, span) for part in segments.parts for span in _spans(len(keys.bands))]
    found += pool.map(by_bands, jobs)
    found += _by_samples(segments, keys, sampled, config, pool)
    every = np.unique(np.concatenate(found))
    return np.stack([every >> np.uint64(32), every & np.uint64(0xFFFFFFFF)], axis=1).astype(np.int64)


def _by_samples(
    segments: Segments, keys: Keys, sampled: Places, config: DedupConfig, pool: ThreadPoolExecutor
) -> list[Hashes]:
    """Composites of texts that share enough sampled shingles, of those that are not furniture."""
    most = config.furniture_documents

    def places(part: Segment) -> tables.Found:
        return tables.find(part.table("samples"), keys.samples, most + 1)

    found = list(pool.map(places, segments.parts))
    totals = np.zeros(len(keys.samples), np.int32)
    for part in found:
        totals += part.counts

    def one(job: tuple[Segment, tables.Found]) -> Hashes:
        part, (begins, counts) = job
        room = int(np.minimum(counts, config.bucket_all_pairs).sum(dtype=np.int64))
        out = np.empty(room, np.uint64)
        taken = probe.sample_hits(
            keys.samples, begins, counts, totals, most, keys.by_rank, part.table("samples").rows,
            config.bucket_all_pairs, out,
        )  # fmt: skip
        hits = out[:taken]
        hits.sort()
        theirs = part.arrays["sampled"]
        return _rows(hits[: probe.enough_hits(hits, sampled, theirs, config.sample_hits, config.sample_share)], part)

    return list(pool.map(one, zip(segments.parts, found, strict=True)))


def _rows(hits: Hashes, part: Segment) -> Hashes:
    """Rows of a segment as rows of the index."""
    return hits + np.uint64(part.first)


def _spans(keys: int) -> list[slice]:
    return [slice(first, first + _PART) for first in range(0, keys, _PART)]
