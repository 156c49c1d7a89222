"""Comparisons to relations: copy, excerpt or different. Vectorised, no order, no text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup.verify import Comparisons, Floats
from cleanroom.dedup.words import Bools, Ints


class Judged(NamedTuple):
    """What m pairs are, found out once: copies, forms that are filled in twice (`templated`), short texts of which
    each ends with words of its own.
    """

    copy: Bools
    form: Bools
    ends: Bools


def judged(found: Comparisons, config: DedupConfig) -> Judged:
    """`copies` and what are none, for those who ask for more than one of the relations."""
    form, ends = templated(found, config), _other_endings(found, config)
    return Judged(_alike(found, config) & ~form & ~ends, form, ends)


def copies(found: Comparisons, config: DedupConfig) -> Bools:
    """Pairs of which one text can stand for the other (m): alike as sets, one of them for the larger part, or the
    shorter one within the longer; and no forms nor short texts with other endings.

    Coverage counts words in shared shingles, so a misread word costs one word, not three shingles: it finds
    truncated and noisy copies whose Jaccard is low. Reports of two days that end with the same background are alike as
    sets, but most of each is its own.
    """
    return judged(found, config).copy


def _alike(found: Comparisons, config: DedupConfig) -> Bools:
    """`copies`, and those that are none for other facts or endings."""
    shorter, longer = shorter_and_longer(found, config)
    limit, ease = config.coverage_limit, np.where(_misread(found, config), config.misread_ease, 1.0)
    within = (
        (shorter >= ease * min(config.coverage_factor * config.threshold, limit))
        & (longer >= min(config.longer_factor * config.threshold**2, limit))
        & (shorter + longer >= ease * config.coverage_sum)
    )
    equal = (found.shared == found.sizes[:, 0]) & (found.shared == found.sizes[:, 1])
    enough = equal | (found.shared >= config.min_shared)
    mostly = equal | (found.coverage.max(axis=1) >= min(config.majority, config.coverage_factor * config.threshold))
    alike = mostly & (found.jaccard >= config.threshold)
    found_alike: Bools = enough & (within | alike)
    return found_alike


def shorter_and_longer(found: Comparisons, config: DedupConfig) -> tuple[Floats, Floats]:
    """Covered share of the text with fewer words, and of the other one. Words that are only aligned count in full at
    half of `misread_threshold`, and not at all from there on: who asks for more wants no misread copies. Nor do they in
    short texts that are unlike as sets: forms have their fixed words in the same places.
    """
    usual = min(max(2 - 2 * config.threshold / config.misread_threshold, 0.0), 1.0)
    weight = np.where(_unlike(found, config), 0.0, usual)[:, None]
    first_is_shorter = found.words[:, 0] <= found.words[:, 1]
    a, b = (found.coverage + weight * (found.alignment - found.coverage)).T
    return np.where(first_is_shorter, a, b), np.where(first_is_shorter, b, a)


def _misread(found: Comparisons, config: DedupConfig) -> Bools:
    """Pairs of which one text at least is misread all over (m): of what is aligned little is shared word by word."""
    if config.threshold >= config.misread_threshold:
        return np.zeros(len(found), bool)
    result: Bools = found.covered.sum(axis=1) < config.misread_covered * found.aligned.sum(axis=1)
    return result & ~_unlike(found, config)


def _unlike(found: Comparisons, config: DedupConfig) -> Bools:
    """Short texts that are unlike as sets (m): what is aligned in them are the fixed words of a form."""
    result: Bools = _short(found, config) & (found.jaccard < config.short_jaccard)
    return result


def templated(found: Comparisons, config: DedupConfig) -> Bools:
    """Pairs that are one form filled in twice (m): what differs is names and numbers, on both sides, all
    over.

    Looked at are short gaps between shared passages, and in them the words that the other text has nowhere. Misread
    words stand there too, but among them are no more names and numbers than in the texts as a whole; so what counts is
    how many more there are, in standard deviations of a draw from the texts' words.
    """
    names, changed = found.names.sum(axis=1), (found.names + found.others).sum(axis=1)
    usual = found.named.sum(axis=1) / np.maximum(found.words.sum(axis=1), 1)
    more, spread = names - usual * changed, np.sqrt(usual * (1 - usual) * changed)
    plain = (
        (names >= config.template_share * changed)
        & (names >= config.template_density * found.covered.sum(axis=1))
        & (more >= config.template_sure * spread)
    )
    misread = (more >= config.template_noisy_sure * spread) & (
        more >= config.template_noisy_density * (1 - usual) * found.aligned.sum(axis=1)
    )
    long: Bools = (found.names.min(axis=1) >= config.template_names) & (plain | misread)
    return long | _short_forms(found, config)


def _short_forms(found: Comparisons, config: DedupConfig) -> Bools:
    """The same of short texts (m), which have room for two changed names: counted with those at either end, where
    most forms say what they are about, if others between shared passages differ too; a dateline is nothing else.
    And texts of which each has numbers of its own all over, whatever else differs.
    """
    both = (found.names.min(axis=1) >= 1) & (found.edge_names.min(axis=1) >= 1)
    names = found.names + both[:, None] * found.edge_names
    all_names, changed = names.sum(axis=1), (names + found.others).sum(axis=1)
    usual = found.named.sum(axis=1) / np.maximum(found.words.sum(axis=1), 1)
    inner = (found.names + found.others).sum(axis=1)
    numbers = (found.numbers.min(axis=1) >= config.template_names) & (
        found.numbers.sum(axis=1) >= config.short_numbers * inner
    )
    result: Bools = (
        _short(found, config)
        & (usual <= config.short_usual)
        & (names.min(axis=1) >= config.short_names)
        & ((names - found.numbers).min(axis=1) >= 1)
        & (all_names - usual * changed >= config.template_noisy_sure * np.sqrt(usual * (1 - usual) * changed))
        & (all_names >= config.short_share * changed)
        & (all_names >= config.short_density * found.covered.sum(axis=1))
    )
    numbered: Bools = _short(found, config) & numbers
    return result | numbered


def _short(found: Comparisons, config: DedupConfig) -> Bools:
    result: Bools = found.words.max(axis=1) <= config.short_words
    return result


def _other_endings(found: Comparisons, config: DedupConfig) -> Bools:
    """Pairs of short texts that are alike but end each with a clause of its own (m): words that the other one has
    nowhere. Of a truncated text and the whole one only the whole one has that.
    """
    own = found.tail_words.min(axis=1)
    share = (found.tail_words / np.maximum(found.words, 1)).min(axis=1)
    alike = found.coverage.min(axis=1) >= config.majority
    result: Bools = _short(found, config) & alike & (own >= config.end_words) & (share >= config.end_share)
    return result


def other_facts(found: Comparisons, form: Bools, config: DedupConfig) -> Bools:
    """Of forms (m) those of which hardly another word differs (m): neither text is misread or reworded."""
    names, others = found.names.sum(axis=1), found.others.sum(axis=1)
    result: Bools = form & (names >= config.template_share * (names + others))
    return result


def quotations(found: Comparisons, config: DedupConfig, known: Judged | None = None) -> Bools:
    """Which texts of each pair have a long passage of the other one, without being a copy (m × 2)."""
    known = known or judged(found, config)
    within = found.coverage >= np.where(_short(found, config), config.short_excerpt, 0.0)[:, None]
    long = within & (found.passage >= config.excerpt_passage)
    result: Bools = long & ~(known.copy | known.form | known.ends)[:, None]
    return result


def excerpts(found: Comparisons, config: DedupConfig, known: Judged | None = None) -> Bools:
    """Which texts of each pair are made of the other one's passages to a large part, without being a
    copy (m × 2).
    """
    return quotations(found, config, known) & enough_quoted(found.coverage, found.passage, config)


def enough_quoted(coverage: Floats, passage: Ints, config: DedupConfig) -> Bools:
    """Whether quoted passages are so large a part of a text, or one is so long, that it is an excerpt."""
    long = (passage >= config.excerpt_long_passage) & (coverage >= config.excerpt_long_coverage)
    result: Bools = long | (coverage >= config.excerpt_coverage)
    return result


def updates(
    found: Comparisons, dates: Sequence[int] | Ints, config: DedupConfig, known: Judged | None = None
) -> Bools:
    """Which text of each copy pair is a later version of the other (m × 2): younger, with a new passage.

    dates: a sortable number for each document, 0 if unknown.
    """
    moment = np.asarray(dates, np.int64)[found.pairs]
    before = moment[:, ::-1]
    younger = (moment > before) & (before > 0)
    return younger & (found.fresh >= config.update_passage) & (known or judged(found, config)).copy[:, None]


def near_limit(found: Comparisons, config: DedupConfig) -> Bools:
    """Pairs worth showing to a person although they may have been rejected (m)."""
    shorter, _ = shorter_and_longer(found, config)
    return (found.jaccard >= config.near_limit * config.threshold) | (
        shorter >= config.near_limit * min(config.coverage_factor * config.threshold, config.coverage_limit)
    )
