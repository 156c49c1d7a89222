"""A person sees how far it is: one line on a terminal, plain lines now and then if asked for, silence otherwise."""

from __future__ import annotations

import os
import stat
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

from cleanroom.cli.terminal import say
from cleanroom.progress import Progress

#: seconds until the line appears: a short job needs none, nor the import of what draws it
_FIRST = 0.5
#: seconds between two updates on a terminal: readable, and cheap; and between two plain lines
_EVERY, PLAIN = 0.2, 30.0
_MB = 1e6
_MINUTE, _HOUR = 60, 3600


class Meter:
    """What a job's counts mean at a moment; it keeps when the stage began, as rates are those of a stage."""

    def __init__(self, progress: Progress, total: int | None = None) -> None:
        self.progress, self.total = progress, total
        self._stage, self._begun = "", 0.0

    def share(self) -> float | None:
        """How much of the inputs is read, 0 to 1; None where that says nothing."""
        if not self.total or not self.progress.bytes:
            return None
        return min(1.0, self.progress.bytes / self.total)

    def line(self, now: float) -> str:
        """Stage, documents, MB, rates, time left, kept and removed; `now` in seconds of any one clock."""
        if self.progress.stage != self._stage:
            self._stage, self._begun = self.progress.stage, now
        count, passed = self.progress, now - self._begun
        parts = [f"{count.stage}: {count.documents:,} documents" if count.documents else count.stage]
        if count.bytes:
            parts.append(self._megabytes())
        if passed > 0 and count.documents > count.skipped:
            rate = f"{(count.documents - count.skipped) / passed:,.0f}/s"
            parts.append(f"{rate}, {count.bytes / passed / _MB:,.1f} MB/s" if count.bytes else rate)
        share = self.share()
        if share and share < 1 and passed > 0:
            parts.append(f"{_time(passed * (1 - share) / share)} left")
        return " · ".join([*parts, *self._kept()])

    def _megabytes(self) -> str:
        read = self.progress.bytes / _MB
        return f"{read:,.1f} of {self.total / _MB:,.1f} MB" if self.total else f"{read:,.1f} MB"

    def _kept(self) -> list[str]:
        count = self.progress
        said = []
        if count.stories:
            said.append(f"{count.stories:,} kept, {count.folded:,} folded")
        elif count.characters:
            kept = count.left / count.characters
            said.append(f"{kept:.1%} kept, {1 - kept:.1%} removed")
        if count.rejected:
            said.append(f"{count.rejected:,} rejected")
        return said


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), _MINUTE)
    return f"{minutes // _MINUTE}:{minutes % _MINUTE:02}:{rest:02}" if seconds >= _HOUR else f"{minutes}:{rest:02}"


class Display:
    """Shows a job's progress while the context lasts, from a thread of its own, so that the job never waits.

    On a terminal one line that is cleared at the end; else, if `asked`, a line every `every` seconds. `total` gives
    the bytes of the inputs, or None where nobody knows; it is asked once, and only if something is shown.
    """

    def __init__(
        self, progress: Progress, total: Callable[[], int | None], *, terminal: bool, asked: bool = False,
        every: float = PLAIN,
    ) -> None:  # fmt: skip
        self._progress, self._total, self._every = progress, total, every
        self._over = threading.Event()
        show = self._draw if terminal else self._tell if asked else None
        self._thread = threading.Thread(target=show, name="progress", daemon=True) if show else None

    def __enter__(self) -> Progress:
        if self._thread:
            self._thread.start()
        return self._progress

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._thread:
            self._thread.join()

    def _tell(self) -> None:
        meter = Meter(self._progress, self._total())
        meter.line(time.monotonic())
        while not self._over.wait(self._every):
            say(f"cleanroom: {meter.line(time.monotonic())}")

    def _draw(self) -> None:
        begun = time.monotonic()
        if self._over.wait(_FIRST):
            return
        meter = Meter(self._progress, self._total())
        meter.line(begun)
        with _bar() as bar:
            task = bar.add_task("", total=None)
            while True:
                text, share = meter.line(time.monotonic()), meter.share()
                bar.update(task, description=text, completed=share or 0.0, total=1.0 if share is not None else None)
                bar.refresh()
                if self._over.wait(_EVERY):
                    return


def _bar() -> Any:
    """What draws the line; notes on standard error go above it, standard output is left alone."""
    from rich.console import Console  # noqa: PLC0415 - on a terminal only, and only in longer jobs
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

    return Progress(
        BarColumn(bar_width=12), TextColumn("{task.description}", markup=False), transient=True, auto_refresh=False,
        redirect_stdout=False, console=Console(stderr=True, highlight=False, soft_wrap=True),
    )  # fmt: skip


def on_terminal(out: str | None, paths: list[str], asked: bool = False) -> bool:
    """Whether there is a terminal to draw on that nothing else writes to or is typed at.

    A pipe on standard output may end at the same terminal, as with `less`: there it is drawn only if `asked`.
    """
    if not sys.stderr.isatty() or ((not paths or "-" in paths) and sys.stdin.isatty()):
        return False
    if out is not None:
        return True
    try:
        is_file = stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):
        return False
    return is_file or (asked and not sys.stdout.isatty())
