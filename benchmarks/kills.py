"""Kill every command at random moments, by random signals; nothing may be lost, doubled or half written.

    python benchmarks/kills.py [--kills N] [--documents N] [--seed N] [--only NAME …]

`clean` into a file, `run`, `dedup`, `apply`, `index add`, `index remove` and `index compact` take turns. After each
kill what stands at the final names must be nothing, or exactly what an undisturbed command leaves there; the next
command goes on or begins again, and when it gets through, its output must have the same bytes. run.json holds timings
and is left out. After the kill of a command that changes an index, the index is opened and verified, and holds every
document once, before or after the change; when the command was given again, its stories are those of an undisturbed
one.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from resume import contents, write_input

from cleanroom.index import open_store

COMMANDS = ("clean", "run", "dedup", "apply", "index add", "index remove", "index compact")
#: documents of an index before more are added
MORE = 100
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)


def command(name: str, folder: Path, out: Path) -> list[str]:
    """A command line that writes to `out`."""
    program = [sys.executable, "-m", "cleanroom", name]
    if name == "apply":
        return [*program, str(out)]
    return [*program, str(folder / "in.jsonl"), "-o", str(out)]


def prepared(name: str, folder: Path, out: Path) -> None:
    """What must be there before: for `apply` a run with a decision, for the others nothing."""
    if name == "apply":
        shutil.copytree(folder / "decided", out)


def finals(out: Path) -> dict[str, bytes]:
    """The files at final names; what lies aside (names that begin with a dot) is not the output."""
    if out.is_file():
        return {"": out.read_bytes()}
    return {name: data for name, data in contents(out).items() if not name.startswith(".")} if out.exists() else {}


def attempt(line: list[str], seconds: float, how: signal.Signals) -> bool:
    """Give a command and kill it after some time; whether it was still running."""
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(how)
        _, said = process.communicate()
        return True
    if process.returncode not in (0, 1):
        sys.exit(f"kills: {line[3]} ended with {process.returncode}: {said.decode()[-500:]}")
    return False


class IndexTrial:
    """A command that changes an index, killed again and again: the index holds what it held, or what it is to hold."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.out, self.made = name, folder / f"{name.replace(' ', '-')}.idx", folder / "made.idx"
        action = name.partition(" ")[2]
        given = {"add": [str(folder / "more.jsonl")], "remove": [str(number) for number in range(0, 60, 3)]}
        self.line = [sys.executable, "-m", "cleanroom", "index", action, str(self.out), *given.get(action, [])]
        self.clear()
        self.before = held(self.out)
        begin = time.perf_counter()
        attempt(self.line, 10_000, signal.SIGKILL)
        self.seconds = time.perf_counter() - begin
        self.expected = held(self.out)
        self.clear()

    def clear(self) -> None:
        """Begin anew."""
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.copytree(self.made, self.out)

    def kill(self, draw: random.Random) -> str:
        """One attempt: "killed", "finished", or what is wrong."""
        running = attempt(self.line, draw.uniform(0.05, 1.05) * self.seconds, draw.choice(SIGNALS))
        found = held(self.out)
        allowed = (self.before, self.expected) if running else (self.expected,)
        if found not in allowed:
            return f"{self.name}: after {'a kill' if running else 'all'} {len(found)} documents stand otherwise"
        if not running or found != self.before:
            self.clear()
        return "killed" if running else "finished"


def held(index: Path) -> dict[str, tuple[str, str, str]]:
    """Where each document of an index is: story, role, kept text; what verifying finds wrong is an end."""
    with open_store(index) as store:
        problems = store.verify()
        if problems:
            sys.exit(f"kills: {index.name}: {problems}")
        places = (store.place(str(number)) for number in range(3 * MORE))
        return {place.id: (place.story, place.role, place.kept) for place in places if place}


class Trial:
    """One command, killed again and again."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder, self.out = name, folder, folder / f"{name}.jsonl" if name == "clean" else folder / name
        prepared(name, folder, self.out)
        self.before = finals(self.out)
        begin = time.perf_counter()
        attempt(command(name, folder, self.out), 10_000, signal.SIGKILL)
        self.seconds = time.perf_counter() - begin
        self.expected = finals(self.out)
        self.clear()

    def clear(self) -> None:
        """Begin anew."""
        if self.out.is_dir():
            shutil.rmtree(self.out)
        self.out.unlink(missing_ok=True)
        prepared(self.name, self.folder, self.out)

    def kill(self, draw: random.Random) -> str:
        """One attempt: "killed", "finished", or what is wrong."""
        running = attempt(
            command(self.name, self.folder, self.out), draw.uniform(0.05, 1.05) * self.seconds, draw.choice(SIGNALS)
        )
        found = finals(self.out)
        if running:
            if found != self.before:  # it was publishing, or through: the next one would be told to overwrite
                self.clear()
            return "killed" if self.is_allowed(found) else f"{self.name}: half an output after a kill: {sorted(found)}"
        if found != self.expected:
            return f"{self.name}: other bytes in {[name for name in found if found[name] != self.expected.get(name)]}"
        self.clear()
        return "finished"

    def is_allowed(self, found: dict[str, bytes]) -> bool:
        """Old or new, each file whole: between two renames of a folder's files there may be some of either."""
        return all(data in (self.before.get(name), self.expected.get(name)) for name, data in found.items())


def main() -> int:
    """Kill as often as asked; gives 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="(default: 200)")
    parser.add_argument("--documents", type=int, default=400, help="records of the input (default: 400)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=COMMANDS, default=COMMANDS, metavar="NAME")
    arguments = parser.parse_args()
    draw, came = random.Random(arguments.seed), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_input(folder / "in.jsonl", arguments.documents, draw)
        attempt(command("run", folder, folder / "decided"), 10_000, signal.SIGKILL)
        decision = b'{"id":"d1","at":"2024-01-01T00:00:00Z","action":"never","rule":"en.share-verbs","source":""}\n'
        (folder / "decided/decisions.jsonl").write_bytes(decision)
        rows = (folder / "in.jsonl").read_bytes().splitlines(keepends=True)
        (folder / "some.jsonl").write_bytes(b"".join(rows[:MORE]))
        (folder / "more.jsonl").write_bytes(b"".join(rows[MORE // 2 : 2 * MORE]))  # a part of them is known
        for action in (["create"], ["add", str(folder / "some.jsonl")]):
            line = [sys.executable, "-m", "cleanroom", "index", action[0], str(folder / "made.idx"), *action[1:]]
            attempt(line, 10_000, signal.SIGKILL)
        trials = [(IndexTrial if "index" in each else Trial)(each, folder) for each in arguments.only]
        while came["killed"] < arguments.kills:
            trial = trials[came.total() % len(trials)]
            what = trial.kill(draw)
            came[what] += 1
            print(f"{came.total()} {trial.name}: {what}", file=sys.stderr, flush=True)
    wrong = [what for what in came if what not in ("killed", "finished")]
    print(f"{came['killed']} kills, {came['finished']} commands finished, {len(wrong)} wrong")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
