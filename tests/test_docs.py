"""The documentation builds without a warning, and its reference says what the code says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from running import PATIENCE, ROOT, environment

from cleanroom.clean.kinds import KINDS
from cleanroom.clean.rules import default_rules
from cleanroom.cli import COMMANDS
from cleanroom.records import REJECT_CODES

sys.path.insert(0, str(ROOT / "docs/site"))
from plots import PLOTS  # beside the builder of the site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built documentation. Plugins of mkdocs may be as old as they like: warnings are not errors."""
    out = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs/site/build.py"), str(out)], capture_output=True, text=True, check=False,
        env=environment(PYTHONWARNINGS="default"), timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def test_the_site_has_every_page(site: Path) -> None:
    """Every page of the documentation is in the built site, and none of them is left out of its contents."""
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "benchmarks").glob("*.md")]
    names = [page.relative_to(ROOT).with_suffix(".html").as_posix() for page in pages]
    names = [name.replace("README.html", "index.html") for name in names]
    assert [name for name in names if not (site / "html" / name).is_file()] == []
    contents = (site / "mkdocs.yml").read_text(encoding="utf-8")
    assert [page.name for page in pages if page.name not in contents] == []


def test_the_reference_is_complete(site: Path) -> None:
    """The reference names every command, kind, rule and code of a reject."""
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (site / "pages/docs/reference").glob("*.md")}
    assert [name for name in COMMANDS if f"## cleanroom {name}\n" not in pages["commands"]] == []
    assert [kind for kind in KINDS if f"`{kind}`" not in pages["kinds"]] == []
    assert [rule.code for rule in default_rules().rules if f"`{rule.code}`" not in pages["rules"]] == []
    assert [reject for reject in REJECT_CODES if f"`{reject}`" not in pages["files"]] == []
    assert "every number" in pages["settings"].lower()
    assert "| `threshold` | `0.3` |" in pages["settings"]


def test_plots_show_what_the_code_says() -> None:
    """The plots that the pages show are those that `docs/site/plots.py` draws now."""
    for name, drawn in PLOTS.items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == drawn(), "run: python docs/site/plots.py"
        assert any(f"({name})" in page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md"))


def test_the_format_that_is_shown_is_there() -> None:
    """The line that registers a format stands in the page as in the code."""
    (line,) = re.findall(r"^register\(.*\)$", (ROOT / "docs/extending.md").read_text(encoding="utf-8"), re.M)
    assert line in (ROOT / "cleanroom/read/formats/html.py").read_text(encoding="utf-8")


def test_every_limit_has_a_test() -> None:
    """Each row of the table of limits names tests that there are."""
    rows = re.findall(r"^\|.*\|$", (ROOT / "docs/limits.md").read_text(encoding="utf-8"), re.M)[2:]
    files = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    there = {name for file in files for name in re.findall(r"^def (test_\w+)", file, re.M)}
    assert len(rows) >= 10
    for row in rows:
        named = re.findall(r"`(test_\w+)`", row)
        assert named, row
        assert set(named) <= there, row
