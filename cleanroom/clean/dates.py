"""Dates as pages print them, to ISO 8601. Parses what stands there; never asks the clock.

Numeric dates that could be read two ways (03/04/2016) are recognised as dates but give no value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from cleanroom.clean.lazy import pattern

#: month names and their abbreviations by the first letters that tell them apart, in the languages of the packs
_MONTHS = (
    ("jan", "ene", "gen", "янв", "sty", "oca", "janv"),
    ("feb", "fév", "fev", "фев", "lut", "şub", "febr", "févr"),
    ("mar", "mär", "maa", "мар", "mrt", "mars", "mrz"),
    ("apr", "avr", "abr", "апр", "kwi", "nis", "avril"),
    ("may", "mai", "mag", "mei", "maj", "мая", "май", "mayo"),
    ("jun", "juin", "giu", "июн", "cze", "haz", "juni"),
    ("jul", "juil", "lug", "lip", "июл", "tem", "juli"),
    ("aug", "aoû", "aou", "ago", "авг", "sie", "ağu", "août"),
    ("sep", "set", "сен", "wrz", "eyl", "sept"),
    ("oct", "okt", "ott", "out", "окт", "paź", "eki"),
    ("nov", "ноя", "lis", "kas"),
    ("dec", "dez", "déc", "dic", "дек", "gru", "ara", "des"),
)
#: the same in Arabic, whole, for each way of counting the months: of Egypt and the Gulf, of the Levant, of the Maghreb;
#: and in Persian
_ARABIC_MONTHS = (
    ("يناير", "كانون الثاني", "جانفي", "ژانویه"),
    ("فبراير", "شباط", "فيفري", "فوریه"),
    ("مارس", "آذار", "اذار"),
    ("أبريل", "ابريل", "إبريل", "نيسان", "أفريل", "آوریل"),
    ("مايو", "أيار", "ايار", "ماي", "مه"),
    ("يونيو", "يونيه", "حزيران", "جوان", "ژوئن"),
    ("يوليو", "يوليه", "تموز", "جويلية", "ژوئیه"),
    ("أغسطس", "اغسطس", "آب", "أوت", "اوت"),
    ("سبتمبر", "أيلول", "ايلول", "سپتامبر"),
    ("أكتوبر", "اكتوبر", "تشرين الأول", "اکتبر"),
    ("نوفمبر", "تشرين الثاني", "نوامبر"),
    ("ديسمبر", "كانون الأول", "دسامبر"),
)
_MONTH_OF = {
    name: number for months in (_MONTHS, _ARABIC_MONTHS) for number, names in enumerate(months, 1) for name in names
}

_WEEKDAY = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|mo|di|mi|do|fr|sa|so"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo"
    r"|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica"
    r"|(?:segunda|ter[çc]a|quarta|quinta|sexta)(?:-feira)?"
    r"|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|poniedzia[łl]ek|wtorek|[śs]roda|czwartek|pi[ąa]tek|sobota|niedziela"
    r"|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    r"|(?:ال)?(?:[أا]حد|[إا]ثنين|ثلاثاء|[أا]ربعاء|خميس|جمعة|سبت)"
)
#: what the words of a date begin with, by which a line that holds other words can be told from a date
OPENINGS = (
    *_MONTH_OF,
    *("mon tue wed thu fri sat sun die don sam mit mo di mi do fr sa so lun mar mié mie jeu ven dim jue vie "
    "sáb dom gio mer seg ter qua qui sex feira maa din woe vri zat zon pon wto śro sro czw pią pia sob nie paz sal çar "
    "per cum пон вто сре чет пят суб вос den the le el of de un à a las alle ore às h uhr p m am pm st nd rd th er º ª "
    "gmt utc e c z bst ist msk aest t كانون تشرين الأول الثاني").split()
)  # fmt: skip
_NAME = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_MONTH = rf"(?P<month>{_NAME})[^\W\d_]*\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
#: beside a date with slashes, what tells which number is the day: the American clock, or words of other languages
_AMERICAN = re.compile(r"\d\s?[ap]\.?m\b|\b[ECMP][SD]?T\b", re.IGNORECASE)
_DAY_FIRST = re.compile(
    r"\b(?:publicad[oa]|actualizad[oa]|atualizado|publié|mis à jour|modifié|pubblicato|aggiornato|geplaatst|bijgewerkt"
    r"|le|el|il|à|a las|uhr|horas?|hrs?|\d{1,2}h\d\d)\b",
    re.IGNORECASE,
)
#: a text without one has no date; the short form is written with dots only ("22.10.16")
_A_YEAR = re.compile(r"\d(?:(?<=[1١۱१１])[9٩۹९９]\d\d|(?<=[2٢۲२２])[0٠۰०０]\d\d|\.[01٠١۰۱०१０１]?\d\.\d\d)")
#: Arabic-Indic, Persian, Devanagari and full-width digits as those that the forms are written with
DIGITS = {zero + value: ord("0") + value for zero in (0x660, 0x6F0, 0x966, 0xFF10) for value in range(10)}
_CENTURY = 2000
_DAY = r"(?P<day>[0-3]?\d)"
_ORDINAL = r"(?:st|nd|rd|th|er|\.|º|ª|°)?"
_OF = r"(?:\s*(?:de|of|del|di)\b)?"
_CLOCK = (
    r"(?:at|um|à|a las|alle|ore|às|,|-|–|—|\||·|•|@)?\s*"
    r"[0-2]?\d(?:[:.h][0-5]\d(?::[0-5]\d)?|(?=\s?[ap]\.?m))\s*(?:[ap]\.?\s?m\.?)?"
    r"\s*(?:uhr|h|hrs|horas)?\b\s*"
    r"(?:\(?(?:gmt|utc|e[sd]?t|p[sd]?t|c[sd]?t|m[sd]t|bst|cest|cet|ist|msk|aest|z)\b\)?)?\s*(?:[+-]\d\d:?\d\d)?"
)
_FORMS = (
    rf"{_YEAR}(?P<month>[01]\d)(?P<day>[0-3]\d)",
    rf"{_YEAR}[-/.](?P<month>[01]?\d)[-/.]{_DAY}",
    rf"{_YEAR}年\s*(?P<month>[01]?\d)月\s*{_DAY}日",
    rf"{_YEAR}년\s*(?P<month>[01]?\d)월\s*{_DAY}일",
    rf"{_DAY}{_ORDINAL}{_OF}[\s.\-–/]*{_MONTH}{_OF}[\s,،.\-–/]*{_YEAR}",
    rf"{_MONTH}[\s.\-–]*{_DAY}{_ORDINAL}[\s,.\-–]+{_YEAR}",
    rf"(?P<first>[0-3]?\d)(?P<mark>[./-])(?P<second>[0-3]?\d)(?P=mark){_YEAR}",
    r"(?<![\d.])(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<short>\d\d)(?![\d.])",
)
#: what each form has somewhere, in a look that costs less: a form tries the names of weekdays at every letter
_NEEDED = (
    pattern(r"(?:19|20)\d{6}"), pattern(r"(?:19|20)\d\d[-/.]\d"), pattern("年"), pattern("년"),
    pattern(r"\d[^\d]+(?:19|20)\d\d"), pattern(r"[^\W\d_]\.?[\s.\-–]*\d\d?[^\d]+(?:19|20)\d\d"),
    pattern(r"\d[./-]\d{1,2}[./-](?:19|20)\d"), pattern(r"\d\.\d{1,2}\.\d"),
)  # fmt: skip
_CLOCK_BEHIND = rf"t[0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?|[\s,]*{_CLOCK}"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date found in a text: text[start:end] says it, `value` is ISO ("" where it could be two days)."""

    start: int
    end: int
    value: str


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str], re.Pattern[str]]:
    """Date forms, a clock time behind a date, one before it; compiled when a line first may hold a date.

    They are for text in lower case: a pattern that ignores case takes four times as long.
    """
    weekday = rf"(?:\b(?:{_WEEKDAY})\b\.?[,،]?\s*(?:(?:den|the|le|el)\s+)?)?"
    forms = tuple(re.compile(rf"{weekday}{form}(?!\d)") for form in _FORMS)
    return forms, re.compile(_CLOCK_BEHIND), re.compile(rf"{_CLOCK}[\s,]*")


def _iso(groups: dict[str, str | None], text: str) -> str | None:
    """ISO date of a match, "" where it is ambiguous, None where there is no such day."""
    year = int(groups.get("year") or 0) or _CENTURY + int(groups["short"] or 0)
    if groups.get("mark"):
        first, second = int(groups["first"] or 0), int(groups["second"] or 0)
        ambiguous = groups["mark"] == "/" and first <= 12 and second <= 12 and first != second
        if ambiguous and not _DAY_FIRST.search(text):
            if not _AMERICAN.search(text):
                return ""
            first, second = second, first
        day, month = (first, second) if second <= 12 else (second, first)
    else:
        name = groups["month"] or ""
        month = int(name) if name.isdigit() else _MONTH_OF[name]
        day = int(groups["day"] or 0)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def date_at(text: str, start: int = 0) -> Stamp | None:
    """The date that begins at this offset, with the weekday before it and the clock time around it."""
    return _date_at(_lower(text), start)


def _lower(text: str) -> str:
    """Lower case and plain digits, as long as the text: of all letters only the dotted capital I would become two."""
    text = text.replace("\u0130", "I").lower()
    return text if text.isascii() else text.translate(DIGITS)


def _date_at(text: str, start: int) -> Stamp | None:
    forms, behind, before = _patterns()
    for form in forms:
        found = form.match(text, start)
        value = _iso(found.groupdict(), text[max(0, start - 80) : found.end() + 80]) if found else None
        if found and value is not None:
            clock = behind.match(text, found.end())
            end = clock.end() if clock else found.end()
            return Stamp(start, start + len(text[start:end].rstrip()), value)
    if clock := before.match(text, start):
        inner = _date_at(text, clock.end())
        return Stamp(start, inner.end, inner.value) if inner else None
    return None


def may_hold_date(text: str) -> bool:
    """Whether a text has what every date has: a year, or numbers with dots."""
    return _A_YEAR.search(text) is not None


def date_in(text: str) -> Stamp | None:
    """The first date anywhere in a short text."""
    if not may_hold_date(text):
        return None
    text = _lower(text)
    forms = [form for form, need in zip(_patterns()[0], _NEEDED, strict=True) if need.search(text)]
    starts = sorted({found.start() for form in forms for found in form.finditer(text)})
    return next((stamp for start in starts if (stamp := _date_at(text, start))), None)
