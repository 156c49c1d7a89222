"""The service on a port, until it is told to stop."""

from __future__ import annotations

import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from cleanroom.errors import UsageError
from cleanroom.index.service.app import Service, application
from cleanroom.index.store import Store
from cleanroom.tuning import ServiceConfig
from cleanroom.web.listen import answer, listening

#: addresses that only this machine can reach
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class At:
    """Where a service answers. port: 0 takes a free one; token: what clients must send, "" for none."""

    host: str = "127.0.0.1"
    port: int = 0
    token: str = ""


def serve(store: Store, at: At, ready: Callable[[str], None], config: ServiceConfig | None = None) -> None:
    """Answer until SIGINT or SIGTERM; what was accepted is taken before it ends. `ready` is told the address.

    Raises UsageError where the port cannot be had, and where others than this machine could ask without a token.
    """
    config = config or ServiceConfig()
    if at.host not in LOOPBACK and not at.token:
        raise UsageError(f"{at.host} can be reached by others: give a token with --token-file, or leave out --host")
    with listening(at.host, at.port) as (opened, number):
        service = Service(store, config)
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends the server as Ctrl-C does
        try:
            ready(f"http://{f'[{at.host}]' if ':' in at.host else at.host}:{number}")
            with suppress(KeyboardInterrupt):
                answer(
                    application(service, at.token, number, config), opened, config.stopping_seconds, lifespan="off",
                    limit_concurrency=config.connections,
                )  # fmt: skip
        finally:
            service.close()
            signal.signal(signal.SIGTERM, before)
