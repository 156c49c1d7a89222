"""Fixtures that several folders of tests share. Being here, it also puts `running` within their reach."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import SEEDS, Done, cleanroom


@pytest.fixture(scope="session")
def seeds_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, Path]:
    """`cleanroom run seeds/ -o out/` once: what the process said, and its folder."""
    out = tmp_path_factory.mktemp("seeds") / "out"
    return cleanroom("run", str(SEEDS), "-o", str(out)), out
