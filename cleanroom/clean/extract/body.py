"""Where the article of a page is: the smallest element with nearly all of its prose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from cleanroom.clean.extract.engine import Tree
from cleanroom.clean.extract.paragraphs import Paragraph, is_marked, squash, upwards, weights

#: of the characters of a page's prose, what its body holds: the rest is teasers, notices, lines on the author
_SHARE = 0.85
#: what may be a body: a list, a table row or a paragraph is a part of one
_BODIES = frozenset("div article section main body td center form".split())
#: of the prose, and characters of it, what an element must hold that is marked as the article to be it
_MARKED_SHARE = 0.3
_MARKED_CHARS = 500
#: the same for what an article holds outside of the articles in it
_OWN_SHARE = 0.15
_OWN_CHARS = 400


def body_of(found: Sequence[Paragraph]) -> Tree | None:
    """The element that holds the article, or None where a page has no paragraph."""
    prose: Sequence[Paragraph] = [p for p in found if p.prose] or [p for p in found if p.wanted]
    if not prose:
        return None
    prose = _within(prose, _is_main)
    prose = _own(_within(prose, _is_article))
    prose = _within(prose, is_marked)
    sizes = weights(prose)
    least = _SHARE * sum(len(p.text) for p in prose)
    body = max((e for e, size in sizes.items() if size >= least), key=_depth)
    while body.tag not in _BODIES and body.getparent() is not None:
        body = body.getparent()
    return body


def coverage(found: Iterable[Paragraph], text: str) -> float:
    """The share of the prose that an extracted text has (1.0 where there is none)."""
    squashed = squash(text)
    prose = [p for p in found if p.prose]
    total = sum(len(p.text) for p in prose)
    at = covered = 0
    for paragraph in prose:
        # in the order of the page: to look from the beginning for each takes the square of the time
        place = squashed.find(paragraph.key, at)
        if place >= 0 or (place := squashed.find(paragraph.key)) >= 0:
            at = place
            covered += len(paragraph.text)
    return covered / total if total else 1.0


def _depth(element: Tree) -> int:
    return sum(1 for _ in element.iterancestors())


def _is_main(element: Tree) -> bool:
    return bool(element.tag == "main" or element.get("role") == "main")


def _is_article(element: Tree) -> bool:
    return bool(element.tag == "article")


def _within(prose: Sequence[Paragraph], marked: Callable[[Tree], bool]) -> Sequence[Paragraph]:
    """The paragraphs in the first element so marked that holds enough of them: the next ones are other stories.

    A text may stand in several elements of one name (advertisements between them); articles are each for themselves.
    """
    sizes = weights(prose)
    least = max(_MARKED_SHARE * sum(len(p.text) for p in prose), _MARKED_CHARS)
    those = [e for e in sizes if marked(e) and not any(marked(above) for above in e.iterancestors())]
    first = next((e for e in those if sizes[e] >= least), None)
    if first is None:
        return prose
    names = (first.tag, first.get("class"))
    alike = {first, *(e for e in those if marked is is_marked and (e.tag, e.get("class")) == names)}
    return [p for p in prose if not alike.isdisjoint(upwards(p.element))]


def _own(prose: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """What an article says itself, without the articles in it, if that is enough: some hold teasers of others."""
    nearest = [_article_around(p) for p in prose]
    own = [p for p, article in zip(prose, nearest, strict=True) if article is nearest[0]]
    return own if nearest[0] is not None and _enough(own, prose) else prose


def articles_in(body: Tree, found: Iterable[Paragraph]) -> list[Tree]:
    """The articles in a body that says enough without them: they are others."""
    prose = [p for p in found if p.prose and body in p.element.iterancestors()]
    around = [_article_around(p) for p in prose]
    others = [e if e is not None and body in e.iterancestors() else None for e in around]
    own = [p for p, other in zip(prose, others, strict=True) if other is None]
    return list(dict.fromkeys(e for e in others if e is not None)) if _enough(own, prose) else []


def _article_around(paragraph: Paragraph) -> Tree | None:
    return next((e for e in paragraph.element.iterancestors() if _is_article(e)), None)


def _enough(own: Iterable[Paragraph], prose: Iterable[Paragraph]) -> bool:
    return sum(len(p.text) for p in own) >= max(_OWN_SHARE * sum(len(p.text) for p in prose), _OWN_CHARS)
