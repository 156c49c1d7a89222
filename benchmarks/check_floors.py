"""The quality that was reached, pinned: a figure below its floor fails, and so does data that is not what was measured.

    python benchmarks/check_floors.py                         measure, compare with floors.toml
    python benchmarks/check_floors.py --write                 raise floors to what is reached; the data may have changed
    python benchmarks/check_floors.py --write --allow-lower   the same, and lower those that are missed

The data are the cases in fixtures/clean: for each drawer the share of the junk lines cut, of their kinds named rightly,
of the good lines kept, and of the fields right.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cleanroom.clean import clean_record
from cleanroom.config import CleanConfig
from cleanroom.records import Clean, Raw

ROOT = Path(__file__).resolve().parents[1]
FLOORS = Path(__file__).with_name("floors.toml")
FIXTURES = ROOT / "fixtures" / "clean"
FIELDS = ("title", "date", "author", "source", "lang", "kind_of_input", "comments", "captions")
#: figure -> what it is a share of; drawer -> figure -> share
SHARES = ("junk_cut", "kinds_right", "good_kept", "fields_right")
#: digits of a figure in the file: one line of the largest drawer shows
DIGITS = 4
Figures = dict[str, dict[str, float]]


def drawers(fixtures: Path) -> list[Path]:
    """The folders of cases; those that fail today are no floor."""
    return sorted(path for path in fixtures.iterdir() if path.is_dir() and path.name != "known_failures")


def digest(drawer: Path) -> str:
    """SHA-256 over names and contents of a drawer's files, whatever line breaks a checkout has."""
    found = hashlib.sha256()
    for path in sorted(drawer.glob("*.toml")):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        found.update(f"{path.name} {len(content)}\n".encode() + content)
    return found.hexdigest()


def squeeze(text: str) -> str:
    """A line without white space around it, single blanks inside."""
    return " ".join(text.split())


def lines(text: str) -> Counter[str]:
    """The lines of a text that hold something."""
    return Counter(squeeze(line) for line in text.splitlines() if line.strip())


def good_lines(text: str, junk: Counter[str]) -> Counter[str]:
    """The lines that are no junk; of one with junk in front or at its end, the rest."""
    parts = [part for part in junk if part not in lines(text)]
    good: Counter[str] = Counter()
    for line, count in (lines(text) - junk).items():
        rest = line
        for part in parts:
            rest = squeeze(rest.replace(part, " "))
        good[rest] += count
    return good


def score(case: Mapping[str, Any], page: Clean) -> Counter[str]:
    """Right and all, of each figure, in one case."""
    wanted = [(cut["kind"].split("|"), squeeze(cut["text"])) for cut in case["removed"]]
    cut = [(c.kind, squeeze(line)) for c in page.removed for line in c.text.splitlines() if line.strip()]
    junk = Counter(text for _, text in wanted)
    good = good_lines(case["text"], junk)
    fields = {name: case[name] for name in FIELDS if name in case}
    got = {name: list(v) if isinstance(v := getattr(page, name), tuple) else v for name in fields}
    return Counter(
        {
            "junk_cut": (junk & Counter(text for _, text in cut)).total(),
            "kinds_right": sum(any((kind, text) in cut for kind in kinds) for kinds, text in wanted),
            "good_kept": (good & lines(page.text)).total(),
            "fields_right": sum(got[name] == fields[name] for name in fields),
            "junk_cut of": len(wanted), "kinds_right of": len(wanted), "good_kept of": good.total(),
            "fields_right of": len(fields),
        }
    )  # fmt: skip


def measure(fixtures: Path = FIXTURES, config: CleanConfig | None = None) -> Figures:
    """The figures of every drawer, rounded down; one that is a share of nothing is left out."""
    found: Figures = {}
    for drawer in drawers(fixtures):
        count: Counter[str] = Counter()
        for path in sorted(drawer.glob("*.toml")):
            for case in tomllib.loads(path.read_text("utf-8"))["case"]:
                count.update(score(case, clean_record(Raw("case", case["text"]), config or CleanConfig())))
        reached = {name: count[name] / count[f"{name} of"] for name in SHARES if count[f"{name} of"]}
        found[drawer.name] = {name: floored(share) for name, share in reached.items()}
    return found


def faults(floors: Mapping[str, Any], figures: Figures, digests: Mapping[str, str]) -> list[str]:
    """What is wrong, a line each, with the remedy."""
    found = []
    for drawer in sorted({*floors, *figures}):
        pinned = floors.get(drawer)
        if pinned is None or drawer not in figures or pinned["sha256"] != digests[drawer]:
            found.append(f"{drawer}: the data changed: re-measure with --write")
            continue
        for name, floor in shares(pinned):
            reached = figures[drawer].get(name, 0.0)
            if reached < floor:
                found.append(f"{drawer}: {name} is {reached}, its floor {floor}: repair it, or --write --allow-lower")
    return found


def shares(pinned: Mapping[str, Any]) -> list[tuple[str, float]]:
    """The floors of one part of the data."""
    return [(name, value) for name, value in pinned.items() if name != "sha256"]


def lowered(floors: Mapping[str, Any], figures: Figures) -> list[str]:
    """The floors that writing these figures would lower, on changed data too."""
    return [
        f"{drawer}: {name} would fall from {floor} to {figures.get(drawer, {}).get(name, 0.0)}: add --allow-lower"
        for drawer, pinned in floors.items()
        for name, floor in shares(pinned)
        if figures.get(drawer, {}).get(name, 0.0) < floor
    ]


def as_toml(figures: Figures, digests: Mapping[str, str], writer: str) -> str:
    """The file of floors."""
    text = f"# Written by {writer} --write: shares reached, and the digest of the data they were measured on.\n"
    for drawer, row in figures.items():
        text += f'\n[{drawer}]\nsha256 = "{digests[drawer]}"\n'
        text += "".join(f"{name} = {value}\n" for name, value in row.items())
    return text


def floored(share: float) -> float:
    """A share, rounded down to the digits of the file."""
    return math.floor(share * 10**DIGITS) / 10**DIGITS


def hold(
    floors_file: Path, figures: Figures, digests: Mapping[str, str], args: argparse.Namespace, whole: bool = True
) -> int:
    """Compare with the file, or write it as `args` say (`writing`); gives 1 where something is wrong. Where not the
    `whole` data were measured, the floors of the rest stay as they are."""
    pinned = tomllib.loads(floors_file.read_text("utf-8")) if floors_file.exists() else {}
    apart = {} if whole else {name: row for name, row in pinned.items() if name not in figures}
    floors = {name: row for name, row in pinned.items() if name not in apart}
    wrong = faults(floors, figures, digests)
    if args.write:
        wrong = [] if args.allow_lower else lowered(floors, figures)
        if not wrong:
            held = {name: dict(shares(row)) for name, row in apart.items()} | figures
            known = {name: row["sha256"] for name, row in apart.items()} | dict(digests)
            floors_file.write_text(as_toml(held, known, Path(sys.argv[0]).name), encoding="utf-8")
    print("\n".join(wrong) or "all floors hold", file=sys.stderr if wrong else sys.stdout)
    return 1 if wrong else 0


def writing(parser: argparse.ArgumentParser, argv: list[str] | None = None) -> argparse.Namespace:
    """The arguments, with those that say whether floors are written."""
    parser.add_argument("--write", action="store_true", help="pin what is reached now, and the digest of the data")
    parser.add_argument("--allow-lower", action="store_true", help="let --write lower a floor")
    args = parser.parse_args(argv)
    if args.allow_lower and not args.write:
        parser.error("--allow-lower goes with --write")
    return args


def main(argv: list[str] | None = None, floors_file: Path = FLOORS, fixtures: Path = FIXTURES) -> int:
    """Compare or write; gives 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args = writing(parser, argv)
    figures, digests = measure(fixtures), {drawer.name: digest(drawer) for drawer in drawers(fixtures)}
    for drawer, row in figures.items():
        print(f"{drawer:14}" + "  ".join(f"{name} {value:.4f}" for name, value in row.items()))
    return hold(floors_file, figures, digests, args)


if __name__ == "__main__":
    sys.exit(main())
