"""Ids → file names below a folder: safe on every system, the same id always the same name."""

from __future__ import annotations

import hashlib
import re

#: what no common file system or shell minds; letters of all scripts stay
_UNSAFE = re.compile(r"[^\w.,+=@ -]")
#: names that Windows keeps for devices
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)
#: file systems allow 255 bytes; room for the hash, the suffix and the name written aside
_MAX_BYTES = 150
_HEX = 10
_SUFFIX = ".txt"


class Names:
    """Remembers which names were given, so that no two ids get the same."""

    def __init__(self) -> None:
        self._given: dict[str, bytes] = {}

    def of(self, record_id: str) -> str:
        """A relative path with "/" that ends in .txt.

        An id that makes a safe name keeps it; any other, and one whose name is taken already, gets a
        piece of its hash.
        """
        digest = hashlib.sha256(record_id.encode("utf-8", "surrogatepass")).digest()
        parts = [_part(part, last=False) for part in record_id.split("/")]
        parts[-1] = _part(record_id.rpartition("/")[2].removesuffix(_SUFFIX), last=True)
        plain = "/".join(parts)
        if plain != record_id.removesuffix(_SUFFIX) or self._taken(plain, digest):
            plain = f"{plain}-{digest.hex()[:_HEX]}"
            self._given[plain.casefold()] = digest
        return plain + _SUFFIX

    def _taken(self, name: str, digest: bytes) -> bool:
        # without case: some file systems have only one of a.txt and A.txt
        return self._given.setdefault(name.casefold(), digest) != digest


def _part(part: str, last: bool) -> str:
    """One part of a path, made safe; no part is empty, hidden, or leads upwards."""
    safe = _UNSAFE.sub("_", part).rstrip(". ")
    safe = safe.encode("utf-8")[:_MAX_BYTES].decode("utf-8", "ignore").rstrip(". ")
    if not safe or safe.startswith((".", " ", "-")) or _DEVICES.fullmatch(safe):
        safe = "_" + safe.lstrip(". ")
    # a folder must not have the name that some other id's file has
    return safe if last or not safe.lower().endswith(_SUFFIX) else safe + "_"
