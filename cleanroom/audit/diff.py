"""Two texts word by word: what both have, what only one has, and passages that stand elsewhere in the other.

rapidfuzz finds the longest common subsequence; own code drops the chance agreements of common words in it, finds
passages that were moved, and folds what is long and equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

#: words of each text that are compared: two of these take about 0.2 s and 60 MB
MOST_WORDS = 20_000
#: equal words between two changes that are no chance agreement
_AGREEMENT = 3
#: words of a passage that counts as moved
_MOVED = 8
#: equal words shown on either side of a change; what lies between is folded if it is longer than this again
_CONTEXT = 25

State = Literal["equal", "only", "moved"]
#: copies of a passage that are looked at: a text of one phrase repeated has thousands
_COPIES = 50
#: a word with the white space behind it; in scripts without blanks every character is one
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]\s*|[^\s{_UNSPACED}]+\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive words of one text. `moved` pieces have a number that their counterpart has, too."""

    text: str
    state: State
    number: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """Passages side by side. A folded row is equal on both sides and long; `words` says how long."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    folded: bool = False
    words: int = 0


@dataclass(frozen=True, slots=True)
class Diff:
    """Two texts side by side; words are counted, `cut` tells whether only their beginnings were compared."""

    rows: tuple[Row, ...]
    equal: int
    moved: int
    left_only: int
    right_only: int
    cut: bool = False


@dataclass(slots=True)
class _Op:
    """words[a:b] of the left text against words[c:d] of the right one."""

    equal: bool
    a: int
    b: int
    c: int
    d: int
    folded: bool = False
    closes: bool = False  # a paragraph ends with it in both texts


def diff(left: str, right: str) -> Diff:
    """Compare two texts word by word; white space between words does not count."""
    ours, theirs = (_WORD.findall(text, 0, 12 * MOST_WORDS)[:MOST_WORDS] for text in (left, right))
    a, b = ([word.rstrip() for word in words] for words in (ours, theirs))
    ops = _closed_up(a, b, _without_chance(_ops(a, b)))
    moved_left, moved_right = _moved(a, b, ops)
    rows = tuple(_rows(ours, theirs, ops, (moved_left, moved_right)))
    equal = sum(op.b - op.a for op in ops if op.equal)
    moved = sum(number > 0 for number in moved_left)
    cut = len("".join(ours)) < len(left.lstrip()) or len("".join(theirs)) < len(right.lstrip())
    return Diff(
        rows, equal, moved, len(a) - equal - moved, len(b) - equal - sum(number > 0 for number in moved_right), cut
    )


def _ops(a: Sequence[str], b: Sequence[str]) -> Iterator[_Op]:
    """Equal and unequal stretches in turn."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415 - only where two texts are compared

    held: _Op | None = None
    for op in LCSseq.opcodes(a, b):
        made = _Op(op.tag == "equal", op.src_start, op.src_end, op.dest_start, op.dest_end)
        if held and not held.equal and not made.equal:
            _extend(held, made)
            continue
        if held:
            yield held
        held = made
    if held:
        yield held


def _without_chance(ops: Iterator[_Op]) -> list[_Op]:
    """The stretches, those joined that only a few common words keep apart."""
    joined: list[_Op] = []
    for op in ops:
        if len(joined) > 1 and not op.equal and _is_chance(joined[-2], joined[-1], op):
            _extend(joined[-2], joined.pop())
            _extend(joined[-1], op)
        else:
            joined.append(op)
    return joined


def _is_chance(before: _Op, between: _Op, after: _Op) -> bool:
    """Whether an agreement is shorter than the changes around it on both sides, and short by itself."""
    long = between.b - between.a
    around = min(max(op.b - op.a, op.d - op.c) for op in (before, after))
    return long < _AGREEMENT and around > long


def _closed_up(a: Sequence[str], b: Sequence[str], ops: list[_Op]) -> list[_Op]:
    """The stretches, equal words at the end of a change given to the equal stretch behind it."""
    for op, following in pairwise(ops):
        while not op.equal and op.b > op.a and op.d > op.c and a[op.b - 1] == b[op.d - 1]:
            op.b, op.d, following.a, following.c = op.b - 1, op.d - 1, op.b - 1, op.d - 1
    return [op for op in ops if op.b > op.a or op.d > op.c]


def _extend(op: _Op, following: _Op) -> None:
    op.b, op.d = following.b, following.d


def _moved(a: Sequence[str], b: Sequence[str], ops: Sequence[_Op]) -> tuple[list[int], list[int]]:
    """For each word of both texts the number of the moved passage that it is in, 0 for none."""
    left, right = [0] * len(a), [0] * len(b)
    free, inside = _passages(b, ops), _changed(len(b), ops)
    number = 0
    for op in ops:
        at = op.a
        while not op.equal and at <= op.b - _MOVED:
            starts = free.get(tuple(a[at : at + _MOVED]), ())
            start = next((start for start in starts if not any(right[start : start + _MOVED])), None)
            if start is None:
                at += 1
                continue
            number += 1
            length = 0
            while at + length < op.b and start + length < len(b) and a[at + length] == b[start + length]:
                if right[start + length] or not inside[start + length]:
                    break
                left[at + length] = right[start + length] = number
                length += 1
            at += length
    return left, right


def _passages(b: Sequence[str], ops: Sequence[_Op]) -> dict[tuple[str, ...], list[int]]:
    """Where in the changes of the right text each passage of `_MOVED` words begins."""
    found: dict[tuple[str, ...], list[int]] = {}
    for op in ops:
        for at in range(op.c, op.d - _MOVED + 1) if not op.equal else ():
            starts = found.setdefault(tuple(b[at : at + _MOVED]), [])
            if len(starts) < _COPIES:
                starts.append(at)
    return found


def _changed(length: int, ops: Sequence[_Op]) -> list[bool]:
    """Which words of the right text stand in a change."""
    inside = [False] * length
    for op in ops:
        if not op.equal:
            inside[op.c : op.d] = [True] * (op.d - op.c)
    return inside


def _rows(
    ours: Sequence[str], theirs: Sequence[str], ops: Sequence[_Op], moved: tuple[list[int], list[int]]
) -> Iterator[Row]:
    """The stretches as rows: a new one with each paragraph and each long change, long equal ones folded."""
    left: list[Piece] = []
    right: list[Piece] = []
    for op in _parts(ours, theirs, ops):
        long = max(op.b - op.a, op.d - op.c) > _CONTEXT
        if (long or op.folded) and (left or right):
            yield Row(tuple(left), tuple(right))
            left, right = [], []
        left += _pieces(ours, op.a, op.b, moved[0], op.equal)
        right += _pieces(theirs, op.c, op.d, moved[1], op.equal)
        if long or op.folded or op.closes:
            yield Row(tuple(left), tuple(right), op.folded, op.b - op.a if op.folded else 0)
            left, right = [], []
    if left or right:
        yield Row(tuple(left), tuple(right))


def _parts(ours: Sequence[str], theirs: Sequence[str], ops: Sequence[_Op]) -> Iterator[_Op]:
    """Equal stretches cut at the ends of paragraphs, or where they are folded; others as they are."""
    for place, op in enumerate(ops):
        head = _CONTEXT if place else 0
        tail = _CONTEXT if place < len(ops) - 1 else 0
        if not op.equal:
            yield op
        elif op.b - op.a <= head + tail + _CONTEXT:
            yield from _paragraphs(ours, theirs, op)
        else:
            yield from _paragraphs(ours, theirs, _Op(True, op.a, op.a + head, op.c, op.c + head))
            yield _Op(True, op.a + head, op.b - tail, op.c + head, op.d - tail, folded=True)
            yield from _paragraphs(ours, theirs, _Op(True, op.b - tail, op.b, op.d - tail, op.d))


def _paragraphs(ours: Sequence[str], theirs: Sequence[str], op: _Op) -> Iterator[_Op]:
    start = 0
    for at in range(op.b - op.a):
        if "\n" in ours[op.a + at] and "\n" in theirs[op.c + at]:
            yield _Op(True, op.a + start, op.a + at + 1, op.c + start, op.c + at + 1, closes=True)
            start = at + 1
    if op.a + start < op.b:
        yield _Op(True, op.a + start, op.b, op.c + start, op.d)


def _pieces(words: Sequence[str], start: int, end: int, moved: Sequence[int], equal: bool) -> Iterator[Piece]:
    """Words as one piece where both texts have them, else with moved passages apart."""
    if equal and start < end:
        yield Piece("".join(words[start:end]), "equal")
        return
    at = start
    while at < end:
        stop = at
        while stop < end and moved[stop] == moved[at]:
            stop += 1
        yield Piece("".join(words[at:stop]), "moved" if moved[at] else "only", moved[at])
        at = stop
