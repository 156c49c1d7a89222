"""Furniture to the end: a rule says that nothing of the text follows its line."""

from __future__ import annotations

from collections.abc import Iterator

from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Verdicts on all lines below the first line whose rule ends the text, if no prose is among them."""
    for index in sheet.known:
        for hit in sheet.hits[index]:
            if hit.rule.run == "rest" and index > sheet.last_prose >= 0:
                for below in range(index + 1, len(sheet.views)):
                    if not sheet.is_hit(below):
                        yield sheet.verdict(below, hit.rule.kind, hit.rule.code, hit.rule.confidence)
                return
