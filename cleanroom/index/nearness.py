"""Which documents are compared at all: those near in date, of one source, or of different ones."""

from __future__ import annotations

import numpy as np

from cleanroom.dedup.words import Bools, Ints
from cleanroom.index.header import Header
from cleanroom.index.rows import Rows

_DAY = 86_400


def near(header: Header, rows: Rows, a: Ints, b: Ints) -> Bools:
    """Which pairs of rows may be compared."""
    moments, sources = rows.fact("moments"), rows.fact("sources")
    return allowed(header, (moments[a], moments[b]), (sources[a], sources[b]))


def allowed(header: Header, moments: tuple[Ints, Ints], sources: tuple[Ints, Ints]) -> Bools:
    """Which pairs of documents may be compared. An unknown date (0) or source (0) keeps nothing apart."""
    found = np.ones(len(moments[0]), bool)
    if header.window:
        apart = np.abs(_seconds(moments[0]) - _seconds(moments[1])) > header.window * _DAY
        found &= ~apart | (moments[0] == 0) | (moments[1] == 0)
    if header.within:
        equal = sources[0] == sources[1]
        found &= (equal == (header.within == "source")) | (sources[0] == 0) | (sources[1] == 0)
    return found


def _seconds(moments: Ints) -> Ints:
    """Sortable dates (YYYYMMDDhhmmss; months and days may be 0) as seconds."""
    date, time = np.divmod(moments, 10**6)
    year, month, day = date // 10_000, np.maximum(date // 100 % 100, 1), np.maximum(date % 100, 1)
    months = (year - 1970).astype("M8[Y]").astype("M8[M]") + (month - 1).astype("m8[M]")
    days = months.astype("M8[D]").astype(np.int64) + day - 1
    found: Ints = days * _DAY + time // 10_000 * 3600 + time // 100 % 100 * 60 + time % 100
    return found
