"""Lines to the units that are judged: wrapped text is joined into paragraphs, one-line text is cut at sentences.

Any other text has its lines as units. A unit's text is as long as its span of the page, so that every offset still
refers to the raw text: each line break inside it is one blank, and nothing else is changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleanroom.clean.lazy import pattern
from cleanroom.clean.segment import BREAKS, View, segment

_BREAK = re.compile(rf"[{BREAKS}]")
#: characters that take two columns of a terminal
_WIDE = pattern(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
)
_BULLETS = frozenset("*+•·▸►▶◆■□●○◦▪‣⁃※-–—#")
#: columns at which texts are wrapped: narrower are poems and lists, wider are paragraphs of one line
_NARROWEST, _WIDEST = 40, 200
#: lines of a wrapped text, and lines of some width, at least; characters of these, and of lines that no margin holds
_FEWEST, _FEWEST_WIDE, SHORT, LONG = 4, 3, _NARROWEST // 2, _WIDEST + 3
#: share of the characters that may stand in lines beyond the margin: a table, an address
_BEYOND = 0.10
#: a line this close to the margin is a full one
_NEAR = 14
#: of the lines that another follows, how many must end where the next word would not have fitted, or near the margin
_TIGHT, _CLOSE = 0.6, 0.45
#: and the share of all characters that full lines hold
_FULL_SHARE = 0.12
#: and of what follows full lines, no more than this share may open with a capital: of English text one line in six
#: does, of German one in three
_ANEW = 0.8
_OPENING_MARKS = re.compile(r"^[^\w]+")
#: a continuation stands at most so much further right, or left, than the line above
_RIGHT, _LEFT = 6, -12
#: characters of a line that may be a whole page, and its share of the text
_FLAT_LINE, _FLAT_SHARE = 1200, 0.8


def units(text: str) -> tuple[View, ...]:
    """The units of a text, in order."""
    lines = tuple(segment(text))
    return _cut_flat(_join_wrapped(text, lines))


def is_wrapped(units_of_text: Sequence[View]) -> bool:
    """Whether lines were joined."""
    return any(unit.rows > 1 for unit in units_of_text)


def _join_wrapped(text: str, lines: tuple[View, ...]) -> tuple[View, ...]:
    lengths = [len(line.text) for line in lines]
    beyond = sum([length for length in lengths if length > LONG])
    if not may_be_wrapped(len(lines), sum(lengths), beyond, len([length for length in lengths if length > SHORT])):
        return lines
    widths = [_columns(line.text) + line.indent for line in lines]
    follows = [not after.blank and not after.gap for after in lines[1:]] + [False]
    nexts = [_first_word(line.text) for line in lines[1:]] + [0]
    margin = _margin(widths, follows, nexts)
    full = [_is_full(width, following, margin) for width, following in zip(widths, nexts, strict=True)]
    if not margin or _opens_anew(lines, full):
        return lines
    joined: list[list[View]] = []
    for index, line in enumerate(lines):
        if index and _continues(lines[index - 1], line, widths[index - 1], follows[index - 1], margin):
            joined[-1].append(line)
        else:
            joined.append([line])
    return tuple(_joined(text, index, group) for index, group in enumerate(joined))


def may_be_wrapped(lines: int, chars: int, beyond: int, wider: int) -> bool:
    """A look at the lengths that most texts do not survive: paragraphs of one line pass any margin. Of so many `chars`
    so many stand `beyond`, in lines of more than LONG; so many lines have more than SHORT."""
    return lines >= _FEWEST and beyond <= _BEYOND * chars and wider >= _FEWEST_WIDE


def may_be_flat(chars: int, longest: int) -> bool:
    """Whether a line of this length may be a whole page."""
    return longest > _FLAT_LINE and longest >= _FLAT_SHARE * chars


def span_of(text: str, start: int, end: int) -> str:
    """The text of a unit: each line break in it is one blank."""
    return _BREAK.sub(" ", text[start:end])


def _columns(text: str) -> int:
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def _first_word(text: str) -> int:
    return 2 if _WIDE.match(text) else len(text.split(maxsplit=1)[0])


def _margin(widths: Sequence[int], follows: Sequence[bool], nexts: Sequence[int]) -> int:
    """The column a text was wrapped at, 0 if it was not.

    Lines crowd below a right margin that hardly any passes, and a line that another follows is full.
    """
    long = sorted(width for width in widths if width > _NARROWEST)
    if len(long) < 3:
        return 0
    margin = long[int(0.98 * (len(long) - 1))] if len(long) > 60 else long[-1]
    margin = margin if margin <= _WIDEST else long[int(0.9 * (len(long) - 1))]
    total = sum(widths)
    if margin > _WIDEST or sum(width for width in widths if width > margin + 2) > _BEYOND * total:
        return 0
    rows = [(w, n) for w, follow, n in zip(widths, follows, nexts, strict=True) if follow and w <= margin + 2]
    near = [w for w, _ in rows if w > margin - _NEAR and w > _NARROWEST]
    filled = [w + 1 + n > margin - 2 for w, n in rows if w > 0.55 * margin]
    if len(near) < 3 or sum(filled) < _TIGHT * max(1, len(filled)) or len(near) < _CLOSE * max(1, len(filled)):
        return 0
    return margin if sum(near) >= _FULL_SHARE * total else 0


def _is_full(width: int, following: int, margin: int) -> bool:
    """Whether a line is so wide that the first word of the next one would not have fitted, or hardly."""
    return width >= 0.5 * margin and width + 1 + following > margin - 3


def _opens_anew(lines: Sequence[View], full: Sequence[bool]) -> bool:
    """Whether nearly all that follows full lines opens like a sentence: each is a paragraph, nearly of one length."""
    openings = [
        _OPENING_MARKS.sub("", after.text)[:1].isupper()
        for above, after, held in zip(lines, lines[1:], full, strict=False)
        if held and not after.blank and not after.gap
    ]
    return sum(openings) >= _ANEW * len(openings)


def _continues(above: View, line: View, width: int, follows: bool, margin: int) -> bool:
    """Whether a line goes on with the sentence above: that line is full, and this one begins no list item."""
    if not follows or width > margin + 3 or not _is_full(width, _first_word(line.text), margin):
        return False
    bullet = line.text[0] in _BULLETS and line.text[1:2].isspace()
    return not bullet and _LEFT <= line.indent - above.indent <= _RIGHT


def _joined(text: str, index: int, group: Sequence[View]) -> View:
    first, last = group[0], group[-1]
    if first is last:
        return View(index, first.start, first.end, first.text, first.gap, 1, first.blank, first.indent)
    span = span_of(text, first.start, last.end)
    return View(index, first.start, last.end, span, first.gap, len(group), first.blank, first.indent)


def _cut_flat(lines: tuple[View, ...]) -> tuple[View, ...]:
    lengths = [len(line.text) for line in lines]
    most = max(lengths, default=0)
    if not may_be_flat(sum(lengths), most):
        return lines
    longest = lines[lengths.index(most)]
    if longest.rows > 1:
        return lines
    from cleanroom.clean.sentences import sentence_spans  # noqa: PLC0415  (numpy, which few texts need here)

    cut: list[View] = []
    for line in lines:
        spans = sentence_spans(line.text) if line is longest else [(0, len(line.text))]
        for number, (start, end) in enumerate(spans):
            first = number == 0
            cut.append(
                View(
                    len(cut), line.start + start, line.start + end, line.text[start:end], line.gap and first, 1,
                    line.blank if first else 0, line.indent if first else 0, line is longest,
                )
            )  # fmt: skip
    return tuple(cut)
