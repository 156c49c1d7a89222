"""Property tests try the same examples in every process, whatever ran before them: a failure is no matter of chance."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from running import PATIENCE, ROOT, environment

#: prints the examples of a property, drawn with the settings of the tests, after importing some modules
_DRAW = """
import importlib, sys
sys.path[:0] = [sys.argv[1], sys.argv[2]]
import conftest
from test_same_examples import drawn
for name in sys.argv[3:]:
    importlib.import_module(name)
print(drawn())
"""


def drawn() -> list[tuple[str, int]]:
    """The examples of a property."""
    seen: list[tuple[str, int]] = []

    @settings(max_examples=200)
    @given(st.text(), st.integers())
    def collect(text: str, number: int) -> None:
        seen.append((text, number))

    collect()
    return seen


def process(folder: Path, seed: str, *modules: str) -> str:
    """The examples that another process draws, which has loaded other modules and hashes otherwise."""
    return subprocess.run(
        [sys.executable, "-c", _DRAW, str(ROOT / "tests"), str(folder), *modules], capture_output=True, text=True,
        check=True, env=environment(PYTHONHASHSEED=seed, PYTHONWARNINGS="default"), cwd=folder, timeout=PATIENCE,
    ).stdout  # fmt: skip


@pytest.mark.parametrize("modules", [("constants",), ("cleanroom.cli.run", "cleanroom.clean")])
def test_examples_do_not_depend_on_what_is_loaded(modules: tuple[str, ...], tmp_path: Path) -> None:
    """A process that has loaded the program, or a module full of constants, draws what a bare one draws."""
    lines = (f"V{number} = {number * 977 + 70_001}, 'constant {number}'" for number in range(200))
    (tmp_path / "constants.py").write_text("\n".join(lines), encoding="utf-8")
    bare = process(tmp_path, "1")
    assert len(bare) > 1000
    assert process(tmp_path, "2", *modules) == bare
