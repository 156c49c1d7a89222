"""What a discussion prints around each of its posts: the same buttons again and again ("Quote", "Report"), and who
wrote it, with rank and number of posts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanroom.clean.lazy import pattern
from cleanroom.clean.marks import BUTTON
from cleanroom.clean.runs.signatures import has_button
from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

#: buttons that only posts have; likes, shares and counters stand below other things too, and go along with these
OF_POSTS = frozenset(
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
#: what stands beside a name: a rank, the number of the post, of all posts, since when and from where
_CARD = pattern(
    r"#\d{1,5}|(?:(?:senior|junior|new|active|full|registered|super|site|global) )?(?:member|moderator|administrator)"
    r"|(?:(?:neues|aktives|erfahrenes) )?(?:mitglied|benutzer|moderator(?:in)?)"
    r"|(?:posts|messages|threads|reputation|reaction score|likes received|joined|join date|location|beiträge|themen"
    r"|registriert(?: seit)?|dabei seit|wohnort|ort|inscrit(?: le)?|localisation|mensajes|registrado|ubicación|messaggi"
    r"|iscritto(?: il)?|località|berichten|lid sinds|posty|dołączył|сообщения|регистрация|откуда)\s?:\s?.{1,30}",
    re.IGNORECASE,
)
#: lines above the first row of buttons that belong to its post, at most
_POST_LINES = 12
#: characters of a line of such a card, at most
_CARD_CHARS = 50
_CONFIDENCE = 0.97
_DIGITS = re.compile(r"\d+")


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Verdicts on rows of buttons that recur, with posts between them."""
    text, none = sheet.views.text, OF_POSTS.isdisjoint
    short = (index for index in sheet.views.marked(BUTTON) if sheet.views.sizes[index] <= _LINE_CHARS)
    buttons = [index for index in short if not none(text(index).lower().split()) and has_button(sheet, index)]
    if len(buttons) < _ROWS:
        return
    rows = _recurring(sheet, list(_rows(sheet, buttons)))
    for index in (index for row in rows for index in row):
        yield sheet.verdict(index, "comment_notice", "run.buttons", _CONFIDENCE)
    for index in range(max(0, rows[0].start - _POST_LINES), rows[-1].start) if rows else ():
        if sheet.views.sizes[index] <= _CARD_CHARS and _CARD.fullmatch(text(index)):
            yield sheet.verdict(index, "boilerplate", "run.post-card", _CONFIDENCE)


def _recurring(sheet: Sheet, rows: list[range]) -> list[range]:
    """The rows that have others alike, numbers apart, with posts between them."""
    alike: dict[tuple[str, ...], list[range]] = {}
    for row in rows:
        alike.setdefault(tuple(_DIGITS.sub("0", sheet.views.text(index).lower()) for index in row), []).append(row)
    found: list[range] = []
    for texts, those in alike.items():
        between = those[-1].start - those[0].stop - sum(map(len, those[1:-1]))
        if len(those) >= (_ROWS if len(texts) > 1 else _ROWS_OF_ONE) and between >= _BETWEEN * (len(those) - 1):
            found += those
    return sorted(found, key=lambda row: row.start)


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
