"""The head of an article: headline, byline, date, and a date glued to the first words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanroom.clean.dates import Stamp, date_at
from cleanroom.clean.lazy import pattern
from cleanroom.clean.segment import fold
from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

#: kinds that may stand above or between headline and text without ending the head
_HEAD_KINDS = ("dateline", "byline", "share_bar", "icon_sprite", "navigation", "caption", "photo_credit", "tags",
               "media_widget", "advertisement", "cookie_notice", "newsletter", "read_more", "comment_notice",
               "republication", "copyright", "paywall", "boilerplate", "related_links", "template")  # fmt: skip
#: words of a headline, at least and at most: shorter first lines are section names, longer ones standfirsts
_TITLE_WORDS = range(3, 27)
#: first lines that may be section names above the headline
_SECTIONS = 2
#: a headline is followed by text; a list of titles is not: lines that nothing explains between it and the first prose
_UNKNOWN_BELOW = 3
#: a first line may be a headline or the first heading of the text, and extractors leave out headlines rather than
#: headings: it is cut where furniture stands beside it, or where the text has furniture elsewhere and the line is
#: hardly a heading; the field is filled all the same
_TITLE_CONFIDENCE, _UNSURE_TITLE = 0.85, 0.55
#: furniture that stands around headlines, and how sure a rule must be of what stands elsewhere
_BESIDE_TITLE = ("dateline", "byline", "share_bar", "photo_credit", "caption", "icon_sprite", "navigation", "tags",
                 "media_widget")  # fmt: skip
_SURE_HIT = 0.85
#: a heading has fewer words than this, and others of its shape, of so many words at most, stand in the text
_HEADING_WORDS, _HEADING_MOST = 6, 12
#: such other lines that a text without headings may have
_FEW_HEADINGS = 1
#: two sentences glued together are a caption with its credit, not a headline
_SENTENCE_INSIDE = re.compile(r"[a-zà-ÿ]{2}\.[A-Z]")
#: code, requests and addresses are no headlines
_ADDRESS = re.compile(r"https?:|www\.|[=<>{}@\\]|/\w+/")
#: a line that is a date or a byline is surely one in the head: diaries and programmes have theirs further below
_STAMP_CONFIDENCE = 0.92
_HEAD_BELOW = 2
#: how a pipeline names the field that it glued to the text: "date ", "published_date: ", "Last updated on "
_GLUED_LABEL = pattern(
    r"\s*(?:(?:last[ _-])?(?:date|published|publish|posted|updated|created|modified|pubdate|datum|veröffentlicht|stand"
    r"|aktualisiert|erstellt|fecha|publicado|actualizado|publié|publi[ée]e|mis à jour|data|pubblicato"
    r"|aggiornato|atualizado"
    r"|gepubliceerd|bijgewerkt|opublikowano|опубликовано|дата|time|timestamp|datetime)"
    r"(?:[ _-]?(?:date|time|publish|published|updated|on|am|vom|le|el|il|at|de publicación|de publication))*\s*[:=]?\s*"
    r"(?<=[\s:=])|\[|\()",
    re.IGNORECASE,
)
_GLUED_AUTHOR = pattern(r"\s*[Bb]y (?P<author>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3})\s*[|,•·–—-]\s*")
_GLUED_END = pattern(r"[\])]?\s*(?P<mark>[-–—|:·•]\s*)?")
#: the first paragraph stands among so many first lines
_GLUED_WITHIN = 5
_CLOCK_TIME = pattern(r"\d[:h.]\d\d")
#: words that open a sentence and do not follow a date inside one
_OPENERS = frozenset(
    "The A An In On At It This These There He She They We I You For From With When While After Before As If But And "
    "Der Die Das Ein Eine Im In Am Es Er Sie Wir Mit Nach Vor Bei Als Wenn Le La Les Un Une Il Elle Ils Dans Pour "
    "Après Avant El Los Las Una En Con Para Tras Según Desde".split()
)
#: what the text may begin with behind a glued date
_OPENING = pattern(r"[\"'“‘„«»¿¡(\[]?[^\W\d_]")


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Verdicts on the lines above the first paragraph."""
    yield from _glued(sheet)
    if title := _title(sheet):
        yield title
    yield from _stamped(sheet)


def _glued(sheet: Sheet) -> Iterator[Verdict]:
    """A date, and perhaps an author, in front of the first words of the first paragraph."""
    if sheet.first_prose >= min(len(sheet.views), _GLUED_WITHIN):
        return
    view = sheet.views[sheet.first_prose]
    author = _GLUED_AUTHOR.match(view.text)
    label = _GLUED_LABEL.match(view.text, author.end() if author else 0)
    start = label.end() if label else author.end() if author else 0
    stamp = date_at(view.text, start)
    if stamp is None or (stop := _glue_end(view.text, stamp, sure=bool(label or author))) is None:
        return
    if author:
        yield Verdict(view.start, view.start + author.end(), "byline", "run.glued-date", 0.9, author["author"])
    begin = view.start + (author.end() if author else 0)
    yield Verdict(begin, view.start + stop, "dateline", "run.glued-date", 0.97 if label else 0.9, stamp.value)


def _glue_end(text: str, stamp: Stamp, sure: bool) -> int | None:
    """Where the text begins behind a glued date, None where the date belongs to its first sentence.

    A sentence may open with a date and a capital ("22 October 2016 President ..."), but hardly with an ISO date, a
    clock time, or a dash behind the date: elsewhere a label is needed, or a word that only opens sentences.
    """
    end = _GLUED_END.match(text, stamp.end)
    stop = end.end() if end else stamp.end
    opening = _OPENING.match(text, stop)
    if not opening or opening.group()[-1].islower():
        return None
    said = text[stamp.start : stamp.end]
    machine_made = said[:4].isdigit() or _CLOCK_TIME.search(said) is not None
    first_word = text[stop:].split(maxsplit=1)[0]
    return stop if sure or machine_made or (end and end["mark"]) or first_word in _OPENERS else None


def _stamped(sheet: Sheet) -> Iterator[Verdict]:
    """Date and byline above the first paragraph, or right below it where a teaser stands first.

    Below the first paragraph a date is only a stamp if no other follows: diaries and programmes have series of them.
    """
    if sheet.kinds.isdisjoint(("dateline", "byline")):
        return
    dated = [index for index in sheet.known if sheet.has_kind(index, "dateline")]
    for index in sheet.known:
        if index >= sheet.first_prose + _HEAD_BELOW:
            return
        if index > sheet.first_prose and dated and dated[-1] > index:
            continue
        for kind in ("dateline", "byline"):
            hit = next((h for h in sheet.hits[index] if h.rule.kind == kind and h.rule.part == "line"), None)
            if hit:
                yield sheet.verdict(index, kind, hit.rule.code, _STAMP_CONFIDENCE, hit.value)


def _title(sheet: Sheet) -> Verdict | None:
    """The line that is the page's title; else, of those that no rule knows and that are shaped like a headline with
    text below, one of some length right above byline or date; else the first one."""
    found = _first_title(sheet)
    if (found is None or len(found.value.split()) < _HEADING_WORDS) and not sheet.page.title:
        for index in range(sheet.first_prose - 1):
            if sheet.views[index].words >= _HEADING_WORDS and _is_stamped(sheet, index):
                return sheet.verdict(index, "title", "run.headline", _TITLE_CONFIDENCE, sheet.views[index].text)
    return found


def _is_stamped(sheet: Sheet, index: int) -> bool:
    """A headline with byline or date on the next line."""
    below = sheet.has_kind(index + 1, "byline", "dateline")
    return below and not sheet.is_hit(index) and _is_headline(sheet, index)


def _first_title(sheet: Sheet) -> Verdict | None:
    known = fold(sheet.page.title)
    for view in map(sheet.views.__getitem__, range(sheet.first_prose)):
        if known and view.folded == known:
            return sheet.verdict(view.index, "title", "run.known-title", 0.97, view.text)
        if sheet.is_hit(view.index):
            if not sheet.has_kind(view.index, *_HEAD_KINDS):
                return None
            continue
        if _is_headline(sheet, view.index):
            sure = _TITLE_CONFIDENCE if _is_sure_headline(sheet, view.index) else _UNSURE_TITLE
            return sheet.verdict(view.index, "title", "run.headline", sure, view.text)
        if view.words >= _TITLE_WORDS.start or view.ends_sentence or view.index >= _SECTIONS:
            return None
    return None


def has_headline_shape(sheet: Sheet, index: int) -> bool:
    """Whether a line looks like a headline by itself."""
    view = sheet.views[index]
    if view.words not in _TITLE_WORDS or view.text[-1] in ".:;,。：；،" or not sheet.is_titlelike(index):
        return False
    if _ADDRESS.search(view.text) or view.text[0].islower() or view.text[0] in "-–—•*·(":
        return False
    return not view.piece and not _SENTENCE_INSIDE.search(view.text)


def _is_headline(sheet: Sheet, index: int) -> bool:
    if sheet.first_prose == len(sheet.views) or sheet.views[index].text[0] in '"“„«':  # a quotation may open the text
        return False
    if not has_headline_shape(sheet, index):
        return False
    between = range(index + 1, sheet.first_prose)
    return sum(not sheet.is_furniture(i) for i in between) <= _UNKNOWN_BELOW


def _is_sure_headline(sheet: Sheet, index: int) -> bool:
    if any(sheet.has_kind(i, *_BESIDE_TITLE) for i in range(sheet.first_prose) if i != index):
        return True
    said = (hit for known in sheet.known for hit in sheet.hits[known])
    if not any(hit.confidence >= _SURE_HIT and hit.rule.part == "line" for hit in said):
        return False
    view = sheet.views[index]
    return view.words >= _HEADING_WORDS or (view.text[-1] != "?" and _headings(sheet) <= _FEW_HEADINGS)


def _headings(sheet: Sheet) -> int:
    """Short lines and questions between the paragraphs that no rule knows."""
    views = sheet.views
    short = (views[i] for i in range(sheet.first_prose, sheet.last_prose) if not views.prose[i] and not sheet.is_hit(i))
    return sum(v.words <= _HEADING_MOST and (not v.ends_sentence or v.text.endswith("?")) for v in short)
