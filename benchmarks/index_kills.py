"""Kill a process that adds to an index, again and again at random moments, and look at what is left.

    python benchmarks/index_kills.py [--kills 100] [--documents 600] [--batch 20] [--seed 1]

After each kill (SIGKILL) the index is opened: `verify` must find nothing and every document of an acknowledged batch
must be there. Then the same batches are given again, from the first on, and killed again; when they are through, the
stories, kept texts and roles must be those of an undisturbed index, and another index is begun. Segments are merged
often (three of a level), so that kills meet merges, too. Documents are made up; two in five are related to others.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "index"))

from index_texts import answers, documents

from cleanroom.index import create
from cleanroom.index.embedded import Embedded
from cleanroom.records import Clean
from cleanroom.tuning import IndexConfig

TUNING = IndexConfig(fanout=3)


def add(folder: Path, texts: Sequence[Clean], size: int, acknowledged: Any, ready: Event) -> None:
    """Add batches; `acknowledged` is the number of documents that are said to be safe."""
    with Embedded(folder, True, TUNING) as store:
        ready.set()
        for first in range(0, len(texts), size):
            store.add(texts[first : first + size])
            acknowledged.value = max(acknowledged.value, min(first + size, len(texts)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    texts, draw = documents(arguments.documents), random.Random(arguments.seed)
    context = multiprocessing.get_context("fork")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "index"
        create(folder).close()
        begin = time.perf_counter()
        add(folder, texts, arguments.batch, context.Value("q", 0), context.Event())
        seconds = time.perf_counter() - begin
        expected = held(folder, texts)[1]
        kills = wrong = finished = lost = 0
        while kills < arguments.kills:
            shutil.rmtree(folder)
            create(folder).close()
            acknowledged, done = context.Value("q", 0), False
            while not done and kills < arguments.kills:
                ready = context.Event()
                process = context.Process(target=add, args=(folder, texts, arguments.batch, acknowledged, ready))
                process.start()
                ready.wait(60)
                process.join(draw.uniform(0, 0.6) * seconds)
                done = process.exitcode is not None
                if not done:
                    process.kill()
                    process.join()
                    kills += 1
                problems, found = held(folder, texts)
                wrong += bool(problems)
                lost += sum(text.id not in found for text in texts[: acknowledged.value])
            finished += done
            wrong += done and found != expected
    print(f"{kills} kills, {finished} indexes finished in spite of them, {wrong} wrong, {lost} documents lost")
    return int(bool(wrong or lost))


def held(folder: Path, texts: list[Clean]) -> tuple[list[str], dict[str, Any]]:
    """Problems of an index, and its answers."""
    with Embedded(folder, True, TUNING) as store:
        return store.verify(), answers(store, texts)


if __name__ == "__main__":
    sys.exit(main())
