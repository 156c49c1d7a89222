"""Decisions about texts: keep a span, cut a span, never apply a rule to a source. Cuts in, cuts out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cleanroom.clean.separate import removals
from cleanroom.decisions.decision import Decision
from cleanroom.decisions.outcome import Outcome, judged
from cleanroom.records import Removal, Verdict

#: the rule of a cut that a person decided
RULE = "decision"
Span = tuple[int, int]


class TextDecisions:
    """Decisions about texts by the documents they touch; it remembers what became of each."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self.by_document: dict[str, list[Decision]] = defaultdict(list)
        self._never: dict[tuple[str, str], Decision] = {}
        self._undone: dict[str, int] = defaultdict(int)
        self._found: dict[str, Outcome] = {}
        self._all = [d for d in decisions if d.action in ("keep", "cut", "never")]
        for decision in self._all:
            if decision.action == "never":
                self._never[decision.rule, decision.source] = decision
            else:
                self.by_document[decision.document].append(decision)

    @property
    def rules(self) -> set[str]:
        """Rules that some source is spared."""
        return {rule for rule, _ in self._never}

    def recut(self, document: str, raw: str, source: str, cuts: Sequence[Removal]) -> tuple[Removal, ...]:
        """The cuts of a document as people want them; `cuts` are the machine's, sorted. First rules, then spans."""
        left = [cut for cut in cuts if (cut.rule, source) not in self._never]
        for cut in cuts:
            if spared := self._never.get((cut.rule, source)):
                self._undone[spared.id] += 1
        steps: list[tuple[Decision, Span, bool]] = []
        for decision in self.by_document.get(document, ()):
            place = locate(raw, decision)
            if place is None:
                self._found[decision.id] = Outcome(decision, "impossible", "its text is not there, or more than once")
                continue
            steps.append((decision, place, _holds(decision, raw, place, left)))
            left = _kept(raw, left, place) if decision.action == "keep" else _cut(raw, left, place, decision.kind)
        for decision, place, before in steps:
            self._found[decision.id] = judged(decision, before, _holds(decision, raw, place, left))
        return tuple(left)

    def outcomes(self) -> list[Outcome]:
        """What became of each, in their order; to be asked when all documents were seen."""
        return [self._outcome(decision) for decision in self._all]

    def _outcome(self, decision: Decision) -> Outcome:
        if decision.action != "never":
            return self._found.get(decision.id) or Outcome(decision, "impossible", "there is no such document")
        first = self._never[decision.rule, decision.source]
        count = self._undone[first.id]
        return Outcome(decision, "applied" if count else "already", f"{count:,} cuts taken back" if count else "")


def locate(raw: str, decision: Decision) -> Span | None:
    """Where the span of a decision is: at its place, else where its text stands if it stands there once."""
    if raw[decision.start : decision.end] == decision.text:
        return decision.start, decision.end
    start = raw.find(decision.text)
    if start < 0 or raw.find(decision.text, start + 1) >= 0:
        return None
    return start, start + len(decision.text)


def _holds(decision: Decision, raw: str, place: Span, cuts: Sequence[Removal]) -> bool:
    """Whether the cuts are as a decision asks; white space does not count."""
    inside = _overlap(raw, place, cuts)
    return inside == 0 if decision.action == "keep" else inside == _letters(raw, *place)


def _overlap(raw: str, place: Span, cuts: Sequence[Removal]) -> int:
    spans = ((max(cut.start, place[0]), min(cut.end, place[1])) for cut in cuts)
    return sum(_letters(raw, start, end) for start, end in spans if start < end)


def _letters(raw: str, start: int, end: int) -> int:
    return sum(not char.isspace() for char in raw[start:end])


def _kept(raw: str, cuts: Sequence[Removal], place: Span) -> list[Removal]:
    """The cuts without a span; what is left of one and is only white space stays in the text, too."""
    left = []
    for cut in cuts:
        if cut.end <= place[0] or cut.start >= place[1]:
            left.append(cut)
            continue
        for start, end in ((cut.start, place[0]), (place[1], cut.end)):
            if start < end and raw[start:end].strip():
                left.append(Removal(start, end, cut.kind, cut.rule, cut.confidence, raw[start:end]))
    return left


def _cut(raw: str, cuts: Sequence[Removal], place: Span, kind: str) -> list[Removal]:
    """The cuts with a span, and the white space that every cut takes, as far as they do not have it."""
    made = list(cuts)
    for wide in removals(raw, [Verdict(*place, kind, RULE, 1.0)]):
        at = wide.start
        for start, end in [*((cut.start, cut.end) for cut in cuts if cut.end > wide.start), (wide.end, wide.end)]:
            stop = min(max(start, at), wide.end)
            if at < stop:
                made.append(Removal(at, stop, kind, RULE, 1.0, raw[at:stop]))
            at = max(at, end)
    return sorted(made, key=lambda cut: cut.start)
