"""What is fuzzed, and what must hold for any bytes. An error that is no CleanroomError is a finding; so is a hang."""

from __future__ import annotations

import asyncio
import io
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import cleanroom
from cleanroom.audit.app import application
from cleanroom.audit.queries import Audit
from cleanroom.clean import clean_batch
from cleanroom.clean.profile import parse as parse_profile
from cleanroom.clean.rules import default_rules, parse_rules
from cleanroom.config import CleanConfig, DedupConfig, TemplateConfig
from cleanroom.decisions.file import load as load_decisions
from cleanroom.errors import CleanroomError
from cleanroom.index.opening import create, open_store
from cleanroom.read import names, read
from cleanroom.records import Clean, Form, Raw, Reject

ROOT = Path(__file__).resolve().parents[1]
Target = Callable[[bytes], None]


def clean_text(data: bytes) -> None:
    """Kept and removed spans tile the text, and a text that is not blank does not vanish without a note."""
    _cleaned(data.decode("utf-8", "replace"), "text")


def clean_html(data: bytes) -> None:
    """The same of what is extracted from HTML."""
    _cleaned(data.decode("utf-8", "replace"), "html")


def _cleaned(text: str, form: Form) -> None:
    for config in (CleanConfig(), CleanConfig(model=False, input="dump")):
        (found,) = clean_batch([Raw("x", text, form)], config)
        if isinstance(found, Reject):
            assert found.code in ("no_content", "too_large"), found
        else:
            _tiles(found)


def _tiles(found: Clean) -> None:
    at, kept = 0, []
    for cut in found.removed:
        assert at <= cut.start < cut.end <= len(found.raw), (at, cut)
        assert found.raw[cut.start : cut.end] == cut.text
        kept.append(found.raw[at : cut.start])
        at = cut.end
    assert "".join([*kept, found.raw[at:]]) == found.text
    assert found.text.strip() or not found.raw.strip() or found.notes, found.raw


def readers(data: bytes) -> None:
    """The first byte chooses the format; every record has an id and a place, and places rise."""
    forms = ("auto", *names())
    form = forms[data[0] % len(forms)] if data else "auto"
    for threads in (0, 1):
        last = 0
        for item in read([], None, form, io.BytesIO(data[1:]), split="---" if form == "text" else "", threads=threads):
            assert item.position > last or item.position == last == 1, (item.position, last)
            last = item.position
            assert not isinstance(item, Raw) or (item.id and isinstance(item.content, str))


def shingles(data: bytes) -> None:
    """The compiled kernels split, fold and compare any texts as numpy does."""
    import numpy as np  # noqa: PLC0415

    from cleanroom.dedup import fast, plain  # noqa: PLC0415
    from cleanroom.dedup.split import split_batch  # noqa: PLC0415
    from cleanroom.dedup.words import split_words  # noqa: PLC0415
    from cleanroom.kernels.packed import packed  # noqa: PLC0415

    texts = data.decode("utf-8", "surrogateescape").split("\n")[:12]
    texts = [text.encode("utf-8", "replace").decode() for text in texts]
    expected, (words, flags, counts) = split_words(texts), split_batch(packed(texts))
    assert np.array_equal(expected.hashes, words)
    assert np.array_equal(expected.flags, flags)
    assert np.array_equal(np.diff(expected.offsets), counts)
    sources = ["a"] * len(texts)
    one, other = (way(texts, sources, DedupConfig()) for way in (plain.compare, fast.compare))
    assert np.array_equal(one.found.shared, other.found.shared)
    assert np.array_equal(one.same, other.same)


def rules_file(data: bytes) -> None:
    """A rules file is used, or refused with a line that names the remedy."""
    taken = _codes()
    with suppress(CleanroomError):
        parse_rules(data.decode("utf-8", "replace"), "mine.toml", taken)


@cache
def _codes() -> frozenset[str]:
    return frozenset(rule.code for rule in default_rules().rules)


def profile(data: bytes) -> None:
    """A profile is used or refused."""
    with suppress(CleanroomError):
        parse_profile(data, "site.json", TemplateConfig())


def decisions(data: bytes) -> None:
    """A file of decisions is used or refused."""
    path = _folder() / "decisions.jsonl"
    path.write_bytes(data)
    with suppress(CleanroomError):
        load_decisions(path)


def index_file(data: bytes) -> None:
    """An index with a damaged file is refused, or `verify` says so, or it answers, grows and is written as a run."""
    folder = _folder() / "index"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(_index(), folder)
    _damage(sorted(path for path in folder.iterdir() if path.is_file()), data)
    with suppress(CleanroomError), closing(open_store(str(folder), write=True)) as store:
        if store.verify():
            return
        store.stats()
        store.changes()
        store.query(["The bridge number 3 is closed. " * 9])
        store.add([Clean("new", "The ferry sails again. " * 9, "")])
        store.remove(["1"])
        store.compact()
        assert store.verify() == []
        store.export(folder.with_name("exported"), overwrite=True)


def _damage(files: Sequence[Path], data: bytes) -> None:
    """Byte 0 says which file. What follows replaces it, or where byte 1 is odd, its bytes from a place (2 to 4) on."""
    if len(data) > 5:
        path, patch = files[data[0] % len(files)], data[5:]
        before = path.read_bytes()
        at = int.from_bytes(data[2:5], "little") % (len(before) + 1)
        path.write_bytes(before[:at] + patch + before[at + len(patch) :] if data[1] % 2 else patch)


@cache
def _index() -> Path:
    folder = _folder() / "index-made"
    with closing(create(str(folder))) as store:
        for first in (0, 9):
            texts = [f"The bridge number {number} is closed. " * 9 for number in range(first, first + 9)]
            store.add([Clean(str(first + place), text, "") for place, text in enumerate(texts)])
        store.remove(["3"])
    return folder


def index_http(data: bytes) -> None:
    """Line 1 is a method and a path, the rest is the body: the index service answers, and never with 500."""
    line, _, body = data.partition(b"\n")
    method, _, address = line.decode("latin-1").partition(" ")
    path, _, query = address.partition("?")
    method = method if method in ("GET", "POST", "DELETE", "PUT") else "POST"
    status = asyncio.run(_asked(_service(), method, f"/{path.lstrip('/')}", query.encode("latin-1"), body))
    assert 200 <= status < 500 or status == 503, (status, data)


@cache
def _service() -> Any:
    from cleanroom.index.service.app import Service, application  # noqa: PLC0415
    from cleanroom.tuning import ServiceConfig  # noqa: PLC0415

    store = create(str(_folder() / "index-served"))
    store.add([Clean("a", "The bridge number 1 is closed. " * 9, "")])
    return application(Service(store, ServiceConfig()), "", 80, ServiceConfig())


def audit_http(data: bytes) -> None:
    """Line 1 is a method and a path, the rest is the body: the app answers, and never with 5xx."""
    line, _, body = data.partition(b"\n")
    method, _, address = line.decode("latin-1").partition(" ")
    path, _, query = address.partition("?")
    method = method if method in ("GET", "POST", "HEAD") else "GET"
    status = asyncio.run(_asked(_app(), method, f"/token/{path.lstrip('/')}", query.encode("latin-1"), body))
    assert 200 <= status < 500, (status, data)


async def _asked(app: Any, method: str, path: str, query: bytes, body: bytes) -> int:
    """The status that an app answers with, without a network."""
    found: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            found.append(message["status"])

    headers = [(b"host", b"127.0.0.1:80"), (b"origin", b"http://127.0.0.1:80"), (b"content-type", b"application/json")]
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode("latin-1"),
             "query_string": query, "headers": headers, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
             "scheme": "http", "root_path": "", "http_version": "1.1", "asgi": {"version": "3.0"}}  # fmt: skip
    await app(scope, receive, send)
    return found[0]


@cache
def _app() -> Any:
    out = _folder() / "run"
    cleanroom.run([str(ROOT / "seeds")], out=out)
    return application(Audit(out), "token", 80)


@cache
def _folder() -> Path:
    """A folder of this process, which the system clears."""
    return Path(tempfile.mkdtemp(prefix="cleanroom-fuzz-"))


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        target.__name__: target
        for target in (
            clean_text, clean_html, readers, shingles, rules_file, profile, decisions, index_file, index_http,
            audit_http,
        )
    }
)  # fmt: skip
