"""Quality does not slip unseen: the floors hold, and the check fails when it must."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest
from running import ROOT

CASE = '''[[case]]
name = "one"
why = "a pointer between paragraphs"
text = """
The council met on Monday to discuss the new bridge over the river, which has been closed since spring.

READ MORE: The price of bridges

Apples were cheap at the market in the old town this week, and so were the pears from the valley.
{more}"""
removed = [{{ kind = "read_more", text = "READ MORE: The price of bridges" }}{cut}]
'''


@pytest.fixture(scope="module")
def check() -> ModuleType:
    """benchmarks/check_floors.py as a module."""
    spec = importlib.util.spec_from_file_location("check_floors", ROOT / "benchmarks" / "check_floors.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["check_floors"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with one drawer of one case."""
    (tmp_path / "fixtures" / "drawer").mkdir(parents=True)
    write_case(tmp_path)
    return tmp_path


def write_case(place: Path, more: str = "", cut: str = "") -> None:
    (place / "fixtures" / "drawer" / "a.toml").write_text(CASE.format(more=more, cut=cut), encoding="utf-8")


def call(check: ModuleType, place: Path, *arguments: str) -> int:
    code: int = check.main(list(arguments), place / "floors.toml", place / "fixtures")
    return code


def test_the_floors_hold(check: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """On the project's own cases no figure is below its floor, and the floors were measured on these cases."""
    code = check.main([])
    assert code == 0, capsys.readouterr().err


def test_a_lower_figure_fails(check: ModuleType, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A figure below its floor fails with its name, and stays until --allow-lower lowers the floor."""
    assert call(check, place, "--write") == 0
    floors = place / "floors.toml"
    floors.write_text(floors.read_text().replace("junk_cut = 1.0", "junk_cut = 1.5"))
    capsys.readouterr()
    assert call(check, place) == 1
    assert capsys.readouterr().err == "drawer: junk_cut is 1.0, its floor 1.5: repair it, or --write --allow-lower\n"
    assert call(check, place, "--write") == 1
    assert "junk_cut = 1.5" in floors.read_text()
    assert call(check, place, "--write", "--allow-lower") == 0
    assert "junk_cut = 1.0" in floors.read_text()
    assert call(check, place) == 0


def test_other_data_fail(check: ModuleType, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Floors of other data say nothing: the check asks to measure again, also for a drawer that is new or gone."""
    assert call(check, place, "--write") == 0
    write_case(place, "\nHe left.\n")
    shutil.copytree(place / "fixtures" / "drawer", place / "fixtures" / "another")
    capsys.readouterr()
    assert call(check, place) == 1
    assert capsys.readouterr().err == "".join(
        f"{drawer}: the data changed: re-measure with --write\n" for drawer in ("another", "drawer")
    )
    assert call(check, place, "--write") == 0
    assert call(check, place) == 0


def test_new_data_do_not_lower_a_floor(check: ModuleType, place: Path) -> None:
    """Cases that fail cannot be slipped in with --write: the lower figure needs --allow-lower."""
    assert call(check, place, "--write") == 0
    write_case(place, "\nA line that nothing cuts\n", ', { kind = "navigation", text = "A line that nothing cuts" }')
    assert call(check, place, "--write") == 1
    assert call(check, place, "--write", "--allow-lower") == 0
    assert "junk_cut = 0.5" in (place / "floors.toml").read_text()


def test_a_part_of_the_data_leaves_the_other_floors(check: ModuleType, tmp_path: Path) -> None:
    """Who measures one set writes its floor and keeps those of the others; who measures all drops what is gone."""
    floors, write = tmp_path / "floors.toml", check.writing(check.argparse.ArgumentParser(), ["--write"])
    compare = check.writing(check.argparse.ArgumentParser(), [])
    assert check.hold(floors, {"a": {"f1": 0.5}, "b": {"f1": 0.6}}, {"a": "1", "b": "2"}, write) == 0
    assert check.hold(floors, {"b": {"f1": 0.7}}, {"b": "2"}, write, whole=False) == 0
    assert check.tomllib.loads(floors.read_text()) == {"a": {"sha256": "1", "f1": 0.5}, "b": {"sha256": "2", "f1": 0.7}}
    assert check.hold(floors, {"a": {"f1": 0.5}}, {"a": "1"}, compare, whole=False) == 0
    assert check.hold(floors, {"a": {"f1": 0.4}}, {"a": "1"}, compare, whole=False) == 1
    assert check.hold(floors, {"a": {"f1": 0.5}}, {"a": "1"}, compare) == 1


def test_line_breaks_are_no_change(check: ModuleType, place: Path) -> None:
    """The digest is that of the content: a checkout with Windows line breaks has the same."""
    assert call(check, place, "--write") == 0
    case = place / "fixtures" / "drawer" / "a.toml"
    case.write_bytes(case.read_bytes().replace(b"\n", b"\r\n"))
    assert check.digest(case.parent) in (place / "floors.toml").read_text()


def test_lost_text_shows(check: ModuleType) -> None:
    """Each figure falls when what it stands for gets worse: nothing cut, everything cut."""
    from cleanroom.config import CleanConfig

    floors = check.measure()
    nothing = check.measure(config=CleanConfig(model=False, scraped_confidence=1.0, dump_confidence=1.0))
    assert nothing["synthetic"]["junk_cut"] == 0
    assert nothing["synthetic"]["kinds_right"] == 0
    assert nothing["synthetic"]["fields_right"] < floors["synthetic"]["fields_right"]
    reckless = check.measure(config=CleanConfig(model=False, scraped_confidence=0.2, dump_confidence=0.2))
    assert reckless["negative"]["good_kept"] < floors["negative"]["good_kept"]
