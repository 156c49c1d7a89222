"""The body set apart: a page of nothing but the article, in which nothing wanted looks like junk to an extractor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy

from cleanroom.clean.extract.body import articles_in
from cleanroom.clean.extract.engine import Tree
from cleanroom.clean.extract.paragraphs import Paragraph, attributes, content, is_embedded, upwards

#: an element with so many characters of prose in more than one paragraph stays, whatever it is called: extractors take
#: "slide", "expand" or "widget" for junk, and authors wrap half of an article in it
_PROTECTED = 300
#: a card above a word has so many links, which are this share of what it says; and it is less than its paragraph
_CARD_LINKS = 3
_CARD_LINKED = 0.7
_CARD_OF_PARAGRAPH = 0.9
#: how boxes are known again in the copy
_BOX = "data-cleanroom-box"


def set_apart(body: Tree, lead: Iterable[Paragraph], found: Sequence[Paragraph]) -> Tree:
    """A page of the lead and a copy of the body, marked as schema.org does. The tree stays as it is."""
    copied = _copied(body, _protected(body, found), [*_boxes(body, found), *articles_in(body, found)])
    _drop_cards(copied)
    _keep_posts(copied)
    copied.tag, copied.tail = "div", None
    copied.attrib.clear()
    page = body.makeelement("html", {})
    page.append(page.makeelement("body", {}))
    article = page.makeelement("div", {"itemprop": "articleBody"})
    page[0].append(article)
    for paragraph in lead:
        line = page.makeelement("p", {})
        line.text = paragraph.text
        article.append(line)
    article.append(copied)
    return page


def _copied(body: Tree, protected: Sequence[Tree], boxes: Sequence[Tree]) -> Tree:
    """A copy of the body, some elements without their attributes, and without the boxes."""
    held = {element: attributes(element) for element in protected}
    for element in protected:
        element.attrib.clear()
    for element in boxes:
        element.set(_BOX, "")
    copied = deepcopy(body)
    for element in boxes:
        element.attrib.pop(_BOX, None)
    for element, known in held.items():
        element.attrib.update(known)
    for element in [e for e in copied.iterdescendants() if e.get(_BOX) is not None]:
        element.drop_tree()
    return copied


def _protected(body: Tree, found: Sequence[Paragraph]) -> list[Tree]:
    """Elements in the body that hold much of the article."""
    count: Counter[Tree] = Counter()
    size: Counter[Tree] = Counter()
    for paragraph in found:
        for element in paragraph.element.iterancestors() if paragraph.wanted else ():
            count[element] += 1
            size[element] += len(paragraph.text)
    return [e for e in count if size[e] >= _PROTECTED and count[e] > 1 and body in e.iterancestors()]


def _boxes(body: Tree, found: Sequence[Paragraph]) -> list[Tree]:
    """The largest elements in the body of which the markup says that all paragraphs in them are something else."""
    inside = [p for p in found if body in p.element.iterancestors()]
    shared = {element for p in inside if not p.junk for element in upwards(p.element)}
    shared.add(body)
    boxes: dict[Tree, None] = {}
    for paragraph in inside:
        if paragraph.junk and paragraph.element not in shared:
            box = paragraph.element
            while box.getparent() not in shared:
                box = box.getparent()
            boxes[box] = None
    return list(boxes)


def _drop_cards(copied: Tree) -> None:
    """Drop cards that open above a word: links in a span inside of a paragraph that says more than they."""
    for span in reversed(list(copied.iter("span"))):  # the innermost first: the name itself stands in the outer ones
        links = [content(link) for link in span.iter("a")]
        if len(links) < _CARD_LINKS or sum(map(len, links)) < _CARD_LINKED * len(content(span)):
            continue
        paragraph = next(span.iterancestors("p"), None)
        if paragraph is not None and len(content(span)) < _CARD_OF_PARAGRAPH * len(content(paragraph)):
            span.drop_tree()


def _keep_posts(copied: Tree) -> None:
    """Make plain quotations of embedded posts: extractors drop all that is called embedded."""
    for quote in copied.iter("blockquote"):
        inner = quote if is_embedded(quote) else copied
        while inner is not copied:
            inner.attrib.clear()
            outer = inner.getparent()
            alone = all(child is inner or child.tag == "script" for child in outer)
            inner = outer if alone else copied
