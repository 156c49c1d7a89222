"""Speed of cleaning HTML, one core: milliseconds of CPU time a page, beside trafilatura on the same pages.

    python benchmarks/html_speed.py DATA_DIR [--rounds N] [--every K]

DATA_DIR holds `html/SET/*.html.gz`. All ways take the same pages in turns, N times, in one process; figures are medians
over the rounds. trafilatura by itself gives text; title, date, author and site are what its `with_metadata` adds, and
what cleanroom always finds. How good the text is: clean_quality.py with `html --against`.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

from cleanroom.clean import clean_batch, take_batch
from cleanroom.config import CleanConfig
from cleanroom.garbage import collect_rarely
from cleanroom.records import Raw

Method = Callable[[list[str]], object]
#: pages that cleanroom judges together, as its processes do
BATCH = 64


def peer(fast: bool, metadata: bool) -> Method:
    """trafilatura alone."""

    def extract(pages: list[str]) -> None:
        for page in pages:
            trafilatura.bare_extraction(
                page, fast=fast, with_metadata=metadata, include_comments=False, deduplicate=False
            )

    return extract


def cleanroom(whole: bool) -> Method:
    """The stage that cleans, or extraction by itself."""
    config = CleanConfig()

    def clean(pages: list[str]) -> None:
        raws = [Raw(str(number), page, "html") for number, page in enumerate(pages)]
        for start in range(0, len(raws), BATCH):
            some = raws[start : start + BATCH]
            list(clean_batch(some, config) if whole else take_batch(some))

    return clean


METHODS: dict[str, Method] = {
    "trafilatura fast": peer(True, False), "trafilatura default": peer(False, False),
    "trafilatura fast, with metadata": peer(True, True), "trafilatura default, with metadata": peer(False, True),
    "cleanroom, extraction only": cleanroom(False), "cleanroom": cleanroom(True),
}  # fmt: skip


def main() -> int:
    """Print the milliseconds a page of every way, and how many times trafilatura's they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA_DIR")
    parser.add_argument("--rounds", type=int, default=3, help="rounds that count, after one (default: 3)")
    parser.add_argument("--every", type=int, default=12, help="only every so many pages (default: 12)")
    arguments = parser.parse_args()
    files = sorted(arguments.data.glob("html/*/*.gz"))[:: arguments.every]
    if not files:
        parser.error(f"{arguments.data} holds no html/SET/*.gz")
    pages = [gzip.decompress(file.read_bytes()).decode("utf-8", "replace") for file in files]
    collect_rarely()  # as the command does, for all that is measured
    taken: dict[str, list[float]] = {name: [] for name in METHODS}
    for _ in range(arguments.rounds + 1):
        for name, method in METHODS.items():
            begin = time.process_time()
            method(pages)
            taken[name].append((time.process_time() - begin) / len(pages) * 1000)
    found = {name: statistics.median(times[1:]) for name, times in taken.items()}
    alike = found["trafilatura fast, with metadata"]
    print(f"{len(pages)} pages\n{'':36}ms a page   of fast   of fast with metadata")
    for name, took in found.items():
        print(f"{name:36}{took:9.1f}{took / found['trafilatura fast']:10.2f}{took / alike:24.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
