"""Stages that go wrong on some documents, in ways that real ones do: for the processes of the tests to run."""

from __future__ import annotations

import gc
import os
import signal
import time
from collections.abc import Iterator, Sequence

from cleanroom.records import Clean, Raw, Reject


def upper(records: Sequence[Raw | Reject]) -> Iterator[Clean | Reject]:
    """The text in capitals, but for documents that say what shall go wrong with them."""
    for record in records:
        if isinstance(record, Reject):
            yield record
            continue
        match record.content.split():
            case ["crash", *_]:
                os.kill(os.getpid(), signal.SIGSEGV)
            case ["hang", *_]:
                time.sleep(3600)
            case ["slow", seconds, *_]:
                time.sleep(float(seconds))
            case ["memory", *_]:
                bytearray(1 << 40)
            case ["fail", *_]:
                raise RecursionError("too deep")
            case ["exit", *_]:
                os._exit(3)
            case ["once", path]:
                if not os.path.exists(path):  # noqa: PTH110
                    os.mkdir(path)  # noqa: PTH102
                    os.kill(os.getpid(), signal.SIGKILL)
            case ["print", *_]:
                print("a stage that prints")
        yield Clean(record.id, record.content.upper(), record.content)


def process(records: Sequence[Raw]) -> Iterator[Clean | Reject]:
    """The number of the process as the text."""
    for record in records:
        yield Clean(record.id, str(os.getpid()), record.content)


def patience(records: Sequence[Raw]) -> Iterator[Clean | Reject]:
    """How many new objects the process lets come before it looks for garbage, as the text."""
    for record in records:
        yield Clean(record.id, str(gc.get_threshold()[0]), record.content)


def never(records: Sequence[Raw]) -> Iterator[Clean | Reject]:
    """Takes for ever."""
    time.sleep(3600)
    yield from ()
