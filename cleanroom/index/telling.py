"""What a commit changes of places, as a segment holds it and as people read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from cleanroom.index.container import Array
from cleanroom.index.contents import Contents
from cleanroom.index.joining import Changes
from cleanroom.index.rows import PLACES


def places_of(changes: Sequence[Changes]) -> dict[str, Array]:
    """Changes as arrays of a segment: of a row with several the last one holds."""
    kinds: Mapping[str, Any] = PLACES
    rows = np.concatenate([change.rows for change in changes])
    merged = np.array([pair for change in changes for pair in change.merged], np.int64).reshape(-1, 2)
    last = len(rows) - 1 - np.unique(rows[::-1], return_index=True)[1]
    columns = {
        f"place_{name}": np.concatenate([change.places[name] for change in changes])[last].astype(kind)
        for name, kind in kinds.items()
    }  # fmt: skip
    stories = {"merged_from": merged[:, 0], "merged_into": merged[:, 1]}
    return {"place_rows": rows[last].astype(np.int32), **columns, **stories}


def told_of(contents: Contents, changes: Sequence[Changes], commit: int) -> list[dict[str, Any]]:
    """Changes as people read them."""
    told = [change for part in changes for change in part.told]
    found = []
    for change in told:
        of_stories = change.event != "canonical"
        before, now = np.array([change.before]), np.array([change.now])
        names = contents.story_names if of_stories else contents.segments.ids
        row = {"commit": commit, "event": change.event, "story": contents.story_names(np.array([change.story]))[0]}
        if change.document >= 0:
            row["id"] = contents.segments.ids(np.array([change.document]))[0]
        found.append({**row, "before": names(before)[0], "now": names(now)[0]})
    return found
