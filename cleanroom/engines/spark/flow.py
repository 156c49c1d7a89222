"""The steps of deduplication, each of them a table: stages in workers, shuffles in SQL, nothing in the driver.

What groups are given to is a lambda: PySpark 4.3 looks for the type hints of anything else, and fails where they are
those of a partial function.
"""

from __future__ import annotations

from functools import partial

from cleanroom.config import DedupConfig
from cleanroom.engines.spark import keys, rows
from cleanroom.engines.spark.bits import only, without
from cleanroom.engines.spark.groups import grouped
from cleanroom.engines.spark.tables import Frame, Stored, Tables, ddl
from cleanroom.store import shuffles

#: what comparing needs of each text
_PAYLOAD = ("id", "text", "marked")
_DIGESTS = ("first_digest", "second_digest")
#: characters of sources that a worker takes at once, about 300 MB of arrays; documents whose groups it decides at once,
#: about 100 MB. No result depends on these
_SOURCE_CHARS, _GROUP_DOCUMENTS = 8_000_000, 50_000
#: fewer texts than this are no skew and are sent to any worker as they are; no part of a bucket has more
_MANY = 50_000
#: one text in `_SAMPLE` shows which keys very many have: `_HEAVY` of these, so about a thousand of all
_SAMPLE, _HEAVY = 64, 16


def deduplicate(tables: Tables, documents: Frame, config: DedupConfig) -> None:
    """Documents (doc, id, text, source, date, length, share) to the tables `sketched`, `found` and `decided`."""
    sketched = sketch(tables, documents, config)
    sets = sketched.select("doc", "id", "size", *_DIGESTS)
    same = tables.save("same", tables.spark.sql(shuffles.SAME, sketched=sets))
    found = compare(tables, candidates(tables, sketched, same, config), sketched, config)
    decided = decide(tables, sketched, same, found, config)
    tables.save("by-id", tables.spark.sql(shuffles.BY_ID, decided=decided))


def sketch(tables: Tables, documents: Frame, config: DedupConfig) -> Frame:
    """Every document sketched; those of a source are in one place for that, where its furniture shows."""
    chars = documents.selectExpr("SUM(length) AS chars").first()[0] or 0
    buckets = max(int(chars) // _SOURCE_CHARS, 1)
    schema, wanted = ddl(rows.SKETCHED), documents.select("doc", "id", "text", "source", "date", "length", "share")
    step = partial(rows.sketch_batches, config=config)
    alone = wanted.where("source = ''").mapInArrow(step, schema)
    bucket = f"CAST(pmod(xxhash64(source), {buckets}) AS INT) AS bucket"
    of_sources = wanted.where("source <> ''").selectExpr("*", bucket).groupBy("bucket")
    together = of_sources.applyInArrow(lambda texts: rows.sketch_table(texts, config), schema)
    return tables.save("sketched", alone.unionAll(together))


def candidates(tables: Tables, sketched: Frame, same: Frame, config: DedupConfig) -> Frame:
    """Pairs worth comparing."""
    standing = without(same.select("doc"), sketched).where("size > 0")
    paired = _paired(tables, standing.select("doc", "precedence", "words", "bands", "sampled"), config)
    numbers = {"least": config.sample_hits, "share": config.sample_share}
    pairs = tables.save("paired", tables.spark.sql(shuffles.CANDIDATES, paired=paired, **numbers))
    both = _both(tables, pairs, sketched.select("doc", "low"), ("low",))
    return tables.save("pairs", both.mapInArrow(partial(rows.possible_batches, config=config), ddl(rows.PAIR)))


def _paired(tables: Tables, texts: Frame, config: DedupConfig) -> Frame:
    """Texts with a key in common. Those of a key that very many have are in no place together: salted in two stages."""
    spark, most, centres, many = tables.spark, config.furniture_documents, config.bucket_all_pairs, None
    documents = tables.count("sketched")
    if documents > _MANY:
        sample = _keys(texts.where(f"precedence % {_SAMPLE} = 0"))
        found = spark.sql(shuffles.HEAVY, keys=sample, sample=_SAMPLE, least=_HEAVY, most=most)
        tables.save("heavy", found)
        many = tables.stored("heavy") if tables.count("heavy") else None
    words = texts.selectExpr("SUM(words) AS words").first()[0] or 0
    wanted, buckets = texts.drop("words"), keys.buckets_for(documents, words, config)
    packs = wanted.mapInArrow(partial(keys.packed, buckets=buckets, heavy=many), ddl(keys.PACK)).groupBy("bucket")
    met = packs.applyInArrow(lambda found: keys.met(found, config), ddl(keys.MET))
    if many is None:
        return met
    of_many, salts = _keys(texts, many), -(-documents // _MANY)
    heavy = tables.frame("heavy").hint("broadcast")
    found = spark.sql(shuffles.CENTRES, keys=of_many, heavy=heavy, salts=salts, centres=centres, most=most)
    leading = tables.save("centres", found).hint("broadcast")
    return met.unionAll(spark.sql(shuffles.STARS, keys=of_many, centres_of=leading))


def _keys(texts: Frame, heavy: Stored | None = None) -> Frame:
    return texts.drop("words").mapInArrow(partial(keys.key_rows, heavy=heavy), ddl(keys.KEY))


def compare(tables: Tables, pairs: Frame, sketched: Frame, config: DedupConfig) -> Frame:
    """The pairs compared exactly."""
    both = _both(tables, pairs, sketched.select("doc", *_PAYLOAD), _PAYLOAD)
    return tables.save("found", both.mapInArrow(partial(rows.compare_batches, config=config), ddl(rows.FOUND)))


def _both(tables: Tables, pairs: Frame, texts: Frame, columns: tuple[str, ...]) -> Frame:
    texts = only(pairs.selectExpr("explode(array(a, b)) AS doc"), texts)
    sides = ("one", "a"), ("other", "b")
    named = ", ".join(f"{text}.{name} AS {name}_{side}" for text, side in sides for name in columns)
    return tables.spark.sql(shuffles.BOTH.replace("{columns}", named), pairs=pairs, texts=texts)


def decide(tables: Tables, sketched: Frame, same: Frame, found: Frame, config: DedupConfig) -> Frame:
    """Decisions about the documents and pairs of whole groups, and the pairs worth showing of two groups."""
    spark = tables.spark
    labels = grouped(tables, found.where("joined").selectExpr("GREATEST(a, b) AS a", "LEAST(a, b) AS b").distinct())
    buckets = max(tables.count("sketched") // _GROUP_DOCUMENTS, 1)
    bucket = f"CAST(pmod(xxhash64(grp), {buckets}) AS INT) AS bucket"
    facts = spark.sql(shuffles.GROUPED, facts=sketched.select(*rows.FACTS), same=same, labels=labels)
    placed = tables.save("found-in", spark.sql(shuffles.FOUND_IN, found=found, labels=labels))
    pairs = placed.where("grp IS NOT NULL").selectExpr("*", bucket).groupBy("bucket")
    documents = facts.selectExpr("*", bucket).groupBy("bucket")
    decided = documents.cogroup(pairs).applyInArrow(
        lambda texts, found: rows.decide_groups(texts, found, config), ddl(rows.DECIDED)
    )
    apart = placed.where("grp IS NULL AND near").selectExpr(
        "true AS is_pair", "id_a AS a", "id_b AS b", "'different' AS word", "jaccard AS x", "a_in_b AS y",
        "b_in_a AS z",
    )  # fmt: skip
    return tables.save("decided", decided.unionByName(apart, allowMissingColumns=True))
