"""What templates are worth: junk removed and good text lost, without them and with them.

    python benchmarks/template_quality.py RAW CLEAN [--lost N] [--by KIND]

RAW and CLEAN are JSON lines with the same ids: documents as scraped (`text`, `url`), and the same with only the
article text left. A line of the raw text is good when it is one of the clean text, or a long part of it, else junk;
figures are shares of characters. The templates are learnt from RAW, as `cleanroom clean --learn` does. `kind` of a
document, if it has one, is a break-down.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleanroom.clean import clean_record
from cleanroom.clean.stage import learn
from cleanroom.clean.templates import Learner, Profile
from cleanroom.config import CleanConfig
from cleanroom.records import Clean, Raw

Row = dict[str, Any]


def rows(path: Path) -> Iterator[Row]:
    """The records of a file, gzipped or not."""
    data = path.read_bytes()
    yield from map(json.loads, (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines())


def squeeze(text: str) -> str:
    """A text with single blanks."""
    return " ".join(text.split())


#: characters up to which a line is good only where it is a line of the clean text: "News" stands in many a sentence
SHORT = 40


def score(page: Clean, good: str) -> tuple[Counter[str], list[str]]:
    """Characters of junk and good lines, seen and cut, and the good lines of which most was cut."""
    lines, whole = {squeeze(line) for line in good.splitlines()}, squeeze(good)
    count: Counter[str] = Counter()
    lost = []
    at = 0
    for line in page.raw.splitlines(keepends=True):
        start, at = at, at + len(line)
        text = squeeze(line)
        if not text:
            continue
        cut = sum(max(0, min(r.end, at) - max(r.start, start)) for r in page.removed)
        share = min(1.0, cut / len(line))
        kind = "good" if text in lines or (len(text) > SHORT and text in whole) else "junk"
        count[kind] += len(text)
        count[f"{kind} cut"] += round(share * len(text))
        if kind == "good" and share > 0.5:
            rules = {r.rule for r in page.removed if r.start < at and r.end > start}
            lost.append(f"{'+'.join(sorted(rules))}: {text[:150]}")
    return count, lost


def figures(count: Counter[str]) -> str:
    """The two shares, with what they are shares of."""
    return (
        f"junk removed {count['junk cut'] / max(1, count['junk']):6.1%} of {count['junk'] / 1e6:.2f} M   "
        f"good lost {count['good cut'] / max(1, count['good']):6.2%} of {count['good'] / 1e6:.2f} M"
    )


def measure(
    raws: list[Raw], good: dict[str, str], kinds: dict[str, str], profile: Profile | None
) -> dict[str, Counter[str]]:
    """Counts by kind and over all; `lost` holds the good lines that templates cut."""
    counts: dict[str, Counter[str]] = {"all": Counter(), "lost": Counter()}
    for raw in raws:
        count, lost = score(clean_record(raw, CleanConfig(), None, profile), good[raw.id])
        counts["all"].update(count)
        counts.setdefault(kinds[raw.id], Counter()).update(count)
        counts["lost"].update(line for line in lost if "template." in line.partition(":")[0])
    return counts


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path)
    parser.add_argument("clean", type=Path)
    parser.add_argument("--lost", type=int, default=0, metavar="N", help="show so many good lines that templates cut")
    parser.add_argument("--by", default="all,chrome,single,original,scrape", help="kinds (default: %(default)s)")
    args = parser.parse_args()
    records = list(rows(args.raw))
    raws = [Raw(row["id"], row["text"], url=row.get("url", "")) for row in records]
    kinds = {row["id"]: row.get("kind", "document") for row in records}
    good = {row["id"]: row["text"] for row in rows(args.clean)}
    start = time.perf_counter()
    learner = Learner()
    learn(raws, learner)
    profile = learner.profile()
    size = sum(len(raw.content) for raw in raws) / 1e6
    speed = size / (time.perf_counter() - start)
    print(f"{profile.size:,} lines of {len(profile.sources)} sources, {speed:.1f} MB/s to learn")
    without, with_ = measure(raws, good, kinds, None), measure(raws, good, kinds, profile)
    for kind in args.by.split(","):
        if kind in without:
            print(f"{kind:10} without  {figures(without[kind])}\n{'':10} with     {figures(with_[kind])}")
    for line, number in with_["lost"].most_common(args.lost):
        print(f"  {number:3} {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
