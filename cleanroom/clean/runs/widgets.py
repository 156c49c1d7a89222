"""What audio and video players leave in a text: clocks at zero, times, buttons, and the titles between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanroom.clean.lazy import pattern
from cleanroom.clean.marks import PLAYER
from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

_TIME = r"-?(?:\d{1,2}:)?[0-5]?\d:[0-5]\d"
_CLOCK = pattern(rf"[\s/|•·–-]*(?:{_TIME}|-:--|--:--)(?:[\s/|•·–-]+(?:{_TIME}|-:--|--:--))*[\s/|•·–-]*")
_CLOCK_TIMES = pattern(_TIME)
_ZERO = pattern(r"(?<![\d:])(?:0{1,2}:)?0{1,2}:00(?![\d:])|-?-:--")
_SPEED = pattern(
    r"(?:[0-2](?:[.,]\d{1,2})?\s?[x×]|\d{1,3}\s?%|(?:144|240|360|480|720|1080|2160)p|live|hd|auto|cc)", re.IGNORECASE
)
#: a clock, speed or level with the word that a player writes beside it
_LABEL = (
    r"(?:current time|duration|remaining(?: time)?|elapsed|speed|volume|progress|loaded|length|advertisement|ad"
    r"|tiempo(?: actual| restante)?|duración|velocidad|volumen|anuncio|publicidad"
    r"|dauer|laufzeit|lautstärke|geschwindigkeit|anzeige|werbung"
    r"|durée|temps(?: actuel| restant)?|vitesse|publicité"
    r"|durata|velocità|tempo(?: atual)?|duração|velocidade|duur|snelheid)"
)
_LABELLED = pattern(
    rf"{_LABEL}\s?:?\s?(?:-?{_TIME}|[0-2](?:[.,]\d{{1,2}})?\s?[x×]|\d{{1,3}}\s?%)"
    rf"|-?{_TIME} (?:of|de|von|sur|di|/) {_TIME}",
    re.IGNORECASE,
)
#: characters of a part, at most
_PART_CHARS = 60
#: a part is no longer than this, has a colon, or ends with one of these
_SHORT, _UNITS = 5, "xX×%pP"
#: all of these have a digit, two dashes, or are one of a few words
_MAY_BE_PART = re.compile(r"\d|-:--|^(?:live|hd|auto|cc)$", re.IGNORECASE)
#: seconds that a button skips; a part beside a clock only
_SKIP = pattern(r"[+-]?(?:5|10|15|20|30|60)\s?s?")
_EPISODE = pattern(
    r"\b(?:episodes?|ep|folge|épisodes?|episodios?|podcasts?|episódios?|puntata|aflevering)\b", re.IGNORECASE
)
#: words of a line that belongs to the player it touches, at most, and how many such lines do behind the text
_TOUCHING_WORDS, _TOUCHING_LINES = 4, 2
_TOUCHING = 0.85
#: words between two parts of one widget, at most: an episode's title, not a paragraph
_INNER_WORDS = 20
#: lines without a mark of the player that may stand between two that have one
_INNER_LINES = 2


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Runs of player lines; one clock at zero or one player phrase is needed, and two lines."""
    end = 0
    for index in sorted({*sheet.views.marked(PLAYER), *_named(sheet)}):
        if index < end or not _is_part(sheet, index):
            continue
        run = _run_from(sheet, index)
        end = run[-1] + 1
        if _is_widget(sheet, run):
            for inner in run:
                yield sheet.verdict(inner, "media_widget", "run.player", _confidence(sheet, inner))
            for near in _touching(sheet, run):
                yield sheet.verdict(near, "media_widget", "run.player-label", _TOUCHING)


def _named(sheet: Sheet) -> list[int]:
    """The lines that a rule takes for a player's."""
    if "media_widget" not in sheet.kinds:
        return []
    return [index for index in sheet.known if sheet.has_kind(index, "media_widget")]


def _is_clock(text: str) -> bool:
    return _CLOCK.fullmatch(text) is not None


def _is_part(sheet: Sheet, index: int) -> bool:
    if sheet.has_kind(index, "media_widget"):
        return True
    if not sheet.views.marks[index] & PLAYER or sheet.views.sizes[index] > _PART_CHARS:
        return False
    text = sheet.views.text(index)
    if (":" not in text and text[-1] not in _UNITS and len(text) > _SHORT) or not _MAY_BE_PART.search(text):
        return False
    if _SKIP.fullmatch(text):
        near = (i for i in (index - 1, index + 1) if 0 <= i < len(sheet.views))
        return any(_is_clock(sheet.views[i].text) for i in near)
    return any(pattern.fullmatch(text) for pattern in (_CLOCK, _SPEED, _LABELLED))


def _run_from(sheet: Sheet, start: int) -> range:
    """From one part of a player to its last, over short lines between them."""
    end, loose = start, 0
    for index in range(start + 1, len(sheet.views)):
        if _is_part(sheet, index):
            end, loose = index, 0
        elif sheet.views.words[index] > _INNER_WORDS or sheet.is_prose(index) or loose == _INNER_LINES:
            break
        else:
            loose += 1
    return range(start, end + 1)


def _is_widget(sheet: Sheet, run: range) -> bool:
    """Clocks alone may be a timetable: a clock at zero or a player's phrase must stand among them."""
    parts = [i for i in run if _is_part(sheet, i)]
    texts = [sheet.views[i].text for i in parts]
    telling = any(_ZERO.search(text) for text in texts) or any(sheet.has_kind(i, "media_widget") for i in parts)
    telling = telling or (run[0] > sheet.last_prose >= 0 and _lists_episodes(sheet, run))
    if len(parts) == 1 and len(_CLOCK_TIMES.findall(texts[0])) >= 2:
        return _ZERO.search(texts[0]) is not None  # "00:00 00:00": both clocks stand on one line
    return telling and len(parts) >= 2 and any(_is_clock(text) or _ZERO.search(text) for text in texts)


def _lists_episodes(sheet: Sheet, run: range) -> bool:
    """Lengths with the episodes that they belong to, from the line above the first on."""
    return any(_EPISODE.search(sheet.views[i].text) for i in range(max(0, run[0] - 1), run[-1] + 1))


def _touching(sheet: Sheet, run: range) -> Iterator[int]:
    """Short lines that no rule knows, directly above and below a player that stands behind the text."""
    if not run[0] > sheet.last_prose >= 0:
        return
    for step, first in ((-1, run[0] - 1), (1, run[-1] + 1)):
        for index in range(first, first + step * _TOUCHING_LINES, step):
            if not sheet.last_prose < index < len(sheet.views) or not _is_label(sheet, index):
                break
            yield index


def _is_label(sheet: Sheet, index: int) -> bool:
    view = sheet.views[index]
    return view.words <= _TOUCHING_WORDS and not view.ends_sentence and not sheet.is_hit(index)


def _confidence(sheet: Sheet, index: int) -> float:
    return 0.97 if _is_part(sheet, index) else 0.9
