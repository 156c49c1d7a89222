"""Time, shuffled bytes and memory of `cleanroom dedup --engine spark` as the input grows, by the log of Spark's events.

    python benchmarks/spark_scale.py [--sizes 100000 1000000] [--words 50] [--skewed] [--as-large] [--steps] ...

The input are the texts of `dedup_scale`, 50 words each and one in five a copy, in files of 20,000. With --skewed one
in four is the same page, one in four that page with a word changed, and all others begin with the same sentence:
furniture in half of the corpus; then the members are compared with those of a local run. CPU seconds are those of all
processes, which other jobs on the machine inflate less than the wall clock. In local mode driver and workers share one
Java process, so what it takes is the most that the driver can; with the Python process that asks it should be 2 GB.
With --as-large a small input shuffles what a large one does. Stages are named by the table that they write, with what
the largest of their tasks read from the shuffle.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.dedup_scale import texts

IN_FILE = 20_000
#: what is aimed at: times the wall time for ten times the documents, bytes of memory, bytes shuffled for a document
MOST_TIMES, MOST_MEMORY, MOST_BYTES = 11.0, 2e9, 3000
HEAD = "| documents | wall s | load | CPU s | shuffled B a document | spilled MB | Java MB | Python driver MB |\n"
TICK = os.sysconf("SC_CLK_TCK")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--words", type=int, default=50, help="of a text")
    parser.add_argument("--skewed", action="store_true", help="half of it one page, the rest with the same sentence")
    parser.add_argument("--as-large", action="store_true", help="send no table to all workers because it is small")
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--memory", default="600m", help="heap of the one Java process, which takes 0.8 GB besides")
    parser.add_argument("--work", type=Path, default=Path("out/bench/spark"))
    parser.add_argument("--steps", action="store_true", help="also show each step's seconds and shuffled bytes")
    arguments = parser.parse_args()
    found = []
    print(HEAD + "|--:|--:|--:|--:|--:|--:|--:|--:|")
    for size in sorted(arguments.sizes):
        shutil.rmtree(arguments.work, ignore_errors=True)
        write_corpus(arguments.work / "raw", size, arguments.words, arguments.skewed)
        found.append((size, *measure(arguments, size)))
    if len(found) < 2:
        return 0
    (first, wall, cpu, *_), (last, last_wall, last_cpu, shuffled, memory) = found[0], found[-1]
    times, of_cpu = (later / before * 10 / (last / first) for later, before in ((last_wall, wall), (last_cpu, cpu)))
    print(f"for ten times the documents: {times:.1f} times the wall time (aim: {MOST_TIMES:g}), {of_cpu:.1f} of CPU")
    print(model([(size, cpu, shuffled) for size, _, cpu, shuffled, _ in found]))
    return int(times > MOST_TIMES or memory > MOST_MEMORY or shuffled > MOST_BYTES)


def model(found: list[tuple[int, float, float]]) -> str:
    """What larger inputs cost if CPU seconds grow as between the first and the last of (documents, CPU s, bytes)."""
    (first, least, _), *middle, (last, most, each) = found
    slope = (most - least) / (last - first)
    fixed = least - slope * first
    lines = [f"CPU s = {fixed:.0f} + {slope * 1e6:.0f} for each million documents; {each:.0f} B shuffled for each"]
    lines += [f"  {size:,}: {fixed + slope * size:.0f} CPU s by that, measured {cpu:.0f}" for size, cpu, _ in middle]
    lines += [
        f"  10^{power}: {slope * 10**power / 3600:,.0f} CPU hours, {each * 10**power / 1e12:.2f} TB shuffled"
        for power in (8, 9, 10)
    ]
    return "\n".join(lines)


def write_corpus(folder: Path, size: int, words: int, skewed: bool) -> None:
    folder.mkdir(parents=True)
    made = skew(words) if skewed else ((name, text) for name, text, _ in texts(words=words))
    every = islice(made, size)
    for number in range(-(-size // IN_FILE)):
        with (folder / f"{number:05d}.jsonl").open("w", encoding="ascii") as lines:
            lines.writelines(f'{{"id":"{name}","text":"{text}"}}\n' for name, text in islice(every, IN_FILE))


def skew(words: int) -> Iterator[tuple[str, str]]:
    """One page again and again, as it is and with one of its words changed, among texts that begin alike."""
    every = texts(words=words)
    page, menu = (next(every)[1].split() for _ in range(2))
    for number, (name, text, _) in enumerate(every):
        changed = number // 4 % words
        yield name, (
            " ".join(page) if number % 4 == 0
            else " ".join([*page[:changed], name, *page[changed + 1 :]]) if number % 4 == 1
            else " ".join([*menu[:12], text])
        )  # fmt: skip


def measure(arguments: argparse.Namespace, size: int) -> tuple[float, float, float, float]:
    """Wall and CPU seconds, bytes shuffled for a document and bytes of memory of the two processes of one run."""
    log, out = arguments.work / "events", arguments.work / "run"
    log.mkdir(parents=True)
    settings = {
        "spark.eventLog.enabled": "true", "spark.eventLog.dir": f"file://{log.resolve()}",
        "spark.eventLog.rolling.enabled": "false", "spark.eventLog.compress": "false",
        "spark.driver.memory": arguments.memory, "spark.driver.extraJavaOptions": "-XX:+UseSerialGC",
        "spark.sql.shuffle.partitions": str(max(size // 20_000, 4)),
        "spark.ui.enabled": "false",
        "spark.sql.autoBroadcastJoinThreshold": "-1" if arguments.as_large else "10MB",
        # a process that was stopped for minutes, or had no processor, is not lost
        "spark.network.timeout": "3600s", "spark.executor.heartbeatInterval": "60s",
    }  # fmt: skip
    command = [sys.executable, "-m", "cleanroom", "dedup", str(arguments.work / "raw"), "-o", str(out), "--engine",
               "spark", "--master", f"local[{arguments.cores}]",
               *(f"--spark-conf={name}={value}" for name, value in settings.items())]  # fmt: skip
    # else the C library keeps heaps for each of Java's threads
    few = {**os.environ, "MALLOC_ARENA_MAX": "2"}
    begun, peaks, spent, done = time.perf_counter(), Counter[str](), Counter[int](), threading.Event()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=few) as process:
        watch = threading.Thread(target=watched, args=(process.pid, peaks, spent, done))
        watch.start()
        code = process.wait()
        done.set()
        watch.join()
    wall = time.perf_counter() - begun
    assert code == 0, f"the run ended with {code}"
    if arguments.skewed:
        as_local(arguments.work)
    total, steps = read_events(next(log.iterdir()))
    cpu = sum(spent.values()) / TICK
    load = Path("/proc/loadavg").read_text(encoding="ascii").split()[0]
    print(
        f"| {size:,} | {wall:.0f} | {load} | {cpu:.0f} | {total['shuffled'] / size:.0f} "
        f"| {total['spilled'] / 1e6:.0f} | {peaks['java'] / 1e6:.0f} | {peaks['python'] / 1e6:.0f} |", flush=True,
    )  # fmt: skip
    if arguments.steps:
        for name, step in sorted(steps.items(), key=lambda item: -item[1]["shuffled"]):
            print(
                f"    {name:14} {step['rows']:12,} rows {step['time'] / 1e3:8.1f} s of tasks"
                f" {step['shuffled'] / size:8.1f} B a document"
                f"; one task read {step['most']:,} records, {step['bytes'] / 1e6:.1f} MB at most"
            )
    return wall, cpu, total["shuffled"] / size, peaks["java"] + peaks["python"]


def as_local(work: Path) -> None:
    """Stop where the members are not those of a local run."""
    command = [sys.executable, "-m", "cleanroom", "dedup", str(work / "raw"), "-o", str(work / "local"), "--overwrite"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    one, other = ((work / run / "members.jsonl").read_bytes() for run in ("run", "local"))
    assert one == other, "the members differ from those of a local run"


def watched(driver: int, peaks: Counter[str], spent: Counter[int], done: threading.Event) -> None:
    """The largest resident memory, in bytes, of the driver and of the Java process, and the ticks of all processes."""
    known = {driver}
    while not done.wait(0.5):
        for process in Path("/proc").glob("[0-9]*"):
            number = int(process.name)
            try:
                name, _, rest = (process / "stat").read_text(encoding="utf-8").rpartition(")")
                values = rest.split()
                if number not in known and int(values[1]) not in known:
                    continue
                known.add(number)
                spent[number] = max(spent[number], int(values[11]) + int(values[12]))
                role = "java" if name.endswith("(java") else "python"
                if number == driver or role == "java":
                    status = (process / "status").read_text(encoding="utf-8").partition("VmHWM:")[2]
                    peaks[role] = max(peaks[role], int(status.split()[0]) * 1024)
            except (OSError, IndexError, ValueError):  # it has just ended
                continue


def read_events(log: Path) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """Milliseconds, bytes shuffled and spilled of all tasks, and of those of each table, with what the largest read."""
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
                read = metrics["Shuffle Read Metrics"]
                found = Counter({
                    "time": metrics["Executor Run Time"], "spilled": metrics["Disk Bytes Spilled"],
                    "shuffled": metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"],
                    "rows": metrics["Output Metrics"]["Records Written"],
                })  # fmt: skip
                total += found
                step = steps.setdefault(stages.get(event["Stage ID"], "?"), Counter())
                step.update(found)
                step["most"] = max(step["most"], read["Total Records Read"])
                step["bytes"] = max(step["bytes"], read["Local Bytes Read"] + read["Remote Bytes Read"])
    return total, steps


def written(plan: str) -> str:
    """The table that a plan writes."""
    for line in plan.splitlines():
        if "Arguments: file:" in line:
            return line.partition(",")[0].rpartition("/")[2]
    return "(asked)"


if __name__ == "__main__":
    sys.exit(main())
