"""Labelled documents for the line model: page dumps of every dumper, scraped texts, and these in other clothes.

Every unit of a document is wanted (1), junk (0), or has no say (-1). The labels are those of the scorer.
"""

from __future__ import annotations

import random
import textwrap
import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from cleanroom.clean.rules import default_rules
from cleanroom.clean.segment import View
from cleanroom.clean.sheet import lay_out
from cleanroom.clean.stage import verdicts
from cleanroom.records import Page, Verdict

Array = npt.NDArray[Any]
#: dumps of one page that are trained on, by set: of small sets with careful gold texts more
DUMPS_OF_PAGE = {"articles": 7, "multilingual": 5, "wcxb": 2, "segments": 1, "unlabelled": 1}
DUMPERS = ("html_text", "bs4", "inscriptis", "flat", "lynx", "w3m", "links", "linkline", "bs4flat", "bs4raw")
#: segments name a few lines of a page; the other labels are what trafilatura makes of it, and count less
WEAK, NAMED = 0.3, 2.0
LABELS = {"wanted": 1, "junk": 0, "neutral": -1, "": -1}
_SECOND_LEVEL = ("co", "com", "org", "net", "ac", "gov", "edu", "go", "ne", "or")


@dataclass
class Document:
    """A text with its labels, and what the rules say of it."""

    side: str  # dump or scraped
    dumper: str
    host: str
    text: str
    row: dict[str, Any]
    weight: float = 1.0
    weak: bool = False
    views: tuple[View, ...] = ()
    said: tuple[Verdict, ...] = ()
    labels: Array = field(default_factory=lambda: np.zeros(0, np.int8))
    weights: Array = field(default_factory=lambda: np.zeros(0))


def registered_host(url: str) -> str:
    """The name that was registered: "news.example.co.uk" is of example.co.uk."""
    parts = (urlsplit(url).hostname or "").lower().split(".")
    country = len(parts) > 2 and parts[-2] in _SECOND_LEVEL and len(parts[-1]) == 2
    return ".".join(parts[-3 if country else -2 :])


def fold_of(host: str, folds: int) -> int:
    """The fold of a site."""
    return zlib.crc32(host.encode()) % folds


def rows_of(data: Path, scorer: Any, name: str) -> list[dict[str, Any]]:
    """The rows of a set."""
    path = next(path for path in (data / f"{name}.jsonl", data / f"{name}.jsonl.gz") if path.exists())
    rows: list[dict[str, Any]] = scorer.read_jsonl(path)
    return rows


def dumps_of(folders: list[Path], scorer: Any, name: str, dumper: str) -> dict[str, str]:
    """The dumps of a set by id; none where no folder has them."""
    for folder in folders:
        path = folder / f"{name}.{dumper}.jsonl.gz"
        if path.exists():
            return {row["id"]: row["text"] for row in scorer.read_jsonl(path)}
    return {}


def page_dumps(data: Path, folders: list[Path], scorer: Any) -> Iterator[Document]:
    """Some dumps of every page."""
    dice = random.Random(0)
    for name, most in DUMPS_OF_PAGE.items():
        rows = [r for r in rows_of(data, scorer, name) if not r.get("doubt") and r.get("type", "article") == "article"]
        texts = {dumper: dumps_of(folders, scorer, name, dumper) for dumper in DUMPERS}
        weak = dumps_of(folders, scorer, name, "traf") if name in ("segments", "unlabelled") else None
        for row in rows:
            there = [dumper for dumper in DUMPERS if texts[dumper].get(row["id"], "").strip()]
            dice.shuffle(there)
            gold = row | {"gold": weak.get(row["id"], "")} if weak is not None else row
            if weak is not None and len(gold["gold"]) < 400:
                continue
            for dumper in there[:most]:
                host = registered_host(row["url"])
                yield Document("dump", dumper, host, texts[dumper][row["id"]], gold, 1.0, weak is not None)


def scraped_texts(data: Path, scorer: Any) -> Iterator[Document]:
    """Texts of extractors; some also with blank lines, on one line, or wrapped."""
    doubtful = {f"{n}/{r['id']}" for n in ("wcxb", "multilingual") for r in rows_of(data, scorer, n) if r.get("doubt")}
    dice = random.Random(1)
    for name in ("scraped", "scraped-flat"):
        for row in rows_of(data, scorer, name):
            throw, width = dice.random(), dice.choice((66, 72, 80, 100))
            if row["page"] in doubtful:
                continue
            host, lines = registered_host(row["url"]), row["text"].split("\n")
            yield Document("scraped", row["extractor"], host, row["text"], row)
            if name == "scraped-flat":
                continue
            if throw < 0.25:
                yield Document("scraped", "gaps", host, "\n\n".join(lines), row, 0.5)
            elif throw < 0.4:
                yield Document("scraped", "flat", host, " ".join(row["text"].split()), row, 0.5)
            elif throw < 0.55:
                filled = (textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in lines)
                yield Document("scraped", "wrapped", host, "\n\n".join(filled), row, 0.5)


def other_extractors(data: Path, folders: list[Path], scorer: Any) -> Iterator[Document]:
    """What more extractors made of the pages, where at least half of it is wanted (set.x-NAME.jsonl.gz)."""
    titles = {row["page"]: row["neutral"] for row in rows_of(data, scorer, "scraped")}
    for name in ("articles", "multilingual", "wcxb"):
        rows = rows_of(data, scorer, name)
        for extractor in sorted({p.name.split(".")[1] for f in folders for p in f.glob(f"{name}.x-*.jsonl.gz")}):
            if extractor not in EXTRACTORS:
                continue
            texts = dumps_of(folders, scorer, name, extractor)
            for row in rows:
                if row.get("doubt") or row.get("type", "article") != "article" or not texts.get(row["id"], "").strip():
                    continue
                neutral = titles.get(f"{name}/{row['id']}") or [row[key] for key in ("title",) if row.get(key)]
                host = registered_host(row["url"])
                yield Document("scraped", extractor, host, texts[row["id"]], row | {"neutral": neutral}, 0.6)


#: those whose texts are unlike the ones of the scraped set
EXTRACTORS = ("x-resili",)


@cache
def _once(load: Any) -> Any:
    return load()


def labelled(document: Document, load: Any) -> Document | None:
    """A document with its units, verdicts and labels; None where an extractor's text is mostly junk."""
    scorer = _once(load)
    sheet = lay_out(Page(document.text), default_rules())
    document.views, document.said = sheet.views, tuple(verdicts(sheet))
    texts = [view.text.replace("\x85", " ").replace("\u2028", " ") for view in sheet.views]
    row = document.row
    neutral = row.get("neutral") or row.get("summary") or ()
    kinds = scorer.Labelled("\n".join(texts), row["gold"], neutral).kinds if texts else []
    if len(kinds) != len(texts):
        return None
    document.labels = np.array([LABELS[kind] for kind in kinds], np.int8)
    sizes = np.array([len(text) for text in texts], float)
    if document.dumper.startswith("x-") and sizes[document.labels == 1].sum() < 0.5 * sizes.sum():
        return None
    document.weights = np.full(len(texts), WEAK if document.weak else 1.0)
    if "without" in row and document.weak:
        _named(document, [scorer.normalise(text) for text in texts], scorer)
    document.row = {}
    return document


def _named(document: Document, texts: list[str], scorer: Any) -> None:
    """The lines that hold a piece to keep or to drop."""
    for label, pieces in ((1, document.row["with"]), (0, document.row["without"])):
        for piece in map(scorer.normalise, pieces):
            for index, text in enumerate(texts):
                if piece in text and (label or len(piece) * 3 > len(text)):
                    document.labels[index], document.weights[index] = label, NAMED


def documents(data: Path, folders: list[Path], load: Any) -> list[Document]:
    """All of them, labelled."""
    scorer = load()
    found = [*page_dumps(data, folders, scorer), *scraped_texts(data, scorer), *other_extractors(data, folders, scorer)]
    with ProcessPoolExecutor() as pool:
        done = pool.map(partial(labelled, load=load), found, chunksize=20)
        return [document for document in done if document is not None and len(document.views)]
