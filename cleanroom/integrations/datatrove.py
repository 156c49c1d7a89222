"""A datatrove formatter that cleans each document's text:

pipeline = [JsonlReader("in/"), Cleaner(), JsonlWriter("out/")]
"""

from __future__ import annotations

from datatrove.pipeline.formatters.base import BaseFormatter

from cleanroom.config import Config
from cleanroom.errors import RecordError
from cleanroom.library import clean


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
