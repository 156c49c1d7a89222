"""Tables that only lay out a page, as old ones do: unfolded, for an extractor would make rows of their texts."""

from __future__ import annotations

from itertools import islice

from cleanroom.clean.extract.engine import Tree
from cleanroom.clean.extract.paragraphs import content

#: blocks of a text; cells of data hold none, or one
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "pre", "table", "div")
#: blocks, and pairs of line breaks, in one cell from which it holds a text
_TEXT_BLOCKS = 2
#: of the characters of a table, what its cells with texts hold
_SHARE = 0.6
#: characters of such a cell, at least
_CELL_CHARS = 200
#: tables that such a table stands in, at most
_NESTED = 8


def unfold(tree: Tree) -> bool:
    """Make plain containers of the tables, rows and cells that hold texts rather than data; whether there were some."""
    tables = [table for table in tree.iter("table") if not _is_deep(table) and _lays_out(table)]
    for table in tables:
        for element in [table, *_own(table, "tbody", "thead", "tfoot", "tr", "td")]:
            element.tag = "div"
    return bool(tables)


def _is_deep(table: Tree) -> bool:
    """In so many tables that no page is laid out like that: to look at all in each takes the square of the time."""
    return next(islice(table.iterancestors("table"), _NESTED, None), None) is not None


def _own(table: Tree, *tags: str) -> list[Tree]:
    """Elements of a table that belong to no table in it."""
    return [e for e in table.iterdescendants(*tags) if next(e.iterancestors("table"), None) is table]


def _lays_out(table: Tree) -> bool:
    if _own(table, "th", "caption"):
        return False
    texts = [cell for cell in _own(table, "td") if _holds_text(cell)]
    return bool(texts) and sum(len(content(cell)) for cell in texts) >= _SHARE * len(content(table))


def _holds_text(cell: Tree) -> bool:
    blocks = sum(1 for _ in cell.iterdescendants(*_BLOCKS)) + _pairs_of_breaks(cell)
    return blocks >= _TEXT_BLOCKS and len(content(cell)) >= _CELL_CHARS


def _pairs_of_breaks(cell: Tree) -> int:
    """Where two line breaks follow each other, with nothing between them."""
    return sum(
        1
        for br in cell.iterdescendants("br")
        if not (br.tail or "").strip() and (after := br.getnext()) is not None and after.tag == "br"
    )
