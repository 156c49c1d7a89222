"""What a discussion prints below each of its posts: the same buttons again and again ("Quote", "Report")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanroom.clean.runs.signatures import has_button
from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

#: buttons that only posts have; likes, shares and counters stand below other things too, and go along with these
_OF_POSTS = frozenset(
    "reply quote report flag permalink antworten zitieren melden répondre citer signaler responder citar denunciar "
    "rispondi citare segnala reageer citeer odpowiedz cytuj zgłoś ответить цитировать цитата пожаловаться "
    "yanıtla alıntıla".split()
)
#: characters of a line of buttons, at most
_LINE_CHARS = 32
#: rows alike that make a discussion; of one button alone more
_ROWS, _ROWS_OF_ONE = 2, 3
#: lines between two rows, on average and at least: a post with its signature; a menu has none
_BETWEEN = 2
_CONFIDENCE = 0.97
_DIGITS = re.compile(r"\d+")


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Verdicts on rows of buttons that recur, with posts between them."""
    text, none = sheet.views.text, _OF_POSTS.isdisjoint
    short = (index for index, size in enumerate(sheet.views.sizes) if size <= _LINE_CHARS)
    buttons = [index for index in short if not none(text(index).lower().split()) and has_button(sheet, index)]
    if len(buttons) < _ROWS:
        return
    alike: dict[tuple[str, ...], list[range]] = {}
    for row in _rows(sheet, buttons):
        alike.setdefault(tuple(_DIGITS.sub("0", sheet.views.text(index).lower()) for index in row), []).append(row)
    for texts, rows in alike.items():
        between = rows[-1].start - rows[0].stop - sum(map(len, rows[1:-1]))
        if len(rows) >= (_ROWS if len(texts) > 1 else _ROWS_OF_ONE) and between >= _BETWEEN * (len(rows) - 1):
            for index in (index for row in rows for index in row):
                yield sheet.verdict(index, "comment_notice", "run.buttons", _CONFIDENCE)


def _rows(sheet: Sheet, buttons: list[int]) -> Iterator[range]:
    """Each button of a post with the buttons above and below it."""
    end = 0
    for button in buttons:
        if button < end:
            continue
        start, end = button, button + 1
        while start > 0 and has_button(sheet, start - 1):
            start -= 1
        while end < len(sheet.views) and has_button(sheet, end):
            end += 1
        yield range(start, end)
