"""What every index does, whatever it is kept in."""

from __future__ import annotations

from pathlib import Path

import pytest
from news_texts import BRIDGE, SCHOOL

from cleanroom.errors import UsageError
from cleanroom.index import Header, create, open_store
from cleanroom.records import Clean

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
