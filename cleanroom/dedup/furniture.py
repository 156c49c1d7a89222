"""Words that a source puts around its different texts: they say where a text stood, not what it tells.

A shingle is furniture of a source when several of the source's texts have it that are no near copies of each
other. Comparing pages by their navigation folds different stories of one site; so such words are left out of
the fingerprints, as if cleaning had cut them. Nothing is left out of the texts themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import lsh, relate
from cleanroom.dedup.fingerprint import (
    Fingerprints,
    cover,
    fingerprint_words,
    shingle_sequences,
    shingle_sets,
    shingle_widths,
)
from cleanroom.dedup.stories import leaders
from cleanroom.dedup.verify import Comparisons, verify
from cleanroom.dedup.words import Bools, Hashes, Ints, Words, contains, offsets_of, take_rows


def without_furniture(words: Words, sources: Sequence[str], config: DedupConfig) -> Words:
    """The words less the furniture of their sources; a text of which hardly anything would be left stays
    whole.

    sources: one name for each text, "" if unknown (then it is left alone).
    """
    return without(words, furniture_words(words, sources, config))


def furniture_words(words: Words, sources: Sequence[str], config: DedupConfig) -> Bools:
    """Which words `without_furniture` leaves out; of one source nothing depends on the texts of others."""
    drop = np.zeros(len(words.hashes), bool)
    groups = large_sources(sources, config.furniture_texts)
    if not groups:
        return drop
    rows = np.array(sorted(row for group in groups for row in group), np.int64)
    fingerprints = fingerprint_words(_some(words, rows), config)
    distinct = _distinct(fingerprints, [sources[row] for row in rows.tolist()], config)
    place = {row: number for number, row in enumerate(rows.tolist())}
    for group in groups:
        local = np.array([place[row] for row in group])
        least = max(config.furniture_texts, int(np.ceil(config.furniture_share * len(group))))
        found = furniture_shingles(fingerprints, local[distinct[local]], least)
        if len(found):
            _, flat = take_rows(words.offsets, np.array(group))
            drop[flat] = _in_furniture(_some(words, np.array(group)), found, config)
    return drop & ~_spared(words, drop, config.furniture_rest)


def without(words: Words, drop: Bools) -> Words:
    """The words of each text less those to drop."""
    if not drop.any():
        return words
    counts = np.diff(np.concatenate([[0], np.cumsum(~drop)])[words.offsets])
    return Words(offsets_of(counts), words.hashes[~drop], words.flags[~drop])


def forms(whole: Words, words: Words, found: Comparisons, config: DedupConfig) -> Bools:
    """Pairs that are copies without their furniture but one form filled in twice with it (m).

    The fixed text of a source's reports is furniture too; what is left of them may be alike by chance.
    """
    changed = np.diff(whole.offsets) != np.diff(words.offsets)
    doubtful = np.flatnonzero(relate.copies(found, config) & changed[found.pairs].any(axis=1))
    veto = np.zeros(len(found), bool)
    if len(doubtful):
        rows, pairs = np.unique(found.pairs[doubtful], return_inverse=True)
        chosen = _some(whole, rows)
        sets = shingle_sets(*shingle_sequences(chosen, config))
        again = Fingerprints(*sets, np.empty((len(rows), 0), np.uint32), chosen)
        compared = verify(again, pairs.reshape(-1, 2), replace(config, compare_share=0.0))
        place = {(a, b): row for row, (a, b) in zip(doubtful.tolist(), pairs.reshape(-1, 2).tolist(), strict=True)}
        for a, b in compared.pairs[relate.templated(compared, config)].tolist():
            veto[place[a, b]] = True
    return veto


def furniture_shingles(fingerprints: Fingerprints, rows: Ints, least: int) -> Hashes:
    """Sorted shingles that at least so many of the rows have."""
    if len(rows) < least:
        return np.empty(0, np.uint64)
    _, places = take_rows(fingerprints.offsets, rows)
    shingles = np.sort(fingerprints.shingles[places])
    # a row has a shingle once, so one that occurs `least` times stands equal at that distance
    many = shingles[least - 1 :] == shingles[: max(0, len(shingles) - least + 1)]
    return np.unique(shingles[least - 1 :][many])


def large_sources(sources: Sequence[str], least: int) -> list[list[int]]:
    """Rows of each named source with at least so many texts."""
    if not any(sources):  # in a run of many texts without one, that saves a look at each
        return []
    rows: dict[str, list[int]] = defaultdict(list)
    for row, source in enumerate(sources):
        if source:
            rows[source].append(row)
    return [group for _, group in sorted(rows.items()) if len(group) >= least > 0]


def _distinct(fingerprints: Fingerprints, sources: Sequence[str], config: DedupConfig) -> Bools:
    """One of each group of near copies within a source, by estimate: a text crawled ten times is one text."""
    digests = lsh.set_digests(fingerprints.offsets, fingerprints.shingles)
    names = np.unique(np.array(sources), return_inverse=True)[1]
    same = lsh.collapse_within(digests, names)
    ranks = lsh.precedence(np.diff(fingerprints.offsets), digests)
    rows = np.flatnonzero((same == np.arange(len(same))) & (np.diff(fingerprints.offsets) > 0))
    near = replace(config, threshold=config.furniture_near, estimate_floor=1.0)
    pairs = lsh.band_pairs(fingerprints.signatures, rows, ranks, near, names)
    pairs = pairs[names[pairs[:, 0]] == names[pairs[:, 1]]]
    led = leaders(pairs, np.ones(pairs.shape), np.argsort(ranks))
    distinct: Bools = (led == np.arange(len(led))) & (same == np.arange(len(same)))
    return distinct


def _in_furniture(words: Words, furniture: Hashes, config: DedupConfig) -> Bools:
    """Which words stand in a furniture shingle."""
    widths, fits = shingle_widths(words, config)
    _, sequences = shingle_sequences(words, config)
    begin = np.flatnonzero(fits)[contains(furniture, sequences)]
    return cover(begin, widths[begin], len(fits))


def _spared(words: Words, drop: Bools, least: int) -> Bools:
    """The words of texts of which fewer would be left."""
    left = np.diff(np.concatenate([[0], np.cumsum(~drop)])[words.offsets])
    return np.repeat(left < least, np.diff(words.offsets))


def _some(words: Words, rows: Ints) -> Words:
    offsets, places = take_rows(words.offsets, rows)
    return Words(offsets, words.hashes[places], words.flags[places])
