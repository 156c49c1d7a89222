"""Records to the rows of tables and of JSON lines."""

from __future__ import annotations

from typing import Any

import orjson

from cleanroom.records import Clean

#: fields of a kept story that the product writes; a record's own field of that name becomes own_<name>
_RESERVED = ("id", "text", "story", "copies")


def document_row(clean: Clean) -> dict[str, Any]:
    """A cleaned document as a row of the table `documents`."""
    own = clean.fields.get("source")
    return {
        "id": clean.id, "raw": clean.raw, "text": clean.text, "title": clean.title, "date": clean.date,
        "author": clean.author, "url": clean.url, "source": own if isinstance(own, str) and own else clean.source,
        "lang": clean.lang, "kind_of_input": clean.kind_of_input, "comments": list(clean.comments),
        "captions": list(clean.captions), "notes": list(clean.notes), "fields": json_line(dict(clean.fields)).decode(),
    }  # fmt: skip


def kept_row(row: dict[str, Any]) -> dict[str, Any]:
    """A line of kept.jsonl: the story, then the record's own fields; a clash of names is settled by a prefix."""
    own = orjson.loads(row.pop("fields"))
    for name, value in own.items():
        if name not in row:
            row[name] = value
        elif name in _RESERVED:
            row[f"own_{name}"] = value
    return row


def json_line(value: Any) -> bytes:
    """A value as JSON; what JSON does not know, such as a date, becomes a string."""
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS, default=str)
