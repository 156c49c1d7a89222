"""Whether Spark gives the files of a local run, byte for byte, in several partitionings, and when workers are killed.

    python benchmarks/spark_equal.py PATH... [--partitions 3 7] [--faults] [--only-dedup] [--work DIR]

Each PATH (seeds/, a file of records) is run locally and on Spark. With --faults it runs on `local-cluster[2,1,1024]`,
two worker processes on this machine, of which one is killed each time that another table is begun; Spark starts a new
one. Ends with 1 where a file differs, or where a kill found no worker.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

FILES = ("members", "kept", "removed", "rejects")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--partitions", type=int, nargs="+", default=[3, 7])
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--only-dedup", action="store_true", help="compare the texts as they are")
    parser.add_argument("--work", type=Path, default=Path("out/bench/spark-equal"))
    arguments = parser.parse_args()
    verb, wrong = "dedup" if arguments.only_dedup else "run", 0
    for path in arguments.paths:
        local = arguments.work / "local"
        cleanroom(verb, path, local)
        for partitions in arguments.partitions:
            out = arguments.work / "spark"
            shutil.rmtree(out, ignore_errors=True)
            begun = time.perf_counter()
            kills = on_spark(verb, path, out, partitions, arguments.faults)
            differing = [n for n in FILES if (out / f"{n}.jsonl").read_bytes() != (local / f"{n}.jsonl").read_bytes()]
            wrong += bool(differing) or (arguments.faults and not kills)
            print(
                f"{path.name}: {partitions} partitions, {time.perf_counter() - begun:.0f} s: "
                + (f"{', '.join(differing)} differ" if differing else "the same bytes")
                + (f"; workers killed while these tables were made: {', '.join(kills)}" if arguments.faults else ""),
                flush=True,
            )
    return int(wrong > 0)


def cleanroom(verb: str, path: Path, out: Path, *options: str) -> subprocess.Popen[bytes]:
    """Run the command to its end, or on Spark begin it."""
    command = [sys.executable, "-m", "cleanroom", verb, str(path), "-o", str(out), "--overwrite", *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if not options:
        errors = process.communicate()[1]
        assert process.returncode in (0, 1), errors.decode()
    return process


def on_spark(verb: str, path: Path, out: Path, partitions: int, faults: bool) -> list[str]:
    """Run it on Spark; gives the tables during which a worker was killed."""
    master = "local-cluster[2,1,1024]" if faults else "local[2]"
    settings = {"spark.sql.shuffle.partitions": partitions, "spark.ui.enabled": "false", "spark.driver.memory": "1g",
                "spark.default.parallelism": partitions, "spark.deploy.maxExecutorRetries": -1,
                "spark.task.maxFailures": 100, "spark.stage.maxConsecutiveAttempts": 100}  # fmt: skip
    options = [f"--spark-conf={name}={value}" for name, value in settings.items()]
    process = cleanroom(verb, path, out, "--engine", "spark", "--master", master, *options)
    kills: list[str] = []
    if faults:
        watch = threading.Thread(target=kill_workers, args=(process, out / ".unfinished" / "steps", kills))
        watch.start()
    errors = process.communicate()[1]
    assert process.returncode in (0, 1), errors.decode()[-3000:]
    return kills


def kill_workers(process: subprocess.Popen[bytes], work: Path, kills: list[str]) -> None:
    """Kill one worker, an older one each time, whenever Spark begins a table."""
    seen: set[str] = set()
    while process.poll() is None:
        begun = {path.parent.name for path in work.glob("*/_temporary")} - seen
        for name in sorted(begun):
            seen.add(name)
            found = workers_of(process.pid)
            if found:
                os.kill(found[0], signal.SIGKILL)
                kills.append(name)
        time.sleep(0.05)


def workers_of(driver: int) -> list[int]:
    """The worker processes that descend from a process, oldest first."""
    parents, names = {}, {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            number = int(process.name)
            parents[number] = int((process / "stat").read_text().rpartition(")")[2].split()[1])
            names[number] = (process / "cmdline").read_bytes()
        except (OSError, ValueError):  # it has just ended
            continue

    def descends(number: int) -> bool:
        while number > 1:
            number = parents.get(number, 0)
            if number == driver:
                return True
        return False

    return sorted(number for number in parents if b"CoarseGrainedExecutorBackend" in names[number] and descends(number))


if __name__ == "__main__":
    sys.exit(main())
