"""One document, line by line: kept or removed, by what, why. Data first; the command line paints it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cleanroom.clean import Examination
from cleanroom.clean.rules import RuleSet, default_rules
from cleanroom.config import CleanConfig
from cleanroom.records import Verdict

#: why a recogniser of runs or the line model cuts, by its code; a rule says so itself
RUN_REASONS = {
    "run.glued-date": "A labelled or machine-made date stands in front of the first words.",
    "run.known-title": "The line is the title that the record has.",
    "run.known-caption": "The markup of the page calls the line the caption of a picture.",
    "run.headline": "Shaped like a headline: the first such line, one above author or date, or of the text's words.",
    "run.player": "Clocks, buttons and titles of an audio or video player.",
    "run.player-label": "A label or title that touches an audio or video player.",
    "run.open-heading": "A heading about other stories, behind the text, with their titles below.",
    "run.sourced-titles": "Titles in a row that each end with their source.",
    "run.comment-signature": "The name and time of a reader's comment.",
    "run.comments": "It stands in the readers' part of the page.",
    "run.behind-comments": "It stands behind the readers' part, among other stories or at the foot of the page.",
    "run.buttons": "Buttons of a post, which recur below other posts of the page.",
    "run.post-card": "It stands beside the name of who wrote a post: rank, number of posts, since when.",
    "run.date-and-name": "A date and its author on one line.",
    "run.name": "A name below the headline, with a role or a date beside it.",
    "run.unsigned-comments": "Readers speak to the author from here to the end, without names or times.",
    "run.biography": "It tells who the author is, not the story.",
    "run.about": "A heading that names the author or the firm behind the text, and what is told of them under it.",
    "run.link-number": "The number that a terminal browser prints before a link.",
    "run.link-list": "The addresses of links, which a terminal browser prints below the page.",
    "run.between": "The lines around it are cut, and nothing says that it is wanted.",
    "model.dump": "The trained line model finds it unlike the text of a page; how sure it is, is the confidence.",
    "model.scraped": "The trained line model finds it unlike the article around it; how sure it is, is the confidence.",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A span of the document: a line, or the part of one that a verdict is about.

    `verdict` is None where nothing was said; `removed` tells whether it is cut, and `because` in words why.
    """

    number: int  # of the line, from 1, blank lines counted
    start: int
    end: int
    text: str
    removed: bool
    verdict: Verdict | None
    because: str


def explain(found: Examination, config: CleanConfig, rules: RuleSet | None = None) -> Iterator[Explained]:
    """Every line of a page with what was decided about it and why."""
    upheld = {v.start: v for v in found.upheld}
    reasons = {rule.code: rule.why for rule in (rules or default_rules()).rules}
    said: dict[int, Verdict] = {}
    for verdict in found.verdicts:
        if verdict.start not in said or verdict.confidence > said[verdict.start].confidence:
            said[verdict.start] = verdict
    said |= upheld  # what only the judge knows: cuts of the model, and of lines amid those that go
    for view in found.sheet.views:
        number = found.page.text.count("\n", 0, view.start) + 1
        at = view.start
        for start in sorted(s for s in said if view.start <= s < view.end):
            verdict = upheld.get(start, said[start])
            if start < at or (start not in upheld and any(start < other < verdict.end for other in upheld)):
                continue  # within a cut, or around one: the cut is what counts
            if start > at:
                yield _plain(number, at, start, found)
            removed = start in upheld and verdict.kind not in config.keep
            text = found.page.text[start : verdict.end]
            because = _because(verdict, start in upheld, found, config, reasons)
            yield Explained(number, start, verdict.end, text, removed, verdict, because)
            at = verdict.end
        if at < view.end:
            yield _plain(number, at, view.end, found)


def _plain(number: int, start: int, end: int, found: Examination) -> Explained:
    return Explained(number, start, end, found.page.text[start:end], False, None, "")


def _because(
    verdict: Verdict, upheld: bool, found: Examination, config: CleanConfig, reasons: Mapping[str, str]
) -> str:
    reason = RUN_REASONS.get(verdict.rule) or reasons.get(verdict.rule, "")
    if verdict.kind == "template":
        reason = f"It {verdict.value}."
    if not upheld and verdict.confidence >= config.needed(found.kind == "page_dump") and not found.fell_back:
        return "kept: the line model finds it like the text around it"
    if not upheld:
        needs = _needs(verdict, found, config)
        return f"kept: {verdict.confidence:.2f} is not enough evidence here ({needs}){_also(verdict)}"
    if verdict.kind in config.keep:
        return f"kept: --keep {verdict.kind}"
    return reason


def _needs(verdict: Verdict, found: Examination, config: CleanConfig) -> str:
    needed = config.needed(found.kind == "page_dump")
    if found.fell_back and verdict.confidence >= needed:
        return f"falling back needs {config.precise_confidence:.2f}"
    return f"{f'--{config.prefer} needs ' if config.prefer else ''}{needed:.2f}{'' if config.prefer else ' is needed'}"


def _also(verdict: Verdict) -> str:
    return f"; it {verdict.value}" if verdict.kind == "template" else ""
