"""Compressed output, by the file's name. The same rows always give the same bytes."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from cleanroom.errors import OutputError, UsageError, install

SUFFIXES = frozenset({".gz", ".bz2", ".xz", ".zst"})
#: half the time of gzip's own default of 9 for 1 % more bytes
_GZIP_LEVEL = 6


@contextmanager
def compressed(stream: BinaryIO, name: str) -> Iterator[BinaryIO]:
    """A stream that compresses as the suffix of `name` says; the stream itself if it says nothing."""
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        yield stream
        return
    packed = _packer(stream, suffix)
    try:
        yield packed
    except BaseException:
        with suppress(OSError, OutputError):  # else it closes itself later, on a stream that is gone
            packed.close()
        raise
    packed.close()


def _packer(stream: BinaryIO, suffix: str) -> BinaryIO:
    if suffix == ".gz":
        import gzip  # noqa: PLC0415 - on need

        # no name and no time in the header: equal rows, equal bytes
        return cast(BinaryIO, gzip.GzipFile("", "wb", _GZIP_LEVEL, stream, mtime=0))
    if suffix == ".bz2":
        import bz2  # noqa: PLC0415 - on need

        return cast(BinaryIO, bz2.BZ2File(stream, "wb"))
    if suffix == ".xz":
        import lzma  # noqa: PLC0415 - on need

        return cast(BinaryIO, lzma.LZMAFile(stream, "wb"))
    try:
        zstandard = importlib.import_module("zstandard")
    except ImportError:
        raise UsageError(f"writing zstd needs a package: {install('zstd')}") from None
    return cast(BinaryIO, zstandard.ZstdCompressor().stream_writer(stream, closefd=False))
