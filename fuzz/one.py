"""One target under atheris: `python -m fuzz.one NAME [libFuzzer's options and folders]`."""

from __future__ import annotations

import signal
import sys
import warnings
from typing import Any

import atheris

warnings.simplefilter("ignore")  # of libraries, on odd input
with atheris.instrument_imports(include=["cleanroom"]):
    from fuzz.targets import TARGETS


#: seconds of the processor for one input before it is a hang, about a hundred times what the slowest take: by the clock
#: an input may take any time on a machine that has other things to do
HANG = 30.0


class Hang(BaseException):
    """An input takes too long; no error, which the code under test might handle."""


def hangs(*_: Any) -> None:
    """End an input."""
    raise Hang


def main() -> None:
    """Fuzz until libFuzzer ends the process."""
    name, *options = sys.argv[1:]
    target = TARGETS[name]
    target(b"GET overview\n")  # what is made once is not a slow input
    signal.signal(signal.SIGPROF, hangs)

    def hurried(data: bytes) -> None:
        signal.setitimer(signal.ITIMER_PROF, HANG)
        try:
            target(data)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    atheris.Setup([sys.argv[0], *options], hurried)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
