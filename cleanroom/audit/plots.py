"""Drawings as SVG without a script or a style of their own: colours come from the page's style sheet by class."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from math import log10
from typing import Any

from markupsafe import Markup, escape

Row = dict[str, Any]
_WIDTH, _HALF, _LEFT, _BOTTOM = 640, 90, 44, 26
_CLASSES = 40
#: documents drawn above each other on a line of time; the others are counted
_STACK = 5
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


def bar(share: float, name: str = "bar") -> Markup:
    """A horizontal bar, `share` (0 to 1) of its cell filled."""
    width = f"{100 * min(max(share, 0.0), 1.0):.2f}"
    return Markup('<svg class="{}" aria-hidden="true"><rect width="{}%" height="100%" rx="2"/></svg>').format(
        name, width
    )


def scores(rows: Iterable[Row], threshold: float) -> Markup:
    """How alike compared pairs are: accepted ones above the line, rejected ones below it, on one scale."""
    accepted, rejected = [0] * _CLASSES, [0] * _CLASSES
    for row in rows:
        (rejected if row["relation"] == "different" else accepted)[row["class"]] += row["pairs"]
    top = max(*accepted, *rejected, 1)
    step = (_WIDTH - _LEFT) / _CLASSES
    drawn: list[Markup] = []
    for place, (above, below) in enumerate(zip(accepted, rejected, strict=True)):
        span = f"{place / _CLASSES:.3f} to {(place + 1) / _CLASSES:.3f}"
        for count, name, up in ((above, "accepted", True), (below, "rejected", False)):
            if count:
                height = max(1.5, _HALF * count / top)
                y = _HALF - height if up else _HALF + 1
                drawn.append(_rect(_LEFT + place * step + 0.5, y, step - 1, height, name, f"{span}: {count:,} {name}"))
    at = _LEFT + threshold * (_WIDTH - _LEFT)
    drawn.append(Markup('<line class="threshold" x1="{0}" x2="{0}" y1="0" y2="{1}"/>').format(f"{at:.1f}", 2 * _HALF))
    drawn += _scale(top)
    label = (
        f"Compared pairs by Jaccard: {sum(accepted):,} accepted above the line, {sum(rejected):,} rejected below; "
        f"threshold {threshold:g}"
    )
    return _svg(drawn, 2 * _HALF + _BOTTOM, label)


def _scale(top: int) -> list[Markup]:
    text = Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>')
    found = [
        text.format(f"{_LEFT + share * (_WIDTH - _LEFT):.0f}", 2 * _HALF + 18, "end" if share == 1 else "middle", label)
        for share, label in ((0.0, "0"), (0.25, ".25"), (0.5, ".5"), (0.75, ".75"), (1.0, "1"))
    ]
    found.append(text.format(_LEFT - 6, 12, "end", f"{top:,}"))
    found.append(text.format(_LEFT - 6, 2 * _HALF, "end", f"{top:,}"))
    found.append(Markup('<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(_LEFT, _WIDTH, _HALF, _HALF))
    return found


def sizes(rows: Sequence[Row]) -> Markup:
    """How many stories have how many documents; both axes are logarithmic."""
    if not rows:
        return Markup("")
    widest, top = max(row["size"] for row in rows), max(row["stories"] for row in rows)
    across = (_WIDTH - _LEFT - 24) / max(log10(widest), 0.3)
    height = 1.6 * _HALF
    up = (height - 16) / max(log10(top) + 0.5, 0.5)
    drawn = []
    for row in rows:
        x, tall = _LEFT + 8 + across * log10(row["size"]), up * (log10(row["stories"]) + 0.5)
        drawn.append(_rect(x - 4, height - tall, 8, tall, "accepted", f"{row['stories']:,} stories of {row['size']:,}"))
    text = Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>')
    ticks = [size for power in range(7) for size in (10**power, 2 * 10**power, 5 * 10**power) if size <= widest]
    drawn += [
        text.format(f"{_LEFT + 8 + across * log10(size):.0f}", f"{height + 18:.0f}", f"{size:,}") for size in ticks
    ]
    drawn.append(Markup('<line class="axis" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>').format(_LEFT, _WIDTH, height))
    drawn.append(Markup('<text x="{}" y="12" text-anchor="end">{}</text>').format(_LEFT - 6, f"{top:,}"))
    return _svg(drawn, height + _BOTTOM, f"Stories by number of documents, from 1 to {widest:,}")


def timeline(members: Sequence[Row]) -> Markup:
    """When the documents of a story appeared; empty where fewer than two have a date."""
    dated = [(day, member) for member in members if (day := _day(member["date"])) is not None]
    if len(dated) < 2:
        return Markup("")
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    width = _WIDTH - 40
    drawn: list[Markup] = [Markup('<line class="axis" x1="16" x2="{}" y1="60" y2="60"/>').format(_WIDTH - 16)]
    stacked: dict[int, int] = {}
    for day, member in sorted(dated, key=lambda found: (found[0], found[1]["id"])):
        x = 20 + width * (day - first) / max(last - first, 1)
        level = stacked[round(x / 9)] = stacked.get(round(x / 9), -1) + 1
        if level < _STACK:
            said = Markup("<title>{} · {} · {}</title>").format(member["date"], member["source"], member["role"])
            drawn.append(
                Markup('<circle class="{}" cx="{}" cy="{}" r="4">{}</circle>').format(
                    member["role"], f"{x:.1f}", 60 - 9 * level, said
                )
            )
    for column, level in stacked.items():
        if level >= _STACK:
            more = Markup('<text x="{}" y="16" text-anchor="middle">+{}</text>')
            drawn.append(more.format(9 * column, level + 1 - _STACK))
    for x, anchor, day in ((16, "start", first), (_WIDTH - 16, "end", last)):
        drawn.append(
            Markup('<text x="{}" y="80" text-anchor="{}">{}</text>').format(
                x, anchor, date.fromordinal(day).isoformat()
            )
        )
    return _svg(drawn, 90, f"{len(dated)} dated documents of this story on a line of time")


def _day(text: str) -> int | None:
    """The day of a date that begins as ISO 8601 does."""
    found = _DATE.match(text)
    if not found:
        return None
    try:
        return date(*map(int, found.groups())).toordinal()
    except ValueError:
        return None


def _rect(x: float, y: float, width: float, height: float, name: str, said: str) -> Markup:  # noqa: PLR0913, PLR0917
    return Markup(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>'
    ).format(name, f"{x:.1f}", f"{y:.1f}", f"{width:.1f}", f"{height:.1f}", said)  # fmt: skip


def _svg(drawn: Sequence[Markup], height: float, label: str) -> Markup:
    head = Markup('<svg class="plot" viewBox="0 0 {} {}" role="img" aria-label="{}">').format(
        _WIDTH, f"{height:.0f}", label
    )
    return head + Markup("").join(drawn) + Markup("</svg>") if drawn else escape("")
