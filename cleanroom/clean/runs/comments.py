"""The readers' part of a page: from its heading, or from the first signature, to the end.

A heading alone makes no comment section, nor does one quote introduced by "she said:"; a page that is a discussion
from its beginning keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanroom.clean.marks import SIGNATURE
from cleanroom.clean.runs.signatures import Signature, has_button, is_control, is_named_control, signature_at
from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

#: lines below a heading within which the first signature stands
_WITHIN = 6
#: characters of prose above the section from which a page is an article with comments ...
_ARTICLE_CHARS = 600
#: ... and below which the section must not be so many times as long: else the page is the discussion
_DISCUSSION = 3
#: kinds that a line of the section keeps; a date or a tag inside it is part of a comment
_OWN_KINDS = (
    "comment_notice", "navigation", "share_bar", "related_links", "newsletter", "cookie_notice", "copyright",
    "advertisement", "republication", "boilerplate", "icon_sprite", "paywall",
)  # fmt: skip
_CONFIDENCE = 0.95
#: the same for what stands behind the section; a list of stories there has its own rule, which is surer
_BEHIND = 0.84


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Verdicts on the comment section, if there is one behind the text."""
    signatures = _behind_byline(sheet, [s for s in _signatures(sheet) if s.start > sheet.first_prose])
    heading, start = _section(sheet, signatures)
    if start is None or _is_discussion(sheet, start, sum(s.start >= start for s in signatures)):
        return
    for index in range(heading, start):
        if not sheet.is_hit(index):
            yield sheet.verdict(index, "comment_notice", "run.comments", _CONFIDENCE)
    signed = {i for s in signatures for i in range(s.start, s.end)}
    end = _end(sheet, max([start, *signed]))
    for index in range(end, len(sheet.views)):
        if not sheet.is_hit(index):
            yield sheet.verdict(index, "boilerplate", "run.behind-comments", _BEHIND)
    for index in range(start, end):
        if index not in signed and sheet.has_kind(index, *_OWN_KINDS):
            continue
        if index in signed or is_control(sheet, index) or _is_plugin_name(sheet, index, start):
            yield sheet.verdict(index, "comment", "run.comment-signature", _CONFIDENCE)
        else:
            yield sheet.verdict(index, "comment", "run.comments", _CONFIDENCE, sheet.views[index].text)


def _end(sheet: Sheet, last: int) -> int:
    """The first line behind the last signature that opens a list of stories or belongs to the foot of the page."""
    for index in sheet.known:
        if index > last and any(hit.rule.run or hit.rule.kind == "copyright" for hit in sheet.hits[index]):
            return index
    return len(sheet.views)


def _behind_byline(sheet: Sheet, signatures: list[Signature]) -> list[Signature]:
    """Without the first one where a rule takes that, and not the next, for the byline: a teaser or a plea stood above
    the head of the article."""
    bylines = [sheet.has_kind(s.start, "byline") for s in signatures[:2]]
    return signatures[1:] if bylines == [True, False] else signatures


def _section(sheet: Sheet, signatures: list[Signature]) -> tuple[int, int | None]:
    """Lines of the heading and of the first signature; the two are one where there is no heading."""
    bodied = [s for s in signatures if s.strength >= 2 and _has_body(sheet, s, signatures)]
    for signature in signatures:
        heading = _heading_above(sheet, signature.start)
        if heading is not None:
            return heading, signature.start
        if signature.strength == 3 or (signature in bodied and len(bodied) - bodied.index(signature) >= 2):
            return signature.start, signature.start
    for index in _below_notices(sheet):
        if is_named_control(sheet, index) and (heading := _heading_above(sheet, index)) is not None:
            return heading, index
    return 0, None


def _below_notices(sheet: Sheet) -> list[int]:
    """Lines behind the first paragraph that have a notice about comments close above them."""
    if "comment_notice" not in sheet.kinds:
        return []
    notices = [index for index in sheet.known if sheet.has_kind(index, "comment_notice")]
    below = {index for notice in notices for index in range(notice + 1, notice + 1 + _WITHIN)}
    return [index for index in sorted(below) if sheet.first_prose < index < len(sheet.views)]


def _has_body(sheet: Sheet, signature: Signature, signatures: list[Signature]) -> bool:
    """Text stands below it: rows of a programme ("Berlin - 24.10.2016, 20:00") have none between them."""
    starts = {s.start for s in signatures}
    return signature.end < len(sheet.views) and signature.end not in starts


def _heading_above(sheet: Sheet, index: int) -> int | None:
    """The heading, form or rule of a comment section close above a line."""
    found = None
    for above in range(index - 1, max(index - 1 - _WITHIN, sheet.first_prose), -1):
        if sheet.has_kind(above, "comment_notice"):
            found = above
        elif sheet.is_prose(above) or (found and sheet.views[above].ends_sentence and not sheet.is_hit(above)):
            break  # a sign-off between "Let us know in the comments!" and the heading is of the text
    return found


def _is_discussion(sheet: Sheet, start: int, signatures: int) -> bool:
    """Whether what looks like comments is what the page is about; one signature may be the byline of the article."""
    above = sheet.views.chars_of_prose(0, start)
    section = sum(sheet.views.sizes[start:])
    if signatures <= 1 and section > above:
        return True
    return above < _ARTICLE_CHARS and section > _DISCUSSION * max(above, 1)


def _is_plugin_name(sheet: Sheet, index: int, start: int) -> bool:
    behind_control = index == start or has_button(sheet, index - 1) or sheet.has_kind(index - 1, "comment_notice")
    return behind_control and is_named_control(sheet, index)


def _signatures(sheet: Sheet) -> Iterator[Signature]:
    end = 0
    for index in sheet.views.marked(SIGNATURE):
        if index >= end and (signature := signature_at(sheet, index)):
            end = signature.end
            yield signature
