"""Small facts about strings that more than one stage needs."""

from __future__ import annotations

from urllib.parse import urlsplit


def host(url: str) -> str:
    """The host of an address without "www.", "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
