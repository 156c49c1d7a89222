"""Who wrote a reader's comment and when: the lines that blog, forum and comment software prints around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleanroom.clean.dates import may_hold_date
from cleanroom.clean.lazy import pattern
from cleanroom.clean.marks import SAYS, TIME
from cleanroom.clean.segment import View
from cleanroom.clean.sheet import Sheet

_NAME = r"[^\W\d_][\w.'’@&-]{0,30}(?: [\w.'’@&-]{1,30}){0,4}"
_SAYS = (
    r"(?:said|says|wrote|writes|commented|replied|responded|sagt|sagte|schrieb|schreibt|meint|meinte"
    r"|antwortete|hat gesagt|hat geschrieben|a dit|dit|a écrit|écrit|a commenté|a répondu"
    r"|dijo|dice|escribió|comentó|respondió|ha detto"
    r"|ha scritto|scrive|disse|escreveu|comentou|zegt|zei|schreef|napisał|pisze|powiedział\w*"
    r"|написала?|сказала?|пишет|комментирует|dedi ki|diyor ki|skrev|säger|sier|siger)"
)
#: "Anna said...", the signature of Blogger: three dots or an ellipsis after the verb
_DOTTED = pattern(rf"{_NAME} {_SAYS}\s?(?:\.\.\.|…)", re.IGNORECASE)
#: "Anna says:", "Anna wrote on 3 May 2015 at 10:04:", the signature of WordPress and its kin
_SIGNED = pattern(
    rf"(?:\d+[.)] ?)?{_NAME} {_SAYS}\s?(?:[:,]|(?:on|am|le|el|il|op|em|w dniu)\b.{{0,50}})", re.IGNORECASE
)
_AGO = (
    r"(?:(?:about |over |almost )?(?:\d+|an?|one) (?:second|minute|hour|day|week|month|year|min|hr)s? ago"
    r"|vor (?:\d+|einem|einer) (?:Sekunden?|Minuten?|Stunden?|Tag(?:en)?|Wochen?|Monat(?:en)?|Jahr(?:en)?)"
    r"|il y a (?:\d+|une?) (?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?)"
    r"|hace (?:\d+|un|una) (?:segundos?|minutos?|horas?|d[íi]as?|semanas?|mes(?:es)?|a[ñn]os?)"
    r"|\d+ (?:uur|dag(?:en)?|weken|maanden|jaar|minuten) geleden"
    r"|\d+ (?:минут\w*|час\w*|дн\w*|лет|месяц\w*) назад"
    r"|\d+ (?:godz\w*|dni|min\w*|miesi\w+|lat) temu|\d+ (?:saat|gün|dakika|ay|yıl) önce"
    r"|\d+ ?(?:分|時間|日|小时|天|분|시간|일) ?(?:前|전)"
    r"|\d+ (?:ore|giorni|mesi|anni|minuti) fa|h[áa] \d+ (?:horas?|dias?|meses|anos?|minutos?)"
    r"|(?<![\d.,$€£])\d{1,3} ?(?-i:s|m|min|h|hr|hrs|d|w|wk|mo|y|yr|[Ss]td|[Tt]g|j)\b)"
)
_AGO_AT_START = pattern(_AGO, re.IGNORECASE)
#: how long ago something was has one of these ("an hour ago", "hace una hora"), or one of the others and a digit, or a
#: digit in a word ("3h", "5分前")
AGO_WORDS = frozenset(("ago", "vor", "il", "hace"))
AGO_UNITS = frozenset(
    "s m min h hr hrs d w wk mo y yr std tg j geleden назад temu önce fa há ha "
    "前 전 分前 時間前 日前 小时前 天前 분전 시간전 일전".split()
)
#: the words of `_SAYS` as tokens: a line without one is signed by no verb
SAYING = frozenset(
    "said says wrote writes commented replied responded sagt sagte schrieb schreibt meint meinte antwortete gesagt "
    "geschrieben dit écrit commenté répondu dijo dice escribió comentó respondió detto scritto scrive disse escreveu "
    "comentou zegt zei schreef napisał pisze powiedział powiedziała powiedziało написал написала сказал сказала пишет "
    "комментирует dedi diyor skrev säger sier siger".split()
)
_AGO_AT_END = pattern(rf"{_AGO}[\s)\].#›»:]*$", re.IGNORECASE)
#: what may stand behind it: in front of that is a letter, and the pattern takes long to find none
_BEHIND_AGO = ")].#›»:" + "".join(filter(str.isspace, map(chr, range(0x3001))))
_BUTTON = (
    r"(?:reply to .{1,40}|repl(?:y|ies)|report(?: abuse| comment)?|flag|permalink|quote|likes?|upvotes?|points?|edit"
    r"|delete|hide|share|click to rate"
    r"|antworten|antwort|beantworten|melden|zitieren|gefällt mir|répondre|signaler(?: un abus)?|citer|j'aime|partager"
    r"|responder|denunciar|citar|me gusta|compartir|rispondi|segnala|reageer|citeer|odpowiedz|cytuj|zgłoś"
    r"|ответить|цитировать|цитата|пожаловаться|yanıtla|alıntıla|beğen|curtir|返信|回复|回覆|답글)"
)
_CONTROL = pattern(rf"(?:[\s\d|•·,.›»▲▼↑↓★☆+()#–-]|{_AGO}|\b{_BUTTON}\b)+", re.IGNORECASE)
_HAS_BUTTON = pattern(rf"\b{_BUTTON}\b", re.IGNORECASE)
_NUMBERING = pattern(r"\s*(?:#?\d{1,4}[.):]?\s+|\[[–+-]\]\s*)?(?:comment by |posted by:? )?", re.IGNORECASE)
_JOINT = pattern(
    r"(?P<joint>[\s•·|,—–@(\-:]*(?:\s(?:on|le|am|el|at|um|à|il|op)\s?:?)?[\s•·|,—–@(\-]*)$", re.IGNORECASE
)
_CLOCK = pattern(r"\d ?[:.h] ?\d\d|\d ?[ap]\.?m", re.IGNORECASE)
#: words that stand before a date and are nobody's name
_NO_NAMES = frozenset(
    "published posted updated stand date by on the last created modified veröffentlicht aktualisiert publié publicado "
    "actualizado from until since bis vom seit du depuis hasta desde and und et y".split()
)
#: what may stand in front of the time of a signature
_LEADS = frozenset("on at le am el em um op posted said geschrieben écrit publicado date: · • | -".split())
#: a signature stands on a line of its own and is not longer than this many characters
_SIGNATURE_CHARS = 110
#: what may stand behind the time of a signature: "Reply", "#", "(edited)"
_TAIL_CHARS = 25
#: lines below a signature within which a control such as "Reply" stands
_ANSWERABLE_WITHIN = 6


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines [start, end) that name who wrote a comment, and when.

    strength 3: one alone makes a comment section; 2: two of them do; 1: only under a heading.
    """

    start: int
    end: int
    strength: int


def signature_at(sheet: Sheet, index: int) -> Signature | None:
    """The signature that begins on this line, if one does."""
    view = sheet.views[index]
    if len(view.text) > _SIGNATURE_CHARS or view.prose:
        return None
    below = sheet.views[index + 1] if index + 1 < len(sheet.views) else None
    says = bool(view.marks & SAYS) and not SAYING.isdisjoint(view.tokens)
    timely, timely_below = may_be_time(view), below is not None and may_be_time(below)
    if not (says or timely or timely_below):
        return None
    time_below = timely_below and below is not None and is_time(below)
    if says and _DOTTED.fullmatch(view.text):
        quoted = below is not None and below.text.startswith(("“", '"', "„", "«"))
        return Signature(index, index + 1 + time_below, 1 if quoted else 3)
    if says and _SIGNED.fullmatch(view.text):
        return Signature(index, index + 1 + time_below, 3 if time_below or view.stamp else 1)
    if timely and (strength := _inline(sheet, view)):
        return Signature(index, index + 1, strength)
    return _on_two_lines(sheet, view, below, time_below) if below is not None else None


def _on_two_lines(sheet: Sheet, view: View, below: View, time_below: bool) -> Signature | None:
    """A name with its time below it, or a date with the name below it."""
    index = view.index
    named = time_below and is_name(_NUMBERING.sub("", view.text, count=1))
    if named and not sheet.has_kind(index, "comment_notice"):
        return Signature(index, index + 2, 2 if _is_answerable(sheet, index + 2) else 1)
    dated = _is_date(view) and is_name(below.text)
    return Signature(index, index + 2, 2) if dated and _is_answerable(sheet, index + 2) else None


def _inline(sheet: Sheet, view: View) -> int:
    """Strength of "Anna • 3 hours ago" and its kin; 0 where the line is no name with a time."""
    text, when = view.text, _when_at_end(view)
    if when is None:
        return 0
    before = text[:when]
    joint = _JOINT.search(before)
    name = _NUMBERING.sub("", before[: joint.start()] if joint else before, count=1).split(",")[0].strip()
    if not is_name(name) or name.lower().split()[0] in _NO_NAMES:
        return 0
    precise = _CLOCK.search(text[when:]) or _AGO_AT_END.search(text)
    joined = bool(joint and joint["joint"].strip())
    called = before.lower().startswith(("comment by", "posted by"))
    return 2 if (precise and joined) or called or _is_answerable(sheet, view.index + 1) else 1


def _when_at_end(view: View) -> int | None:
    """Where the time begins with which a line that may be one ends, None where it ends with none."""
    if view.text.rstrip(_BEHIND_AGO)[-1:].isalpha() and (ago := _AGO_AT_END.search(view.text)):
        return ago.start()
    if view.stamp is None or len(view.text) - view.stamp.end > _TAIL_CHARS:
        return None
    return view.stamp.start


def may_be_time(view: View) -> bool:
    """A look that costs less than one for a time: a short line with what dates have, or with words such as "ago"."""
    if not view.marks & TIME or len(view.text) > _SIGNATURE_CHARS:
        return False
    return may_hold_date(view.text) or not AGO_WORDS.isdisjoint(view.tokens) or _counts_units(view.tokens)


def _counts_units(tokens: Sequence[str]) -> bool:
    """Whether a number stands in a word, or beside one of time."""
    number = [token for token in tokens if "0" in token]
    return any(len(token) > 1 for token in number) or (bool(number) and not AGO_UNITS.isdisjoint(tokens))


def _is_date(view: View) -> bool:
    """A line that is a date and nothing else."""
    stamp = view.stamp
    return stamp is not None and stamp.start == 0 and len(view.text) - stamp.end <= 1


def is_time(view: View) -> bool:
    """Whether a line that may be a time says when: a date with a clock time, or how long ago, perhaps with controls
    behind it."""
    text = view.text
    if ago := _AGO_AT_START.match(text):
        return len(text) - ago.end() < _TAIL_CHARS
    stamp = view.stamp
    if stamp is None or _CLOCK.search(text) is None or len(text) - stamp.end > _TAIL_CHARS:
        return False
    return all(word in _LEADS for word in text[: stamp.start].lower().split())


def is_name(text: str) -> bool:
    """Up to four words that could be somebody's name or handle."""
    return len(text) <= 40 and len(text.split()) <= 4 and re.fullmatch(_NAME, text) is not None


def is_control(sheet: Sheet, index: int) -> bool:
    """Buttons and counters of a comment, and nothing else."""
    if index >= len(sheet.views):
        return False
    text = sheet.views[index].text
    return len(text) <= _SIGNATURE_CHARS and _CONTROL.fullmatch(text) is not None


def _is_answerable(sheet: Sheet, index: int) -> bool:
    """A button such as "Reply" stands within the next lines: a byline with its date has none."""
    near = range(index, min(index + _ANSWERABLE_WITHIN, len(sheet.views)))
    return any(has_button(sheet, i) for i in near)


def has_button(sheet: Sheet, index: int) -> bool:
    """A control with a button such as "Reply", not only counters or a time."""
    return is_control(sheet, index) and _HAS_BUTTON.search(sheet.views[index].text) is not None


def is_named_control(sheet: Sheet, index: int) -> bool:
    """A bare name with its comment's buttons below it, as social plug-ins print it."""
    text = sheet.views[index].text
    return is_name(text) and text[-1] != "." and not is_control(sheet, index) and _is_answerable(sheet, index + 1)
