"""DataFrames of pandas, cleaned and without copies:

    frame = drop_copies(clean(frame))
"""

from __future__ import annotations

import pandas as pd

from cleanroom.batch import clean_batch
from cleanroom.config import Config
from cleanroom.stream import Deduplicator


def clean(frame: pd.DataFrame, column: str = "text", config: Config | None = None) -> pd.DataFrame:
    """The frame with the texts or HTML of a column cleaned, and what was found out: see `cleanroom.clean_batch`."""
    cleaned: pd.DataFrame = clean_batch(frame, config, column=column)
    return cleaned


def drop_copies(frame: pd.DataFrame, column: str = "text", config: Config | None = None) -> pd.DataFrame:
    """The rows whose text is no copy of an earlier row's; rows without a text stay."""
    seen = Deduplicator(config.dedup if config else None)
    kept = [not isinstance(text, str) or seen.add(text) is None for text in frame[column]]
    return frame[kept]
