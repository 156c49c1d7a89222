"""Who may ask, how much, how slowly. A request is read whole before anything is done for it, or refused."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cleanroom.index.service.wire import BusyError, Problem, RefusalError, encode
from cleanroom.tuning import ServiceConfig
from cleanroom.web.guard import (
    PLAIN_HEADERS,
    asks_this_machine,
    comes_from_elsewhere,
    headers_of,
    same_secret,
    with_headers,
)

#: what may be asked without the token: whether the service is there at all
OPEN = ("/health",)
_CLOSING = {"connection": "close"}


class Guard:
    """Wraps an app. token: what every request must bring; "": none, then the request must name this machine."""

    def __init__(self, app: ASGIApp, token: str, port: int, config: ServiceConfig) -> None:
        self._app, self._token, self._port, self._config = app, token, port, config
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = with_headers(send, PLAIN_HEADERS)
        reading = _Reading(self)
        try:
            self._refuse(scope, headers_of(scope))
            body = await reading.whole(headers_of(scope), receive)
            await self._app(scope, _handing_over(body, receive), send)
        except RefusalError as refused:
            await self._drop(scope, receive)
            await refusal(refused, _CLOSING)(scope, receive, send)
        finally:
            self._held -= reading.held

    def _refuse(self, scope: Scope, headers: dict[str, list[str]]) -> None:
        """Raise RefusalError for whoever may not ask."""
        if not self._token and not asks_this_machine(headers, self._port):
            raise RefusalError(421, "this service answers to the name of its own machine only")
        if comes_from_elsewhere(headers):
            raise RefusalError(403, "pages of other sites may not use this service")
        if self._token and scope["path"] not in OPEN:
            given = headers.get("authorization", [""])
            scheme, _, token = given[0].partition(" ")
            if len(given) != 1 or scheme.lower() != "bearer" or not same_secret(token.strip(), self._token):
                wanted = {"www-authenticate": 'Bearer realm="cleanroom"'}
                raise RefusalError(401, "send the service's token: Authorization: Bearer TOKEN", wanted)

    async def _drop(self, scope: Scope, receive: Receive) -> None:
        """Let a client send the rest, within bounds: hung up on while it sends, it would never read the answer."""
        left = self._config.dropped_bytes
        if "expect" in headers_of(scope):
            return  # it waits to be told whether to send
        with suppress(TimeoutError):
            async with asyncio.timeout(self._config.dropping_seconds):
                while left > 0 and (message := await receive()).get("more_body"):
                    left -= len(message["body"])

    def hold(self, size: int) -> None:
        """Count bytes that are held. Raises BusyError where that would be too many."""
        if self._held + size > self._config.held_bytes:
            raise BusyError(503, "too many requests are being read; try again")
        self._held += size

    @property
    def config(self) -> ServiceConfig:
        """The limits."""
        return self._config


class _Reading:
    """The body of one request; `held`: the bytes of it that were counted."""

    def __init__(self, guard: Guard) -> None:
        self._guard, self.held = guard, 0

    async def whole(self, headers: dict[str, list[str]], receive: Receive) -> bytes:
        """All of it. Raises RefusalError where it is too large or too slow, or of another type."""
        config, body = self._guard.config, bytearray()
        declared = headers.get("content-length", ["0"])[0]
        if not declared.isdecimal() or int(declared) > config.body_bytes:
            raise _too_large(config)
        try:
            async with asyncio.timeout(config.body_seconds):
                while (message := await receive())["type"] == "http.request":
                    self._take(len(message.get("body", b"")))
                    body += message.get("body", b"")
                    if not message.get("more_body"):
                        return bytes(body)
        except TimeoutError:
            raise RefusalError(408, f"the body did not arrive within {config.body_seconds:g} s") from None
        raise RefusalError(400, "the body is not whole")

    def _take(self, size: int) -> None:
        if self.held + size > self._guard.config.body_bytes:
            raise _too_large(self._guard.config)
        self._guard.hold(size)
        self.held += size


def _too_large(config: ServiceConfig) -> RefusalError:
    return RefusalError(413, f"the body is larger than {config.body_bytes:,} bytes; send several requests")


def _handing_over(body: bytes, receive: Receive) -> Receive:
    """The body in one message, then what the connection says."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def handed() -> Message:
        return messages.pop() if messages else await receive()

    return handed


def refusal(refused: RefusalError, headers: Mapping[str, str] | None = None) -> Response:
    """The answer to a request that was refused."""
    message = str(refused) or HTTPStatus(refused.status).phrase
    return Response(
        encode(Problem(message)), refused.status, {**refused.headers, **(headers or {})}, "application/json"
    )
