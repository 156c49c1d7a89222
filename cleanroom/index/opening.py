"""A path or an address to a store."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, cast

from cleanroom.errors import UsageError
from cleanroom.index.header import Header
from cleanroom.index.store import Store
from cleanroom.kernels.compile import is_kept

#: scheme of an address -> the module of its store: functions `create(address, header)` and `open_store(address, write)`
SCHEMES: dict[str, str] = {"redis": "cleanroom.index.shared", "rediss": "cleanroom.index.shared"}
_EMBEDDED, _KERNELS = "cleanroom.index.embedded", "cleanroom.index.kernels"


def create(name: str | Path, header: Header | None = None) -> Store:
    """Make an empty index and open it for writing. Raises UsageError where there is something already."""
    header = header or Header()
    if header.limited and "://" in str(name):
        raise UsageError(f"{name}: --window and --within are for an index in a folder; leave them out")
    return cast(Store, _module(str(name)).create(str(name), header))


def open_store(name: str | Path, write: bool = False) -> Store:
    """Open an index, for reading or for writing too. Raises UsageError where there is none that can be used."""
    return cast(Store, _module(str(name)).open_store(str(name), write))


def is_ready(name: str | Path) -> bool:
    """Whether the loops that work on an index are compiled; else that is done first, once on a machine."""
    packages = ("cleanroom.dedup.kernels",) if "://" in str(name) else ("cleanroom.dedup.kernels", _KERNELS)
    return all(map(is_kept, packages))


def _module(name: str) -> Any:
    scheme, is_address, _ = name.partition("://")
    if not is_address:
        return importlib.import_module(_EMBEDDED)
    if scheme not in SCHEMES:
        known = ", ".join(f"{known}://" for known in sorted(SCHEMES)) or "none"
        raise UsageError(f"{name}: no index is kept at {scheme}://; name a folder, or use one of: {known}")
    return importlib.import_module(SCHEMES[scheme])
