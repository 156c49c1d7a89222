"""Build the documentation as a site: gather the pages, write the reference from the code, run mkdocs.

    python docs/site/build.py [OUT]

OUT (build/site) gets `pages/`, what mkdocs reads, and `html/`, the site. The pages lie there as in the repository, so
that a link holds in both. Any warning is an error. A page that `NAV` does not name is listed under "More".
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from reference import PAGES  # noqa: E402  (beside this file, and needs the package)

#: section -> its pages, in order; those that are not there are left out
NAV = {
    "Start": ("README.md", "docs/start.md"),
    "How to": (
        "docs/how-to-pipe.md", "docs/how-to-corpus.md", "docs/how-to-audit.md", "docs/extending.md", "docs/service.md",
        "docs/scaling.md", "docs/index.md",
    ),
    "How it decides": ("docs/cleaning.md", "docs/dedup.md", "docs/audit.md"),
    "Reference": tuple(f"docs/reference/{name}.md" for name in PAGES),
    "How good it is": (
        "docs/comparison.md", "docs/limits.md", "docs/reliability.md", "benchmarks/html.md", "benchmarks/line_model.md",
        "benchmarks/clean_speed.md", "benchmarks/dedup_quality.md", "benchmarks/news_pairs.md",
        "benchmarks/dedup_speed.md",
    ),
}  # fmt: skip
#: what becomes part of the site
GATHERED = ("README.md", "CHANGELOG.md", "docs/*.md", "docs/*.svg", "benchmarks/*.md", "benchmarks/*.svg")


def gather(pages: Path) -> None:
    """Copy the pages into a new folder, and write those that the code says."""
    shutil.rmtree(pages, ignore_errors=True)
    for found in sorted(path for pattern in GATHERED for path in ROOT.glob(pattern)):
        place = pages / found.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found, place)
    for name, page in PAGES.items():
        place = pages / "docs/reference" / f"{name}.md"
        place.parent.mkdir(exist_ok=True)
        place.write_text(page(), encoding="utf-8")


def navigation(pages: Path) -> list[dict[str, list[str]]]:
    """The sections with the pages that there are; every page is in one."""
    there = {path.relative_to(pages).as_posix() for path in pages.rglob("*.md")}
    sections = {title: [name for name in names if name in there] for title, names in NAV.items()}
    named = {name for names in sections.values() for name in names}
    return [{title: names} for title, names in {**sections, "More": sorted(there - named)}.items() if names]


def build(out: Path) -> int:
    """Write the site into a folder; gives the exit code of mkdocs."""
    gather(out / "pages")
    settings: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["nav"] = navigation(out / "pages")
    (out / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--clean", "-f", str(out / "mkdocs.yml")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # of the theme's maintainers, to who chose it
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build/site"))
