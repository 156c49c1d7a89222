"""The app on a port of this machine."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from cleanroom.audit.app import Apply, application
from cleanroom.audit.queries import Audit
from cleanroom.web.listen import answer, listening

_LOOPBACK = "127.0.0.1"


def serve(
    audit: Audit, port: int = 0, ready: Callable[[str], None] = lambda _: None, apply: Apply | None = None
) -> None:
    """Answer until interrupted. `ready` is told the address once it can be opened; port 0 takes a free one.

    Raises UsageError where the port is taken.
    """
    token = secrets.token_urlsafe(24)
    with listening(_LOOPBACK, port) as (opened, number):
        ready(f"http://{_LOOPBACK}:{number}/{token}/overview")
        audit.search.start()
        answer(application(audit, token, number, apply), opened, stopping_seconds=1, lifespan="off")
