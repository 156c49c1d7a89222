"""The app on a port of this machine."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable

import uvicorn

from cleanroom.audit.app import Apply, application
from cleanroom.audit.queries import Audit
from cleanroom.errors import UsageError

_LOOPBACK = "127.0.0.1"


def serve(
    audit: Audit, port: int = 0, ready: Callable[[str], None] = lambda _: None, apply: Apply | None = None
) -> None:
    """Answer until interrupted. `ready` is told the address once it can be opened; port 0 takes a free one.

    Raises UsageError where the port is taken.
    """
    token = secrets.token_urlsafe(24)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((_LOOPBACK, port))
        except OSError as error:
            raise UsageError(f"port {port} cannot be used: {error.strerror}; choose another one with --port") from None
        listening.listen(64)
        port = listening.getsockname()[1]
        config = uvicorn.Config(
            application(audit, token, port, apply), log_level="error", access_log=False, lifespan="off",
            server_header=False, timeout_graceful_shutdown=1,
        )  # fmt: skip
        ready(f"http://{_LOOPBACK}:{port}/{token}/overview")
        audit.search.start()
        uvicorn.Server(config).run(sockets=[listening])
