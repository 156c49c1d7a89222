"""`--rethreshold`: a finished run decided again from what it stored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from dedup_texts import BAKERY, FERRY, quake

from cleanroom.config import Config, DedupConfig
from cleanroom.errors import UsageError
from cleanroom.pipeline import rethreshold, run
from cleanroom.request import Request


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copies of all degrees, excerpts, forms and single texts, not in the order of their ids."""
    sizes = (1500, 900, 1300, 700, 1100)
    rows = [{"id": f"f{size}", "text": FERRY[:size], "date": "2024-05-01"} for size in sizes]
    rows += [{"id": "b", "text": BAKERY}, {"id": "blog", "text": f"{BAKERY[:300]} {FERRY[200:600]}"}]
    rows += [{"id": f"q{row}", "text": quake(row), "source": "survey"} for row in range(6)]
    path = tmp_path_factory.mktemp("texts") / "texts.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture(scope="module")
def stored(texts: Path) -> Path:
    out = texts.parent / "stored"
    run(Request([str(texts)], out, clean=False))
    return out


def files(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in ("members.jsonl", "kept.jsonl", "removed.jsonl")}


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.8, 1.0])
def test_it_equals_a_new_run(threshold: float, texts: Path, stored: Path, tmp_path: Path) -> None:
    """At the stored threshold and above it, the files are those of a run from the start."""
    again = rethreshold(stored, tmp_path / "again", threshold)
    fresh = run(Request([str(texts)], tmp_path / "new", clean=False), Config(dedup=DedupConfig(threshold=threshold)))
    assert files(tmp_path / "again") == files(tmp_path / "new")
    assert (again.kept, again.folded, again.roles) == (fresh.kept, fresh.folded, fresh.roles)


def test_in_its_place_and_back(texts: Path, stored: Path, tmp_path: Path) -> None:
    """A run decided again in its own folder can be decided again from there, as strictly or more so."""
    out = tmp_path / "out"
    rethreshold(stored, out, 0.3)
    rethreshold(out, out, 0.8)
    assert json.loads((out / "run.json").read_bytes())["config"]["dedup"]["threshold"] == 0.8
    assert files(stored)["members.jsonl"] != files(out)["members.jsonl"]
    with pytest.raises(UsageError, match=r"run again on the input with --threshold 0\.3"):
        rethreshold(out, out, 0.3)


def test_another_policy(stored: Path, tmp_path: Path) -> None:
    """The canonical text can be chosen again too."""
    rethreshold(stored, tmp_path / "out", 0.3, "longest")
    assert json.loads((tmp_path / "out" / "run.json").read_bytes())["config"]["dedup"]["canonical"] == "longest"


def test_what_is_no_run_is_refused(tmp_path: Path) -> None:
    """One line that says what to name."""
    with pytest.raises(UsageError, match="holds no finished run"):
        rethreshold(tmp_path, tmp_path / "out", 0.5)
