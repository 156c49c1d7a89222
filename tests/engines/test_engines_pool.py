"""Many processes: the order of the results, and what becomes of documents that kill, hang or fail."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import trouble
from running import COMMAND, PATIENCE, SEEDS, cleanroom, environment, lines

from cleanroom.config import CleanConfig, PoolConfig
from cleanroom.engines.cleaning import cleaned, spread
from cleanroom.engines.pool import _START as START
from cleanroom.engines.pool import Pool, Worker
from cleanroom.engines.pool import _share as share
from cleanroom.errors import UsageError
from cleanroom.kernels.pace import Pace
from cleanroom.knowledge import Knowledge
from cleanroom.records import Clean, Raw, Reject

CONFIG = PoolConfig()
#: for documents that hang: others have all the time that a busy machine may need
HURRIED = PoolConfig(timeout=3.0)


def raws(*texts: str) -> list[Raw | Reject]:
    return [Raw(str(number), text, position=number) for number, text in enumerate(texts, 1)]


def results(items: list[Raw | Reject], workers: int = 2, config: PoolConfig = CONFIG) -> list[str]:
    """The text of each result, or the code of its reject."""
    found = Pool(trouble.upper, workers, config).map(items)
    return [item.text if isinstance(item, Clean) else item.code for item in found]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_the_order_is_that_of_the_input(workers: int) -> None:
    """Results come in the order of the records, rejects among them, whatever the number of processes."""
    items = raws(*(f"text {number}" for number in range(500)))
    items[7] = items[400] = Reject("in", 8, "json", "broken")
    expected = [f"TEXT {number}" for number in range(500)]
    expected[7] = expected[400] = "json"
    assert results(items, workers) == expected
    assert results([], workers) == []


def test_workers_look_for_garbage_rarely() -> None:
    """A worker lets a batch's objects come before it looks for garbage among them, as the command does."""
    found = Pool(trouble.patience, 1, CONFIG).map(raws("a"))
    assert [item.text for item in found if isinstance(item, Clean)] == ["100000"]


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("crash", "crashed", "id 3: the process that cleaned it ended with -11"),
        ("exit", "crashed", "id 3: the process that cleaned it ended with 3"),
        ("hang", "timeout", "id 3: cleaning took more than 3 s; --timeout allows more"),
        ("memory", "memory", "id 3: there was not enough memory to clean it"),
        ("fail", "failed", "id 3: cleaning failed: RecursionError: too deep"),
    ],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_goes_wrong(text: str, code: str, message: str, workers: int) -> None:
    """A document on which a process dies, hangs, fails or has no memory is one reject with its id; the rest is done."""
    config = HURRIED if text == "hang" else CONFIG
    found = list(Pool(trouble.upper, workers, config).map(raws("a", "b", text, "d", "e")))
    assert [item.text if isinstance(item, Clean) else item.code for item in found] == ["A", "B", code, "D", "E"]
    assert isinstance(found[2], Reject)
    assert (found[2].position, found[2].message) == (3, message)


def test_several_documents_that_go_wrong() -> None:
    """Each of them is a reject of its own."""
    assert results(raws("crash", "a", "fail", "hang", "b", "exit", "print this"), config=HURRIED) == [
        "crashed", "A", "failed", "timeout", "B", "crashed", "PRINT THIS",
    ]


def test_a_process_that_something_else_killed(tmp_path: Path) -> None:
    """A document whose process was killed once, as by a system short of memory, is done in another one."""
    text = f"once {tmp_path / 'killed'}"
    assert results(raws("a", text, "b")) == ["A", text.upper(), "B"]
    assert (tmp_path / "killed").exists()


def test_memory_is_bounded() -> None:
    """A process may take so much memory and no more."""
    config = PoolConfig(memory=400_000_000)
    code = "x = bytearray(300_000_000)"
    assert results(raws(code), config=config) == [code.upper()]
    found = list(Pool(_allocate, 1, config).map(raws("200000000", "900000000", "1")))
    assert [isinstance(item, Clean) for item in found] == [True, False, True]


def _allocate(records: list[Raw]) -> Iterator[Clean | Reject]:
    for record in records:
        yield Clean(record.id, str(len(bytearray(int(record.content)))), record.content)


def test_a_slow_source_flows() -> None:
    """Every result is there before the next record is: a pipe that drips is not held up."""
    heard = threading.Semaphore(0)

    def drip() -> Iterator[Raw | Reject]:
        for item in raws("a", "b", "c"):
            yield item
            assert heard.acquire(timeout=PATIENCE)

    found = []
    for item in Pool(trouble.upper, 2, CONFIG).map(drip()):
        found.append(item)
        heard.release()
    assert len(found) == 3


def test_reading_does_not_run_away() -> None:
    """Records are read as far ahead as batches are allowed to wait, and no further."""
    config = PoolConfig(batch_chars=10_000, batches_ahead=1)
    read = 0

    def endless() -> Iterator[Raw | Reject]:
        nonlocal read
        while True:
            read += 1
            yield Raw(str(read), "x" * 1000)

    stream = Pool(trouble.upper, 2, config).map(endless())
    for _ in range(100):
        next(stream)
    assert read <= 200
    stream.close()  # type: ignore[attr-defined]


def test_an_error_of_the_source_comes_last() -> None:
    """What is wrong with the input is raised after the results of what came before."""

    def broken() -> Iterator[Raw | Reject]:
        yield from raws("a", "b")
        raise UsageError("no more")

    stream = Pool(trouble.upper, 2, CONFIG).map(broken())
    assert [item.id for item in (next(stream), next(stream)) if isinstance(item, Clean)] == ["1", "2"]
    with pytest.raises(UsageError, match="no more"):
        next(stream)


def test_processes_end_with_their_pool() -> None:
    """When the results are no longer wanted, the processes end."""
    stream = Pool(trouble.process, 1, CONFIG).map(raws("a", *["b"] * 100))
    first = next(stream)
    assert isinstance(first, Clean)
    stream.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(int(first.text), 0)


def test_a_long_document_gets_more_time() -> None:
    """A document of sixty times the length has sixty times the time: it may take more than a short one, which ends."""
    config = PoolConfig(timeout=1.0, long_document=100)
    short, long = "slow 100", f"slow 2 {'x' * 6000}"
    assert [results(raws(text), 1, config) for text in (short, long)] == [["timeout"], [long.upper()]]


def test_processes_share_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each process may take its part of four fifths of the machine's memory, and 1 GB in any case."""
    monkeypatch.setattr("os.sysconf", {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 4 << 20}.__getitem__)  # 16 GB
    assert [share(PoolConfig(), workers) >> 20 for workers in (1, 4, 64)] == [13_107, 3_276, 1024]


def test_a_process_answers_until_nobody_asks() -> None:
    """A process says that it is ready, answers each batch, also one that fails, and ends when its pipe is closed."""
    with subprocess.Popen(
        [sys.executable, "-c", START.format(path=sys.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(Worker(trouble.upper, CONFIG, 1)._hello)
        for records in (raws("a", "print"), raws("fail")):
            pickle.dump(records, process.stdin)
        process.stdin.flush()
        answers = [pickle.load(process.stdout) for _ in range(3)]
        process.stdin.close()
        assert process.wait(PATIENCE) == 0
    assert (answers[0], answers[1][0]) == (("ready",), "done")
    assert [clean.text for clean in answers[1][1]] == ["A", "PRINT"]
    assert answers[2] == ("failed", "failed", "cleaning failed: RecursionError: too deep")


def test_processes_end_with_their_parent() -> None:
    """When the process that asks is killed, those that work end too, even in the middle of a document."""
    code = (
        "import trouble; from cleanroom.engines.pool import *; w = Worker(trouble.never, PoolConfig(), 1);"
        "p = w.start(); print(p.pid, flush=True); w.ask([Raw('a', 'a')])"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment(PYTHONPATH=path))
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    end = time.monotonic() + PATIENCE
    while Path(f"/proc/{child}").exists() and _state(child) != "Z" and time.monotonic() < end:
        time.sleep(0.01)
    assert not Path(f"/proc/{child}").exists() or _state(child) == "Z"


def _state(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "Z"


# cleaning


def test_cleaning_in_processes_is_the_same(tmp_path: Path) -> None:
    """Cleaned alone or in processes, with rules and a profile or without: the same documents."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.iterdir())]
    items = [Raw(f"{number}", text) for number, text in enumerate(texts * 3)]
    alone = list(cleaned(items, CleanConfig(), Knowledge(), 2, PoolConfig(alone_chars=10**9)))
    assert list(cleaned(items, CleanConfig(), Knowledge(), 2, PoolConfig(alone_chars=0))) == alone


def test_a_large_input_starts_processes_at_once() -> None:
    """The first short texts are worked on by the caller, unless the input is known to be large; a lone file always."""
    items, file = raws(*"abc"), Raw("f", "text", whole=True)
    large, here = PoolConfig(expected=10**9), str(os.getpid())
    assert [item.text for item in spread(items, trouble.process, 2)] == [here] * 3
    assert here not in [item.text for item in spread(items, trouble.process, 2, large)]
    assert [item.text for item in spread([file], trouble.process, 2, large)] == [here]
    assert here not in [item.text for item in spread([file, file], trouble.process, 2, large)]


def test_a_process_that_knows_of_much_work_loads_kernels_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known to come counts for loading kernels that are there, not for compiling them."""
    kept: list[str] = []
    monkeypatch.setattr("cleanroom.kernels.compile.is_kept", kept.__contains__)
    assert not Pace("kernels").pays(1)
    assert not Pace("kernels", ahead=10**9).pays(1)
    kept.append("kernels")
    assert not Pace("kernels").pays(1)
    assert Pace("kernels", ahead=10**9).pays(1)


RULE = """
[[rule]]
code = "my.slogan"
kind = "advertisement"
why = "our slogan"
confidence = 0.99
whole = ["the best bridge news in the valley"]
hits = ["The best bridge news in the valley"]
misses = ["The best bridge news in the valley was bad"]
"""


def many(path: Path, count: int = 300) -> Path:
    body = "The council met on Monday to discuss bridge number {} over the river, which has been closed since spring."
    texts = (f"{(body.format(number) + ' ') * 8}\n\nThe best bridge news in the valley" for number in range(count))
    rows = ({"id": str(number), "text": text, "n": number} for number, text in enumerate(texts))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_number_of_workers_changes_nothing(tmp_path: Path) -> None:
    """`clean` and `run` write the same bytes with one worker and with three; users' rules reach every process."""
    source = str(many(tmp_path / "in.jsonl"))
    (tmp_path / "mine.toml").write_text(RULE, encoding="utf-8")
    for name, workers in (("one", "1"), ("three", "3")):
        options = ("--rules", str(tmp_path / "mine.toml"), "--workers", workers)
        assert cleanroom("clean", source, "-o", str(tmp_path / f"{name}.jsonl"), *options).code == 0
        assert cleanroom("run", source, "-o", str(tmp_path / name), *options).code == 0
    rows = lines(tmp_path / "one.jsonl")
    assert [row["n"] for row in rows] == list(range(300))
    assert not any("The best" in row["text"] for row in rows)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "three.jsonl").read_bytes()
    for file in ("kept.jsonl", "members.jsonl", "removed.jsonl", "rejects.jsonl"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "three" / file).read_bytes()


def test_ctrl_c_with_workers(tmp_path: Path) -> None:
    """Ctrl-C while processes work gives 130, says in a line each what is left and why, and leaves no process."""
    source = many(tmp_path / "in.jsonl", 20_000)
    process = subprocess.Popen(
        [*COMMAND, "clean", str(source), "-o", str(tmp_path / "out.jsonl")], stderr=subprocess.PIPE,
        env=environment(PYTHONWARNINGS="error,ignore::ResourceWarning"), start_new_session=True,
    )  # fmt: skip
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and not any(
        part.stat().st_size for part in tmp_path.glob(".out*/lines.jsonl")
    ):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=PATIENCE)
    told = "nothing of this job is kept yet: the same command begins again\ncleanroom: interrupted\n"
    assert (process.returncode, error.decode()) == (130, told)
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]
