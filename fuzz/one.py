"""One target under atheris: `python -m fuzz.one NAME [libFuzzer's options and folders]`."""

from __future__ import annotations

import sys
import warnings

import atheris

warnings.simplefilter("ignore")  # of libraries, on odd input
with atheris.instrument_imports(include=["cleanroom"]):
    from fuzz.targets import TARGETS


def main() -> None:
    """Fuzz until libFuzzer ends the process."""
    name, *options = sys.argv[1:]
    target = TARGETS[name]
    target(b"GET overview\n")  # what is made once is not a slow input
    atheris.Setup([sys.argv[0], *options], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
