"""A run in the terminal: the overview, and a story with a coloured diff. Texts of strangers are made harmless."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from cleanroom.audit import views
from cleanroom.audit.diff import Diff, Piece
from cleanroom.audit.diff import Row as DiffRow
from cleanroom.audit.queries import Audit
from cleanroom.audit.shown import name_of, shorten, visible
from cleanroom.errors import UsageError

Row = dict[str, Any]

#: cells of the longest bar, and of a line of a diff
_BAR, _WIDTH = 30, 100
_INK = {"left": "31", "right": "32", "moved": "35"}
_MARKS = {"left": ("[-", "-]"), "right": ("{+", "+}"), "moved": ("<~", "~>")}


def overview(audit: Audit) -> Iterator[str]:
    """Counts, kinds, places and sources, line by line."""
    found = views.overview(audit)
    facts = found["facts"]
    yield f"{facts['read']:,} read - {facts['rejected']:,} rejected = {facts['documents']:,} documents"
    yield f"{facts['documents']:,} documents - {facts['folded']:,} folded = {facts['kept']:,} stories kept"
    yield f"{facts['removed_characters']:,} of {facts['characters']:,} characters cut ({found['share']:.1%})"
    yield from _bars("removed, by kind", [(row["kind"], row["characters"], row["bar"]) for row in found["kinds"]])
    yield from _bars(
        "documents, by their place", [(row["role"], row["count"], row["share"]) for row in found["relations"]]
    )
    yield from _bars(
        "sources that lost most",
        [(row["source"] or "(no source)", f"{row['share']:.1%}", row["share"]) for row in found["lost"]],
    )
    yield from _bars("stories nearest to the threshold", [
        (name_of(row, 50), f"{row['documents']:,} {'document' if row['documents'] == 1 else 'documents'}", 0.0)
        for row in audit.rows("SELECT * FROM stories WHERE margin IS NOT NULL ORDER BY margin, id LIMIT 5")
    ])  # fmt: skip
    yield ""
    yield from (f"{name:16} {visible(value)}" for name, value in found["settings"])


def _bars(title: str, rows: Sequence[tuple[str, object, float]]) -> Iterator[str]:
    if not rows:
        return
    yield f"\n{title}:"
    names = [
        (shorten(visible(name), 50), f"{value:,}" if isinstance(value, int) else str(value)) for name, value, _ in rows
    ]
    wide, figures = (max(len(row[column]) for row in names) for column in (0, 1))
    for (name, value), (_, _, share) in zip(names, rows, strict=True):
        yield f"  {name:{wide}}  {value:>{figures}}  {'█' * round(_BAR * share)}".rstrip()


def story(audit: Audit, document: str, member: str | None, colour: bool) -> Iterator[str]:
    """The story that a document is in: its members, and one of them beside the kept text."""
    found = audit.document(document)
    if found is None:
        raise UsageError(f"{audit.folder} has no document {document}; ids are case-sensitive")
    wanted = member or (document if document != found["story"] else "")
    shown = views.story(audit, found["story"], wanted)
    if shown is None or (member and (shown["chosen"] is None or shown["chosen"]["id"] != member)):
        raise UsageError(f"{member} is no folded document of that story; leave out --member to compare the least alike")
    yield f"{visible(name_of(shown['story']))}: {shown['story']['documents']:,} documents"
    yield f"kept by {visible(': '.join(shown['by']))}\n"
    yield f"{'Jaccard':>8} {'in kept':>8} {'kept in':>8} {'length':>9}  role       document"
    for row in shown["members"]:
        scores = (row["jaccard"], row["containment"], row["kept_within"])
        shares = " ".join(f"{'-' if row['id'] == row['story'] else f'{score:.3f}':>8}" for score in scores)
        yield visible(
            f"{shares} {row['length']:9,}  {row['role']:9}  {row['id']}  {row['source']} {row['date']}".rstrip()
        )
    if shown["chosen"]:
        yield f"\nkept text and {visible(shown['chosen']['id'])}:\n"
        yield from coloured(shown["diff"], colour)


def coloured(found: Diff, colour: bool) -> Iterator[str]:
    """A diff, one text after the other within each stretch; without colour as [-only kept-] and {+only here+}."""
    for row in found.rows:
        if row.folded:
            yield f"    … {row.words:,} equal words …"
            continue
        words = "".join(_inked(piece, kind, colour) for piece, kind in _merged(row))
        for line in words.splitlines():
            yield from textwrap.wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False) or [""]


def _merged(row: DiffRow) -> Iterator[tuple[Piece, str]]:
    """The pieces of both sides in one line of reading; what both have comes once."""
    right = iter(row.right)
    for piece in row.left:
        if piece.state == "equal":
            yield from _until_equal(right)
        yield piece, "left"
    yield from _until_equal(right)


def _until_equal(pieces: Iterator[Piece]) -> Iterator[tuple[Piece, str]]:
    for piece in pieces:
        if piece.state == "equal":
            return
        yield piece, "right"


def _inked(piece: Piece, side: str, colour: bool) -> str:
    text = str(visible(piece.text))
    if piece.state == "equal":
        return text
    kind = "moved" if piece.state == "moved" else side
    body = text.rstrip()
    before, after = (f"\x1b[{_INK[kind]}m", "\x1b[0m") if colour else _MARKS[kind]
    return f"{before}{body}{after}{text[len(body) :]}"
