"""The tables of a run as Arrow schemas, by name. Offsets are characters of `documents.raw`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa

_TEXT, _REAL, _INT, _MANY = pa.string(), pa.float64(), pa.int64(), pa.list_(pa.string())

#: an input document after cleaning; `raw` is null in a run that does not clean, where it is `text`; `fields` is the
#: record's own other fields as a JSON object
DOCUMENTS = pa.schema([
    ("id", _TEXT), ("raw", _TEXT), ("text", _TEXT), ("title", _TEXT), ("date", _TEXT), ("author", _TEXT),
    ("url", _TEXT), ("source", _TEXT), ("lang", _TEXT), ("kind_of_input", _TEXT), ("comments", _MANY),
    ("captions", _MANY), ("notes", _MANY), ("fields", _TEXT),
])  # fmt: skip

#: a cut
REMOVED = pa.schema([
    ("id", _TEXT), ("start", _INT), ("end", _INT), ("kind", _TEXT), ("rule", _TEXT),
    ("confidence", _REAL), ("text", _TEXT),
])  # fmt: skip

#: a record that could not be used
REJECTS = pa.schema([("source", _TEXT), ("position", _INT), ("code", _TEXT), ("message", _TEXT)])

#: an input document's place in the stories
MEMBERS = pa.schema([
    ("id", _TEXT), ("story", _TEXT), ("role", _TEXT), ("kept", _TEXT), ("jaccard", _REAL), ("containment", _REAL),
    ("length", _INT),
])  # fmt: skip

#: two documents compared exactly; a < b
PAIRS = pa.schema([
    ("a", _TEXT), ("b", _TEXT), ("jaccard", _REAL), ("a_in_b", _REAL), ("b_in_a", _REAL), ("relation", _TEXT),
])  # fmt: skip

#: a story
KEPT = pa.schema([
    *(DOCUMENTS.field(name) for name in ("id", "text", "title", "date", "author", "url", "source", "lang")),
    ("story", _TEXT), ("copies", _INT), ("fields", _TEXT),
])  # fmt: skip

#: a document, sorted by id, as it was compared: its row in `documents`, words compared, the row here that stands for
#: all with the same shingles, place in the order of contents, sortable date, characters, share that was cut
COMPARED = pa.schema([
    ("id", _TEXT), ("position", _INT), ("words", _INT), ("same", _INT), ("rank", _INT), ("moment", _INT),
    ("length", _INT), ("removed", _REAL),
])  # fmt: skip

_SIDED = (
    "sizes", "words", "covered", "passage", "fresh", "names", "others", "aligned", "named", "numbers", "tail_words",
    "edge_names",
)  # fmt: skip
#: all that was found of two rows of `compared` (see dedup.verify.Comparisons): deciding again starts here
COMPARISONS = pa.schema([
    ("pairs_a", _INT), ("pairs_b", _INT), ("shared", _INT),
    *((f"{name}_{side}", _INT) for name in _SIDED for side in "ab"),
])  # fmt: skip

SCHEMAS: Mapping[str, pa.Schema] = MappingProxyType({
    "documents": DOCUMENTS, "removed": REMOVED, "rejects": REJECTS, "members": MEMBERS, "pairs": PAIRS, "kept": KEPT,
    "compared": COMPARED, "comparisons": COMPARISONS,
})  # fmt: skip
