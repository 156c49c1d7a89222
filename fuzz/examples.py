"""Well-formed inputs to begin with: from nothing a fuzzer finds no TOML table and no Parquet file."""

from __future__ import annotations

import gzip
import io
from collections.abc import Mapping

from cleanroom.clean.profile import dump
from cleanroom.clean.templates import Profile
from cleanroom.read import names

TEXT = b"The bridge over the river is closed, the council said on Monday.\n\nShare\n\nBy Anna Smith\nMarch 3, 2019\n"
PAGE = b"<html><head><title>T</title></head><body><article><h1>T</h1><p>" + TEXT * 5 + b"</p></article></body></html>"
RULE = b"""[[rule]]
code = "my.box"
kind = "boilerplate"
why = "A box."
hits = ["Weather for Exampleville"]
misses = ["The weather turned."]
opener = ["weather for"]
pattern = "weather (for|in) \\\\w+"
words = ["weather"]
confidence = 0.85
"""
DECISIONS = b"""{"id":"a1","at":"2024-01-01T00:00:00Z","action":"split","document":"a","other":"b","note":""}
{"id":"a2","at":"2024-01-01T00:00:00Z","action":"keep","document":"a","start":0,"end":5,"text":"Share"}
{"id":"a3","at":"2024-01-01T00:00:00Z","action":"undo","decision":"a1"}
"""
RECORDS = {
    "jsonl": b'{"id": "1", "text": "The bridge is closed.", "url": "a.org/x"}\n{"text": 0}\n\n[1]\n{"html": 1}\n',
    "json": b'[{"text": "one"}, {"text": "two", "n": [1, {"a": 2}]}]',
    "csv": b'id,text,title\n1,"The bridge, closed",T\n2,x\n',
    "html": PAGE, "text": TEXT + b"---\n" + TEXT,
    "warc": b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n",
}  # fmt: skip


def examples() -> Mapping[str, list[bytes]]:
    """Target -> inputs."""
    forms = ("auto", *names())
    records = [bytes([forms.index(form)]) + data for form, data in (*RECORDS.items(), ("parquet", _parquet()))]
    records += [b"\0" + gzip.compress(RECORDS["jsonl"]), b"\0" + TEXT.decode().encode("utf-16")]
    return {
        "clean_text": [TEXT], "clean_html": [PAGE], "readers": records,
        "shingles": [TEXT, "漢字 mix漢ed ﬁn ŉ".encode()],
        "rules_file": [RULE], "profile": [dump(Profile())], "decisions": [DECISIONS],
        "index_file": [bytes([file, how, 0, 0, 0]) + data for file in range(5) for how, data in
                       ((0, b'{"commit": 2, "next": 4, "parts": [], "changes": 0}'), (1, b'{"commit": 2}'))],
        "index_http": [b'POST documents\n{"documents": [{"id": "b", "text": "One text.", "date": "2024-01-01"}]}',
                       b'POST query\n{"texts": ["One text."], "limit": 3}', b'POST remove\n{"ids": ["b"]}',
                       b"GET documents/a", b"DELETE documents/b%2Fc", b"GET metrics", b"GET openapi.json"],
        "audit_http": [b"GET stories?words=bridge", b"GET story?id=a", b"GET documents?kind=caption&page=2",
                       b"POST decide\naction=split&document=a&other=b", b"GET compare?a=1",
                       b"GET assets/audit.css"],
    }  # fmt: skip


def _parquet() -> bytes:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    stream = io.BytesIO()
    pq.write_table(pa.table({"text": ["The bridge", None], "n": [1, 2]}), stream)
    return stream.getvalue()
