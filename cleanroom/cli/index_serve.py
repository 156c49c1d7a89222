"""`cleanroom index serve`: an index as an HTTP service."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from cleanroom.cli.terminal import finish, say, show, tell_compiling
from cleanroom.cli.values import named, port
from cleanroom.errors import UsageError, install

_VARIABLE = "CLEANROOM_TOKEN"


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of `serve`."""
    command.add_argument(
        "--host", metavar="ADDRESS", default="127.0.0.1", help="where to answer (default: this machine only)"
    )
    command.add_argument("--port", type=port, default=8765, metavar="N", help="default 8765; 0 takes a free one")
    command.add_argument(
        "--token-file", type=named, metavar="FILE",
        help=f"the token that clients must send is in FILE (or in the variable {_VARIABLE}); needed with --host",
    )  # fmt: skip


def serve(arguments: argparse.Namespace) -> int:
    """Answer until interrupted or told to end."""
    try:
        from cleanroom.index.service.serve import At, serve  # noqa: PLC0415 - the web framework
    except ModuleNotFoundError as error:
        if error.name not in ("msgspec", "prometheus_client"):
            raise
        raise UsageError(f"the service needs two packages more: {install('serve')}") from None
    from cleanroom.index import open_store  # noqa: PLC0415 - numpy

    def ready(address: str) -> None:
        show(address)
        finish()  # whoever has started it reads the address
        say(f"described at {address}/openapi.json; Ctrl-C or SIGTERM ends it, what is accepted is taken")

    tell_compiling(arguments.index, lambda: True)
    with open_store(arguments.index, write=True) as store:
        serve(store, At(arguments.host, arguments.port, _token(arguments.token_file)), ready)
    return 0


def _token(file: str | None) -> str:
    """The token. Raises UsageError for one that could be guessed or not be sent."""
    try:
        token = Path(file).read_text(encoding="utf-8").strip() if file else os.environ.get(_VARIABLE, "")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read as a token ({error})") from None
    if (file or token) and (len(token) < 16 or not token.isascii() or not token.isprintable() or " " in token):
        where = file or f"the variable {_VARIABLE}"
        raise UsageError(f"{where} holds no token: 16 or more ASCII characters, such as `openssl rand -hex 24` gives")
    return token
