"""What sources put around their texts is left out of what an index compares, as in `dedup`, whatever came first."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from index_texts import answers, documents

from cleanroom.config import DedupConfig
from cleanroom.dedup import deduplicate
from cleanroom.index import Header, create, open_store
from cleanroom.index.container import write
from cleanroom.index.embedded import Embedded
from cleanroom.records import Clean, Document
from cleanroom.tuning import IndexConfig

#: menus of 60 words, half as long as the texts that stand in them, one of each site
MENUS = {f"{name}.example": " ".join(documents(1, seed)[0].text.split()[:60]) for seed, name in enumerate("abcd", 50)}


def pages(count: int = 60, seed: int = 3) -> list[Clean]:
    """Texts of which many are related, each in the menu of a site; a few have no source."""
    draw = random.Random(seed)
    found = []
    for text in documents(count, seed):
        source = draw.choice([*MENUS, *MENUS, ""])
        whole = f"{MENUS.get(source, '')} {text.text}".strip()
        found.append(replace(text, text=whole, raw=whole, source=source))
    return found


def folded(texts: list[Clean], config: DedupConfig | None = None) -> dict[str, tuple[str, str, frozenset[str]]]:
    """What `dedup` says of them."""
    asked = [Document(text.id, text.text, date=text.date, source=text.source) for text in texts]
    members = deduplicate(asked, config or DedupConfig()).members
    groups: dict[str, set[str]] = {}
    for member in members:
        groups.setdefault(member.story, set()).add(member.id)
    return {m.id: (m.kept, m.role, frozenset(groups[m.story])) for m in members}


PAGES = pages()


@pytest.mark.parametrize("size", [60, 17, 3])
def test_furniture_is_left_out_whatever_the_split(tmp_path: Path, size: int) -> None:
    """Pages in the menus of their sites have the stories, kept texts and roles of `dedup`, in any batches; with the
    menus they would have others.
    """
    shuffled = random.Random(size).sample(PAGES, len(PAGES))
    expected = folded(PAGES)
    assert expected != folded(PAGES, DedupConfig(furniture_texts=0))
    create(tmp_path / "idx").close()
    with Embedded(tmp_path / "idx", True, IndexConfig(fanout=3)) as store:
        for first in range(0, len(shuffled), size):
            store.add(shuffled[first : first + size])
        assert answers(store, PAGES) == expected
        assert store.verify() == []
    with open_store(tmp_path / "idx") as store:  # as it is on the disk, too
        assert answers(store, PAGES) == expected
        scores = {m.id: (m.jaccard, m.containment) for m in deduplicate(
            [Document(text.id, text.text, date=text.date, source=text.source) for text in PAGES], DedupConfig()
        ).members}  # fmt: skip
        assert {id: (p.jaccard, p.containment) for id in scores if (p := store.place(id))} == scores


def test_furniture_stays_as_long_as_pages_show_it(tmp_path: Path) -> None:
    """After pages are removed the others stand as if those had never come; where none shows a menu any more it is
    furniture no more, and is again when they come back; compacting changes nothing.
    """
    left = [page for number, page in enumerate(PAGES) if number % 4]
    gone = [page.id for page in PAGES if page not in left]
    with create(tmp_path / "idx") as store:
        store.add(PAGES)
        store.remove(gone)
        assert answers(store, left) == folded(left)
        store.compact()
        assert answers(store, left) == folded(left)
        assert store.verify() == []
        store.remove([page.id for page in left[12:]])
        (story,) = store.query([replace(left[0], source="")])
        assert left[0].id in {match.id for match in story}
        assert store.verify() == []
        store.add(PAGES)
        assert answers(store, PAGES) == folded(PAGES)
        assert store.verify() == []


def test_a_question_is_asked_without_furniture(tmp_path: Path) -> None:
    """A page asked about matches what tells the same story, not the pages of its site; without its source it is asked
    about as it is.
    """
    story, other = (replace(text, date="") for text in documents(40, 9)[-2:])
    menu = MENUS["a.example"]
    asked = replace(story, id="asked", text=f"{menu} {story.text}", source="a.example")
    with create(tmp_path / "idx", Header(texts=False)) as store:
        store.add([page for page in PAGES if page.source == "a.example"])
        store.add([replace(story, source="z.example")])
        assert [match.id for match in store.query([asked])[0]] == [story.id]
        assert store.query([asked])[0][0].jaccard == 1.0
        assert store.query([replace(asked, text=f"{menu} {other.text}")]) == [()]


def test_wrong_furniture_is_seen(tmp_path: Path) -> None:
    """`verify` finds a segment that tells of other furniture, or of other comparisons, than its documents show."""
    with create(tmp_path / "idx") as store:
        store.add(PAGES)
    (path,) = (tmp_path / "idx").glob("segment-*.bin")
    with Embedded(tmp_path / "idx", False) as store:
        (part,) = store._contents.segments.parts
        arrays = {name: array.copy() for name, array in part.arrays.items()}
        facts = part.facts
    arrays["furniture_gone"][:] = 1
    write(path, arrays, facts)
    with open_store(tmp_path / "idx") as other:
        problems = other.verify()
        assert any("its furniture is other" in problem for problem in problems)
        assert any("not found to be so alike" in problem for problem in problems)
