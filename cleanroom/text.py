"""Small facts about strings that more than one stage needs."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

#: from here on orjson makes a float of a whole number, and an id would no longer be itself
_ORJSON_INT = 2**63


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things in words: "1 cut", "2,000 cuts"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def host(url: str) -> str:
    """The host of an address without "www.", "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def has_huge(value: Any) -> bool:
    """Whether JSON that orjson has read holds a number that may have been a whole one too large for it."""
    kind = type(value)
    if kind is float:
        return bool(abs(value) >= _ORJSON_INT)
    if kind is dict:
        return any(has_huge(item) for item in value.values() if type(item) is not str)
    return kind is list and any(has_huge(item) for item in value if type(item) is not str)
