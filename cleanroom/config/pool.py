"""Numbers of the processes that clean, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from cleanroom.config.checks import check


@dataclass(frozen=True, slots=True)
class PoolConfig:
    """How processes share the cleaning. No result depends on it, but for documents that kill a process or take long."""

    #: seconds for one document; from so many characters on, which pages do not have, it gets more in proportion
    timeout: float = 60.0
    long_document: int = 2_000_000
    #: documents and characters that a process gets at once: some tenths of a second of work
    batch_documents: int = 64
    batch_chars: int = 500_000
    #: full batches for each process that are read before they are needed
    batches_ahead: int = 2
    #: bytes that one process may take; 0: its share of what the machine has, but not less than this
    memory: int = 0
    memory_share: float = 0.8
    least_memory: int = 1 << 30
    #: characters of short plain texts, and of one of them, that are cleaned before processes are started
    alone_chars: int = 200_000
    alone_document: int = 50_000
    expected: int = 0  # bytes of input that are known to come: if each process gets as much of them, all start at once

    def __post_init__(self) -> None:
        """Raise UsageError for a setting that is none."""
        check(self, ("timeout", "long_document", "batch_documents", "batch_chars"), ("timeout",))
