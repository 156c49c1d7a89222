"""Templates to pages. Everything that a template prints is made visible, then escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from cleanroom.audit import plots, views
from cleanroom.audit.shown import name_of, parts, shorten, visible
from cleanroom.clean.kinds import KINDS
from cleanroom.decisions.decision import MEANINGS

#: asset -> type; nothing else is served
ASSETS = {"audit.css": "text/css", "audit.js": "text/javascript", "icon.svg": "image/svg+xml"}


@cache
def environment() -> Environment:
    """The templates with their filters."""
    made = Environment(
        loader=PackageLoader("cleanroom.audit", "pages"), autoescape=True, finalize=visible,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(
        n=lambda number: f"{number:,}",
        share=_share,
        score=_score,
        short=shorten,
        parts=parts,
        group=views.group_of,
        name=name_of,
        exact=lambda value: escape(str(value)),
    )
    made.globals.update(bar=plots.bar, kinds=KINDS, meanings=MEANINGS, reason_of=views.reason_of)
    return made


def page(name: str, root: str, **context: Any) -> str:
    """A page; `root` is what its links begin with, "" where nothing can be linked to."""

    def link(target: str, **query: Any) -> str:
        wanted = {key: value for key, value in query.items() if value not in (None, "")}
        return f"{root}{target}{'?' + urlencode(wanted) if wanted else ''}" if root else ""

    return environment().get_template(name).render(link=link, linked=bool(root), **context)


@cache
def asset(name: str) -> bytes:
    """A file that pages need, from the package."""
    return files("cleanroom.audit").joinpath("assets", name).read_bytes()


def inline(name: str) -> Markup:
    """A text asset to be put into a page as it is: ours, so not escaped."""
    return Markup(asset(name).decode())


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def _score(value: float | None) -> str:
    """Three digits, cut off: 0.2998 is not at a threshold of 0.3."""
    return "–" if value is None else f"{int(value * 1000 + 1e-9) / 1000:.3f}"
