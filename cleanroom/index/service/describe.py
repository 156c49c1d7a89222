"""The service as an OpenAPI 3.1 description, made from the types that decode its requests."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from cleanroom.index.service import wire
from cleanroom.records import Place
from cleanroom.version import __version__

#: address -> method -> the function of `app.Service` that answers
PATHS: dict[str, dict[str, str]] = {
    "/documents": {"post": "add"},
    "/documents/{id}": {"get": "place", "delete": "remove_one"},
    "/query": {"post": "query"},
    "/remove": {"post": "remove"},
    "/health": {"get": "health"},
    "/metrics": {"get": "metrics"},
    "/openapi.json": {"get": "openapi"},
}
#: function -> what it does, the request, the answer
_CALLS: dict[str, tuple[str, type | None, type | None]] = {
    "add": ("Take documents; the answer comes when they are on the disk.", wire.Add, wire.Added),
    "place": ("Where a document is.", None, Place),
    "remove_one": ("Forget a document.", None, wire.Removed),
    "query": ("Compare texts with all documents.", wire.Query, wire.Found),
    "remove": ("Forget documents; ids that are not there are passed over.", wire.Remove, wire.Removed),
    "health": ("Whether the service answers; needs no token.", None, wire.Health),
    "metrics": ("Counters and times, in the text format of Prometheus.", None, None),
    "openapi": ("This description.", None, None),
}
_REFUSALS = {
    "400": "The body is no JSON, or does not fit.",
    "401": "The token is missing or wrong.",
    "403": "A page of another site asks.",
    "404": "There is no document of this id.",
    "408": "The request did not arrive in time.",
    "413": "The body is too large.",
    "415": "The body is not declared as JSON.",
    "421": "The request names another machine.",
    "429": "Too many documents wait; ask again after Retry-After.",
    "503": "Too many requests at once, or the index cannot be reached; ask again after Retry-After.",
}
_ALWAYS = ("403", "421", "503")
_BODY = ("400", "408", "413", "415")


@cache
def description() -> dict[str, Any]:
    """The description, as plain values."""
    types = [kind for _, *both in _CALLS.values() for kind in both if kind is not None]
    _, components = msgspec.json.schema_components(
        [*types, wire.Problem], ref_template="#/components/schemas/{name}"
    )  # fmt: skip
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "cleanroom index", "version": __version__, "license": {"name": "Apache-2.0"},
            "description": "A lasting index of texts: stories that keep coming, and which text matches which.",
        },
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "paths": {
            path: {method: _operation(path, method, name) for method, name in methods.items()}
            for path, methods in PATHS.items()
        },
    }  # fmt: skip


def _operation(path: str, method: str, name: str) -> dict[str, Any]:
    said, asked, answered = _CALLS[name]
    refusals = [*_ALWAYS, *(_BODY if asked else ()), *(("404",) if "{id}" in path else ())]
    refusals += [*(("401",) if name != "health" else ()), *(("429",) if name in _CHANGING else ())]
    operation: dict[str, Any] = {
        "operationId": name, "summary": said,
        # with no token set, none is needed
        "security": [] if name == "health" else [{"token": []}, {}],
        "responses": {"200": {"description": "Done.", "content": _content(name, answered)}},
    }  # fmt: skip
    for code in sorted(refusals):
        operation["responses"][code] = {"description": _REFUSALS[code], "content": _content(name, wire.Problem)}
    if asked:
        operation["requestBody"] = {"required": True, "content": _content(name, asked)}
    if "{id}" in path:
        id_schema = msgspec.json.schema(wire.Id)
        operation["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": id_schema}]
    return operation


_CHANGING = ("add", "remove", "remove_one")


def _content(name: str, kind: type | None) -> dict[str, Any]:
    if kind is None:
        return {"text/plain": {"schema": {"type": "string"}}} if name == "metrics" else {
            "application/json": {"schema": {"type": "object"}}
        }  # fmt: skip
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{kind.__name__}"}}}
