"""A Redis of the test's own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from running import PATIENCE

INSTALL = ["apt-get", "install", "-y", "--no-install-recommends", "redis-server"]


@dataclass
class Server:
    """A server with its log of commands in a folder; it can be killed and started again."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def address(self, name: str) -> str:
        """The address of an index."""
        return f"redis://127.0.0.1:{self.port}/0/{name}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.process = subprocess.Popen(
            [
                "redis-server", "--port", str(self.port), "--dir", str(self.folder), "--save", "",
                "--appendonly", "yes", "--appendfsync", "always",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        pytest.fail("redis-server does not answer")

    def kill(self) -> None:
        """End it as a power cut does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()


@contextmanager
def redis_server(folder: Path) -> Iterator[Server]:
    """A server while the block lasts; Debian's, which is installed where that may be done."""
    if shutil.which("redis-server") is None and os.geteuid() == 0:
        subprocess.run(INSTALL, check=False, capture_output=True, timeout=PATIENCE)
    if shutil.which("redis-server") is None:
        pytest.fail(f"redis-server is missing; install it: {' '.join(INSTALL)}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = Server(free.getsockname()[1], folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()
