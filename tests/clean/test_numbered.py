"""Pages that a terminal browser dumped with numbered links."""

from __future__ import annotations

from clean_cases import clean

HEAD = """
   [1]Skip to content
     * [2]News
     * [3]Farming
   Search: ____________________

   Beavers return to the Arle after four hundred years

"""
TEXT = """   Two families of beavers were released into the [4]upper Arle on Saturday,
   four centuries after the last of their kind was hunted for its fur. The
   animals, seven in all, came from the Tay in lorries lined with straw, the
   county's [5]wildlife trust said on Monday.

   Farmers on the lower river, who lost lambs to the floods of 2020, have
   been promised a hotline and a man with a digger if a dam rises in the
   wrong place. "I would sooner have a beaver than a consultant," said Edwin
   Bray, whose meadows border the release site.
"""
FOOT = """
   [6]Leave a comment

References

   1. https://arle.example/#content
   2. https://arle.example/news
   3. https://arle.example/farming
   4. https://arle.example/river
   5. mailto:trust@arle.example
   6. https://arle.example/#comment
"""


def test_numbers_and_addresses_go() -> None:
    """The numbers of links and the list of their addresses are cut, and what the numbers stood before is judged."""
    page = clean(HEAD + TEXT + FOOT)
    assert page.text.endswith(TEXT.strip().replace("[4]", "").replace("[5]", ""))
    assert "http" not in page.text
    assert "content" not in page.text
    rules = {cut.rule for cut in page.removed}
    assert {"run.link-number", "run.link-list"} <= rules
    assert clean(page.text).text == page.text


def test_every_cut_says_what_stood_there() -> None:
    """Offsets are those of the text with its numbers, and kept and cut spans tile it."""
    raw = HEAD + TEXT + FOOT
    for cut in clean(raw).removed:
        assert raw[cut.start : cut.end] == cut.text


def test_works_and_their_numbers_stay() -> None:
    """Numbers in front of the works that a text cites stay where no list of addresses ends the text."""
    works = ["   [1]A. Example, Beavers of the north, Marlow 1994.", "   [2]B. Sample, Fur and water, Aldersee 2001."]
    text = "\n".join([TEXT, *works])
    assert "[1]A. Example" in clean(text).text
    assert "[4]upper" in clean(text).text


def test_addresses_amid_a_text_stay() -> None:
    """A numbered list of addresses that a paragraph follows belongs to the text, and so do numbers in brackets."""
    text = FOOT.partition("References")[2] + "\n\n" + TEXT
    page = clean(text)
    assert "[4]upper" in page.text
    assert not {"run.link-number", "run.link-list"} & {cut.rule for cut in page.removed}
