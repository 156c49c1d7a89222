"""Who may ask the app: only what comes to this machine by its own name, with the token of this session."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from cleanroom.web.guard import (
    PLAIN_HEADERS,
    asks_this_machine,
    comes_from_elsewhere,
    headers_of,
    same_secret,
    with_headers,
)

#: nothing but our own files: no inline script or style, no frame, no other host
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"same-origin"),  # not no-referrer: forms would then say that they come from nowhere
    *PLAIN_HEADERS,
)


class Guard:
    """Wraps an app: refuses foreign hosts, paths without the token, and posts from other sites."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app, self._token, self._port = app, token, port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        refused = self._refusal(scope)
        app = PlainTextResponse(refused[1], refused[0]) if refused else self._app
        if not refused:
            scope = {**scope, "root_path": f"/{self._token}"}
        await app(scope, receive, with_headers(send, _HEADERS))

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = headers_of(scope)
        if not asks_this_machine(headers, self._port):
            return 421, "This server answers to its own name only.\n"
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "No such method.\n"
        first = scope["path"].split("/")[1] if scope["path"].startswith("/") else ""
        if not same_secret(first, self._token):
            return 404, "Not found: open the whole address that cleanroom audit printed.\n"
        if not scope["query_string"].isascii():
            return 400, "A query is ASCII, with %XX for all else.\n"
        if scope["method"] == "POST" and comes_from_elsewhere(headers):
            return 403, "Decisions are taken on the pages of this server only.\n"
        return None
