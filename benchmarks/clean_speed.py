"""Speed of cleaning plain text, one core: megabytes of UTF-8 a second, with rules alone and with the line model.

    python benchmarks/clean_speed.py DATA_DIR [--rounds N] [--share S]

DATA_DIR holds scraped.jsonl.gz and dumps/articles.{html_text,bs4}.jsonl.gz, a `text` in each row. All methods take the
same texts in turns, N times; figures are medians of CPU seconds, which the load of the machine inflates for all alike:
read them beside those of the peers. The peers see the same lines: the classifier of jusText (density of stop words
and length; no markup is left that its links could be counted in) and the line rules of C4 as datatrove has them. One
that is not installed is named and left out. How well each of them cleans is in clean_quality.py.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cleanroom.clean import clean_batch
from cleanroom.config import CleanConfig
from cleanroom.garbage import collect_rarely
from cleanroom.kernels.pace import Pace, pace
from cleanroom.records import Raw

SETS = {"scraped": "scraped.jsonl.gz", "html_text": "dumps/articles.html_text.jsonl.gz",
        "bs4": "dumps/articles.bs4.jsonl.gz"}  # fmt: skip
#: documents of a batch; `PoolConfig` says how many a process gets
BATCH = 128
KERNELS = ("cleanroom.clean.kernels", "cleanroom.clean.model.kernels")
Method = Callable[[list[str]], object]


def texts(path: Path, share: float) -> list[str]:
    """The texts of a file that are not blank, every so many of them."""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        found = [text for row in rows if (text := json.loads(row)["text"]).strip()]
    return found[:: max(1, round(1 / share))]


def cleanroom(model: bool, compiled: bool = True) -> Method:
    """The whole stage, from the text to its Clean, in batches; with the kernels that a process has from its first
    million characters on, or without."""
    config = CleanConfig(model=model)

    def clean(documents: list[str]) -> None:
        for package in KERNELS:
            pace(package).has = compiled
        for start in range(0, len(documents), BATCH):
            raws = [Raw(str(number), text) for number, text in enumerate(documents[start : start + BATCH])]
            for _ in clean_batch(raws, config):
                pass

    return clean


def justext() -> Method:
    """Classes of lines, first by themselves and then by their neighbours."""
    from justext import core, get_stoplist  # noqa: PLC0415  (may not be installed)
    from justext.paragraph import Paragraph  # noqa: PLC0415

    words = get_stoplist("English")

    def classify(documents: list[str]) -> None:
        for text in documents:
            paragraphs = []
            for line in text.splitlines():
                if line.strip():
                    paragraphs.append(Paragraph(_Nowhere))
                    paragraphs[-1].append_text(line)
            core.classify_paragraphs(paragraphs, words)
            core.revise_paragraph_classification(paragraphs, core.MAX_HEADING_DISTANCE_DEFAULT)

    return classify


class _Nowhere:
    """Where a paragraph stands in a page, for lines of a text."""

    dom = xpath = ""


def c4() -> Method:
    """The rules on lines; those on documents (five sentences, no curly bracket) are off."""
    from datatrove.data import Document  # noqa: PLC0415  (may not be installed)
    from datatrove.pipeline.filters import C4QualityFilter  # noqa: PLC0415

    rules = C4QualityFilter(min_num_sentences=-1, filter_lorem_ipsum=False, filter_curly_bracket=False)

    def apply(documents: list[str]) -> None:
        for number, text in enumerate(documents):
            rules.filter(Document(text, str(number)))

    return apply


def methods() -> dict[str, Method]:
    """Everything that can be measured here."""
    Pace.pays = lambda self, _: self.has  # type: ignore[method-assign]  # what is measured says when
    found = {
        "cleanroom --only-rules": cleanroom(False), "cleanroom": cleanroom(True),
        "cleanroom, no kernels": cleanroom(True, compiled=False),
    }  # fmt: skip
    for name, peer in (("jusText", justext), ("C4 line rules", c4)):
        try:
            found[name] = peer()
        except ImportError as error:
            print(f"{name} is left out: {error}")
    return found


def seconds(method: Method, documents: list[str]) -> float:
    """CPU seconds of one round."""
    begin = time.process_time()
    method(documents)
    return time.process_time() - begin


def main() -> int:
    """Print megabytes a second of every method on every set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA_DIR")
    parser.add_argument("--rounds", type=int, default=5, help="rounds that count, after one (default: 5)")
    parser.add_argument("--share", type=float, default=0.25, help="share of the scraped texts to take (default: 0.25)")
    arguments: Any = parser.parse_args()
    collect_rarely()  # as the command does, for all that is measured
    measured = methods()
    print(f"{'MB/s, one core':24}" + "".join(f"{name:>24}" for name in measured))
    for name, file in SETS.items():
        documents = texts(arguments.data / file, arguments.share if name == "scraped" else 1)
        size = sum(len(text.encode("utf-8", "replace")) for text in documents) / 1e6
        rounds = [[seconds(method, documents) for method in measured.values()] for _ in range(arguments.rounds + 1)][1:]
        speeds = [size / statistics.median(times) for times in zip(*rounds, strict=True)]
        print(f"{name:12} {size:8.1f} MB" + "".join(f"{speed:24.2f}" for speed in speeds), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
