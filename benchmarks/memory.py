"""The most memory that `clean` takes on a little and on much of the same JSON lines, all its processes together.

    python benchmarks/memory.py [--small MB] [--large MB] [--text SHARE] [OPTION]…

Records are piped in, and never on the disk; what comes out goes nowhere. SHARE of a record is its text, which is
cleaned; the rest is a field of its own, which travels through. Further options go to `cleanroom clean`. Memory is what
each process that lives had at most until then, added up. Its first run on a machine compiles kernels, which takes
memory of its own: the small input is given twice, and counts the second time.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

WORDS = "council bridge river harbour school teacher winter budget letter station museum garden market village".split()
#: bytes of a record, about
RECORD = 8000
#: most that the large input may take of what the small one takes
AIM = 1.2


def block(share: float, draw: random.Random) -> bytes:
    """Some records of different texts."""
    rows = []
    for number in range(100):
        size = int(RECORD * share)
        sentences = []
        while sum(map(len, sentences)) < size:
            sentences.append(f"The {' '.join(draw.choices(WORDS, k=11))} in {draw.randint(1, 9999)}. ")
        text = "".join(sentences) + "\n\nShare this article"
        rows.append(json.dumps({"id": str(number), "text": text, "page": "x" * (RECORD - len(text))}))
    return "".join(row + "\n" for row in rows).encode()


def family(process: int) -> list[int]:
    """A process and those it has started."""
    try:
        started = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    threads = Path(f"/proc/{process}/task").glob("*/children")
    for thread in threads:
        try:
            started += thread.read_text(encoding="ascii").split()
        except OSError:
            continue
    return [process, *{int(child) for child in started}]


def peak_of(process: int) -> int:
    """Kilobytes that it had at most."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


#: megabytes after which it is said how far a large input is
_TOLD = 500


def measure(megabytes: int, share: float, options: list[str]) -> tuple[float, float]:
    """Megabytes at the peak, and seconds."""
    command = [sys.executable, "-m", "cleanroom", "clean", "--from", "jsonl", "--to", "jsonl", *options]
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    peak = 0

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            peak = max(peak, sum(map(peak_of, family(process.pid))))
            time.sleep(0.1)

    watcher = threading.Thread(target=watch)
    watcher.start()
    assert process.stdin is not None
    draw = random.Random(1)
    blocks = [block(share, draw) for _ in range(20)]
    sent, told = 0, _TOLD
    while sent < megabytes * 1_000_000:
        data = blocks[draw.randrange(len(blocks))]
        process.stdin.write(data)
        sent += len(data)
        if sent >= told * 1_000_000:
            seconds = time.perf_counter() - begin
            print(f"{told:,} MB after {seconds:,.0f} s: {peak / 1000:,.0f} MB", file=sys.stderr, flush=True)
            told += _TOLD
    process.stdin.close()
    process.wait()
    watcher.join()
    if process.returncode:
        sys.exit(f"memory: clean ended with {process.returncode}")
    return peak / 1000, time.perf_counter() - begin


def main() -> int:
    """Measure both; gives 1 where the aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=100, metavar="MB", help="(default: 100)")
    parser.add_argument("--large", type=int, default=5000, metavar="MB", help="(default: 5000)")
    parser.add_argument("--text", type=float, default=1.0, metavar="SHARE", help="(default: 1)")
    arguments, options = parser.parse_known_args()
    peaks = []
    measure(arguments.small, arguments.text, options)
    for megabytes in (arguments.small, arguments.large):
        peak, seconds = measure(megabytes, arguments.text, options)
        peaks.append(peak)
        print(f"{megabytes:6,} MB of JSON lines: at most {peak:,.0f} MB of memory, {seconds:,.0f} s", flush=True)
    print(f"{peaks[1] / peaks[0]:.2f} times as much; aim: {AIM}")
    return 0 if peaks[1] <= AIM * peaks[0] else 1


if __name__ == "__main__":
    sys.exit(main())
