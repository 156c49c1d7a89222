"""The paragraphs of a page: what stands in one block, how much of it is links, and whether the markup calls it junk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from cleanroom.clean.extract.engine import Tree

#: elements that may hold a paragraph themselves, beside the blocks in them
_BLOCKS = ("p", "li", "dd", "td", "blockquote", "pre", "div", "section", "article", "main")
#: elements inside of a paragraph
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark q s samp small span "
    "strike strong sub sup time tt u var wbr".split()
)
#: elements that hold no text of the article, whatever they are called
_JUNK_TAGS = frozenset("nav aside footer form button figcaption noscript template select dialog menu".split())
#: what authors of pages call containers of other things, as a class or id
_JUNK_NAMES = re.compile(
    r"comment|related|sidebar|footer|newsletter|promo|share|social|cookie|consent|popup|modal|recirc|recommend"
    r"|most-?read|trending|breadcrumb|onetrust|log-?in(?:$|[\s_-])|sign-?(?:in|up)"
    r"|(?:^|[\s_-])(?:ad|ads|nav|menu|tags?|disqus|widget-area|more-stories|read-?next|author-?(?:bio|box)|bio)(?:$|[\s_-])"
    r"|(?:^|\s)(?:hidden|hide|d-none|sr-only|visually-hidden|screen-reader-text)(?:$|\s)",
    re.IGNORECASE,
)
#: and what they call the text of the article
ARTICLE_NAMES = re.compile(
    r"article-?_*(?:body|content|text)|(?:entry|post|story|blog)-?_*(?:content|body|text)", re.IGNORECASE
)
#: ids of what React sends hidden, late and apart, and its script then moves to where it belongs
_STREAMED = "S:"
#: the class of posts in the markup that their service hands out
_EMBEDDED = "twitter-tweet"
_HIDDEN = re.compile(r"display:\s*none")
_END = re.compile(r"[.!?…。！？；:\"”»)]\s*$")
_SPACE = re.compile(r"\s+")
_SIGNS = re.compile(r"\W+")
#: an element with so much of the page's paragraphs is no box of junk, however it is called ("content-with-sidebar")
_TOO_LARGE = 0.4
#: of a paragraph's characters; with more it is a list of links
_LINKED = 0.4
#: characters below which a block is a label
_SHORTEST = 25
#: characters from which a block is prose if it ends like a sentence, and however it ends
_PROSE, _LONG_PROSE = 60, 140


@dataclass(frozen=True)
class Paragraph:
    """The text of one block with single blanks, and how many of its characters are links."""

    element: Tree
    text: str
    links: int
    junk: bool = False  # it stands in a container that is called something else than article

    @property
    def linked(self) -> bool:
        """Whether much of it is links."""
        return self.links > _LINKED * len(self.text)

    @property
    def wanted(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.junk and not self.linked

    @property
    def prose(self) -> bool:
        """Whether it is a paragraph of an article, as far as it can tell alone."""
        size = len(self.text)
        ends = size >= _LONG_PROSE or _END.search(self.text[-3:]) is not None
        return self.wanted and size >= _PROSE and ends

    @cached_property
    def key(self) -> str:
        """Its first letters and digits, to find it again in an extracted text."""
        return squash(self.text[:90])[:50]


def squash(text: str) -> str:
    """Letters and digits only."""
    return _SIGNS.sub("", text)


def content(element: Tree) -> str:
    """All text in an element, with single blanks."""
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


def attributes(element: Tree) -> dict[str, str]:
    """The attributes of an element but those that lxml reads and cannot write: "{" opens a namespace to it, and stands
    in pages whose templates were not filled in."""
    return {name: value for name, value in element.attrib.items() if not name.startswith("{")}


def paragraphs(tree: Tree) -> list[Paragraph]:
    """The paragraphs of a page in their order."""
    found = list(_blocks(tree))
    sizes = weights(paragraph for paragraph in found if len(paragraph.text) >= _PROSE and not paragraph.linked)
    total = max(sizes.values(), default=0)
    known: dict[Tree, bool] = {}
    return [
        Paragraph(p.element, p.text, p.links, _in_junk(p.element, known, sizes, _TOO_LARGE * total)) for p in found
    ]


def weights(found: Iterable[Paragraph]) -> dict[Tree, int]:
    """Characters of these paragraphs in each element that holds some of them."""
    sizes: dict[Tree, int] = {}
    for paragraph in found:
        for element in upwards(paragraph.element):
            sizes[element] = sizes.get(element, 0) + len(paragraph.text)
    return sizes


def upwards(element: Tree) -> Iterator[Tree]:
    """An element, and those that it stands in, from the inside out."""
    yield element
    yield from element.iterancestors()


def _blocks(tree: Tree) -> Iterator[Paragraph]:
    for element in tree.iter(*_BLOCKS):
        text = content(element) if element.tag == "p" else _own_text(element)
        if len(text) >= _SHORTEST:
            links = sum(len(content(link)) for link in element.iter("a"))
            yield Paragraph(element, text, min(links, len(text)))


def _own_text(element: Tree) -> str:
    """What an element says outside of the blocks in it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in _INLINE:
            parts.extend(child.itertext())
        parts.append(child.tail or "")
    return _SPACE.sub(" ", "".join(parts)).strip()


def _in_junk(element: Tree, known: dict[Tree, bool], sizes: dict[Tree, int], large: float) -> bool:
    chain = []
    for above in upwards(element):
        if above in known:
            break
        chain.append(above)
    junk = known.get(chain[-1].getparent(), False) if chain else known[element]
    for below in reversed(chain):
        junk = junk or (sizes.get(below, 0) <= large and is_junk(below))
        known[below] = junk
    return junk


def names(element: Tree) -> str:
    """Its classes and its id."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def is_marked(element: Tree) -> bool:
    """Whether the markup says that this is the text of the article."""
    return element.get("itemprop") == "articleBody" or ARTICLE_NAMES.search(element.get("class") or "") is not None


def is_embedded(quote: Tree) -> bool:
    """Whether a quotation is a post in the markup that its service hands out."""
    return _EMBEDDED in (quote.get("class") or "")


def is_junk(element: Tree) -> bool:
    """Whether the markup calls an element something else than article."""
    if element.tag in ("html", "body", "main"):
        return False
    if element.tag in _JUNK_TAGS or element.get("aria-hidden") == "true":
        return True
    if element.get("hidden") is not None:
        return not (element.get("id") or "").startswith(_STREAMED)
    called = names(element)
    if len(called) > 1 and _JUNK_NAMES.search(called):
        return not is_marked(element) and not any(map(is_embedded, element.iter("blockquote")))
    style = element.get("style")
    return bool(style) and _HIDDEN.search(style) is not None
