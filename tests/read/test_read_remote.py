"""Remote addresses: files, folders and globs through fsspec, and a clear line where that cannot be."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import fsspec
import pytest
from running import cleanroom, environment

from cleanroom.errors import OutputError, UsageError
from cleanroom.read import read, total_bytes
from cleanroom.records import Raw, Reject
from cleanroom.remote import refuse_existing, send
from cleanroom.write import write

TEXT = "The council met on Monday to discuss the new bridge over the river."


@pytest.fixture
def memory() -> Iterator[Any]:
    """fsspec's file system in memory, with a folder of files."""
    system = fsspec.filesystem("memory")
    rows = "".join(json.dumps({"id": str(n), "text": f"{TEXT} {n}"}) + "\n" for n in range(3)).encode()
    for name, data in (
        ("crawl/b.txt", TEXT.encode()), ("crawl/a.jsonl.gz", gzip.compress(rows)), ("crawl/sub/c.txt", b"More text."),
        ("crawl/.hidden.txt", b"x"), ("crawl/.git/x.txt", b"x"),
    ):  # fmt: skip
        system.pipe_file(f"/{name}", data)
    yield system
    system.rm("/crawl", recursive=True)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A web server of this machine, and the folder that it shows."""
    folder = tmp_path / "web"
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", folder
        server.shutdown()


def raws(*paths: str) -> list[tuple[str, str]]:
    items = list(read(paths))
    assert all(isinstance(item, Raw) for item in items), items
    return [(item.id, item.content) for item in items]


def test_a_remote_folder(memory: Any) -> None:
    """A remote folder is read with its sub-folders, sorted, unpacked, without hidden files; ids are addresses."""
    found = raws("memory://crawl")
    assert [id for id, _ in found] == ["0", "1", "2", "memory:///crawl/b.txt", "memory:///crawl/sub/c.txt"]
    assert found[0][1] == f"{TEXT} 0"
    assert found[3][1] == TEXT


def test_remote_globs_and_files(memory: Any, tmp_path: Path) -> None:
    """Globs and single addresses name remote files, each is read once, and local files may stand beside them."""
    local = tmp_path / "here.txt"
    local.write_text("A local text.")
    names = ["memory://crawl/**/*.txt", "memory://crawl/b.txt", str(local)]
    found = [id for id, _ in raws(*names)]
    assert found == ["memory:///crawl/b.txt", "memory:///crawl/sub/c.txt", "here.txt"]
    assert total_bytes(["memory://crawl/b.txt", str(local)]) == len(TEXT) + local.stat().st_size


def test_the_web(web: tuple[str, Path]) -> None:
    """Pages, compressed records and Parquet come from a web server that gives no parts of files."""
    address, folder = web
    rows = [{"id": str(n), "text": f"{TEXT} {n}" * 200} for n in range(2000)]
    for name in ("a.parquet", "b.jsonl.gz", "c.jsonl"):
        write(rows, folder / name)
        assert raws(f"{address}/{name}") == [(row["id"], row["text"]) for row in rows]
    (folder / "d.txt").write_text(TEXT)
    assert raws(f"{address}/*.txt") == [(f"{address}/d.txt", TEXT)]


def test_the_command_line_reads_the_web(web: tuple[str, Path], tmp_path: Path) -> None:
    """`clean` and `run` take addresses, and say nothing besides."""
    address, folder = web
    (folder / "d.txt").write_text(TEXT)
    done = cleanroom("clean", f"{address}/d.txt")
    assert (done.code, done.text, done.err) == (0, f"{TEXT}\n", "")
    done = cleanroom("run", f"{address}/d.txt", "-o", str(tmp_path / "out"))
    assert (done.code, done.err) == (0, "")


def test_an_answer_that_breaks_off(web: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the server goes away in the middle, the records before are used and one reject stands for the rest."""
    address, folder = web
    write([{"id": str(n), "text": f"{TEXT} {n}" * 20} for n in range(2000)], folder / "a.jsonl")
    half = (folder / "a.jsonl").stat().st_size // 2

    def cut(handler: _Quiet, source: Any, target: Any) -> None:
        target.write(source.read(half))

    monkeypatch.setattr(_Quiet, "copyfile", cut)
    *good, last = read([f"{address}/a.jsonl"])
    assert isinstance(last, Reject)
    assert last.code == "unreadable"
    assert good
    assert all(isinstance(item, Raw) for item in good)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("memory://nothing/here.txt", "no such file: memory://nothing/here.txt"),
        ("memory://nothing/*.txt", "no file matches memory://nothing/*.txt"),
        ("nonsense://a/b", "nonsense://a/b cannot be used: "),
    ],
)
def test_what_is_not_there(path: str, said: str) -> None:
    """A remote file that is missing, a glob without files and an unknown scheme are one line and exit 2."""
    done = cleanroom("clean", path)
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith(f"cleanroom: {said}")
    assert done.err.count("\n") == 1


def test_a_missing_page(web: tuple[str, Path]) -> None:
    """A page that the server does not have is a wrong command."""
    with pytest.raises(UsageError, match="no such file: http://127"):
        read([f"{web[0]}/missing.txt"])


def test_a_server_that_is_not_there() -> None:
    """A server that does not answer is one line and exit 2."""
    done = cleanroom("clean", "http://127.0.0.1:1/a.txt")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert done.err.startswith("cleanroom: http://127.0.0.1:1/a.txt could not be looked up: Cannot connect to host")


@pytest.mark.parametrize(
    ("module", "path", "remedy"),
    [
        ("s3fs", "s3://bucket/a.txt", "s3:// needs a package: pip install s3fs"),
        ("gcsfs", "gs://bucket/a.txt", "gs:// needs a package: pip install gcsfs"),
        ("fsspec.core", "s3://bucket/a.txt", r"s3:// needs a package: pip install 'cleanroom-corpus\[remote\]'"),
    ],
)
def test_a_missing_package(module: str, path: str, remedy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package of a scheme is not installed, its name and how to get it are said."""
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(UsageError, match=remedy):
        read([path])


def test_files_are_sent(memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file and a folder appear at their address, whole; the last name is sent last; what is there is refused."""
    (tmp_path / "run" / "tables").mkdir(parents=True)
    for name in ("run.json", "z.jsonl", "tables/a.parquet"):
        (tmp_path / "run" / name).write_text(name)
    order: list[str] = []
    really = type(memory).put_file

    def put(system: Any, local: str, target: str) -> None:
        order.append(target)
        really(system, local, target)

    monkeypatch.setattr(type(memory), "put_file", put)
    send(tmp_path / "run", "memory://crawl/run", last="run.json")
    send(tmp_path / "run" / "z.jsonl", "memory://crawl/z.jsonl")
    assert order[2] == "/crawl/run/run.json"
    assert memory.cat_file("/crawl/run/tables/a.parquet") == b"tables/a.parquet"
    assert memory.cat_file("/crawl/z.jsonl") == b"z.jsonl"
    with pytest.raises(UsageError, match=r"memory://crawl/z\.jsonl exists already; name another place"):
        refuse_existing("memory://crawl/z.jsonl")


def test_what_cannot_be_sent_is_taken_back(memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the second of two files cannot be sent, the first one is taken back, and one line says why."""
    (tmp_path / "run").mkdir()
    for name in ("a", "b"):
        (tmp_path / "run" / name).write_text(name)

    def put(system: Any, local: str, target: str) -> None:
        if target.endswith("b"):
            raise PermissionError("no right to write")
        system.pipe_file(target, b"x")

    monkeypatch.setattr(type(memory), "put_file", put)
    with pytest.raises(OutputError, match="cannot write memory://crawl/run: no right to write; check"):
        send(tmp_path / "run", "memory://crawl/run")
    assert not memory.exists("/crawl/run/a")


# a store of its own


@pytest.fixture(scope="module")
def store() -> Iterator[dict[str, str]]:
    """A server of this machine that speaks S3, with a bucket: what a process needs to know to use it."""
    import boto3

    server = subprocess.Popen(
        [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", "0"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stderr is not None
    address = next(found.group() for line in server.stderr if (found := re.search(r"http://127.0.0.1:\d+", line)))
    drain = threading.Thread(target=server.stderr.read, daemon=True)  # or a full pipe would stop it
    drain.start()
    known = {
        "AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1", "PYTHONWARNINGS": "ignore",
    }  # fmt: skip
    options = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=address, **options).create_bucket(Bucket="crawl")
    yield known
    server.kill()
    server.wait()
    drain.join()
    server.stderr.close()


def test_s3(store: dict[str, str], tmp_path: Path) -> None:
    """`clean` and `run` write to S3 and read from there, the same bytes as on this machine; nothing is replaced."""
    write([{"id": str(n), "text": f"{TEXT} {n}"} for n in range(20)], tmp_path / "in.jsonl")
    env = environment(**store)
    for out in (str(tmp_path / "out.jsonl.gz"), "s3://crawl/clean/out.jsonl.gz"):
        done = cleanroom("clean", str(tmp_path / "in.jsonl"), "-o", out, env=env)
        assert (done.code, done.err) == (0, "")
    back = cleanroom("clean", "s3://crawl/clean/*.gz", "-o", str(tmp_path / "back.jsonl"), env=env)
    assert (back.code, back.err) == (0, "")
    first = gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes())
    assert (tmp_path / "back.jsonl").read_bytes() == first
    again = cleanroom("clean", str(tmp_path / "in.jsonl"), "-o", "s3://crawl/clean/out.jsonl.gz", env=env)
    assert (again.code, again.err.count("\n")) == (2, 1)
    assert "exists already" in again.err
    done = cleanroom("run", "s3://crawl/clean/", "-o", "s3://crawl/run", env=env)
    assert done.code == 0
    assert "the run is in s3://crawl/run" in done.text
    kept = cleanroom("clean", "s3://crawl/run/kept.jsonl", "--to", "jsonl", env=env)
    assert len(kept.out.splitlines()) >= 1


def test_a_bucket_that_is_not_there(store: dict[str, str], tmp_path: Path) -> None:
    """A bucket that is not there is one line and 2, and nothing is left on this machine."""
    env = environment(**store, TMPDIR=str(tmp_path))
    done = cleanroom("clean", "-o", "s3://nowhere/out.jsonl", "--from", "text", stdin=TEXT.encode(), env=env)
    assert (done.code, done.out, done.err.count("\n")) == (2, b"", 1)
    assert done.err.startswith("cleanroom: cannot write s3://nowhere/out.jsonl: ")
    assert list(tmp_path.iterdir()) == []
