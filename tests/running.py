"""The real command line as a subprocess, and the files of a run as Python values."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
COMMAND = (sys.executable, "-m", "cleanroom")
#: seconds after which a process hangs; far above what any test needs, also on a busy machine
PATIENCE = 300

Row = dict[str, Any]


@dataclass(frozen=True)
class Done:
    """What a process left: exit code, standard output, standard error."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """Standard output as text."""
        return self.out.decode()


def environment(**changes: str) -> dict[str, str]:
    """The environment of a user who has set nothing; compiled modules are kept, but not in the source."""
    set_here = ("NO_COLOR", "FORCE_COLOR", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
    plain = {key: value for key, value in os.environ.items() if key not in set_here}
    compiled = f"{tempfile.gettempdir()}/cleanroom-bytecode"
    ours = {"TERM": "xterm", "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "PYTHONPYCACHEPREFIX": compiled}
    return {**plain, **ours, **changes}


#: Debian's packages are fetched by one process at a time: workers that run tests side by side would be refused
_INSTALLING = Path(tempfile.gettempdir()) / "cleanroom-installing.lock"


def installed(program: str, *packages: str) -> str:
    """Where a program is. Its Debian packages are installed where that is allowed, else the test fails and says how."""
    if shutil.which(program) is None:
        install = ("apt-get", "install", "-y", "-q", "--no-install-recommends", *packages)
        how = f"this test needs {program}: sudo apt-get update && sudo {' '.join(install)}"
        if shutil.which("apt-get") is None or os.geteuid() != 0:
            pytest.fail(how)
        said = ""
        with _INSTALLING.open("ab") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            if shutil.which(program) is None:
                for command in (("apt-get", "update", "-q"), install):
                    said += subprocess.run(command, capture_output=True, text=True, check=False).stderr
        if shutil.which(program) is None:
            pytest.fail(f"{how}\n{said}")
    return str(shutil.which(program))


#: in front of a command: permissions count for it, also if it is root, who else may read and write anything
UNPRIVILEGED: tuple[str, ...] = ()
if hasattr(os, "geteuid") and os.geteuid() == 0:
    UNPRIVILEGED = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


def cleanroom(
    *arguments: str, stdin: bytes = b"", cwd: Path | None = None, env: Mapping[str, str] | None = None,
    patience: float = PATIENCE, before: Sequence[str] = (),
) -> Done:  # fmt: skip
    """Run `cleanroom ARGUMENTS`, `before` in front of it. Whatever happens, a traceback is a failure."""
    done = subprocess.run(
        [*before, *COMMAND, *arguments], input=stdin, capture_output=True, cwd=cwd, env=env or environment(),
        timeout=patience, check=False,
    )  # fmt: skip
    result = Done(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))
    assert "Traceback" not in result.err, result.err
    return result


def lines(path: Path) -> list[Row]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def by_id(rows: list[Row]) -> dict[str, Row]:
    """Rows by their id, which is unique."""
    found = {row["id"]: row for row in rows}
    assert len(found) == len(rows), "an id occurs twice"
    return found


def table(run: Path, name: str) -> list[Row]:
    """The rows of a table of a run."""
    import pyarrow.parquet as pq

    parts = sorted((run / "tables" / name).glob("*.parquet"))
    return [row for part in parts for row in pq.read_table(part).to_pylist()]


def summary(run: Path) -> Row:
    """run.json, after checking that its counts reconcile with each other and with the files beside it."""
    facts: Row = json.loads((run / "run.json").read_bytes())
    assert facts["read"] == facts["rejected"] + facts["documents"]
    assert facts["documents"] == facts["kept"] + facts["folded"]
    assert sum(facts["rejects"].values()) == facts["rejected"] == len(lines(run / "rejects.jsonl"))
    assert sum(facts["roles"].values()) == facts["documents"] == len(lines(run / "members.jsonl"))
    assert facts["kept"] == len(lines(run / "kept.jsonl"))
    assert sum(row["cuts"] for row in facts["removed"].values()) == len(lines(run / "removed.jsonl"))
    return facts


def paragraphs(text: str) -> list[str]:
    """The lines of a text that hold something, without white space around them."""
    return [line.strip() for line in text.splitlines() if line.strip()]
