"""What deduplication takes of memory, and texts of extreme sizes and numbers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
from dedup_texts import CONFIG, FERRY

from cleanroom.dedup import Collector, decide
from cleanroom.dedup.collect import Batch
from cleanroom.dedup.column import Column
from cleanroom.kernels.packed import packed

#: adds 40,000 texts of 200 words, one in five a copy; prints the largest memory before and after, and what was found
_SCRIPT = """
import re, sys
from pathlib import Path
import numpy as np
from cleanroom.config import DedupConfig
from cleanroom.dedup import Collector
from cleanroom.dedup.collect import Batch
from cleanroom.kernels.packed import packed

def peak():
    # not ru_maxrss: that begins with what the test's own process had when it forked
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024

def add(collector, batch):
    draw = np.random.default_rng(batch)
    texts = [" ".join(map(str, row)) for row in draw.integers(0, 10**6, (1000, 200)).tolist()]
    texts[4::5] = texts[3::5]
    ids = [f"{batch:02d}{row:04d}" for row in range(1000)]
    collector.add(Batch(packed(ids), packed(texts), np.array(list(map(len, texts))), None, None, np.zeros(1000)))

with Collector(DedupConfig(kernel_chars=1), 1, int(sys.argv[1]), Path(sys.argv[2])) as collector:
    add(collector, 0)
    before = peak()
    for batch in range(1, 40):
        add(collector, batch)
    _, evidence = collector.finish()
    print(before, peak(), (evidence.same != np.arange(40_000)).sum())
"""


def grown(memory: int, folder: Path) -> int:
    """Megabytes that a collector with this bound grows by."""
    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(memory), str(folder)], capture_output=True, text=True, check=True
    )
    before, after, equal = map(int, run.stdout.split())
    assert equal == 8000
    return after - before


def test_memory_is_bounded(tmp_path: Path) -> None:
    """What grows with the texts, 110 MB here, stays out of memory where a bound is given: a good part of it.

    The system hands out memory in pieces of its own size, so that what is seen of it differs by 15 MB from run to run.
    """
    free, bounded = grown(0, tmp_path), grown(10_000_000, tmp_path)
    assert free > 90
    assert bounded < 0.75 * free
    assert list(tmp_path.iterdir()) == []


def test_a_column_is_the_same_in_memory_and_in_a_file(tmp_path: Path) -> None:
    """Parts come back end to end, however often it grows and whenever it moves to a file."""
    parts = [np.arange(size, dtype=np.uint64) for size in (0, 3, 5_000_000, 1, 7)]
    whole = np.concatenate(parts)
    for moved in (None, 0, 2, 4):
        column, places = Column(np.uint64, tmp_path), []
        for number, part in enumerate(parts):
            if number == moved:
                column.spill()
            places.append(column.add(part))
            column.let_go()
        assert np.array_equal(column.finish(), whole)
        assert places == [0, 0, 3, 5_000_003, 5_000_004]
    assert list(tmp_path.iterdir()) == []


def test_one_huge_text(tmp_path: Path) -> None:
    """A text of twenty million characters and its copy with one word more are one story; small ones stay apart."""
    words = [f"w{number}" for number in range(2_600_000)]
    texts = [" ".join(words), FERRY, " ".join([*words[:9], "inserted", *words[9:]])]
    with Collector(CONFIG, 2, 0, tmp_path) as collector:
        lengths = np.array(list(map(len, texts)))
        collector.add(Batch(packed(["a", "b", "c"]), packed(texts), lengths, None, None, np.zeros(3)))
        corpus, evidence = collector.finish()
    assert len(texts[0]) > 20_000_000
    assert decide(corpus, evidence, CONFIG).kept.tolist() == [2, 1, 2]
