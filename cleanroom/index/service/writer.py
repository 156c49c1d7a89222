"""One thread takes documents and removes them, in the order of arrival. What waits is bounded.

Requests that wait together are taken as one batch: each batch costs the index a write to the disk, whatever its size.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

from cleanroom.errors import CleanroomError
from cleanroom.index.service.wire import BusyError
from cleanroom.index.store import Store
from cleanroom.records import Clean, Place
from cleanroom.tuning import ServiceConfig
from cleanroom.web.gate import Gate


@dataclass(frozen=True, slots=True)
class _Job:
    """Documents to take or ids to forget, and who waits for the answer."""

    documents: Sequence[Clean] = ()
    replace: bool = False
    forget: Sequence[str] = ()
    places: Future[list[Place]] = field(default_factory=Future)
    removed: Future[list[str]] = field(default_factory=Future)

    @property
    def size(self) -> int:
        return len(self.documents) or len(self.forget)

    def fail(self, error: BaseException) -> None:
        for answer in (self.places, self.removed):
            if not answer.done():
                answer.set_exception(error)


class Writer:
    """Works until it is closed; then it ends what it has accepted."""

    def __init__(self, store: Store, gate: Gate, config: ServiceConfig) -> None:
        self._store, self._gate, self._config = store, gate, config
        self._jobs: deque[_Job] = deque()
        self._accepting, self._open = Lock(), True
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="index-writer")

    @property
    def waiting(self) -> int:
        """Documents that wait."""
        return sum(job.size for job in tuple(self._jobs))

    def add(self, documents: Sequence[Clean], replace: bool) -> Future[list[Place]]:
        """Their places, once they are taken. Raises BusyError where too many wait."""
        return self._accept(_Job(documents, replace)).places

    def remove(self, ids: Sequence[str]) -> Future[list[str]]:
        """The ids that were there, once they are forgotten. Raises BusyError where too many wait."""
        return self._accept(_Job(forget=ids)).removed

    def close(self) -> None:
        """Accept nothing more, end what was accepted."""
        with self._accepting:
            self._open = False
        self._thread.shutdown()

    def _accept(self, job: _Job) -> _Job:
        with self._accepting:
            if not self._open:
                raise BusyError(503, "the service is being stopped; try again")
            if self._jobs and self.waiting + job.size > self._config.waiting_documents:
                raise BusyError(429, "too many documents wait to be taken; try again")
            self._jobs.append(job)
            self._thread.submit(self._work)
        return job

    def _work(self) -> None:
        """The next batch; there is none where its jobs have gone with an earlier one."""
        batch = self._next()
        try:
            if batch:
                with self._gate.exclusive():
                    self._remove(batch[0]) if batch[0].forget else self._add(batch)
        except BaseException as error:  # whoever waits is told; the thread goes on
            for job in batch:
                job.fail(error)
            raise

    def _next(self) -> list[_Job]:
        """The jobs that make the next batch."""
        with self._accepting:
            batch = [self._jobs.popleft()] if self._jobs else []
            while self._jobs and batch and self._fits(self._jobs[0], batch):
                batch.append(self._jobs.popleft())
            return batch

    def _fits(self, job: _Job, batch: Sequence[_Job]) -> bool:
        """Whether a job may go with others: of their kind, and no more than a batch."""
        alike = not job.forget and not batch[0].forget and job.replace == batch[0].replace
        return alike and sum(other.size for other in batch) + job.size <= self._config.batch_documents

    def _add(self, batch: Sequence[_Job]) -> None:
        """Take the documents of several requests; where that fails each alone, so that one spoils no other's."""
        try:
            places = iter(self._places([document for job in batch for document in job.documents], batch[0].replace))
        except CleanroomError as error:
            if len(batch) == 1:
                batch[0].fail(error)
            else:
                for job in batch:
                    self._add([job])
            return
        for job in batch:
            job.places.set_result([next(places) for _ in job.documents])

    def _places(self, documents: Sequence[Clean], replace: bool) -> list[Place]:
        """Their places. The same id comes once in a batch: a second text of it is compared with the first."""
        places: list[Place] = []
        part: dict[str, Clean] = {}
        for document in documents:
            if document.id in part:
                places += self._store.add(list(part.values()), replace)
                part = {}
            part[document.id] = document
        return places + self._store.add(list(part.values()), replace)

    def _remove(self, job: _Job) -> None:
        job.removed.set_result(self._store.remove(job.forget))
