"""Units of wrapped and one-line text, and the trained model: no document's answer depends on another's."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import pytest
from clean_cases import SEEDS, cases

from cleanroom.clean import clean_batch, clean_record
from cleanroom.clean.segment import segment
from cleanroom.clean.units import is_wrapped, units
from cleanroom.config import CleanConfig
from cleanroom.records import Clean, Raw

SEED_TEXTS = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
TEXTS = [case.text for case in cases()] + SEED_TEXTS
PROSE = SEED_TEXTS[3]


def wrapped(text: str, width: int = 72) -> str:
    return "\n\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in text.splitlines() if line.strip())


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_units_of_unwrapped_text_are_its_lines(text: str) -> None:
    """Text that is neither wrapped nor on one line is judged line by line."""
    found = units(text)
    if not is_wrapped(found) and not any(unit.piece for unit in found):
        assert found == tuple(segment(text))


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_wrapped_text_is_joined(width: int, break_: str) -> None:
    """Wrapped text is joined into the paragraphs that it was wrapped from, each as long as its span."""
    text = wrapped(PROSE, width).replace("\n", break_)
    found = units(text)
    assert is_wrapped(found)
    for unit in found:
        assert len(unit.text) == unit.end - unit.start
        assert unit.text.split() == text[unit.start : unit.end].split()
        assert not set("\n\r") & set(unit.text)
    paragraphs = [line.split() for line in PROSE.splitlines() if line.strip()]
    same = sum(unit.text.split() in paragraphs for unit in found)
    assert same >= 0.9 * len(paragraphs)


def test_one_line_is_cut_at_sentences() -> None:
    """A text on one line is judged by sentences, which cover it."""
    text = " ".join(PROSE.split())
    found = units(text)
    assert len(found) > 10
    assert all(unit.piece and text[unit.start : unit.end] == unit.text for unit in found)
    assert "".join("".join(unit.text.split()) for unit in found) == "".join(text.split())


def test_a_text_does_not_depend_on_its_batch() -> None:
    """A text gives the same result alone and among others, in any order."""
    raws = [Raw(str(number), text) for number, text in enumerate(TEXTS[::3])]
    config = CleanConfig(input="dump")
    alone = [clean_record(raw, config) for raw in raws]
    assert list(clean_batch(raws, config)) == alone
    assert list(clean_batch(raws[::-1], config)) == alone[::-1]


def test_the_input_can_be_named() -> None:
    """`input` says what kind of text it is, against any estimate."""
    for name, kind in (("dump", "page_dump"), ("scraped", "scraped")):
        config = replace(CleanConfig(), input=name)
        assert {clean_record(Raw("a", text), config).kind_of_input for text in SEED_TEXTS} == {kind}


def test_rules_alone() -> None:
    """Who asks for rules only gets no cut of the model."""
    for page in clean_batch([Raw("a", text) for text in TEXTS], CleanConfig(model=False)):
        assert isinstance(page, Clean)
        assert not [cut for cut in page.removed if cut.rule.startswith("model.")]


def test_a_menu_that_no_rule_knows_goes_from_a_dump() -> None:
    """In a page dump the model cuts what no phrase names, and says that it was the model."""
    menu = ["Ashby Wharf", "Canal Users", "Moorings", "Lock Keepers", "Winter Works", "Boat Hire", "Towpath"]
    other = [f"{place} reopens after the flood" for place in ("Mill Lock", "Hatton Weir", "Long Bridge", "Fen Basin")]
    body = [line for line in PROSE.splitlines() if line.strip()][:12]
    text = "\n".join([*menu, *menu[::-1], *body, "More from the canals", *other * 3, *menu, "Terms of Use", "About us"])
    page = clean_record(Raw("a", text), CleanConfig(input="dump"))
    cut = {line for removal in page.removed for line in removal.text.splitlines()}
    assert {"Moorings", "Boat Hire"} <= cut
    assert {removal.rule for removal in page.removed} & {"model.dump"}
    kept = sum(line in page.text for line in body)
    assert kept >= 10
