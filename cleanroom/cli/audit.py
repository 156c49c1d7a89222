"""`cleanroom audit`: look at a finished run in the browser, as one page, in the terminal, or by SQL."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cleanroom.cli.terminal import colours, harmless, paint, say, show
from cleanroom.cli.values import count, named, port
from cleanroom.errors import UsageError

if TYPE_CHECKING:
    from cleanroom.audit.queries import Audit

HELP = "look at a finished run in the browser: what went and why, what was folded, disagree"
DESCRIPTION = (
    "Open a local web app on a finished run: overview, stories with their members side by side, documents with their\n"
    "cuts marked, borderline cases to review. Nobody else can open it: it answers on this machine only, at an address\n"
    "with a random token. What you decide is kept in DIR/decisions.jsonl until `cleanroom apply DIR`."
)
EPILOG = """\
examples:
  cleanroom audit out/                                opens the browser
  cleanroom audit out/ --html report.html             the same as one page to send or keep
  cleanroom audit out/ --text                         overview in the terminal
  cleanroom audit out/ --text --story ID              a story, its least alike member as a coloured diff
  cleanroom audit out/ --sql "SELECT kind, count(*) FROM removed GROUP BY kind"
"""

#: characters of a cell of an answer
_CELL = 80


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of `audit`."""
    command.add_argument("folder", metavar="DIR", type=named, help="folder of a finished run")
    how = command.add_mutually_exclusive_group()
    how.add_argument("--html", type=named, metavar="FILE", help="write one self-contained page")
    how.add_argument("--text", action="store_true", help="show it in the terminal")
    how.add_argument("--sql", metavar="SELECT", help="ask the tables; docs/audit.md has ten questions")
    command.add_argument("--cases", type=count, default=20, metavar="N", help="cases in the page (default 20)")
    command.add_argument("--story", metavar="ID", help="with --text: the story that this document is in")
    command.add_argument("--member", metavar="ID", help="with --text --story: compare this member")
    command.add_argument("--json", action="store_true", help="with --sql: rows as JSON lines")
    command.add_argument("--port", type=port, default=0, metavar="N", help="port of the app (default: a free one)")
    command.add_argument("--no-browser", action="store_true", help="print the address, open nothing")


def call(arguments: argparse.Namespace) -> int:
    """Show the run in the way asked for."""
    if not Path(arguments.folder).is_dir():
        raise UsageError(f"{arguments.folder} is no folder; name the one that was given to `run` or `dedup` with -o")
    from cleanroom.audit.index import intact  # noqa: PLC0415 - duckdb

    with intact(arguments.folder):
        return _sql(arguments) if arguments.sql is not None else _shown(arguments)


def _shown(arguments: argparse.Namespace) -> int:
    from cleanroom.audit.queries import Audit  # noqa: PLC0415 - duckdb

    audit = Audit(arguments.folder)
    try:
        if arguments.html:
            from cleanroom.audit.report import write_report  # noqa: PLC0415 - jinja2

            cases = write_report(audit, arguments.html, arguments.cases)
            say(f"{arguments.html}: overview and {cases} cases")
        elif arguments.text:
            from cleanroom.audit.terminal import overview, story  # noqa: PLC0415 - on need

            colour = colours(sys.stdout)
            lines = story(audit, arguments.story, arguments.member, colour) if arguments.story else overview(audit)
            for line in lines:
                show(line)
        else:
            _serve(audit, arguments)
    finally:
        audit.close()
    return 0


def _serve(audit: Audit, arguments: argparse.Namespace) -> None:
    from cleanroom.audit.serve import serve  # noqa: PLC0415 - the web framework

    def ready(address: str) -> None:
        show(address)
        sys.stdout.flush()
        say("Ctrl-C ends it; what you decide is kept")
        if not arguments.no_browser and _has_windows():
            import webbrowser  # noqa: PLC0415 - every command pays for what is imported above

            webbrowser.open(address)

    def applied() -> str:
        from cleanroom.apply import apply  # noqa: PLC0415 - on need

        states = [outcome.state for outcome in apply(arguments.folder).outcomes]
        return ", ".join(f"{states.count(state):,} {state}" for state in dict.fromkeys(states)) or "no decisions"

    with suppress(KeyboardInterrupt):  # how it ends
        serve(audit, arguments.port, ready, applied)


def _has_windows() -> bool:
    """Whether there is a screen: elsewhere a browser of the terminal would take it over."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _sql(arguments: argparse.Namespace) -> int:
    """Print the answer: a table, or JSON lines."""
    import orjson  # noqa: PLC0415 - on need

    from cleanroom.audit.index import answer  # noqa: PLC0415 - duckdb

    rows = answer(Path(arguments.folder), arguments.sql)
    if arguments.json:
        for row in rows:
            show(harmless(orjson.dumps(row, default=str).decode()))
        return 0
    table = [{name: harmless(_cell(value)) for name, value in row.items()} for row in rows]
    if not table:
        say("no rows")
        return 0
    widths = {name: max(len(name), *(len(row[name]) for row in table)) for name in table[0]}
    bold = colours(sys.stdout)
    show(paint("  ".join(f"{name:{width}}" for name, width in widths.items()).rstrip(), "bold", bold))
    for row in table:
        show("  ".join(f"{row[name]:{width}}" for name, width in widths.items()).rstrip())
    return 0


def _cell(value: object) -> str:
    """A value on one line; long texts are cut, --json has them whole."""
    text = f"{value:.4g}" if isinstance(value, float) else " ".join(str("" if value is None else value).split())
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"
