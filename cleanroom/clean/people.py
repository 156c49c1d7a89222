"""How authors are named: the shape of a name, and what stands behind it."""

from __future__ import annotations

import re

from cleanroom.clean.lazy import pattern

#: one capitalised part of a name, and two to four of them with what stands between
NAME_PART = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’-]+"
NAME = rf"{NAME_PART}(?: (?:{NAME_PART}|de|del|della|von|van|der|den|di|da|al|el|bin|la|le|[A-Z]\.)){{1,3}}"
#: what follows a name that is a byline: who the author works for, or as what
ROLE = pattern(
    r"\b(?:staff|reporter|writer|correspondent|editor|columnist|contributor|journalist|professor|university|lecturer"
    r"|fellow|researcher|agency|press|news|redakteur(?:in)?|redaktion|korrespondent(?:in)?|universität|professorin"
    r"|journaliste|correspondante?|rédacteur|rédactrice|rédaction|université|redactor(?:a)?|redacción|corresponsal"
    r"|periodista|universidad|enviad[oa] especial|afp|reuters|dpa|ap|efe|ansa|apa|afp|epd|kna|media)\b",
    re.IGNORECASE,
)
_BEHIND_NAME = pattern(r"\s*[,|(]\s*|\s+[–—-]\s+|\s+(?:in|at|for|of)\s+(?=[A-ZÀ-Þ])")


def author(value: str) -> str:
    """The names in a byline without the role or organisation behind them: "Anna Example, Staff Writer"."""
    for found in _BEHIND_NAME.finditer(value):
        if ROLE.search(value[found.end() :]) or not found.group().strip().startswith(","):
            return value[: found.start()].strip()
    return value.strip()
