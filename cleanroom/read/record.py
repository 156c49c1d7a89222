"""A mapping with a text in it (a JSON object, a CSV or Parquet row) → one record."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from cleanroom.errors import RecordError
from cleanroom.read.document import check, is_html_page
from cleanroom.read.register import Wanted
from cleanroom.records import Raw

#: what people call the types that JSON has
_TYPES = {list: "a list", dict: "an object", bool: "true or false", int: "a number", float: "a number"}


def to_raw(
    record: dict[str, Any], source: str, position: int, wanted: Wanted, notes: tuple[str, ...] = ()
) -> Raw:
    """Make a record of a mapping, which is used up: what is left of it becomes `Raw.fields`.

    Raises RecordError `no_text`, `empty` or `too_large`.
    """
    key = _text_key(record, wanted.text_fields)
    content: str = record.pop(key)
    check(content, wanted.config)
    own_id = _id(record, wanted.id_fields) or content_id(content)
    record.pop("id", None)
    return Raw(
        own_id,
        content,
        "html" if key == "html" or is_html_page(content) else "text",
        source,
        position,
        url=_taken(record, "url"),
        date=_date(record),
        title=_taken(record, "title"),
        author=_taken(record, "author"),
        lang=_taken(record, "lang"),
        notes=notes,
        fields=record,
    )


def check_levels(value: Any, most: int) -> None:
    """RecordError `json` for lists and objects that stand in each other too deeply."""
    if _is_deeper(value, most):
        raise RecordError("json", f"nested more than {most} levels deep")


def _is_deeper(value: Any, most: int) -> bool:
    items = value.values() if type(value) is dict else value
    return not most or any(_is_deeper(item, most - 1) for item in items if type(item) in (dict, list))


def content_id(content: str) -> str:
    """The id of a record that brings none."""
    return "sha256:" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _text_key(record: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first field that holds a text. An empty one counts only if no other has more."""
    blank = ""
    for name in names:
        value = record.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            what = _TYPES.get(type(value), type(value).__name__)
            raise RecordError("no_text", f"the field {name} is {what}, not a text")
        if value and not value.isspace():
            return name
        blank = blank or name
    if not blank:
        filled = {name: value for name, value in record.items() if value is not None}
        raise RecordError("no_text", no_text(names, filled))
    return blank


def no_text(names: tuple[str, ...], there: Mapping[str, Any]) -> str:
    """What to say where none of the text fields is among the fields that are there."""
    shown = ", ".join(list(map(str, there))[:20]) or "none"
    return f"no text: looked for {', '.join(names)}; the fields with a value are {shown} (--text-field names another)"


def _id(record: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = record.get(name)
        if isinstance(value, str):
            if value:
                return value
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
    return ""


def _taken(record: dict[str, Any], name: str) -> str:
    """A field that becomes an attribute; one that is no text stays where it is."""
    value = record.get(name)
    if not isinstance(value, str):
        return ""
    del record[name]
    return value


def _date(record: dict[str, Any]) -> str:
    value = record.get("date")
    if isinstance(value, date):  # a datetime is one too
        record["date"] = value.isoformat()
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        record["date"] = str(value)
    return _taken(record, "date")
