"""The headline above a text, among menus, names of sections and stamps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cleanroom.clean import clean_batch
from cleanroom.config import CleanConfig
from cleanroom.records import Clean, Raw

HEADLINE = "Council votes to demolish Victorian pier after storm"
TEXT = """Councillors voted on Tuesday night to demolish the Victorian pier, damaged by the storm of January, \
saying that repairs would cost more than the annual budget of the council.
The decision, passed by 17 votes to 12, ends a long campaign to restore the structure, which lost its theatre to fire.
Divers who looked at the piles below the pier in spring found that every third of them had to be replaced.
A hearing of the residents of the harbour quarter will be held before the end of the month, the council said."""
MENU = (
    "Skip to content\nMenu\nHome\nNews\nSport\nWeather\nJobs\nSearch\nLog in\nSubscribe\nHarbourton Gazette\nLive TV\n"
)
FOOT = "\nMost read\nBypass opens two months early\nAbout us\nContact us\nPrivacy policy\n© 2024 Harbourton Gazette."
DUMP = CleanConfig(input="dump")


def cleaned(text: str, config: CleanConfig) -> Clean:
    found = next(clean_batch([Raw("x", text)], config))
    assert isinstance(found, Clean)
    return found


@pytest.mark.parametrize("config", [DUMP, replace(DUMP, model=False)], ids=["model", "rules"])
@pytest.mark.parametrize("above", ["", "Today's Paper\n", "Edition: UK\nBREAKING\n", "Politics of the coast\n"])
def test_a_page_dump_has_its_headline(above: str, config: CleanConfig) -> None:
    """Whatever names of sections stand above it, the line that speaks of what the text does is the title."""
    page = cleaned(f"{MENU}{above}{HEADLINE}\nBy Sarah Whitlock\nMarch 3, 2024\nShare\n{TEXT}{FOOT}", config)
    assert page.title == HEADLINE


@pytest.mark.parametrize(
    "above", ["My account | Basket", "Sign In / Join", "Contrast A+ A-", "News for the whole coast"]
)
def test_the_line_above_the_author_is_the_title(above: str) -> None:
    """Of a short text the longer line right above byline or date is the title, not the menu in the first one."""
    page = cleaned(f"{above}\n{HEADLINE}\nBy Sarah Whitlock\n{TEXT}", CleanConfig())
    assert page.title == HEADLINE


def test_other_lines_are_no_headline() -> None:
    """A page without a headline has none: neither lines of other words nor its menu are taken for it."""
    assert cleaned(f"{MENU}Ferry timetables for the islands\n{TEXT}{FOOT}", DUMP).title == ""


def test_a_given_title_stays() -> None:
    """A record that brings its title keeps it."""
    found = next(clean_batch([Raw("x", f"{MENU}{HEADLINE}\n{TEXT}{FOOT}", title="The pier")], DUMP))
    assert isinstance(found, Clean)
    assert found.title == "The pier"
