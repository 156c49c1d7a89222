"""Speed of `deduplicate` on made-up texts with planted copies, one core, and how many copies it finds.

    python benchmarks/dedup_speed.py [DOCUMENTS]

The words follow Zipf's law over a vocabulary of 60,000, so that common phrases recur as in real text. One document
in five is a copy of an earlier one with 2 % of its words replaced.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cleanroom.config import DedupConfig
from cleanroom.dedup import deduplicate
from cleanroom.records import Document

WORDS = 400


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    documents, origin = corpus(size)
    characters = sum(len(document.text) for document in documents)
    begin = time.perf_counter()
    stories = deduplicate(documents, DedupConfig())
    seconds = time.perf_counter() - begin
    story = {member.id: member.story for member in stories.members}
    found = sum(story[copy] == story[first] for copy, first in origin.items())
    wrong = sum(member.role != "single" for member in stories.members) - len(set(origin) | set(origin.values()))
    print(f"{size} documents, {characters / 1e6:.0f} MB: {seconds:.1f} s, {size / seconds:.0f} documents/s")
    print(f"copies found {found} of {len(origin)}, texts folded that are none {max(wrong, 0)}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def corpus(size: int) -> tuple[list[Document], dict[str, str]]:
    """Documents and, for each planted copy, the id of its original."""
    draw = np.random.default_rng(4)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    vocabulary = ["".join(letters[draw.integers(0, 26, draw.integers(2, 10))]) for _ in range(60_000)]
    weights = 1 / np.arange(10, 60_010)
    weights /= weights.sum()
    originals: list[np.ndarray] = []
    documents, origin = [], {}
    for number in range(size):
        name = f"d{number:07d}"
        if number % 5 == 4:
            first = int(draw.integers(0, len(originals)))
            words = originals[first].copy()
            changed = draw.random(WORDS) < 0.02
            words[changed] = draw.choice(60_000, int(changed.sum()), p=weights)
            origin[name] = f"d{first + first // 4:07d}"
        else:
            words = draw.choice(60_000, WORDS, p=weights)
            originals.append(words)
        documents.append(Document(name, " ".join(map(vocabulary.__getitem__, words.tolist()))))
    return documents, origin


if __name__ == "__main__":
    main()
