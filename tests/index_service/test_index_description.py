"""The OpenAPI description of the service is what it does: requests are made from it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import PATIENCE
from serving import serving

pytestmark = pytest.mark.xdist_group("index_service")


def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    """Requests made from the description, valid and not, find no crash and no answer that it does not describe."""
    (tmp_path / "token").write_text("secret-of-schemathesis")
    with serving(tmp_path / "idx", "--token-file", str(tmp_path / "token")) as service:
        done = subprocess.run(
            [
                str(Path(sys.executable).with_name("schemathesis")), "run", f"{service.address}/openapi.json",
                "--header", "Authorization: Bearer secret-of-schemathesis", "--max-examples", "6", "--seed", "1",
                "--no-color", "--suppress-health-check", "all",  # one is how fast the machine makes examples
                "--phases", "examples,coverage,fuzzing,stateful", "--request-timeout", str(PATIENCE),
            ],
            cwd=tmp_path, capture_output=True, text=True, check=False, timeout=PATIENCE,
            env={name: value for name, value in os.environ.items() if "proxy" not in name.lower()},
        )  # fmt: skip
        assert done.returncode == 0, f"{done.stdout[-6000:]}{done.stderr[-2000:]}"
        assert service.ask("GET", "/health")[0] == 200
