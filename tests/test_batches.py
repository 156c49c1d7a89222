"""Batches in the types that people hold, copies in a stream, and others' pipelines, with the real packages."""

from __future__ import annotations

import datetime as dt
import importlib
import json
from typing import Any

import pytest
from running import SEEDS, cleanroom

import cleanroom as library
from cleanroom.config import DedupConfig
from cleanroom.errors import UsageError
from cleanroom.records import Reject

JUNK = "Share this article"
BODY = "The council met on Monday to discuss bridge number {} over the river, which has been closed since spring. "
TEXTS = [f"{BODY.format(number) * 3}\n\n{JUNK}" for number in range(3)]
DATED = f"Published 14 November 2025\n\n{BODY.format(1) * 3}"
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


def test_a_missing_text_is_none_of_any_type() -> None:
    """None, NaN and pandas' NA and NaT among the values of a column are missing, and filled with what was found."""
    import pandas as pd

    for missing in (None, float("nan"), pd.NA, pd.NaT):
        (row,) = library.clean_batch([{"text": DATED, "date": missing}])
        assert row["date"] == "2025-11-14"


@pytest.mark.parametrize(
    "own", [[dt.datetime(2020, 1, 2), None], [["A", "B"], None], [7, None], [dt.date(2020, 1, 2)] * 2]
)
def test_a_column_of_another_type_stays(own: list[Any]) -> None:
    """A date, title or author column that holds no texts is left as it is, nulls included, whatever the batch is."""
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    given = {"text": [DATED, DATED], "date": own}
    assert library.clean_batch(given)["date"] == own
    assert [
        row["date"]
        for row in library.clean_batch(
            [dict(zip(given, row, strict=True)) for row in zip(*given.values(), strict=True)]
        )
    ] == own
    for batch in (pa.table(given), pa.RecordBatch.from_pydict(given)):
        assert library.clean_batch(batch).column("date").equals(batch.column("date"))
    assert library.clean_batch(pl.DataFrame(given))["date"].equals(pl.DataFrame(given)["date"])
    frame = pd.DataFrame(given)
    pd.testing.assert_series_equal(library.clean_batch(frame)["date"], frame["date"])


def test_arrow_keeps_what_cleaning_does_not_make() -> None:
    """Types, values, chunks' content and metadata of other columns and of the schema stay; an empty table too."""
    import pyarrow as pa

    others = {
        "n": pa.array([1, None], pa.int32()), "c": pa.array(["x", "y"]).dictionary_encode(),
        "m": pa.nulls(2, pa.int16()), "ts": pa.array([dt.datetime(2020, 1, 2), None], pa.timestamp("ms", "UTC")),
        "nested": pa.array([{"a": [1]}, None]),
    }  # fmt: skip
    given = pa.table({"text": pa.array(TEXTS[:2], pa.large_string()), **others}).replace_schema_metadata({"k": "v"})
    for table in (given, given.slice(0, 0)):
        for batch in (
            table,
            pa.RecordBatch.from_arrays([c.combine_chunks() for c in table.columns], schema=table.schema),
        ):
            done = library.clean_batch(batch)
            assert done.schema.metadata == {b"k": b"v"}
            assert done.schema.field("text").type == pa.large_string()
            assert {name: done.schema.field(name) for name in others} == {
                name: batch.schema.field(name) for name in others
            }
            assert all(done.column(name).equals(batch.column(name)) for name in others)
            assert done.schema.names == [*batch.schema.names, "title", "date", "author", "lang", "reject"]


def test_frames_keep_what_cleaning_does_not_make() -> None:
    """Types of other columns of a DataFrame stay, of empty ones too; a text column keeps its own."""
    import pandas as pd
    import polars as pl

    small = pd.DataFrame({
        "text": pd.array(TEXTS, dtype="string"), "title": pd.array(["Mine", None, ""], dtype="string"),
        "n": pd.array([1, None, 3], dtype="Int32"), "k": pd.Categorical(["x", "y", "x"]), "f": [[1], None, "x"],
    })  # fmt: skip
    for frame in (small, small.iloc[:0]):
        done = library.clean_batch(frame)
        pd.testing.assert_frame_equal(done[["n", "k", "f"]], frame[["n", "k", "f"]])
        assert list(done.dtypes[["text", "title"]]) == list(frame.dtypes[["text", "title"]])
    assert library.clean_batch(small)["title"].tolist()[0] == "Mine"
    assert library.clean_batch(pd.DataFrame({"text": [DATED], "date": [float("nan")]}))["date"].tolist() == [
        "2025-11-14"
    ]
    kinds = {"text": pl.String, "n": pl.Int32, "k": pl.Categorical, "z": pl.Int16, "date": pl.Date}
    table = pl.DataFrame({"text": TEXTS, "n": [1, 2, 3], "k": ["x", "y", "x"]}, schema_overrides=kinds).with_columns(
        z=pl.lit(None, pl.Int16), date=pl.lit(None, pl.Date)
    )
    for given in (table, table.clear()):
        schema = library.clean_batch(given).schema
        assert {name: schema[name] for name in kinds} == {name: kinds[name]() for name in kinds}


def test_wrong_batches() -> None:
    """Another column, columns of different lengths, or what is no batch, is named with what to do."""
    wrong: list[tuple[Any, str]] = [
        (5, "not int$"), ("a text", "not str; for one text there is cleanroom.clean"),
        (({"text": "a"},), "not tuple; give list"), ((row for row in rows()), "not generator; give list"),
        (["a text"], "row 1 of the list is of type str, not a mapping .* there is cleanroom.clean_many"),
        ({"text": ["a", "b"], "id": [1]}, r"different lengths \(text 2, id 1\)"),
        ({"text": "a text"}, "column text is of type str; give a list"),
    ]  # fmt: skip
    with pytest.raises(UsageError, match="no column body; the columns are n, text, title"):
        library.clean_batch(COLUMNS, column="body")
    for batch, said in wrong:
        with pytest.raises(UsageError, match=said):
            library.clean_batch(batch)


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
    dates = [dt.datetime(2020, 1, 2), None, None]
    given = datasets.Dataset.from_dict({"text": [DATED] * 3, "date": dates})
    done = given.map(library.clean_batch, batched=True, batch_size=2)
    assert done["date"][:] == dates
    assert done.features["date"] == given.features["date"]


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


@pytest.mark.parametrize("workers", [-1, 1.5, "2"])
def test_a_number_of_workers_that_is_none(workers: Any) -> None:
    """A number of workers below 0, or what is no number, is refused: nobody would ever do the work."""
    with pytest.raises(UsageError, match=r"workers=.*: give a whole number from 1 on, or 0"):
        next(library.clean_many(TEXTS, workers=workers))


def test_ids_of_a_deduplicator() -> None:
    """An id of 0 is the id 0, and every id comes back as text."""
    seen = library.Deduplicator()
    assert [seen.add("Quite another text about apples.", "a"), seen.add(TEXTS[0], 0), seen.add(TEXTS[0], 5)] == [
        None,
        None,
        "0",
    ]


def test_settings_of_a_deduplicator() -> None:
    """The settings of deduplication, or the whole settings that hold them, are taken, and a policy must exist."""
    whole = library.Config(dedup=DedupConfig(threshold=0.9))
    near = f"{BODY.format(1) * 2} It rained. The sun shone on the river and its two banks then."
    for config, found in ((whole, None), (whole.dedup, None), (None, "a")):
        seen = library.Deduplicator(config)
        assert [seen.add(BODY.format(1) * 2, "a"), seen.add(near, "b")] == [None, found]
    with pytest.raises(UsageError, match="unknown canonical policy 'first': use one of complete"):
        library.Deduplicator(DedupConfig(canonical="first"))


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
