"""Comparisons to groups of connected documents, in rounds of SQL (Kiveris and others 2014, large and small stars).

A round halves about what is left of the way to the least text of a group, so a chain of a million takes some twenty
rounds. Each round is written, so that no plan grows with their number.
"""

from __future__ import annotations

from cleanroom.engines.spark.tables import Frame, Tables
from cleanroom.errors import CleanroomError
from cleanroom.store import shuffles

#: rounds after which something must be wrong
_MOST = 200


def grouped(tables: Tables, edges: Frame) -> Frame:
    """For each text with a neighbour (`a`) but the least one of its group, that one (`b`)."""
    spark = tables.spark
    before = tables.save("edges-0", edges)
    if not tables.count("edges-0"):
        return before
    for number in range(1, _MOST):
        large = spark.sql(shuffles.LARGE_STARS, edges=before)
        after = tables.save(f"edges-{number}", spark.sql(shuffles.SMALL_STARS, edges=large))
        if not spark.sql(shuffles.CHANGED, edges=after, before=before).first()[0]:
            return after
        before = after
    raise CleanroomError(f"groups were not found in {_MOST} rounds")
