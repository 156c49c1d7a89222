"""`python -m cleanroom` and the console script."""

from __future__ import annotations

import gc
import os
import sys


def main() -> int:
    """The command line; an interruption while it is still being imported is no error either."""
    gc.disable()  # what is imported stays: looking for garbage among it costs a tenth of the start
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # nothing here multiplies matrices: a fifth of numpy's import
    try:
        from cleanroom.cli import main as commands  # noqa: PLC0415 - where it can be interrupted
        from cleanroom.garbage import collect_rarely  # noqa: PLC0415

        collect_rarely()
        gc.enable()
        return commands()
    except KeyboardInterrupt:
        print("cleanroom: interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
