"""The index in a folder: splits into batches, removal, merges, damage, crashes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from index_texts import answers, documents
from running import ROOT, cleanroom, lines, summary

from cleanroom.config import DedupConfig
from cleanroom.dedup import deduplicate
from cleanroom.errors import OutputError, UsageError
from cleanroom.index import Header, create, open_store
from cleanroom.index.embedded import Embedded
from cleanroom.records import Clean, Document
from cleanroom.tuning import IndexConfig

TEXTS = documents(300)
#: merges that happen often
SMALL = IndexConfig(fanout=3)


def filled(folder: Path, texts: list[Clean], size: int, tuning: IndexConfig = SMALL) -> Embedded:
    create(folder).close()
    store = Embedded(folder, True, tuning)
    for first in range(0, len(texts), size):
        store.add(texts[first : first + size])
    return store


@pytest.mark.parametrize("size", [300, 64, 7])
def test_splits_do_not_matter(tmp_path: Path, size: int) -> None:
    """Stories, kept texts and roles are those of `dedup`, in whatever order and batches the documents come."""
    shuffled = random.Random(size).sample(TEXTS, len(TEXTS))
    asked = [Document(text.id, text.text, date=text.date) for text in TEXTS]
    members = deduplicate(asked, DedupConfig(furniture_texts=0)).members
    groups: dict[str, set[str]] = {}
    for member in members:
        groups.setdefault(member.story, set()).add(member.id)
    expected = {m.id: (m.kept, m.role, frozenset(groups[m.story])) for m in members}
    assert len({kept for kept, _, _ in expected.values()}) < 250
    assert {"copy", "excerpt", "canonical", "single"} <= {role for _, role, _ in expected.values()}
    with filled(tmp_path / "idx", shuffled, size) as store:
        assert answers(store, TEXTS) == expected
        assert store.verify() == []


def test_scores_are_those_of_dedup(tmp_path: Path) -> None:
    """Jaccard and containment against the kept text are the same numbers as in `dedup`, bit for bit."""
    asked = [Document(text.id, text.text, date=text.date) for text in TEXTS]
    members = deduplicate(asked, DedupConfig(furniture_texts=0)).members
    with filled(tmp_path / "idx", TEXTS, 50) as store:
        for member in members:
            place = store.place(member.id)
            assert place and (place.jaccard, place.containment) == (member.jaccard, member.containment)


def test_story_ids_stay(tmp_path: Path) -> None:
    """A story id that was once given leads to the document's story for ever, also after stories became one."""
    given: dict[str, str] = {}
    with filled(tmp_path / "idx", TEXTS[:30], 30) as store:
        for first in range(30, 300, 10):
            for place in store.add(TEXTS[first : first + 10]):
                given[place.id] = place.story
        moved = {change["id"] for change in store.changes() if change["event"] == "moved"}
        merged = {change["before"] for change in store.changes() if change["event"] == "merged"}
        for id, story in given.items():
            if id not in moved:
                assert id in {member.id for member in store.story(story)}
        assert merged <= set(given.values()) | {text.id for text in TEXTS[:30]}


def test_canonical_changes_are_told(tmp_path: Path) -> None:
    """When another text becomes the kept one of a story, the changes say which one it was and which it is."""
    longer = replace(TEXTS[0], id="longer", text=TEXTS[0].text + " " + TEXTS[1].text[:200])
    with filled(tmp_path / "idx", TEXTS[:1], 1) as store:
        store.add([longer])
        assert store.changes() == [
            {"commit": 2, "event": "canonical", "story": "d0000", "id": "longer", "before": "d0000", "now": "longer"}
        ]
        store.remove(["longer"])
        assert store.changes()[1:] == [
            {"commit": 3, "event": "canonical", "story": "d0000", "id": "d0000", "before": "longer", "now": "d0000"}
        ]
        store.remove(["d0000"])
        assert len(store.changes()) == 2


def test_removing_is_as_never_having_had(tmp_path: Path) -> None:
    """After documents are removed the others stand as if those had never come; compacting changes no answer."""
    gone = [text.id for text in TEXTS[::3]]
    left = [text for text in TEXTS if text.id not in gone]
    with filled(tmp_path / "one", TEXTS, 40) as store, filled(tmp_path / "other", left, 200) as other:
        assert sorted(store.remove(gone)) == sorted(gone)
        assert store.remove(gone) == []
        assert answers(store, TEXTS) == answers(other, left)
        assert store.verify() == []
        stories, before = {text.id: store.place(text.id) for text in left}, store.stats()
        store.compact()
        assert {text.id: store.place(text.id) for text in left} == stories
        assert store.verify() == []
        assert store.stats().bytes + store.stats().text_bytes < before.bytes + before.text_bytes
        asked = [text.text for text in left[:20]]
        assert store.query(asked) == [
            tuple(replace(match, story=place.story) for match in found if (place := store.place(match.id)))
            for found in other.query(asked)
        ]  # fmt: skip


def test_a_removed_id_can_come_again(tmp_path: Path) -> None:
    """An id that founded a story and was removed founds another one under another name, and can be asked for by it."""
    with filled(tmp_path / "idx", [TEXTS[0], replace(TEXTS[0], id="e")], 2) as store:
        store.remove(["d0000"])
        (place,) = store.add([replace(TEXTS[1], id="d0000", text="quite another text of a few words and some more")])
        assert (place.outcome, place.story) == ("founded", "d0000~2")
        assert [member.id for member in store.story("d0000")] == ["e"]
        assert [member.id for member in store.story("d0000~2")] == ["d0000"]
        store.compact()
        assert [member.id for member in store.story("d0000~2")] == ["d0000"]
        assert store.verify() == []


def test_large_groups_stay(tmp_path: Path) -> None:
    """Of a group above the bound nothing is decided anew; a new copy joins what is kept, all invariants hold."""
    tuning = IndexConfig(group_documents=5)
    copies = [replace(TEXTS[0], id=f"c{number:02d}", text=f"{TEXTS[0].text} word{number}") for number in range(20)]
    with filled(tmp_path / "idx", copies, 4, tuning) as store:
        (last,) = store.add([replace(TEXTS[0], id="last", text=TEXTS[0].text + " and a longer end of the text")])
        assert (last.outcome, last.role) == ("joined", "copy")
        assert store.stats().stories < 20
        assert store.verify() == []


def test_damage_is_seen(tmp_path: Path) -> None:
    """A byte that changed on the disk is found by `verify`, a missing file at opening."""
    filled(tmp_path / "idx", TEXTS[:50], 50).close()
    (segment,) = (tmp_path / "idx").glob("segment-*.bin")
    data = bytearray(segment.read_bytes())
    data[len(data) // 3] ^= 1
    segment.write_bytes(data)
    with open_store(tmp_path / "idx") as store:
        assert [problem for problem in store.verify() if "is damaged" in problem]
    segment.unlink()
    with pytest.raises(UsageError, match="is missing"):
        open_store(tmp_path / "idx")


def test_other_settings_are_refused(tmp_path: Path) -> None:
    """An index of another format or normaliser is refused with what to do."""
    create(tmp_path / "idx", Header(DedupConfig(threshold=0.5))).close()
    header = tmp_path / "idx" / "header.json"
    stored = header.read_text()
    header.write_text(stored.replace('"format": 5', '"format": 99'))
    with pytest.raises(UsageError, match="update cleanroom"):
        open_store(tmp_path / "idx")
    header.write_text(stored.replace("nfkc-casefold-words-1", "nfd"))
    with pytest.raises(UsageError, match="normaliser nfd"):
        open_store(tmp_path / "idx")


def test_one_writer(tmp_path: Path) -> None:
    """A second writer is told which process writes; readers see what was true when they opened."""
    with filled(tmp_path / "idx", TEXTS[:20], 20) as store:
        with pytest.raises(OutputError, match=f"process {os.getpid()}; wait for it, or read only"):
            open_store(tmp_path / "idx", write=True)
        with open_store(tmp_path / "idx") as reader:
            store.add(TEXTS[20:40])
            assert (reader.stats().documents, store.stats().documents) == (20, 40)
            assert reader.verify() == []


_ADD = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[2]]
from index_texts import documents
from cleanroom.index.embedded import Embedded
from cleanroom.tuning import IndexConfig
store, texts = Embedded(Path(sys.argv[1]), True, IndexConfig(fanout=3)), documents(300)
print("open", flush=True)
for first in range(0, 300, 20):
    store.add(texts[first : first + 20])
    print(first + 20, flush=True)
"""


def test_a_killed_writer_loses_nothing(tmp_path: Path) -> None:
    """kill -9 while documents are added: what was acknowledged is there, and going on gives the undisturbed index."""
    with filled(tmp_path / "whole", TEXTS, 20) as whole:
        expected = answers(whole, TEXTS)
    create(tmp_path / "idx").close()
    arguments = [sys.executable, "-c", _ADD, str(tmp_path / "idx"), str(ROOT / "tests" / "index")]
    draw = random.Random(3)
    for _ in range(4):
        acknowledged = 0
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
            assert process.stdout
            process.stdout.readline()
            for _ in range(draw.randrange(1, 6)):
                acknowledged = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
        with open_store(tmp_path / "idx", write=True) as store:
            assert store.verify() == []
            assert all(store.place(text.id) for text in TEXTS[:acknowledged])
    with open_store(tmp_path / "idx", write=True) as store:
        for first in range(0, 300, 20):
            store.add(TEXTS[first : first + 20])
        assert answers(store, TEXTS) == expected


def test_an_export_is_a_run(tmp_path: Path) -> None:
    """An exported index is a run folder whose counts reconcile; every document names its lasting story."""
    index, out = tmp_path / "idx", tmp_path / "out"
    with filled(index, TEXTS, 100) as store:
        store.remove(["d0001"])
        stories = {text.id: place.story for text in TEXTS if (place := store.place(text.id))}
        store.export(out)
    facts = summary(out)
    assert (facts["documents"], facts["kept"]) == (299, len(set(stories.values())))
    assert {row["id"]: row["index_story"] for row in lines(out / "kept.jsonl")}.items() <= stories.items()
    assert cleanroom("audit", str(out), "--text").code == 0
    create(tmp_path / "bare", Header(texts=False)).close()
    done = cleanroom("index", "export", str(tmp_path / "bare"), "-o", str(tmp_path / "no"))
    assert (done.code, "--no-texts" in done.err) == (2, True)


def test_a_window_keeps_times_apart(tmp_path: Path) -> None:
    """With a window only documents near in date are one story, equal texts too; an unknown date is near to all."""
    dates = {"a": "2024-05-01", "b": "2024-05-07", "c": "2024-05-20", "d": "2024-05-21T12:00", "e": ""}
    texts = [replace(TEXTS[0], id=id, date=date) for id, date in dates.items() if date]
    with create(tmp_path / "idx", Header(window=7.0)) as store:
        places = {place.id: place.story for place in store.add(texts)}
        assert places == {"a": "a", "b": "a", "c": "c", "d": "c"}
        asked = [replace(TEXTS[0], id="asked", date=date) for date in ("2024-05-10", "")]
        near, every = store.query(asked)
        assert [match.id for match in near] == ["b"]
        assert [match.id for match in every] == ["a", "b", "c", "d"]
        assert store.verify() == []
    shell = cleanroom("index", "add", str(tmp_path / "idx"), "--window", "2w", stdin=b"A text.")
    assert (shell.code, "was made with window 7.0, not 14.0" in shell.err) == (2, True)


@pytest.mark.parametrize(("within", "stories"), [("source", ["a", "b", "a"]), ("across", ["b", "b", "b"])])
def test_sources_can_be_kept_apart(tmp_path: Path, within: str, stories: list[str]) -> None:
    """`within` source finds copies in one source only, `within` across in different ones only: there the text of the
    other source stands for both."""
    texts = [replace(TEXTS[0], id=id, source=source) for id, source in zip("abc", ("x", "y", "x"), strict=True)]
    index = str(tmp_path / "idx")
    assert cleanroom("index", "create", index, "--within", within).code == 0
    with open_store(index, write=True) as store:
        assert [place.story for place in store.add(texts)] == stories
        assert store.verify() == []


@pytest.mark.parametrize("seed", [1, 8])
def test_any_history_gives_what_is_there(tmp_path: Path, seed: int) -> None:
    """After any sequence of additions, replacements, removals, compactions and openings the index answers as one to
    which only the documents that are left were ever added.
    """
    draw, texts, live = random.Random(seed), documents(60, seed), dict[str, Clean]()
    odd = ["", "!!! ???", "a", "one two", "one two", "\ud800 x y z", "日本語の文章です。" * 3, "日本語の文章です。" * 3]
    texts += [Clean(f"odd{number}", text, text) for number, text in enumerate(odd)]
    store = filled(tmp_path / "idx", [], 1)
    for _ in range(14):
        step = draw.randrange(9)
        if step < 4:
            batch = draw.sample(texts, draw.randrange(1, 20))
            for text, place in zip(batch, store.add(batch), strict=True):
                if place.outcome != "conflict":
                    live.setdefault(text.id, text)
        elif step < 5 and live:
            new = replace(draw.choice(list(live.values())), text=draw.choice(texts).text)
            live[new.id] = replace(new, raw=new.text)
            store.add([live[new.id]], replace=True)
        elif step < 7 and live:
            gone = draw.sample(sorted(live), min(len(live), draw.randrange(1, 8)))
            assert sorted(store.remove(gone)) == sorted(gone)
            live = {id: text for id, text in live.items() if id not in gone}
        elif step < 8:
            store.compact()
        else:
            store.close()
            store = Embedded(tmp_path / "idx", True, SMALL)
        assert store.verify() == []
    left = list(live.values())
    with filled(tmp_path / "fresh", left, 1000) as fresh, store:
        assert answers(store, left) == answers(fresh, left)
