"""Many processes for one stage: results in the order of the records, and a document that kills costs only itself.

A thread reads records ahead; each process has a thread that takes as many as are there, up to a batch. So a slow pipe
flows record by record, and a fast one in full batches. A batch whose process crashes, hangs or fails is done once more,
document by document: what fails alone in a fresh process is rejected.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from cleanroom.config import PoolConfig
from cleanroom.engines.worker import Item, Stage, rejected, starts_at_once
from cleanroom.errors import CleanroomError, UsageError
from cleanroom.records import Lines, Raw, Reject

_START = "import sys; sys.path[:] = {path!r}; from cleanroom.engines.worker import main; main()"
#: one thread each: the processes are what runs side by side
_ALONE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")

#: bytes that a pipe holds: what Linux gives to those who are not root
_PIPE = 1 << 20
#: in a group of its own, Ctrl-C on a terminal does not reach it while it starts
_APART: dict[str, Any] = {} if sys.platform == "win32" else {"process_group": 0}


class Worker:
    """A process, started when it is first asked and again when it has died."""

    def __init__(self, stage: Stage, config: PoolConfig, workers: int) -> None:
        self._hello = pickle.dumps((_share(config, workers), config.expected // workers, stage))
        self._timeout = config.timeout
        self._long = config.long_document
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def ask(self, records: Sequence[Item]) -> tuple[Any, ...]:
        """The answer to a batch: ("done", results) or ("failed", code, message)."""
        process = self._process or self.start()
        seconds = self._timeout * max(1.0, sum(map(_size, records)) / self._long)
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        clock = threading.Timer(seconds, give_up)
        clock.daemon = True
        clock.start()
        try:
            answer = _exchange(process, records)
        finally:
            clock.cancel()
        if answer is not None:
            return answer
        code = self._end()
        if late.is_set():
            return "failed", "timeout", f"cleaning took more than {seconds:g} s; --timeout allows more"
        return "failed", "crashed", f"the process that cleaned it ended with {code}"

    def start(self) -> subprocess.Popen[bytes]:
        """Have a process that is ready to be asked. Raises UsageError where there can be none."""
        process = subprocess.Popen(
            [sys.executable, "-c", _START.format(path=sys.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, **_ALONE}, **_APART,
        )  # fmt: skip
        self._process = process
        if self._closed:
            process.kill()
        assert process.stdin is not None and process.stdout is not None
        _widen(process.stdin.fileno(), process.stdout.fileno())
        with suppress(OSError):
            process.stdin.write(self._hello)
            process.stdin.flush()
        if _answer(process) != ("ready",):
            raise UsageError(f"a worker process did not start (it ended with {self._end()}); try --workers 1")
        return process

    def _end(self) -> int:
        """The exit code of the process that was; the next question starts another one."""
        process, self._process = self._process, None
        assert process is not None
        process.kill()
        code = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        return code

    def close(self) -> None:
        """End the process, whatever it is doing; for another thread than the one that asks."""
        self._closed = True
        if (process := self._process) is not None:
            process.kill()

    def shut(self) -> None:
        """End the process and let go of it."""
        if self._process is not None:
            self._end()


def _widen(*pipes: int) -> None:
    """Let a batch through at once: with Linux's 64 KB both sides take turns until it is through."""
    if sys.platform == "linux":
        import fcntl  # noqa: PLC0415 - absent on Windows

        for pipe in pipes:
            with suppress(OSError):  # one user's pipes may hold so much and no more
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def _exchange(process: subprocess.Popen[bytes], records: Sequence[Item]) -> tuple[Any, ...] | None:
    """The answer to a question; None if the process has died."""
    assert process.stdin is not None
    try:
        pickle.dump(records, process.stdin, pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()
    except OSError:
        return None
    return _answer(process)


def _answer(process: subprocess.Popen[bytes]) -> tuple[Any, ...] | None:
    assert process.stdout is not None
    try:
        answer: tuple[Any, ...] = pickle.load(process.stdout)
        return answer
    except (EOFError, OSError, pickle.UnpicklingError, ValueError):
        return None


def _share(config: PoolConfig, workers: int) -> int:
    """Bytes of memory that one of the processes may take."""
    if config.memory or not hasattr(os, "sysconf"):
        return config.memory
    there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(config.least_memory, int(there * config.memory_share / workers))


class Pool:
    """Runs a stage on many processes. `stage` and what it gives must be picklable.

    `unpack` takes blocks of lines apart, where a record in one of them goes wrong.
    """

    def __init__(
        self, stage: Stage, workers: int, config: PoolConfig | None = None,
        unpack: Callable[[Lines], Iterable[Raw | Reject]] | None = None,
    ) -> None:  # fmt: skip
        self._config, self._unpack = config or PoolConfig(), unpack
        self._workers = [Worker(stage, self._config, workers) for _ in range(workers)]
        self._changed = threading.Condition()
        self._waiting: deque[Item] = deque()  # read and not yet taken
        self._done: dict[int, tuple[list[Any], int]] = {}  # batch -> results, characters that were read for them
        self._taken, self._given = 0, 0  # batches
        self._ahead = 0  # characters read and not yet given
        self._ended = self._stopped = False
        self._error: BaseException | None = None

    def map(self, items: Iterable[Item]) -> Iterator[Any]:
        """What the stage gives for the items, in their order, and a Reject for a record that goes wrong.

        An error of `items` is raised in its place.
        """
        threads = [threading.Thread(target=self._read, args=(iter(items),), daemon=True)]
        threads += [threading.Thread(target=self._work, args=(worker,), daemon=True) for worker in self._workers]
        for thread in threads:
            thread.start()
        try:
            while (results := self._next()) is not None:
                yield from results
            if self._error is not None:
                raise self._error
        finally:
            with self._changed:
                self._stopped = True
                self._changed.notify_all()
            for worker in self._workers:
                worker.close()
            for thread in threads[1:]:  # the reader may wait for a slow pipe
                thread.join()

    def _next(self) -> list[Any] | None:
        """The results of the next batch, None at the end."""
        with self._changed:
            while self._given not in self._done:
                is_over = self._ended and not self._waiting and self._given == self._taken
                if is_over or self._stopped:
                    return None
                self._changed.wait()
            results, chars = self._done.pop(self._given)
            self._given += 1
            self._ahead -= chars
            self._changed.notify_all()
            return results

    def _read(self, items: Iterator[Item]) -> None:
        """Read ahead, as far as memory is given for it."""
        most = self._config.batch_chars * (len(self._workers) + 1) * self._config.batches_ahead
        try:
            for item in items:
                with self._changed:
                    while self._ahead >= most and not self._stopped:
                        self._changed.wait()
                    if self._stopped:
                        return
                    self._ahead += _weight(item)
                    self._waiting.append(item)
                    self._changed.notify_all()
        except CleanroomError as error:
            self._error = error
        finally:
            with self._changed:
                self._error = self._error or sys.exc_info()[1]  # a bug is raised where the results are asked for, too
                self._ended = True
                self._changed.notify_all()

    def _work(self, worker: Worker) -> None:
        failure: BaseException | None = None
        try:
            if starts_at_once(self._config, len(self._workers)):  # while the first records are read
                worker.start()
            while (batch := self._take()) is not None:
                number, items = batch
                results = self._results(worker, items)
                with self._changed:
                    self._done[number] = results, sum(map(_weight, items))
                    self._changed.notify_all()
        except UsageError as error:
            failure = error
        finally:
            failure = failure or sys.exc_info()[1]  # a bug: results would be waited for in vain
            with self._changed:
                if failure is not None:
                    self._error, self._stopped = failure, True
                self._changed.notify_all()
            worker.shut()

    def _take(self) -> tuple[int, list[Item]] | None:
        """The next items that are there, as many as make a batch; None when there will be no more."""
        with self._changed:
            while not self._waiting and not self._ended and not self._stopped:
                self._changed.wait()
            if self._stopped or not self._waiting:
                return None
            items: list[Item] = []
            chars = 0
            while self._waiting and len(items) < self._config.batch_documents and chars < self._config.batch_chars:
                items.append(self._waiting.popleft())
                chars += _weight(items[-1])
            number, self._taken = self._taken, self._taken + 1
            return number, items

    def _results(self, worker: Worker, items: Sequence[Item]) -> list[Any]:
        """What the stage gives for the items, at any price; nothing where all was stopped."""
        if self._stopped:
            return []
        state, *rest = worker.ask(items)
        if state == "done":
            return list(rest[0])
        if len(items) > 1 or isinstance(items[0], Lines):
            return [result for record in self._records(items) for result in self._results(worker, [record])]
        if rest[0] == "crashed" and not self._stopped:  # something else may have ended it: once more, in a fresh one
            state, *rest = worker.ask(items)
            if state == "done":
                return list(rest[0])
        return [rejected(items[0], *rest)]

    def _records(self, items: Sequence[Item]) -> Iterator[Raw | Reject]:
        """The items one by one, lines taken apart."""
        for item in items:
            if not isinstance(item, Lines):
                yield item
            elif self._unpack:
                yield from self._unpack(item)


def _size(item: Item) -> int:
    return 0 if isinstance(item, Reject) else len(item.data if isinstance(item, Lines) else item.content)


def _weight(item: Item) -> int:
    """Characters, and something for what every item takes."""
    return 1000 + _size(item)
