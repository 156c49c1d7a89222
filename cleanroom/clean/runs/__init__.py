"""Recognisers of junk that spans lines. Each is a function from a Sheet to verdicts; to add one, write its file
and name it here.

    bylines   names of authors around the head, with their role or date; "Posted by ... at ..." below the text
    head      headline, byline and date above the text; a date glued to its first words
    captions  lines that the markup calls the caption of a picture
    widgets   what players leave: clocks, buttons and the titles between them
    related   a heading and the titles below it; titles with their source behind a dash
    comments  the readers' part, from its heading or first signature to the end (signatures: who wrote, when)
    buttons   what a discussion prints below each post: buttons that recur
    unsigned  readers' comments without names: lines that keep speaking to the author
    about     a heading "About ..." below the text, and who is told of under it
    biography what a page says of the author, below the text or on top
    edges     what is doubtful inside a text and sure at its ends: a source, a copyright line
    footer    a line after which nothing of the text follows
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cleanroom.clean.runs import (
    about,
    biography,
    buttons,
    bylines,
    captions,
    comments,
    edges,
    footer,
    head,
    related,
    unsigned,
    widgets,
)
from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

RUNS: tuple[Callable[[Sheet], Iterable[Verdict]], ...] = (
    comments.find,
    captions.find,
    widgets.find,
    related.find,
    buttons.find,
    unsigned.find,
    about.find,
    biography.find,
    edges.find,
    footer.find,
    head.find,
    bylines.find,
)


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Every verdict of every recogniser."""
    for run in RUNS:
        yield from run(sheet)
