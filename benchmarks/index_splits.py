"""Does it matter how documents are split into batches? The stories of an index after different splits, beside `dedup`.

    python benchmarks/index_splits.py DATA [--set clean|raw] [--orders 3] [--sizes 1000 100 10 1]

DATA holds clean.jsonl.gz and raw.jsonl.gz, one object a line with id, text, date and url. Compared with one batch are
the partition into stories and the text that is kept of each: documents that are with other documents now, documents of
which another text is kept, and other roles. Story ids may differ: another order has other founders.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cleanroom.config import DedupConfig
from cleanroom.dedup import deduplicate
from cleanroom.index import Header, create
from cleanroom.records import Clean, Document
from cleanroom.text import host

#: of every document the story, the kept text and the role
Placed = Mapping[str, tuple[str, str, str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--set", choices=("clean", "raw"), default="clean")
    parser.add_argument("--orders", type=int, default=3, help="random orders of the documents for each size of batch")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 100, 10, 1], help="documents of a batch")
    arguments = parser.parse_args()
    with gzip.open(arguments.data / f"{arguments.set}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    documents = [Clean(r["id"], r["text"], r["text"], date=r["date"], source=host(r["url"])) for r in rows]
    whole, _ = indexed(documents, len(documents))
    print("| | regrouped | another kept text | other role | stories | merged, moved, canonical changed |")
    print("|---|--:|--:|--:|--:|--:|")
    for furniture in (0, DedupConfig().furniture_texts):
        config = DedupConfig(furniture_texts=furniture)
        found = deduplicate([Document(d.id, d.text, date=d.date, source=d.source) for d in documents], config)
        placed = {m.id: (m.story, m.kept, m.role) for m in found.members}
        row(f"dedup{', furniture left out' if furniture else ''}", whole, placed, {})
    row("one batch", whole, whole, {})
    for size in arguments.sizes:
        for number in range(arguments.orders):
            shuffled = random.Random(number).sample(documents, len(documents))
            row(f"batches of {size}, order {number + 1}", whole, *indexed(shuffled, size))


def indexed(documents: Sequence[Clean], size: int) -> tuple[Placed, Mapping[str, int]]:
    """Places after adding the documents in batches of a size, and how often earlier answers changed, by kind."""
    with tempfile.TemporaryDirectory() as folder, create(Path(folder) / "index", Header(texts=False)) as store:
        for first in range(0, len(documents), size):
            store.add(documents[first : first + size])
        problems = store.verify()
        if problems:
            raise SystemExit(f"error: {problems[0]} and {len(problems) - 1} more")
        told: dict[str, int] = defaultdict(int)
        for change in store.changes():
            told[change["event"]] += 1
        places = {document.id: store.place(document.id) for document in documents}
        return {name: (place.story, place.kept, place.role) for name, place in places.items() if place}, told


def row(name: str, whole: Placed, placed: Placed, told: Mapping[str, int]) -> None:
    one, other = groups(whole), groups(placed)
    apart = sum(one[whole[id][0]] != other[placed[id][0]] for id in whole)
    kept, roles = (sum(whole[id][part] != placed[id][part] for id in whole) for part in (1, 2))
    changed = ", ".join(str(told.get(event, 0)) for event in ("merged", "moved", "canonical"))
    print(f"| {name} | {apart} | {kept} | {roles} | {len(other)} | {changed} |", flush=True)


def groups(placed: Placed) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for id, (story, _, _) in placed.items():
        found[story].add(id)
    return {story: frozenset(ids) for story, ids in found.items()}


if __name__ == "__main__":
    main()
