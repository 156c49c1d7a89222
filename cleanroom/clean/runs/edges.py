"""What is doubtful inside a text and sure at its ends: the name of a source, a copyright line."""

from __future__ import annotations

from collections.abc import Iterator

from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Verdicts on the first line and on the lines below all prose, by rules that are surer there."""
    if sheet.last_prose < 0:
        return
    for index in sheet.known:
        for hit in sheet.hits[index] if index == 0 or index > sheet.last_prose else ():
            if hit.rule.edge and hit.confidence == hit.rule.confidence:  # a line that tells something stays doubtful
                yield Verdict(hit.start, hit.end, hit.rule.kind, hit.rule.code, hit.rule.edge, hit.value)
