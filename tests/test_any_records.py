"""Whatever values records hold, a run reads them or says why not, and loses none."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from running import by_id, lines, summary

import cleanroom

TEXT = "The council met on Monday to discuss the new bridge over the river, which has been closed since spring."
ODD_TEXTS = (
    "", " ", "\0", "\ud800", "\u202e", "\ufeff", "../../x", "http://[", "http://[::1]:x/", "https://a.b:99999999/",
    "//", "2024-13-45", "9999999999-01-01", "0000-00-00", "2024-02-30T25:61:61+99:99", "٢٠٢٤-٠١-٠١", "\r\n\t", "1e999",
    "null", "\x1b[31m", "\u0301" * 50, ".", "=cmd()", "<script>", "{{x}}", "%00", "'", '"', "\\", TEXT,
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(ODD_TEXTS),
    st.sampled_from([None, True, 0, -1, 2**63, -(2**63) - 1, 2**64, 10**400, 1.5, math.inf]),
    st.sampled_from([[], {}, [[], {}], {"": ""}]),
)
#: what people call their own fields, those that a run's files have among them
NAMES = st.sampled_from([
    "url", "date", "title", "author", "lang", "source", "html", "content", "story", "copies", "kept", "role", "raw",
    "notes", "comments", "fields", "removed", "kind_of_input", "index_story", "", " ", "a.b", "\0", "ä", "ID", '"',
    "x" * 300, "\ud800",
])  # fmt: skip
TEXTS = st.one_of(st.sampled_from([TEXT, f"{TEXT} Again.", f"{TEXT[:60]}\n\nShare this article"]), VALUES)
RECORDS = st.lists(
    st.tuples(st.fixed_dictionaries({}, optional={"id": VALUES | st.integers(0, 3), "text": TEXTS, "own": VALUES}),
              st.dictionaries(NAMES, VALUES, max_size=3)).map(lambda parts: {**parts[1], **parts[0]}),
    min_size=1, max_size=8,
)  # fmt: skip


@pytest.mark.parametrize("clean", [True, False], ids=["run", "dedup"])
@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])  # no smaller example is sought: it takes minutes
@given(RECORDS)
@example([{"id": 1, "text": TEXT, "own": 10**400}, {"id": 2, "text": f"{TEXT} Again.", "own": 2**64}])
@example([{"id": 1, "text": TEXT, "own": math.inf, "\ud800": 1}, {"own": math.inf, "\ud800": 1}])
def test_no_record_is_lost(
    clean: bool, tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]]
) -> None:
    """Each record is a document or a reject, and the field of its own that a kept one brought has its value."""
    folder = tmp_path_factory.mktemp("any")
    rows = [json.dumps(record) for record in [{"id": "first", "text": TEXT[::-1]}, *records]]
    (folder / "in.jsonl").write_text("\n".join(rows), encoding="utf-8")
    cleanroom.run([str(folder / "in.jsonl")], out=folder / "out", clean=clean)
    assert summary(folder / "out")["read"] == len(rows)
    given_first = {str(record["id"]): record for record in reversed(records) if isinstance(record.get("id"), int)}
    for name, row in by_id(lines(folder / "out/kept.jsonl")).items():
        if name in given_first and "own" in given_first[name] and row["text"]:
            assert row["own"] == plain(given_first[name]["own"])


def plain(value: Any) -> Any:
    """What JSON and UTF-8 can say of a value."""
    if isinstance(value, str):
        return value.replace("\ud800", "\ufffd")
    return None if value == math.inf else value
