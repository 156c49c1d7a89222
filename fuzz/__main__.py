"""Fuzz every target for some seconds each, several at once.

    python -m fuzz [--seconds N] [--jobs N] [--seed N] [--only NAME …]

What the fuzzer has found worth trying is kept in build/fuzz/ and tried first the next time; with a seed nothing is kept
or taken from there, and the same inputs come in the same order, as many as a core gets through in that time and no
more. Input that breaks a target is put into fixtures/crashers/NAME/, where the tests replay it for ever. Gives 1 where
there is any. The seconds shown are of the processor, the start of the target included.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from fuzz.examples import examples

ROOT = Path(__file__).resolve().parents[1]
#: the targets, and inputs that a core gets through in a second of each. With a seed no more are tried: a faster machine
#: would come to ones that nobody has tried before, and a test would fail there that passes everywhere else
PACE = {
    "clean_text": 60, "clean_html": 45, "readers": 900, "shingles": 70, "rules_file": 6000, "profile": 9000,
    "decisions": 1500, "index_file": 50, "index_http": 2000, "audit_http": 700,
}  # fmt: skip
#: seconds by the clock for one input, which nothing but a standstill takes (fuzz.one counts those of the processor);
#: MB before it is a bomb; bytes of the longest input
LIMITS = (
    "-timeout=300", "-rss_limit_mb=3000", "-max_len=20000", "-verbosity=1", "-print_final_stats=1",
    "-report_slow_units=1000",  # by the clock, and so by what else the machine does
    "-reload=0",  # nobody else writes to the corpus, and when it was looked at would change what comes next
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What a fuzzed target came to."""

    name: str
    seconds: float
    inputs: int
    coverage: int
    crashers: int
    said: str


def seeds(name: str) -> list[Path]:
    """Inputs to begin with: what the repository holds that is of the kind."""
    crashers = ROOT / "fixtures/crashers" / name
    folders = {"clean_text": ("seeds",), "clean_html": ("fixtures/html",), "readers": ("fixtures/read",)}
    return [path for path in (crashers, *(ROOT / folder for folder in folders.get(name, ()))) if path.is_dir()]


def fuzz(name: str, seconds: int, seed: int | None = None) -> Found:
    """Fuzz one target; what breaks it goes to the fixtures."""
    corpus, broken = ROOT / "build/fuzz" / name, ROOT / "build/fuzz-broken" / name
    if seed is not None:
        corpus = ROOT / "build/fuzz-repeated" / name
        shutil.rmtree(corpus, ignore_errors=True)
    most = -1 if seed is None else PACE[name] * seconds
    shutil.rmtree(broken, ignore_errors=True)
    corpus.mkdir(parents=True, exist_ok=True)
    broken.mkdir(parents=True)
    for number, data in enumerate(examples().get(name, [])):
        (corpus / f"example-{number}").write_bytes(data)
    bounds = (f"-max_total_time={seconds}", f"-runs={most}", f"-seed={seed or 0}", f"-artifact_prefix={broken}/")
    code, used, said = fuzzed(name, [*LIMITS, *bounds, str(corpus), *map(str, seeds(name))])
    found = sorted(broken.iterdir())
    for path in found:
        (ROOT / "fixtures/crashers" / name).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, ROOT / "fixtures/crashers" / name / path.name[-20:])
    if code and not found:
        sys.exit(f"fuzz: {name} did not run: {said[-2000:]}")
    runs = re.findall(r"stat::number_of_executed_units: (\d+)|^#(\d+)\t", said, re.M)
    coverage = re.findall(r"\bcov: (\d+)", said)
    number = max((int(one or other) for one, other in runs), default=0)
    return Found(name, used, number, int(coverage[-1]) if coverage else 0, len(found), said[-3000:] if found else "")


def fuzzed(name: str, options: list[str]) -> tuple[int, float, str]:
    """Run the fuzzer in a process of its own: exit code, seconds of the processor, what it said."""
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "fuzz.one", name, *options], stdout=subprocess.DEVNULL, stderr=told, cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": "0"},
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        said = told.read().decode("utf-8", "replace")
    return process.returncode, usage.ru_utime + usage.ru_stime, said


def main() -> int:
    """Fuzz all; prints a row for each target."""
    parser = argparse.ArgumentParser(
        prog="python -m fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=int, default=60, help="for each target (default: 60)")
    parser.add_argument("--jobs", type=int, default=1, help="targets at once (default: 1)")
    parser.add_argument("--seed", type=int, help="try the same inputs each time (default: go on where the last ended)")
    parser.add_argument("--only", nargs="*", choices=PACE, default=list(PACE), metavar="NAME")
    arguments = parser.parse_args()
    if find_spec("atheris") is None:  # it is made for Linux only
        print("fuzz: atheris is not installed here, nothing was fuzzed; on Linux: pip install atheris")
        return 0
    with ThreadPoolExecutor(arguments.jobs) as pool:
        each = pool.map(lambda name: fuzz(name, arguments.seconds, arguments.seed), arguments.only)
        crashers = sum(shown(found) for found in each)
    return 1 if crashers else 0


def shown(found: Found) -> int:
    """Print a target's row; gives how many crashers it has."""
    print(
        f"{found.name:12} {found.seconds:>6.0f} s {found.inputs:>10,} inputs {found.coverage:>7,} edges "
        f"{found.crashers} crashers"
    )
    sys.stdout.flush()
    if found.said:
        print(found.said)
    return found.crashers


if __name__ == "__main__":
    sys.exit(main())
