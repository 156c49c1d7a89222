"""A Redis of the test's own."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest
from running import PATIENCE, installed


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
        """Start it and wait until it answers, itself and nobody else: another one may have got its port before it."""
        self.process = subprocess.Popen(
            [
                "redis-server", "--port", str(self.port), "--dir", str(self.folder), "--save", "",
                "--appendonly", "yes", "--appendfsync", "always",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            if self._says_its_process():
                return
            time.sleep(0.02)
        pytest.fail(f"redis-server does not answer at port {self.port}")

    def _says_its_process(self) -> bool:
        assert self.process is not None
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), PATIENCE) as asked:
            asked.sendall(b"INFO\r\nQUIT\r\n")
            answer = b"".join(iter(lambda: asked.recv(65_536), b""))
            return b"process_id:%d\r\n" % self.process.pid in answer and b"\r\nloading:0\r\n" in answer
        return False

    def kill(self) -> None:
        """End it as a power cut does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()


@contextmanager
def redis_server(folder: Path) -> Iterator[Server]:
    """A server while the block lasts; Debian's, which is installed where that may be done."""
    installed("redis-server", "redis-server")
    server = Server(_free_port(), folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def _free_port() -> int:
    """A port below those that are given to whoever asks for any: nobody gets it while the server is started again."""
    first = 15_000 + os.getpid() % 10_000
    for port in chain(range(first, 25_000), range(15_000, first)):
        with suppress(OSError), socket.socket() as tried:
            tried.bind(("127.0.0.1", port))
            return port
    pytest.fail("no port is free")
