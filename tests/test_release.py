"""What is released installs from its files alone and runs anywhere, on the oldest and newest packages supported."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from running import PATIENCE, ROOT, SEEDS, Done, summary

UV = Path(sys.executable).with_name("uv")
#: the packages whose bounds are promised
PROMISED = ("numpy", "pyarrow", "duckdb", "datasketch", "trafilatura")
pytestmark = pytest.mark.xdist_group("release")  # built once


def call(*line: str | Path, cwd: Path | None = None) -> str:
    """A program that must end well, in an environment without this checkout."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(part) for part in line], capture_output=True, text=True, check=False, cwd=cwd, env=plain, timeout=PATIENCE
    )
    assert done.returncode == 0, f"{line}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution and the wheel made of it."""
    out = tmp_path_factory.mktemp("dist")
    call(UV, "build", "--quiet", "--python", sys.executable, "--out-dir", out, ROOT)
    return out


def test_the_distributions_hold_what_they_should(built: Path) -> None:
    """The wheel is the package with its data and nothing else; the source distribution can be tested and built."""
    (wheel,), (source,) = built.glob("*.whl"), built.glob("*.tar.gz")
    names = set(zipfile.ZipFile(wheel).namelist())
    told = "cleanroom_corpus"  # what the installer wants to know
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"cleanroom", told}
    package = {path.relative_to(ROOT).as_posix() for path in (ROOT / "cleanroom").rglob("*") if path.is_file()}
    assert {name for name in package if "__pycache__" not in name} <= names
    with tarfile.open(source) as held:
        inside = {name.partition("/")[2] for name in held.getnames()}
    assert inside >= {"pyproject.toml", "Makefile", "LICENSE", "tests/running.py", "fuzz/targets.py", "docs/limits.md"}


@pytest.mark.parametrize("resolution", ["lowest-direct", "highest"])
def test_it_installs_and_runs(resolution: str, built: Path, seeds_run: tuple[Done, Path], tmp_path: Path) -> None:
    """Installed from the wheel alone, outside of the checkout, a run has the bytes that it has here."""
    python, pins = tmp_path / "env/bin/python", tmp_path / "pins.txt"
    call(UV, "venv", "--quiet", "--python", sys.executable, tmp_path / "env")
    call(UV, "pip", "compile", "--quiet", "--no-header", "--no-annotate", "--resolution", resolution,
         "--python", python, "-o", pins, ROOT / "pyproject.toml")  # fmt: skip
    call(UV, "pip", "install", "--quiet", "--python", python, "-r", pins, next(built.glob("*.whl")))
    held = dict(line.split("==") for line in pins.read_text().splitlines() if "==" in line)
    assert set(PROMISED) <= set(held)
    if resolution == "lowest-direct":
        assert held["numpy"] == "1.26.0"
    call(python.with_name("cleanroom"), "run", SEEDS, "-o", tmp_path / "out", cwd=tmp_path)
    summary(tmp_path / "out")
    for name in ("kept.jsonl", "members.jsonl", "removed.jsonl"):
        assert (tmp_path / "out" / name).read_bytes() == (seeds_run[1] / name).read_bytes(), name
    assert call(python, "-c", "import cleanroom; print(cleanroom.__file__)", cwd=tmp_path).startswith(str(tmp_path))
