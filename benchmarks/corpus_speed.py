"""Documents and megabytes a second of each stage, over files of any format that cleanroom reads: WET, WARC, JSON lines.

    python benchmarks/corpus_speed.py PATH… [--workers N] [--documents N]
    python benchmarks/corpus_speed.py --make FOLDER [--documents N]

`read` makes records of the files as they are, `copy` reads and writes JSON lines, `clean` cleans with one worker and
with N, `run` is the main job. Whole processes but for the first two; seconds of a wall clock, so a busy machine spoils
them. CPU seconds of `clean` are given apart for the process that reads and writes and for those that clean, which no
load spoils: the first over the second bounds what more workers can do. `--make` writes a folder of made-up WET and
WARC files to measure.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
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

WORDS = "council bridge river harbour school teacher winter budget letter station museum garden market village".split()


def rows(paths: list[str], most: int) -> list[Raw]:
    """The records of the input."""
    return list(islice((item for item in read(paths) if isinstance(item, Raw)), most))


#: gives a command, and says what it and the processes that it has started have used
_COUNTED = """
import resource, sys
from cleanroom.cli import main
code = main(sys.argv[1:])
for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
    used = resource.getrusage(who)
    print(used.ru_utime + used.ru_stime, file=sys.stderr)
sys.exit(code)
"""


def command(*arguments: str) -> str:
    """Give a command of cleanroom; gives the CPU seconds in words. Ends the program where it fails."""
    done = subprocess.run([sys.executable, "-c", _COUNTED, *arguments], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"corpus_speed: {done.stderr.decode()}")
    own, others = map(float, done.stderr.split()[-2:])
    return f"CPU {own:.1f} s here, {others:.1f} s in workers ({own / max(others, 0.01):.1%})"


def made(folder: Path, documents: int) -> None:
    """Made-up archives: WET (text) and WARC (HTML), a thousand records each."""
    draw = random.Random(1)
    folder.mkdir(parents=True, exist_ok=True)
    for start in range(0, documents, 1000):
        for kind in ("wet", "warc"):
            with gzip.open(folder / f"{start:07}.{kind}.gz", "wb", 1) as archive:
                for number in range(start, min(start + 1000, documents)):
                    archive.write(archived(kind, number, draw))


def archived(kind: str, number: int, draw: random.Random) -> bytes:
    """A record of an archive."""
    names = [f"{word}{draw.randint(1, 999)}" for word in WORDS for _ in range(3)]
    prose = [f"The {' '.join(draw.choices(names, k=40))} in {draw.randint(1, 9999)}." for _ in range(12)]
    links = ["Home", "News", "Share this article", "Read more: the bridge", "Subscribe to our newsletter"]
    if kind == "wet":
        body = "\n".join([*links[:2], *prose, *links[2:]]).encode()
        about = "WARC-Type: conversion\r\nContent-Type: text/plain"
    else:
        paragraphs = "".join(f"<p>{text}</p>" for text in prose)
        page = f"<html><body><nav>{links[:2]}</nav><article>{paragraphs}</article><p>{links[2:]}</p></body></html>"
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode()
        about = "WARC-Type: response\r\nContent-Type: application/http; msgtype=response"
    address = f"WARC-Target-URI: http://site{number % 50}.example/{kind}/{number}"
    head = f"WARC/1.0\r\n{about}\r\n{address}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--make", type=Path, metavar="FOLDER", help="write made-up archives there, and measure nothing")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="(default: one for each core)")
    parser.add_argument("--documents", type=int, default=20_000, help="at most so many (default: 20000)")
    arguments = parser.parse_args()
    if arguments.make or not arguments.paths:
        made(arguments.make or parser.error("name files or folders, or --make FOLDER"), arguments.documents)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        taken, out = f"{folder}/in.jsonl", f"{folder}/out"
        found = rows(arguments.paths, arguments.documents)
        field = {"text": "text", "html": "html"}
        write(({"id": f"{n}", field[raw.form]: raw.content} for n, raw in enumerate(found)), taken)
        size, documents = Path(taken).stat().st_size / 1e6, len(found)
        copied = ({"id": item.id, "text": item.content} for item in read([taken]) if isinstance(item, Raw))
        stages: dict[str, Callable[[], object]] = {
            "read": lambda: len(rows(arguments.paths, arguments.documents)) and None,
            "copy": lambda: write(copied, f"{folder}/copy.jsonl") and None,
            "clean, 1 worker": lambda: command("clean", taken, "-o", f"{out}1.jsonl", "--workers", "1"),
            f"clean, {arguments.workers} workers": lambda: command(
                "clean", taken, "-o", f"{out}2.jsonl", "--workers", str(arguments.workers)
            ),
            "run": lambda: command("run", taken, "-o", out, "--workers", str(arguments.workers)),
        }
        print(f"{documents:,} documents, {size:,.1f} MB of JSON lines")
        for name, stage in stages.items():
            begin = time.perf_counter()
            said = stage() or ""
            seconds = time.perf_counter() - begin
            rate = f"{documents / seconds:9,.0f} documents/s  {size / seconds:7.1f} MB/s"
            print(f"{name:18} {seconds:7.2f} s  {rate}  {said}", flush=True)
        same = Path(f"{out}1.jsonl").read_bytes() == Path(f"{out}2.jsonl").read_bytes()
        print("the same bytes from one worker and from many" if same else "one worker and many wrote different bytes")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
