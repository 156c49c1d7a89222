"""A record's own fields through every pair of formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from running import cleanroom

from cleanroom.read import read
from cleanroom.records import Raw
from cleanroom.write import write

TEXT = "The council met on Monday to discuss the new bridge over the river."
FORMS = ("jsonl", "jsonl.gz", "jsonl.bz2", "jsonl.xz", "jsonl.zst", "parquet")

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.booleans() | st.integers(-(2**80), 2**80) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
FIELDS = st.dictionaries(st.sampled_from(["own", "crawl", "n", "überschrift", "tags"]), VALUES, max_size=4)


def back(path: Path) -> dict[str, Any]:
    """The other fields of the only record of a file."""
    (record,) = read([str(path)])
    assert isinstance(record, Raw)
    assert (record.id, record.content) == ("a", TEXT)
    return dict(record.fields)


def same(found: Any, given_value: Any) -> bool:
    """The same value, or its JSON where a column has no type for it; lists of Parquet have one type of member."""
    if found == given_value or (isinstance(found, str) and json.loads(found) == given_value):
        return True
    both_lists = isinstance(found, list) and isinstance(given_value, list) and len(found) == len(given_value)
    return both_lists and all(map(same, found, given_value))


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(fields=FIELDS)
def test_own_fields_travel_through(form: str, tmp_path: Path, fields: dict[str, Any]) -> None:
    """Written as JSON lines, read, written in any format and read again, every field of a record has its value."""
    write([{"id": "a", "text": TEXT, **fields}], tmp_path / "first.jsonl")
    first = back(tmp_path / "first.jsonl")
    assert first == fields
    write([{"id": "a", "text": TEXT, **first}], tmp_path / f"second.{form}")
    second = back(tmp_path / f"second.{form}")
    if form != "parquet":
        assert second == fields
    else:
        assert second.keys() == fields.keys()
        assert all(same(second[name], value) for name, value in fields.items())


@pytest.mark.parametrize("source", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize("target", ["jsonl.gz", "parquet"])
def test_clean_keeps_own_fields(source: str, target: str, tmp_path: Path) -> None:
    """`clean` from any format of records into any other keeps the fields that it does not know."""
    row = {"id": "a", "text": TEXT, "own": "mine", "nested": "n"}
    if source == "csv":
        (tmp_path / "in.csv").write_text(f"{','.join(row)}\n{','.join(row.values())}\n")
    else:
        write([{**row, "nested": {"big": [2**70]}}], tmp_path / f"in.{source}")
    assert cleanroom("clean", str(tmp_path / f"in.{source}"), "-o", str(tmp_path / f"out.{target}")).code == 0
    fields = back(tmp_path / f"out.{target}")
    assert fields["own"] == "mine"
    expected = "n" if source == "csv" else {"big": [2**70]}
    assert same(fields["nested"], expected)
