"""What stands between headline and body: the stand-first, where the markup says that it is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from cleanroom.clean.extract.engine import Tree
from cleanroom.clean.extract.paragraphs import Paragraph, content, names, upwards

#: names of a stand-first, here or on one of the two elements around it
_NAMES = re.compile(
    r"lead|excerpt|stand-?first|sub-?(?:title|head|line)|intro|abstract|\bdek\b|deck|summary|teaser|chapeau|sapo|vorspann"
    r"|bajada|copete|entradilla|ingress|anons",
    re.IGNORECASE,
)
_LEVELS = 3
#: characters below which it is a label
_SHORTEST = 40


def lead_of(tree: Tree, body: Tree, found: Sequence[Paragraph]) -> list[Paragraph]:
    """The stand-first: what follows the last headline above the body, and is called so."""
    above = set(body.iterancestors())
    known = {p.element: p for p in found if p.wanted and len(p.text) >= _SHORTEST and p.element not in above}
    lead: list[Paragraph] = []
    for element in tree.iter("h1", body.tag, *{p.element.tag for p in known.values()}):
        if element is body:
            return lead
        if element.tag == "h1" and content(element):
            lead = []
        elif element in known and _is_lead(element):
            lead.append(known[element])
    return []


def _is_lead(element: Tree) -> bool:
    around = islice(upwards(element), _LEVELS)
    return any(e.get("itemprop") == "description" or _NAMES.search(names(e)) for e in around)
