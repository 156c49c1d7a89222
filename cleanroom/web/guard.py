"""Who may ask, and what every answer says to browsers."""

from __future__ import annotations

from collections.abc import Iterable
from secrets import compare_digest
from typing import Any

from starlette.types import Message, Scope, Send

#: how a browser may use an answer: nobody guesses its type, frames it, embeds it or keeps it
PLAIN_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
#: names by which this machine may be asked
OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")


def headers_of(scope: Scope) -> dict[str, list[str]]:
    """The headers of a request by their lower-case names, each with all its values."""
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def asks_this_machine(headers: dict[str, list[str]], port: int) -> bool:
    """Whether a request names this machine: a foreign name that leads here would be another site's page."""
    hosts = [host.lower() for host in headers.get("host", [])]
    return len(hosts) == 1 and hosts[0] in {f"{name}:{port}" for name in OWN_NAMES}


def comes_from_elsewhere(headers: dict[str, list[str]]) -> bool:
    """Whether a browser sends a request on behalf of another site's page."""
    host, origins = headers.get("host", [""])[0], headers.get("origin", [""])
    sites = headers.get("sec-fetch-site", ["none"])
    return any(origin not in ("", f"http://{host}") for origin in origins) or any(
        site not in ("same-origin", "none") for site in sites
    )


def same_secret(given: str, wanted: str) -> bool:
    """Whether two secrets are one, in a time that tells nothing about either."""
    return compare_digest(given.encode("utf-8", "surrogateescape"), wanted.encode())


def with_headers(send: Send, headers: Iterable[tuple[bytes, bytes]]) -> Send:
    """The same sender; every answer that goes through it gets these headers."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            old: list[Any] = list(message.get("headers", ()))
            message = {**message, "headers": [*old, *headers]}
        await send(message)

    return sending
