"""A run to audit, the app as a process of its own, and its pages by address."""

from __future__ import annotations

import signal
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from running import COMMAND, PATIENCE, ROOT, SEEDS, cleanroom, environment

HOSTILE = ROOT / "fixtures" / "audit" / "hostile.jsonl"


@dataclass(frozen=True)
class Answer:
    """What the app answered."""

    status: int
    body: str
    headers: Mapping[str, str]
    url: str


class _Stay(urllib.request.HTTPRedirectHandler):
    """Leads nowhere: tests look at the answer itself."""

    def redirect_request(self, *_: object) -> None:
        return None


@dataclass(frozen=True)
class App:
    """A running app: `root` is its address with the token, a slash at its end."""

    root: str
    folder: Path

    def address(self, page: str, /, **query: object) -> str:
        """The address of a page."""
        return f"{self.root}{page}{'?' + urllib.parse.urlencode(query) if query else ''}"

    def get(self, page: str, /, **query: object) -> Answer:
        """A page."""
        return ask(self.address(page, **query))

    def post(self, headers: Mapping[str, str] | None = None, /, **form: object) -> Answer:
        """A decision."""
        return ask(self.address("decide"), urllib.parse.urlencode(form).encode(), headers)


def ask(address: str, form: bytes | None = None, headers: Mapping[str, str] | None = None) -> Answer:
    """What an address answers, whatever it is."""
    request = urllib.request.Request(address, form, dict(headers or {}))
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay)
    try:
        with opener.open(request, timeout=PATIENCE) as answer:
            return Answer(answer.status, answer.read().decode(), dict(answer.headers), answer.url)
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.read().decode(), dict(error.headers), error.url)


@contextmanager
def app(folder: Path) -> Iterator[App]:
    """`cleanroom audit FOLDER` while the block lasts; then Ctrl-C, which is no failure."""
    process = subprocess.Popen(
        [*COMMAND, "audit", str(folder), "--no-browser"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(),
    )  # fmt: skip
    try:
        assert process.stdout is not None
        address = process.stdout.readline().decode().strip()
        assert address.startswith("http://127.0.0.1:"), address
        yield App(address.removesuffix("overview"), folder)
    finally:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, b"Traceback" in err) == (0, False), err.decode()


def make_run(out: Path, *arguments: str) -> Path:
    """A run over the seeds and the hostile records."""
    done = cleanroom("run", str(SEEDS), str(HOSTILE), "-o", str(out), *arguments)
    assert done.code == 0, done.err
    return out
