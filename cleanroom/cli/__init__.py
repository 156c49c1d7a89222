"""The command line: parse, call, print. One file per command; the order here is the order of `--help`.

Exit codes: 0 done, 1 done with rejected records, 2 the command was wrong, 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from cleanroom.cli.terminal import Parser, finish, let_go, prepare, say
from cleanroom.errors import CleanroomError
from cleanroom.version import __version__

#: each is a file; only that of the command that was given is imported
COMMANDS = ("clean", "dedup", "run", "index", "audit", "apply", "explain", "rules")

_EPILOG = """\
examples:
  cat page.txt | cleanroom clean                    one text: clean text on standard output
  zcat crawl.jsonl.gz | cleanroom clean --from jsonl > clean.jsonl
  cleanroom run seeds/ -o out/                      clean, fold reposts, write a run folder
  cleanroom audit out/                              look at it in the browser, disagree
  cleanroom explain page.txt                        line by line: kept or removed, by what, why

exit codes: 0 done, 1 done with rejected records, 2 the command was wrong, 130 interrupted
"""


def command_file(name: str) -> ModuleType:
    """The file of a command, one of COMMANDS."""
    return import_module(f"cleanroom.cli.{name}")


def parser(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """The parser of these commands."""
    top = Parser(
        prog="cleanroom", epilog=_EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Raw web and news scrapes in, clean texts out: one per story, a reason for every cut.",
    )  # fmt: skip
    top.add_argument("--version", action="version", version=f"cleanroom {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for name in names:
        module = command_file(name)
        command = commands.add_parser(
            name, help=module.HELP, description=module.DESCRIPTION, epilog=module.EPILOG,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip
        module.add_arguments(command)
        command.set_defaults(call=module.call)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code."""
    try:
        prepare()
        words = sys.argv[1:] if argv is None else argv
        arguments = parser(words[:1] if {*words[:1]} & {*COMMANDS} else COMMANDS).parse_args(words)
        code: int = arguments.call(arguments)
        finish()
        return code
    except CleanroomError as error:
        say(f"cleanroom: {error}")
        return 2
    except BrokenPipeError:  # the reader has gone: end quietly
        return 0
    except OSError as error:  # what the system refuses, wherever somebody asked for it
        say(f"cleanroom: {_refused(error)}")
        return 2
    except KeyboardInterrupt:
        say("cleanroom: interrupted")
        return 130
    finally:  # also where argparse ends the program after `--help`
        let_go()


def _refused(error: OSError) -> str:
    what = error.strerror or str(error)
    where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, (str, bytes)) else ""
    if isinstance(error, PermissionError):
        return f"{where}no permission; change it or name another file or folder"
    return f"{where}{what}; the system refused this: mend it, then give the command again"
