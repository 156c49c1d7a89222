"""Units of one document as rows, and what each counts."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Any, cast

from cleanroom.clean.lines import Lines
from cleanroom.clean.model import characters as c
from cleanroom.clean.model.columns import CLASSES
from cleanroom.clean.model.counts import Edges, Tally
from cleanroom.clean.model.evidence import EVIDENCE, evidence_of
from cleanroom.clean.model.small.documents import SmallDocument
from cleanroom.clean.model.small.row import Number, Row, Table
from cleanroom.clean.model.small.weights import Weights
from cleanroom.clean.segment import View
from cleanroom.records import Verdict

_WORD = re.compile(rb"\x05|[\x02-\x04\x06]+")  # by classes of characters: a WIDE one is a word
_MASK = (1 << 64) - 1
_MIX, _HEAD, _TAIL = 0xBF58476D1CE4E5B9, 0xF1257, 0x1A57  # as in cleanroom.clean.model.words
_LEXICON, _WORDS = 64 - 20, 64 - 16
_LOUD, _BREAK, _BLANK = bytes([c.UPPER, c.UPPER]), bytes([c.NEWLINE]), bytes([c.SPACE])


class SmallBatch:
    """As `Batch`, of one document."""

    def __init__(self, views: Lines, verdicts: Sequence[Verdict], weights: Weights) -> None:
        self.weights = weights
        self.documents = SmallDocument(len(views))
        self.codes, self.cls, spans = _characters(views, weights)
        self.spans = spans
        self.gap = Row([view.blank for view in views], "i")
        self.indent = Row([view.indent for view in views], "i")
        self.rows = Row([view.rows for view in views], "i")
        self.piece = Row([view.piece for view in views], "i")
        self.wrapped = Row([any(view.rows > 1 for view in views)], "b")
        evidence, nothing = evidence_of(views, verdicts), [0.0] * len(EVIDENCE)
        said = [evidence.get(index, nothing) for index in range(len(views))]
        columns = [Row([held[k] for held in said], "d") for k in range(len(EVIDENCE))]
        self.evidence = Table(columns, len(views))

    @property
    def edges(self) -> Edges:
        """The ends of units."""
        codes, cls, spans = self.codes, self.cls, self.spans
        final, edge = spans[-1][1] - 1, len(cls) - 1
        before = [max(end - 2, start) for start, end in spans]
        bullet = [
            self.weights.bullets[codes[start]] > 0 and (start == final or cls[min(start + 1, edge)] == c.SPACE)
            for start, _ in spans
        ]
        rows = (
            [cls[start] for start, _ in spans], [cls[min(start + 2, final)] for start, _ in spans], bullet,
            [cls[end - 1] for _, end in spans], [cls[at] for at in before], [codes[end - 1] for _, end in spans],
            [codes[max(end - 2, 0)] for _, end in spans],
        )  # fmt: skip
        return Edges(*[Row(row, "b" if row is bullet else "i") for row in rows])  # type: ignore[arg-type]

    def tally(self, *_: object) -> Tally:
        """What units count."""
        units = [_Unit(self, start, end) for start, end in self.spans]
        firsts: dict[tuple[int, ...], int] = {}
        keys = [tuple(unit.hashes) for unit in units]
        again = [firsts.setdefault(key, i) != i for i, key in enumerate(keys)]
        repeats = Counter(keys)

        def counted(kind: str, values: Iterable[Number]) -> Any:
            return Row(values, kind)

        scores = [unit.scores(self.weights.scores) for unit in units]
        classes = [counted("f", [unit.cls.count(k) for unit in units]) for k in range(32)]
        lexicon = [counted("f", [unit.known.count(k) for unit in units]) for k in range(len(CLASSES) + 2)]
        opens = [bytes([unit.cls[at] for at, _ in unit.words]) for unit in units]
        return Tally(
            cast("Any", Table(classes, len(units))), counted("f", map(len, opens)),
            counted("f", [opening.count(c.UPPER) for opening in opens]),
            counted("f", [opening.count(c.DIGIT) for opening in opens]),
            counted("f", [unit.loud() for unit in units]), counted("f", [unit.years() for unit in units]),
            cast("Any", Table(lexicon, len(units))),
            counted("i", [unit.known[0] if unit.known else 0 for unit in units]),
            counted("d", [sum(held) / 16 for held in scores]), counted("f", map(len, scores)),
            counted("d", [sum([min(one, 0) for one in held]) / 16 for held in scores]),
            counted("f", [len(unit.content) for unit in units]),
            counted("i", [repeats[key] - 1 for key in keys]), counted("b", again),
            cast("Any", SmallVocabulary(units)),
        )  # fmt: skip


class _Unit:
    """The words of a unit: where they are, their hashes, their classes in the lexicon."""

    def __init__(self, batch: SmallBatch, start: int, end: int) -> None:
        self.cls = batch.cls[start:end]
        self.words = [match.span() for match in _WORD.finditer(self.cls)]
        hashed = batch.weights.hashed
        codes = batch.codes[start:end]
        self.hashes = [hashed(codes[begin:stop].tobytes()) for begin, stop in self.words]
        classes = batch.weights.lexicon
        self.known = bytes([classes.get(number >> _LEXICON, 0) for number in self.hashes])
        wide = c.WIDE
        self.content = [
            number
            for number, known, (begin, stop) in zip(self.hashes, self.known, self.words, strict=True)
            if known != 1 and (stop - begin > 2 or self.cls[begin] == wide)
        ]

    def loud(self) -> int:
        """Words that open with two capitals."""
        return sum(stop - begin > 1 and self.cls[begin : begin + 2] == _LOUD for begin, stop in self.words)

    def years(self) -> int:
        """Words of four characters that open with a digit."""
        return sum(stop - begin == 4 and self.cls[begin] == c.DIGIT for begin, stop in self.words)

    def scores(self, held: Sequence[int]) -> list[int]:
        """Learned scores of words, pairs and the words at the ends, in sixteenths."""
        hashes, behind = self.hashes, 1 << 16
        if not hashes:
            return []
        out = [held[number >> _WORDS] for number in hashes]
        rest = [one * 31 + other for one, other in pairwise(hashes)]
        rest += [hashes[0] ^ _HEAD, hashes[-1] ^ _TAIL]
        return out + [held[((number * _MIX & _MASK) >> _WORDS) + behind] for number in rest]


class SmallVocabulary:
    """As `Vocabulary`: words in slots, of which there are as many as the document's words call for."""

    def __init__(self, units: Sequence[_Unit]) -> None:
        size = sum(len(unit.words) for unit in units)
        shift = 64 - (max(size - 1, 0).bit_length() + 4)
        self._slots = [[number >> shift for number in unit.content] for unit in units]

    def shared(self, flag: Row, least: int = 0) -> Row:
        """By unit the content words that more than `least` flagged units of its document have besides it."""
        table = Counter(slot for slots, yes in zip(self._slots, flag.held, strict=True) if yes for slot in slots)
        return Row(
            [
                sum([table[slot] - yes > least for slot in slots])
                for slots, yes in zip(self._slots, flag.held, strict=True)
            ],
            "i",
        )


def _characters(views: Sequence[View], weights: Weights) -> tuple[array[int], bytes, list[tuple[int, int]]]:
    """Code points, their classes, and where each unit is."""
    text = " ".join([view.text for view in views])
    codes = array("H", [c.TOP if code > c.TOP else code for code in map(ord, text)])
    ends = list(accumulate([len(view.text) + 1 for view in views]))
    spans = [(end - len(view.text) - 1, end - 1) for end, view in zip(ends, views, strict=True)]
    classes = weights.classes
    return codes, bytes(map(classes.__getitem__, codes)).replace(_BREAK, _BLANK), spans
