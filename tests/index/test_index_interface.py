"""What every index does, whatever it is kept in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from news_texts import BRIDGE, SCHOOL

from cleanroom.errors import UsageError
from cleanroom.index import Header, create, open_store
from cleanroom.records import Clean, Document
from cleanroom.store.tables import read_rows

LATER = BRIDGE + " A second report on the state of the northern pillars is expected before the summer holidays begin."


def clean(id: str, text: str, date: str = "") -> Clean:
    return Clean(id, text, text, date=date)


def test_a_new_document_joins_or_founds(tmp_path: Path) -> None:
    """A copy joins the story of its original, under the story's id; an unlike text founds its own."""
    with create(tmp_path / "idx") as store:
        first, other = store.add([clean("b", BRIDGE), clean("s", SCHOOL)])
        again = store.add([clean("b2", BRIDGE.replace("Tuesday", "Monday"))])[0]
    assert (first.outcome, other.outcome, again.outcome) == ("founded", "founded", "joined")
    assert again.story == first.story != other.story
    assert again.jaccard > 0.8


def test_documents_as_mappings(tmp_path: Path) -> None:
    """A dict is taken as a line of JSON is: id, else url, else a hash of the text; HTML is extracted, fields travel."""
    page = f"<html><body><article><p>{SCHOOL}</p></article></body></html>"
    with create(tmp_path / "idx") as store:
        given: list[Any] = [{"id": 7, "text": BRIDGE, "own": [1]}, {"url": "https://a.org/s", "html": page}]
        given.append(Document("c", LATER))
        places = store.add(given[:2]) + store.add(given[2:])
        assert [(place.id, place.outcome) for place in places] == [
            ("7", "founded"), ("https://a.org/s", "founded"), ("c", "joined"),
        ]  # fmt: skip
        assert given[0] == {"id": 7, "text": BRIDGE, "own": [1]}
        assert [match.id for match in store.query([BRIDGE])[0]] == ["7", "c"]
        store.export(tmp_path / "out")
    own = {row["id"]: row["fields"] for row in read_rows(tmp_path / "out" / "tables" / "documents")}
    assert json.loads(own["7"])["own"] == [1]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([BRIDGE], "document 1 is of type str; give what cleanroom.clean gives, or a dict with id and text"),
        (BRIDGE, r"not str; give \[document\]"), ({"id": "a", "text": BRIDGE}, r"not dict; give \[document\]"),
        ([{"id": "a", "text": BRIDGE}, {"id": "b"}], "document 2: no text: looked for text"),
        ([{"id": "a", "text": " "}], "document 1: .*nothing"),
    ],
)  # fmt: skip
def test_what_is_no_document(tmp_path: Path, given: Any, said: str) -> None:
    """What cannot be a document is refused with its number and what to give, and nothing of the batch is taken."""
    with create(tmp_path / "idx") as store:
        with pytest.raises(UsageError, match=said):
            store.add(given)
        assert store.stats().documents == 0


def test_an_empty_index_knows_nothing(tmp_path: Path) -> None:
    """A query of an empty index gives an empty answer for each text, and nothing can be removed from it."""
    with create(tmp_path / "idx") as store:
        assert store.query([BRIDGE, SCHOOL]) == [(), ()]
        assert store.remove(["b"]) == []
        with pytest.raises(UsageError, match=r"give \[text\]"):
            store.query(BRIDGE)


def test_adding_again_changes_nothing(tmp_path: Path) -> None:
    """The same documents once more are known, and every place stays."""
    with create(tmp_path / "idx") as store:
        store.add([clean("b", BRIDGE), clean("s", SCHOOL)])
        before = store.stats().documents, store.place("b"), store.place("s")
        again = store.add([clean("s", SCHOOL), clean("b", BRIDGE)])
        assert [place.outcome for place in again] == ["known", "known"]
        assert (store.stats().documents, store.place("b"), store.place("s")) == before


def test_an_id_with_another_text_is_a_conflict(tmp_path: Path) -> None:
    """Another text under an id that is there is refused, and takes its place only where that is asked for."""
    with create(tmp_path / "idx") as store:
        store.add([clean("b", BRIDGE)])
        assert store.add([clean("b", SCHOOL)])[0].outcome == "conflict"
        assert store.query([SCHOOL]) == [()]
        assert store.add([clean("b", SCHOOL)], replace=True)[0].outcome == "founded"
        assert [match.id for match in store.query([SCHOOL])[0]] == ["b"]


def test_a_query_names_what_matches(tmp_path: Path) -> None:
    """A query gives id, relation, scores, story and canonical text of what matches, and takes nothing in."""
    with create(tmp_path / "idx") as store:
        store.add([clean("b", BRIDGE), clean("s", SCHOOL)])
        (match,) = store.query([LATER])[0]
        assert (match.id, match.relation, match.story, match.canonical) == ("b", "copy", "b", "b")
        assert match.a_in_b < match.b_in_a == 1.0
        assert store.stats().documents == 2


def test_the_more_complete_text_stands_for_the_story(tmp_path: Path) -> None:
    """A more complete version becomes the canonical text; the story keeps its id."""
    with create(tmp_path / "idx") as store:
        store.add([clean("b", BRIDGE)])
        later = store.add([clean("later", LATER)])[0]
        assert (later.story, later.kept, later.role) == ("b", "later", "canonical")
        first = store.place("b")
        assert first and (first.story, first.kept, first.role) == ("b", "later", "copy")


def test_what_is_removed_matches_nothing(tmp_path: Path) -> None:
    """A removed document is gone from its story and from answers; the rest of the story stays under its id."""
    with create(tmp_path / "idx") as store:
        store.add([clean("b", BRIDGE), clean("b2", BRIDGE)])
        assert store.remove(["b", "nothing"]) == ["b"]
        assert [match.id for match in store.query([BRIDGE])[0]] == ["b2"]
        rest = store.place("b2")
        assert rest and (rest.story, rest.kept) == ("b", "b2")


def test_it_lasts(tmp_path: Path) -> None:
    """What was added is there when the index is opened again, and only a store opened for writing takes more."""
    with create(tmp_path / "idx", Header(texts=False)) as store:
        store.add([clean("b", BRIDGE)])
        place = store.place("b")
    with open_store(tmp_path / "idx") as store:
        assert store.place("b") == place
        with pytest.raises(UsageError, match="reading"):
            store.add([clean("s", SCHOOL)])


def test_no_second_index_in_its_place(tmp_path: Path) -> None:
    """An index is made once, and one that is not there is not opened; both say what to do."""
    create(tmp_path / "idx").close()
    with pytest.raises(UsageError, match="another name"):
        create(tmp_path / "idx")
    with pytest.raises(UsageError, match="index create"):
        open_store(tmp_path / "none")
    with pytest.raises(UsageError, match="no index is kept at"):
        open_store("gopher://there")
