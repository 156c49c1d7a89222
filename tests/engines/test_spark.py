"""Spark: the same answers as on one machine, from classic and Connect sessions."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from pyarrow.fs import LocalFileSystem
from running import SEEDS, Row, cleanroom, environment, lines, table
from sparking import SETTINGS, have_java, made

from cleanroom.config import DedupConfig
from cleanroom.engines.spark import keys as packing
from cleanroom.engines.spark.tables import Stored
from cleanroom.errors import UsageError
from cleanroom.library import clean_many
from cleanroom.store import shuffles

pytestmark = [
    pytest.mark.xdist_group("spark"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),  # PySpark 4.3 about pandas 3
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="session")
def connected() -> Iterator[Any]:
    """A Connect session; its server is a process of this machine."""
    have_java()
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.remote("local[2]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_TESTING", "1")  # a port that is free: another server may have the usual one
        session = builder.getOrCreate()
    yield session
    session.stop()


def keys(seed: int) -> list[tuple[Any, ...]]:
    """Keys of texts: some of very many, some of one, in all buckets."""
    draw = random.Random(seed)
    found = []
    for doc in range(60):
        bands, sampled = ({draw.choice([1, 2, draw.randint(3, 50)]) for _ in range(8)} for _ in "ab")
        found += [(1, spread(code), doc, doc % 7, len(sampled)) for code in sorted(bands)]
        found += [(0, spread(code), doc, doc % 7, len(sampled)) for code in sorted(sampled)]
    return found


def spread(code: int) -> int:
    """A small number as a key of 64 bits."""
    mixed = code * 0x9E3779B97F4A7C15 % 2**64
    return mixed - 2**64 if mixed >= 2**63 else mixed


#: what `keys.met` does, as plain SQL
BUCKETS = """
WITH placed AS (
  SELECT band, code, doc, sampled,
         ROW_NUMBER() OVER (PARTITION BY band, code ORDER BY precedence, doc) AS place,
         COUNT(*) OVER (PARTITION BY band, code) AS texts
  FROM {keys}
),
bucketed AS (
  SELECT band, code, doc, sampled, place FROM placed WHERE texts > 1 AND (band = 1 OR texts <= {most})
)
SELECT LEAST(o.doc, m.doc) AS a, GREATEST(o.doc, m.doc) AS b, m.band AS band, 1 - m.band AS hits,
       LEAST(o.sampled, m.sampled) AS sampled
FROM bucketed m
JOIN bucketed o ON o.band = m.band AND o.code = m.code AND o.place < m.place AND o.place <= {centres}
"""


RELATIONS: dict[str, tuple[str, list[tuple[Any, ...]]]] = {
    "keys": ("band int, code bigint, doc bigint, precedence bigint, sampled int", keys(1)),
    "heavy": (
        "band int, code bigint, furniture boolean",
        [(1, spread(1), False), (0, spread(2), False), (0, spread(1), True)],
    ),
    "centres_of": (
        "band int, code bigint, doc bigint, precedence bigint, sampled int",
        [(1, spread(1), 7, 0, 12), (0, spread(2), 8, 1, 9)],
    ),
    "paired": (
        "a bigint, b bigint, band int, hits int, sampled int",
        [(a % 5, 6 + a % 3, a % 4 // 3, 1 - a % 4 // 3, 20 + a) for a in range(40)],
    ),
    "edges": ("a bigint, b bigint", [(a, a * 7 % 31 if a * 7 % 31 < a else a - 1) for a in range(1, 60, 2)]),
    "before": ("a bigint, b bigint", [(3, 1), (5, 4)]),
    "sketched": (
        "doc bigint, id string, size bigint, first_digest bigint, second_digest bigint",
        [(doc, f"é{doc % 5}-{99 - doc}", doc % 4, doc % 4, -(doc % 4)) for doc in range(40)],
    ),
    "same": ("doc bigint, same bigint", [(doc, doc % 4 + 36) for doc in range(0, 36, 3)]),
    "labels": ("a bigint, b bigint", [(37, 1), (5, 1), (9, 2)]),
    "facts": ("doc bigint, length bigint", [(doc, doc * doc) for doc in range(40)]),
    "found": (
        "a bigint, b bigint, jaccard double", [(a, b, a / (a + b)) for a in range(1, 12) for b in range(a + 1, 12)]
    ),
    "documents": (
        ", ".join(f"{name} string" for name in "id text title date author url source lang fields".split()),
        [(f"k{doc}", *(f"{name} {doc}" for name in "abcdefgh")) for doc in range(0, 30, 3)],
    ),
    "members": ("id string, kept string", [(f"k{doc}", f"k{doc // 3 * 3}") for doc in range(29)]),
    "places": ("doc bigint, place bigint", [(doc, 100 - doc) for doc in range(40)]),
    "pairs": ("a bigint, b bigint, passage boolean", [(a, 39 - a, a % 2 == 0) for a in range(15)]),
    "texts": ("doc bigint, low string", [(doc, f"low {doc}") for doc in range(40)]),
    "records": (
        "number bigint, doc bigint, id string, content string, own_url boolean, origin string, position bigint",
        [(30 - doc, doc, f"id{doc % 9}", f"c{doc % 4}", doc % 9 > 4, "file", doc) for doc in range(30)],
    ),
}  # fmt: skip
NUMBERS: dict[str, Any] = {"centres": 3, "most": 20, "share": 0.05, "sample": 2, "least": 7, "salts": 4}
STATEMENTS = {
    "AGAIN": ("records",), "SAME": ("sketched",), "HEAVY": ("keys",), "CENTRES": ("keys", "heavy"),
    "STARS": ("keys", "centres_of"), "CANDIDATES": ("paired",), "LARGE_STARS": ("edges",), "SMALL_STARS": ("edges",),
    "CHANGED": ("edges", "before"), "GROUPED": ("facts", "same", "labels"), "FOUND_IN": ("found", "labels"),
    "COMPARISONS": ("found", "places"), "BOTH": ("pairs", "texts"), "KEPT": ("documents", "members"),
}  # fmt: skip


def on_duckdb(name: str, **relations: tuple[str, list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
    """The rows that a statement gives, sorted."""
    text = statement(name)
    with duckdb.connect() as connection:
        for relation, (schema, rows) in relations.items():
            names = [part.split()[0] for part in schema.split(", ")]
            values = zip(*rows, strict=True) if rows else [[] for _ in names]
            connection.register(relation, pa.table([pa.array(column) for column in values], names=names))
        found = connection.execute(text.format(**{relation: relation for relation in relations}, **NUMBERS)).fetchall()
    return sorted(found, key=repr)


def statement(name: str) -> str:
    """A shuffle with its columns named, or a statement as it is."""
    text: str = getattr(shuffles, name, name).replace("{measures}", "f.jaccard AS jaccard")
    return text.replace("{columns}", "one.low AS low_a, other.low AS low_b")


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_gives_the_same_on_both_engines(connected: Any, name: str) -> None:
    """DuckDB and Spark run the text of a shuffle as it stands, and give the same rows."""
    text, used = statement(name), {relation: RELATIONS[relation] for relation in STATEMENTS[name]}
    frames = {relation: connected.createDataFrame(rows, schema) for relation, (schema, rows) in used.items()}
    numbers = {key: value for key, value in NUMBERS.items() if f"{{{key}}}" in text}
    spark = [tuple(row) for row in connected.sql(text, **frames, **numbers).collect()]
    assert spark, "nothing to compare"
    assert sorted(spark, key=repr) == on_duckdb(name, **used)


@pytest.mark.parametrize("buckets", [1, 3, 70])
@pytest.mark.parametrize("salted", [False, True])
def test_packed_keys_meet_as_sql_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, buckets: int, salted: bool
) -> None:  # fmt: skip
    """Keys packed by batch and bucket, those of very many texts apart, give the pairs of whole buckets of rows."""
    monkeypatch.setattr(packing, "_AT_ONCE", 2000)
    monkeypatch.setattr(packing, "_TEXTS", 10)
    config = DedupConfig(bucket_all_pairs=NUMBERS["centres"], furniture_documents=NUMBERS["most"])
    schema, rows = RELATIONS["keys"][0], keys(buckets)
    texts = [batch_of(rows, docs) for docs in (range(25), range(25, 26), range(26, 60))]
    heavy, found = None, []
    if salted:
        very_many = on_duckdb("HEAVY", keys=(schema, rows))
        assert {furniture for *_, furniture in very_many} == {False, True}
        heavy = stored(tmp_path / "heavy.parquet", very_many)
        of_heavy = ("band int, code bigint, furniture boolean", very_many)
        apart = [tuple(row.values()) for batch in packing.key_rows(texts, heavy) for row in batch.to_pylist()]
        assert 0 < len(apart) < len(rows)
        leading = on_duckdb("CENTRES", keys=(schema, apart), heavy=of_heavy)
        found = on_duckdb("STARS", keys=(schema, apart), centres_of=(schema, leading))
    packs = pa.Table.from_batches(list(packing.packed(texts, buckets, heavy)))
    assert len(packs) > len(set(packs["bucket"].to_pylist())), "all of a bucket came at once"
    assert set(packs["bucket"].to_pylist()) <= set(range(buckets))
    for bucket in set(packs["bucket"].to_pylist()):
        met = packing.met(packs.filter(pc.equal(packs["bucket"], bucket)), config)
        found += [tuple(row.values()) for row in met.to_pylist()]
    assert summed(found) == summed(on_duckdb(BUCKETS, keys=(schema, rows)))


def batch_of(rows: list[tuple[Any, ...]], docs: range) -> pa.RecordBatch:
    """Texts with the keys that rows say."""
    columns: dict[str, list[Any]] = {name: [] for name in ("doc", "precedence", "bands", "sampled")}
    for doc in docs:
        of_text = [row for row in rows if row[2] == doc]
        columns["doc"].append(doc)
        columns["precedence"].append(of_text[0][3])
        for name, band in (("bands", 1), ("sampled", 0)):
            columns[name].append(np.array([row[1] for row in of_text if row[0] == band], np.int64).tobytes())
    return pa.RecordBatch.from_pydict(columns)


def stored(path: Path, heavy: list[tuple[Any, ...]]) -> Stored:
    """A table of keys as workers read it."""
    bands, codes, _ = zip(*heavy, strict=True)
    pq.write_table(pa.table({"band": pa.array(bands, pa.int32()), "code": pa.array(codes, pa.int64())}), path)
    return Stored(LocalFileSystem(), (str(path),))


def summed(met: list[tuple[Any, ...]]) -> dict[tuple[int, int], list[int]]:
    """Of each pair: did it meet in a band, how often elsewhere, the fewer sampled shingles of its two texts."""
    every: dict[tuple[int, int], list[int]] = {}
    for a, b, band, hits, sampled in met:
        before = every.setdefault((a, b), [0, 0, sampled])
        every[a, b] = [max(before[0], band), before[1] + hits, sampled]
        assert before[2] == sampled
    return every


def test_dataframes_of_a_connect_session(
    connected: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """`spark.clean` cleans as `clean` does, `spark.dedup` decides as a local run does, as if the frame were large."""
    from cleanroom import spark
    from cleanroom.engines.spark import flow

    for name, value in (("_MANY", 9), ("_SAMPLE", 1), ("_HEAVY", 2)):
        monkeypatch.setattr(flow, name, value)

    records = made()
    frame = connected.createDataFrame([(row["id"], row["text"], row["url"], row["date"]) for row in records],
                                      "id string, text string, url string, date string")  # fmt: skip
    cleaned = {row["id"]: row for row in spark.clean(frame.where("id < 't004'")).collect()}
    for row, page in zip(records[:4], clean_many(row["text"] for row in records[:4]), strict=True):
        assert cleaned[row["id"]]["text"] == page.text
    source = tmp_path / "made.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in records if row["text"]), encoding="utf-8")
    done = cleanroom("dedup", str(source), "-o", str(tmp_path / "local"))
    assert done.code == 0, done.err
    expected = lines(tmp_path / "local" / "members.jsonl")
    assert {row["role"] for row in expected} == {"canonical", "copy", "update", "excerpt", "single"}
    found = spark.dedup(frame.where("text <> ''").repartition(5), work=str(tmp_path / "work"))
    assert [row.asDict() for row in found.collect()] == expected
    assert (tmp_path / "work" / "centres").exists()


def test_what_a_frame_lacks(connected: Any, tmp_path: Path) -> None:
    """A column that is not there, and an id that two rows have, end with one line that says so."""
    from cleanroom import spark

    frame = connected.createDataFrame([("a", "x"), ("a", "y")], "id string, words string")
    with pytest.raises(UsageError, match="no column text; the columns are id, words"):
        spark.clean(frame)
    with pytest.raises(UsageError, match="two documents have the id 'a'"):
        spark.dedup(frame, column="words", work=str(tmp_path))


def test_a_run_in_a_classic_session(tmp_path: Path) -> None:
    """`run --engine spark` writes the files that a local run writes, rejects and ids seen twice included."""
    have_java()
    raw = tmp_path / "raw"
    raw.mkdir()
    for seed in SEEDS.iterdir():
        (raw / seed.name).write_bytes(seed.read_bytes())
    records = [*made()[:30], {"url": "https://a.example/", "text": "One state of this page is here, with a few words."}]
    records += [{"url": "https://a.example/", "text": "Another state of this page is here, longer."}, made()[1]]
    (raw / "made.jsonl").write_text("".join(json.dumps(row) + "\n" for row in records) + "{broken\n", encoding="utf-8")
    (raw / "more.jsonl").write_text(json.dumps(made()[2]) + "\n", encoding="utf-8")
    settings = [f"--spark-conf={name}={value}" for name, value in SETTINGS.items()]
    engine = ["--engine", "spark", "--master", "local[2]", *settings]
    # PySpark's daemon leaves files open; a Connect session in this process has said so in the environment
    patient = environment(PYTHONWARNINGS="ignore")
    patient = {name: value for name, value in patient.items() if not name.startswith("SPARK_")}
    done = cleanroom("run", str(raw), "-o", str(tmp_path / "spark"), *engine, env=patient, patience=900)
    assert done.code == 1, done.err
    assert cleanroom("run", str(raw), "-o", str(tmp_path / "local")).code == 1
    for name in ("kept", "members", "removed", "rejects"):
        of_spark, of_local = ((tmp_path / engine / f"{name}.jsonl").read_bytes() for engine in ("spark", "local"))
        assert of_spark == of_local, name
    assert sorted(map(str, table(tmp_path / "spark", "pairs"))) == sorted(map(str, table(tmp_path / "local", "pairs")))
    again: list[list[Row]] = []
    for engine in ("spark", "local"):
        run, into = tmp_path / engine, tmp_path / f"{engine}-again"
        assert cleanroom("dedup", str(run), "-o", str(into), "--rethreshold", "0.8").code == 0
        again.append(lines(into / "members.jsonl"))
    assert again[0] == again[1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--master", "local[2]"], "--master is for --engine spark; add that"),
        (["--engine", "spark", "--spark-conf", "memory"], "give NAME=VALUE, such as spark.driver.memory=4g"),
    ],
)
def test_options_that_do_not_fit(tmp_path: Path, arguments: list[str], says: str) -> None:
    """Options of Spark without Spark, and settings without a value, end with one line and exit code 2."""
    done = cleanroom("dedup", str(SEEDS), "-o", str(tmp_path / "out"), *arguments)
    assert done.code == 2
    assert says in done.err


def test_standard_input_is_for_one_machine(tmp_path: Path) -> None:
    """Workers cannot read the driver's standard input: the command says what to do instead."""
    done = cleanroom("dedup", "-o", str(tmp_path / "out"), "--engine", "spark", stdin=b"A text.")
    assert done.code == 2
    assert "not standard input; name files or folders" in done.err
