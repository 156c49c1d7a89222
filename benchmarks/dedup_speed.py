"""Speed of `cleanroom dedup` and of peers: whole processes, JSON lines on disk to members on disk.

    python benchmarks/dedup_speed.py [--documents 50000] [--work DIR] [--python PYTHON] [--rounds 3] [PEER …]

Peers run where PYTHON (default: this one) has them, and are named as skipped where it has not: `pip install rensa gaoya
datasketch daft text-dedup datatrove[processing] spacy` there, they are no dependencies. Rounds are interleaved, the
least wall and CPU of each is shown; on a shared machine only ratios of one table mean anything. All run with compiled
Python, as after a usual installation: the first round of each writes it.

The corpus is made once from a seed: texts of 400 made-up words under Zipf's law, one in five a copy of an earlier one
with 2 % of its words replaced. Recall is the share of copies in the story of their original (of tools that only flag
documents: copies flagged). Peers look for Jaccard 0.7 on 5 words and verify nothing.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import orjson

#: with the texts that are kept, and ids only as the peers write them
OURS: dict[str, list[str]] = {"cleanroom": [], "cleanroom --no-texts": ["--no-texts"]}
WORDS, VOCABULARY, COPY_OF_EACH, REPLACED = 400, 60_000, 5, 0.02


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peers", nargs="*", metavar="PEER", help=f"of {', '.join(PEERS)}; default: all that are there")
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--work", type=Path, default=Path("out/bench"))
    parser.add_argument("--python", default=sys.executable, help="the interpreter that has the peers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer", nargs=3, metavar=("NAME", "CORPUS", "MEMBERS"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peer:
        name, corpus, members = arguments.peer
        write_members(PEERS[name](corpus), Path(members))
        return
    compare(arguments)


def compare(arguments: argparse.Namespace) -> None:
    work: Path = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    corpus, origins = corpus_of(arguments.documents, work)
    wanted = arguments.peers or list(PEERS)
    names = [*OURS, *(name for name in wanted if there(name, arguments.python))]
    for name in wanted:
        if name not in names:
            print(f"skipped: {name}, which {arguments.python} has not")
    best: dict[str, list[float]] = {}
    for _ in range(arguments.rounds):
        for name in names:
            figures = measure(command(name, arguments.python, corpus, work))
            best[name] = list(map(min, best.get(name, figures), figures))
    megabytes = corpus.stat().st_size / 1e6
    print(f"{arguments.documents:,} documents, {megabytes:.0f} MB, least of {arguments.rounds} rounds")
    print("| tool | wall s | CPU s | peak MB | recall of copies | wall, CPU: times cleanroom's |")
    print("|---|--:|--:|--:|--:|--:|")
    for name in names:
        wall, cpu, peak = best[name]
        found, times = recall(work / name / "members.jsonl", origins), np.array(best[name]) / best["cleanroom"]
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {found:.4f} | {times[0]:.2f}, {times[1]:.2f} |")


def command(name: str, python: str, corpus: Path, work: Path) -> list[str]:
    out = work / name
    if name in OURS:
        return [sys.executable, "-m", "cleanroom", "dedup", str(corpus), "-o", str(out), "--overwrite", *OURS[name]]
    out.mkdir(exist_ok=True)
    return [python, __file__, "--peer", name, str(corpus), str(out / "members.jsonl")]


def measure(arguments: list[str]) -> list[float]:
    """Wall and CPU seconds and peak MB of a process and its children."""
    begin = time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"error: {' '.join(arguments)} failed")
    return [time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024]


def there(name: str, python: str) -> bool:
    if python == sys.executable:
        return importlib.util.find_spec(name) is not None
    return subprocess.run([python, "-c", f"import {name}"], capture_output=True, check=False).returncode == 0


def recall(members: Path, origins: dict[str, str]) -> float:
    story = {row["id"]: row["story"] for row in map(orjson.loads, members.open("rb"))}
    flags_only = "flagged" in story.values()
    found = sum(story[copy] == ("flagged" if flags_only else story[first]) for copy, first in origins.items())
    return found / len(origins)


def corpus_of(size: int, work: Path) -> tuple[Path, dict[str, str]]:
    """The corpus and, for each planted copy, the id of its original; made if it is not there."""
    path, origins = work / f"corpus-{size}.jsonl", work / f"origins-{size}.json"
    if not origins.exists():
        found = {}
        with path.open("wb") as lines:
            for name, text, origin in made_up(size):
                lines.write(orjson.dumps({"id": name, "text": text}) + b"\n")
                if origin:
                    found[name] = origin
        origins.write_text(json.dumps(found))
    return path, json.loads(origins.read_text())


def with_corpus(parser: argparse.ArgumentParser) -> tuple[argparse.Namespace, Path, dict[str, str]]:
    """The arguments, `--work` among them, and the corpus of so many `--documents` as they say, with its origins."""
    parser.add_argument("--work", type=Path, default=Path("out/bench"))
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    return arguments, *corpus_of(arguments.documents, arguments.work)


def made_up(size: int, seed: int = 4, length: int = WORDS) -> Iterator[tuple[str, str, str]]:
    """Id, text (of so many words) and, of a copy, the id of its original."""
    draw = np.random.default_rng(seed)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    vocabulary = ["".join(letters[draw.integers(0, 26, draw.integers(2, 10))]) for _ in range(VOCABULARY)]
    weights = np.cumsum(1 / np.arange(10, VOCABULARY + 10))

    def words(count: int) -> np.ndarray:
        return weights.searchsorted(draw.random(count) * weights[-1]).astype(np.int32)

    originals: list[np.ndarray] = []
    for number in range(size):
        origin = ""
        if number % COPY_OF_EACH == COPY_OF_EACH - 1:
            first = int(draw.integers(0, len(originals)))
            text, changed = originals[first].copy(), draw.random(length) < REPLACED
            text[changed] = words(int(changed.sum()))
            origin = f"d{first + first // (COPY_OF_EACH - 1):07d}"
        else:
            text = words(length)
            originals.append(text)
        yield f"d{number:07d}", " ".join(map(vocabulary.__getitem__, text.tolist())), origin


# the recipes of the peers: corpus to (id, story)


def read(corpus: str) -> tuple[list[str], list[str]]:
    with Path(corpus).open("rb") as lines:
        rows = [orjson.loads(line) for line in lines]
    return [row["id"] for row in rows], [row["text"] for row in rows]


def shingles(text: str, width: int = 5) -> list[str]:
    words = text.lower().split()
    return [" ".join(words[start : start + width]) for start in range(max(len(words) - width + 1, 1))]


def write_members(members: Iterable[tuple[str, str]], path: Path) -> None:
    path.write_bytes(b"".join(orjson.dumps({"id": name, "story": story}) + b"\n" for name, story in members))


def joined(ids: list[str], pairs: Iterable[tuple[int, int]]) -> list[tuple[str, str]]:
    """Connected components."""
    root = list(range(len(ids)))

    def top(row: int) -> int:
        while root[row] != row:
            root[row] = row = root[root[row]]
        return row

    for a, b in pairs:
        root[max(top(a), top(b))] = min(top(a), top(b))
    return [(name, ids[top(row)]) for row, name in enumerate(ids)]


def datasketch_peer(corpus: str) -> list[tuple[str, str]]:
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415

    ids, texts = read(corpus)
    index, pairs = MinHashLSH(threshold=0.7, num_perm=128), []
    every = MinHash.generator(([part.encode() for part in shingles(text)] for text in texts), num_perm=128)
    for row, sketch in enumerate(every):
        pairs += [(row, other) for other in index.query(sketch)]
        index.insert(row, sketch, check_duplication=False)
    return joined(ids, pairs)


def rensa_peer(corpus: str) -> list[tuple[str, str]]:
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415

    ids, texts = read(corpus)
    index, flags = RMinHashLSH(threshold=0.7, num_perm=128, num_bands=16), []
    for start in range(0, len(texts), 10_000):
        matrix = RMinHash.digest_matrix_from_token_sets(map(shingles, texts[start : start + 10_000]), 128, 42)
        flags += index.insert_matrix_and_query_duplicate_flags(matrix, start)
    return [(name, "flagged" if flag else name) for name, flag in zip(ids, flags, strict=True)]


def gaoya_peer(corpus: str) -> list[tuple[str, str]]:
    from gaoya.minhash import MinHashStringIndex  # noqa: PLC0415

    ids, texts = read(corpus)
    index = MinHashStringIndex(
        hash_size=32, jaccard_threshold=0.7, num_bands=16, band_size=8, analyzer="word", ngram_range=(5, 5)
    )
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    found = index.par_bulk_query(texts)
    return joined(ids, ((row, other) for row, others in enumerate(found) for other in others if other != row))


def daft_peer(corpus: str) -> list[tuple[str, str]]:
    """64 hashes; the bands are grouped by numpy, which takes less than Daft's own grouping: in its favour."""
    import daft  # noqa: PLC0415
    from daft.functions import minhash  # noqa: PLC0415

    sketch = minhash(daft.col("text"), num_hashes=64, ngram_size=5, seed=42, hash_function="xxhash3_64")
    table = daft.read_json(corpus).select("id", sketch.alias("sketch")).to_arrow()
    values = table["sketch"].combine_chunks()
    matrix = np.asarray(values.flatten()).astype(np.uint32).reshape(len(table), 64)
    pairs = []
    for band in range(0, 64, 8):
        keys = np.ascontiguousarray(matrix[:, band : band + 8]).view("V32").ravel()
        _, first, places = np.unique(keys, return_index=True, return_inverse=True)
        others = np.flatnonzero(first[places] != np.arange(len(keys)))
        pairs += zip(first[places][others].tolist(), others.tolist(), strict=True)
    return joined(table["id"].to_pylist(), pairs)


def text_dedup_peer(corpus: str) -> list[tuple[str, str]]:
    """Its own command, with the faster of its hashes; it writes what it keeps."""
    from datasets import load_from_disk  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        options = {
            "path": "json", "data_files": corpus, "split": "train", "cache_dir": f"{folder}/cache", "column": "text",
            "output": f"{folder}/out", "batch_size": "10000", "num_perm": "128", "ngram": "5", "threshold": "0.7",
            "hash_func": "xxh3", "num_proc": str(os.cpu_count()),
        }  # fmt: skip
        given = [word for name, value in options.items() for word in (f"--{name}", value)]
        subprocess.run([sys.executable, "-m", "text_dedup.minhash", *given], check=True, capture_output=True)
        return flagged(corpus, set(load_from_disk(f"{folder}/out")["id"]))


def datatrove_peer(corpus: str) -> list[tuple[str, str]]:
    """Its four stages one after the other, each with as many workers as there are cores."""
    from datatrove.executor import LocalPipelineExecutor  # noqa: PLC0415
    from datatrove.pipeline.dedup import (  # noqa: PLC0415
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupFilter,
        MinhashDedupSignature,
    )
    from datatrove.pipeline.dedup.minhash import MinhashConfig  # noqa: PLC0415
    from datatrove.pipeline.readers import JsonlReader  # noqa: PLC0415
    from datatrove.pipeline.writers import JsonlWriter  # noqa: PLC0415

    config, cores = MinhashConfig(n_grams=5, num_buckets=14, hashes_per_bucket=8), os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        inside = {name: f"{folder}/{name}" for name in ("in", "signatures", "buckets", "removed", "kept")}
        Path(inside["in"]).mkdir()
        pieces(corpus, Path(inside["in"]), cores)  # a task reads whole files
        source = JsonlReader(inside["in"])
        stages = (
            (cores, [source, MinhashDedupSignature(inside["signatures"], config)]),
            (config.num_buckets, [MinhashDedupBuckets(inside["signatures"], inside["buckets"], config=config)]),
            (1, [MinhashDedupCluster(inside["buckets"], inside["removed"], config=config)]),
            (cores, [source, MinhashDedupFilter(inside["removed"]), JsonlWriter(inside["kept"], compression=None)]),
        )
        for tasks, stage in stages:
            LocalPipelineExecutor(stage, tasks=tasks, workers=cores).run()
        kept = {orjson.loads(line)["id"] for part in Path(inside["kept"]).glob("*") for line in part.open("rb")}
        return flagged(corpus, kept)


def pieces(corpus: str, folder: Path, count: int) -> None:
    """The lines of a file dealt to so many files."""
    with ExitStack() as opened, Path(corpus).open("rb") as lines:
        parts = [opened.enter_context((folder / f"{number}.jsonl").open("wb")) for number in range(count)]
        for number, line in enumerate(lines):
            parts[number % count].write(line)


def flagged(corpus: str, kept: set[str]) -> list[tuple[str, str]]:
    """Members of tools that only say what they keep."""
    return [(name, name if name in kept else "flagged") for name in read(corpus)[0]]


PEERS: dict[str, Callable[[str], list[tuple[str, str]]]] = {
    "daft": daft_peer, "gaoya": gaoya_peer, "rensa": rensa_peer, "datasketch": datasketch_peer,
    "text_dedup": text_dedup_peer, "datatrove": datatrove_peer,
}  # fmt: skip

if __name__ == "__main__":
    main()
