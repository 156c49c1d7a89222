"""Quality of cleaning on labelled data: page dumps, scraped texts and HTML, the whole product with its defaults.

    python benchmarks/clean_quality.py DATA_DIR SCORER.py [SET ...] [--worst N] [--by] [--against]
    python benchmarks/clean_quality.py DATA_DIR SCORER.py --folds weights-0.npz weights-1.npz weights-2.npz

Sets: scraped (texts that went through an extractor), dumps (page dumps of articles, wcxb articles, multilingual),
segments, html. The shipped weights have seen most of these pages: `--folds` judges each page with the weights that were
trained without its site. `--dumps DIR` names a folder with dumps of more tools. SCORER.py offers score_page,
summarise_texts, score_residual and summarise_residual. `--against` adds the input as it is, and for HTML trafilatura
alone in both of its modes with the time of each.

`--floors FILE` compares the figures of cleanroom with those pinned there, with the digest of the data (`make bench
DATA=...` does it with clean_floors.toml); `--write` raises them to what is reached, with `--allow-lower` it also lowers
those that are missed. Sets that were not asked for keep their floors.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from check_floors import Figures, floored, hold, writing
from rule_precision import load

from cleanroom.clean import clean_batch
from cleanroom.clean.model import line_model
from cleanroom.clean.model.line_model import LineModel
from cleanroom.config import CleanConfig
from cleanroom.records import Clean, Form, Raw

sys.path.insert(0, str(Path(__file__).parent / "line_model"))
from texts import fold_of, registered_host

TEXTS = ("articles.jsonl", "wcxb.jsonl.gz", "multilingual.jsonl.gz")
DUMPERS = ("html_text", "bs4", "inscriptis", "flat", "lynx", "w3m", "links", "linkline")
SETS = ["scraped", "dumps", "segments", "html"]
Rows = list[tuple[dict[str, Any], str]]
Method = Callable[[Rows, Form], list[str]]


#: models by fold of the sites; empty: the shipped one
MODELS: list[LineModel] = []
CONFIG = CleanConfig()
KINDS: Counter[str] = Counter()
#: what was reached, by set, and the digests of what it was measured on, for `--floors`
FIGURES: Figures = {}
DIGESTS: dict[str, str] = {}
BATCH = 64


def ours(rows: Rows, form: Form) -> list[str]:
    """The product with its defaults, in batches; each page with the model that has not seen its site."""
    folds = [fold_of(registered_host(row["url"]), len(MODELS)) if MODELS else 0 for row, _ in rows]
    out = [""] * len(rows)
    for fold in sorted(set(folds)):
        if MODELS:
            line_model.default_model = lambda held=MODELS[fold]: held
        numbers = [i for i, f in enumerate(folds) if f == fold]
        for start in range(0, len(numbers), BATCH):
            part = numbers[start : start + BATCH]
            raws = [Raw(str(i), rows[i][1], form) for i in part]
            for i, done in zip(part, clean_batch(raws, CONFIG), strict=True):
                if isinstance(done, Clean):
                    out[i] = done.text
                    KINDS[done.kind_of_input] += 1
    return out


def pin(label: str, name: str, figures: dict[str, Any], inputs: Rows) -> None:
    """Remember what cleanroom reached on a set, for `--floors`."""
    if label == "cleanroom":
        FIGURES[name] = {key: floored(value) for key, value in figures.items() if value is not None}
        digest = hashlib.sha256()
        for row, content in inputs:
            gold = row.get("gold") or [row["with"], row["without"]]
            digest.update(f"{row['id']} {len(content)} {content} {gold}\n".encode("utf-8", "surrogatepass"))
        DIGESTS[name] = digest.hexdigest()


def each(method: Callable[[str], str]) -> Method:
    """A method that takes one text."""
    return lambda rows, form: [method(content) for _, content in rows]


def nothing(rows: Rows, form: Form) -> list[str]:
    """The input as it is."""
    return [content if form == "text" else "" for _, content in rows]


def trafilatura(fast: bool) -> Method:
    """trafilatura alone."""

    def method(content: str) -> str:
        import trafilatura as t  # noqa: PLC0415

        return t.extract(content, fast=fast, deduplicate=False, include_comments=False) or ""

    return each(method)


def rows_of(data: Path, folders: list[Path], scorer: Any, name: str, dump: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Gold rows with their dump, or with their HTML."""
    rows = [r for r in scorer.read_jsonl(data / name) if not r.get("doubt") and r.get("type", "article") == "article"]
    if dump == "html":
        for row in rows:
            if row["page"]:
                yield row, gzip.decompress((data / row["page"]).read_bytes()).decode("utf-8", "replace")
        return
    file = f"{name.split('.', maxsplit=1)[0]}.{dump}.jsonl.gz"
    path = next((folder / file for folder in folders if (folder / file).exists()), None)
    texts = {d["id"]: d["text"] for d in scorer.read_jsonl(path)} if path else {}
    yield from ((row, texts[row["id"]]) for row in rows if row["id"] in texts)


def pages(args: argparse.Namespace, scorer: Any, name: str, dump: str, methods: dict[str, Method]) -> None:
    """Score one set of whole pages or segments."""
    form: Form = "html" if dump == "html" else "text"
    inputs = list(rows_of(args.data, [args.data / "dumps", *args.dumps], scorer, name, dump))[:: args.every]
    if not inputs:
        return
    kind = "segments" if "segments" in name else "texts"
    for label, method in methods.items():
        KINDS.clear()
        start = time.process_time()
        outputs = method(inputs, form)
        seconds = time.process_time() - start
        rows = [row for row, _ in inputs]
        texts = {row["id"]: out for row, out in zip(rows, outputs, strict=True)}
        scores = scorer.score_pages(rows, kind, texts)
        summarise = scorer.summarise_segments if kind == "segments" else scorer.summarise_texts
        reached = summarise(scores)
        pin(label, f"{name.split('.', maxsplit=1)[0]}-{dump}", {"f1": reached["f1"]}, inputs)
        cells = "  ".join(f"{key} {value:.3f}" for key, value in reached.items())
        size = sum(len(text) for _, text in inputs) / 1e6
        head = f"{name.split('.', maxsplit=1)[0]:13}{dump:10}{label:18}{len(rows):5} pages"
        print(f"{head}  {cells}  {size / seconds:.2f} MB/s {dict(KINDS)}", flush=True)
        if label == "cleanroom" and args.worst:
            scorer.print_worst(rows, kind, scores, args.worst)


def scraped(args: argparse.Namespace, scorer: Any, methods: dict[str, Method]) -> None:
    """Score nearly clean texts: what junk goes, and what good text goes with it."""
    rows = scorer.read_jsonl(args.data / "scraped.jsonl.gz")[:: args.every]
    for label, method in methods.items():
        KINDS.clear()
        start = time.process_time()
        outputs = method([(row, row["text"]) for row in rows], "text")
        seconds = time.process_time() - start
        scores = [scorer.score_residual(row, out) for row, out in zip(rows, outputs, strict=True)]
        print(f"{label}: {sum(len(r['text']) for r in rows) / 1e6 / seconds:.2f} MB/s {dict(KINDS)}")
        groups: dict[str, list[Any]] = {}
        for row, score in zip(rows, scores, strict=True):
            groups.setdefault(row["page"].split("/")[0], []).append(score)
            groups.setdefault("all", []).append(score)
            if args.by:
                groups.setdefault(f"extractor {row['extractor']}", []).append(score)
            if row["extractor"] == "trafilatura" and row["page"].startswith("articles"):
                groups.setdefault("articles by trafilatura", []).append(score)
        for group, part in sorted(groups.items()):
            reached = scorer.summarise_residual(part)
            scorer.print_residual(group, len(part), reached)
            held = {"good_kept": 1 - reached["good_chars_lost"]}
            held |= {key: reached[key] for key in ("junk_lines_removed", "clean_untouched", "f1_after")}
            pin(label, f"scraped-{group.replace(' ', '-')}", held, [(row, row["text"]) for row in rows])
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
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--by", action="store_true", help="scraped texts by extractor")
    parser.add_argument("--against", action="store_true", help="also the input as it is, and trafilatura alone")
    parser.add_argument("--folds", type=Path, nargs="*", default=[], help="weights trained without each fold")
    parser.add_argument("--dumps", type=Path, action="append", default=[], help="further folders of dumps")
    parser.add_argument("--every", type=int, default=1, help="only every so many pages, for a quick look")
    parser.add_argument("--only-rules", action="store_true", help="without the line model")
    parser.add_argument("--prefer", choices=("precision", "recall"), help="as the commands' options of these names")
    parser.add_argument("--input", default="auto", choices=("auto", "dump", "scraped"))
    parser.add_argument("--rounds", type=int, default=CleanConfig().rounds, help="how often at most a text is judged")
    parser.add_argument("--floors", type=Path, help="compare with the floors in this file, or write it")
    args = writing(parser)
    if args.write and not args.floors:
        parser.error("--write goes with --floors")
    global CONFIG  # noqa: PLW0603
    CONFIG = CleanConfig(input=args.input, model=not args.only_rules, rounds=args.rounds)
    CONFIG = CONFIG.preferring(args.prefer) if args.prefer else CONFIG
    for path in args.folds:
        with np.load(path, allow_pickle=False) as held:
            MODELS.append(LineModel({name: held[name] for name in held.files}))
    scorer = load(args.scorer)
    methods: dict[str, Method] = {"cleanroom": ours} | ({"as it is": nothing} if args.against else {})
    if "scraped" in args.sets:
        scraped(args, scorer, methods)
    if "dumps" in args.sets:
        for name in TEXTS:
            for dump in DUMPERS:
                pages(args, scorer, name, dump, methods)
    if "segments" in args.sets:
        for dump in ("html_text", "bs4"):
            pages(args, scorer, "segments.jsonl", dump, methods)
    if "html" in args.sets:
        peers = {"trafilatura": trafilatura(False), "trafilatura fast": trafilatura(True)} if args.against else {}
        for name in (*TEXTS, "segments.jsonl"):
            pages(args, scorer, name, "html", {"cleanroom": ours} | peers)
    return hold(args.floors, FIGURES, DIGESTS, args, whole=set(args.sets) == set(SETS)) if args.floors else 0


if __name__ == "__main__":
    sys.exit(main())
