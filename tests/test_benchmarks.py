"""The benchmarks run: nothing here says how fast anything is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from news_texts import BRIDGE, SCHOOL
from running import PATIENCE, ROOT, environment


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, cwd=ROOT, env=environment(),
        timeout=PATIENCE,
    )  # fmt: skip


def test_startup_compares_like_with_like() -> None:
    """The benchmark of start-up times gives a ratio over runs in which both commands found the whole article."""
    done = bench("benchmarks/startup.py", "--runs", "1")
    assert done.returncode in (0, 1), done.stderr  # 1: an aim was missed, as it may on a busy machine
    assert re.findall(r"^(\w+) +[\d.]+ s .* 100\.0% of the article's words, 0 others$", done.stdout, re.M) == [
        "cleanroom",
        "trafilatura",
    ]
    assert re.search(r"^ratio +[\d.]+, of CPU time [\d.]+, over 1 interleaved runs", done.stdout, re.M)
    assert re.search(r"^seeds +[\d.]+ s ", done.stdout, re.M)


def test_a_folder_without_data(tmp_path: Path) -> None:
    """A folder that holds no labelled texts is one line that says what it should hold."""
    done = bench("-m", "benchmarks", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == f"benchmarks: {tmp_path} holds no folder clean; name the one that holds clean/ and reposts/\n"


def test_made_pairs_of_news_articles(tmp_path: Path) -> None:
    """Copies fold and other articles stay apart among the made pairs; noise is drawn from the articles alone."""
    articles = tmp_path / "articles.jsonl"
    longer = f"{SCHOOL} Their teacher was glad. A second contest follows in autumn."
    articles.write_text("".join(json.dumps({"text": text}) + "\n" for text in (BRIDGE, longer)))
    once, again = (bench("benchmarks/news_pairs.py", str(articles), "--noise", "0.01") for _ in range(2))
    assert once.returncode == 0, once.stderr
    assert once.stdout == again.stdout
    shares = dict(re.findall(r"^(\w+) +([\d.]+)$", once.stdout.partition("in a corpus")[0], re.M))
    assert shares["whole"] == "1.000"
    assert shares["near"] == "0.000"
