"""The rules: ordered, visible data. A rule goes into the pack of its language, in one place:

    common      signs, shapes and names that need no language
    heads       what needs no language around the headline, and captions that end with their credit
    glued       what was glued to a paragraph, in every language
    sources     where a text comes from, in languages without a pack for it
    en, de, fr, es, …   phrases of one language: what runs through the text
    …_media, …_sources  phrases of one language: players and pictures; where a text comes from
    …_page, …_notices, …_comments, …_promotions, …_requests   phrases of one language: the page around it
    …_asides, …_platforms   phrases of one language: what stands between paragraphs; what platforms print
    rule        what a rule is
    shapes      predicates for what no phrase can describe
    users       users' own rules, from TOML
    engine      the only code that applies rules
"""

from __future__ import annotations

from functools import cache

from cleanroom.clean.rules import (
    ar,
    cjk,
    common,
    de,
    de_notices,
    de_page,
    en,
    en_asides,
    en_comments,
    en_media,
    en_notices,
    en_platforms,
    en_promotions,
    en_requests,
    en_sources,
    es,
    es_notices,
    es_page,
    fr,
    fr_notices,
    fr_page,
    glued,
    heads,
    it,
    it_page,
    nl,
    nl_page,
    pl,
    pl_page,
    pt,
    pt_page,
    ru,
    ru_page,
    sources,
    tr,
    tr_page,
)
from cleanroom.clean.rules.engine import Hit, RuleSet
from cleanroom.clean.rules.rule import Rule
from cleanroom.clean.rules.users import parse_rules

#: every pack, in order of priority; all are tried on every text, for pages mix languages
PACKS: tuple[tuple[Rule, ...], ...] = (
    common.RULES, heads.RULES, glued.RULES, en.RULES, en_media.RULES, en_sources.RULES, en_notices.RULES,
    en_comments.RULES, en_promotions.RULES, en_asides.RULES, en_requests.RULES, en_platforms.RULES,
    de.RULES, de_page.RULES, de_notices.RULES, fr.RULES,
    fr_page.RULES, fr_notices.RULES, es.RULES, es_page.RULES, es_notices.RULES, pt.RULES,
    pt_page.RULES, it.RULES, it_page.RULES, nl.RULES, nl_page.RULES, pl.RULES, pl_page.RULES,
    ru.RULES, ru_page.RULES, tr.RULES, tr_page.RULES, cjk.RULES, ar.RULES, sources.RULES,
)  # fmt: skip


@cache
def default_rules() -> RuleSet:
    """The shipped rules, arranged once per process."""
    return RuleSet((rule for pack in PACKS for rule in pack), shipped=True)


def measured() -> dict[str, dict[str, dict[str, int]]]:
    """Code -> kind of input -> lines hit in labelled texts and how many of them rightly.

    Written by benchmarks/rule_precision.py; a rule that hit nothing there is absent.
    """
    import json  # noqa: PLC0415  (only the catalogue asks)
    from importlib.resources import files  # noqa: PLC0415

    found: dict[str, dict[str, dict[str, int]]] = json.loads(files(__package__).joinpath("measured.json").read_text("utf-8"))
    return found


__all__ = ["PACKS", "Hit", "Rule", "RuleSet", "default_rules", "measured", "parse_rules"]
