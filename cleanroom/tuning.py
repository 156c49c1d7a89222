"""Numbers on which no verdict depends, each with its reason: the second page of `config`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndexConfig:
    """How a lasting index works."""

    #: documents that the command line adds at once: enough to amortise what a batch costs (two syncs of the disk)
    batch_documents: int = 10_000
