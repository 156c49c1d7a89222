"""`python -m cleanroom` and the console script."""

from __future__ import annotations

import sys


def main() -> int:
    """The command line; an interruption while it is still being imported is no error either."""
    try:
        from cleanroom.cli import main as commands  # noqa: PLC0415 - where it can be interrupted

        return commands()
    except KeyboardInterrupt:
        print("cleanroom: interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
