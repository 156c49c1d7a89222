"""What is released installs from its files alone and runs anywhere, on the oldest and newest packages supported."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from running import PATIENCE, ROOT, SEEDS, UNPRIVILEGED, Done, environment, summary

from cleanroom.kernels import compile

UV = Path(sys.executable).with_name("uv")
#: the packages whose bounds are promised
PROMISED = ("numpy", "pyarrow", "duckdb", "datasketch", "trafilatura")
pytestmark = pytest.mark.xdist_group("release")  # built once

TEXT = "The council voted on Tuesday to close the old bridge for repairs until spring as two pillars have moved."
#: seconds for uv, which waits for an index of packages where that is slow
DOWNLOADING = 4 * PATIENCE
#: has a loop compiled, or loads it, and runs it
LOOP = """
import numpy as np
from cleanroom.kernels import json_rows
sizes = np.zeros(1, np.int64)
json_rows.measure(np.frombuffer(b'say "no"', np.uint8), np.array([0]), np.array([8]), 2, sizes)
print(json_rows.__file__, *sizes)
"""


def interpreters() -> Iterator[str]:
    """The other versions of Python that are promised and that this machine has, on the PATH or by pyenv."""
    promised = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pyenv = Path(os.environ.get("PYENV_ROOT") or "~/.pyenv").expanduser()
    places = [*map(Path, os.get_exec_path()), *sorted(pyenv.glob("versions/*/bin"))]
    for version in promised:
        if version != f"3.{sys.version_info.minor}":
            programs = (str(place / f"python{version}") for place in places)
            yield from [program for program in programs if runs(program)][:1]


def runs(program: str) -> bool:
    """Whether a program is there and works: one that pyenv puts on the PATH may only say that it does not."""
    if not Path(program).is_file():
        return False
    return subprocess.run([program, "-c", ""], capture_output=True, check=False).returncode == 0


def installs() -> Iterator[Any]:
    """Which packages on which Python."""
    for resolution, program in (("lowest-direct", sys.executable), ("highest", sys.executable)):
        yield pytest.param(resolution, program, id=f"{resolution}-3.{sys.version_info.minor}")
    for program in interpreters():
        yield pytest.param("highest", program, id=f"highest-{program.rpartition('python')[2]}")


def call(*line: str | Path, cwd: Path | None = None) -> str:
    """A program that must end well, in an environment without this checkout."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(part) for part in line], capture_output=True, text=True, check=False, cwd=cwd,
        env={"UV_HTTP_TIMEOUT": "300", "UV_HTTP_RETRIES": "8", **plain}, timeout=DOWNLOADING,
    )  # fmt: skip
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


@pytest.mark.parametrize(("resolution", "program"), [*installs()])
def test_it_installs_and_runs(
    resolution: str, program: str, built: Path, seeds_run: tuple[Done, Path], tmp_path: Path
) -> None:
    """Installed from the wheel alone, outside of the checkout, a run has the bytes that it has here, and loops work."""
    python, pins = tmp_path / "env/bin/python", tmp_path / "pins.txt"
    call(UV, "venv", "--quiet", "--python", program, tmp_path / "env")
    call(UV, "pip", "compile", "--quiet", "--no-header", "--no-annotate", "--resolution", resolution,
         "--python", python, "-o", pins, ROOT / "pyproject.toml")  # fmt: skip
    call(UV, "pip", "install", "--quiet", "--python", python, "-r", pins, next(built.glob("*.whl")))
    held = dict(line.split("==") for line in pins.read_text().splitlines() if "==" in line)
    assert set(PROMISED) <= set(held)
    call(python.with_name("cleanroom"), "run", SEEDS, "-o", tmp_path / "out", cwd=tmp_path)
    summary(tmp_path / "out")
    for name in ("kept.jsonl", "members.jsonl", "removed.jsonl"):
        assert (tmp_path / "out" / name).read_bytes() == (seeds_run[1] / name).read_bytes(), name
    if resolution == "lowest-direct":
        assert held["numpy"] == "1.26.0"
        a_day_of_an_index(python.with_name("cleanroom"), tmp_path)
    place, size = call(python, "-c", LOOP, cwd=tmp_path).split()
    assert (place.startswith(str(tmp_path)), size) == (True, "12")


def a_day_of_an_index(command: Path, folder: Path) -> None:
    """An index is made, filled, asked and verified."""
    (folder / "in.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}), encoding="utf-8")
    call(command, "index", "create", "idx", cwd=folder)
    assert call(command, "index", "add", "idx", "in.jsonl", cwd=folder).startswith("1 document: 1 founded a story")
    (answer,) = map(json.loads, call(command, "index", "query", "idx", "in.jsonl", cwd=folder).splitlines())
    assert [row["jaccard"] for row in answer["matches"]] == [1.0]
    assert "all is well with 1 document" in call(command, "index", "verify", "idx", cwd=folder)


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """The package, without compiled loops, in folders that cannot be written to."""
    shutil.copytree(ROOT / "cleanroom", tmp_path / "site/cleanroom", ignore=shutil.ignore_patterns("__pycache__"))
    folders = [path for path in (tmp_path / "site").rglob("*") if path.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    yield tmp_path / "site"
    for folder in folders:
        folder.chmod(0o755)


def test_an_install_that_cannot_be_written(locked: Path, seeds_run: tuple[Done, Path], tmp_path: Path) -> None:
    """A run has the same bytes; compiled loops are kept in the user's cache, or where that is locked too, nowhere."""
    home = tmp_path / "home"
    home.mkdir()
    bare = environment(PYTHONPATH=str(locked), HOME=str(home), PYTHONPYCACHEPREFIX="", XDG_CACHE_HOME="")
    before = sorted(locked.rglob("*"))

    def python(*line: str) -> str:
        done = subprocess.run(
            [*UNPRIVILEGED, sys.executable, *line], capture_output=True, text=True, check=False, cwd=tmp_path, env=bare,
            timeout=PATIENCE,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    python("-m", "cleanroom", "run", str(SEEDS), "-o", "out")
    assert (tmp_path / "out/kept.jsonl").read_bytes() == (seeds_run[1] / "kept.jsonl").read_bytes()
    expected = f"{locked}/cleanroom/kernels/json_rows.py 12\n"
    assert python("-c", LOOP) == expected
    (kept,) = home.rglob("*.o")
    written = kept.stat().st_mtime_ns
    assert (kept.parent, python("-c", LOOP)) == (home / ".cache/cleanroom", expected)
    assert kept.stat().st_mtime_ns == written  # it was found, not compiled again
    kept.unlink()
    kept.parent.chmod(0o555)
    assert python("-c", LOOP) == expected
    assert not list(home.rglob("*.o"))
    assert sorted(locked.rglob("*")) == before


def test_nobody_has_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process of a user without a home, as containers have them, looks for compiled loops beside the package only."""
    monkeypatch.delenv("HOME")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr("pwd.getpwuid", lambda _: {}["nobody"])
    assert [folder.name for folder in compile._folders()] == ["__pycache__"]
