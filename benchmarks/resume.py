"""Kill jobs again and again at random moments, and compare what comes out with that of undisturbed ones.

    python benchmarks/resume.py [--kills N] [--documents N] [--seed N] [--job NAME]…

The same command is given until the job is done; where it is done before all kills were made, another one is begun.
Every file but run.json, which holds timings, must have the same bytes, the tables' parts included. Jobs are `run`,
`dedup`, `clean` into JSON lines, `packed` (`clean` into a compressed file) and `stdin` (`clean` of what is piped in).
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


#: job -> its command, with {source} and {out}; each with many points to go on from
JOBS = {
    "run": "run {source} -o {out}/run --checkpoint 300K",
    "dedup": "dedup {source} -o {out}/run --checkpoint 300K",
    "clean": "clean {source} -o {out}/clean.jsonl --rejects {out}/rejects.jsonl --checkpoint 100K",
    "packed": "clean {source} -o {out}/clean.jsonl.gz --checkpoint 100K",
    "stdin": "clean --from jsonl -o {out}/clean.jsonl --checkpoint 100K",
}


def contents(out: Path) -> dict[str, bytes]:
    """All files of a job that must not depend on what happened to it."""
    files = (path for path in out.rglob("*") if path.is_file() and path.name != "run.json")
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def killed(job: str, source: Path, out: Path, seconds: float) -> tuple[bool, bool]:
    """Give the command once and kill it; says whether it was still running, and whether it went on from somewhere."""
    command = [sys.executable, "-m", "cleanroom", *JOBS[job].format(source=source, out=out).split()]
    out.mkdir(exist_ok=True)
    with source.open("rb") as piped:
        process = subprocess.Popen(command, stdin=piped, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            _, said = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            _, said = process.communicate()
            return True, b"going on with" in said
    if process.returncode not in (0, 1):
        sys.exit(f"resume: {job} ended with {process.returncode}: {said.decode()}")
    return False, b"going on with" in said


def measure(job: str, source: Path, folder: Path, most: int, draw: random.Random) -> bool:
    """Kill a job so often, and print what came of it; says whether all was well."""
    begin = time.perf_counter()
    killed(job, source, folder / "undisturbed", 10_000)
    seconds = time.perf_counter() - begin
    expected = contents(folder / "undisturbed")
    kills = resumed = jobs = differing = 0
    under_way = False
    while kills < most or under_way:
        limit = draw.uniform(0.1, 1.0) * seconds if kills < most else 10_000
        under_way, went_on = killed(job, source, folder / f"out{jobs}", limit)
        kills, resumed = kills + under_way, resumed + went_on
        if not under_way:
            differing += contents(folder / f"out{jobs}") != expected
            jobs += 1
    print(
        f"{job:7} {kills} kills, {resumed} times gone on, {jobs} finished, {differing} of them with other bytes",
        flush=True,
    )  # fmt: skip
    return not differing and resumed > 0


def main() -> int:
    """Kill as often as asked; gives 1 where a byte differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50, help="of each job (default: 50)")
    parser.add_argument("--documents", type=int, default=4000, help="records of the input (default: 4000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--job", action="append", choices=tuple(JOBS), help="(default: all)")
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "in.jsonl"
        write_input(source, arguments.documents, draw)
        well = []
        for job in arguments.job or JOBS:
            folder = Path(name) / job
            folder.mkdir()
            well.append(measure(job, source, folder, arguments.kills, draw))
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
