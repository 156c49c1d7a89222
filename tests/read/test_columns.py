"""JSON lines as columns are the records that they are one by one."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from running import ROOT

from cleanroom.clean.stage import take_batch
from cleanroom.config import ReadConfig
from cleanroom.errors import UsageError
from cleanroom.kernels import vectors
from cleanroom.read import again, batches, columns, read, unique
from cleanroom.read.kernels import json_lines, seen
from cleanroom.records import Clean, Raw, Reject
from cleanroom.store.documents import column_batch, document_batch

CONFIG = ReadConfig(column_bytes=1)
TEXT = "The harbour board met on Monday and said that the ferry will stop in November."

#: lines of JSON of every kind, in and out of the standard: what a parser says of each is the expected answer
ODD_LINES = ROOT / "fixtures" / "read" / "odd_lines.jsonl"


def rows(items: Any) -> list[Any]:
    """Rows of the table `documents`, and rejects, of whatever a reader gives."""
    found: list[Any] = []
    for item in items:
        for taken in take_batch([item]) if isinstance(item, Raw) else [item]:
            if isinstance(taken, Reject):
                found.append(taken)
            else:
                batch = document_batch([taken], cut=False) if isinstance(taken, Clean) else column_batch(taken)
                found += batch.to_pylist()
    return found


def both(path: Path, config: ReadConfig = CONFIG) -> tuple[list[Any], list[Any]]:
    """What a file is one by one and in columns, each with what comes again left out."""
    plain = rows(unique(read([str(path)], config)))
    return plain, rows(unique(read([str(path)], config, threads=2), columns=True))


@pytest.fixture(autouse=True)
def _odd_lines_stay_between_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many lines are odd, the others come in columns: small files show what large ones do."""
    monkeypatch.setattr(columns, "_ODD_SHARE", 1.0)


@pytest.mark.parametrize("block", [1 << 22, 1000, 60])
def test_every_kind_of_line(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    """Records, rejects, their order and what comes again are the same, wherever blocks are cut."""
    monkeypatch.setattr(columns, "_BLOCK", block)
    plain, found = both(ODD_LINES)
    assert found == plain
    assert len(found) > 50


def test_plain_lines_come_in_columns(tmp_path: Path) -> None:
    """What is plain is not made record by record, and what is not stands between in its place."""
    path = tmp_path / "in.jsonl"
    texts = [TEXT if row != 7 else "" for row in range(12)]
    path.write_text("".join(json.dumps({"id": f"a{row}", "text": text}) + "\n" for row, text in enumerate(texts)))
    items = list(read([str(path)], CONFIG, threads=1))
    assert [len(item) if isinstance(item, columns.Columns) else item.position for item in items] == [7, 8, 4]
    assert [item.position for item in items] == [7, 8, 12]
    assert list(batches(iter(items[:1] + items[2:]))) == items[:1] + items[2:]


def test_small_files_and_own_id_fields_come_one_by_one(tmp_path: Path) -> None:
    """Below the limit kernels are not worth loading; where the user names the field of the id, columns are not used."""
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "key": "b"}) + "\n")
    assert [type(item) for item in read([str(path)], ReadConfig(), threads=2)] == [Raw]
    assert [item.id for item in read([str(path)], CONFIG, id_field="key", threads=2)] == ["b"]


def test_a_broken_stream_gives_what_came_before(tmp_path: Path) -> None:
    """Records before the break of a compressed file come, then one reject, as they do one by one."""
    import random

    draw = random.Random(1)
    lines = [json.dumps({"id": f"a{row}", "text": f"{TEXT} {draw.random()}"}) for row in range(3000)]
    path = tmp_path / "in.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode())[:30_000])
    plain, found = both(path)
    assert found == plain
    assert found[-1].code == "compressed"
    assert len(found) > 100


def test_a_long_line_is_rejected_and_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line above the limit is one reject; the lines behind it are read."""
    monkeypatch.setattr(columns, "_BLOCK", 100)
    monkeypatch.setattr("cleanroom.read.lines._CHUNK", 64)
    config = ReadConfig(column_bytes=1, max_line_bytes=300)
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps({"id": name, "text": "x " * size}) + "\n" for name, size in
                            (("a", 20), ("b", 5000), ("c", 20), ("d", 160), ("e", 20))))  # fmt: skip
    plain, found = both(path, config)
    assert found == plain
    assert [row.code for row in found if isinstance(row, Reject)] == ["too_large", "too_large"]


def in_columns(path: Path, config: ReadConfig = CONFIG) -> list[columns.Columns]:
    """What of a file comes in columns."""
    return [item for item in read([str(path)], config, threads=2) if isinstance(item, columns.Columns)]


@pytest.mark.parametrize("gap", [0, 1 << 16])
@pytest.mark.parametrize("block", [1 << 22, 1000, 60])
def test_texts_are_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, block: int, gap: int) -> None:
    """All texts, or some, are the same from their file: with escapes, behind a byte order mark and a long line."""
    monkeypatch.setattr(columns, "_BLOCK", block)
    monkeypatch.setattr(again, "_GAP", gap)
    path, long = tmp_path / "in.jsonl", json.dumps({"id": "long", "text": "x " * 60_000}).encode() + b"\n"
    last = json.dumps({"id": "last", "text": "caf\u00e9 \n au lait"}).encode()
    path.write_bytes(b"\xef\xbb\xbf" + ODD_LINES.read_bytes() + long + last)
    monkeypatch.setattr("cleanroom.read.lines._CHUNK", 64)
    found = in_columns(path, ReadConfig(column_bytes=1, max_line_bytes=100_000))
    for item in found:
        texts, every = item.texts.texts(), np.arange(len(item))
        assert item.again is not None
        assert item.again.texts(every).texts() == texts
        assert item.again.texts(every[::3]).texts() == texts[::3]
    assert sum(map(len, found)) > 20
    assert found[-1].texts.texts()[-1] == "caf\u00e9 \n au lait"


@pytest.mark.parametrize("changed", [
    lambda data: data.replace(b"Monday", b"Friday"), lambda data: data[:-30], lambda data: b"",
    lambda data: data.replace(b"\\n", b"\\u"), lambda data: b"\\ud83d" * (len(data) // 6),
])  # fmt: skip
def test_a_file_that_has_changed_is_known(tmp_path: Path, changed: Callable[[bytes], bytes]) -> None:
    """Texts that are no longer what they were are an error that says so, whatever is there instead."""
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps({"id": f"a{row}", "text": f"{TEXT}\n{row} \n"}) + "\n" for row in range(5)))
    (found,) = in_columns(path)
    assert found.again is not None
    path.write_bytes(changed(path.read_bytes()))
    with pytest.raises(UsageError, match=r"in\.jsonl has changed while it was being read"):
        found.again.texts(np.arange(5))


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    """A file that is no longer there is an error with its name."""
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT}) + "\n")
    (found,) = in_columns(path)
    assert found.again is not None
    path.unlink()
    with pytest.raises(UsageError, match=r"in\.jsonl could not be read a second time: No such file"):
        found.again.texts(np.arange(1))


def test_only_files_that_hold_the_texts_are_read_again(tmp_path: Path) -> None:
    """Compressed files and those in other encodings have other bytes than the texts: they are not read again."""
    line = json.dumps({"id": "a", "text": TEXT}) + "\n"
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(line.encode()))
    (tmp_path / "wide.jsonl").write_bytes(line.encode("utf-16"))
    for name in ("in.jsonl.gz", "wide.jsonl"):
        (found,) = in_columns(tmp_path / name)
        assert found.texts.texts() == [TEXT]
        assert found.again is None


@given(st.lists(st.dictionaries(
    st.sampled_from(["id", "text", "url", "date", "title", "content", "a", "source", 'odd "key"']),
    st.one_of(st.text(max_size=30), st.integers(), st.none(), st.floats(), st.lists(st.text(max_size=5), max_size=2)),
), max_size=8))  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_any_objects(tmp_path_factory: pytest.TempPathFactory, objects: list[dict[str, Any]]) -> None:
    """Whatever members there are: both ways give the same."""
    path = tmp_path_factory.mktemp("any") / "in.jsonl"
    lines = [json.dumps(item, ensure_ascii=len(objects) % 2 == 0) for item in objects]
    path.write_bytes(b"".join(line.encode("utf-8", "surrogatepass") + b"\n" for line in lines))
    plain, found = both(path)
    assert found == plain


@given(st.binary(max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, noise: bytes) -> None:
    """Bytes put into a line: both ways give the same."""
    path = tmp_path_factory.mktemp("any") / "in.jsonl"
    path.write_bytes(b'{"id":"a","text":"' + noise + b'"}\n{"id":"b",' + noise + b'"text":"some words"}\n')
    plain, found = both(path)
    assert found == plain


@pytest.mark.parametrize("odd", ["\\n", "\\u00e9", "\\", "\x01", "\x7f", "é", "漢漢漢", "\\ud800", '"', '","url":"u'])
def test_what_is_odd_is_seen_anywhere(tmp_path: Path, odd: str) -> None:
    """Bytes are looked at 64 at a time: wherever among them something is odd, both ways give the same."""
    path = tmp_path / "in.jsonl"
    lines = (f'{{"id":"{at}","text":"{"a b" * 30:.{at}}{odd}{"c d" * (at % 50)}"}}' for at in range(90))
    path.write_text("".join(line + "\n" * (number % 3) for number, line in enumerate(lines, 1)))
    plain, found = both(path)
    assert found == plain
    assert len(found) >= 60


def test_characters_and_hashes_come_with_the_strings(tmp_path: Path) -> None:
    """Lengths are characters of the text; equal strings have equal hashes, and others others."""
    texts = ["text" + "a" * size + tail for size in range(150) for tail in ("é", "\n漢")]
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps({"id": text, "text": text}) + "\n" for text in texts))
    (found,) = in_columns(path)
    assert found.lengths.tolist() == list(map(len, texts))
    assert np.array_equal(*found.hashes)
    assert [seen.hash_of(text.encode()) for text in texts] == found.hashes[1].tolist()
    assert len(set(found.hashes[1].tolist())) == len(texts)


@given(st.binary(max_size=200), st.integers(0, 255), st.integers(0, 255))
@settings(deadline=None)
def test_bits_of_bytes(noise: bytes, first: int, count: int) -> None:
    """The bits of 64 bytes, the lowest of them and how many there are, as they are written for whoever reads them."""
    data = np.frombuffer(noise + bytes(64), np.uint8)
    bits = vectors.within(data, np.uint64(len(noise) // 2), first, count)
    expected = [place for place in range(64) if (int(data[len(noise) // 2 + place]) - first) % 256 < count]
    assert [place for place in range(64) if int(bits) >> place & 1] == expected
    with np.errstate(over="ignore"):
        assert vectors.ones(bits) == len(expected)
        assert not expected or vectors.lowest(bits) == expected[0]


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_lines_end_at_line_feeds(noise: bytes) -> None:
    """The places behind line feeds, wherever they stand."""
    data = noise.replace(b"a", b"\n") + b"\n" * (len(noise) % 2)
    found = np.empty(len(data), np.int64)
    count = json_lines.line_ends(np.frombuffer(data, np.uint8), found)
    assert found[:count].tolist() == [place + 1 for place, byte in enumerate(data) if byte == 10]
