"""The readers' part of a page: from its heading, or from the first signature, to the end.

Signatures are what blog and forum software prints around a comment: "Anna said...", "Anna says:", a name and a
time, "Reply". A heading alone, or one quote introduced by "she said:", makes no comment section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cleanroom.clean.dates import date_in
from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

_NAME = r"[^\W\d_][\w .'’@&-]{0,38}"
_SAYS = (
    r"(?:said|says|wrote|writes|commented|replied|responded|comments?|sagt|sagte|schrieb|schreibt|meint|meinte"
    r"|antwortete|a dit|dit|a écrit|écrit|a commenté|a répondu|dijo|dice|escribió|comentó|respondió|ha detto"
    r"|ha scritto|scrive|disse|escreveu|comentou|zegt|schreef|napisał|pisze|написал|сказал|пишет|dedi ki|sa)"
)
#: "Anna said...", the signature of Blogger: three dots or an ellipsis after the verb
_DOTTED = re.compile(rf"(?P<name>{_NAME}) {_SAYS}\s?(?:\.\.\.|…)", re.IGNORECASE)
#: "Anna says:", "Anna wrote on 3 May 2015 at 10:04:", the signature of WordPress and its kin
_SIGNED = re.compile(
    rf"(?:\d+[.)] ?)?(?P<name>{_NAME}) {_SAYS}\s?(?:[:,]|(?:on|am|le|el|il|op|em|w dniu)\b.{{0,50}})", re.IGNORECASE
)
_AGO = re.compile(
    r"(?:(?:about |over |almost )?(?:\d+|an?|one) (?:second|minute|hour|day|week|month|year|min|hr)s? ago"
    r"|vor (?:\d+|einem|einer) (?:Sekunden?|Minuten?|Stunden?|Tag(?:en)?|Wochen?|Monat(?:en)?|Jahr(?:en)?)"
    r"|il y a (?:\d+|une?) (?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?)"
    r"|hace (?:\d+|un|una) (?:segundos?|minutos?|horas?|d[íi]as?|semanas?|mes(?:es)?|a[ñn]os?)"
    r"|\d+ (?:ore|giorni|mesi|anni|minuti) fa|h[áa] \d+ (?:horas?|dias?|meses|anos?|minutos?))",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    r"(?:reply|reply to .{1,40}|replies|report|flag|permalink|quote|like|upvote|edit|delete|hide|"
    r"antworten|antwort|melden|zitieren|gefällt mir|répondre|signaler|citer|j'aime|responder|denunciar|citar|me gusta|"
    r"rispondi|segnala|reageer|odpowiedz|ответить|yanıtla|responder|beantworten|[\d\s|•·▲▼↑↓+-]+)",
    re.IGNORECASE,
)
#: a signature stands on a line of its own and is not longer than this many characters
_SIGNATURE_CHARS = 110
#: lines below a heading within which the first signature stands
_WITHIN = 6


@dataclass(frozen=True, slots=True)
class _Signature:
    """Lines [start, end) that name who wrote a comment and when; `sure` where one alone is enough."""

    start: int
    end: int
    sure: bool


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Verdicts on the comment section, if there is one behind the text."""
    signatures = list(_signatures(sheet))
    start = _section_start(sheet, signatures)
    if start is None:
        return
    signed = {i for s in signatures for i in range(s.start, s.end)}
    for index in range(start, len(sheet.views)):
        if sheet.is_hit(index) and not sheet.has_kind(index, "dateline", "byline", "tags"):
            continue
        text = "" if index in signed or _is_control(sheet, index) else sheet.views[index].text
        rule = "run.comment-signature" if index in signed else "run.comments"
        yield sheet.verdict(index, "comment", rule, 0.95, text)


def _section_start(sheet: Sheet, signatures: list[_Signature]) -> int | None:
    """Where the comments begin: a heading with a signature close below it, or signatures that suffice alone."""
    first_text = sheet.first_prose
    behind = [s for s in signatures if s.start > first_text]
    for position, signature in enumerate(behind):
        if heading := _heading_above(sheet, signature.start):
            return heading
        if signature.sure or len(behind) - position >= 2:
            return signature.start
    return None


def _heading_above(sheet: Sheet, index: int) -> int | None:
    for above in range(index - 1, max(index - 1 - _WITHIN, sheet.first_prose), -1):
        if sheet.has_kind(above, "comment_notice"):
            return above
        if sheet.is_prose(above):
            return None
    return None


def _signatures(sheet: Sheet) -> Iterator[_Signature]:
    index = 0
    while index < len(sheet.views):
        signature = _signature_at(sheet, index)
        if signature:
            yield signature
        index = signature.end if signature else index + 1


def _signature_at(sheet: Sheet, index: int) -> _Signature | None:
    text = sheet.views[index].text
    if len(text) > _SIGNATURE_CHARS:
        return None
    below = sheet.views[index + 1].text if index + 1 < len(sheet.views) else ""
    if _DOTTED.fullmatch(text):
        return _Signature(index, index + 1 + _is_time(below), sure=not below.startswith(("“", '"', "„", "«")))
    if _SIGNED.fullmatch(text) and (_is_time(below) or date_in(text)):
        return _Signature(index, index + 1 + _is_time(below), sure=True)
    if _is_name(text) and _is_time(below) and _is_answerable(sheet, index + 2):
        return _Signature(index, index + 2, sure=False)
    return None


def _is_time(text: str) -> bool:
    """A line that says when: a date with a clock time, or how long ago, perhaps with controls behind it."""
    if not text or len(text) > _SIGNATURE_CHARS or not any(c.isdigit() for c in text):
        return bool(text) and len(text) < 40 and _AGO.search(text) is not None
    if ago := _AGO.search(text):
        return len(text) - len(ago.group()) < 30
    stamp = date_in(text)
    if stamp is None or not re.search(r"\d[:.h]\d\d", text):
        return False
    return len(text) - (stamp.end - stamp.start) < 25


def _is_name(text: str) -> bool:
    return len(text) <= 40 and len(text.split()) <= 4 and re.fullmatch(_NAME, text) is not None


def _is_control(sheet: Sheet, index: int) -> bool:
    return index < len(sheet.views) and _CONTROL.fullmatch(sheet.views[index].text) is not None


def _is_answerable(sheet: Sheet, index: int) -> bool:
    """A control such as "Reply" stands within the next lines: a byline with its date has none."""
    return any(_is_control(sheet, i) for i in range(index, index + _WITHIN))
