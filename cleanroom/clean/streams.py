"""Kinds that are not waste: what becomes a field of the result (title, date, author, source, captions, comments)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypedDict

from cleanroom.clean.dates import date_in
from cleanroom.clean.lazy import pattern
from cleanroom.clean.people import author
from cleanroom.records import Page, Verdict
from cleanroom.text import host

#: what follows the name of a source in a republication notice
_BEHIND_SOURCE = pattern(
    r"\s*(?:[.,;:(|–—]\s*(?:.*)|\s(?:and|under|with|as|by permission|where|for|at http|on (?:\d|[A-Z][a-z]+ \d)"
    r"|read|here|which|und|unter|mit|am \d|sous|avec|le \d|bajo|con|el \d)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DOMAIN = pattern(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)(?:/\S*)?")


class Streams(TypedDict):
    """The fields of a Clean that streams feed."""

    title: str
    date: str
    author: str
    source: str
    comments: tuple[str, ...]
    captions: tuple[str, ...]


def streams(page: Page, upheld: Sequence[Verdict], said: Sequence[Verdict] = ()) -> Streams:
    """Fields from the record where it had them, else from the verdicts that were upheld; a title also from one that
    was not: a line that may be the headline stays, and is still the best title there is."""
    return Streams(
        title=page.title or _first(v.value for v in (*upheld, *said) if v.kind == "title"),
        date=page.date or _first(_date(page, v) for v in upheld if v.kind == "dateline"),
        author=page.author or _first(author(v.value) for v in upheld if v.kind == "byline"),
        source=_first(_source(v.value) for v in upheld if v.kind == "republication") or page.site or host(page.url),
        comments=tuple(_comments(upheld)),
        captions=tuple(dict.fromkeys((*page.captions, *(_caption(page, v) for v in upheld if v.kind == "caption")))),
    )


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _date(page: Page, verdict: Verdict) -> str:
    if verdict.value:
        return verdict.value
    stamp = date_in(page.text[verdict.start : verdict.end])
    return stamp.value if stamp else ""


def _caption(page: Page, verdict: Verdict) -> str:
    return page.text[verdict.start : verdict.end]


def _source(value: str) -> str:
    """The bare name in "Example Weekly and is republished under ...", or the host of an address."""
    if domain := _DOMAIN.match(value):
        return domain.group(1)
    return _BEHIND_SOURCE.sub("", value).strip(" .,:;*_\"'“”‘’)]")


def _comments(upheld: Sequence[Verdict]) -> list[str]:
    """The bodies of the comments: a signature, or another kind of line, ends one and begins the next."""
    bodies: list[list[str]] = [[]]
    for verdict in upheld:
        if verdict.kind == "comment" and verdict.value:
            bodies[-1].append(verdict.value)
        elif verdict.kind == "comment":
            bodies.append([])
    return ["\n".join(body) for body in bodies if body]
