"""Counters and times, as Prometheus reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cleanroom.records import Place

__all__ = ["CONTENT_TYPE", "Figures", "Timed"]

#: seconds: queries take some milliseconds, batches up to some seconds
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Figures:
    """What one service counts. `waiting`: documents that wait; `clock`: seconds that only ever grow."""

    def __init__(self, waiting: Callable[[], int], clock: Callable[[], float]) -> None:
        self.clock = clock
        self._registry = CollectorRegistry()
        made: dict[str, Any] = {"registry": self._registry}
        self._seconds = Histogram(
            "cleanroom_request_seconds", "Time of requests.", ("method", "route"), buckets=_BUCKETS, **made
        )
        self._requests = Counter("cleanroom_requests", "Requests.", ("method", "route", "status"), **made)
        self._outcomes = Counter(
            "cleanroom_documents_taken", "Documents, by what became of them.", ("outcome",), **made
        )
        self._removed = Counter("cleanroom_documents_removed", "Documents that were forgotten.", **made)
        self._documents = Gauge("cleanroom_documents", "Documents in the index.", **made)
        self._stories = Gauge("cleanroom_stories", "Stories in the index.", **made)
        Gauge("cleanroom_documents_waiting", "Documents that wait to be taken.", **made).set_function(waiting)

    def took(self, places: Iterable[Place]) -> None:
        """Documents were taken."""
        for place in places:
            self._outcomes.labels(place.outcome).inc()

    def removed(self, ids: int) -> None:
        """So many documents were forgotten."""
        self._removed.inc(ids)

    def holds(self, documents: int, stories: int) -> None:
        """What the index holds now."""
        self._documents.set(documents)
        self._stories.set(stories)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def text(self) -> bytes:
        """All of them, in the text format 0.0.4."""
        return generate_latest(self._registry)


class Timed:
    """Wraps an app: counts and times what it answers. Addresses that are no route count as one: they are made up."""

    def __init__(self, app: ASGIApp, figures: Figures, routes: Iterable[str]) -> None:
        self._app, self._figures, self._routes = app, figures, tuple(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, statuses = self._figures.clock(), []

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            method = scope["method"] if scope["method"] in ("GET", "HEAD", "POST", "DELETE") else "other"
            status, seconds = next(iter(statuses), 500), self._figures.clock() - began
            self._figures.answered(method, self._route(scope["path"]), status, seconds)

    def _route(self, path: str) -> str:
        first = f"/{path.split('/')[1]}" if path.startswith("/") else ""
        return first if first in self._routes else "other"
