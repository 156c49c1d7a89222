"""Documents and megabytes a second of each stage, over files of any format that cleanroom reads: WET, WARC, JSON lines.

    python benchmarks/corpus_speed.py PATH… [--workers N] [--documents N]

`read` makes records, `copy` reads and writes them as JSON lines, `clean` cleans with one worker and with N, `run` is
the main job. Whole processes but for the first two; seconds of a wall clock, so a busy machine spoils them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from cleanroom.read import read
from cleanroom.records import Raw
from cleanroom.write import write


def rows(paths: list[str], most: int) -> list[Raw]:
    """The records of the input."""
    return list(islice((item for item in read(paths) if isinstance(item, Raw)), most))


def command(*arguments: str) -> None:
    """Give a command of cleanroom; ends the program where it fails."""
    done = subprocess.run([sys.executable, "-m", "cleanroom", *arguments], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"corpus_speed: {done.stderr.decode()}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="(default: one for each core)")
    parser.add_argument("--documents", type=int, default=20_000, help="at most so many (default: 20000)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        taken, out = f"{folder}/in.jsonl", f"{folder}/out"
        found = rows(arguments.paths, arguments.documents)
        field = {"text": "text", "html": "html"}
        write(({"id": f"{n}", field[raw.form]: raw.content} for n, raw in enumerate(found)), taken)
        size, documents = Path(taken).stat().st_size / 1e6, len(found)
        copied = ({"id": item.id, "text": item.content} for item in read([taken]) if isinstance(item, Raw))
        stages: dict[str, Callable[[], object]] = {
            "read": lambda: rows([taken], arguments.documents),
            "copy": lambda: write(copied, f"{folder}/copy.jsonl"),
            "clean, 1 worker": lambda: command("clean", taken, "-o", f"{out}1.jsonl", "--workers", "1"),
            f"clean, {arguments.workers} workers": lambda: command(
                "clean", taken, "-o", f"{out}2.jsonl", "--workers", str(arguments.workers)
            ),
            "run": lambda: command("run", taken, "-o", out, "--workers", str(arguments.workers)),
        }
        print(f"{documents:,} documents, {size:,.1f} MB of JSON lines")
        for name, stage in stages.items():
            begin = time.perf_counter()
            stage()
            seconds = time.perf_counter() - begin
            print(f"{name:18} {seconds:7.2f} s  {documents / seconds:9,.0f} documents/s  {size / seconds:7.1f} MB/s")
        same = Path(f"{out}1.jsonl").read_bytes() == Path(f"{out}2.jsonl").read_bytes()
        print("the same bytes from one worker and from many" if same else "one worker and many wrote different bytes")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
