"""The exception tree.

Two families: an operator's mistake (`UsageError`: one line with the remedy, exit 2) and a record
that cannot be used (`RecordError`: a row in rejects.jsonl, the run goes on).
"""

from __future__ import annotations

#: what the package is called where it is installed from: `cleanroom` on PyPI is somebody else's
DISTRIBUTION = "cleanroom-corpus"


def install(extra: str) -> str:
    """The command that installs what an extra of the package needs; the end of a message."""
    return f"pip install '{DISTRIBUTION}[{extra}]', or in the folder of its source pip install '.[{extra}]'"


class CleanroomError(Exception):
    """Root of every error that cleanroom raises on purpose."""


class UsageError(CleanroomError):
    """The command or call was wrong; the message says what to do instead."""


class OutputError(UsageError):
    """The output cannot be written: it exists, is not writable, or the disk is full."""


class RecordError(CleanroomError):
    """One record cannot be used.

    `code` is a word from `records.REJECT_CODES`; the message is plain language.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type[RecordError], tuple[str, str]]:
        return type(self), (self.code, str(self))  # else it could not come back from another process
