"""What the trained model thinks of a page: what kind of input it is, and which of its units are wanted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleanroom.clean.pieces import together
from cleanroom.clean.sheet import Sheet
from cleanroom.config import CleanConfig
from cleanroom.kernels.pace import NUMPY_CHARS, pace
from cleanroom.records import InputKind, Verdict

if TYPE_CHECKING:
    from cleanroom.clean.model.side import Answer, Judged

Said = tuple[Sheet, Sequence[Verdict]]


@dataclass(frozen=True, slots=True)
class Opinion:
    """The kind of input, and for every unit the probability that it is wanted; none without the model."""

    kind: InputKind
    wanted: Sequence[float] = ()


def opinions(pages: Sequence[Said], config: CleanConfig) -> list[Opinion]:
    """An opinion of each page. What a page is told does not depend on the others."""
    asked = [i for i, (sheet, _) in enumerate(pages) if config.model and len(sheet.views) >= config.model_units]
    found = dict(zip(asked, _ask([pages[i] for i in asked], config), strict=True)) if asked else {}
    return [found.get(i) or Opinion(estimate_input(sheet, config)) for i, (sheet, _) in enumerate(pages)]


def _ask(pages: Sequence[Said], config: CleanConfig) -> list[Opinion]:
    answers = _answers(
        [(sheet.views, said) for sheet, said in pages],
        [_side(sheet, config) for sheet, _ in pages],
        [_border(sheet, config) for sheet, _ in pages],
        sum([len(sheet.page.text) for sheet, _ in pages]),
    )
    return [_opinion(sheet, answer, config) for (sheet, _), answer in zip(pages, answers, strict=True)]


def _opinion(sheet: Sheet, answer: Answer, config: CleanConfig) -> Opinion:
    kind = known_input(sheet, config) or ("page_dump" if answer.side == "dump" else "scraped")
    return Opinion(kind, together(sheet, answer.wanted) if kind == "page_dump" else answer.wanted)


def _answers(pages: Sequence[Judged], sides: Sequence[str], borders: Sequence[float], chars: int) -> list[Answer]:
    """The model's answers: the first text of a process does not wait for numpy (0.1 s) unless it is long or a dump."""
    kernels = pace("cleanroom.clean.model.kernels")
    compiled = kernels.pays(chars)
    if "numpy" not in sys.modules and kernels.done <= NUMPY_CHARS:
        from cleanroom.clean.model.small.model import small_model  # noqa: PLC0415

        return [small_model().answer(*asked) for asked in zip(pages, sides, borders, strict=True)]
    from cleanroom.clean.model.line_model import default_model  # noqa: PLC0415  (numpy)

    return default_model().answers(pages, sides, borders, compiled)


def _side(sheet: Sheet, config: CleanConfig) -> str:
    """The side of the model to ask: HTML has been through an extractor; "" where the model is to tell."""
    if known := known_input(sheet, config):
        return "dump" if known == "page_dump" else "scraped"
    return "" if _may_be_dump(sheet, config) else "scraped"


def _border(sheet: Sheet, config: CleanConfig) -> float:
    """The probability from which a text is taken for a page dump."""
    if _is_one_line(sheet):
        return config.dump_probability_flat
    return config.dump_probability if _furniture(sheet, config) else config.dump_probability_bare


def _is_one_line(sheet: Sheet) -> bool:
    return "\n" not in sheet.page.text.strip()


def _may_be_dump(sheet: Sheet, config: CleanConfig) -> bool:
    """A cheap look: a page has lines that are no prose, or has lost its line breaks."""
    return sheet.views.prose.count(False) >= config.dump_short_lines or _is_one_line(sheet)


def known_input(sheet: Sheet, config: CleanConfig) -> InputKind | None:
    """The kind of input where nobody needs to guess it."""
    if sheet.page.form == "html":
        return "html"
    return {"dump": "page_dump", "scraped": "scraped"}.get(config.input)  # type: ignore[return-value]


def estimate_input(sheet: Sheet, config: CleanConfig) -> InputKind:
    """Page dump or already extracted text, without the model: by the share of characters in prose lines, and by
    lines that only pages have."""
    if known := known_input(sheet, config):
        return known
    prose = sum([size for index, size in enumerate(sheet.views.sizes) if sheet.is_prose(index)])
    short = sheet.views.prose.count(False)
    broken = short >= config.dump_short_lines and prose < config.dump_prose_share * sheet.chars
    return "page_dump" if broken and _has_furniture(sheet, config) else "scraped"


def _has_furniture(sheet: Sheet, config: CleanConfig) -> bool:
    """A page has its furniture around it; a table or list that an extractor found has the short lines of one only."""
    return _furniture(sheet, config) >= config.furniture_share * len(sheet.views)


def _furniture(sheet: Sheet, config: CleanConfig) -> int:
    """Lines that a rule is sure of."""
    sure = config.furniture_sure
    return sum([
        any(hit.rule.part == "line" and hit.confidence >= sure for hit in sheet.hits[index]) for index in sheet.known
    ])  # fmt: skip
