"""Batches of records as people hold them, cleaned: lists of mappings, columns as lists, pandas, polars, Arrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cleanroom.config import Config
from cleanroom.engines.cleaning import Cleaning
from cleanroom.errors import RecordError, UsageError
from cleanroom.knowledge import Knowledge
from cleanroom.read.document import check, is_html_page
from cleanroom.records import Clean, Raw, Reject

#: what cleaning finds out, in columns of these names; a value that a record has already stays
FOUND = ("title", "date", "author", "lang")


def clean_batch(batch: Any, config: Config | None = None, known: Knowledge | None = None, column: str = "text") -> Any:
    """The batch with its texts cleaned, in the type it came in, a row for each row.

    `batch` is a list of mappings, a mapping of columns, a DataFrame of pandas or polars, or a table or record batch of
    Arrow; `column` holds texts or HTML. Added are the columns of FOUND and `reject`: why there is no text ("": there
    is one). Raises UsageError where there is no such column, TypeError for any other batch.
    """
    if isinstance(batch, list):
        columns = {name: [row.get(name) for row in batch] for name in dict.fromkeys(n for row in batch for n in row)}
        done = _cleaned(columns, config or Config(), known or Knowledge(), column) if batch else {}
        return [dict(zip(done, row, strict=True)) for row in zip(*done.values(), strict=True)]
    kind = type(batch).__module__.partition(".")[0]
    if isinstance(batch, Mapping):
        return _cleaned(dict(batch), config or Config(), known or Knowledge(), column)
    if kind == "pandas":
        frame = {name: batch[name].tolist() for name in batch.columns}
        done = _cleaned(frame, config or Config(), known or Knowledge(), column)
        return batch.assign(**{name: done[name] for name in done if done[name] is not frame.get(name)})
    if kind in ("polars", "pyarrow"):
        frame = batch.to_dict(as_series=False) if kind == "polars" else batch.to_pydict()
        done = _cleaned(frame, config or Config(), known or Knowledge(), column)
        return type(batch)(done) if kind == "polars" else type(batch).from_pydict(done)
    raise TypeError(f"clean_batch takes a list, a mapping of columns, a DataFrame or an Arrow table, not {kind}")


def _cleaned(columns: dict[str, Any], config: Config, known: Knowledge, column: str) -> dict[str, Any]:
    if column not in columns:
        raise UsageError(f"no column {column}; the columns are {', '.join(map(str, columns)) or 'none'}")
    results = list(_results(columns[column], config, known))
    found = {
        name: list(map(_own, _there(columns, name, results), (getattr(result, name, "") for result in results)))
        for name in FOUND
    }
    texts = [result.text if isinstance(result, Clean) else None for result in results]
    codes = [result.code if isinstance(result, Reject) else "" for result in results]
    return {**columns, **found, column: texts, "reject": codes}


def _there(columns: Mapping[str, Any], name: str, results: list[Any]) -> Iterable[Any]:
    return columns[name] if name in columns else [None] * len(results)


def _own(own: Any, found: str) -> Any:
    return found if own is None or own == "" else own


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
