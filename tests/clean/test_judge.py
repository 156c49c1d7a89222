"""What the judge makes of opinions of the model: where a line stands counts, and what it is."""

from __future__ import annotations

from collections.abc import Mapping

from cleanroom.clean.judge import judge
from cleanroom.clean.opinions import Opinion
from cleanroom.clean.rules import default_rules
from cleanroom.clean.sheet import lay_out
from cleanroom.clean.stage import examine, verdicts
from cleanroom.config import CleanConfig
from cleanroom.records import InputKind, Page

CONFIG = CleanConfig()
FIRST = "The mayor of Aldersee has asked the residents to water the trees in front of their houses this week."
SECOND = "Every tree needs about four buckets a week, the parks department of the town said on Wednesday."
THIRD = "A hotline has been set up for people who cannot carry so much water themselves, a spokesman added."


def cut(lines: list[str], junk: Mapping[str, float], kind: InputKind = "scraped") -> set[str]:
    """The lines that go where the model gives these probabilities of junk, and 0.02 to all others."""
    sheet = lay_out(Page("\n\n".join(lines)), default_rules())
    opinion = Opinion(kind, [1 - junk.get(view.text, 0.02) for view in sheet.views])
    upheld, fell_back = judge(sheet, list(verdicts(sheet)), opinion, CONFIG)
    assert not fell_back
    return {sheet.page.text[v.start : v.end] for v in upheld}


def test_the_model_needs_more_between_paragraphs() -> None:
    """What it cuts below a text it leaves between two paragraphs, unless it is surer; of a dump it cuts both."""
    lines = [FIRST, "Buckets and cans", SECOND, THIRD, "Ashby Wharf"]
    junk = {"Buckets and cans": 0.8, "Ashby Wharf": 0.8}
    assert cut(lines, junk) == {"Ashby Wharf"}
    assert cut(lines, dict.fromkeys(junk, 0.9)) == set(junk)
    assert cut(lines, junk, "page_dump") == set(junk)


def test_items_between_paragraphs_stay() -> None:
    """An item of a list amid an extracted text is the text's, however sure the model is."""
    lines = [FIRST, "- Buckets", "- Cans", SECOND, THIRD, "- Ashby Wharf"]
    assert cut(lines, {"- Buckets": 0.99, "- Cans": 0.99, "- Ashby Wharf": 0.99}) == {"- Ashby Wharf"}


def test_dates_between_paragraphs_stay() -> None:
    """A date between paragraphs heads an entry of the text, whatever rule and model say; from a dump it goes."""
    lines = [FIRST, "March 16, 2026", SECOND, "March 17, 2026", THIRD, SECOND, FIRST]
    dates = {"March 16, 2026": 0.94, "March 17, 2026": 0.94}
    assert "March 17, 2026" not in cut(lines, dates)
    assert set(dates) <= cut(lines, dates, "page_dump")


def test_a_rule_needs_no_agreement_but_may_be_overruled() -> None:
    """Between paragraphs a rule cuts where the model is in doubt, and not where the model finds the line wanted; for a
    pointer to another story that is no place of its own."""
    notice = "© 2026 Aldersee Weekly. All rights reserved."
    lines = [FIRST, notice, SECOND, THIRD]
    assert cut(lines, {notice: 0.5}) == {notice}
    assert cut(lines, {notice: 0.35}) == set()
    assert cut([FIRST, SECOND, THIRD, notice], {notice: 0.35}) == {notice}
    pointer = "READ MORE: How the river was lost"
    assert cut([FIRST, pointer, SECOND, THIRD], {pointer: 0.35}) == {pointer}
    assert cut([FIRST, pointer, SECOND, THIRD], {pointer: 0.25}) == set()


def test_a_rule_of_the_language_signs() -> None:
    """A button that a pack of another language knows better is signed by the text's own, as sure as by the other."""
    english = [FIRST, SECOND, THIRD, "Follow us on Twitter", "Share this article", "Tweet", "Print"]
    upheld = examine(Page("\n\n".join(english)), CleanConfig(model=False)).upheld
    assert {verdict.rule.partition(".")[0] for verdict in upheld} == {"en"}
    alone = examine(Page("\n\n".join([FIRST, SECOND, THIRD, "Tweet"])), CleanConfig(model=False)).upheld
    assert [verdict.confidence for verdict in alone] == [0.87]


def test_quoted_posts_and_footnotes_stay() -> None:
    """The signature of a quoted post and a footnote are the text's; a line of the same place that is neither goes."""
    below = ["— Willa Example (@willa) November 19, 2019", "1. The count of 2018. ↩", "Ashby Wharf"]
    assert cut([FIRST, SECOND, THIRD, *below], dict.fromkeys(below, 0.96)) == {"Ashby Wharf"}


def test_a_quoted_post_stays_amid_the_text_of_a_dump() -> None:
    """Between paragraphs of a page dump the signature of a quoted post stays; below them, in a widget, it goes."""
    signed = "— Willa Example (@willa) November 19, 2019"
    assert cut([FIRST, signed, SECOND, THIRD], {signed: 0.7}, "page_dump") == set()
    assert cut([FIRST, SECOND, THIRD, signed], {signed: 0.7}, "page_dump") == {signed}


def test_sources_stay_up_to_what_a_rule_knows() -> None:
    """What stands below "References" is the text's, but not the furniture behind it."""
    lines = [FIRST, SECOND, THIRD, "References", "Trees of towns, Example Press", "Leave a Reply", "Ashby Wharf"]
    assert cut(lines, dict.fromkeys(lines[3:], 0.96)) == {"Leave a Reply", "Ashby Wharf"}


def test_a_cited_work_stays() -> None:
    """A line with the number of a work stays amid lines that go and against the model; a title there goes."""
    work = "W. Example et al. How towns water trees, Handbook of Towns (2018). DOI: 10.1000/123"
    around = [FIRST, SECOND, THIRD, "Follow us on Twitter", work, "Share this article", "Ashby Wharf"]
    assert work not in cut(around, {work: 0.96, "Ashby Wharf": 0.9})
    title = work.partition(". DOI")[0]
    assert title in cut([title if line == work else line for line in around], {title: 0.96})


def test_what_announces_a_list_is_no_item_of_one() -> None:
    """ "- Keywords" amid items is an item; "Keywords" below a text announces tags."""
    items = "\n\n".join([FIRST, SECOND, "- Authors and titles", "- Keywords", "- Copyright license", THIRD])
    assert not examine(Page(items), CleanConfig(model=False)).upheld
    tail = "\n\n".join([FIRST, SECOND, THIRD, "Keywords", "Trees", "Water"])
    assert [v.rule for v in examine(Page(tail), CleanConfig(model=False)).upheld] == ["en.tags-heading"] * 3


def test_an_answered_letter_is_no_comment_section() -> None:
    """ "> what do you think?" quotes a letter; without the mark the line asks for comments."""
    letter = "\n\n".join([FIRST, "> what do you think?", SECOND, THIRD])
    assert not examine(Page(letter), CleanConfig(model=False)).upheld
    assert examine(Page(letter.replace("> w", "W")), CleanConfig(model=False)).upheld
