"""Item pipelines for Scrapy. In settings.py:

    ITEM_PIPELINES = {
        "cleanroom.integrations.scrapy.CleanPipeline": 300,
        "cleanroom.integrations.scrapy.DropCopiesPipeline": 400,
    }
"""

from __future__ import annotations

from typing import Any

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from cleanroom.errors import RecordError
from cleanroom.library import clean
from cleanroom.stream import Deduplicator

#: where an item's text or HTML is, first match wins
FIELDS = ("text", "html", "content", "body")


class CleanPipeline:
    """Cleans the text or HTML of each item into its field `text`; an item without any is dropped."""

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """The item, cleaned."""
        fields = ItemAdapter(item)
        raw = next((fields[name] for name in FIELDS if fields.get(name)), None)
        try:
            if not isinstance(raw, str):
                raise RecordError("no_text", f"no text in {', '.join(FIELDS)}")
            page = clean(raw)
        except RecordError as error:
            raise DropItem(f"{error.code}: {error}") from None
        fields["text"] = page.text
        for name in ("title", "date", "author"):
            if name in fields.field_names() and not fields.get(name):
                fields[name] = getattr(page, name)
        return item


class DropCopiesPipeline:
    """Drops items whose `text` is a copy of an earlier item's."""

    def __init__(self) -> None:
        self._seen = Deduplicator()

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """The item, if it is none."""
        fields = ItemAdapter(item)
        first = self._seen.add(str(fields.get("text") or ""), str(fields.get("url") or ""))
        if first is not None:
            raise DropItem(f"a copy of {first}")
        return item
