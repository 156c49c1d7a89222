"""Dates written with digits of other scripts are dates, wherever a line is looked at."""

from __future__ import annotations

import pytest

from cleanroom.clean import clean_batch
from cleanroom.clean.dates import date_in, may_hold_date
from cleanroom.clean.glance import glance
from cleanroom.clean.marks import DATE
from cleanroom.clean.rules import default_rules
from cleanroom.config import CleanConfig
from cleanroom.records import Clean, Raw

#: Arabic-Indic, Persian, Devanagari and full-width digits -> what day it is
WRITTEN = {
    "١٢ مايو ٢٠٢٤": "2024-05-12", "٢٠٢٤-٠٥-١٢": "2024-05-12", "٢٣/٠٥/٢٠٢٤": "2024-05-23", "۱۲ ژوئن ۲۰۲۴": "2024-06-12",
    "۲۰۱۹/۰۳/۰۷": "2019-03-07", "२०२४-०५-१२": "2024-05-12", "२३.०५.२०२४": "2024-05-23",
    "१९९९-१२-३१": "1999-12-31", "１９９９年１２月３１日": "1999-12-31",
}  # fmt: skip
TEXT = (
    "افتتح رئيس البلدية الجسر الجديد فوق النهر صباح اليوم بحضور عدد كبير من سكان المدينة الذين انتظروه سنوات طويلة.\n\n"
    "وقال المهندسون إن العمل استغرق عامين كاملين وإن تكلفته بلغت أربعة ملايين، دفعت الحكومة نصفها ودفعت المدينة الباقي."
)


@pytest.mark.parametrize("text", WRITTEN)
def test_digits_of_other_scripts(text: str) -> None:
    """A date in another script's digits is found where it stands, with its value."""
    line = f"– {text} –"
    stamp = date_in(line)
    assert stamp is not None
    assert (line[stamp.start : stamp.end], stamp.value) == (text, WRITTEN[text])
    assert may_hold_date(text)


def test_the_look_over_a_batch_marks_them() -> None:
    """The compiled look takes no line for dateless that has such a date."""
    ((views, _),) = glance(["\n".join(WRITTEN)], default_rules())
    assert all(mark & DATE for mark in views.marks)


@pytest.mark.parametrize("model", [True, False])
def test_a_line_of_date_becomes_the_field(model: bool) -> None:
    """The date above an Arabic text is cut and fills the field."""
    (page,) = clean_batch([Raw("a", f"١٢ مايو ٢٠٢٤\n\n{TEXT}")], CleanConfig(model=model))
    assert isinstance(page, Clean)
    assert (page.date, page.text) == ("2024-05-12", TEXT)


@pytest.mark.parametrize("text", ["٢٠٢٤", "١٢ مايو", "رقم ٢٠٢٤٠٥٩٩", "३५/१३/२०२४"])
def test_other_numbers_are_no_dates(text: str) -> None:
    """A year alone, a day without a year, and numbers that name no day, give none."""
    assert date_in(text) is None
