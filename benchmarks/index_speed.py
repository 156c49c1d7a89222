"""Speed and size of a lasting index: batches added to one of a million documents, and single questions to it.

    python benchmarks/index_speed.py [--documents 1000000] [--added 100000] [--words 400] [--sources 0]
        [--step fill|measure]

The documents are those of dedup_speed.py: made-up words under Zipf's law, one in five a copy of an earlier one with 2 %
of its words replaced. The index is filled with batches of the same size (`--step fill` ends there, so that what follows
can wait for a quiet machine); then further batches are added one by one with the clock running (texts in memory as
Arrow columns; merges of segments, which some batches bring about, included), and texts are asked about, half of them
copies of something that is there, half new ones. Shown are the seconds of wall and of processor time, and whether every
copy that was added went to the story of its original. The size is that without texts. With `--sources` the documents
are those of so many sites, by turns, each with a menu of 60 words.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.dedup_speed import WORDS, made_up
from cleanroom.index import Header, Store, create, open_store
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
    parser.add_argument("--words", type=int, default=WORDS, help="words of a document (default %(default)d)")
    parser.add_argument("--sources", type=int, default=0, help="sites, each with a menu (default: none are named)")
    parser.add_argument("--step", choices=("fill", "measure"), help="one of two steps; measuring needs filling")
    parser.add_argument("--work", type=Path, default=Path("out/bench/index"))
    arguments = parser.parse_args()
    if arguments.step != "measure":
        fill(arguments)
    return 0 if arguments.step == "fill" else measure(arguments)


def fill(arguments: argparse.Namespace) -> None:
    """Make the index, and the batches and questions to come."""
    work: Path = arguments.work
    if work.exists():
        shutil.rmtree(work)
    work.mkdir(parents=True)
    total = arguments.documents + arguments.added + arguments.queries // 2
    documents = made_up(total, length=arguments.words)
    begin, adding = time.perf_counter(), 0.0
    with create(work / "index", Header(texts=False)) as store:
        for first, batch, _ in batches(documents, arguments.documents, arguments):
            adding += timed(store, batch)[0]
            if first // 100_000 != (first + len(batch)) // 100_000:
                passed = time.perf_counter() - begin
                print(f"  {first + len(batch):,} after {passed:.0f} s, {adding:.0f} of them adding", flush=True)
    origins: dict[str, str] = {}
    with pa.OSFile(str(work / "batches.arrow"), "wb") as file:
        made = list(batches(documents, arguments.added, arguments))
        with pa.ipc.new_file(file, made[0][1].schema) as writer:
            for _, batch, found in made:
                writer.write_batch(batch)
                origins |= found
    half = arguments.queries // 2
    there = made_up(half, length=arguments.words)
    asked = [text for both in zip(documents, there, strict=True) for _, text, _ in both]
    (work / "asked.json").write_text(json.dumps({"origins": origins, "texts": asked}))


def batches(
    documents: Iterator[Any], count: int, arguments: argparse.Namespace
) -> Iterator[tuple[int, Any, Mapping[str, str]]]:
    """Documents taken so far, a batch of them in Arrow, and the originals of its copies."""
    size, sites = arguments.batch, [f"s{number}" for number in range(arguments.sources)]
    menus = {site: " ".join(f"{site}menu{word}" for word in range(60)) for site in sites} or {"": ""}
    in_turn = cycle(menus.items())
    for first in range(0, count, size):
        rows = list(islice(documents, min(size, count - first)))
        sited = zip(rows, islice(in_turn, len(rows)), strict=True)
        clad = [(name, f"{menu} {text}".strip(), site) for (name, text, _), (site, menu) in sited]
        batch = document_batch([Clean(name, text, text, source=site) for name, text, site in clad], cut=False)
        yield first, batch, {name: origin for name, _, origin in rows if origin}


def timed(store: Store, batch: Any) -> tuple[float, float]:
    """Seconds of wall and of processor time that a batch takes."""
    begin, before = time.perf_counter(), time.process_time()
    store.add_batch(batch)
    return time.perf_counter() - begin, time.process_time() - before


def measure(arguments: argparse.Namespace) -> int:
    """Add the batches, ask the questions, and print what that took."""
    work, asked = arguments.work, json.loads((arguments.work / "asked.json").read_text())
    with pa.OSFile(str(work / "batches.arrow")) as file:
        reader = pa.ipc.open_file(file.read())
    coming = [reader.get_batch(number) for number in range(reader.num_record_batches)]
    with open_store(work / "index", write=True) as store:
        before = store.stats().documents
        store.query(asked["texts"][:1])
        walls, cpus = np.array([timed(store, batch) for batch in coming]).T
        stats = store.stats()
        together = sum(story_of(store, copy) == story_of(store, origin) for copy, origin in asked["origins"].items())
    rate, size = (stats.documents - before) / walls.sum(), stats.bytes / stats.documents
    print(f"batches of {arguments.batch:,} documents of {arguments.words} words added to {before:,}")
    print(f"added: {rate:,.0f} documents/s of wall, {rate * walls.sum() / cpus.sum():,.0f} of CPU (aim: {RATE:,})")
    print(f"  batches took {walls.min():.2f} to {walls.max():.2f} s, median {np.median(walls):.2f}")
    print(f"copies in the story of their original: {together:,} of {len(asked['origins']):,}")
    print(f"size: {size:,.0f} bytes a document (aim: {SIZE:,})")
    times = queried(work / "index", asked["texts"])
    median, slow = np.median(times), np.quantile(times, 0.99)
    print(f"queries: median {median:.2f} ms (aim: {MEDIAN:g}), p99 {slow:.2f} ms (aim: {SLOW:g})")
    return int(rate < RATE or median > MEDIAN or slow > SLOW or size > SIZE)


def story_of(store: Store, id: str) -> str:
    place = store.place(id)
    return place.story if place else f"no document {id}"


def queried(index: Path, texts: Sequence[str]) -> np.ndarray:
    """Milliseconds of each question; the index is opened first, and asked once."""
    begin = time.perf_counter()
    with open_store(index) as store:
        store.query(texts[:1])
        print(f"open and first query: {time.perf_counter() - begin:.2f} s")
        times = []
        for text in texts:
            begin = time.perf_counter()
            store.query([text])
            times.append((time.perf_counter() - begin) * 1000)
    return np.array(times)


if __name__ == "__main__":
    sys.exit(main())
