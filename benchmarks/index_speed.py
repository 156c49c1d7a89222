"""Speed and size of a lasting index: batches added to one of a million documents, and single questions to it.

    python benchmarks/index_speed.py [--documents 1000000] [--added 100000] [--batch 10000] [--queries 1000]

The documents are those of dedup_speed.py: 400 made-up words under Zipf's law, one in five a copy of an earlier one with
2 % of its words replaced. The index is filled with batches of the same size; then further batches are added one by one
with the clock running (texts in memory as Arrow columns; merges of segments, which some batches bring about, included),
and texts are asked about, half of them copies of something that is there, half new ones. Shown are the seconds of wall
and of processor time, and whether every planted copy went to the story of its original. The size is that without texts.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.dedup_speed import made_up
from cleanroom.index import Header, create, open_store
from cleanroom.index.embedded import Embedded
from cleanroom.records import Clean
from cleanroom.store.documents import document_batch

#: what is aimed at: documents a second, milliseconds of a question (median, of 99 in 100), bytes a document
RATE, MEDIAN, SLOW, SIZE = 10_000, 5.0, 20.0, 1500


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--added", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--work", type=Path, default=Path("out/bench/index"))
    arguments = parser.parse_args()
    if arguments.work.exists():
        shutil.rmtree(arguments.work)
    total = arguments.documents + arguments.added + arguments.queries // 2
    documents, origins, story = made_up(total), [], {}
    with create(arguments.work, Header(texts=False)) as store:
        assert isinstance(store, Embedded)
        begin = time.perf_counter()
        for first, batch, found in batches(documents, arguments.documents, arguments.batch):
            origins += found
            story.update((place.id, place.story) for place in store.add_batch(batch))
            if first // 100_000 != (first + len(batch)) // 100_000:
                said = f"  {first + len(batch):,} after {time.perf_counter() - begin:.0f} s"
                print(said, file=sys.stderr, flush=True)
        walls, cpus = [], []
        for _, batch, found in batches(documents, arguments.added, arguments.batch):
            origins += found
            begin, before = time.perf_counter(), time.process_time()
            places = store.add_batch(batch)
            walls.append(time.perf_counter() - begin)
            cpus.append(time.process_time() - before)
            story.update((place.id, place.story) for place in places)
        stats = store.stats()
    together = sum(story[copy] == story[first] for copy, first in origins)
    rate = arguments.added / sum(walls)
    print(f"{stats.documents:,} documents; batches of {arguments.batch:,} added to {arguments.documents:,}")
    print(f"added: {rate:,.0f} documents/s of wall, {arguments.added / sum(cpus):,.0f} of CPU (aim: {RATE:,})")
    print(f"  batches took {min(walls):.2f} to {max(walls):.2f} s, median {np.median(walls):.2f}")
    print(f"copies in the story of their original: {together / max(len(origins), 1):.4f} of {len(origins):,}")
    print(f"size: {stats.bytes / stats.documents:,.0f} bytes a document (aim: {SIZE:,})")
    times = queried(arguments.work, documents, arguments)
    median, slow = np.median(times), np.quantile(times, 0.99)
    print(f"queries: median {median:.2f} ms (aim: {MEDIAN:g}), p99 {slow:.2f} ms (aim: {SLOW:g})")
    missed = rate < RATE or median > MEDIAN or slow > SLOW or stats.bytes / stats.documents > SIZE
    return int(missed)


def batches(documents: Iterator[Any], count: int, size: int) -> Iterator[tuple[int, Any, list[tuple[str, str]]]]:
    """Documents taken so far, a batch of them in Arrow, and copies with their originals."""
    for first in range(0, count, size):
        rows = list(islice(documents, min(size, count - first)))
        batch = document_batch([Clean(name, text, text) for name, text, _ in rows], cut=False)
        yield first, batch, [(name, origin) for name, _, origin in rows if origin]


def queried(work: Path, documents: Iterator[Any], arguments: argparse.Namespace) -> np.ndarray:
    """Milliseconds of each question; the index is opened first, and asked a few times that do not count."""
    half = arguments.queries // 2
    new = [text for _, text, _ in islice(documents, half)]
    there = [text for _, text, _ in islice(made_up(half), half)]
    asked = [text for pair in zip(new, there, strict=True) for text in pair]
    begin = time.perf_counter()
    with open_store(work) as store:
        store.query(asked[:1])
        print(f"open and first query: {time.perf_counter() - begin:.2f} s")
        times = []
        for text in asked:
            begin = time.perf_counter()
            store.query([text])
            times.append((time.perf_counter() - begin) * 1000)
    return np.array(times)


if __name__ == "__main__":
    sys.exit(main())
