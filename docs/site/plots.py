"""The plots of the documentation, from the code and from what was measured: `python docs/site/plots.py` makes them.

candidates.svg      how likely a pair is compared, by its Jaccard, at three thresholds
rule_precision.svg  how often the lines that a rule takes are junk, over the confidence that it claims
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cleanroom.clean.rules import default_rules, measured
from cleanroom.config import DedupConfig
from cleanroom.dedup.lsh import bands_and_rows, candidate_probability

DOCS = Path(__file__).resolve().parents[1]
WIDTH, HEIGHT, LEFT, TOP = 420, 260, 60, 20
COLOURS = ("#1b6ca8", "#c1440e", "#3a7d44")
#: a rule that took fewer labelled lines is not shown: its share says little
FEWEST = 20


def at(x: float, y: float) -> str:
    """A place by its two shares of the frame."""
    return f"{LEFT + x * WIDTH:.1f},{TOP + (1 - y) * HEIGHT:.1f}"


def framed(across: str, up: str, body: Iterable[str]) -> str:
    """A drawing in a frame with both axes from 0 to 1."""
    ticks = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = LEFT + share * WIDTH, TOP + (1 - share) * HEIGHT
        ticks.append(f'<path d="M{x:.1f} {TOP}V{TOP + HEIGHT}M{LEFT} {y:.1f}H{LEFT + WIDTH}" stroke="#ddd"/>')
        ticks.append(f'<text x="{x:.1f}" y="{TOP + HEIGHT + 18}" text-anchor="middle">{share:g}</text>')
        ticks.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{share:g}</text>')
    names = (
        f'<text x="{LEFT + WIDTH / 2}" y="{TOP + HEIGHT + 38}" text-anchor="middle">{across}</text>',
        f'<text transform="translate(16 {TOP + HEIGHT / 2}) rotate(-90)" text-anchor="middle">{up}</text>',
    )
    inside = "\n".join((*ticks, *names, *body))
    size = f"{LEFT + WIDTH + 20} {TOP + HEIGHT + 50}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" font-family="sans-serif" font-size="13">\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{inside}\n</svg>\n'
    )


def candidates() -> str:
    """The chance of a pair to share a band; sampled shingles, which find passages, come on top."""
    config, body = DedupConfig(), []
    for number, threshold in enumerate((config.threshold, 0.5, 0.7)):
        bands, rows = bands_and_rows(threshold, config.num_perm, config.candidate_recall)
        points = " ".join(at(j / 50, candidate_probability(j / 50, bands, rows)) for j in range(51))
        body.append(f'<polyline points="{points}" fill="none" stroke="{COLOURS[number]}" stroke-width="2"/>')
        body.append(
            f'<text x="{LEFT + WIDTH - 8}" y="{TOP + HEIGHT - 50 + 18 * number}" text-anchor="end" '
            f'fill="{COLOURS[number]}">threshold {threshold:g}: {bands} bands of {rows} rows</text>'
        )
    return framed("Jaccard of a pair", "chance to be compared", body)


def rule_precision() -> str:
    """A dot for each rule with enough labelled lines; its area grows with them."""
    found, body = measured(), []
    for rule in default_rules().rules:
        kinds = found.get(rule.code, {}).values()
        lines, right = sum(kind["lines"] for kind in kinds), sum(kind["right"] for kind in kinds)
        if lines >= FEWEST:
            x, y = at(rule.confidence, right / lines).split(",")
            radius = 2 + (lines**0.5) / 12
            said = f"{rule.code}: {right} of {lines} lines"
            look = f'fill="{COLOURS[0]}" fill-opacity=".45"'
            body.append(f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" {look}><title>{said}</title></circle>')
    return framed("confidence of a rule", "share of its lines that are junk", body)


#: file in docs/ -> what draws it
PLOTS = {"candidates.svg": candidates, "rule_precision.svg": rule_precision}

if __name__ == "__main__":
    for name, drawn in PLOTS.items():
        (DOCS / name).write_text(drawn(), encoding="utf-8")
