"""The cleaning stage: one record in, one Clean out; nothing is cut but by `separate`.

extract/   record to page: plain text as it is, HTML through trafilatura, told where the article is
numbered   numbers of links and lists of addresses, as terminal browsers print them
segment    page to lines
templates  lines that recur over the stories of a source (profile: the same as JSON, to keep)
units      lines to what is judged: wrapped text joined, one-line text cut
sentences  where one-line text is cut
lines      the units of a text, in columns
rules/     what a line says:      phrases, patterns and shapes, as data
runs/      what lines say together: widgets, comment sections, lists of stories, the head
sheet      lines and rule hits of one page, laid out for judging
spans      texts to units as arrays
lookup     rules, and what else is looked for, as tables
glance     a look over the lines of many texts at once: which steps can skip them
marks      what that look says of a line
kernels/   their loops, compiled
model/     what no phrase can know: a trained model of lines
opinions   what the model thinks of a page: its kind, and each unit
pieces     one answer for all lines of a sentence that a dump tore
judge      which verdicts are upheld, given the kind of input
protected  what the model alone does not cut from an extracted text
between    single lines amid what is cut
headline   the title of a page dump
findings   all that was found out about a page
settle     judging what is left until nothing more goes
separate   the cut
streams    kinds that become fields
lazy       what is made when first asked for
dates      dates as pages print them, to ISO
people     how authors are named
language   a guess at the language, for the field
kinds      what a cut can be
stage      the steps together, on one record and on batches
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleanroom.clean.findings import Examination
    from cleanroom.clean.kinds import check_kinds
    from cleanroom.clean.stage import clean_batch, clean_record, cut, examine, learn, take_batch, take_record
    from cleanroom.clean.templates import Learner, Profile

__all__ = [
    "Examination", "Learner", "Profile", "check_kinds", "clean_batch", "clean_record", "cut", "examine", "learn",
    "take_batch", "take_record",
]  # fmt: skip

_HOMES = {"Examination": "findings", "Learner": "templates", "Profile": "templates", "check_kinds": "kinds"}


def __getattr__(name: str) -> Any:
    """A name, imported when it is first used: deduplication alone needs next to nothing of what cleaning imports."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES.get(name, 'stage')}"), name)
    globals()[name] = value
    return value
