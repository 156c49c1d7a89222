"""Tables and record batches of Arrow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from cleanroom.batch.table import texts_of


class Frame:
    """A table or record batch. Columns that are not replaced stay the arrays that they are."""

    def __init__(self, batch: Any) -> None:
        self._batch = batch
        self.names = batch.schema.names

    def values(self, name: str) -> list[Any]:
        """The column as Python's values."""
        values: list[Any] = self._batch.column(name).to_pylist()
        return values

    def texts(self, name: str) -> list[str | None] | None:
        """The column, if it is of texts or of nothing."""
        return texts_of(self.values(name)) if is_text(self._batch.schema.field(name).type) else None

    def put(self, made: Mapping[str, list[Any]]) -> Any:
        """A batch of the same class, with the metadata of the schema; a text column keeps its type."""
        fields, arrays = list(self._batch.schema), list(self._batch.columns)
        for name, values in made.items():
            place = self._batch.schema.get_field_index(name)
            kind = fields[place].type if place >= 0 else pa.null()
            kind = kind if is_text(kind) and not pa.types.is_null(kind) else pa.string()
            array = pa.array(values, kind)
            if place >= 0:
                fields[place], arrays[place] = fields[place].with_type(kind).with_nullable(True), array
            else:
                fields.append(pa.field(name, kind))
                arrays.append(array)
        return type(self._batch).from_arrays(arrays, schema=pa.schema(fields, self._batch.schema.metadata))


def is_text(kind: Any) -> bool:
    """Whether a type of Arrow is one of texts, or says nothing because all values are missing."""
    values = kind.value_type if pa.types.is_dictionary(kind) else kind
    text = pa.types.is_string(values) or pa.types.is_large_string(values) or pa.types.is_string_view(values)
    return bool(text or pa.types.is_null(values))
