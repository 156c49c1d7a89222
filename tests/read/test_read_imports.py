"""Import cost: plain text must not pay for Parquet."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {"pyarrow", "numpy", "trafilatura", "charset_normalizer", "fastwarc", "zstandard", "fsspec", "aiohttp"}


def loaded_after(code: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"],
                          capture_output=True, text=True, check=True, input="Some text.")
    return set(done.stdout.split())


def test_import_is_light() -> None:
    """Importing the read and write stages, and all their formats, imports nothing heavy."""
    code = "import cleanroom.read as r, cleanroom.write as w; r.names(); w.names()"
    assert not HEAVY & loaded_after(code)


def test_reading_plain_text_is_light() -> None:
    """Reading a plain text imports nothing heavy."""
    assert not HEAVY & loaded_after("from cleanroom.read import read; next(read(['-']))")
