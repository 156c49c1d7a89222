"""The text of an HTML page and what the page says of itself."""

from __future__ import annotations

from collections.abc import Sequence

from cleanroom.clean.extract.about import about
from cleanroom.clean.extract.apart import set_apart
from cleanroom.clean.extract.body import body_of, coverage
from cleanroom.clean.extract.engine import Tree, metadata, parse, text
from cleanroom.clean.extract.lead import lead_of
from cleanroom.clean.extract.paragraphs import Paragraph, paragraphs
from cleanroom.clean.extract.pictures import captions
from cleanroom.clean.extract.tables import unfold
from cleanroom.errors import RecordError
from cleanroom.records import Page, Raw

#: characters, and share of the page's prose, below which the text was probably missed: such pages are extracted whole
_LITTLE_TEXT = 750
#: the same where tables lay out the page: the cell of the text was found, and its menus are not called so
_LITTLE_LAID_OUT = 200
_LITTLE_COVERED = 0.5
#: tags of one page: the largest specifications have half as many; a tree of so many takes a minute and 1 GB
MOST_TAGS = 2_000_000


def from_html(raw: Raw) -> Page:
    """The page of a record of HTML.

    Raises RecordError: "no_content" where no text is found, "too_large" for more than MOST_TAGS tags.
    """
    if (tags := raw.content.count("<")) > MOST_TAGS:
        raise RecordError("too_large", f"HTML of {tags:,} tags; {MOST_TAGS:,} are the most")
    tree = parse(raw.content)
    if tree is None:
        raise RecordError("no_content", "no text was found in this HTML")
    little = _LITTLE_LAID_OUT if unfold(tree) else _LITTLE_TEXT
    found = paragraphs(tree)
    body = body_of(found)
    main = _main_text(tree, body, found, little)
    if not main.strip():
        raise RecordError("no_content", "no text was found in this HTML")
    known = metadata(tree if body is None else about(tree, body), tree, raw.url)
    return Page(
        main, "html", raw.title or known.title, raw.date or known.date, raw.author or known.author, known.site,
        raw.url or known.url, raw.lang, () if body is None else captions(body),
    )  # fmt: skip


def _main_text(tree: Tree, body: Tree | None, found: Sequence[Paragraph], little: int) -> str:
    """The text of the body; where that is `little`, of the whole page, if that has more of the prose."""
    apart = text(set_apart(body, lead_of(tree, body, found), found)) if body is not None else ""
    if len(apart) >= little and coverage(found, apart) >= _LITTLE_COVERED:
        return apart
    candidates = [apart, text(tree)]
    if max(map(len, candidates)) < little:
        candidates.append(text(tree, thorough=True))
    return max(candidates, key=lambda one: (coverage(found, one), len(one)))
