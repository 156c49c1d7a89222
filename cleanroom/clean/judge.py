"""Verdicts to a decision: which of them are upheld, given what kind of text it is and what the model thinks of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from cleanroom.clean.between import between
from cleanroom.clean.opinions import Opinion
from cleanroom.clean.protected import protected, signs_post
from cleanroom.clean.sheet import Sheet
from cleanroom.config import CleanConfig
from cleanroom.records import Verdict

#: neighbours alone never make a line surer than this: the precise rules stay apart from the supported ones
_MOST_SUPPORT = 0.9
#: kinds that the labels of the model's training texts leave open: titles may stay or go, some gold texts keep
#: the notices that say where a text is from
_UNTAUGHT = frozenset(("title", "republication"))

_NONE: list[Verdict] = []

#: confidence that a rule of the text's language ("en.share": two letters and a dot) may lack to that of another's for
#: its kind to be taken
_NEARLY_AS_SURE = 0.05

#: confidence of a rule that knows a pointer by its label: "Read more: ..."
_SURE_POINTER = 0.85

#: kinds of notices that a site puts between the paragraphs of a text
_WITHIN = ("paywall", "advertisement")

#: how sure the model is of a paragraph beside which a heading may stand
_SURE_PARAGRAPH = 0.8

#: words of a headline, at least: dates, names and buttons above a text have fewer
_TITLE_WORDS = 6


def judge(
    sheet: Sheet, verdicts: Iterable[Verdict], opinion: Opinion, config: CleanConfig
) -> tuple[list[Verdict], bool]:
    """The verdicts that are upheld, and whether the fall-back to precise ones was needed."""
    dump = opinion.kind == "page_dump"
    best = _support(sheet, _best_per_line(verdicts))
    evidence = _evidence(sheet, opinion)
    upheld = _weighed(sheet, best, evidence, config) if evidence else _sure(best, config.needed(dump))
    upheld = _with_those_between(sheet, upheld, evidence, config)
    most = config.max_removed_dump if dump and opinion.wanted else config.max_removed_share
    if _removed_share(sheet, upheld) <= most:
        return upheld, False
    return _sure(best, config.precise_confidence), True


def _with_those_between(
    sheet: Sheet, upheld: list[Verdict], evidence: _Evidence | None, config: CleanConfig
) -> list[Verdict]:
    """And the lines amid those that go, unless the model is sure that they are wanted."""
    number = sheet.views.number
    more = [v for v in between(sheet, upheld) if not evidence or _holds(v, evidence, number[v.start], config)]
    return sorted([*upheld, *more], key=lambda v: v.start) if more else upheld


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the model says of the units of a page, and between which two of them its text stands."""

    wanted: Sequence[float]
    dump: bool
    first: int
    last: int

    def inside(self, index: int) -> bool:
        """Between two paragraphs of the text."""
        return self.first < index < self.last


def _evidence(sheet: Sheet, opinion: Opinion) -> _Evidence | None:
    """None without the model."""
    if not opinion.wanted:
        return None
    said = zip(sheet.views.prose, opinion.wanted, strict=True)
    text = [index for index, (prose, wanted) in enumerate(said) if prose and wanted > 0.5]
    return _Evidence(opinion.wanted, opinion.kind == "page_dump", *((text[0], text[-1]) if text else (0, -1)))


def _sure(verdicts: Iterable[Verdict], needed: float) -> list[Verdict]:
    return [v for v in verdicts if v.confidence >= needed]


def _weighed(sheet: Sheet, verdicts: Sequence[Verdict], evidence: _Evidence, config: CleanConfig) -> list[Verdict]:
    """Unit by unit what rules, runs and the model say. Rules name the kind where both agree."""
    dump, starts, ends, wanted = evidence.dump, sheet.views.start, sheet.views.end, evidence.wanted
    upheld: list[Verdict] = []
    rule, needed = ("model.dump" if dump else "model.scraped"), config.needed(dump)
    least = min(config.junk(dump, False), config.junk(dump, True))
    said = _by_unit(sheet, verdicts)
    doubted = [index for index, share in enumerate(wanted) if 1 - share >= least]
    silent: frozenset[int] | None = frozenset() if dump else None
    for index in sorted({*said, *doubted}) if said else doubted:
        start, end, junk = starts[index], ends[index], 1 - wanted[index]
        parts, sure = said.get(index, _NONE), _NONE
        if parts:
            if whole := _whole(sheet, index, parts, evidence, config):
                upheld.append(_at_least(whole, round(junk, 3)))
                continue
            sure = _sure((v for v in parts if v.start > start or v.end < end), needed)
            upheld += sure
        if junk < least or not _goes_alone(sheet, index, parts, junk, evidence, config):
            continue
        silent = _silent(sheet, config) if silent is None else silent
        if index in silent:
            continue
        if sure:
            upheld += [Verdict(*rest, "boilerplate", rule, round(junk, 3)) for rest in _rest(start, end, sure)]
        else:
            upheld.append(Verdict(start, end, "boilerplate", rule, round(junk, 3)))
    return upheld


def _by_unit(sheet: Sheet, verdicts: Iterable[Verdict]) -> dict[int, list[Verdict]]:
    """The verdicts on each unit of which something was said, in order: a span is of the unit that it begins in."""
    found: dict[int, list[Verdict]] = {}
    for verdict in verdicts:
        index = bisect_right(sheet.views.end, verdict.start)
        if index < len(sheet.views):
            found.setdefault(index, []).append(verdict)
    return found


def _whole(
    sheet: Sheet, index: int, parts: Sequence[Verdict], evidence: _Evidence, config: CleanConfig
) -> Verdict | None:
    """The first verdict on the whole unit that stands."""
    start, end = sheet.views.start[index], sheet.views.end[index]
    for v in parts:
        if v.start <= start and v.end >= end and _holds(v, evidence, index, config):
            return v
    return None


def _goes_alone(  # noqa: PLR0913, PLR0917
    sheet: Sheet, index: int, parts: Sequence[Verdict], junk: float, evidence: _Evidence, config: CleanConfig
) -> bool:
    """Whether the model's word alone is enough to cut a unit, or what parts of it leave."""
    if evidence.dump:
        doubtful = junk < config.dump_junk_doubtful
        if junk < config.dump_junk or (doubtful and _may_be_text(sheet, index, parts, evidence)):
            return False
        return not (evidence.first < index < evidence.last and signs_post(sheet.views.text(index)))
    inside, view = evidence.inside(index), sheet.views[index]
    mute = inside and (view.bulleted or any(v.kind == "dateline" for v in parts))
    return not mute and junk >= config.junk(False, view.prose or view.piece or inside or _closes(sheet, index))


def _closes(sheet: Sheet, index: int) -> bool:
    """A sentence that ends a text below a notice that stands in texts by nature: a paragraph, though it seems furniture
    beside the notice alone."""
    return index == len(sheet.views) - 1 and sheet.has_kind(index - 1, *_WITHIN) and sheet.views[index].tells


def _may_be_text(sheet: Sheet, index: int, parts: Sequence[Verdict], evidence: _Evidence) -> bool:
    """A line of a dump of which no rule knows anything, and which is what somebody says, or short and between two
    paragraphs that the model finds wanted: a heading."""
    if parts or sheet.hits[index]:
        return False
    if evidence.first < index < evidence.last and sheet.is_titlelike(index):
        prose, wanted = sheet.views.prose, evidence.wanted
        if all(prose[i] and wanted[i] > _SURE_PARAGRAPH for i in (index - 1, index + 1)):
            return True
    spoken: bool = sheet.views[index].spoken
    return spoken


def _silent(sheet: Sheet, config: CleanConfig) -> frozenset[int]:
    """The units of an extracted text that the model alone does not cut: all of verse, of a list or a table."""
    if not _mostly_prose(sheet, config):
        return frozenset(range(len(sheet.views)))
    return protected(sheet).union(index for index in range(sheet.first_prose) if _may_be_title(sheet, index))


def _rest(at: int, end: int, parts: Sequence[Verdict]) -> Iterator[tuple[int, int]]:
    """What the parts leave of a unit."""
    for part in parts:
        if part.start > at:
            yield at, part.start
        at = max(at, part.end)
    if at < end:
        yield at, end


def _may_be_title(sheet: Sheet, index: int) -> bool:
    """A headline or a heading above the text, of which the model was taught nothing."""
    return sheet.views[index].words >= _TITLE_WORDS and sheet.is_titlelike(index)


def _mostly_prose(sheet: Sheet, config: CleanConfig) -> bool:
    """Not verse, a list or a table, where the model alone may not cut from a scraped text."""
    return sheet.views.chars_of_prose() >= config.scraped_prose_share * sheet.chars


def _holds(verdict: Verdict, said: _Evidence, index: int, config: CleanConfig) -> bool:
    """Whether a rule's verdict on a unit stands. The model does not overrule sure rules, nor what it was taught nothing
    about: titles, and lines that recur over the stories of their source. A date between paragraphs heads an entry of
    the text more often than not, whatever the model says."""
    if verdict.confidence >= config.rule_sure:
        return True
    # sure pointers to other stories stand between paragraphs by nature
    inside = said.inside(index) and not (verdict.kind == "read_more" and verdict.confidence >= _SURE_POINTER)
    untaught = verdict.kind in _UNTAUGHT or (verdict.kind == "dateline" and inside)
    if verdict.kind == "template" or (untaught and not said.dump):
        return said.dump or verdict.confidence >= config.needed(said.dump)
    return 1 - said.wanted[index] >= config.junk_agreed(said.dump, verdict.confidence, inside)


def _best_per_line(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """One verdict per span: the surest, and of equals the first that was given; signed by the text's own language."""
    best: dict[int, Verdict] = {}
    several: dict[int, list[Verdict]] = {}
    for verdict in verdicts:
        held = best.setdefault(verdict.start, verdict)
        if held is not verdict:
            several.setdefault(verdict.start, [held]).append(verdict)
            if (verdict.confidence, verdict.end) > (held.confidence, held.end):
                best[verdict.start] = verdict
    foreign = {start for start in several if best[start].rule[2:3] == "."}
    if foreign:
        alone = (verdict for start, verdict in best.items() if start not in several)
        packs = Counter([v.rule[:2] for v in chain(alone, *several.values()) if v.rule[2:3] == "."])
        native = max(packs, key=lambda language: packs[language])
        best |= {start: _signed(best[start], several[start], native) for start in foreign}
    return sorted(best.values(), key=lambda v: v.start)


def _signed(best: Verdict, said: Iterable[Verdict], native: str) -> Verdict:
    """The verdict; where its rule is of another language than most that hit, signed by one that says the same, or
    nearly as surely something else: a Dutch rule about "Print" tells nothing of an English page."""
    if best.rule[:2] == native:
        return best
    near = best.confidence - _NEARLY_AS_SURE
    alike = [v for v in said if v.end == best.end and (v.kind == best.kind or v.confidence >= near)]
    named = max(alike, key=lambda v: (v.rule[2:3] != "." or v.rule[:2] == native, v.kind == best.kind, v.confidence))
    return replace(named, confidence=best.confidence)


def _support(sheet: Sheet, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Junk comes in runs: lines tagged one after the other support each other (noisy-or of their confidences)."""
    raised: list[Verdict] = []
    group: list[Verdict] = []
    above: int | None = None
    for verdict in verdicts:
        index = sheet.views.number.get(verdict.start)
        if group and (index is None or above is None or index != above + 1):
            raised += _raised(group)
            group = []
        group.append(verdict)
        above = index
    return raised + _raised(group)


def _raised(group: Sequence[Verdict]) -> list[Verdict]:
    doubt = 1.0
    for verdict in group:
        doubt *= 1.0 - verdict.confidence
    together = min(round(1.0 - doubt, 3), _MOST_SUPPORT)
    return [_at_least(verdict, together) for verdict in group]


def _at_least(verdict: Verdict, together: float) -> Verdict:
    if together <= verdict.confidence:
        return verdict
    return Verdict(verdict.start, verdict.end, verdict.kind, verdict.rule, together, verdict.value)


def _removed_share(sheet: Sheet, verdicts: Iterable[Verdict]) -> float:
    return sum([v.end - v.start for v in verdicts]) / sheet.chars if sheet.chars else 0.0
