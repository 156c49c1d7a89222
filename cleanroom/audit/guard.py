"""Who may ask the app: only what comes to this machine by its own name, with the token of this session."""

from __future__ import annotations

from secrets import compare_digest
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: nothing but our own files: no inline script or style, no frame, no other host
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),  # not no-referrer: forms would then say that they come from nowhere
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class Guard:
    """Wraps an app: refuses foreign hosts, paths without the token, and posts from other sites."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app, self._token = app, token
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}

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
        await app(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        given = [(name.lower(), value.decode("latin-1")) for name, value in scope["headers"]]
        hosts = [value.lower() for name, value in given if name == b"host"]
        headers = dict(given)
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return 421, "This server answers to its own name only.\n"
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "No such method.\n"
        first = scope["path"].split("/")[1] if scope["path"].startswith("/") else ""
        if not compare_digest(first.encode(), self._token.encode()):
            return 404, "Not found: open the whole address that cleanroom audit printed.\n"
        if scope["method"] == "POST":
            origin = headers.get(b"origin", "")
            site = headers.get(b"sec-fetch-site", "same-origin")
            if origin not in ("", f"http://{hosts[0]}") or site not in ("same-origin", "none"):
                return 403, "Decisions are taken on the pages of this server only.\n"
        return None


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers: list[Any] = list(message.get("headers", ()))
            message = {**message, "headers": [*headers, *_HEADERS]}
        await send(message)

    return sending
