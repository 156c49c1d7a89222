"""Records to the rows of tables and of JSON lines."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from cleanroom.records import Clean
from cleanroom.write.formats.jsonl import line as json_line
from cleanroom.write.formats.jsonl import value_of

#: no fields, as a line of JSON
NO_FIELDS = "{}\n"


def document_row(clean: Clean) -> dict[str, Any]:
    """A cleaned document as a row of the table `documents`."""
    return {
        "id": clean.id, "raw": clean.raw, "text": clean.text, "title": clean.title, "date": clean.date,
        "author": clean.author, "url": clean.url, "source": own_source(clean),
        "lang": clean.lang, "kind_of_input": clean.kind_of_input, "comments": list(clean.comments),
        "captions": list(clean.captions), "notes": list(clean.notes), "fields": own_fields(clean),
    }  # fmt: skip


def own_source(clean: Clean) -> str:
    """The record's own field `source`, else what was found out."""
    own = clean.fields.get("source")
    return own if isinstance(own, str) and own else clean.source


def own_fields(clean: Clean) -> str:
    """The record's own other fields as a JSON object."""
    return json_line(clean.fields).decode() if clean.fields else NO_FIELDS


def kept_row(row: dict[str, Any]) -> dict[str, Any]:
    """A line of kept.jsonl: the story, then the record's own fields; one whose name is taken becomes own_<name>."""
    own = value_of(row.pop("fields"))
    for name, value in own.items():
        if value in (None, row.get(name)) and name in row:
            continue
        free = name
        while free in row:
            free = f"own_{free}"
        row[free] = value
    return row


def clean_row(clean: Clean, explain: bool = False) -> dict[str, Any]:
    """A cleaned document as `cleanroom clean` writes it, its cuts included if they are asked for."""
    row = document_row(clean)
    del row["raw"]
    if explain:
        row["removed"] = [asdict(cut) for cut in clean.removed]
    return kept_row(row)


def clean_line(clean: Clean, explain: bool = False) -> bytes:
    """The same as a line of JSON."""
    return json_line(clean_row(clean, explain))
