"""Batches of records as people hold them, cleaned.

    table      what every type of batch can do, and what counts as a text in it
    plain      lists of mappings, mappings of columns
    arrow      tables and record batches of Arrow
    pandas     DataFrames of pandas
    polars     DataFrames of polars

What cleaning does not make stays as it is, with its type.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from typing import Any, cast

from cleanroom.batch.plain import Columns, Rows
from cleanroom.batch.table import Table
from cleanroom.config import Config
from cleanroom.engines.cleaning import Cleaning
from cleanroom.errors import RecordError, UsageError
from cleanroom.knowledge import Knowledge
from cleanroom.read.document import check, is_html_page
from cleanroom.records import Clean, Raw, Reject

#: what cleaning finds out, in columns of these names; a value that a record has already stays
FOUND = ("title", "date", "author", "lang")
#: package of a batch's type -> its classes that are batches, and who deals with them
_FRAMES = {
    "pandas": (("DataFrame",), "cleanroom.batch.pandas"), "polars": (("DataFrame",), "cleanroom.batch.polars"),
    "pyarrow": (("Table", "RecordBatch"), "cleanroom.batch.arrow"),
}  # fmt: skip


def clean_batch(batch: Any, config: Config | None = None, known: Knowledge | None = None, column: str = "text") -> Any:
    """The batch with its texts cleaned, in the type it came in, a row for each row.

    `batch` is a list of mappings, a mapping of columns, a DataFrame of pandas or polars, or a table or record batch of
    Arrow; `column` holds texts or HTML. Added are the columns of FOUND and `reject`: why there is no text ("": there
    is one). A column of FOUND that is there is filled where it has nothing, if it holds texts; one of another type,
    such as of timestamps, stays, as all other columns do. Raises UsageError where there is no such column, for columns
    of different lengths and for any other batch.
    """
    table = _table(batch)
    if column not in table.names:
        if isinstance(batch, list) and not batch:
            return []
        raise UsageError(f"no column {column}; the columns are {', '.join(map(str, table.names)) or 'none'}")
    results = list(_results(table.values(column), config or Config(), known or Knowledge()))
    made: dict[str, list[Any]] = {column: [result.text if isinstance(result, Clean) else None for result in results]}
    for name in FOUND:
        found = [getattr(result, name, "") for result in results]
        own = table.texts(name) if name in table.names else found
        if own is not None and not (name in table.names and all(own)):
            made[name] = [mine or other for mine, other in zip(own, found, strict=True)]
    made["reject"] = [result.code if isinstance(result, Reject) else "" for result in results]
    return table.put(made)


def _table(batch: Any) -> Table:
    if isinstance(batch, list):
        return Rows(batch)
    if isinstance(batch, Mapping):
        return Columns(batch)
    for kind in type(batch).__mro__:
        names, home = _FRAMES.get(kind.__module__.partition(".")[0], ((), ""))
        if kind.__name__ in names:
            return cast(Table, importlib.import_module(home).Frame(batch))
    raise UsageError(
        "clean_batch takes a list of mappings, a mapping of columns, a DataFrame of pandas or polars or an Arrow "
        f"table, not {type(batch).__name__}{_remedy(batch)}"
    )


def _remedy(batch: Any) -> str:
    if isinstance(batch, str):
        return "; for one text there is cleanroom.clean"
    if hasattr(batch, "collect"):
        return "; collect it first"
    return "; give list(...) of it" if isinstance(batch, Iterable) else ""


def _results(texts: Iterable[Any], config: Config, known: Knowledge) -> Iterable[Clean | Reject]:
    """A result for each text, cleaned together: the model is asked once."""
    records: list[Raw | Reject] = []
    for number, text in enumerate(texts, 1):
        try:
            if not isinstance(text, str):
                raise RecordError("no_text", f"{type(text).__name__}, not a text")
            check(text, config.read)
            records.append(Raw(str(number), text, "html" if is_html_page(text) else "text", position=number))
        except RecordError as error:
            records.append(Reject("-", number, error.code, str(error)))
    cleaned = iter(list(Cleaning(config.clean, known)([record for record in records if isinstance(record, Raw)])))
    return [record if isinstance(record, Reject) else next(cleaned) for record in records]
