"""Time and memory of `cleanroom dedup` as the input grows, and a plot of both.

    python benchmarks/dedup_scale.py [--sizes 50000 500000 5000000] [--memory 1G] [--work DIR] [--plot FILE]

The input are short made-up texts: 50 words of 60,000 under Zipf's law, one in five a copy of an earlier one with one
word replaced; a smaller input is the beginning of the largest. Shown are processor seconds, which other jobs on the
machine inflate less than the wall clock, and the largest resident memory that the process ever had.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.dedup_speed import VOCABULARY, measure, recall

WORDS, COPY_OF_EACH, AT_ONCE = 50, 5, 10_000
#: what is aimed at: time for a document at the largest size against the smallest one, bytes for a document
MOST_TIMES, MOST_BYTES = 1.3, 1000
HEAD = "| documents | MB | wall s | CPU s | ms of CPU a document | peak MB | recall of copies |\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[50_000, 500_000, 5_000_000])
    parser.add_argument("--memory", default="1G", help="the option of that name; 0: none")
    parser.add_argument("--work", type=Path, default=Path("out/bench"))
    parser.add_argument("--plot", type=Path, default=Path(__file__).with_suffix(".svg"))
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    found = []
    print(HEAD + "|--:|--:|--:|--:|--:|--:|--:|")
    for size in sorted(arguments.sizes):
        corpus, out = arguments.work / f"scale-{size}.jsonl", arguments.work / "scale"
        origins = write_corpus(corpus, size)
        command = [sys.executable, "-m", "cleanroom", "dedup", str(corpus), "-o", str(out), "--overwrite"]
        wall, cpu, peak = measure(command + (["--memory", arguments.memory] if arguments.memory != "0" else []))
        found.append((size, cpu, peak))
        print(
            f"| {size:,} | {corpus.stat().st_size / 1e6:.0f} | {wall:.1f} | {cpu:.1f} | {cpu / size * 1e3:.3f} "
            f"| {peak:.0f} | {recall(out / 'members.jsonl', origins):.4f} |", flush=True,
        )  # fmt: skip
        corpus.unlink()
    arguments.plot.write_text(plot(found), encoding="utf-8")
    (first, cpu, peak), (last, last_cpu, last_peak) = found[0], found[-1]
    times = last_cpu / last / (cpu / first)
    each = (last_peak - peak) * 1e6 / max(last - first, 1)
    print(f"CPU a document, {last:,} against {first:,}: {times:.2f} times (aim: {MOST_TIMES})")
    print(f"memory for each further document: {each:.0f} bytes (aim: {MOST_BYTES}); the plot is in {arguments.plot}")
    return int(times > MOST_TIMES or each > MOST_BYTES)


def write_corpus(path: Path, size: int) -> dict[str, str]:
    """Write the texts; gives for each planted copy the id of its original."""
    origins: dict[str, str] = {}
    with path.open("w", encoding="ascii") as lines:
        for name, text, origin in islice(texts(), size):
            lines.write(f'{{"id":"{name}","text":"{text}"}}\n')
            if origin:
                origins[name] = origin
    return origins


def texts(seed: int = 5, words: int = WORDS) -> Iterator[tuple[str, str, str]]:
    """Id, text and the id of the original if it is a copy; originals are among the AT_ONCE texts of their batch."""
    draw = np.random.default_rng(seed)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    vocabulary = np.array(["".join(letters[draw.integers(0, 26, draw.integers(2, 10))]) for _ in range(VOCABULARY)])
    weights = np.cumsum(1 / np.arange(10, VOCABULARY + 10))
    first = 0
    while True:
        rows = weights.searchsorted(draw.random((AT_ONCE, words)) * weights[-1])
        copies = np.arange(COPY_OF_EACH - 1, AT_ONCE, COPY_OF_EACH)
        originals = draw.integers(0, copies) // COPY_OF_EACH * COPY_OF_EACH  # never a copy itself
        rows[copies] = rows[originals]
        rows[copies, draw.integers(0, words, len(copies))] = draw.integers(0, VOCABULARY, len(copies))
        origin = dict(zip(copies.tolist(), originals.tolist(), strict=True))
        for row, written in enumerate(vocabulary[rows].tolist()):
            source = origin.get(row)
            yield f"s{first + row:08d}", " ".join(written), "" if source is None else f"s{first + source:08d}"
        first += AT_ONCE


def plot(found: list[tuple[int, float, float]], width: int = 640, height: int = 300) -> str:
    """Milliseconds of CPU a document and peak memory over the size, as SVG; the horizontal axis is logarithmic."""
    sizes = np.log10([size for size, _, _ in found])
    across = 60 + (sizes - sizes[0]) / max(sizes[-1] - sizes[0], 1e-9) * (width - 140)
    series = (("ms of CPU a document", "#1f6f8b", [cpu / size * 1e3 for size, cpu, _ in found]),
              ("peak memory, MB", "#b4552d", [peak for _, _, peak in found]))  # fmt: skip
    drawn = []
    for number, (name, colour, values) in enumerate(series):
        up = height - 50 - np.array(values) / (max(values) * 1.15) * (height - 100)
        points = " ".join(f"{x:.0f},{y:.0f}" for x, y in zip(across, up, strict=True))
        drawn.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn.append(f'<text x="60" y="{20 + 18 * number}" fill="{colour}">{name}</text>')
        for x, y, value in zip(across, up, values, strict=True):
            drawn.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/>')
            drawn.append(f'<text x="{x + 5:.0f}" y="{y - 7:.0f}" fill="{colour}">{value:.3g}</text>')
    drawn += [f'<text x="{x:.0f}" y="{height - 20}" text-anchor="middle">{size:,}</text>'
              for x, (size, _, _) in zip(across, found, strict=True)]  # fmt: skip
    drawn.append(f'<line x1="50" x2="{width - 60}" y1="{height - 45}" y2="{height - 45}" stroke="#888"/>')
    body = "\n".join(drawn)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
            f'font-size="13">\n<rect width="{width}" height="{height}" fill="#fff"/>\n{body}\n</svg>\n')  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
