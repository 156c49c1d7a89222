"""One record per id, and records in batches."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cleanroom.config import ReadConfig
from cleanroom.read import batches, unique
from cleanroom.records import Raw, Reject

A = Raw("a", "one", source="x.jsonl", position=1)


def test_the_same_record_again_is_rejected() -> None:
    """A record that comes again with the same content is a reject that says where the first one is."""
    again = replace(A, source="y.jsonl", position=9)
    assert list(unique([A, again])) == [
        A, Reject("y.jsonl", 9, "duplicate_id", "id a: the same record again; the first is x.jsonl:1"),
    ]


def test_an_id_with_other_content_is_rejected() -> None:
    """An id that comes again with other content is a reject that says where the first one is."""
    other = replace(A, content="two", position=2)
    assert list(unique([A, other])) == [
        A, Reject("x.jsonl", 2, "duplicate_id",
                  "id a: another content; the first is x.jsonl:1; --id-field names another field"),
    ]


def test_a_page_crawled_twice_is_kept_twice() -> None:
    """An id that is only the url gets the content's hash when the page has changed, and only then."""
    page = Raw("http://a/", "old", url="http://a/", position=1)
    new = replace(page, content="new", position=2)
    first, second, third, fourth = unique([page, new, replace(new, position=3), replace(page, position=4)])
    assert first == page
    assert second == replace(new, id="http://a/#11507a0e2f5e")
    assert [getattr(item, "code", "") for item in (third, fourth)] == ["duplicate_id"] * 2


def test_rejects_pass() -> None:
    """Rejects pass through in their place."""
    reject = Reject("x", 1, "empty", "empty")
    assert list(unique([reject, A, reject])) == [reject, A, reject]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), max_size=40))
def test_unique_keeps_the_first_of_each_id(keys: list[tuple[int, int]]) -> None:
    """What passes are the first records of their ids; every other one is a reject: none is dropped."""
    records = [Raw(str(key), str(content), position=n) for n, (key, content) in enumerate(keys)]
    found = list(unique(records))
    first = {record.id: record for record in reversed(records)}
    assert [item for item in found if isinstance(item, Raw)] == sorted(first.values(), key=lambda r: r.position)
    assert [item.position for item in found] == [record.position for record in records]


def test_unique_holds_many_ids() -> None:
    """The table of ids grows without losing one."""
    records = [Raw(f"id {n}", f"text {n}", position=n) for n in range(5_000)]
    assert all(isinstance(item, Raw) for item in unique(records))
    doubled = list(unique([*records, *records]))
    assert sum(isinstance(item, Reject) for item in doubled) == 5_000
    assert all(f":{item.position}" in item.message for item in doubled if isinstance(item, Reject))


@given(st.lists(st.integers(1, 30), max_size=30))
def test_batches_tile_the_records(sizes: list[int]) -> None:
    """Batches have all records in order, none empty, none above the limits but by its last record."""
    config = ReadConfig(batch_documents=4, batch_chars=40)
    records = [Raw(str(n), "x" * size) for n, size in enumerate(sizes)]
    found = list(batches(records, config))
    assert [record for batch in found for record in batch] == records
    for batch in found:
        assert 1 <= len(batch) <= 4
        assert sum(len(record.content) for record in batch[:-1]) < 40
