"""Small facts about strings that more than one stage needs."""

from __future__ import annotations

from urllib.parse import urlsplit


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things in words: "1 cut", "2,000 cuts"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def host(url: str) -> str:
    """The host of an address without "www.", "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
