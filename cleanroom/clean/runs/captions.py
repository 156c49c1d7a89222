"""Lines that the page's markup calls the caption of a picture."""

from __future__ import annotations

from collections.abc import Iterator

from cleanroom.clean.segment import fold
from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

#: characters of a caption, at most
_CHARS = 600
#: and words, at least: pictures of a list are called by the names of its entries
_WORDS = 4
_SURE = 0.97


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Verdicts on such lines, in a text from HTML."""
    if known := {fold(caption) for caption in sheet.page.captions if len(caption.split()) >= _WORDS}:
        for index, size in enumerate(sheet.views.sizes):
            if size <= _CHARS and fold(sheet.views.text(index)) in known:
                yield sheet.verdict(index, "caption", "run.known-caption", _SURE)
