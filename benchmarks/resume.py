"""Kill jobs again and again at random moments, and compare what comes out with that of undisturbed ones.

    python benchmarks/resume.py [--kills N] [--documents N] [--seed N] [--job NAME]…

The same command is given until the job is done, and killed each time at a random moment before the third point from
which it could go on, so that most kills fall on one run; where it is done before all were made, another one is begun.
Every file but run.json, which holds timings, must have the same bytes, the tables' parts included. Jobs are `run`,
`dedup`, `clean` into JSON lines, `packed` (`clean` into a compressed file) and `stdin` (`clean` of what is piped in).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

_STARTS = "coun bri ri har scho tea win bud let sta mu gar mar vil pla cro ste gla fre sto".split()
_ENDS = "cil dge ver bour ol cher ter get tion seum den ket lage ne ssing el nd rm ss wn".split()
#: enough of them that articles differ: of a dozen words all would have most shingles in common, and be compared
WORDS = [f"{start}{end}" for start in _STARTS for end in _ENDS]
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
    "run": "run {source} -o {out}/run --checkpoint 100K",
    "dedup": "dedup {source} -o {out}/run --checkpoint 100K",
    "clean": "clean {source} -o {out}/clean.jsonl --rejects {out}/rejects.jsonl --checkpoint 100K",
    "packed": "clean {source} -o {out}/clean.jsonl.gz --only-rules --checkpoint 100K",
    "stdin": "clean --from jsonl -o {out}/clean.jsonl --only-rules --checkpoint 100K",
}
#: what a command says that goes on, and what one says whose job was done when it was killed
_GOES_ON = re.compile(r"going on with an interrupted run, after ([\d,]+)")
_THERE = re.compile(r"holds a run|exists already")


@dataclass(frozen=True, slots=True)
class Given:
    """A command that was given once: how it ended, and after how many records it went on."""

    ended: Literal["killed", "done"]
    gone_on: str = ""


def contents(out: Path) -> dict[str, bytes]:
    """All files of a job that must not depend on what happened to it."""
    files = (path for path in out.rglob("*") if path.is_file() and path.name != "run.json")
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The names of files that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


class Command:
    """A command that is under way."""

    def __init__(self, job: str, source: Path, out: Path) -> None:
        command = [sys.executable, "-m", "cleanroom", *JOBS[job].format(source=source, out=out).split()]
        out.mkdir(exist_ok=True)
        self.job, self.out, self.begin, self.points = job, out, time.perf_counter(), [0.0]
        self._last = self._point()
        with source.open("rb") as piped:
            self._process = subprocess.Popen(
                command, stdin=piped, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
            )  # fmt: skip

    @property
    def seconds(self) -> float:
        """Since it was given."""
        return time.perf_counter() - self.begin

    def wait(self, points: int, delay: float, most: float) -> None:
        """Until it is done, so many new points to go on from are there and a delay is over, or seconds are."""
        while self._process.poll() is None and self.seconds < most:
            if (point := self._point()) not in (0, self._last):
                self._last = point
                self.points.append(self.seconds)
            if len(self.points) > points and self.seconds > self.points[points] + delay:
                return
            time.sleep(0.002)

    def _point(self) -> int:
        """What changes with every point."""
        with suppress(OSError):
            return max((path.stat().st_mtime_ns for path in self.out.glob("**/progress.json")), default=0)
        return 0

    def end(self) -> Given:
        """Kill it, if it is not done. Ends the program where it failed."""
        self._process.kill()
        said = self._process.communicate()[1]
        gone_on = found.group(1) if (found := _GOES_ON.search(said)) else ""
        if self._process.returncode == -signal.SIGKILL:
            return Given("killed", gone_on)
        if self._process.returncode not in (0, 1) and not _THERE.search(said):
            sys.exit(f"resume: {self.job} ended with {self._process.returncode}: {said}")
        return Given("done", gone_on)


class Trial:
    """A job that is killed again and again, each time a little further on: most kills fall on one run."""

    def __init__(self, job: str, folder: Path, source: Path, kills: int) -> None:
        self.job, self.folder, self.source, self.most = job, folder, source, kills
        self.kills = self.gone_on = self.done = self.differing = 0
        undisturbed = Command(job, source, folder / "undisturbed")
        undisturbed.wait(sys.maxsize, 0, sys.maxsize)
        self.seconds, points = undisturbed.seconds, undisturbed.points
        undisturbed.end()
        print(f"{job}: {self.seconds:.1f} s undisturbed, {len(points) - 1} points to go on from", file=sys.stderr)
        self.start, self.gap = points[1], max(there - here for here, there in pairwise(points[1:]))
        self.expected = contents(folder / "undisturbed")

    def go(self, draw: random.Random) -> None:
        """Kill as often as asked, and let the last run end."""
        ended: str = "done"
        while self.kills < self.most or ended == "killed":
            command = Command(self.job, self.source, self.folder / f"out{self.done}")
            if self.kills < self.most:
                points = draw.randint(0, 2)
                delay = draw.uniform(0, self.gap if points else self.start)
                command.wait(points, delay, draw.uniform(0.2, 1) * self.seconds)
            else:
                command.wait(sys.maxsize, 0, sys.maxsize)
            ended = self._note(command)

    def _note(self, command: Command) -> str:
        seconds, given = command.seconds, command.end()
        self.gone_on += bool(given.gone_on)
        self.kills += given.ended == "killed"
        what = f"killed after {seconds:.2f} s" if given.ended == "killed" else "done"
        if given.ended == "done":
            other = differing(contents(command.out), self.expected)
            self.done, self.differing = self.done + 1, self.differing + bool(other)
            what += f", OTHER BYTES in {', '.join(other)}" if other else ", the same bytes"
        after = f", gone on after {given.gone_on} records" if given.gone_on else ""
        print(f"{self.job} {self.kills}: {what}{after}", file=sys.stderr, flush=True)
        return given.ended

    def report(self) -> str:
        """What came of it, in a line."""
        return (
            f"{self.job:7} {self.kills} kills over {self.done} runs, {self.gone_on} times gone on, "
            f"{self.differing} runs with other bytes"
        )


def main() -> int:
    """Kill as often as asked; gives 1 where a byte differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50, help="of each job (default: 50)")
    parser.add_argument("--documents", type=int, default=4000, help="records of the input (default: 4000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--job", action="append", choices=tuple(JOBS), help="(default: all)")
    arguments = parser.parse_args()
    draw, well = random.Random(arguments.seed), []
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "in.jsonl"
        write_input(source, arguments.documents, draw)
        for job in arguments.job or JOBS:
            folder = Path(name) / job
            folder.mkdir()
            trial = Trial(job, folder, source, arguments.kills)
            trial.go(draw)
            print(trial.report(), flush=True)
            well.append(not trial.differing and trial.gone_on > 0)
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
