"""Texts of strangers on a page: escaped, and without characters that change what the reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

#: characters that are known of how a text begins
OPENING = 160

#: controls, marks and overrides of direction, halves of surrogate pairs, private tags
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(value: Any) -> Any:
    """A text with such characters as ⟦U+202E⟧; markup that the templates made, and all else, as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _UNSEEN.sub(lambda found: f"⟦U+{ord(found[0]):04X}⟧", value)
    return value


def parts(text: str, start: int = 0) -> Iterator[tuple[int, str, bool]]:
    """A text in parts: offset, characters, and whether it is one that is only named."""
    at = 0
    for found in _UNSEEN.finditer(text):
        if found.start() > at:
            yield start + at, text[at : found.start()], False
        yield start + found.start(), found[0], True
        at = found.end()
    if at < len(text):
        yield start + at, text[at:], False


def shorten(text: str, most: int = 120) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most and len(text) <= 4 * most else line[: most - 1].rstrip() + "…"


def name_of(row: Mapping[str, Any], most: int = 120) -> str:
    """What a document or story is called: its title, else how it begins, else its id."""
    opening = row["opening"] + "…" if len(row["opening"]) >= OPENING else row["opening"]
    return shorten(row["title"] or opening or row["id"], most)
