"""Pairs of noisy, abridged and dressed news articles: which ones the product folds by default.

    python benchmarks/news_pairs.py ARTICLES [--half even|odd] [--articles 100] [--words 120] [--noise 0.04]

ARTICLES is JSON lines (gzipped or not) with `text`, or `gold`; of records with a `kind` those are taken that are
`original`, `single` or `distractor`. People who label such pairs call two articles duplicates that come from one source
article, however abridged, misread or dressed; other reports on the same event, shared background and the same form
filled in twice are not. So the pairs are made:

    whole       both in full                          cut         one of them cut to 20 to 90 % from its end
    dropped     one has lost 10 to 60 % of its paragraphs
    dressed     another headline, dateline, byline, source line, and furniture of a site around one of them
    all         cut, dressed and 3 % of the words changed
    near        the article that is nearest by TF-IDF, dressed alike
    background  that one with up to three paragraphs of the first in it, a third of it at most
    form        the same form filled in twice (job, weather, obituary, match, house, quake)

each with 0, 1, 2, 4 and 8 % of the characters misread on both sides (or what `--noise` says). Every text goes through
`clean`, then every pair through `dedup` as the only two documents; then as a corpus in which each article has two
versions, drawn at random. A pair is folded when one `story` has both. `--words` cuts articles to their first so many
words: short wire items.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.news_versions import FORMS, VERSIONS, Paragraphs, dressed, filled, misread
from cleanroom.clean.stage import clean_record
from cleanroom.config import CleanConfig, DedupConfig
from cleanroom.dedup import deduplicate
from cleanroom.records import Document, Raw

NOISES = (0.0, 0.01, 0.02, 0.04, 0.08)
SOURCES = frozenset({"original", "single", "distractor"})
POSITIVE, NEGATIVE = ("whole", "cut", "dropped", "dressed", "all"), ("near", "background", "form")


class Labelled(NamedTuple):
    """Two texts, what was done to the second one, the noise on both, and whether they are duplicates."""

    first: str
    second: str
    kind: str
    noise: float

    @property
    def same(self) -> bool:
        """Whether a person would call them duplicates."""
        return self.kind in POSITIVE


def articles(path: Path, half: str | None, most: int, words: int) -> list[Paragraphs]:
    """Articles of four paragraphs and more, in the order of their digests."""
    data = path.read_bytes()
    rows = map(json.loads, (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines())
    texts = {paragraphs_of(row, words) for row in rows if row.get("kind", "single") in SOURCES}
    found = [list(text) for _, text in sorted((digest(text), text) for text in texts) if len(text) >= 4]
    return [text for text in found if half is None or (digest(tuple(text)) % 2 == 1) == (half == "odd")][:most]


def digest(text: tuple[str, ...]) -> int:
    return int.from_bytes(hashlib.sha1("\n".join(text).encode()).digest()[:8], "big")


def paragraphs_of(row: dict[str, Any], words: int) -> tuple[str, ...]:
    """The paragraphs of a text, cut into sentences if there are few, up to so many words."""
    text = row.get("text") or row.get("gold") or ""
    parts = [" ".join(part.split()) for part in text.splitlines() if part.split()]
    if len(parts) < 4:
        parts = [part for line in parts for part in re.split(r"(?<=[.!?]) (?=\w)", line)]
    kept: Paragraphs = []
    left = words
    for part in parts:
        if left > 0:
            kept.append(" ".join(part.split()[:left]))
            left -= len(part.split())
    return tuple(kept)


def nearest(texts: list[Paragraphs]) -> list[int]:
    """For each article the other one with the largest cosine of TF-IDF vectors."""
    counts = [Counter(re.findall(r"\w+", " ".join(text).casefold())) for text in texts]
    documents = Counter(word for count in counts for word in count)
    vectors = []
    for count in counts:
        raw = {word: (1 + math.log(n)) * math.log(len(texts) / documents[word]) for word, n in count.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        vectors.append({word: value / length for word, value in raw.items()})
    return [
        max((sum(v * other.get(w, 0.0) for w, v in vector.items()) if other is not vector else -1.0, place)
            for place, other in enumerate(vectors))[1]
        for vector in vectors
    ]  # fmt: skip


def with_background(text: Paragraphs, other: Paragraphs, draw: random.Random) -> Paragraphs:
    """A text with paragraphs of another one in it, a third of the whole at most."""
    room, found = sum(len(part.split()) for part in text) // 2, []
    for part in draw.sample(other[1:], min(3, len(other) - 1)):
        if len(part.split()) <= room:
            room -= len(part.split())
            found.append(part)
    place = draw.randint(1, len(text))
    return [*text[:place], *found, *text[place:]]


def pairs(texts: list[Paragraphs], noises: tuple[float, ...] = NOISES) -> Iterable[Labelled]:
    """Every kind of pair of every article with every noise."""
    near = nearest(texts)
    for number, text in enumerate(texts):
        other = texts[near[number]]
        for noise in noises:
            draw = random.Random(f"{number} {noise}")
            made = {kind: version(text, draw) for kind, version in VERSIONS.items()}
            made |= {"near": dressed(other, draw), "background": with_background(other, text, draw)}
            form = FORMS[number % len(FORMS)]
            for kind, second in made.items():
                yield Labelled(noisy(text, noise, draw), noisy(second, noise, draw), kind, noise)
            yield Labelled(*(noisy([filled(form, draw)], noise, draw) for _ in range(2)), "form", noise)


def noisy(paragraphs: Paragraphs, noise: float, draw: random.Random) -> str:
    return clean_record(Raw("0", misread("\n\n".join(paragraphs), noise, draw), "text"), CleanConfig()).text


def folded(pair: Labelled, config: DedupConfig) -> bool:
    """Whether two texts alone become one story."""
    found = deduplicate([Document("a", pair.first), Document("b", pair.second)], config)
    return len({member.story for member in found.members}) == 1


def together(every: list[Labelled], size: int, config: DedupConfig) -> list[tuple[str, float, bool]]:
    """A corpus with one pair of each article, drawn from its `size` pairs: kind, noise, whether it was folded."""
    drawn = [random.Random(start).choice(every[start : start + size]) for start in range(0, len(every), size)]
    both = [(f"{number}{side}", text) for number, pair in enumerate(drawn) for side, text in enumerate(pair[:2])]
    texts = [Document(*one) for one in both]
    story = {member.id: member.story for member in deduplicate(texts, config).members}
    mixed = Counter(story.values())
    print(f"{len(texts)} documents as a corpus: {len(mixed)} stories, the largest of {max(mixed.values())}")
    return [(pair.kind, pair.noise, story[f"{n}0"] == story[f"{n}1"]) for n, pair in enumerate(drawn)]


def report(name: str, found: list[tuple[str, float, bool]]) -> None:
    """Shares of pairs folded, and precision, recall and F1."""
    noises = sorted({noise for _, noise, _ in found})
    print(f"== {name}: share of the pairs that are folded, by noise")
    print(f"{'':12}" + "".join(f"{noise:8.0%}" for noise in noises))
    for kind in (*POSITIVE, *NEGATIVE):
        cells = [[hit for k, n, hit in found if k == kind and n == noise] for noise in noises]
        print(f"{kind:12}" + "".join(f"{sum(cell) / len(cell):8.3f}" if cell else f"{'-':>8}" for cell in cells))
    for noise in (*noises, None):
        some = [(kind in POSITIVE, hit) for kind, n, hit in found if noise is None or n == noise]
        right = sum(same and hit for same, hit in some)
        precision, recall = right / max(1, sum(hit for _, hit in some)), right / max(1, sum(same for same, _ in some))
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        name = "all" if noise is None else f"{noise:.0%}"
        print(f"{name:>4}  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--articles", type=int, default=100, dest="most")
    parser.add_argument("--words", type=int, default=1 << 30)
    parser.add_argument("--noise", type=float, action="append", help="share of characters misread; may be repeated")
    parser.add_argument("--config", default="{}", help="settings of DedupConfig as JSON")
    arguments = parser.parse_args()
    config = DedupConfig(**json.loads(arguments.config))
    texts = articles(arguments.articles, arguments.half, arguments.most, arguments.words)
    if len(texts) < 2:
        sys.exit(f"news_pairs.py: {arguments.articles} has fewer than two articles of four sentences")
    every = list(pairs(texts, tuple(arguments.noise or NOISES)))
    report("two texts alone", [(pair.kind, pair.noise, folded(pair, config)) for pair in every])
    report("in a corpus", together(every, len(every) // max(1, len(texts)), config))


if __name__ == "__main__":
    main()
