"""Time, shuffled bytes and memory of `cleanroom dedup --engine spark` as the input grows, by the log of Spark's events.

    python benchmarks/spark_scale.py [--sizes 100000 1000000] [--cores 2] [--memory 1g] [--work DIR] [--steps]

The input are the texts of `dedup_scale`, 50 words each and one in five a copy, in files of 20,000. In local mode driver
and workers share one Java process, so what it takes is the most that the driver can. Stages are named by the table that
they write.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.dedup_scale import texts

IN_FILE = 20_000
#: what is aimed at: times the wall time for ten times the documents, bytes of memory, bytes shuffled for a document
MOST_TIMES, MOST_MEMORY, MOST_BYTES = 11.0, 2e9, 3000
HEAD = "| documents | wall s | load | task CPU s | shuffled B a document | spilled MB | Java MB | Python driver MB |\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--memory", default="1g", help="of the one Java process")
    parser.add_argument("--work", type=Path, default=Path("out/bench/spark"))
    parser.add_argument("--steps", action="store_true", help="also show each step's seconds and shuffled bytes")
    arguments = parser.parse_args()
    found = []
    print(HEAD + "|--:|--:|--:|--:|--:|--:|--:|--:|")
    for size in sorted(arguments.sizes):
        shutil.rmtree(arguments.work, ignore_errors=True)
        write_corpus(arguments.work / "raw", size)
        found.append((size, *measure(arguments, size)))
    if len(found) < 2:
        return 0
    (first, wall, *_), (last, last_wall, shuffled, java) = found[0], found[-1]
    times = last_wall / wall * 10 / (last / first)
    print(f"wall time for ten times the documents: {times:.1f} times (aim: {MOST_TIMES:g})")
    return int(times > MOST_TIMES or java * 1e6 > MOST_MEMORY or shuffled > MOST_BYTES)


def write_corpus(folder: Path, size: int) -> None:
    folder.mkdir(parents=True)
    every = islice(texts(), size)
    for number in range(-(-size // IN_FILE)):
        with (folder / f"{number:05d}.jsonl").open("w", encoding="ascii") as lines:
            lines.writelines(f'{{"id":"{name}","text":"{text}"}}\n' for name, text, _ in islice(every, IN_FILE))


def measure(arguments: argparse.Namespace, size: int) -> tuple[float, float, float]:
    """Wall seconds, bytes shuffled for a document and megabytes of the Java process of one run."""
    log, out = arguments.work / "events", arguments.work / "run"
    log.mkdir(parents=True)
    settings = {
        "spark.eventLog.enabled": "true", "spark.eventLog.dir": f"file://{log.resolve()}",
        "spark.eventLog.rolling.enabled": "false", "spark.eventLog.compress": "false",
        "spark.driver.memory": arguments.memory, "spark.sql.shuffle.partitions": str(max(size // 20_000, 4)),
        "spark.ui.enabled": "false",
    }  # fmt: skip
    command = [sys.executable, "-m", "cleanroom", "dedup", str(arguments.work / "raw"), "-o", str(out), "--engine",
               "spark", "--master", f"local[{arguments.cores}]",
               *(f"--spark-conf={name}={value}" for name, value in settings.items())]  # fmt: skip
    begun, peaks, done = time.perf_counter(), Counter[str](), threading.Event()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        watch = threading.Thread(target=watched, args=(process.pid, peaks, done))
        watch.start()
        code = process.wait()
        done.set()
        watch.join()
    wall = time.perf_counter() - begun
    assert code == 0, f"the run ended with {code}"
    total, steps = read_events(next(log.iterdir()))
    load = Path("/proc/loadavg").read_text(encoding="ascii").split()[0]
    print(
        f"| {size:,} | {wall:.0f} | {load} | {total['cpu'] / 1e9:.0f} | {total['shuffled'] / size:.0f} "
        f"| {total['spilled'] / 1e6:.0f} | {peaks['java'] / 1e3:.0f} | {peaks['python'] / 1e3:.0f} |", flush=True,
    )  # fmt: skip
    if arguments.steps:
        for name, step in sorted(steps.items(), key=lambda item: -item[1]["shuffled"]):
            print(f"    {name:14} {step['time'] / 1e3:8.1f} s of tasks {step['shuffled'] / size:8.1f} B a document")
    return wall, total["shuffled"] / size, peaks["java"] / 1e3


def watched(driver: int, peaks: Counter[str], done: threading.Event) -> None:
    """The largest resident memory, in kB, of the driver and of the Java process that it has started."""
    while not done.wait(0.5):
        for process in Path("/proc").glob("[0-9]*"):
            try:
                lines = (process / "status").read_text(encoding="utf-8").splitlines()
                status = dict(line.split(":", 1) for line in lines if ":" in line)
                is_java = status["Name"].strip() == "java" and int(status["PPid"]) in (driver, 1)
                if is_java or int(process.name) == driver:
                    name = "java" if is_java else "python"
                    peaks[name] = max(peaks[name], int(status["VmHWM"].split()[0]))
            except (OSError, KeyError, ValueError):  # it has just ended
                continue


def read_events(log: Path) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """CPU nanoseconds, bytes shuffled and spilled of all tasks, and of those of each table."""
    total: Counter[str] = Counter()
    steps: dict[str, Counter[str]] = {}
    tables: dict[int, str] = {}
    stages: dict[int, str] = {}
    with log.open(encoding="utf-8") as lines:
        for event in map(json.loads, lines):
            if event["Event"].endswith("SparkListenerSQLExecutionStart"):
                plan = event.get("physicalPlanDescription", "")
                place = plan.find("Location: InMemoryFileIndex") if "InsertIntoHadoop" not in plan else -1
                tables[event["executionId"]] = written(plan) if place < 0 or "Insert" in plan else "(asked)"
            elif event["Event"] == "SparkListenerJobStart":
                execution = event.get("Properties", {}).get("spark.sql.execution.id")
                for stage in event["Stage IDs"]:
                    stages.setdefault(stage, tables.get(int(execution), "?") if execution else "?")
            elif event["Event"] == "SparkListenerTaskEnd" and event.get("Task Metrics"):
                metrics = event["Task Metrics"]
                found = Counter({
                    "cpu": metrics["Executor CPU Time"], "time": metrics["Executor Run Time"],
                    "shuffled": metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"],
                    "spilled": metrics["Disk Bytes Spilled"],
                })  # fmt: skip
                total += found
                steps.setdefault(stages.get(event["Stage ID"], "?"), Counter()).update(found)
    return total, steps


def written(plan: str) -> str:
    """The table that a plan writes."""
    for line in plan.splitlines():
        if "Arguments: file:" in line:
            return line.partition(",")[0].rpartition("/")[2]
    return "(asked)"


if __name__ == "__main__":
    sys.exit(main())
