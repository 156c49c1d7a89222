"""The overview and the most telling cases as one page: no server, no network, nothing outside the file."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from cleanroom.audit import views
from cleanroom.audit.marked import marked
from cleanroom.audit.queries import Audit
from cleanroom.audit.render import asset, inline, page
from cleanroom.audit.review import QUEUES
from cleanroom.write.atomic import atomic

Row = dict[str, Any]

#: characters of raw text shown on either side of a cut
_AROUND = 500


def write_report(audit: Audit, path: str | Path, most: int) -> int:
    """Write the page, whole or not at all; gives the number of cases. Raises OutputError."""
    found = cases(audit, most)
    html = page(
        "report.html", "", title=f"cleanroom audit of {audit.folder.resolve().name}", cases=found, queues=QUEUES,
        style=inline("audit.css"), policy=_policy(), **views.overview(audit),
    )  # fmt: skip
    with atomic(path) as stream:
        stream.write(html.encode("utf-8", "backslashreplace"))
    return len(found)


def _policy() -> str:
    """Only this page's own style; no script, no image, no connection."""
    digest = b64encode(hashlib.sha256(asset("audit.css")).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'"


def cases(audit: Audit, most: int) -> list[Row]:
    """The most telling cases: of each borderline list the first ones in turn, each document once."""
    lists = [
        [{**row, "queue": name} for row in audit.queue(name)] for name, queue in QUEUES.items() if not queue.sampled
    ]
    seen: set[str] = set()
    found: list[Row] = []
    for row in filter(None, chain.from_iterable(zip_longest(*lists))):
        if row["document"] not in seen and len(found) < most:
            seen.add(row["document"])
            found.append({**row, **_case(audit, row)})
    order = list(QUEUES)
    return sorted(found, key=lambda row: (order.index(row["queue"]), row["place"]))


def _case(audit: Audit, row: Row) -> Row:
    """What there is to see of a case: two texts side by side, or a cut in its text."""
    document = audit.document(row["document"]) or {}
    if row["other"]:
        other = audit.document(row["other"])
        return {"left": other, "right": document, "diff": views.side_by_side(audit, other, document)}
    raw, cuts = audit.texts(document, "raw")["raw"], audit.cuts(document)
    start, end = max(0, row["start"] - _AROUND), row["end"] + _AROUND
    return {"right": document, "diff": None, "marked": marked(raw[:end], cuts, "raw", start)}
