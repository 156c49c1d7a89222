"""Documents and megabytes a second of each stage, over files of any format that cleanroom reads: WET, WARC, JSON lines.

    python benchmarks/corpus_speed.py PATH… [--workers N] [--documents N] [--only STAGE,…]
    python benchmarks/corpus_speed.py --make FOLDER [--documents N]

`read` makes records of the files as they are, `records` reads JSON lines record by record and writes them again,
`lines` reads and writes them in blocks, as the process does that hands them to those that clean. `clean` cleans with
one worker and with N, `run` is the main job. Whole processes but for the first three; seconds of a wall clock, so a
busy machine spoils them. CPU seconds of `clean` are given apart for the process that reads and writes and for those
that clean, which no load spoils: the first over the second bounds what more workers can do. What others used meanwhile
says how much a load spoilt. `--make` writes a folder of
made-up WET and WARC files to measure.
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
from cleanroom.records import Lines, Raw
from cleanroom.write import open_writer, write

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


def busy() -> float:
    """CPU seconds that the whole machine has used."""
    try:
        figures = Path("/proc/stat").read_text(encoding="ascii").partition("\n")[0].split()[1:]
    except OSError:
        return 0.0
    return (sum(map(int, figures[:8])) - int(figures[3]) - int(figures[4])) / os.sysconf("SC_CLK_TCK")


def command(*arguments: str) -> str:
    """Give a command of cleanroom; gives the CPU seconds in words. Ends the program where it fails."""
    before = busy()
    done = subprocess.run([sys.executable, "-c", _COUNTED, *arguments], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"corpus_speed: {done.stderr.decode()}")
    own, others = map(float, done.stderr.split()[-2:])
    rest = max(0.0, busy() - before - own - others)
    return f"CPU {own:.1f} s here, {others:.1f} s in workers ({own / max(others, 0.01):.1%}), {rest:.1f} s of others"


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
    prose = [f"The {' '.join(draw.choices(names, k=40))} in {draw.randint(1, 9999)}." for _ in range(8)]
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


def by_records(source: str, target: str) -> None:
    """Read and write record by record."""
    items = (item for item in read([source]) if isinstance(item, Raw))
    write(({"id": item.id, "text": item.content, **item.fields} for item in items), target)


def by_lines(source: str, target: str) -> None:
    """Read and write blocks of lines."""
    with open_writer(target) as writer:
        for block in read([source], lines=True):
            if isinstance(block, Lines):
                writer.write_lines(block.data)


def stages_of(paths: list[str], taken: str, out: str, workers: int, documents: int) -> dict[str, Callable[[], object]]:
    """The stages by name; what one gives is said beside its figures."""

    def clean(count: int) -> str:
        return command("clean", taken, "-o", f"{out}{count}.jsonl", "--workers", str(count), "--overwrite")

    return {
        "read": lambda: len(rows(paths, documents)) and None,
        "records": lambda: by_records(taken, f"{out}-records.jsonl"),
        "lines": lambda: by_lines(taken, f"{out}-lines.jsonl"),
        "clean, 1 worker": lambda: clean(1),
        f"clean, {workers} workers": lambda: clean(workers),
        "run": lambda: command("run", taken, "-o", out, "--workers", str(workers)),
    }


def main() -> int:
    """Measure and print; gives 1 where many workers wrote other bytes than one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--make", type=Path, metavar="FOLDER", help="write made-up archives there, and measure nothing")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="(default: one for each core)")
    parser.add_argument("--documents", type=int, default=20_000, help="at most so many (default: 20000)")
    parser.add_argument("--only", default="", metavar="STAGE,…", help="read, records, lines, clean, run (default: all)")
    arguments = parser.parse_args()
    if arguments.make or not arguments.paths:
        made(arguments.make or parser.error("name files or folders, or --make FOLDER"), arguments.documents)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        taken = f"{folder}/in.jsonl"
        found = rows(arguments.paths, arguments.documents)
        field = {"text": "text", "html": "html"}
        write(({"id": f"{n}", field[raw.form]: raw.content} for n, raw in enumerate(found)), taken)
        size, documents = Path(taken).stat().st_size / 1e6, len(found)
        del found
        stages = stages_of(arguments.paths, taken, f"{folder}/out", arguments.workers, arguments.documents)
        seconds: dict[str, float] = {}
        print(f"{documents:,} documents, {size:,.1f} MB of JSON lines")
        for name, stage in stages.items():
            if arguments.only and name.partition(",")[0] not in arguments.only.split(","):
                continue
            begin = time.perf_counter()
            said = stage() or ""
            seconds[name] = time.perf_counter() - begin
            rate = f"{documents / seconds[name]:9,.0f} documents/s  {size / seconds[name]:7.1f} MB/s"
            print(f"{name:18} {seconds[name]:7.2f} s  {rate}  {said}", flush=True)
        alone, together = (seconds.get(f"clean, {n} worker{'s' * (n > 1)}") for n in (1, arguments.workers))
        if alone is None or together is None:
            return 0
        same = Path(f"{folder}/out1.jsonl").read_bytes() == Path(f"{folder}/out{arguments.workers}.jsonl").read_bytes()
        wrote = "the same bytes" if same else "OTHER BYTES"
        print(f"{arguments.workers} workers clean {alone / together:.2f} times as fast as one, and write {wrote}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
