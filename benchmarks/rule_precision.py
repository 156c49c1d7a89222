"""Measure the precision of every rule on labelled texts and store it beside the rules.

    python benchmarks/rule_precision.py DATA_DIR SCORER.py [--write] [--show CODE]

DATA_DIR holds `scraped.jsonl.gz` (rows with text, gold, neutral), `articles.jsonl`, `wcxb.jsonl.gz`,
`multilingual.jsonl.gz` and `dumps/<set>.html_text.jsonl.gz`; SCORER.py offers `Labelled` and `read_jsonl`. A line is
wanted or junk as the scorer says; headlines and standfirsts count nowhere. A hit is right when its line is junk, or,
for the kinds that the result keeps as a field, neutral. Each page counts a line once, however many texts repeat it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleanroom.clean.rules import default_rules
from cleanroom.clean.sheet import lay_out
from cleanroom.clean.stage import verdicts
from cleanroom.records import Page

MEASURED = Path(__file__).parents[1] / "cleanroom" / "clean" / "rules" / "measured.json"
DUMPED = ("articles.jsonl", "wcxb.jsonl.gz", "multilingual.jsonl.gz")


def load(scorer: Path) -> Any:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("scorer", scorer)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["scorer"] = module
    spec.loader.exec_module(module)
    return module


def labelled_texts(data: Path, scorer: Any) -> Iterator[tuple[str, str, str, Any]]:
    """Regime, page, text and its labels."""
    for row in scorer.read_jsonl(data / "scraped.jsonl.gz"):
        yield "scraped", row["page"], row["text"], scorer.Labelled(row["text"], row["gold"], row.get("neutral") or ())
    for name in DUMPED:
        dumps = {
            d["id"]: d["text"] for d in scorer.read_jsonl(data / "dumps" / f"{name.split('.')[0]}.html_text.jsonl.gz")
        }
        for row in scorer.read_jsonl(data / name):
            if row.get("doubt") or row.get("type", "article") != "article" or row["id"] not in dumps:
                continue
            text = dumps[row["id"]]
            neutral = [row.get("title") or "", *(row.get("summary") or [])]
            yield "page_dump", row["page"] or row["id"], text, scorer.Labelled(text, row["gold"], neutral)


def measure(data: Path, scorer: Any, show: str) -> dict[str, dict[str, dict[str, int]]]:
    """Per rule and regime: lines hit that were junk, neutral, wanted."""
    counts: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    seen: set[tuple[str, str, str, str]] = set()
    for regime, page, text, labels in labelled_texts(data, scorer):
        starts, at = {}, 0
        for line, kind in zip(labels.lines, labels.kinds, strict=True):
            for offset in range(at, at + len(line) + 1):
                starts[offset] = (kind, line)
            at += len(line) + 1
        sheet = lay_out(Page(scorer.composed(text)), default_rules())
        for verdict in verdicts(sheet):
            kind, line = starts[verdict.start]
            whole = verdict.end - verdict.start >= 0.8 * len(line.strip())
            key = (verdict.rule, regime, page, line.strip())
            if key in seen or not kind or not whole:
                continue
            seen.add(key)
            counts[verdict.rule][regime][kind] += 1
            if show == verdict.rule and kind == "wanted":
                print(f"  {regime[:4]} {line.strip()[:180]!r}")
    return counts


def main() -> int:
    """Print a table of rules, and write it where the rules are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--write", action="store_true", help="store the figures beside the rules")
    parser.add_argument("--show", default="", help="print the wanted lines that this rule hits")
    args = parser.parse_args()
    counts = measure(args.data, load(args.scorer), args.show)
    table = {}
    for code in sorted(counts):
        row = {}
        for regime, kinds in counts[code].items():
            right = kinds["junk"] + kinds["neutral"]
            row[regime] = {"lines": right + kinds["wanted"], "right": right}
        table[code] = row
        cells = "   ".join(
            f"{regime} {c['right']:5d}/{c['lines']:5d} {c['right'] / max(1, c['lines']):.3f}"
            for regime, c in sorted(row.items(), reverse=True)
        )
        print(f"{code:28s} {cells}")
    if args.write:
        rows = ",\n".join(f' "{code}": {json.dumps(row, sort_keys=True)}' for code, row in table.items())
        MEASURED.write_text(f"{{\n{rows}\n}}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
