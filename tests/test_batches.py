"""Batches in the types that people hold, copies in a stream, and others' pipelines, with the real packages."""

from __future__ import annotations

import importlib
import json
from typing import Any

import pytest
from running import SEEDS, cleanroom

import cleanroom as library
from cleanroom.errors import UsageError
from cleanroom.records import Reject

JUNK = "Share this article"
BODY = "The council met on Monday to discuss bridge number {} over the river, which has been closed since spring. "
TEXTS = [f"{BODY.format(number) * 3}\n\n{JUNK}" for number in range(3)]
COLUMNS: dict[str, list[Any]] = {"n": [0, 1, 2, 3], "text": [*TEXTS, None], "title": ["Mine", "", "", ""]}


def check(columns: dict[str, list[Any]]) -> None:
    """Texts are clean, other columns as they were, and what has no text says why."""
    assert columns["n"] == [0, 1, 2, 3]
    assert [text.strip() for text in columns["text"][:3]] == [text.partition("\n")[0].strip() for text in TEXTS]
    assert columns["text"][3] is None or columns["text"][3] != columns["text"][3]  # None, or pandas' NaN
    assert columns["reject"] == ["", "", "", "no_text"]
    assert columns["title"][0] == "Mine"


def rows() -> list[dict[str, Any]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in zip(*COLUMNS.values(), strict=True)]


def test_lists_and_columns() -> None:
    """A list of mappings gives such a list, a mapping of columns such a mapping; an empty one is no trouble."""
    done = library.clean_batch(rows())
    assert isinstance(done, list)
    check({name: [row[name] for row in done] for name in done[0]})
    check(library.clean_batch(COLUMNS))
    assert library.clean_batch([]) == []


def test_frames_and_tables() -> None:
    """DataFrames of pandas and polars, tables and record batches of Arrow come back as what they were."""
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    frame = library.clean_batch(pd.DataFrame(COLUMNS, index=[5, 6, 7, 8]))
    assert (type(frame), list(frame.index)) == (pd.DataFrame, [5, 6, 7, 8])
    check(frame.to_dict("list"))
    polars = library.clean_batch(pl.DataFrame(COLUMNS))
    assert type(polars) is pl.DataFrame
    check(polars.to_dict(as_series=False))
    for kind in (pa.Table, pa.RecordBatch):
        table = library.clean_batch(kind.from_pydict(COLUMNS))
        assert isinstance(table, kind)
        check(table.to_pydict())


def test_wrong_batches() -> None:
    """Another column, or what is no batch, is named."""
    with pytest.raises(UsageError, match="no column body; the columns are n, text, title"):
        library.clean_batch(COLUMNS, column="body")
    with pytest.raises(TypeError, match="not builtins"):
        library.clean_batch(5)


@pytest.mark.parametrize(("raw", "said"), [(None, "not NoneType"), (b"text", "not bytes; decode it first")])
def test_what_is_no_text(raw: Any, said: str) -> None:
    """`clean` says what it takes, and what to do with bytes."""
    with pytest.raises(TypeError, match=said):
        library.clean(raw)


def test_hugging_face_datasets() -> None:
    """`ds.map(cleanroom.clean_batch, batched=True)` cleans a dataset."""
    import datasets

    done = datasets.Dataset.from_dict(COLUMNS).map(library.clean_batch, batched=True)
    check(done.to_dict())


def test_scrapy() -> None:
    """The item pipelines clean an item's HTML or text, and drop copies and items without a text."""
    from scrapy.exceptions import DropItem

    from cleanroom.integrations.scrapy import CleanPipeline, DropCopiesPipeline

    clean, copies = CleanPipeline(), DropCopiesPipeline()
    page = f"<html><body><article><p>{BODY.format(1) * 9}</p></article></body></html>"
    item = copies.process_item(clean.process_item({"url": "http://a.org/1", "html": page}))
    assert item["text"].strip() == (BODY.format(1) * 9).strip()
    with pytest.raises(DropItem, match=r"a copy of http://a\.org/1"):
        copies.process_item(clean.process_item({"url": "http://b.org/2", "text": f"{BODY.format(1) * 9}\n\n{JUNK}"}))
    with pytest.raises(DropItem, match="no_text"):
        clean.process_item({"url": "http://c.org/3"})


def test_datatrove() -> None:
    """The formatter cleans the documents of a pipeline."""
    from datatrove.data import Document

    from cleanroom.integrations.datatrove import Cleaner

    (document,) = Cleaner().run([Document(text=TEXTS[0], id="a")])
    assert document.text.strip() == TEXTS[0].partition("\n")[0].strip()


def test_datatrove_copies() -> None:
    """The filter passes on the first text of each story and says of a copy that it is one."""
    from datatrove.data import Document

    from cleanroom.integrations.datatrove import CopyFilter

    texts = [BODY.format(1) * 9, "Apples were cheap at the old market. " * 9, f"{BODY.format(1) * 9} It rained."]
    documents = [Document(text=text, id=str(number)) for number, text in enumerate(texts)]
    copies = CopyFilter()
    assert [document.id for document in copies.run(documents)] == ["0", "1"]
    assert copies.stats["dropped_copy"].total == 1


@pytest.mark.parametrize("kind", ["pandas", "polars"])
def test_frames_without_copies(kind: str) -> None:
    """`clean` and `drop_copies` of a DataFrame: texts are clean, copies of earlier rows go, other columns stay."""
    package = importlib.import_module(kind)
    ours = importlib.import_module(f"cleanroom.integrations.{kind}")
    story, other = BODY.format(1) * 9, "Apples were cheap at the old market. " * 9
    frame = package.DataFrame({"n": [0, 1, 2, 3], "body": [story, other, f"{story}\n\n{JUNK}", None]})
    done = ours.drop_copies(ours.clean(frame, "body"), "body")
    assert type(done) is package.DataFrame
    assert list(done["n"]) == [0, 1, 3]
    assert [text.strip() for text in list(done["body"])[:2]] == [story.strip(), other.strip()]
    assert list(done["reject"]) == ["", "", "no_text"]


def test_many_texts_in_processes() -> None:
    """`clean_many` with workers gives what it gives without, rejects in their places."""
    texts = [*TEXTS, "", *(f"{text} {number}" for number in range(60) for text in TEXTS)]
    alone = list(library.clean_many(texts))
    assert list(library.clean_many(texts, workers=2)) == alone
    assert isinstance(alone[3], Reject)


def test_a_deduplicator() -> None:
    """The first text of a story is remembered; a copy of it, shortened or with junk, is named by its id."""
    texts = {path.name[:3]: path.read_text(encoding="utf-8") for path in sorted(SEEDS.iterdir())}
    seen = library.Deduplicator()
    assert [seen.add(library.clean(text).text, name) for name, text in texts.items()][:2] == [None, "000"]
    assert [seen.add(texts["003"], "again"), seen.add(texts["004"], "again")] == ["003", "004"]
    assert seen.add("") is None
    assert seen.add("") is None


def test_dedup_as_a_filter() -> None:
    """`dedup --stream` passes on the first text of each story with its fields, in order."""
    story, other = (BODY.format(1) + "It will open in May. ") * 5, "Apples were cheap at the old market. " * 9
    given = [{"id": "a", "text": story, "own": 1}, {"id": "b", "text": other}, {"id": "c", "text": story + JUNK}]
    done = cleanroom("dedup", "--stream", "--from", "jsonl", stdin="\n".join(map(json.dumps, given)).encode())
    assert (done.code, done.err) == (0, "")
    found = [json.loads(line) for line in done.out.splitlines()]
    assert [(row["id"], row["text"]) for row in found] == [("a", story), ("b", other)]
    assert found[0]["own"] == 1
    assert cleanroom("dedup", "--stream", "-o", "out").code == 2
    assert cleanroom("dedup", stdin=b"A text.").code == 2
