"""The hot loops of an index against what they stand for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from cleanroom.dedup.words import Flags, Hashes, Ints, offsets_of
from cleanroom.index import lexicon, tables


def texts(draw: np.random.Generator, count: int) -> tuple[Hashes, Flags, Ints]:
    """Words of texts under Zipf's law, of which some are rare, some have no words; their flags; words of each."""
    counts = draw.integers(0, 200, count)
    numbers = np.minimum(draw.zipf(1.2, int(counts.sum())), 400_000).astype(np.uint64)
    return numbers * np.uint64(0x9E3779B97F4A7C15), (numbers % np.uint64(3)).astype(np.uint8), counts


def test_merged_streams_are_those_of_all_words_at_once() -> None:
    """Streams of several segments, merged without some texts, are byte for byte what coding the others at once gives,
    and give the words back.
    """
    draw = np.random.default_rng(3)
    parts = [texts(draw, count) for count in (300, 1, 40, 700)]
    coded = [lexicon.coded(words, flags, offsets_of(counts)) for words, flags, counts in parts]
    kept = [np.flatnonzero(draw.random(len(counts)) < 0.8) for _, _, counts in parts]
    with ThreadPoolExecutor(2) as pool:
        found = lexicon.merged(coded, [counts for _, _, counts in parts], kept, pool)
    inside = [np.repeat(np.isin(np.arange(len(p[2])), rows), p[2]) for p, rows in zip(parts, kept, strict=True)]
    words = np.concatenate([part[0][some] for part, some in zip(parts, inside, strict=True)])
    flags = np.concatenate([part[1][some] for part, some in zip(parts, inside, strict=True)])
    counts = np.concatenate([part[2][rows] for part, rows in zip(parts, kept, strict=True)])
    for one, other in zip(found, lexicon.coded(words, flags, offsets_of(counts)), strict=True):
        np.testing.assert_array_equal(one, other)
    again, kinds = np.empty(len(words), np.uint64), np.empty(len(words), np.uint8)
    rows, places = np.arange(len(counts)), offsets_of(counts)[:-1].copy()
    lexicon.decoded(found, rows, counts, places, again, kinds)
    np.testing.assert_array_equal(again, words)
    np.testing.assert_array_equal(kinds, flags)


@pytest.mark.parametrize("entries", [0, 900, 5_000, 300_000])
@pytest.mark.parametrize("crowded", [False, True])
def test_a_table_finds_what_is_there(entries: int, crowded: bool) -> None:
    """Keys are found wherever they lie in a table of any size, evenly spread or not, as often as they are there, up to
    a bound; keys that are not there are not found.
    """
    draw, most = np.random.default_rng(entries), 5
    keys = draw.integers(0, 1 << 32, entries, np.uint64)
    if crowded:
        keys = np.concatenate([keys % np.uint64(70_000), np.repeat(keys[:20], 9)])
    held = np.sort(keys << np.uint64(32) | np.arange(len(keys), dtype=np.uint64))
    table = tables.made(held, np.arange(len(keys), dtype=np.int32), most)
    asked = np.unique(np.concatenate([keys[::3], draw.integers(0, 1 << 32, 500, np.uint64), keys[::7] + np.uint64(1)]))
    asked = np.concatenate([asked[asked < np.uint64(1 << 32)], np.array([(1 << 32) - 1], np.uint64)])
    found = tables.find(table, asked << np.uint64(32), most)
    names, times = np.unique(keys, return_counts=True)
    there = dict(zip(names.tolist(), np.minimum(times, most).tolist(), strict=True))
    assert found.counts.tolist() == [there.get(key, 0) for key in asked.tolist()]
    before = np.concatenate([[0], np.cumsum(np.minimum(times, most))])[np.searchsorted(names, asked)]
    hit = found.counts > 0
    np.testing.assert_array_equal(found.begins[hit], before[hit])
