"""Files of many records: JSON lines, CSV, Parquet, WARC."""

from __future__ import annotations

import bz2
import datetime
import gzip
import io
import json
import lzma
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanroom.config import ReadConfig
from cleanroom.errors import UsageError
from cleanroom.read import read
from cleanroom.records import REJECT_CODES, Raw, Reject

FIXTURES = Path(__file__).parents[2] / "fixtures" / "read"


def items(data: bytes | str, name: str, tmp_path: Path, **options: Any) -> list[Raw | Reject]:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read([str(path)], **options))


def raws(found: list[Raw | Reject]) -> list[Raw]:
    assert all(isinstance(item, Raw) for item in found), found
    return [item for item in found if isinstance(item, Raw)]


def brief(found: list[Raw | Reject]) -> list[tuple[int, str]]:
    """Position, and the id or the code."""
    for item in found:
        assert isinstance(item, Raw) or (item.code in REJECT_CODES and "\n" not in item.message)
    return [(item.position, item.id if isinstance(item, Raw) else item.code) for item in found]


# JSON lines

def test_every_line_is_accounted_for() -> None:
    """Every line that is not blank gives a record or a reject with its line number, in order."""
    expected = (FIXTURES / "records.expected").read_text().splitlines()
    found = brief(list(read([str(FIXTURES / "records.jsonl")])))
    assert [f"{position} {what}" for position, what in found] == expected


def test_what_is_read_can_be_written() -> None:
    """Nothing in a record keeps it from being written as UTF-8, whatever escapes the input had."""
    for item in read([str(FIXTURES / "records.jsonl")]):
        if isinstance(item, Raw):
            json.dumps([item.content, dict(item.fields)], ensure_ascii=False).encode()


def test_a_half_surrogate_is_replaced_everywhere(tmp_path: Path) -> None:
    """Half a surrogate pair becomes U+FFFD in every field, key and list, and is noted."""
    (raw,) = raws(items(r'{"text": "a\ud800", "k\udfff": ["\ud83d", {"x": "\ud83d\ude00"}]}', "a.jsonl", tmp_path))
    assert raw.content == "a\ufffd"
    assert raw.fields == {"k\ufffd": ["\ufffd", {"x": "😀"}]}
    assert raw.notes == ("half surrogate pairs replaced by U+FFFD",)


def test_known_fields_become_attributes_and_others_travel(tmp_path: Path) -> None:
    """url, date, title, author and lang are taken if they are texts; all else travels untouched."""
    record = {"id": 12, "url": "u", "date": 2016, "title": "T", "author": ["A", "B"], "lang": "de", "text": "x",
              "source": "Herald", "html": "<p>", "tags": ["a"], "n": 2**70, "nothing": None}
    (raw,) = raws(items(json.dumps(record), "a.jsonl", tmp_path))
    assert (raw.id, raw.url, raw.date, raw.title, raw.author, raw.lang) == ("12", "u", "2016", "T", "", "de")
    assert raw.fields == {"author": ["A", "B"], "source": "Herald", "html": "<p>", "tags": ["a"], "n": 2**70,
                          "nothing": None}


@pytest.mark.parametrize("record, record_id", [
    ({"id": "a", "url": "u"}, "a"),
    ({"id": None, "url": "u"}, "u"),
    ({"id": "", "url": "u"}, "u"),
    ({"id": 123456789012345678901234567890}, "123456789012345678901234567890"),
    ({"id": True, "url": "u"}, "u"),
    ({}, "sha256:ba7816bf8f01cfea"),
])
def test_ids(tmp_path: Path, record: dict[str, Any], record_id: str) -> None:
    """The id is the field id, else url, else a hash of the content; numbers become their digits."""
    assert [raw.id for raw in raws(items(json.dumps({**record, "text": "abc"}), "a.jsonl", tmp_path))] == [record_id]


def test_named_fields_come_first(tmp_path: Path) -> None:
    """A text field and an id field that the user names are used; the id field travels too."""
    line = '{"id": "a", "key": "k", "text": "no", "words": "yes"}\n{"id": "b", "text": "no"}'
    first, second = items(line, "a.jsonl", tmp_path, text_field="words", id_field="key")
    assert isinstance(first, Raw)
    assert (first.id, first.content, first.fields) == ("k", "yes", {"key": "k", "text": "no"})
    assert isinstance(second, Reject)
    assert second.message.startswith("no text: looked for words; the fields with a value are id, text")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_json_lines_in_other_widths(tmp_path: Path, codec: str) -> None:
    """JSON lines may begin with a byte order mark and may be UTF-16 or UTF-32."""
    text = '{"id": "a", "text": "é one"}\r\n{"id": "b", "text": "two 😀"}\r\n'
    for name in ("a.jsonl", "a"):
        assert [raw.content for raw in raws(items(text.encode(codec), name, tmp_path))] == ["é one", "two 😀"]


def test_a_line_of_100_mb(tmp_path: Path) -> None:
    """A JSON line of 100 MB is a record."""
    (raw,) = raws(items(b'{"text": "' + b"abcde " * 17_000_000 + b'"}', "a.jsonl", tmp_path))
    assert len(raw.content) == 102_000_000


def test_too_long_lines_and_texts_are_rejected(tmp_path: Path) -> None:
    """A line or text above its limit is a reject, and the next line is read."""
    config = ReadConfig(max_line_bytes=1000, max_document_chars=500)
    lines = ['{"id": "a", "text": "' + "x" * n + '"}' for n in (3_000_000, 500, 501)]
    found = items("\n".join([*lines, lines[0]]), "a.jsonl", tmp_path, config=config)
    assert brief(found) == [(1, "too_large"), (2, "a"), (3, "too_large"), (4, "too_large")]


def test_a_binary_file_is_one_reject(tmp_path: Path) -> None:
    """A binary file that is called .jsonl or .csv is one reject, not thousands."""
    for name in ("a.jsonl", "a.csv"):
        assert brief(items(bytes(range(256)) * 1000, name, tmp_path)) == [(1, "binary")]


PACK = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_the_good_prefix_of_a_cut_stream_is_used(tmp_path: Path, suffix: str, form: str) -> None:
    """Of a compressed file that is cut off the whole records are used; the rest is one reject."""
    # texts that do not compress, so that the cut falls among them
    words = [f"{n * 2654435761 % 2**32:x}" * 3 for n in range(40_000)]
    rows = [f'{{"id": "{n}", "text": "{w}"}}' if form == "jsonl" else f'{n},"{w}"' for n, w in enumerate(words)]
    data = "\n".join([*(["id,text"] if form == "csv" else []), *rows])
    packed = PACK[suffix](data.encode())
    whole = raws(items(packed, f"a.{form}{suffix}", tmp_path))
    assert len(whole) == 40_000
    for cut in (len(packed) - 4, len(packed) * 2 // 3, 15):
        *good, bad = items(packed[:cut], f"a.{form}{suffix}", tmp_path)
        assert isinstance(bad, Reject)
        assert bad.code == "compressed"
        assert good == whole[: len(good)]
        assert bad.position > (good[-1].position if good else 0)


def test_zstd_or_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its package a .zst is an error that says what to install."""
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(UsageError, match=r"pip install 'cleanroom-corpus\[zstd\]'"):
        items(b"\x28\xb5\x2f\xfd rest", "a.jsonl.zst", tmp_path)


def test_zstd_frames_and_cuts(tmp_path: Path) -> None:
    """A .zst of several frames is read to its end, and a cut within one is a reject."""
    import zstandard
    frames = [zstandard.compress(f'{{"id": "{n}", "text": "x"}}\n'.encode()) for n in range(3)]
    assert brief(items(b"".join(frames), "a.jsonl.zst", tmp_path)) == [(1, "0"), (2, "1"), (3, "2")]
    assert brief(items(b"".join(frames)[:-5], "a.jsonl.zst", tmp_path))[-1] == (3, "compressed")


@pytest.mark.parametrize("head, form", [
    (b'{"id": "a", "text": "x"}\n', "jsonl"), (b' \n {"text": "x"}', "jsonl"), (b"id,text\na,x\n", "csv"),
    (b"id\ttext\na\tx\n", "csv"), (b"Of text, html and so on,\nwe speak.", "text"),
])
def test_the_form_is_found_by_content(head: bytes, form: str) -> None:
    """On standard input the form is found by the first bytes, which are not lost."""
    found = list(read(["-"], stdin=io.BytesIO(head)))
    assert raws(found) == list(read(["-"], form=form, stdin=io.BytesIO(head)))


def test_json_lines_stream() -> None:
    """With --from jsonl a record of a pipe is given before the next one is there."""
    reading, writing = os.pipe()
    with open(reading, "rb") as pipe, open(writing, "wb", buffering=0) as producer:  # noqa: PTH123
        records = read(["-"], form="jsonl", stdin=pipe)
        for number in range(1, 4):
            producer.write(b'{"id": "%d", "text": "x"}\n' % number)
            assert next(records).position == number


@given(st.lists(st.one_of(st.binary(max_size=40), st.sampled_from([
    b'{"text": "a"}', b'{"text": 1}', b'{"text": "\\ud800"}', b"[]", b'{"text": "', b"NaN", b'{"text": "\xff"}',
]))))
def test_any_lines_are_accounted_for(lines: list[bytes]) -> None:
    """Whatever the lines, nothing raises, positions rise, and every text can be written."""
    found = list(read(["-"], form="jsonl", stdin=io.BytesIO(b"\n".join(lines))))
    assert [item.position for item in found] == sorted({item.position for item in found})
    for item in found:
        if isinstance(item, Raw):
            (item.content + item.id).encode()


# CSV

def test_csv_rows(tmp_path: Path) -> None:
    """CSV rows are records: quoted line breaks, other delimiters, bad rows and the lines they begin on."""
    data = 'id;text;source\n1;"a; ""b""\nc";X\n\n2;too;many;fields\n3;few\n4;;Y\n5;last;Z'
    found = items(data, "a.csv", tmp_path)
    assert brief(found) == [(2, "1"), (5, "csv"), (6, "csv"), (7, "empty"), (8, "5")]
    assert isinstance(found[0], Raw)
    assert (found[0].content, found[0].fields) == ('a; "b"\nc', {"source": "X"})


def test_tsv_in_utf_16_and_windows_1252(tmp_path: Path) -> None:
    """TSV may be UTF-16; a row that is no UTF-8 is guessed, and the note is on that row alone."""
    (raw,) = raws(items("id\ttext\na\tcafé\n".encode("utf-16"), "a.tsv", tmp_path))
    assert raw.content == "café"
    first, second = raws(items(b"id\ttext\na\tcaf\xe9 noir\nb\tplain\n", "a.tsv", tmp_path))
    assert (first.content, first.notes) == ("café noir", ("encoding guessed: windows-1252",))
    assert second.notes == ()


def test_csv_header_in_quotes(tmp_path: Path) -> None:
    """A name in the header may hold the end of a line, in quotes, as any cell may."""
    (found,) = items('text,"a\nnote"\nx,1\n', "a.csv", tmp_path)
    assert (found.fields, found.content, found.position) == ({"a\nnote": "1"}, "x", 3)


def test_csv_header_that_is_none(tmp_path: Path) -> None:
    """A header that the csv module refuses, as one with a lone carriage return, is one reject that says so."""
    (reject,) = items("id,te\rt,title\n1,a,b\n", "a.csv", tmp_path)
    assert (reject.code, reject.message[:19]) == ("csv", "not a usable header")


def test_csv_without_a_text_column(tmp_path: Path) -> None:
    """A CSV or Parquet without the text column is one reject that names the columns there are."""
    (reject,) = items("id,words\n1,a\n2,b\n", "a.csv", tmp_path)
    assert isinstance(reject, Reject)
    assert (reject.code, "id, words" in reject.message) == ("no_text", True)


def test_empty_tables(tmp_path: Path) -> None:
    """An empty CSV is a reject; one with nothing but a header has no records; empty JSON lines have none."""
    assert brief(items("", "a.csv", tmp_path)) == [(1, "empty")]
    assert items("id,text\n", "a.csv", tmp_path) == []


def test_long_cells(tmp_path: Path) -> None:
    """A cell above the csv module's own limit of 128 KB is read; a line above ours is a reject."""
    data = 'id,text\n1,"' + "x" * 200_000 + '"\n2,b\n'
    assert len(raws(items(data, "a.csv", tmp_path))[0].content) == 200_000
    assert brief(items(data, "a.csv", tmp_path, config=ReadConfig(max_line_bytes=1000))) == [(2, "too_large"), (3, "2")]


# Parquet

def parquet(path: Path, columns: dict[str, list[Any]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table(columns), path)
    return path.read_bytes()


def test_parquet_rows(tmp_path: Path) -> None:
    """Parquet rows are records, from a file, a pipe, or compressed; dates become ISO 8601, bytes text."""
    data = parquet(tmp_path / "a.parquet", {
        "id": [1, 2, 3], "text": [b"caf\xc3\xa9", b"b", None], "date": [datetime.date(2016, 10, 22)] * 3,
        "tags": [["a"], [], None],
    })
    found = list(read([str(tmp_path / "a.parquet")]))
    assert brief(found) == [(1, "1"), (2, "2"), (3, "no_text")]
    assert isinstance(found[0], Raw)
    assert (found[0].content, found[0].date, found[0].fields) == ("café", "2016-10-22", {"tags": ["a"]})
    assert brief(list(read(["-"], stdin=io.BytesIO(data)))) == brief(found)
    assert brief(items(gzip.compress(data), "b.parquet.gz", tmp_path)) == brief(found)


def test_bad_parquet(tmp_path: Path) -> None:
    """A damaged Parquet file, an empty one, and one without the text column are one reject each."""
    data = parquet(tmp_path / "a.parquet", {"id": [1], "words": ["a"]})
    (reject,) = read([str(tmp_path / "a.parquet")])
    assert isinstance(reject, Reject)
    assert (reject.code, "id, words" in reject.message) == ("no_text", True)
    for bad in (data[:-10], data[:20], b"PAR1", b"not parquet", b""):
        assert brief(items(bad, "b.parquet", tmp_path)) == [(1, "parquet")]


# WARC

def warc_record(uri: str, block: bytes, kind: str = "response", length: int | None = None) -> bytes:
    content = "application/http; msgtype=response" if kind == "response" else "text/plain"
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
            f"Content-Type: {content}\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def http(body: bytes, content_type: str = "text/html", status: str = "200 OK", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{more}\r\n".encode() + body


PAGES = [
    warc_record("http://a/1", http("<html>Да".encode("cp1251"), "text/html; charset=windows-1251")),
    warc_record("http://a/image", http(b"\x89PNG", "image/png")),
    warc_record("http://a/missing", http(b"<html>Not found", status="404 Not Found")),
    warc_record("http://a/2", http(gzip.compress(b"<html>packed"), more="Content-Encoding: gzip\r\n")),
    warc_record("http://a/bad", http(b"<html>not packed", more="Content-Encoding: gzip\r\n")),
    warc_record("http://a/3", "Extracted téxt.".encode(), "conversion"),
]
EXPECTED = [(1, "http://a/1"), (4, "http://a/2"), (5, "warc"), (6, "http://a/3")]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a"])
def test_warc_records(tmp_path: Path, name: str) -> None:
    """Of a WARC the pages and extracted texts are records, under their address; a bad one is a reject."""
    data = b"".join(map(gzip.compress, PAGES)) if name.endswith(".gz") else b"".join(PAGES)
    found = items(data, name, tmp_path)
    assert brief(found) == EXPECTED
    good = [item for item in found if isinstance(item, Raw)]
    assert [(raw.content, raw.form) for raw in good] == [
        ("<html>Да", "html"), ("<html>packed", "html"), ("Extracted téxt.", "text"),
    ]
    assert (good[0].url, good[0].date, good[0].fields) == ("http://a/1", "", {"warc_date": "2020-01-01T00:00:00Z"})


def test_cut_and_wrong_warc(tmp_path: Path) -> None:
    """A WARC that is cut off, or whose lengths are wrong, gives its good records and one reject."""
    data = b"".join(PAGES)
    assert brief(items(data[:-20], "a.warc", tmp_path)) == [*EXPECTED[:3], (6, "warc")]
    packed = b"".join(map(gzip.compress, PAGES))
    assert brief(items(packed[:-20], "a.warc.gz", tmp_path)) == [*EXPECTED[:3], (6, "compressed")]
    assert brief(items(packed[:-9], "a.warc.gz", tmp_path)) == [*EXPECTED, (7, "compressed")]  # of the last its check
    assert brief(items(PAGES[0] + b"junk" * 100, "a.warc", tmp_path)) == [EXPECTED[0], (2, "warc")]
    short = warc_record("http://a/0", http(b"<html>x"), length=10)
    assert brief(items(short + data, "a.warc", tmp_path))[-1][1] == "warc"
    long = warc_record("http://a/9", http(b"<html>x"), length=10_000)
    assert brief(items(PAGES[0] + long, "a.warc", tmp_path)) == [EXPECTED[0], (2, "warc")]


def test_warc_or_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its package a WARC is an error that says what to install."""
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    with pytest.raises(UsageError, match=r"pip install 'cleanroom-corpus\[warc\]'"):
        items(PAGES[0], "a.warc", tmp_path)


def test_fixtures_in_other_encodings() -> None:
    """The same text in windows-1252 and in UTF-16 is the same record."""
    found = raws(list(read([str(FIXTURES / "windows-1252.txt"), str(FIXTURES / "utf-16.txt")])))
    assert len({raw.content for raw in found}) == 1


def test_infinity_beside_what_json_forbids(tmp_path: Path) -> None:
    """A line with Infinity, a raw control character and bytes that are no UTF-8 is read as repaired, once."""
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "a", "text": "caf\xe9\tx", "own": Infinity}\n')
    (record,) = read([str(tmp_path / "a.jsonl")])
    assert isinstance(record, Raw)
    assert (record.content, record.fields) == ("café\tx", {"own": float("inf")})
