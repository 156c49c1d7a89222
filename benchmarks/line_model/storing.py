"""Arrays in a .npz file whose bytes depend on nothing but the arrays (numpy's own writer stores the time)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt


def save(path: Path, arrays: Mapping[str, npt.ArrayLike]) -> None:
    """Write the arrays, compressed, in the order of their names."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(arrays):
            held = io.BytesIO()
            np.lib.format.write_array(held, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, held.getvalue(), zipfile.ZIP_DEFLATED, 9)
