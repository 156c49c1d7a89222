"""The examples of README and docs run as they stand there, on texts of this repository."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from running import PATIENCE, ROOT, SEEDS, environment, lines

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(sh|python|toml)\n(.*?)^```", re.M | re.S)
#: what a line or block holds that is not run here -> why not
NOT_RUN = {
    "make ": "sets up an environment; whoever runs these tests has done that",
    "curl ": "needs the network",
    "redis://": "needs a server; tests/index_redis has one",
    "index serve": "answers until it is stopped; tests/index_service",
    "Client(": "needs a running service; tests/index_service/test_index_client.py",
    "ITEM_PIPELINES": "settings of Scrapy; tests/index_service/test_index_client.py runs a spider with them",
    "cleanroom import spark": "needs Java; tests/engines/test_spark.py",
    "register(Format(": "a line of cleanroom/read/formats/html.py, which test_docs.py compares",
    "Rule(\n": "a piece of a file of rules; tests/clean/test_rules.py proves every rule of the package",
}
#: what a person may have said in the audit
DECISION = '{"id":"d1","at":"2024-01-01T00:00:00Z","action":"never","rule":"en.share-verbs","source":""}\n'
#: a command that answers in the browser until it is stopped; tests/audit runs it
BROWSER = re.compile(r"cleanroom audit \S+/ *$")


def is_run(code: str) -> bool:
    """Whether an example is run here."""
    return not BROWSER.search(code) and not any(part in code for part in NOT_RUN)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the examples name; it is where they run."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))}
    rows = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items()).encode()
    for name in ("crawl.jsonl.gz", "clean.jsonl.gz"):
        (tmp_path / name).write_bytes(gzip.compress(rows))
    for name in ("clean.jsonl", "today.jsonl"):
        (tmp_path / name).write_bytes(rows)
    for name in ("page.txt", "dump.txt"):
        (tmp_path / name).write_text(next(iter(texts.values())), encoding="utf-8")
    for name in ("seeds", "raw", "crawl"):
        shutil.copytree(SEEDS, tmp_path / name)
    rules = next(code for form, code in BLOCK.findall((ROOT / "docs/extending.md").read_text()) if form == "toml")
    (tmp_path / "mine.toml").write_text(rules, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def commands(page: Path) -> list[str]:
    """The commands of a page, in order: lines of its blocks, without comments."""
    blocks = [code for form, code in BLOCK.findall(page.read_text(encoding="utf-8")) if form == "sh"]
    found = [re.sub(r"\s+#\s.*$", "", line) for block in blocks for line in block.splitlines()]
    return [line for line in found if line.strip() and is_run(line)]


def prepare(command: str, here: Path) -> None:
    """Remove what a command is to write, since pages show several ways to it; decide something where that is taken."""
    if written := re.search(r"-o (\S+)", command):
        out = here / written[1]
        shutil.rmtree(out) if out.is_dir() else out.unlink(missing_ok=True)
    if "apply" in command or "--decisions" in command:
        (here / "out/decisions.jsonl").write_text(DECISION, encoding="utf-8")


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda page: page.name)
def test_commands(page: Path, here: Path) -> None:
    """Every command of a page does what it should, one after the other, as a reader would give them."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    wanted = environment(PATH=programs, PYTHONWARNINGS="default")
    for command in commands(page):
        prepare(command, here)
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False, env=wanted,
            timeout=PATIENCE,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stderr}"


class Mapped:
    """What `datasets.Dataset.map` does, as far as an example needs it."""

    def __init__(self, rows: dict[str, list[Any]]) -> None:
        self.rows = rows

    def map(self, function: Any, batched: bool) -> Mapped:
        assert batched
        return Mapped(function(self.rows))


def python_blocks() -> Iterator[Any]:
    """Each Python example that is run."""
    for page in PAGES:
        found = [code for form, code in BLOCK.findall(page.read_text(encoding="utf-8")) if form == "python"]
        for number, code in enumerate(code for code in found if is_run(code)):
            yield pytest.param(code, id=f"{page.name}-{number}")


@pytest.mark.parametrize("code", list(python_blocks()))
def test_python(code: str, here: Path) -> None:
    """A Python example runs, and what it calls a run holds the three stories of the seeds."""
    raw = (here / "page.txt").read_text(encoding="utf-8")
    given = {"raw": raw, "texts": [raw, ""], "batch": [{"text": raw}], "rows": [{"text": raw}]}
    scope: dict[str, Any] = {**given, "ds": Mapped({"text": [raw]})}
    exec(compile(code, "example", "exec"), scope)
    if "cleanroom.run(" in code:
        assert len(list(scope["run"].kept)) == 3
        assert scope["ds"].rows["text"][0].strip() != raw.strip()
        assert len(lines(here / "out/kept.jsonl")) == 3


def test_every_example_is_run_or_has_a_reason() -> None:
    """Each reason is needed by an example that there is, and most examples run."""
    whole = "".join(code for page in PAGES for _, code in BLOCK.findall(page.read_text(encoding="utf-8")))
    assert [part for part in NOT_RUN if part not in whole] == []
    assert sum(len(commands(page)) for page in PAGES) > 30
    assert len(list(python_blocks())) >= 2
