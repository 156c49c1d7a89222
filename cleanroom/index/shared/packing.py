"""What is held of documents and comparisons, as bytes and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from cleanroom.dedup.fingerprint import Signatures
from cleanroom.dedup.verify import SIDED, Comparisons
from cleanroom.dedup.words import Flags, Ints
from cleanroom.index.sketching import Sketched
from cleanroom.records import Clean
from cleanroom.write.formats.jsonl import line, value_of

#: what is held of a document beside its facts and its text
_MORE = ("author", "lang", "kind_of_input", "comments", "captions", "notes", "fields")


def packed_brief(found: Sketched, row: int) -> bytes:
    """Size of a text's set, number of its sampled shingles, short signature."""
    size, sampled = int(found.sizes[row]), int(found.sampled_counts[row])
    return size.to_bytes(4, "big") + sampled.to_bytes(4, "big") + short(found.signatures[row]).tobytes()


def packed_more(document: Clean) -> bytes:
    """What only `export` asks for of a document."""
    return line({name: value for name in _MORE if (value := getattr(document, name))})


def more_of(packed: bytes) -> dict[str, Any]:
    """What `packed_more` packed."""
    held = value_of(packed.decode("utf-8", "surrogatepass"))
    return {name: tuple(value) if isinstance(value, list) else value for name, value in held.items()}


def short(signature: Signatures) -> Flags:
    """The lowest byte of each value: unequal values have equal ones in one of 256."""
    return (signature & np.uint32(255)).astype(np.uint8)


def packed_edges(found: Comparisons) -> dict[tuple[int, int], bytes]:
    """Comparisons by their pairs: 25 numbers of 4 bytes."""
    columns = np.column_stack([found.shared, *(getattr(found, name) for name in SIDED)]).astype("<i4")
    return {(int(a), int(b)): row.tobytes() for (a, b), row in zip(found.pairs.tolist(), columns, strict=True)}


def edges_of(packed: Mapping[tuple[int, int], bytes]) -> Comparisons:
    """What `packed_edges` packed."""
    pairs: Ints = np.array(list(packed), np.int64).reshape(-1, 2)
    columns = np.frombuffer(b"".join(packed.values()), "<i4").astype(np.int64).reshape(-1, 1 + 2 * len(SIDED))
    return Comparisons(pairs, columns[:, 0], *(columns[:, 1 + 2 * n : 3 + 2 * n] for n in range(len(SIDED))))
