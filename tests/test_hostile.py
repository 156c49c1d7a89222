"""Data is data: it opens no connection, runs no code, fills no memory and writes nowhere but where it was told to."""

from __future__ import annotations

import ast
import bz2
import gzip
import io
import json
import lzma
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import PATIENCE, ROOT, SEEDS, Done, cleanroom, environment, summary

from cleanroom.cli import main
from cleanroom.config import ReadConfig
from cleanroom.read import read
from cleanroom.read.compress import decompressor
from cleanroom.records import Reject

PACKAGE = ROOT / "cleanroom"
#: the pipes between the worker processes, which nobody else can write to
OWN_PIPES = {"cleanroom/engines/pool.py", "cleanroom/engines/worker.py"}
LOADERS = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "joblib", "yaml"}
#: a program that ends with the traceback of whatever opens a connection, and whose clock jumps about
GUARDED = """
import random, socket, sys, time
def refuse(*_, **__): raise AssertionError("a connection was opened")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
jumps = random.Random(1)
time.time = lambda: jumps.uniform(0, 4e9)
from cleanroom.cli import main
sys.exit(main(sys.argv[1:]))
"""


def guarded(*arguments: str, cwd: Path | None = None, **changes: str) -> Done:
    """The command line with no network and a clock that cannot be trusted."""
    done = subprocess.run(
        [sys.executable, "-c", GUARDED, *arguments], capture_output=True, check=False, cwd=cwd,
        env=environment(**changes), timeout=PATIENCE,
    )  # fmt: skip
    result = Done(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))
    assert "Traceback" not in result.err, result.err
    return result


def test_no_network_and_no_clock(seeds_run: tuple[Done, Path], tmp_path: Path) -> None:
    """Without a remote path no connection is opened; and a clock that jumps changes no byte of a run."""
    assert guarded("run", str(SEEDS), "-o", str(tmp_path / "out")).code == 0
    summary(tmp_path / "out")
    for name in ("kept.jsonl", "members.jsonl", "removed.jsonl", "rejects.jsonl"):
        assert (tmp_path / "out" / name).read_bytes() == (seeds_run[1] / name).read_bytes(), name
    page = next(SEEDS.glob("*.txt"))
    assert guarded("clean", str(page)).out == cleanroom("clean", str(page)).out
    assert guarded("explain", str(page)).code == 0
    assert guarded("rules").code == 0


def test_nothing_is_written_elsewhere(tmp_path: Path) -> None:
    """A run writes into its folder, and compiled loops into the user's cache; into nothing else."""
    home = tmp_path / "home"
    home.mkdir()
    changes = {"HOME": str(home), "TMPDIR": str(home), "XDG_CACHE_HOME": str(home / ".cache")}
    assert guarded("run", str(SEEDS), "-o", "out", cwd=tmp_path, **changes).code == 0
    written = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*") if path.is_file()}
    cached = {path.relative_to(home).parts[:2] for path in home.rglob("*") if path.is_file()}
    assert written <= {"out", "home"}
    assert cached <= {(".cache", "cleanroom")}


def test_no_code_is_loaded_from_data() -> None:
    """No module unpickles, evaluates or runs what it reads, but the pipes between our own processes."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        names = {name for node in ast.walk(ast.parse(path.read_bytes())) for name in _suspects(node)}
        if names:
            found[path.relative_to(ROOT).as_posix()] = names
    assert found == {path: {"pickle"} for path in OWN_PIPES}


def _suspects(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {name.name.partition(".")[0] for name in node.names} & LOADERS
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").partition(".")[0]} & LOADERS
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name):
            return {node.func.id} & {"eval", "exec"}
        allowed = [word.arg for word in node.keywords if isinstance(word.value, ast.Constant) and not word.value.value]
        numpy = isinstance(node.func, ast.Attribute) and ast.unparse(node.func) in ("np.load", "numpy.load")
        return {"np.load"} if numpy and "allow_pickle" not in allowed else set()
    return set()


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"])
def test_a_compressed_bomb(pack: object) -> None:
    """What a small file unpacks to counts, not its size: beyond the limit it is one reject."""
    data = pack(b"a" * 5_000_000)  # type: ignore[operator]
    limits = ReadConfig(max_document_chars=1_000_000, max_line_bytes=1_000_000)
    for form in ("text", "jsonl"):
        (reject,) = read([], limits, form, io.BytesIO(data))
        assert isinstance(reject, Reject)
        assert reject.code == "too_large"


def test_a_zstd_bomb_is_unpacked_in_small_steps() -> None:
    """zstd makes 32,000 bytes of one: a step never holds more than 300 MB of them, and the limit applies."""
    import zstandard
    packed = zstandard.ZstdCompressor(level=19).compress(b"a" * 400_000_000)
    unpack = decompressor(packed[:16])
    assert unpack is not None
    stream = unpack(io.BytesIO(packed))
    assert stream.read(1) == b"a"
    assert len(stream._ready) < 300_000_000  # type: ignore[attr-defined]
    limits = ReadConfig(max_document_chars=1_000_000)
    (reject,) = read([], limits, "text", io.BytesIO(packed))
    assert isinstance(reject, Reject)
    assert reject.code == "too_large"


def test_ids_and_links_do_not_lead_out(tmp_path: Path) -> None:
    """Texts whose ids are paths, and a link where a text goes, leave everything outside of the folder as it was."""
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    ids = ("../outside", "/etc/passwd", "a\0b")
    rows = "".join(json.dumps({"id": name, "text": "A text."}) + "\n" for name in ids)
    done = cleanroom("clean", "--from", "jsonl", "--to", "text", "-o", str(tmp_path / "out"), stdin=rows.encode())
    assert done.code == 0, done.err
    assert outside.read_text() == "mine"
    assert len(list((tmp_path / "out").rglob("*.txt"))) == 3
    assert {path.name for path in tmp_path.iterdir()} == {"outside.txt", "out"}


@pytest.mark.parametrize("damage", [b"", b"PAR1", b"[]\n"], ids=["empty", "cut", "other"])
@pytest.mark.parametrize("name", ["run.json", "members", "comparisons", "removed"])
def test_a_damaged_run(
    name: str, damage: bytes, seeds_run: tuple[Done, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a file of a run is damaged, each command that reads it says so in one line, and what to do."""
    run = tmp_path / "run"
    shutil.copytree(seeds_run[1], run)
    (run / "decisions.jsonl").write_text(
        '{"id":"d1","at":"2024-01-01T00:00:00Z","action":"never","rule":"any.play-time","source":""}\n'
    )
    file = run / name if name == "run.json" else next((run / "tables" / name).glob("*.parquet"))
    file.write_bytes(damage)
    readers = {"audit": ["audit", str(run), "--text"], "apply": ["apply", str(run)],
               "dedup": ["dedup", str(run), "-o", str(tmp_path / "new"), "--rethreshold", "0.6"]}  # fmt: skip
    needed = {"members": ["audit"], "comparisons": ["apply", "dedup"], "removed": ["audit", "apply"]}
    for reader in needed.get(name, readers):
        assert main(readers[reader]) == 2, reader
        (line,) = capsys.readouterr().err.splitlines()
        assert " is damaged" in line and line.endswith("; run again on the input")
