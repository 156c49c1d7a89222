"""Quality of cleaning on labelled data: page dumps, scraped texts and HTML, the whole product with its defaults.

    python benchmarks/clean_quality.py DATA_DIR SCORER.py [SET ...] [--worst N] [--by FIELD] [--against]

Sets: scraped (texts that went through an extractor), dumps (page dumps of articles, wcxb articles, multilingual),
segments, html. SCORER.py offers score_page, summarise_texts, score_residual and summarise_residual. `--against` adds
the input as it is, and for HTML trafilatura alone in both of its modes with the time of each.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rule_precision import load

from cleanroom.clean import clean_record
from cleanroom.config import CleanConfig
from cleanroom.errors import RecordError
from cleanroom.records import Form, Raw

TEXTS = ("articles.jsonl", "wcxb.jsonl.gz", "multilingual.jsonl.gz")
Method = Callable[[str, str, Form], str]


def ours(name: str, content: str, form: Form) -> str:
    """The product with its defaults."""
    try:
        return clean_record(Raw(name, content, form), CleanConfig()).text
    except RecordError:
        return ""


def nothing(_: str, content: str, form: Form) -> str:
    """The input as it is."""
    return content if form == "text" else ""


def trafilatura(fast: bool) -> Method:
    """trafilatura alone."""

    def method(_: str, content: str, form: Form) -> str:
        import trafilatura as t  # noqa: PLC0415

        return t.extract(content, fast=fast, deduplicate=False, include_comments=False) or ""

    return method


def rows_of(data: Path, scorer: Any, name: str, dump: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Gold rows with their dump, or with their HTML."""
    rows = [r for r in scorer.read_jsonl(data / name) if not r.get("doubt") and r.get("type", "article") == "article"]
    if dump == "html":
        for row in rows:
            if row["page"]:
                yield row, gzip.decompress((data / row["page"]).read_bytes()).decode("utf-8", "replace")
        return
    texts = {
        d["id"]: d["text"]
        for d in scorer.read_jsonl(data / "dumps" / f"{name.split('.', maxsplit=1)[0]}.{dump}.jsonl.gz")
    }
    yield from ((row, texts[row["id"]]) for row in rows if row["id"] in texts)


def pages(args: argparse.Namespace, scorer: Any, name: str, dump: str, methods: dict[str, Method]) -> None:
    """Score one set of whole pages or segments."""
    form: Form = "html" if dump == "html" else "text"
    inputs = list(rows_of(args.data, scorer, name, dump))
    kind = "segments" if "segments" in name else "texts"
    for label, method in methods.items():
        start = time.perf_counter()
        outputs = [method(row["id"], text, form) for row, text in inputs]
        seconds = time.perf_counter() - start
        rows = [row for row, _ in inputs]
        texts = {row["id"]: out for row, out in zip(rows, outputs, strict=True)}
        scores = scorer.score_pages(rows, kind, texts)
        summarise = scorer.summarise_segments if kind == "segments" else scorer.summarise_texts
        cells = "  ".join(f"{key} {value:.3f}" for key, value in summarise(scores).items())
        size = sum(len(text) for _, text in inputs) / 1e6
        head = f"{name.split('.', maxsplit=1)[0]:13}{dump:10}{label:18}{len(rows):5} pages"
        print(f"{head}  {cells}  {size / seconds:.2f} MB/s", flush=True)
        if label == "cleanroom" and args.worst:
            scorer.print_worst(rows, kind, scores, args.worst)


def scraped(args: argparse.Namespace, scorer: Any, methods: dict[str, Method]) -> None:
    """Score nearly clean texts: what junk goes, and what good text goes with it."""
    rows = scorer.read_jsonl(args.data / "scraped.jsonl.gz")
    for label, method in methods.items():
        start = time.perf_counter()
        outputs = [method(row["id"], row["text"], "text") for row in rows]
        seconds = time.perf_counter() - start
        scores = [scorer.score_residual(row, out) for row, out in zip(rows, outputs, strict=True)]
        print(f"{label}: {sum(len(r['text']) for r in rows) / 1e6 / seconds:.2f} MB/s")
        groups: dict[str, list[Any]] = {}
        for row, score in zip(rows, scores, strict=True):
            groups.setdefault(row["page"].split("/")[0], []).append(score)
            groups.setdefault(f"extractor {row['extractor']}" if args.by else "all", []).append(score)
        for group, part in sorted(groups.items()):
            scorer.print_residual(group, len(part), scorer.summarise_residual(part))
        if label == "cleanroom" and args.worst:
            for row, score in sorted(zip(rows, scores, strict=True), key=lambda p: -sum(map(len, p[1]["lost"])))[
                : args.worst
            ]:
                print(f"  {row['id']} {row['extractor']}")
                for line in score["lost"][:6]:
                    print(f"      lost {line[:150]!r}")


def main() -> int:
    """Print the figures of the sets asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("sets", nargs="*", default=["scraped", "dumps", "segments", "html"])
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--by", action="store_true", help="scraped texts by extractor")
    parser.add_argument("--against", action="store_true", help="also the input as it is, and trafilatura alone")
    args = parser.parse_args()
    scorer = load(args.scorer)
    methods: dict[str, Method] = {"cleanroom": ours} | ({"as it is": nothing} if args.against else {})
    if "scraped" in args.sets:
        scraped(args, scorer, methods)
    if "dumps" in args.sets:
        for name in TEXTS:
            for dump in ("html_text", "bs4"):
                pages(args, scorer, name, dump, methods)
    if "segments" in args.sets:
        pages(args, scorer, "segments.jsonl", "html_text", methods)
    if "html" in args.sets:
        peers = {"trafilatura": trafilatura(False), "trafilatura fast": trafilatura(True)} if args.against else {}
        for name in (*TEXTS, "segments.jsonl"):
            pages(args, scorer, name, "html", {"cleanroom": ours} | peers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
