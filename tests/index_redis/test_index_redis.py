"""An index in Redis: what it says is what `dedup` says, for several writers and through a restart."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random

import pytest
from redising import Server, redis_server
from running import SEEDS, cleanroom, environment, lines

from cleanroom.config import DedupConfig
from cleanroom.dedup import deduplicate
from cleanroom.errors import UsageError
from cleanroom.index import Header, Store, create, open_store
from cleanroom.index.shared import work
from cleanroom.records import Clean, Document

pytestmark = pytest.mark.xdist_group("index_redis")
NAMES = (f"index{number}" for number in count())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all indexes of this file."""
    with redis_server(tmp_path_factory.mktemp("redis")) as running:
        yield running


@pytest.fixture
def address(server: Server) -> str:
    """The address of an index that nobody has."""
    return server.address(next(NAMES))


def documents(stories: int = 30, seed: int = 1) -> list[Clean]:
    """Stories of made-up words: originals, copies with changed words, cut ones, excerpts, exact copies, digests."""
    draw = Random(seed)
    vocabulary = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=draw.randint(3, 9))) for _ in range(3000)]
    found: list[tuple[str, str]] = []

    def passage(words: int) -> list[str]:
        return draw.choices(vocabulary, k=words)

    originals = [passage(draw.randint(80, 200)) for _ in range(stories)]
    for number, words in enumerate(originals):
        found.append((f"{number:03}-original", " ".join(words)))
        if number % 2:
            changed = [draw.choice(vocabulary) if draw.random() < 0.04 else word for word in words]
            found.append((f"{number:03}-changed", " ".join(changed)))
        if number % 3 == 0:
            found.append((f"{number:03}-cut", " ".join(words[: len(words) * 2 // 3])))
            found.append((f"{number:03}-again", " ".join(words)))
        if number % 4 == 0:
            found.append((f"{number:03}-excerpt", " ".join([*passage(60), *words[10:60], *passage(30)])))
        if number % 10 == 0:
            quoted = [word for other in originals[number : number + 4] for word in other[:40]]
            found.append((f"{number:03}-digest", " ".join([*passage(20), *quoted])))
    draw.shuffle(found)
    return [Clean(id, text, text, date=f"2026-01-{draw.randint(1, 28):02}") for id, text in found]


def groups(places: dict[str, tuple[str, str]]) -> set[tuple[str, frozenset[str]]]:
    """What is kept, and the documents that it stands for with their roles."""
    kept: dict[str, set[str]] = {}
    for name, (stands, role) in places.items():
        kept.setdefault(stands, set()).add(f"{name} {role}")
    return {(name, frozenset(members)) for name, members in kept.items()}


def as_dedup(given: Sequence[Clean]) -> set[tuple[str, frozenset[str]]]:
    """The stories that `dedup` makes of all at once."""
    found = deduplicate([Document(one.id, one.text, date=one.date) for one in given], DedupConfig())
    return groups({member.id: (member.kept, member.role) for member in found.members})


def as_held(store: Store, given: Sequence[Clean]) -> set[tuple[str, frozenset[str]]]:
    """The stories of an index."""
    places = [store.place(one.id) for one in given]
    return groups({place.id: (place.kept, place.role) for place in places if place is not None})


@pytest.mark.parametrize("size", [1, 17, 1000])
def test_the_answer_is_that_of_dedup(address: str, size: int) -> None:
    """However documents come, their stories are those that `dedup` makes of all at once; each keeps its first id."""
    given = documents(30 if size > 1 else 12)
    with create(address) as store:
        first: dict[str, str] = {}
        for start in range(0, len(given), size):
            for place in store.add(given[start : start + size]):
                if place.outcome == "founded":
                    first[place.id] = place.story
        assert as_held(store, given) == as_dedup(given)
        assert all(name == story for name, story in first.items())
        assert store.verify() == []
        stats = store.stats()
        assert (stats.documents, stats.stories) == (len(given), len(as_dedup(given)))


def test_what_is_removed_never_was(address: str) -> None:
    """After documents are removed the stories are those of the others; the same ids can come again."""
    given = documents(20, seed=2)
    gone = given[::3]
    left = [one for one in given if one not in gone]
    with create(address) as store:
        store.add(given)
        assert store.remove([*(one.id for one in gone), "nobody"]) == [one.id for one in gone]
        assert as_held(store, left) == as_dedup(left)
        assert store.verify() == []
        store.add(gone)
        assert as_held(store, given) == as_dedup(given)
        assert store.verify() == []


def test_the_log_is_that_of_a_folder(address: str, tmp_path: Path) -> None:
    """Another canonical text, and what follows one that is removed, are told as by an index in a folder."""
    one = documents(1, seed=4)[0]
    text = f"{one.text} and so it went on until late in the evening, when all of them went home again by the old road."
    told = []
    for name in (address, str(tmp_path / "idx")):
        with create(name) as store:
            store.add([one])
            store.add([replace(one, id="longer", text=text, raw=text)])
            store.remove(["longer"])
            store.remove([one.id])
            told.append([{**row, "commit": 0} for row in store.changes()])
    assert [(row["before"], row["now"]) for row in told[0]] == [(one.id, "longer"), ("longer", one.id)]
    assert told[0] == told[1]


def test_another_text_takes_the_place_of_an_id(address: str) -> None:
    """With `replace` the text under an id changes, and the stories are those of the new texts."""
    given = documents(8, seed=3)
    texts = [one.text for one in given]
    other = [replace(one, text=texts[place - 1], raw=texts[place - 1]) for place, one in enumerate(given[:6])]
    with create(address) as store:
        store.add(given)
        assert {place.outcome for place in store.add(other)} == {"conflict"}
        store.add(other, replace=True)
        now = [*other, *given[6:]]
        assert as_held(store, now) == as_dedup(now)
        assert store.verify() == []


def test_queries_name_what_matches(address: str) -> None:
    """A query gives the exact scores that `dedup` has for the pair, best first, and takes nothing in."""
    given = documents(12, seed=4)
    asked = next(one for one in given if one.id == "003-changed")
    with create(address) as store:
        store.add(given)
        best, *others = store.query([asked])[0]
        assert (best.id, best.relation, best.jaccard, best.story) == (
            asked.id,
            "copy",
            1.0,
            store.place(asked.id).story,
        )  # type: ignore[union-attr]
        pairs = deduplicate([Document(one.id, one.text, date=one.date) for one in given], DedupConfig()).pairs
        exact = {
            pair.a if pair.b == asked.id else pair.b: pair.jaccard for pair in pairs if asked.id in (pair.a, pair.b)
        }
        assert {match.id: match.jaccard for match in others}.items() <= exact.items()
        assert others
        assert store.query(["", "no such words"], limit=3) == [(), ()]
        assert store.stats().documents == len(given)


def test_a_crowd_stays_as_it_is(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where too many are held together to be decided anew, new documents join what they are copies of, and what is
    removed changes its own story only.
    """
    given = documents(6, seed=5)
    original = next(one for one in given if one.id == "003-original")
    copies = [Clean(f"copy-{number}", f"{original.text} and more of {number}", "") for number in range(12)]
    with create(address) as store:
        store.add([*given, *copies[:6]])
        monkeypatch.setattr(store._work, "_most", 3)  # type: ignore[attr-defined]
        places = store.add([*copies[6:], Clean("alone", "words that nobody else has ever put together here", "")])
        assert {place.story for place in places[:-1]} == {store.place(copies[0].id).story}  # type: ignore[union-attr]
        assert places[-1].outcome == "founded"
        others = {one.id: store.place(one.id) for one in given if not one.id.startswith("003")}
        store.remove([places[0].kept])
        assert {name: store.place(name) for name in others} == others
        assert len({place and place.story for place in map(store.place, (copy.id for copy in copies)) if place}) == 1
        assert store.verify() == []


def test_two_writers_lose_and_double_nothing(address: str, tmp_path: Path) -> None:
    """Two processes add halves that hold each other's copies: the stories are those of one batch."""
    given = documents(60, seed=6)
    create(address).close()
    parts = [tmp_path / f"{half}.jsonl" for half in (0, 1)]
    for half, part in enumerate(parts):
        rows = [{"id": one.id, "text": one.text, "date": one.date} for one in given[half::2]]
        part.write_text("\n".join(map(json.dumps, rows)))
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "cleanroom", "index", "add", address, str(part), "--batch", "7"],
            env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for part in parts
    ]  # fmt: skip
    for writer in writers:
        out, err = writer.communicate(timeout=300)
        assert writer.returncode == 0, (out, err)
    with open_store(address) as store:
        assert as_held(store, given) == as_dedup(given)
        assert store.verify() == []
        assert store.stats().documents == len(given)


def test_a_lost_lock_harms_nothing(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that has lost its lock to another one finds that out at its commit, and decides again."""
    given = documents(10, seed=7)
    with create(address) as slow, open_store(address, write=True) as fast:
        comparing = work.Work.taking
        overtaken: list[int] = []

        def overtaking(self: work.Work, *arguments: object) -> object:
            change = comparing(self, *arguments)  # type: ignore[arg-type]
            if self is slow._work and not overtaken:  # type: ignore[attr-defined]
                overtaken.append(1)
                slow._client.delete(slow._held.key("lock"))  # type: ignore[attr-defined]
                thread = threading.Thread(target=fast.add, args=(given[::2],))
                thread.start()
                thread.join()
            return change

        monkeypatch.setattr(work.Work, "taking", overtaking)
        slow.add(given)
        assert overtaken
        assert as_held(slow, given) == as_dedup(given)
        assert slow.verify() == []


def test_a_restart_is_told_and_survived(tmp_path: Path) -> None:
    """With Redis gone a command says so in one line; once it is back, repeating the command gives the whole answer."""
    given = documents(12, seed=8)
    part = tmp_path / "part.jsonl"
    part.write_text("\n".join(json.dumps({"id": one.id, "text": one.text, "date": one.date}) for one in given))
    with redis_server(tmp_path) as server:
        address = server.address("restart")
        with create(address) as store:
            acknowledged = store.add(given[:9])
            server.kill()
            with pytest.raises(UsageError, match="cannot be reached"):
                store.add(given)
            done = cleanroom("index", "add", address, str(part))
            assert (done.code, len(done.err.splitlines())) == (2, 1)
            assert "start Redis again, then repeat the command" in done.err
            server.start()
            assert [store.place(place.id) is None for place in acknowledged] == [False] * 9
            assert cleanroom("index", "add", address, str(part)).code == 0
            assert as_held(store, given) == as_dedup(given)
            assert store.verify() == []


def test_the_commands_are_the_same(address: str, tmp_path: Path) -> None:
    """create, add, query, remove, stats and verify take an address as they take a folder."""
    assert cleanroom("index", "create", address, "--threshold", "0.4").code == 0
    done = cleanroom("index", "add", address, str(SEEDS), "-o", str(tmp_path / "places.jsonl"))
    assert done.code == 0, done.err
    assert len(lines(tmp_path / "places.jsonl")) == 5
    seed = next(SEEDS.glob("003*")).read_bytes()
    (row,) = map(json.loads, cleanroom("index", "query", address, stdin=seed).out.splitlines())
    assert row["matches"][0]["relation"] == "copy"
    assert "5" in cleanroom("index", "stats", address).text
    assert cleanroom("index", "verify", address).code == 0
    refused = cleanroom("index", "add", address, str(SEEDS), "--threshold", "0.5")
    assert (refused.code, "threshold" in refused.err) == (2, True)
    assert cleanroom("index", "remove", address, row["matches"][0]["id"]).code == 0
    assert cleanroom("index", "create", address).code == 2


def test_an_export_is_a_run(address: str, tmp_path: Path) -> None:
    """An exported index, or the stories of some documents, is a run folder: counts reconcile, and every text comes with
    what the document had and with its lasting story.
    """
    given = [replace(one, author="A. Author", fields={"own": one.id}) for one in documents(12, seed=10)]
    with create(address) as store:
        store.add(given)
        store.remove([given[0].id])
        left = {one.id: place.story for one in given if (place := store.place(one.id))}
        store.export(tmp_path / "all")
        chosen = next(one for one in given[1:] if one.id.endswith("-changed"))
        today = tmp_path / "today.jsonl"
        today.write_text(json.dumps({"id": "again", "text": chosen.text}))
    kept = lines(tmp_path / "all" / "kept.jsonl")
    assert {row["id"]: row["index_story"] for row in kept}.items() <= left.items()
    assert {(row["own"], row["author"]) for row in kept} == {(row["id"], "A. Author") for row in kept}
    facts = json.loads((tmp_path / "all" / "run.json").read_bytes())
    assert (facts["documents"], facts["kept"]) == (len(left), len(set(left.values())))
    assert cleanroom("audit", str(tmp_path / "all"), "--text").code == 0
    assert cleanroom("dedup", str(today), "--index", address, "-o", str(tmp_path / "one")).code == 0
    members = {row["id"] for row in lines(tmp_path / "one" / "members.jsonl")}
    assert members == {name for name, story in left.items() if story == left[chosen.id]} | {"again"}


@pytest.mark.parametrize("wrong", ["redis://", "redis://localhost:x/0/a", "redis://localhost/a/b"])
def test_a_wrong_address_is_told(wrong: str) -> None:
    """What is no address of Redis is refused with an example."""
    with pytest.raises(UsageError, match="redis://HOST:PORT/DATABASE/NAME"):
        open_store(wrong)


def test_an_index_without_texts_is_refused(address: str) -> None:
    """Redis holds texts to compare them: an index without them is refused, and nothing is made."""
    with pytest.raises(UsageError, match="texts"):
        create(address, Header(texts=False))
    with pytest.raises(UsageError, match="holds no index"):
        open_store(address)


def test_datasketch_reads_its_bands(address: str) -> None:
    """The bands are datasketch's own: its MinHashLSH on the same Redis finds a copy by its number."""
    from datasketch import MinHashLSH

    from cleanroom.dedup.exchange import to_datasketch
    from cleanroom.dedup.fingerprint import fingerprint
    from cleanroom.dedup.lsh import bands_and_rows
    from cleanroom.index.shared.connection import parsed

    config, where = DedupConfig(), parsed(address)
    given = documents(5, seed=9)
    with create(address) as store:
        store.add(given)
    lsh = MinHashLSH(
        num_perm=config.num_perm, params=bands_and_rows(config.threshold, config.num_perm, config.candidate_recall),
        storage_config={"type": "redis", "redis": where.options, "basename": where.prefix + b"lsh"}, prepickle=False,
    )  # fmt: skip
    (sketch,) = to_datasketch(fingerprint([given[3].text], config).signatures)
    assert (4).to_bytes(4, "big") in lsh.query(sketch)
