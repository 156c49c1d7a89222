"""A bit for each document, with all workers: it tells where the rows are which of them are meant, so none moves."""

from __future__ import annotations

from cleanroom.engines.spark.tables import Frame

#: blocks of 4 kB. By block first, as else every task had a bit for each document
_BITS = """
SELECT block, bitmap_construct_agg(bit) AS bits
FROM (
  SELECT /*+ REPARTITION(block) */ bitmap_bucket_number({column}) AS block, bitmap_bit_position({column}) AS bit
  FROM {docs}
)
GROUP BY block
"""
_HAS_BIT = (
    "(shiftright(CAST(conv(hex(substr(bits, CAST(bit DIV 8 AS INT) + 1, 1)), 16, 10) AS INT), CAST(bit % 8 AS INT)) & 1"
    ") = 1"
)


def only(docs: Frame, rows: Frame) -> Frame:
    """The rows whose number is among `docs`, a frame of that one column; numbers are dense."""
    return _beside(docs, rows, "inner").where(_HAS_BIT).select(*rows.columns)


def without(docs: Frame, rows: Frame) -> Frame:
    """The rows whose number is not among `docs`."""
    return _beside(docs, rows, "left").where(f"bits IS NULL OR NOT {_HAS_BIT}").select(*rows.columns)


def told(docs: Frame, rows: Frame, name: str) -> Frame:
    """All rows, and in the column `name` whether their number is among `docs`."""
    return _beside(docs, rows, "left").selectExpr(*rows.columns, f"bits IS NOT NULL AND {_HAS_BIT} AS {name}")


def _beside(docs: Frame, rows: Frame, how: str) -> Frame:
    (column,) = docs.columns
    bits = docs.sparkSession.sql(_BITS.replace("{column}", column), docs=docs).hint("broadcast")
    numbered = rows.selectExpr("*", f"bitmap_bucket_number({column}) AS block", f"bitmap_bit_position({column}) AS bit")
    return numbered.join(bits, "block", how)
