"""How fast the audit's pages answer on a large run, and what memory the app takes.

    python benchmarks/audit_speed.py RUN [--documents 100000] [--work DIR] [--rounds 15]

RUN, a finished run, is multiplied table by table until it has so many documents: each copy has ids of its own, texts
stay the same. The app is a process of its own, asked over HTTP one page at a time; medians and largest of the rounds
are shown, each round another story, document or word. The memory is the process's largest resident set.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

TABLES = ("documents", "removed", "rejects", "members", "pairs", "kept")
IDS = ("id", "story", "kept", "a", "b")
#: the aims, in milliseconds, on a run of a million documents
AIMS = {"overview": 1000, "story": 200, "search": 500}


def main() -> int:
    """Make the run if it is not there, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", type=Path)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--work", type=Path, help="keep the large run there")
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run = (arguments.work or Path(folder)) / f"run-{arguments.documents}"
        if not (run / "run.json").exists():
            multiply(arguments.run, run, arguments.documents)
        measure(run, arguments.rounds)
    return 0


def multiply(source: Path, out: Path, documents: int) -> None:
    """A run of at least so many documents."""
    facts = json.loads((source / "run.json").read_text())
    times = -(-documents // facts["documents"])
    for name in TABLES:
        (out / "tables" / name).mkdir(parents=True, exist_ok=True)
        table = pa.concat_tables(pq.read_table(part) for part in sorted((source / "tables" / name).glob("*.parquet")))
        for number in range(times if name != "rejects" else 1):
            pq.write_table(renamed(table, number), out / "tables" / name / f"part-{number:05d}.parquet")
    (out / "tables" / "comparisons").mkdir(exist_ok=True)  # the app does not read it
    for name in ("read", "documents", "kept", "folded", "characters", "removed_characters"):
        facts[name] *= times
    for counts in (facts["roles"], *facts["removed"].values()):
        for name in counts:
            counts[name] *= times
    (out / "run.json").write_text(json.dumps(facts))


def renamed(table: pa.Table, number: int) -> pa.Table:
    """A table whose ids end in a number, so that they are as mixed as hashes in every part."""
    for name in set(IDS) & set(table.column_names):
        made = pc.binary_join_element_wise(table.column(name), f"{number:05d}", "-")
        table = table.set_column(table.column_names.index(name), name, made)
    return table


@contextmanager
def served(run: Path) -> Iterator[tuple[str, int]]:
    """The app's address and process."""
    command = [sys.executable, "-m", "cleanroom", "audit", str(run), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip().removesuffix("overview"), process.pid
        finally:
            process.terminate()


def measure(run: Path, rounds: int) -> None:
    """Ask for every kind of page."""
    shutil.rmtree(run / ".audit", ignore_errors=True)
    start = time.perf_counter()
    with served(run) as (root, process):
        print(f"index                {time.perf_counter() - start:8.1f} s")
        while "being indexed" in get(root, "stories", q="x")[1]:
            time.sleep(1)
        print(f"and index of texts   {time.perf_counter() - start:8.1f} s")
        for page, queries in pages(root, rounds).items():
            took = [get(root, page.split(" ")[0], **query)[0] * 1000 for query in queries]
            aim = f"  aim {AIMS[page.split(' ')[-1]]}" if page.split(" ")[-1] in AIMS else ""
            print(f"{page:20} {statistics.median(took):8.0f} ms  most {max(took):6.0f} ms{aim}")
        status = Path(f"/proc/{process}/status").read_text()
        largest = int(status.partition("VmHWM:")[2].split()[0])
        print(f"memory               {largest / 1024:8.0f} MB  aim 500")


def pages(root: str, rounds: int) -> dict[str, list[dict[str, str]]]:
    """Page, and what tells its entries apart -> queries."""
    dice = random.Random(1)
    listed = [get(root, "stories", page=str(dice.randrange(1, 200)), least="2")[1] for _ in range(rounds)]
    stories = [dice.choice(re.findall(r'story\?id=([^"&]+)"', page)) for page in listed]
    words = [dice.choice(re.findall(r">([A-Za-z]{5,}) ", page) or ["police"]) for page in listed]
    ids = [{"id": urllib.parse.unquote_plus(name)} for name in stories]
    return {
        "overview": [{}] * rounds,
        "stories": [{"page": str(number + 1)} for number in range(rounds)],
        "stories by source": [{"source": f"site{number + 1:02d}.example"} for number in range(rounds)],
        "story": ids,
        "stories search": [{"q": word} for word in words],
        "documents": [{"order": "most", "page": str(number + 1)} for number in range(rounds)],
        "documents of a rule": [{"rule": "en.share"}] * rounds,
        "document": ids,
        "rules": [{}] * rounds,
        "review": [{"queue": name} for name in ("accepted", "rejected", "cuts")],
    }  # fmt: skip


def get(root: str, page: str, /, **query: str) -> tuple[float, str]:
    """Seconds and the page."""
    start = time.perf_counter()
    with urllib.request.urlopen(f"{root}{page}?{urllib.parse.urlencode(query)}") as answer:
        body = answer.read().decode()
    return time.perf_counter() - start, body


if __name__ == "__main__":
    sys.exit(main())
