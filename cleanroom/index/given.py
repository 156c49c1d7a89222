"""Documents as callers have them -> records, by the code that reads them from files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cleanroom.clean import take_record
from cleanroom.config import ReadConfig
from cleanroom.errors import RecordError, UsageError
from cleanroom.read import Wanted, wanted_of
from cleanroom.read.record import to_raw
from cleanroom.records import Clean, Document

#: a document that can be added: what `cleanroom.clean` gives, or a mapping with what a line of JSON has
Given = Clean | Document | Mapping[str, Any]


def cleans_of_given(documents: Iterable[Given]) -> list[Clean]:
    """Documents as records, texts as they are. Raises UsageError for one that is none or has no text."""
    if isinstance(documents, (str, Mapping)):
        raise UsageError(f"add takes a list of documents, not {type(documents).__name__}; give [document]")
    wanted = wanted_of(ReadConfig())
    return [_clean(document, number, wanted) for number, document in enumerate(documents, 1)]


def _clean(document: Given, number: int, wanted: Wanted) -> Clean:
    if isinstance(document, Clean):
        return document
    if isinstance(document, Document):
        given = document
        return Clean(given.id, given.text, given.text, title=given.title, date=given.date, source=given.source)
    if not isinstance(document, Mapping):
        raise UsageError(
            f"document {number} is of type {type(document).__name__}; give what cleanroom.clean gives, or a dict with "
            "id and text"
        )
    try:
        return take_record(to_raw(dict(document), "-", number, wanted))
    except RecordError as error:
        raise UsageError(f"document {number}: {error}") from error
