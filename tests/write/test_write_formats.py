"""Rows → text, JSON lines, Parquet."""

from __future__ import annotations

import bz2
import datetime
import decimal
import gzip
import io
import json
import lzma
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanroom.errors import OutputError, UsageError
from cleanroom.write import names, open_writer, write
from cleanroom.write.filenames import Names

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**80), 2**80) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet="abc"), inner, max_size=3),
    max_leaves=8,
)


def written(rows: list[Mapping[str, Any]], form: str) -> bytes:
    out = io.BytesIO()
    write(rows, out, form)
    return out.getvalue()


def tree(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_formats_are_chosen_by_name(tmp_path: Path) -> None:
    """The format follows from the name; a name that says nothing is an error with the remedy."""
    assert names() == ("jsonl", "parquet", "text")
    for name, start in (("a.jsonl", b'{"id"'), ("a.parquet", b"PAR1"), ("a.txt", b"x\n"), ("a.jsonl.gz", b"\x1f\x8b")):
        write([{"id": "a", "text": "x"}], tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(start)
    for target, form in (("a.docx", "auto"), ("a.jsonl", "docx")):
        with pytest.raises(UsageError, match=r"jsonl"):
            write([], tmp_path / target, form)


# text

def test_one_text_is_as_it_is() -> None:
    """One text is written as it is, with a line break at its end and nothing else."""
    assert written([{"text": "One.\r\n\nTwo."}], "text") == b"One.\r\n\nTwo.\n"
    assert written([{"text": "One.\n"}], "text") == b"One.\n"
    assert written([], "text") == b""


def test_texts_are_separated_by_a_form_feed() -> None:
    """Several texts are separated by a line with nothing but a form feed."""
    assert written([{"text": "a"}, {"text": "b\n"}, {"text": "c"}], "text") == b"a\n\f\nb\n\f\nc\n"


def test_a_folder_of_texts(tmp_path: Path) -> None:
    """In a folder every text is a file under its id."""
    write([{"id": "a.txt", "text": "1"}, {"id": "sub/b", "text": "2"}, {"id": "статья", "text": "3"}], tmp_path / "out")
    assert tree(tmp_path / "out") == {"a.txt": "1\n", "sub/b.txt": "2\n", "статья.txt": "3\n"}


HOSTILE = [
    "../up", "../../etc/passwd", "/etc/passwd", "a/../../b", ".", "..", "", "/", "a//b", ".hidden", "-rf", "con",
    "NUL.x", "a\0b", "a\nb", "https://example.org/a?b=c#d", "C:\\x", "x" * 1000, "é" * 300, "a/" * 50, " ", "a.",
    "\ud800", "~", "a*",
]


def test_no_id_leads_out_of_the_folder(tmp_path: Path) -> None:
    """Whatever the id, its file is inside the folder, not hidden, and no two share a name."""
    folder = tmp_path / "a" / "out"
    write([{"id": record_id, "text": repr(record_id)} for record_id in HOSTILE], folder)
    found = tree(tmp_path)
    assert len(found) == len(HOSTILE)
    assert all(name.startswith("a/out/") for name in found)
    assert not any(part.startswith(".") for name in found for part in name.split("/"))


CLOSE = ["a", "A", "a.txt", "a.txt/b", "a/b", "a/B", "A/b"]


@given(st.lists(st.text(max_size=20) | st.sampled_from(CLOSE), unique=True))
def test_names_are_safe_and_differ(ids: list[str]) -> None:
    """Different ids get different names, also where case does not count, and no file is a folder too."""
    given_names = Names()
    found = [given_names.of(record_id) for record_id in ids]
    folded = [name.casefold() for name in found]
    assert len(set(folded)) == len(ids)
    folders = {"/".join(name.split("/")[:depth]) for name in folded for depth in range(1, name.count("/") + 1)}
    assert not folders & set(folded)
    for name in found:
        assert name.endswith(".txt") and name.isprintable()
        assert all(part not in ("", ".", "..") for part in name.split("/"))


def test_names_do_not_change() -> None:
    """The same ids in the same order get the same names; the same id twice the same name."""
    ids = ["a", "A", "a.txt", "https://a/b?c", "a"]
    first, second = Names(), Names()
    assert [first.of(i) for i in ids] == [second.of(i) for i in ids]
    assert Names().of("a/b-c_d.1") == "a/b-c_d.1.txt"


def test_a_link_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    """A link in the output folder that leads elsewhere is an error, and nothing is written there."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "sub").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "out" / "b.txt").symlink_to(tmp_path / "elsewhere" / "b.txt")
    for record_id in ("sub/a", "b"):
        with pytest.raises(OutputError, match="a link there leads out"):
            write([{"id": record_id, "text": "x"}], tmp_path / "out")
    assert not list((tmp_path / "elsewhere").iterdir())


# JSON lines

@given(st.lists(st.dictionaries(st.text(alphabet="abcé"), JSON, max_size=4), max_size=5))
def test_json_lines_come_back(rows: list[dict[str, Any]]) -> None:
    """What is written is read back the same, whatever its size of numbers, one object a line."""
    lines = written(list(rows), "jsonl").decode().split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == rows


def test_values_that_json_has_no_word_for() -> None:
    """Dates become ISO 8601, bytes base64, NaN null, half surrogates U+FFFD, other keys and objects text."""
    row = MappingProxyType({
        "day": datetime.date(2020, 1, 2), "bytes": b"\xff", "nan": float("nan"), "set": {2, 1}, "half": "\ud800",
        "inner": MappingProxyType({"a": 1}), "price": decimal.Decimal("1.10"), "keys": {1: 2}, "big": 2**70,
        "list": [float("inf")],
    })
    assert json.loads(written([row], "jsonl")) == {
        "day": "2020-01-02", "bytes": "/w==", "nan": None, "set": [1, 2], "half": "\ufffd", "inner": {"a": 1},
        "price": "1.10", "keys": {"1": 2}, "big": 2**70, "list": [None],
    }


UNPACK = {".gz": gzip.decompress, ".bz2": bz2.decompress, ".xz": lzma.decompress}


@pytest.mark.parametrize("suffix", UNPACK)
def test_compressed_output(tmp_path: Path, suffix: str) -> None:
    """A name that ends in .gz, .bz2 or .xz is compressed, to the same bytes every time."""
    rows = [{"id": n, "text": "x" * n} for n in range(1000)]
    for name in ("a", "b"):
        write(rows, tmp_path / f"{name}.jsonl{suffix}")
    data = (tmp_path / f"a.jsonl{suffix}").read_bytes()
    assert UNPACK[suffix](data) == written(list(rows), "jsonl")
    assert data == (tmp_path / f"b.jsonl{suffix}").read_bytes()


def test_zstd_output(tmp_path: Path) -> None:
    """A name that ends in .zst is compressed with zstd."""
    import zstandard
    write([{"id": "a"}] * 1000, tmp_path / "a.jsonl.zst")
    with (tmp_path / "a.jsonl.zst").open("rb") as file:
        assert zstandard.ZstdDecompressor().stream_reader(file).read() == b'{"id":"a"}\n' * 1000


def test_zstd_or_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its package a .zst is an error that says what to install, and no file is left."""
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    with pytest.raises(UsageError, match=r"pip install 'cleanroom-corpus\[zstd\]'"):
        write([], tmp_path / "a.jsonl.zst")
    assert not list(tmp_path.iterdir())


# Parquet

def table(path: Path) -> Any:
    import pyarrow.parquet as pq

    return pq.read_table(path)


def test_parquet_has_columns_of_all_rows(tmp_path: Path) -> None:
    """Columns come from all rows; mixed types and mappings become JSON text, nothing is lost."""
    rows = [{"id": "a", "n": 1, "mixed": 1, "tags": ["x"]}, {"id": "b", "n": 2.5, "mixed": "s", "map": {"k": [1]}},
            {"id": "c", "nothing": None, "big": 2**70, "half": "\ud800"}]
    write(rows, tmp_path / "a.parquet")
    found = table(tmp_path / "a.parquet").to_pylist()
    assert [row["n"] for row in found] == [1.0, 2.5, None]
    assert [row["mixed"] for row in found] == ["1", "s", None]
    assert [row["tags"] for row in found] == [["x"], None, None]
    assert [row["map"] for row in found] == [None, '{"k":[1]}', None]
    assert (found[2]["big"], found[2]["half"], found[2]["nothing"]) == (str(2**70), "\ufffd", None)


def test_parquet_of_many_groups(tmp_path: Path) -> None:
    """A column that changes its type, or appears, in a later row group is whole in the end."""
    rows: list[dict[str, Any]] = [{"id": n, "v": n} for n in range(25_000)]
    rows[20_000] = {"id": "twenty thousand", "v": 0.5, "late": "x"}
    assert write(rows, tmp_path / "a.parquet") == 25_000
    found = table(tmp_path / "a.parquet")
    assert found.column("id").to_pylist()[19_999:20_002] == ["19999", "twenty thousand", "20001"]
    assert found.column("v").to_pylist()[20_000] == 0.5
    assert found.column("late").null_count == 24_999


def test_empty_outputs(tmp_path: Path) -> None:
    """No rows give an empty file that its readers accept."""
    for name in ("a.jsonl", "a.txt"):
        assert write([], tmp_path / name) == 0
        assert (tmp_path / name).read_bytes() == b""
    write([], tmp_path / "a.parquet")
    assert table(tmp_path / "a.parquet").num_rows == 0


def test_writers_take_rows_one_by_one(tmp_path: Path) -> None:
    """A writer is a context that takes rows as they come."""
    with open_writer(tmp_path / "a.jsonl") as writer:
        writer.write({"id": "a"})
        writer.write({"id": "b"})
    assert (tmp_path / "a.jsonl").read_text() == '{"id":"a"}\n{"id":"b"}\n'
