"""The head of an article: headline, byline, date, and a date glued to the first words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanroom.clean.dates import Stamp, date_at
from cleanroom.clean.segment import fold
from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

#: kinds that may stand above or between headline and text without ending the head
_HEAD_KINDS = ("dateline", "byline", "share_bar", "icon_sprite", "navigation", "caption", "photo_credit", "tags",
               "media_widget", "advertisement", "cookie_notice", "newsletter", "read_more", "comment_notice",
               "republication", "copyright", "paywall", "boilerplate", "related_links")  # fmt: skip
#: words of a headline, at least and at most: shorter first lines are section names, longer ones standfirsts
_TITLE_WORDS = range(3, 27)
#: a headline is followed by text; a list of titles is not: lines looked at for prose below it
_PROSE_WITHIN = 6
#: a headline is cut from the text when it is one for sure; its field is filled from less
_TITLE_CONFIDENCE = 0.85
#: code, requests and addresses are no headlines
_ADDRESS = re.compile(r"https?:|www\.|[=<>{}@\\]|/\w+/")
#: a line that is a date or a byline is surely one in the head: diaries and programmes have theirs further below
_STAMP_CONFIDENCE = 0.92
_HEAD_BELOW = 2
#: how a pipeline names the field that it glued to the text
_GLUED_LABEL = re.compile(
    r"\s*(?:(?:date|published|posted|updated|datum|veröffentlicht|fecha|publicado|publié|publi[ée] le|data"
    r"|pubblicato|time|timestamp|pubdate|publish(?:ed)?[ _-]?date|date[ _-]?published|created)"
    r"(?:\s+(?:on|am|le|el|il|at))?\s*[:=]?\s+|\[|\()",
    re.IGNORECASE,
)
_GLUED_END = re.compile(r"[\])]?\s*(?:[-–—|:·•]\s*)?")
#: what the text may begin with behind a glued date
_OPENING = re.compile(r"[\"'“‘„«»¿¡(\[]?[^\W\d_]")


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Verdicts on the lines above the first paragraph."""
    if glued := _glued_date(sheet):
        yield glued
    if title := _title(sheet):
        yield title
    yield from _stamped(sheet)


def _glued_date(sheet: Sheet) -> Verdict | None:
    """A labelled or timed date in front of the first words of the first paragraph."""
    if not sheet.views or not sheet.views[0].prose:
        return None
    view = sheet.views[0]
    label = _GLUED_LABEL.match(view.text)
    stamp = date_at(view.text, label.end() if label else 0)
    if stamp is None or not (label or _is_machine_made(view.text, stamp)):
        return None
    end = _GLUED_END.match(view.text, stamp.end)
    stop = end.end() if end else stamp.end
    opening = _OPENING.match(view.text, stop)
    if not opening or opening.group()[-1].islower():
        return None
    return Verdict(view.start, view.start + stop, "dateline", "run.glued-date", 0.97, stamp.value)


def _stamped(sheet: Sheet) -> Iterator[Verdict]:
    """Date and byline above the first paragraph, or right below it where a teaser stands first."""
    for view in sheet.views[: sheet.first_prose + _HEAD_BELOW]:
        for kind in ("dateline", "byline"):
            hit = next((h for h in sheet.hits[view.index] if h.rule.kind == kind and h.rule.part == "line"), None)
            if hit:
                yield sheet.verdict(view.index, kind, hit.rule.code, _STAMP_CONFIDENCE, hit.value)


def _is_machine_made(text: str, stamp: Stamp) -> bool:
    """ISO dates and dates with a clock time do not open sentences."""
    said = text[stamp.start : stamp.end]
    return said[:4].isdigit() or re.search(r"\d:\d\d", said) is not None


def _title(sheet: Sheet) -> Verdict | None:
    """The first line that no rule knows, when it is shaped like a headline and text follows it."""
    known = fold(sheet.page.title)
    for view in sheet.views[: sheet.first_prose]:
        if known and view.folded == known:
            return sheet.verdict(view.index, "title", "run.known-title", 0.97, view.text)
        if sheet.is_hit(view.index):
            if not sheet.has_kind(view.index, *_HEAD_KINDS):
                return None
            continue
        if _is_headline(sheet, view.index):
            return sheet.verdict(view.index, "title", "run.headline", _TITLE_CONFIDENCE, view.text)
        return None
    return None


def _is_headline(sheet: Sheet, index: int) -> bool:
    view = sheet.views[index]
    if view.words not in _TITLE_WORDS or view.text[-1] in ".:;,。：；،" or not sheet.is_titlelike(index):
        return False
    if _ADDRESS.search(view.text) or view.text[0].islower() or view.text[0] in '"“„«-–—•*·(':
        return False
    return sheet.first_prose <= index + _PROSE_WITHIN
