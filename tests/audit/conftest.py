"""One run and one app for all tests that only look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from auditing import App, app, make_run


@pytest.fixture(scope="session")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that no test changes."""
    return make_run(tmp_path_factory.mktemp("audited") / "run")


@pytest.fixture(scope="session")
def served(looked_at: Path) -> Iterator[App]:
    """Its app."""
    with app(looked_at) as running:
        yield running
