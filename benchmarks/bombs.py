"""Documents made to take long or much memory, beside normal text of the same size.

    python benchmarks/bombs.py [--size MB] [--as FORM …] [--only NAME …]

Each is one document that `cleanroom clean` reads from a file, as text and as HTML: in one process, so that
no limit of the pool hides anything. Time is user and system CPU, memory the most that was resident. Aims: 20 × the time
of normal text of that size, and 12 × the size of the input in memory beside what the program itself takes. Gives 1
where one is missed; a document that is refused is said to be.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

WORDS = "council bridge river harbour school teacher winter budget letter station garden the of and in was".split()
UNITS = {
    "a": "a", "parentheses": "(", "newlines": "\n", "icons": "icon ", "combining marks": "\u0301", "open tags": "<div>",
    "open paragraphs": "<p>", "angle brackets": "<", "short sentences": "A b c. ", "blanks": " ", "quotes": '"',
}  # fmt: skip
#: units written at once
AT_ONCE = 100_000
#: times of normal text's CPU, of the size in memory
TIME, MEMORY = 20, 12


@dataclass(frozen=True)
class Cost:
    """What a process took: CPU seconds, bytes; and what it said of a document that it refused."""

    seconds: float
    bytes: int
    refused: str


def normal(size: int, form: str) -> Iterator[bytes]:
    """Made-up paragraphs."""
    draw = random.Random(1)
    while size > 0:
        text = " ".join(" ".join(draw.choices(WORDS, k=14)).capitalize() + "." for _ in range(5))
        piece = (f"<p>{text}</p>\n\n" if form == "html" else f"{text}\n\n").encode()
        size -= len(piece)
        yield piece


def bomb(unit: str, size: int, form: str) -> Iterator[bytes]:
    """A unit again and again."""
    yield b"<html><body>" if form == "html" else b""
    count = size // len(unit.encode())
    for done in range(0, count, AT_ONCE):
        yield unit.encode() * min(AT_ONCE, count - done)


def cost(pieces: Iterable[bytes], form: str, folder: Path) -> Cost:
    """Clean one document in a process of its own. What this one has held would count as that one's memory."""
    with (folder / "in").open("wb") as file:
        file.writelines(pieces)
    program = [sys.executable, "-m", "cleanroom", "clean", "--from", form, "--workers", "1", "--timeout", "100000"]
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen([*program, str(folder / "in")], stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    told = (folder / "said").read_text(encoding="utf-8", errors="replace").strip()
    if process.returncode not in (0, 1) or "Traceback" in told:
        sys.exit(f"bombs: the command ended with {process.returncode}: {told[-400:]}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, told.rpartition(":1: ")[2])


def measured(size: int, forms: list[str], only: list[str]) -> Iterator[bool]:
    """Print a line for each bomb; yields whether it missed an aim."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for form in forms:
            least = cost([b"<p>A text of one sentence.</p>"], form, folder)
            usual = cost(normal(size, form), form, folder)
            shown(form, "normal text", usual, 1.0, (usual.bytes - least.bytes) / size)
            for what in only or UNITS:
                found = cost(bomb(UNITS[what], size, form), form, folder)
                time, memory = found.seconds / usual.seconds, (found.bytes - least.bytes) / size
                shown(form, what, found, time, memory)
                yield time > TIME or memory > MEMORY


def shown(form: str, what: str, found: Cost, time: float, memory: float) -> None:
    """One line of the table."""
    row = {"as": form, "what": what, "seconds": round(found.seconds, 2), "times normal": round(time, 2),
           "times the size": round(memory, 1), "refused": found.refused}  # fmt: skip
    print(json.dumps(row), flush=True)


def main() -> int:
    """Measure all; gives 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=float, default=100, help="MB of each (default: 100)")
    parser.add_argument("--as", dest="forms", nargs="*", default=["text", "html"], choices=("text", "html"))
    parser.add_argument("--only", nargs="*", default=[], choices=tuple(UNITS), metavar="NAME")
    arguments = parser.parse_args()
    missed = sum(measured(round(arguments.size * 1e6), arguments.forms, arguments.only))
    print(f"{missed} missed an aim")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
