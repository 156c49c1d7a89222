"""The steps of cleaning together: on one page, on one record, on a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from cleanroom.clean import runs
from cleanroom.clean.extract import extract
from cleanroom.clean.findings import Examination
from cleanroom.clean.judge import judge
from cleanroom.clean.language import guess_language
from cleanroom.clean.numbered import numbered, without
from cleanroom.clean.opinions import opinions
from cleanroom.clean.rules import RuleSet, default_rules
from cleanroom.clean.separate import join
from cleanroom.clean.settle import Settled, cuts_of, settle
from cleanroom.clean.sheet import Heard, Sheet, lay_out_all
from cleanroom.clean.streams import streams
from cleanroom.clean.templates import Furniture, Learner, Profile
from cleanroom.config import CleanConfig
from cleanroom.errors import RecordError
from cleanroom.kernels.pace import pace
from cleanroom.records import Clean, Page, Raw, Reject, Verdict
from cleanroom.text import host

#: note on a document from which nearly everything would have gone
FELL_BACK = "most of it looked like junk: only the precise rules were applied"


def examine(
    page: Page, config: CleanConfig, rules: RuleSet | None = None, furniture: Furniture | None = None
) -> Examination:
    """Judge a page without cutting it: what `clean_record` acts on and `explain` shows."""
    return examine_all([(page, furniture)], config, rules)[0].found


def examine_all(
    pages: Sequence[tuple[Page, Furniture | None]], config: CleanConfig, rules: RuleSet | None = None
) -> list[Settled]:
    """Judge pages, each with what is known of its source, until nothing more of them would be cut."""
    heard: Heard = defaultdict(dict)
    return settle(pages, partial(_examine_once, config=config, rules=rules or default_rules(), heard=heard), config)


def _examine_once(
    pages: Sequence[tuple[Page, Furniture | None]], config: CleanConfig, rules: RuleSet, heard: Heard
) -> list[Examination]:
    """Judge pages together: the model is asked once about all of them."""
    numbers = [numbered(page.text) for page, _ in pages]
    plain = [
        (replace(page, text=without(page.text, some)) if some else page, known)
        for (page, known), some in zip(pages, numbers, strict=True)
    ]
    sheets = lay_out_all(plain, rules, heard)
    said = [tuple(verdicts(sheet)) for sheet in sheets]
    found = []
    thought = opinions(list(zip(sheets, said, strict=True)), config)
    for (page, _), some, sheet, spans, opinion in zip(pages, numbers, sheets, said, thought, strict=True):
        upheld, fell_back = judge(sheet, spans, opinion, config)
        found.append(Examination(page, sheet, opinion.kind, (*spans, *some), (*upheld, *some), fell_back))
    return found


def clean_record(
    raw: Raw, config: CleanConfig, rules: RuleSet | None = None, profile: Profile | None = None
) -> Clean:
    """Clean one record. Raises RecordError where there is no text to clean."""
    page = extract(raw)
    pages = [(page, profile.of(raw, page) if profile else None)]
    return _cut_all([(raw, examine_all(pages, config, rules)[0])])[0]


def cut(raw: Raw, found: Examination, config: CleanConfig) -> Clean:
    """Cut what was upheld, but for the kinds to keep."""
    return _cut_all([(raw, Settled(found, cuts_of(found, config)))])[0]


def _cut_all(pages: Sequence[tuple[Raw, Settled]]) -> list[Clean]:
    texts = [join(found.page.text, cuts) for _, (found, cuts) in pages]
    languages = _languages([settled.found.page for _, settled in pages], texts)
    return [
        Clean(
            id=raw.id, text=text, raw=found.page.text, removed=cuts, url=found.page.url, lang=language,
            kind_of_input=found.kind, whole=raw.whole, notes=(*raw.notes, *([FELL_BACK] if found.fell_back else [])),
            fields=raw.fields, **streams(found.page, found.upheld, found.verdicts),
        )
        for (raw, (found, cuts)), text, language in zip(pages, texts, languages, strict=True)
    ]  # fmt: skip


def _languages(pages: Sequence[Page], texts: Sequence[str]) -> list[str]:
    """What the pages say of themselves, else a guess at the text that is left."""
    asked = [text for page, text in zip(pages, texts, strict=True) if not page.lang]
    if pace("cleanroom.clean.kernels").has:
        from cleanroom.clean.glance import guess_languages  # noqa: PLC0415  (numpy, llvmlite)

        guesses = iter(guess_languages(asked))
    else:
        guesses = map(guess_language, asked)
    return [page.lang or next(guesses) for page in pages]


def take_record(raw: Raw) -> Clean:
    """A record as it is, extracted where it is HTML; nothing is cut, and nothing guessed but by the extractor."""
    if raw.form == "text":
        return Clean(
            raw.id, raw.content, raw.content, title=raw.title, date=raw.date, author=raw.author, url=raw.url,
            source=host(raw.url) if raw.url else "", lang=raw.lang, whole=raw.whole, notes=raw.notes,
            fields=raw.fields,
        )  # fmt: skip
    page = extract(raw)
    return Clean(
        id=raw.id, text=page.text, raw=page.text, url=page.url, lang=page.lang or guess_language(page.text),
        kind_of_input="html" if page.form == "html" else "scraped", whole=raw.whole, notes=raw.notes, fields=raw.fields,
        **streams(page, ()),
    )  # fmt: skip


def verdicts(sheet: Sheet) -> Iterator[Verdict]:
    """Everything that rules and runs say of a page, not yet judged."""
    for index in sheet.known:
        for hit in sheet.hits[index]:
            yield Verdict(hit.start, hit.end, hit.rule.kind, hit.rule.code, hit.confidence, hit.value)
    yield from runs.find(sheet)


def clean_batch(
    records: Iterable[Raw], config: CleanConfig, rules: RuleSet | None = None, profile: Profile | None = None
) -> Iterator[Clean | Reject]:
    """Clean records in their order; one that has no text to clean becomes a Reject."""
    extracted = [(raw, extracted_or_reject(raw)) for raw in records]
    pages = [(page, profile.of(raw, page) if profile else None) for raw, page in extracted if isinstance(page, Page)]
    found = examine_all(pages, config, rules)
    judged = [raw for raw, page in extracted if isinstance(page, Page)]
    done = iter(_cut_all(list(zip(judged, found, strict=True))))
    for _, page in extracted:
        yield page if isinstance(page, Reject) else next(done)


def learn(records: Iterable[Raw], learner: Learner) -> None:
    """Show records to a learner of templates; one that has no text teaches nothing."""
    for raw in records:
        with suppress(RecordError):
            learner.see(raw, extract(raw))


def extracted_or_reject(raw: Raw) -> Page | Reject:
    """The page of a record."""
    try:
        return extract(raw)
    except RecordError as error:
        return Reject(raw.source, raw.position, error.code, str(error))


def take_batch(records: Iterable[Raw]) -> Iterator[Clean | Reject]:
    """Take records as they are; one that has no text becomes a Reject."""
    for raw in records:
        try:
            yield take_record(raw)
        except RecordError as error:
            yield Reject(raw.source, raw.position, error.code, str(error))
