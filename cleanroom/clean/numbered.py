"""Links as terminal browsers number them: "[12]" in front of the word that is the link, the addresses below the page.

`lynx -dump` and its kin print both unless they are told not to. The numbers hide the words of buttons and headings from
the rules; so lines are judged without them, each number a few blanks, and the numbers are cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanroom.clean.lazy import pattern
from cleanroom.records import Verdict

_NUMBER = pattern(r"(?<![^\W_])\[(\d{1,4})\](?=[^\s.,;:)])")
_ADDRESS = pattern(
    r"^[ \t]*(\d{1,4})\. (?:https?|ftp|mailto|file|javascript|tel|about|data|news):\S*[ \t]*$", re.MULTILINE
)
_HEADING = pattern(
    r"^[ \t]*(?:References|Verweise|Références|Referencias|Riferimenti|Verwijzingen|(?:Visible|Hidden) links:?)[ \t]*$",
    re.MULTILINE,
)
#: addresses, and numbers in the text, at least
_FEWEST = 2
_SURE = 0.99


def numbered(text: str) -> list[Verdict]:
    """Verdicts on the numbers of a page and on its list of addresses, in order; none where the list is not there."""
    if "[1]" not in text or "1. " not in text:
        return []
    addresses = list(_ADDRESS.finditer(text))
    if len(addresses) < _FEWEST or not _is_rest(text, addresses[0].start()):
        return []
    start = min([found.start() for found in _HEADING.finditer(text)] + [addresses[0].start()])
    if not _is_rest(text, start):
        start = addresses[0].start()
    known = {found[1] for found in addresses}
    numbers = [found for found in _NUMBER.finditer(text, 0, start) if found[1] in known]
    if len(numbers) < _FEWEST:
        return []
    marks = [Verdict(found.start(), found.end(), "navigation", "run.link-number", _SURE) for found in numbers]
    return [*marks, *_lines(text, start)]


def without(text: str, verdicts: list[Verdict]) -> str:
    """The text with blanks for what was found, as long as before."""
    parts, at = [], 0
    for verdict in verdicts:
        parts += [text[at : verdict.start], " " * (verdict.end - verdict.start)]
        at = verdict.end
    return "".join([*parts, text[at:]])


def _is_rest(text: str, start: int) -> bool:
    """Whether nothing but addresses and their headings follows."""
    return not _HEADING.sub("", _ADDRESS.sub("", text[start:])).strip()


def _lines(text: str, start: int) -> Iterator[Verdict]:
    at = start
    for line in text[start:].split("\n"):
        if stripped := line.strip():
            begin = at + line.index(stripped[0])
            yield Verdict(begin, begin + len(stripped), "navigation", "run.link-list", _SURE)
        at += len(line) + 1
