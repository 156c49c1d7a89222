"""Item pipelines for Scrapy. In settings.py:

ITEM_PIPELINES = {
    "cleanroom.integrations.scrapy.CleanPipeline": 300,
    "cleanroom.integrations.scrapy.DropCopiesPipeline": 400,
}
CLEANROOM_INDEX = "http://127.0.0.1:8765"   # a service, redis://… or a folder; left out: memory, for this crawl
CLEANROOM_TOKEN = "…"                       # of a service that asks for one
"""

from __future__ import annotations

import hashlib
import logging
from threading import Lock
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem
from twisted.internet.threads import deferToThread

from cleanroom.errors import RecordError, UsageError
from cleanroom.index import Store, create, open_store
from cleanroom.index.client import Client
from cleanroom.library import clean
from cleanroom.records import Clean, Place
from cleanroom.stream import Deduplicator

#: where an item's text or HTML is, first match wins
FIELDS = ("text", "html", "content", "body")
#: what an index tells of an item that need not go on
_COPIES = {"joined": "a copy of", "known": "seen before, in the story of"}

_log = logging.getLogger(__name__)


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
    """Drops items whose `text` is a copy of an earlier item's: of this crawl, or of an index that outlives it."""

    def __init__(self, index: str = "", token: str = "") -> None:
        self._seen = _Indexed(index, token) if index else None
        self._memory = Deduplicator()

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """With the settings of a crawler."""
        return cls(crawler.settings.get("CLEANROOM_INDEX", ""), crawler.settings.get("CLEANROOM_TOKEN", ""))

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """The item, if it is none; where there is an index, once that has answered."""
        fields = ItemAdapter(item)
        text, url = str(fields.get("text") or ""), str(fields.get("url") or "")
        if self._seen is None:
            first = self._memory.add(text, url)
            if first is not None:
                raise DropItem(f"a copy of {first}")
            return item
        name = url or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        title, date, source = (str(fields.get(known) or "") for known in ("title", "date", "source"))
        document = Clean(name, text, text, title=title, date=date, url=url, source=source)
        return deferToThread(self._ask, item, document)

    def _ask(self, item: Any, document: Clean) -> Any:
        """The item, if the index does not know its story; also where the index cannot be asked: nothing is lost."""
        assert self._seen is not None
        try:
            place = self._seen.add(document)
        except UsageError as error:
            _log.error("%s goes on without being compared: %s", document.id, error)
            return item
        if place.outcome == "known" or (place.outcome == "joined" and place.kept != document.id):
            raise DropItem(f"{_COPIES[place.outcome]} {place.kept}")
        return item

    def close_spider(self, spider: Any = None) -> None:
        """Let go of the index."""
        if self._seen is not None:
            self._seen.close()


class _Indexed:
    """An index or a service. Stores take one call at a time; a service takes what it can bear."""

    def __init__(self, index: str, token: str) -> None:
        self._index: Client | Store
        self._alone = Lock()
        if index.startswith(("http://", "https://")):
            self._index = Client(index, token)
        else:
            self._index = _opened(index)

    def add(self, document: Clean) -> Place:
        """Where it is."""
        if isinstance(self._index, Client):
            return self._index.add([document])[0]
        with self._alone:
            return self._index.add([document])[0]

    def close(self) -> None:
        """Let go of it."""
        self._index.close()


def _opened(index: str) -> Store:
    """The index of that name, made where there is none."""
    try:
        return open_store(index, write=True)
    except UsageError as error:
        try:
            return create(index)
        except UsageError:
            raise error from None
