"""What the user names → which files are read, and under which ids."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from cleanroom.errors import UsageError
from cleanroom.read import bytes_at_hand, read
from cleanroom.records import Raw, Reject


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    hidden = ("seeds/.hidden.txt", "seeds/.git/x.txt")
    for name in ("seeds/b.txt", "seeds/a.txt", "seeds/sub/c.txt", "other/d.txt", *hidden):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"text of {name}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ids(*paths: str) -> list[str]:
    items = list(read(paths))
    assert all(isinstance(item, Raw) for item in items)
    return [item.id for item in items if isinstance(item, Raw)]


def test_folders_are_read_sorted_without_hidden_files(tree: Path) -> None:
    """A folder is read with its sub-folders, sorted by name; hidden files and folders are skipped."""
    assert ids("seeds") == ids("seeds/") == ids(str(tree / "seeds")) == ["a.txt", "b.txt", "sub/c.txt"]


def test_bytes_at_hand(tree: Path) -> None:
    """The bytes of files on this machine are counted up to a limit; what has no size, or is missing, counts nothing."""
    assert bytes_at_hand(["seeds", "other/d.txt"], 10**9) == sum(
        len(f"text of {name}") for name in ("seeds/b.txt", "seeds/a.txt", "seeds/sub/c.txt", "other/d.txt")
    )
    assert bytes_at_hand(["seeds"], 20) == 2 * len("text of seeds/a.txt")
    for nothing in ([], ["-"], ["missing"], ["-", "-"], ["https://example.invalid/crawl.jsonl"]):
        assert bytes_at_hand(nothing, 10**9) == 0


def test_folder_glob_and_files_give_the_same_ids(tree: Path) -> None:
    """A folder, a glob of its files and the files themselves give the same ids."""
    assert ids("seeds/*.txt") == ids("seeds/a.txt", "seeds/b.txt") == ["a.txt", "b.txt"]
    assert ids("./seeds/../seeds/a.txt") == ids("seeds/a.txt") == ["a.txt"]


def test_ids_are_below_the_common_folder(tree: Path) -> None:
    """Inputs of several folders get ids below the folder they share, in the order given."""
    assert ids("seeds/sub", "other") == ["seeds/sub/c.txt", "other/d.txt"]
    assert ids("other/d.txt", "seeds/a.txt") == ["other/d.txt", "seeds/a.txt"]


def test_globs_the_shell_left_are_expanded(tree: Path) -> None:
    """A glob is expanded, `**` goes into folders, and a file with a bracket in its name is just a file."""
    assert ids("seeds/**/*.txt") == ["a.txt", "b.txt", "sub/c.txt"]
    Path("odd[1].txt").write_text("x")
    assert ids("odd[1].txt") == ["odd[1].txt"]


def test_a_file_named_twice_is_read_once(tree: Path) -> None:
    """A file that a folder and a glob both name is read once."""
    assert ids("seeds", "seeds/*.txt", "seeds/a.txt") == ["a.txt", "b.txt", "sub/c.txt"]


def test_sources_are_the_paths_as_given(tree: Path) -> None:
    """The source of a record is the path as the user would type it."""
    assert [item.source for item in read(["seeds"])] == ["seeds/a.txt", "seeds/b.txt", "seeds/sub/c.txt"]


@pytest.mark.parametrize("paths, said", [
    (["nowhere.txt"], "no such file: nowhere.txt"),
    (["seeds/a.txt", "nowhere/"], "no such file: nowhere/"),
    (["seeds/*.html"], r"no file matches seeds/\*\.html"),
    (["empty"], "no files in empty"),
    (["-", "-"], "only once"),
    (["dangling"], "link to nothing"),
])
def test_wrong_arguments_are_said_at_once(tree: Path, paths: list[str], said: str) -> None:
    """A missing path, a glob or folder without files, and - twice are errors of one line with the remedy."""
    Path("empty").mkdir()
    Path("empty/.hidden").write_text("x")
    Path("dangling").symlink_to("nowhere")
    with pytest.raises(UsageError, match=said) as error:
        read(paths)
    assert "\n" not in str(error.value)


def test_an_unknown_form_is_said_at_once() -> None:
    """An unknown form is an error that names those there are."""
    with pytest.raises(UsageError, match="choose one of auto, csv, html, json, jsonl, parquet, text, warc"):
        read(["-"], form="docx")


def test_link_loops_end(tree: Path) -> None:
    """A link to a folder above is not followed for ever; a link to another folder is."""
    Path("seeds/loop").symlink_to(tree)
    Path("seeds/more").symlink_to(tree / "other")
    found = ids("seeds")
    assert "more/d.txt" in found
    assert len(found) < 20


def test_what_cannot_be_opened_in_a_folder_is_a_reject(tree: Path) -> None:
    """In a folder, a dead link and a named pipe are rejects; the run does not wait for the pipe."""
    os.mkfifo("seeds/pipe")
    Path("seeds/dead").symlink_to("nowhere")
    rejects = [item for item in read(["seeds"]) if isinstance(item, Reject)]
    assert [(item.source, item.code) for item in rejects] == [
        ("seeds/dead", "unreadable"), ("seeds/pipe", "unreadable"),
    ]


def test_names_that_are_no_utf_8(tree: Path) -> None:
    """A file name that is no UTF-8 gives an id that can be written."""
    path = os.fsencode(tree) + b"/caf\xe9.txt"
    with open(path, "wb") as file:  # noqa: PTH123 - Path takes no bytes
        file.write(b"x")
    assert ids(os.fsdecode(path)) == ["caf\ufffd.txt"]


def test_no_path_and_dash_are_standard_input(tree: Path) -> None:
    """No path, and -, read standard input; - can stand between files."""
    for paths in ([], ["-"]):
        assert [item.source for item in read(paths, stdin=io.BytesIO(b"x"))] == ["-"]
    assert [item.source for item in read(["seeds/a.txt", "-", "other"], stdin=io.BytesIO(b"x"))] == [
        "seeds/a.txt", "-", "other/d.txt",
    ]


def test_reading_is_lazy(tree: Path) -> None:
    """A file is opened when its turn comes, not before."""
    records = read(["seeds"])
    next(records)
    Path("seeds/b.txt").write_text("changed")
    second = next(records)
    assert isinstance(second, Raw)
    assert second.content == "changed"
