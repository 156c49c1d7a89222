"""What audio and video players leave in a text: clocks at zero, times, buttons, and the titles between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

_TIME = r"-?(?:\d{1,2}:)?[0-5]?\d:[0-5]\d"
_CLOCK = re.compile(rf"[\s/|•·–-]*(?:{_TIME}|-:--|--:--)(?:[\s/|•·–-]+(?:{_TIME}|-:--|--:--))*[\s/|•·–-]*")
_ZERO = re.compile(r"(?<![\d:])(?:0{1,2}:)?0{1,2}:00(?![\d:])|-?-:--")
_SPEED = re.compile(
    r"(?:[0-2](?:[.,]\d{1,2})?\s?[x×]|\d{1,3}\s?%|(?:144|240|360|480|720|1080|2160)p|live|hd|auto|cc)", re.IGNORECASE
)
#: words between two parts of one widget, at most: an episode's title, not a paragraph
_INNER_WORDS = 20
#: lines without a mark of the player that may stand between two that have one
_INNER_LINES = 2


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Runs of player lines; one clock at zero or one player phrase is needed, and two lines."""
    index = 0
    while index < len(sheet.views):
        if not _is_part(sheet, index):
            index += 1
            continue
        run = _run_from(sheet, index)
        if _is_widget(sheet, run):
            for inner in run:
                yield sheet.verdict(inner, "media_widget", "run.player", _confidence(sheet, inner))
        index = run[-1] + 1


def _is_clock(text: str) -> bool:
    return _CLOCK.fullmatch(text) is not None


def _is_part(sheet: Sheet, index: int) -> bool:
    view = sheet.views[index]
    if sheet.has_kind(index, "media_widget"):
        return True
    return len(view.text) <= 60 and (_is_clock(view.text) or _SPEED.fullmatch(view.text) is not None)


def _run_from(sheet: Sheet, start: int) -> range:
    """From one part of a player to its last, over short lines between them."""
    end, loose = start, 0
    for index in range(start + 1, len(sheet.views)):
        if _is_part(sheet, index):
            end, loose = index, 0
        elif sheet.views[index].words > _INNER_WORDS or sheet.is_prose(index) or loose == _INNER_LINES:
            break
        else:
            loose += 1
    return range(start, end + 1)


def _is_widget(sheet: Sheet, run: range) -> bool:
    """Clocks alone may be a timetable: a clock at zero or a player's phrase must stand among them."""
    parts = [i for i in run if _is_part(sheet, i)]
    texts = [sheet.views[i].text for i in parts]
    telling = any(_ZERO.search(text) for text in texts) or any(sheet.has_kind(i, "media_widget") for i in parts)
    return telling and len(parts) >= 2 and any(_is_clock(text) or _ZERO.search(text) for text in texts)


def _confidence(sheet: Sheet, index: int) -> float:
    return 0.97 if _is_part(sheet, index) else 0.9
