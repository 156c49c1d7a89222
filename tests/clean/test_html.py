"""HTML: what is taken from a page. The cases are pages of our own in fixtures/html."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from clean_cases import FIXTURES, squeeze

from cleanroom.clean import clean_record
from cleanroom.clean.extract import extract
from cleanroom.clean.separate import join
from cleanroom.config import CleanConfig
from cleanroom.errors import RecordError
from cleanroom.records import Raw

DATA = tomllib.loads((FIXTURES.parent / "html" / "bodies.toml").read_text("utf-8"))
PROSE: list[str] = DATA["prose"]
every_case = pytest.mark.parametrize("case", DATA["case"], ids=lambda case: case["name"])


def page_of(html: str) -> str:
    """A page with its paragraphs in place."""
    parts = {"p": PROSE[:4], "q": PROSE[4:]}
    for name, those in parts.items():
        html = html.replace(f"{{{name}}}", "".join(f"<p>{text}</p>" for text in those))
    return re.sub(r"\{(\d)\}", lambda found: PROSE[int(found.group(1)) - 1], html)


def texts(said: list[Any]) -> list[str]:
    return [PROSE[one - 1] if isinstance(one, int) else one for one in said]


@every_case
def test_the_article_is_found(case: dict[str, Any]) -> None:
    """All of the article is taken from a page, in its order, once, and nothing of what stands around it."""
    found = squeeze(extract(Raw("case", page_of(case["html"]), "html")).text)
    places = [found.find(text) for text in texts(case["kept"])]
    missing = [text for text, place in zip(texts(case["kept"]), places, strict=True) if place < 0]
    assert not missing, found
    numbered = [place for one, place in zip(case["kept"], places, strict=True) if isinstance(one, int)]
    assert numbered == sorted(numbered)
    assert all(found.count(text) == 1 for text in texts(case["kept"]))
    assert not [text for text in texts(case.get("dropped", [])) if text in found], found


@every_case
def test_offsets_refer_to_the_extracted_text(case: dict[str, Any]) -> None:
    """Cuts from a page have their offsets in the text that was extracted, and replaying them gives the clean text."""
    raw = Raw("case", page_of(case["html"]), "html")
    done = clean_record(raw, CleanConfig())
    assert done.raw == extract(raw).text
    assert join(done.raw, done.removed) == done.text
    assert all(done.raw[cut.start : cut.end] == cut.text for cut in done.removed)


def test_a_page_says_who_and_when() -> None:
    """Title, date, author and site come from the head, from structured data anywhere, and from what the record has."""
    head = """<head><title>A second boat - Ostrava Post</title><meta property="og:site_name" content="Ostrava Post">
    <meta property="article:published_time" content="2021-03-03T08:00:00Z"></head>"""
    data = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
    "headline": "A second boat", "author": {"@type": "Person", "name": "Ilse Vang"}}</script>"""
    html = page_of(f"<html>{head}<body><article><h1>A second boat</h1>{{p}}{{q}}</article>{data}</body></html>")
    page = extract(Raw("case", html, "html"))
    assert (page.title, page.date) == ("A second boat", "2021-03-03")
    assert (page.author, page.site) == ("Ilse Vang", "Ostrava Post")
    told = extract(Raw("case", html, "html", title="Told", date="1999", author="Somebody"))
    assert (told.title, told.date, told.author) == ("Told", "1999", "Somebody")


def test_a_date_outside_of_the_article() -> None:
    """A date that only the whole page names is found."""
    html = "<html><body><p class='date'>March 3, 2021</p><main><h1>A second boat</h1>{p}{q}</main></body></html>"
    assert extract(Raw("case", page_of(html), "html")).date == "2021-03-03"


@pytest.mark.parametrize("html", ["", " ", "<html></html>", "<html><body><script>var x</script></body></html>"])
def test_nothing_to_take(html: str) -> None:
    """A page without text is refused, not taken for an empty article."""
    with pytest.raises(RecordError) as refused:
        extract(Raw("case", html, "html"))
    assert refused.value.code == "no_content"


def test_the_same_page_five_times() -> None:
    """Extraction keeps nothing between pages: the same one gives the same text each time."""
    raw = Raw("case", page_of(DATA["case"][0]["html"]), "html")
    assert len({extract(raw).text for _ in range(5)}) == 1


def test_captions_become_a_field() -> None:
    """What the markup calls the caption of a picture of the article fills the field, and is cut from the text."""
    html = page_of(
        """<html><body><nav><figure><figcaption>A teaser</figcaption></figure></nav><article><h1>A second boat</h1>{p}
        <figure><img src="a.jpg"><figcaption>The new boat <span>in the yard</span></figcaption></figure>
        <div><img src="b.jpg"><p class="bildunterschrift">The old boat on the sand</p></div>{q}</article></body>"""
    )
    done = clean_record(Raw("case", html, "html"), CleanConfig())
    assert done.captions == ("The new boat in the yard", "The old boat on the sand")
    assert not [line for line in ("A teaser", *done.captions) if line in done.text]
    assert {cut.rule for cut in done.removed if cut.kind == "caption"} == {"run.known-caption"}
