"""Outputs at remote addresses: written on this machine, and sent when they are complete."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cleanroom.remote import is_remote, refuse_existing, send


@contextmanager
def placed(arguments: argparse.Namespace) -> Iterator[None]:
    """`arguments.out` as a place on this machine; at the end what is there goes to the address that it was.

    Raises UsageError where there is something already, OutputError where it cannot be sent.
    """
    address = arguments.out
    if not address or not is_remote(address):
        yield
        return
    if not arguments.overwrite:
        refuse_existing(address)
    with tempfile.TemporaryDirectory(prefix="cleanroom-") as folder:
        arguments.out = str(Path(folder) / (address.rstrip("/").rpartition("/")[2] or "out"))
        yield
        send(Path(arguments.out), address, last="run.json")
        arguments.out = address
