"""A process that runs a stage on batches of records, for `pool`: asked on one pipe, it answers on another.

Messages are pickles. The first one holds the stage, a callable that takes a list of records and gives results;
every other one is such a list. An answer is ("done", results) or ("failed", code, message).
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, BinaryIO

from cleanroom.config import PoolConfig
from cleanroom.garbage import collect_rarely
from cleanroom.kernels.pace import expect
from cleanroom.records import Lines, Raw, Reject

#: what stages take; blocks of lines only those that take them apart
Item = Raw | Reject | Lines
#: takes records (Raw, Reject, or Lines where it takes them apart) and gives results in their order
Stage = Callable[[Sequence[Any]], Iterable[Any]]

#: what a mistake in a rule or a strange document raises; anything else ends the process, which costs the same document
ERRORS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, NameError, RuntimeError, TypeError,
    ValueError,
)  # fmt: skip


def starts_at_once(config: PoolConfig, workers: int) -> bool:
    """Whether so many processes begin before there is work for them. While the first texts were cleaned alone, for a
    quarter of a second, no other core did anything."""
    return config.expected > workers * config.alone_chars


def attempt(stage: Stage, records: Sequence[Any]) -> tuple[Any, ...]:
    """The answer of a stage to records."""
    try:
        return "done", list(stage(records))
    except MemoryError:
        return "failed", "memory", "there was not enough memory to clean it"
    except ERRORS as error:
        return "failed", "failed", f"cleaning failed: {type(error).__name__}: {error}".split("\n", maxsplit=1)[0]


def rejected(record: Raw | Reject | Lines, code: str, message: str) -> Reject:
    """A record that could not be cleaned; the message begins with its id, for its place may say little."""
    if not isinstance(record, Raw):
        return Reject(record.source, record.position, code, message)
    return Reject(record.source, record.position, code, f"id {record.id}: {message}")


def main() -> None:
    """Answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks: it ends this one
    questions, answers = _private(0, "rb"), _private(1, "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # what a stage prints is no answer
    memory, expected, stage = pickle.load(questions)
    _limit(memory)
    expect(expected)
    collect_rarely()
    asked: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_listen, args=(questions, asked), daemon=True).start()
    _send(answers, ("ready",))
    while True:
        _send(answers, attempt(stage, asked.get()))


def _private(descriptor: int, mode: str) -> BinaryIO:
    return os.fdopen(os.dup(descriptor), mode)  # type: ignore[return-value]


def _listen(questions: BinaryIO, asked: SimpleQueue[Any]) -> None:
    """Take questions; when the asking process is gone, end at once, whatever is being worked on."""
    with suppress(EOFError, OSError, pickle.UnpicklingError):
        while True:
            asked.put(pickle.load(questions))
    os._exit(0)


def _send(answers: BinaryIO, answer: tuple[Any, ...]) -> None:
    try:
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()
    except OSError:  # nobody listens any more
        os._exit(0)


def _limit(memory: int) -> None:
    """Bound this process's memory, where the system can: else it would look for a victim among all of them."""
    if memory and sys.platform != "win32":
        import resource  # noqa: PLC0415 - absent on Windows

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        least = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_DATA, (least, most))
