"""Time of whole processes: `cleanroom clean` on a text against `trafilatura` on the same article's HTML, and the seeds.

    python benchmarks/startup.py [--runs N] [--text FILE --html FILE]

Without files a made-up article is used. The two commands take turns, so that what else the machine does meets both;
figures are medians of wall time, with the ratio of CPU time beside it. Quality stands beside the speed: the share of
the article's words in each output, and how many words of it are none of the article's. With files the article is what
both outputs have in common.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
SEEDS = Path(__file__).resolve().parents[1] / "seeds"
#: junk around the article, as a page has it and as a scraper leaves it in the text
ABOVE = ("Home", "News", "Sport", "Weather", "Sign in", "Subscribe")
BELOW = ("Share this article", "Read more: The bridge that was never built", "Subscribe to our newsletter",
         "Copyright 2021 The Example. All rights reserved.")  # fmt: skip
COMMON = "the of and to in a was that for on with as by at from it is were had which after its but said would".split()
SUBJECTS = """council bridge river harbour school teacher winter budget letter station museum garden market village
engineer farmer doctor minister company worker family street meeting report summer evening weather project""".split()
VERBS = "built closed opened found lost moved paid planned promised reached refused rented sold started".split()


@dataclass(frozen=True)
class Article:
    """The same article as a scraper's text and as a page, and its own words where they are known."""

    text: bytes
    html: bytes
    words: Counter[str] | None = None


def made_up(paragraphs: int = 14) -> Article:
    """An article of about 900 words with a page around it."""
    draw = random.Random(3)

    def sentence() -> str:
        words = [draw.choice(COMMON if draw.random() < 0.55 else SUBJECTS) for _ in range(draw.randint(9, 22))]
        words.insert(2, draw.choice(VERBS))
        return " ".join(words).capitalize() + "."

    body = [" ".join(sentence() for _ in range(draw.randint(3, 5))) for _ in range(paragraphs)]
    text = "\n\n".join([*body, *BELOW])
    links = "".join(f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(ABOVE))
    html = (
        f'<!doctype html><html lang="en"><head><title>The bridge</title></head><body><nav><ul>{links}</ul></nav>'
        f"<main><article>{''.join(f'<p>{part}</p>' for part in body)}</article></main>"
        f"<footer>{''.join(f'<p>{line}</p>' for line in BELOW)}</footer></body></html>"
    )
    return Article(text.encode(), html.encode(), words_of(" ".join(body)))


def words_of(text: str) -> Counter[str]:
    """Words and how often they occur."""
    return Counter(re.findall(r"\w+", text.casefold()))


def timed(command: list[str], stdin: bytes = b"") -> tuple[float, float, str]:
    """Seconds of a whole process, by the clock and of the CPU, and what it wrote.

    Compiled modules are kept, as they are where it is installed.
    """
    plain = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment = {**plain, "PYTHONPYCACHEPREFIX": f"{tempfile.gettempdir()}/cleanroom-bytecode"}
    begin, before = time.perf_counter(), _children()
    done = subprocess.run(command, input=stdin, capture_output=True, check=True, env=environment)
    return time.perf_counter() - begin, _children() - before, done.stdout.decode()


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def pipe(article: Article, runs: int) -> float:
    """Print both medians, the ratio and the quality; gives the ratio."""
    ours, peer = [str(BIN / "cleanroom"), "clean"], [str(BIN / "trafilatura")]
    seconds: dict[str, list[float]] = {"cleanroom": [], "trafilatura": []}
    cpu: dict[str, list[float]] = {"cleanroom": [], "trafilatura": []}
    outputs: dict[str, str] = {}
    for run in range(runs + 1):
        for name, command, stdin in (("cleanroom", ours, article.text), ("trafilatura", peer, article.html)):
            taken, used, outputs[name] = timed(command, stdin)
            if run:  # the first one warms the caches of the disk
                seconds[name].append(taken)
                cpu[name].append(used)
    found = {name: words_of(output) for name, output in outputs.items()}
    words = article.words or found["cleanroom"] & found["trafilatura"]
    for name, times in seconds.items():
        share = (found[name] & words).total() / max(1, words.total())
        print(f"{name:12} {statistics.median(times):.3f} s  (fastest {min(times):.3f}, slowest {max(times):.3f})  "
              f"{share:.1%} of the article's words, {(found[name] - words).total()} others")  # fmt: skip
    ratio, of_cpu = (statistics.median(t["cleanroom"]) / statistics.median(t["trafilatura"]) for t in (seconds, cpu))
    print(f"ratio        {ratio:.2f}, of CPU time {of_cpu:.2f}, over {runs} interleaved runs; the aim is at most 1")
    return ratio


def seeds(runs: int) -> float:
    """Print the median of the main job on the seeds, warm; gives it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(BIN / "cleanroom"), "run", str(SEEDS), "-o", f"{folder}/out", "--overwrite"]
        times = [timed(command)[0] for _ in range(runs + 1)][1:]
    median = statistics.median(times)
    print(f"seeds        {median:.3f} s  (fastest {min(times):.3f}, slowest {max(times):.3f}); the aim is below 2 s")
    return median


def main() -> int:
    """Print the figures; gives 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="runs of each command (default: 15)")
    parser.add_argument("--text", type=Path, help="an article as a scraper's text")
    parser.add_argument("--html", type=Path, help="the same article as a page")
    arguments = parser.parse_args()
    if bool(arguments.text) != bool(arguments.html):
        parser.error("give both --text and --html, of one article")
    article = Article(arguments.text.read_bytes(), arguments.html.read_bytes()) if arguments.text else made_up()
    reached = pipe(article, arguments.runs) <= 1, seeds(arguments.runs) < 2
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
