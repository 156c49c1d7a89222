"""A port of this machine, and a server on it that waits for nobody for ever. The only file that imports uvicorn."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from cleanroom.errors import UsageError

#: seconds in which the head of a request must have arrived: those who send a byte now and then hold no connection
_HEAD_SECONDS = 10.0
_LATE = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
#: connections that may wait to be accepted
_BACKLOG = 256


class PatientProtocol(H11Protocol):
    """uvicorn's protocol, with a time in which the head of a request must have arrived: uvicorn has none."""

    _alarm: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The time runs from the beginning."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """It ends with the head of the request, and runs again from the first byte of the next one."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._forget()
        elif self._alarm is None:
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more is expected."""
        self._forget()
        super().connection_lost(exc)

    def _expect(self) -> None:
        self._alarm = self.loop.call_later(_HEAD_SECONDS, self._late)

    def _forget(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _late(self) -> None:
        self._alarm = None
        if not self.transport.is_closing():
            self.transport.write(_LATE)
            self.transport.close()


@contextmanager
def listening(host: str, port: int) -> Iterator[tuple[socket.socket, int]]:
    """A socket that listens, and its port; port 0 takes a free one. Raises UsageError where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # only where the protocol is named does asyncio send at once what is small (TCP_NODELAY); else it waits for 40 ms
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as opened:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((host, port))
        except OSError as error:
            reason = error.strerror or str(error)
            raise UsageError(f"port {port} cannot be used: {reason}; choose another one with --port") from None
        opened.listen(_BACKLOG)
        yield opened, opened.getsockname()[1]


def answer(app: ASGIApp, opened: socket.socket, stopping_seconds: int, **settings: Any) -> None:
    """Answer until SIGINT or SIGTERM; requests that are being answered get so many seconds to end."""
    config = uvicorn.Config(
        app, log_level="critical", access_log=False, server_header=False, http=PatientProtocol, ws="none",
        timeout_graceful_shutdown=stopping_seconds, **settings,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[opened])
