"""Fixtures that several folders of tests share. Being here, it also puts `running` within their reach."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from running import SEEDS, Done, cleanroom

# the same examples each time, and none is too slow: a test says the same on a busy machine as on a quiet one
settings.register_profile(
    "cleanroom", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("cleanroom")
# it would put constants of the modules into examples that a process has loaded: other ones in each order of the tests
pytest.MonkeyPatch().setattr(providers, "is_local_module_file", lambda _: False)

# a shell without job control starts its background jobs deaf to Ctrl-C, and so would be every command under test
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def seeds_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, Path]:
    """`cleanroom run seeds/ -o out/` once: what the process said, and its folder."""
    out = tmp_path_factory.mktemp("seeds") / "out"
    return cleanroom("run", str(SEEDS), "-o", str(out)), out
