"""Kill a run again and again at random moments, and compare what comes out with that of an undisturbed one.

    python benchmarks/resume.py [--kills N] [--documents N] [--seed N]

The same command is given until the run is done; where it is done before all kills were made, another run is begun.
Every file but run.json, which holds timings, must have the same bytes, the tables' parts included.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = "council bridge river harbour school teacher winter budget letter station museum garden market village".split()
JUNK = ("Share this article", "Read more: The bridge that was never built", "Subscribe to our newsletter")


def write_input(path: Path, documents: int, draw: random.Random) -> None:
    """Made-up articles with junk, copies, and records that are no good."""
    texts: list[str] = []
    with path.open("w", encoding="utf-8") as lines:
        for number in range(documents):
            starts = (" ".join(draw.choices(WORDS, k=12)).capitalize() for _ in range(40))
            words = (f"{start} in {draw.randint(1, 9999)}." for start in starts)
            texts.append(draw.choice(texts) if texts and number % 5 == 0 else " ".join(words))
            text = {"text": f"{texts[-1]}\n\n{draw.choice(JUNK)}"} if number % 97 else {}
            row = {"id": str(number), **text}
            lines.write(json.dumps(row) + "\n")


def command(source: Path, out: Path) -> list[str]:
    """A run with many points to go on from."""
    return [sys.executable, "-m", "cleanroom", "run", str(source), "-o", str(out), "--checkpoint", "300K"]


def contents(out: Path) -> dict[str, bytes]:
    """All files of a run that must not depend on what happened to it."""
    files = (path for path in out.rglob("*") if path.is_file() and path.name != "run.json")
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def killed(source: Path, out: Path, seconds: float) -> tuple[bool, bool]:
    """Give the command once and kill it; says whether it was still running, and whether it went on from somewhere."""
    process = subprocess.Popen(command(source, out), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        _, said = process.communicate()
        return True, b"going on with" in said
    if process.returncode not in (0, 1):
        sys.exit(f"resume: the run ended with {process.returncode}: {said.decode()}")
    return False, b"going on with" in said


def main() -> int:
    """Kill as often as asked; gives 1 where a byte differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50, help="(default: 50)")
    parser.add_argument("--documents", type=int, default=4000, help="records of the input (default: 4000)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_input(folder / "in.jsonl", arguments.documents, draw)
        begin = time.perf_counter()
        killed(folder / "in.jsonl", folder / "undisturbed", 10_000)
        seconds = time.perf_counter() - begin
        expected = contents(folder / "undisturbed")
        kills = resumed = runs = differing = 0
        while kills < arguments.kills or (folder / f"out{runs}").exists():
            limit = draw.uniform(0.1, 1.0) * seconds if kills < arguments.kills else 10_000
            running, went_on = killed(folder / "in.jsonl", folder / f"out{runs}", limit)
            kills, resumed = kills + running, resumed + went_on
            if not running:
                differing += contents(folder / f"out{runs}") != expected
                runs += 1
    print(f"{kills} kills, {resumed} times gone on, {runs} runs finished, {differing} of them with other bytes")
    return 1 if differing or not resumed else 0


if __name__ == "__main__":
    sys.exit(main())
