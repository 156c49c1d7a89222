"""What the markup calls the caption of a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from cleanroom.clean.extract.engine import Tree
from cleanroom.clean.extract.paragraphs import content, is_junk, upwards

#: what authors of pages call a caption; not what holds the picture too ("wp-caption")
_NAMES = re.compile(r"(?:^|[\s_-])(?:caption[\w-]*|bildunterschrift)(?:$|\s)", re.IGNORECASE)
#: characters, at most
_CHARS = 600
#: elements that a caption stands in, of those that are called so
_TAGS = ("figcaption", "p", "div", "span", "small", "em")


def captions(body: Tree) -> tuple[str, ...]:
    """The captions in the article around a body, each once."""
    region = next((e for e in upwards(body) if e.tag in ("article", "main")), body)
    found = (content(element) for element in region.iter(*_TAGS) if _is_caption(element, region))
    return tuple(dict.fromkeys(text for text in found if text))


def _is_caption(element: Tree, region: Tree) -> bool:
    if element.tag != "figcaption":
        inner = next(element.iterdescendants("figcaption", "p", "img"), None)
        if inner is not None or not _NAMES.search(element.get("class") or ""):
            return False
    above = list(_between(element, region))
    return len(content(element)) <= _CHARS and not any(e.tag == "figcaption" or is_junk(e) for e in above)


def _between(element: Tree, region: Tree) -> Iterator[Tree]:
    """The elements around one, up to the region."""
    return takewhile(lambda above: above is not region, element.iterancestors())
