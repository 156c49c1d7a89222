"""Who wrote the text: what a page says of its author below the text, or above it where an extractor put it first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanroom.clean.lazy import pattern
from cleanroom.clean.people import NAME_PART
from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

_TITLE = r"(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )?"
#: a name of one to four parts, with what may stand between it and the verb: "Anna Example, PhD,", "Anna (she/her)"
_WHO = (
    rf"{_TITLE}(?P<name>{NAME_PART}(?: (?:{NAME_PART}|[A-Z]\.|de|von|van|der|al|bin)){{0,3}})"
    rf"(?:,? (?:(?>[A-Z](?:[a-z]*[A-Z.])+),? ?){{1,4}}|,[^,.]{{2,40}},| \([^)]{{2,30}}\))?"
)
#: professions of those who write
_WRITES = (
    r"(?:writer|reporter|journalist|editor|columnist|contributor|correspondent|blogger"
    r"|author|freelancer?|novelist|copywriter"
    r"|staff|Redakteur(?:in)?|Journalist(?:in)?|Autor(?:in)?|Korrespondent(?:in)?|Reporter(?:in)?|Volontär(?:in)?"
    r"|journaliste|rédacteur|rédactrice|auteure?|chroniqueu(?:r|se)|periodista|redactora?|escritora?|autora?|columnista"
    r"|giornalista|scrittore|scrittrice|autore|autrice|jornalista|repórter|schrijver|journaliste?|verslaggever)"
)
#: and of others who are introduced like them
_WORKS = (
    r"(?:professor|lecturer|fellow|researcher|scientist|director|manager|founder|co-?founder"
    r"|owner|president|chief|officer|head"
    r"|partner|consultant|specialist|strategist|analyst|expert|attorney|lawyer|physician"
    r"|dietiti?cian|dietitian|nutritionist|coach"
    r"|therapist|psychologist|teacher|instructor|student|photographer|producer|developer"
    r"|engineer|marketer|designer|advisor|planner"
    r"|faculty|executive|professional|physicist|historian|enthusiast|native|mother"
    r"|mom|father|dad|Professor(?:in)?|Leiter(?:in)?|Gründer(?:in)?|professeure?|profesora?"
    r"|director(?:a)?)"
)
_BE = r"(?:is|has been|is also|works as|served as|ist|arbeitet (?:seit \S+ )?als|est|es|è|é|werkt als|is werkzaam als)"
_INTRODUCED = pattern(rf"{_WHO} {_BE} [^.]{{0,110}}?\b(?i:(?P<writes>{_WRITES})|{_WORKS})s?\b")
_DOES = pattern(
    rf"{_WHO} (?:writes (?:about|for|on)|has written (?:about|for|on)|covers|reports on"
    rf"|blogs (?:about|at)|is based in|lives in|joined"
    r"|graduated|holds an?|speciali[sz]es in|has worked|worked|has been writing|has covered"
    r"|studied|schreibt (?:über|für|seit)|berichtet"
    r"|écrit pour|escribe (?:sobre|para|en)|cubre|scrive (?:di|per))\b"
)
#: what biographies tell, and news do not
_PRIVATE = pattern(
    r"(?i:\b(?:freelance|based in|lives in|living in|(?:her|his|their) (?:work|writing"
    r"|stories|articles|books?|debut|first novel)\b|years of experience"
    r"|years'? experience|decades? of experience|passionate about|in (?:her|his|their) (?:free"
    r"|spare) time|enjoys|loves|when (?:she|he|they)(?:['’](?:s|re)| is| are) not"
    r"|when not \w+ing|you can (?:find|follow|reach|contact)|can be (?:reached|found"
    r"|contacted)|follow (?:her|him|them)|on (?:twitter|linkedin|instagram)"
    r"|is the author of|writes about|writing about|speciali[sz]\w+ in|has written for"
    r"|has been writing|covering|contribut\w+ to|graduat\w+ (?:from|of)|degree in"
    r"|holds an?|previously|prior to"
    r"|(?:staff|senior|contributing|freelance) (?:writer|reporter|editor)|(?:husband"
    r"|wife|kids|children|dogs?|cats?)|lebt in|schreibt (?:über|für)|wohnt in"
    r"|vit à|écrit (?:pour|sur)|vive en|escribe (?:sobre|para)|vive a|scrive (?:di|per))\b)"
    r"|[\w.+-]+@[\w-]+\.\w|\B@\w{3,}"
)
_PRONOUN = pattern(
    r"(?:She|He|They|Her|His|Their|Follow|Contact|Email|Reach|You can|When not|When she"
    r"|When he|Before joining|Prior to|Previously|In (?:her|his|their)|Sie|Er|Elle"
    r"|Il|Ella|Él|Lei|Lui)\b"
)
#: lines at the end, and at the beginning, among which a biography is looked for
_LAST, _FIRST = 9, 2
#: characters of prose that a text has besides
_TEXT_CHARS = 600
#: characters of a paragraph that introduces somebody, at least and at most
_CHARS = (25, 1200)
#: lines with the author's name above it
_NAME_LINES, _NAME_WORDS = 2, 8
_SURE = 0.97


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Verdicts on the paragraphs of a biography, and on the name above it."""
    views = sheet.views
    if views.chars_of_prose() < _TEXT_CHARS or views[0].piece:
        return
    told: list[int] = []
    for begin in range(max(sheet.first_prose + 1, len(views) - _LAST), len(views)):
        if told := _block(sheet, begin):
            break
    for index in told:
        yield sheet.verdict(index, "boilerplate", "run.biography", _SURE)
    for index in range(min(_FIRST, len(views))):
        if index not in told and _introduces(sheet, index) and _PRIVATE.search(views.text(index)):
            yield sheet.verdict(index, "boilerplate", "run.biography", _SURE)


def _block(sheet: Sheet, begin: int) -> list[int]:
    """The lines of a biography that begins here: told like one, with nothing but more of it or furniture below."""
    found = _introduces(sheet, begin)
    if not found:
        return []
    block = [begin]
    for index in range(begin + 1, len(sheet.views)):
        if _goes_on(sheet, index, found["name"]):
            block.append(index)
        elif sheet.is_prose(index):
            return []
    writes = found.groupdict().get("writes")
    if not writes and not any(_PRIVATE.search(sheet.views[i].text) for i in block):
        return []
    return [*range(_named_above(sheet, begin, found["name"]), begin), *block]


def _introduces(sheet: Sheet, index: int) -> re.Match[str] | None:
    """Somebody's name and what they are or do, at the beginning of a paragraph."""
    if sheet.is_hit(index) or not _CHARS[0] <= sheet.views.sizes[index] <= _CHARS[1]:
        return None
    text = sheet.views.text(index)
    start = len(text) - len(text.lstrip("-–—•*( "))
    return _INTRODUCED.match(text, start) or _DOES.match(text, start)


def _goes_on(sheet: Sheet, index: int, name: str) -> bool:
    view = sheet.views[index]
    if sheet.is_hit(index) or not (view.prose or view.ends_sentence):
        return False
    said = view.text.startswith(tuple(name.split())) or _PRONOUN.match(view.text) is not None
    return said or _introduces(sheet, index) is not None


def _named_above(sheet: Sheet, index: int, name: str) -> int:
    """The first of the lines with the name, or a part of it, and what else stands beside a portrait."""
    parts = set(name.split())
    for above in range(index - 1, max(index - 1 - _NAME_LINES, sheet.first_prose), -1):
        view = sheet.views[above]
        if view.prose or view.ends_sentence or view.words > _NAME_WORDS:
            break
        if parts & set(re.findall(r"[\w'’.-]+", view.text)):
            return above
    return index
