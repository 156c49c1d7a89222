"""What a person sees: colour only on a terminal, notes only on standard error."""

from __future__ import annotations

import argparse
import codecs
import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from typing import Any, BinaryIO, NoReturn, TextIO, cast

from cleanroom.records import Reject
from cleanroom.text import counted
from cleanroom.write import Writer, open_writer
from cleanroom.write.atomic import plain_errors

_COLOURS = {"red": "31", "green": "32", "yellow": "33", "dim": "2", "bold": "1"}
#: control characters of a hostile text must not reach a terminal
_BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F)
#: as JSON escapes, so that JSON stays what it was; tabs do no harm
_CONTROLS = {code: f"\\u{code:04x}" for code in (*range(9), *range(10, 32), *range(127, 160), *_BIDI)}
_CONTROLS_BUT_BREAKS = {code: shown for code, shown in _CONTROLS.items() if code != ord("\n")}


def prepare() -> None:
    """Make the standard streams take everything: also closed ones, and signs that their encoding does not have."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:  # closed, as `>&-` does it
            nowhere = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, open(nowhere, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - to the end
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def tell_input(paths: Sequence[str]) -> None:
    """Say what is given twice, and that the terminal is read where somebody has named no input and seems to wait."""
    for path, times in Counter(map(os.path.normpath, paths)).items():
        if times > 1 and path != "-":
            say(f"{path} is given {times} times; it is read once")
    if (not paths or "-" in paths) and sys.stdin.isatty():
        say("cleanroom: reading from the terminal; type or paste a text and end it with Ctrl-D, or name a file")


def tell_compiling(index: str, are_needed: Callable[[], bool]) -> None:
    """Say that the loops which work on an index have to be compiled first, where they are not and are needed."""
    from cleanroom.index import is_ready  # noqa: PLC0415 - pyarrow

    if not is_ready(index) and are_needed():
        say("cleanroom: compiling loops, once on this machine; this takes 15 to 30 s")


def let_go() -> None:
    """Drop what standard output cannot take any more: at its end the interpreter would try once more."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(message: str) -> None:
    """One line on standard error, whatever is left of it."""
    try:
        print(harmless(message), file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return


class Parser(argparse.ArgumentParser):
    """What is wrong with an option in one line, as everything else that is wrong."""

    def error(self, message: str) -> NoReturn:
        """Say it, and end with 2."""
        say(f"{self.prog}: {message}; see {self.prog} --help")
        sys.exit(2)


def show(text: str) -> None:
    """Text and a line break on standard output. Raises OutputError."""
    with plain_errors("standard output"):
        print(text)


def finish() -> None:
    """Write what standard output still holds. Raises OutputError."""
    with plain_errors("standard output"):
        sys.stdout.flush()


def harmless(text: str) -> str:
    """A text of one line without anything that a terminal would act on."""
    return text.translate(_CONTROLS)


def output() -> BinaryIO:
    """Standard output for bytes: exactly as they are, but made harmless on a terminal."""
    stream = sys.stdout.buffer
    return cast(BinaryIO, _Screen(stream)) if sys.stdout.isatty() else stream


class _Screen(io.RawIOBase):
    """Passes UTF-8 on to a terminal, without what the terminal would act on."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._stream.write(self._decoder.decode(bytes(data)).translate(_CONTROLS_BUT_BREAKS).encode())
        return len(data)

    def flush(self) -> None:
        self._stream.flush()


def colours(stream: TextIO) -> bool:
    """Whether to colour: on a terminal that can, and without NO_COLOR (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str, colour: str, on: bool) -> str:
    """The text in a colour, or as it is."""
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if on else text


class RejectLog:
    """Says which records were rejected and why, and keeps them in a file if one is named."""

    #: rejects named one by one, in all and of one code; the rest are counted
    NAMED, OF_CODE = 20, 5

    def __init__(self, path: str | None = None, writes: bool = True, rest: str | None = "") -> None:
        """`writes` False: somebody else writes the file. `rest` is said of those not named; None: nothing is."""
        self.codes = Counter[str]()
        self._named = 0
        self._stack = ExitStack()
        self._path, self._writes, self._rest = path, writes, rest
        self._writer: Writer | None = None

    def __call__(self, reject: Reject) -> None:
        self.codes[reject.code] += 1
        if self._writer:
            self._writer.write(asdict(reject))
        elif not self._path and self._named < self.NAMED and self.codes[reject.code] <= self.OF_CODE:
            self._named += 1
            say(f"rejected: {reject.source}:{reject.position}: {reject.code}: {reject.message}")

    def __enter__(self) -> RejectLog:
        if self._path and self._writes:
            self._writer = self._stack.enter_context(open_writer(self._path, "jsonl"))
        return self

    def __exit__(self, *failure: Any) -> None:
        self._stack.__exit__(*failure)
        if self._path and self.count:
            say(f"rejected: {counted(self.count, 'record')} ({by_code(self.codes)}); they are in {self._path}")
        elif not self._path and self.count > self._named and self._rest is not None:
            say(f"rejected: {counted(self.count, 'record')} ({by_code(self.codes)}){self._rest}")

    @property
    def count(self) -> int:
        """Records rejected so far."""
        return self.codes.total()


def by_code(codes: Mapping[str, int]) -> str:
    """Rejects by their codes, most frequent first."""
    return ", ".join(f"{count:,} {code}" for code, count in sorted(codes.items(), key=lambda item: (-item[1], item[0])))
