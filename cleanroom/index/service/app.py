"""Addresses to calls of the store."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from cleanroom.errors import CleanroomError
from cleanroom.index.service import wire
from cleanroom.index.service.describe import PATHS, description
from cleanroom.index.service.figures import CONTENT_TYPE, Figures, Timed
from cleanroom.index.service.guard import Guard, refusal
from cleanroom.index.service.wire import BusyError, RefusalError
from cleanroom.index.service.writer import Writer
from cleanroom.index.store import Store
from cleanroom.records import Clean, Match, Place
from cleanroom.tuning import ServiceConfig
from cleanroom.web.gate import Gate

#: threads that decode requests and ask the store: more than cores, since some wait for the writer
_THREADS = 8


class Service:
    """The calls of one store. Many ask at once; whoever changes something is alone with it."""

    def __init__(self, store: Store, config: ServiceConfig) -> None:
        self._store, self._config, self._gate = store, config, Gate()
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="index-query")
        self.figures = Figures(lambda: self._writer.waiting, time.perf_counter)
        self._asking = 0
        self._writer = Writer(store, self._gate, config)

    def close(self) -> None:
        """End what was accepted."""
        self._writer.close()
        self._threads.shutdown()

    def _figures(self) -> bytes:
        with self._gate.shared():
            stats = self._store.stats()
        self.figures.holds(stats.documents, stats.stories)
        return self.figures.text()

    async def _in_thread(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)

    async def add(self, request: Request) -> Response:
        """Take documents; the answer comes when they are on the disk."""
        asked, documents = await self._in_thread(_documents, await request.body())
        places: list[Place] = await asyncio.shield(asyncio.wrap_future(self._writer.add(documents, asked.replace)))
        self.figures.took(places)
        return _answer(wire.Added(places))

    async def query(self, request: Request) -> Response:
        """Compare texts with all documents."""
        if self._asking >= self._config.queries:
            raise BusyError(503, "too many queries at once; try again")
        self._asking += 1
        try:
            return _answer(wire.Found(await self._in_thread(self._matches, await request.body())))
        finally:
            self._asking -= 1

    def _matches(self, body: bytes) -> list[list[Match]]:
        asked = wire.decode(body, wire.Query)
        with self._gate.shared():
            return [list(matches) for matches in self._store.query(asked.texts, int(asked.limit))]

    async def remove(self, request: Request) -> Response:
        """Forget documents."""
        asked = wire.decode(await request.body(), wire.Remove)
        return _answer(wire.Removed(await self._forget(asked.ids)))

    async def remove_one(self, request: Request) -> Response:
        """Forget a document."""
        name = request.path_params["id"]
        if not 0 < len(name) <= self._config.id_chars:
            raise RefusalError(404, "an id has between 1 and 4,096 characters")
        removed = await self._forget([name])
        if not removed:
            raise RefusalError(404, "there is no document of this id")
        return _answer(wire.Removed(removed))

    async def _forget(self, ids: list[str]) -> list[str]:
        removed: list[str] = await asyncio.shield(asyncio.wrap_future(self._writer.remove(ids)))
        self.figures.removed(len(removed))
        return removed

    async def place(self, request: Request) -> Response:
        """Where a document is."""
        place = await self._in_thread(self._place, request.path_params["id"])
        if place is None:
            raise RefusalError(404, "there is no document of this id")
        return _answer(place)

    def _place(self, name: str) -> Place | None:
        with self._gate.shared():
            return self._store.place(name)

    async def health(self, request: Request) -> Response:
        """The service answers."""
        return _answer(wire.Health("ok"))

    async def metrics(self, request: Request) -> Response:
        """Counters and times."""
        return Response(await self._in_thread(self._figures), headers={"content-type": CONTENT_TYPE})

    async def openapi(self, request: Request) -> Response:
        """What there is to ask."""
        return _answer(description())


def _documents(body: bytes) -> tuple[wire.Add, list[Clean]]:
    """A request to add, and its documents."""
    asked = wire.decode(body, wire.Add)
    return asked, [wire.clean_of(document) for document in asked.documents]


def _answer(found: Any) -> Response:
    return Response(wire.encode(found), media_type="application/json")


def application(service: Service, token: str, port: int, config: ServiceConfig) -> ASGIApp:
    """The app; it answers on this port to whoever knows the token, or with none to this machine."""
    routes = [
        Route(
            path.replace("{id}", "{id:path}"), methods=[method.upper() for method in methods],
            endpoint=_by_method({method.upper(): getattr(service, name) for method, name in methods.items()}),
        )
        for path, methods in PATHS.items()
    ]  # fmt: skip

    async def refused(request: Request, error: Exception) -> Response:
        return refusal(error if isinstance(error, RefusalError) else BusyError(503, str(error)))

    async def unknown(request: Request, error: Exception) -> Response:
        status = getattr(error, "status_code", 404)
        said = "there is no such address; see /openapi.json" if status == 404 else "this address has other methods"
        return refusal(RefusalError(status, said, getattr(error, "headers", None)))

    handlers: dict[Any, Any] = {CleanroomError: refused, 404: unknown, 405: unknown}
    app = Guard(Starlette(routes=routes, exception_handlers=handlers), token, port, config)
    return Timed(app, service.figures, {f"/{path.split('/')[1]}" for path in PATHS})


Answering = Callable[[Request], Awaitable[Response]]


def _by_method(answers: dict[str, Answering]) -> Answering:
    """What answers each method of an address. What is posted must be JSON, which no page of another site can post."""

    async def answer(request: Request) -> Response:
        given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if request.method == "POST" and given != "application/json":
            raise RefusalError(415, "send JSON: Content-Type: application/json")
        return await answers["GET" if request.method == "HEAD" else request.method](request)

    return answer
