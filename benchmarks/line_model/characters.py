"""Write the tables of characters that the line model uses: class, lower case, list marks.

    python benchmarks/line_model/characters.py cleanroom/clean/model/characters.npz

They are shipped, so that another Unicode version of Python gives no other answers.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import numpy as np
from storing import save

from cleanroom.clean.model import characters as c

SIGNS = {
    c.SPACE: "\t\x0b\x0c\x1c\x1d\x1e\x1f \u200b\ufeff\u200e\u200f\u00ad",
    c.NEWLINE: "\n\r\x85\u2028\u2029",
    c.PERIOD: ".。．｡…۔։।",
    c.COMMA: ",;、，；،؛",
    c.COLON: ":：",
    c.ASK: "!?！？؟¿¡",
    c.QUOTE: "\"'“”„‚‘’«»‹›「」『』`´",
    c.OPEN: "([{（【〔《〈［",
    c.CLOSE: ")]}）】〕》〉］",
    c.DASH: "-–—‐‑−―〜~",
    c.WIDE: "ー",
    c.MARK: "|/\\><·•*+▸►▶▼▲→←↑↓◆■□●○※★☆✓×_=#◦▪‣⁃¦",
}
BY_SIGN = {sign: number for number, signs in SIGNS.items() for sign in signs}
BULLETS = "*+•·▸►▶◆■□●○◦▪‣⁃※-–—#"
BY_CATEGORY = {
    "Z": c.SPACE, "Nd": c.DIGIT, "No": c.DIGIT, "Nl": c.DIGIT, "Lu": c.UPPER, "Lt": c.UPPER, "Ll": c.LOWER,
    "M": c.OTHER, "So": c.EMOJI,
}  # fmt: skip


def class_of(point: int) -> int:
    """The class of a code point."""
    sign = chr(point)
    if sign in BY_SIGN:
        return BY_SIGN[sign]
    category = unicodedata.category(sign)
    for key in (category, category[0]):
        if key in BY_CATEGORY:
            return BY_CATEGORY[key]
    if category[0] == "L":
        wide = 0x2E80 <= point <= 0xA4CF and not 0x3130 <= point <= 0x318F
        return c.WIDE if wide or 0xF900 <= point <= 0xFAFF or 0xFF66 <= point <= 0xFF9D else c.OTHER
    if category[0] == "C":
        return c.EMOJI if 0xD800 <= point <= 0xF8FF else c.SPACE
    return c.SYMBOL


def lower_of(point: int) -> int:
    """Its lower case, where that is one code point."""
    low = chr(point).lower()
    return ord(low) if len(low) == 1 and ord(low) <= c.TOP else point


def main() -> int:
    """Write the tables."""
    points = range(c.TOP + 1)
    classes = np.fromiter(map(class_of, points), np.uint8, len(points))
    classes[c.TOP] = c.EMOJI
    lower = np.fromiter(map(lower_of, points), np.uint16, len(points))
    steps = np.arange(len(points), dtype=np.uint16)
    bullets = np.isin(np.arange(len(points)), [ord(sign) for sign in BULLETS])
    save(Path(sys.argv[1]), {"classes": classes, "lower": lower - steps, "bullets": bullets})
    return 0


if __name__ == "__main__":
    sys.exit(main())
