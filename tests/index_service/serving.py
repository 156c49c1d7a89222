"""The service as a process of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from running import COMMAND, PATIENCE, cleanroom, environment


@dataclass(frozen=True)
class Service:
    """A running service."""

    address: str
    process: subprocess.Popen[bytes]

    @property
    def port(self) -> int:
        """Its port."""
        return int(self.address.rpartition(":")[2])

    def stop(self) -> tuple[int, str]:
        """SIGTERM; its exit code and what it said."""
        self.process.send_signal(signal.SIGTERM)
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said.decode()

    def ask(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any, Mapping[str, str]]:
        """Status, answer and headers."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        given = {"Content-Type": "application/json", **(headers or {})}
        request = urllib.request.Request(f"{self.address}{path}", data, given, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, _value(answer.read()), dict(answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, _value(error.read()), dict(error.headers)


def _value(body: bytes) -> Any:
    try:
        return json.loads(body)
    except json.JSONDecodeError:
        return body.decode()


@contextmanager
def serving(index: Path, *options: str, **changes: str) -> Iterator[Service]:
    """`cleanroom index serve INDEX` while the block lasts."""
    if not index.exists():
        assert cleanroom("index", "create", str(index)).code == 0
    process = subprocess.Popen(
        [*COMMAND, "index", "serve", str(index), "--port", "0", *options], env=environment(**changes),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        address = process.stdout.readline().decode().strip()
        assert address.startswith("http://"), (address, process.stderr.read() if process.stderr else "")
        yield Service(address, process)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def document(id: str, text: str, **known: str) -> dict[str, str]:
    """A document to send."""
    return {"id": id, "text": text, **known}
