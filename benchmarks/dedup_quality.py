"""Quality of `deduplicate` on a labelled set of reposts.

    python benchmarks/dedup_quality.py DATA_DIR --scorer score_clusters.py [--half even|odd]

DATA_DIR holds raw.jsonl.gz and clean.jsonl.gz: one object a line with id, text, date, url, story, kind (and
parts). The scorer is a module with `score(gold, pred, links)` and `report(result)`. `--half` takes only the
stories whose SHA-1 begins with an even or an odd digit, so that settings can be chosen on one half and
checked on the other.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import random
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cleanroom.clean.stage import clean_record
from cleanroom.config import CleanConfig, DedupConfig
from cleanroom.dedup import Stories, deduplicate
from cleanroom.records import Document, Raw

Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--scorer", type=Path, required=True, help="path of score_clusters.py")
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--set", choices=("raw", "clean", "cleaned"), action="append", dest="sets")
    parser.add_argument("--config", default="{}", help="settings of DedupConfig as JSON")
    arguments = parser.parse_args()
    scorer = load(arguments.scorer)
    for name in arguments.sets or ("clean", "raw"):
        rows = [row for row in read(arguments.data, name) if in_half(row, arguments.half)]
        begin = time.perf_counter()
        stories = deduplicate([document(row) for row in rows], DedupConfig(**json.loads(arguments.config)))
        seconds = time.perf_counter() - begin
        print(f"== {name} {arguments.half or 'all'}: {len(rows)} documents in {seconds:.2f} s")
        print(scorer.report(scorer.score(rows, clusters(stories), links(stories))))
    print(f"one word inserted: {inserted(read(arguments.data, 'clean'))} of 300 pairs folded")


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"error: {path} is no Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(data: Path, name: str) -> list[Row]:
    """The rows of a file; `cleaned` is `raw` as this project's own cleaner leaves it."""
    with gzip.open(data / f"{name.replace('cleaned', 'raw')}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    if name == "cleaned":
        for row in rows:
            raw = Raw(row["id"], row["text"], url=row["url"], date=row["date"])
            row["text"] = clean_record(raw, CleanConfig()).text
    return rows


def in_half(row: Row, half: str | None) -> bool:
    odd = int(hashlib.sha1(row["story"].encode()).hexdigest()[0], 16) % 2
    return half is None or odd == (half == "odd")


def document(row: Row) -> Document:
    return Document(row["id"], row["text"], date=row["date"], source=row["url"].split("/")[2])


def clusters(stories: Stories) -> list[Row]:
    """An excerpt is a link, not a member of the cluster."""
    return [
        {
            "id": member.id,
            "cluster": member.id if member.role == "excerpt" else member.story,
            "canonical": member.role == "canonical",
        }
        for member in stories.members
    ]


def inserted(rows: list[Row]) -> int:
    """Of 300 texts of 200 to 1500 words, how many fold with themselves after one word was put in anywhere."""
    draw = random.Random(1)
    originals = [row for row in rows if row["kind"] in ("original", "single", "distractor")]
    long = [words for row in originals if 200 <= len(words := row["text"].split()) <= 1500]
    found = 0
    for number, words in enumerate(long[:300]):
        place = draw.randrange(len(words) + 1)
        changed = [*words[:place], "inserted", *words[place:]]
        pair = [Document(f"a{number}", " ".join(words)), Document(f"b{number}", " ".join(changed))]
        found += len({member.story for member in deduplicate(pair, DedupConfig()).members}) == 1
    return found


def links(stories: Stories) -> list[Row]:
    return [{"id": member.id, "excerpt_of": member.kept} for member in stories.members if member.role == "excerpt"]


if __name__ == "__main__":
    main()
