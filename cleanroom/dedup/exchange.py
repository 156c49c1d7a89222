"""Signatures from and to datasketch. The only file that imports it, and only when called: it takes a
second.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from cleanroom.dedup.fingerprint import Signatures

if TYPE_CHECKING:
    from datasketch import MinHash

SCHEME = "affine32"


def to_datasketch(signatures: Signatures, seed: int = 1) -> list[MinHash]:
    """A `datasketch.MinHash` for each signature (n × num_perm), usable in its indexes as if it had
    made them.
    """
    from datasketch import MinHash  # noqa: PLC0415

    return [
        MinHash(num_perm=len(row), seed=seed, hashvalues=np.array(row, np.uint32), scheme=SCHEME) for row in signatures
    ]


def from_datasketch(sketches: Iterable[MinHash], seed: int = 1) -> Signatures:
    """Signatures (n × num_perm) of sketches. Raises ValueError for another scheme, seed or mixed lengths."""
    rows = []
    for sketch in sketches:
        if sketch.scheme != SCHEME or sketch.seed != seed:
            raise ValueError(f"need scheme {SCHEME!r} and seed {seed}, got {sketch.scheme!r} and {sketch.seed}")
        rows.append(np.asarray(sketch.hashvalues, np.uint32))
    if len({len(row) for row in rows}) > 1:
        raise ValueError("the sketches have different numbers of permutations")
    return np.stack(rows) if rows else np.empty((0, 0), np.uint32)
