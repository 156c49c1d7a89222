"""Values in Redis that cleanroom did not write, or that were damaged: one line, or an answer; never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from redis import Redis
from redising import redis_server

from cleanroom.errors import CleanroomError, UsageError
from cleanroom.index import create, open_store
from cleanroom.records import Clean

pytestmark = pytest.mark.xdist_group("index_redis")
STORY = "The bridge number {} over the river is closed since the flood of last spring, the council said. "
#: damages that one test tries
DAMAGES = 12
GARBAGE = (b"", b"\xff\xfe", b"-7", b"12345678901234567890", b"[]", b"{}", b'{"id": 1}', b"null", b"x" * 60, b"\0" * 60)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Redis]]:
    """An index of a few stories with copies, and a client to damage it by."""
    with redis_server(tmp_path_factory.mktemp("damage")) as server:
        address = server.address("news")
        with create(address) as store:
            texts = [STORY.format(number // 2) * 9 + "It rained. " * (number % 2) for number in range(12)]
            store.add([Clean(str(number), text, text) for number, text in enumerate(texts)])
            store.remove(["3"])
        with Redis(port=server.port) as client:
            yield address, client


def damage(client: Redis, draw: Random) -> str:
    """Change something in a key, or all of it; says what."""
    every: Any = sorted(client.keys("*"))  # type: ignore[type-var, arg-type]
    kinds = sorted({key.split(b":")[2] for key in every})
    kind = draw.choice(kinds)  # there are many hints and few of other kinds
    key = draw.choice([key for key in every if key.split(b":")[2] == kind])
    held, value = client.type(key), draw.choice([*GARBAGE, draw.randbytes(draw.randrange(80))])
    how = draw.choice(["value", "value", "value", "other type", "gone"])
    if how == "gone":
        client.delete(key)
    elif how == "other type":
        client.delete(key)
        client.set(key, value) if held != b"string" else client.rpush(key, value)
    elif held == b"hash":
        client.hset(key, draw.choice(sorted(client.hkeys(key))), value)  # type: ignore[type-var, arg-type]
    elif held == b"set":
        client.sadd(key, value)
    elif held == b"list":
        client.rpush(key, value)
    else:
        client.set(key, value)
    return f"{how} of {key!r}: {value!r}"


def used(address: str, folder: Path, export: bool) -> None:
    """Whatever one does with an index; what is refused is refused with a line."""
    text = STORY.format(1) * 9
    with suppress(CleanroomError), open_store(address, write=True) as store:
        for action in (
            store.verify, store.stats, store.changes, lambda: store.query([text]), lambda: store.place("1"),
            lambda: store.story("1"), lambda: store.add([Clean("new", text, text), Clean("4", "Another text.", "")]),
            lambda: store.add([Clean("4", text, text)], replace=True), lambda: store.remove(["1", "5"]),
            *([lambda: store.export(folder, overwrite=True)] if export else []),
        ):  # fmt: skip
            with suppress(CleanroomError):
                action()


@pytest.mark.parametrize("seed", range(2))
def test_damaged_values_are_refused_in_one_line(seed: int, filled: tuple[str, Redis], tmp_path: Path) -> None:
    """After each of many damages whatever is asked of the index gives an answer or an error that is one line."""
    (address, client), draw = filled, Random(seed)
    whole: dict[bytes, Any] = {key: client.dump(key) for key in client.keys("*")}  # type: ignore[union-attr]
    for number in range(DAMAGES):
        done = damage(client, draw)
        try:
            used(address, tmp_path / "out", number % 4 == 0)
        except Exception as error:
            raise AssertionError(f"{number}: {done}") from error
        client.flushall()
        for key, held in whole.items():
            client.restore(key, 0, held)


@pytest.mark.parametrize("header", GARBAGE)
def test_a_key_that_is_no_index(header: bytes, filled: tuple[str, Redis]) -> None:
    """Where something else stands under the index's name, one line says that it is no index, and what to do."""
    address, client = filled
    other = address.replace("news", "other")
    client.set("cleanroom:other:header", header)
    with pytest.raises(UsageError, match=r"other.*(index format|is no index)"):
        open_store(other)
    client.delete("cleanroom:other:header")
