"""A datatrove formatter that cleans each document's text:

pipeline = [JsonlReader("in/"), Cleaner(), JsonlWriter("out/")]
"""

from __future__ import annotations

from typing import Any

from datatrove.data import Document
from datatrove.pipeline.filters.base_filter import BaseFilter
from datatrove.pipeline.formatters.base import BaseFormatter

from cleanroom.config import Config
from cleanroom.errors import RecordError
from cleanroom.library import clean
from cleanroom.stream import Deduplicator


class Cleaner(BaseFormatter):  # type: ignore[misc] # the package has no types
    """Text or HTML in, clean text out; "" where there is no text to clean."""

    name = "cleanroom"

    def __init__(self, config: Config | None = None) -> None:
        super().__init__()
        self._config = config

    def format(self, text: str) -> str:
        """The text, cleaned."""
        try:
            return clean(text, self._config).text
        except RecordError:
            return ""


class CopyFilter(BaseFilter):  # type: ignore[misc] # the package has no types
    """Keeps the first text of each story; what is dropped has the reason `copy`."""

    name = "cleanroom copies"

    def __init__(self, exclusion_writer: Any = None, config: Config | None = None) -> None:
        super().__init__(exclusion_writer)
        self._seen = Deduplicator(config.dedup if config else None)

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        """Whether the document is no copy of one that came before it in this task."""
        return self._seen.add(doc.text, doc.id) is None or (False, "copy")
