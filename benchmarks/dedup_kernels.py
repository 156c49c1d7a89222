"""Compiled kernels against vectorised numpy: CPU seconds for the same evidence, in interleaved rounds.

    python benchmarks/dedup_kernels.py [DOCUMENTS]

Both run on one thread; the kernels are loaded before. The texts are those of dedup_speed.py.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.dedup_speed import made_up
from cleanroom.config import DedupConfig
from cleanroom.dedup import fast, plain
from cleanroom.dedup.evidence import Evidence


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    texts, sources, config = [text for _, text, _ in made_up(size)], [""] * size, DedupConfig()
    begin = time.process_time()
    fast.compare(texts[:10], sources[:10], config)
    print(f"loading (at the first time compiling) the kernels: {time.process_time() - begin:.2f} s")
    ways: dict[str, Callable[[], Evidence]] = {
        "numpy": lambda: plain.compare(texts, sources, config),
        "kernels": lambda: fast.compare(texts, sources, config, workers=1),
    }
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(3):
        found = {}
        for name, way in ways.items():
            begin = time.process_time()
            found[name] = way()
            best[name] = min(best[name], time.process_time() - begin)
        assert np.array_equal(found["numpy"].found.covered, found["kernels"].found.covered)
    megabytes = sum(map(len, texts)) / 1e6
    for name, seconds in best.items():
        print(f"{name}: {seconds:.2f} s CPU, {megabytes / seconds:.0f} MB/s, {best['numpy'] / seconds:.1f} times numpy")


if __name__ == "__main__":
    main()
