"""The cleaning stage: one record in, one Clean out; nothing is cut but by `separate`.

    extract    record to page: plain text as it is, HTML through trafilatura
    segment    page to lines
    rules/     what a line says:      phrases, patterns and shapes, as data
    runs/      what lines say together: widgets, comment sections, lists of stories, the head
    sheet      lines and rule hits of one page, laid out for judging
    judge      which verdicts are upheld, given the kind of input
    separate   the cut
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleanroom.clean import runs
from cleanroom.clean.extract import extract
from cleanroom.clean.judge import estimate_input, judge
from cleanroom.clean.language import guess_language
from cleanroom.clean.rules import RuleSet, default_rules
from cleanroom.clean.separate import join, removals
from cleanroom.clean.sheet import Sheet, lay_out
from cleanroom.clean.streams import streams
from cleanroom.config import CleanConfig
from cleanroom.errors import RecordError
from cleanroom.records import Clean, Raw, Reject, Verdict


def clean_record(raw: Raw, config: CleanConfig, rules: RuleSet | None = None) -> Clean:
    """Clean one record. Raises RecordError where there is no text to clean."""
    page = extract(raw)
    sheet = lay_out(page, rules or default_rules())
    kind = estimate_input(sheet, config)
    upheld, fell_back = judge(sheet, verdicts(sheet), kind, config)
    cuts = removals(page.text, (v for v in upheld if v.kind not in config.keep))
    notes = (*raw.notes, *(["most of it looked like junk: only the precise rules were applied"] if fell_back else []))
    text = join(page.text, cuts)
    return Clean(
        id=raw.id, text=text, raw=page.text, removed=cuts, url=page.url, lang=page.lang or guess_language(text),
        kind_of_input=kind, notes=notes, fields=raw.fields, **streams(page, upheld),
    )  # fmt: skip


def verdicts(sheet: Sheet) -> Iterator[Verdict]:
    """Everything that rules and runs say of a page, not yet judged."""
    for hits in sheet.hits:
        for hit in hits:
            yield Verdict(hit.start, hit.end, hit.rule.kind, hit.rule.code, hit.rule.confidence, hit.value)
    yield from runs.find(sheet)


def clean_batch(records: Iterable[Raw], config: CleanConfig, rules: RuleSet | None = None) -> Iterator[Clean | Reject]:
    """Clean records one by one; one that has no text to clean becomes a Reject."""
    for raw in records:
        try:
            yield clean_record(raw, config, rules)
        except RecordError as error:
            yield Reject(raw.source, raw.position, error.code, str(error))
