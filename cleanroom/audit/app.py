"""The local web app: addresses to views, forms to decisions. Serves one run, on this machine only."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from cleanroom.audit import views
from cleanroom.audit.decide import CORRECTIONS, pending, record, states
from cleanroom.audit.guard import Guard
from cleanroom.audit.marked import marked
from cleanroom.audit.queries import DOCUMENT_ORDERS, STORY_ORDERS, Audit, DocumentFilter, StoryFilter, filter_from
from cleanroom.audit.render import ASSETS, asset, page
from cleanroom.audit.review import QUEUES, estimate, key_of, reviewed
from cleanroom.clean.kinds import KINDS
from cleanroom.decisions import NAME, load
from cleanroom.errors import CleanroomError, UsageError
from cleanroom.web.gate import Gate

#: cuts of a document that get a row with buttons; the others are marked in the text all the same
_MOST_CUTS = 400
#: bytes of a form: ids may be long, texts are never sent
_FORM = 65_536
#: where a form may lead back to: a page of ours
_BACK = re.compile(r"[a-z]+(\?[^\s#]*)?")

Page = Callable[[Request], Response]
#: applies the decisions of the run; gives what to say about it
Apply = Callable[[], str]


class Pages:
    """The pages of one run. `apply` applies its decisions to it; without, pages say which command does."""

    def __init__(self, audit: Audit, token: str, apply: Apply | None = None) -> None:
        self.audit, self.root, self._apply, self._gate = audit, f"/{token}/", apply, Gate()

    def alone(self, name: str) -> Page:
        """A page as it is asked for: not while decisions are being applied."""

        def asked(request: Request) -> Response:
            with self._gate.shared():
                found: Response = getattr(self, name)(request)
                return found

        return asked

    def apply(self, request: Request) -> Response:
        """Apply the decisions, with nobody looking, and open the run again."""
        if self._apply is None:
            return self.missing(request, "such page")
        with self._gate.exclusive():
            said = self._apply()
            old, self.audit = self.audit, Audit(self.audit.folder)
            old.close()
            self.audit.search.start()
        return RedirectResponse(f"{self.root}decisions?said={quote(said)}", 303)

    def shown(self, template: str, request: Request, title: str, status: int = 200, **context: Any) -> Response:
        """A page with what all pages have."""
        query = f"?{request.url.query}" if request.url.query else ""
        here = request.url.path.removeprefix(self.root)
        html = page(
            template, self.root, title=title, here=context.pop("here", here), folder=str(self.audit.folder),
            back=context.pop("back", f"{here}{query}"), pending=pending(self.audit),
            said=request.query_params.get("said", "")[:200], **context,
        )  # fmt: skip
        return HTMLResponse(html, status)

    def missing(self, request: Request, what: str) -> Response:
        """There is no such thing in this run."""
        return self.shown("error.html", request, "Not found", 404, message=f"This run has no {what}.", here="")

    def overview(self, request: Request) -> Response:
        """Counts, plots, settings."""
        return self.shown("overview.html", request, "Overview", **views.overview(self.audit))

    def stories(self, request: Request) -> Response:
        """The list of stories."""
        wanted = filter_from(StoryFilter, request.query_params)
        return self.shown(
            "stories.html", request, "Stories", wanted=wanted, found=self.audit.stories(wanted), query=_query(wanted),
            orders=[(name, order[0]) for name, order in STORY_ORDERS.items()], sources=self.audit.sources[:500],
        )  # fmt: skip

    def story(self, request: Request) -> Response:
        """One story."""
        name = request.query_params.get("id", "")
        context = views.story(self.audit, name, request.query_params.get("member", ""))
        if context is None:
            return self.missing(request, "such story")
        title = context["story"]["title"] or name
        return self.shown("story.html", request, title[:80], here="stories", **context)

    def compare(self, request: Request) -> Response:
        """Two documents."""
        asked = request.query_params
        context = views.compared(self.audit, asked.get("left", ""), asked.get("right", ""))
        if context is None:
            return self.missing(request, "such document")
        return self.shown("compare.html", request, "Two documents", here="stories", **context)

    def documents(self, request: Request) -> Response:
        """The list of documents."""
        wanted = filter_from(DocumentFilter, request.query_params)
        return self.shown(
            "documents.html", request, "Documents", wanted=wanted, found=self.audit.documents(wanted),
            orders=[(name, order[0]) for name, order in DOCUMENT_ORDERS.items()], query=_query(wanted),
            every_kind=[(kind, kind) for kind in KINDS], sources=self.audit.sources[:500], rules=self.audit.rules,
        )  # fmt: skip

    def document(self, request: Request) -> Response:
        """One document."""
        asked = request.query_params
        at = asked.get("at", "0")
        context = views.document(
            self.audit, asked.get("id", ""), asked.get("view", "raw"), int(at) if at.isdecimal() and len(at) < 12 else 0
        )
        if context is None:
            return self.missing(request, "such document")
        title = context["document"]["title"] or context["document"]["id"]
        kinds = [(kind, kind) for kind in KINDS]
        return self.shown(
            "document.html", request, title[:80], here="documents", every_kind=kinds, most_cuts=_MOST_CUTS, **context
        )

    def rules(self, request: Request) -> Response:
        """The rules that cut something."""
        chosen = request.query_params.get("rule", "")
        return self.shown("rules.html", request, "Rules", chosen=chosen, **views.rules(self.audit))

    def review(self, request: Request) -> Response:
        """The next item of a list that nobody has reviewed."""
        chosen = request.query_params.get("queue", "accepted")
        if chosen not in QUEUES:
            return self.missing(request, "such list")
        done = reviewed(load(self.audit.folder / NAME, missing_ok=True))
        lists = {name: self.audit.queue(name) for name in QUEUES}
        item = next((row for row in lists[chosen] if key_of(chosen, row) not in done), None)
        queues = [
            (name, queue, len(lists[name]), sum(key[0] == name for key in done)) for name, queue in QUEUES.items()
        ]
        correction = {"split": "split off", "merge": "merge", "keep": "keep the text"}[CORRECTIONS[chosen]]
        return self.shown(
            "review.html", request, "Review", queues=queues, chosen=chosen, queue=QUEUES[chosen], item=item,
            estimate=estimate(chosen, done), correction=correction, back=f"review?queue={chosen}", **self._item(item),
        )  # fmt: skip

    def _item(self, item: dict[str, Any] | None) -> dict[str, Any]:
        """What there is to see of an item."""
        if item is None:
            return {"pair": None}
        if item["other"]:
            return {"pair": views.compared(self.audit, item["other"], item["document"])}
        found = self.audit.document(item["document"]) or {}
        raw, cuts = self.audit.texts(found, "raw")["raw"], self.audit.cuts(found)
        this = [cut for cut in cuts if cut["start"] == item["start"]]
        shown = marked(raw[: item["end"] + 600], this, "raw", max(0, item["start"] - 600))
        return {"pair": None, "document": found, "marked": shown}

    def decisions(self, request: Request) -> Response:
        """Every decision and its state."""
        rows, can_apply = states(self.audit), self._apply is not None
        return self.shown("decisions.html", request, "Decisions", rows=rows, can_apply=can_apply)

    def decide(self, request: Request, form: dict[str, str]) -> Response:
        """Take a decision down, and lead back to where it was taken."""
        with self._gate.shared():
            made = record(self.audit, form)
        back = form.get("back", "")
        back = re.sub(r"[?&]said=[^&]*", "", back) if _BACK.fullmatch(back) else "decisions"
        if made[0].action == "review":
            return RedirectResponse(f"{self.root}{back}", 303)
        said = quote(f"Taken down: {made[0].action}. It is not applied yet: see Decisions.")
        return RedirectResponse(f"{self.root}{back}{'&' if '?' in back else '?'}said={said}", 303)

    def asset(self, request: Request) -> Response:
        """Style, script, icon."""
        name = request.path_params["name"]
        return Response(asset(name), media_type=ASSETS[name]) if name in ASSETS else Response(status_code=404)


def _query(wanted: StoryFilter | DocumentFilter) -> dict[str, Any]:
    """A filter as the query of an address, without its page."""
    return {name: value for name, value in asdict(wanted).items() if value not in ("", None) and name != "page"}


def application(audit: Audit, token: str, port: int, apply: Apply | None = None) -> ASGIApp:
    """The app for one run; it answers on this port of this machine, to whoever knows the token."""
    pages = Pages(audit, token, apply)
    shown = ("overview", "stories", "story", "compare", "documents", "document", "rules", "review", "decisions")
    routes = [Route(f"/{name}", pages.alone(name), methods=["GET"]) for name in shown]
    routes += [
        Route("/", lambda request: RedirectResponse(f"{pages.root}overview", 303), methods=["GET"]),
        Route("/assets/{name}", pages.asset, methods=["GET"]),
        Route("/decide", _posted(pages), methods=["POST"]),
        Route("/apply", pages.apply, methods=["POST"]),
    ]

    def failed(request: Request, error: Exception) -> Response:
        return pages.shown("error.html", request, "Not possible", 400, message=str(error), here="")

    def lost(request: Request, error: Exception) -> Response:
        return pages.missing(request, "such page")

    return Guard(Starlette(routes=routes, exception_handlers={CleanroomError: failed, 404: lost}), token, port)


def _posted(pages: Pages) -> Callable[[Request], Awaitable[Response]]:
    """The address of forms; a body beyond their size is not read."""

    async def decide(request: Request) -> Response:
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > _FORM:
                return Response("too large\n", 413)
        try:
            form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20))
        except ValueError:
            raise UsageError("a form has 20 fields at most; send what the page sends") from None
        return await run_in_threadpool(pages.decide, request, form)

    return decide
