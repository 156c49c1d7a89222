"""`cleanroom index`: a lasting index, to which documents are added as they come. One function for each of its verbs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from cleanroom.cli import index_add, index_serve
from cleanroom.cli.index_options import (
    Mixed,
    add_options,
    create_options,
    export_options,
    query_options,
    remove_options,
)
from cleanroom.cli.options import configuration, display, records
from cleanroom.cli.terminal import RejectLog, output, say, show, tell_compiling, tell_input
from cleanroom.config import Config
from cleanroom.errors import UsageError
from cleanroom.progress import Progress
from cleanroom.records import Clean, Reject
from cleanroom.text import counted
from cleanroom.write import open_writer

if TYPE_CHECKING:
    from cleanroom.index import Store

HELP = "a lasting index of stories: add what comes in, ask what it matches"
DESCRIPTION = (
    "Remember every document, so that tomorrow's scrapes are compared with yesterday's. IDX is a folder. Texts are\n"
    "taken as they are (clean them first); the verdict on two texts is that of `cleanroom dedup`."
)
EPILOG = """\
examples:
  cleanroom index create news.idx
  cleanroom clean crawl.jsonl.gz | cleanroom index add news.idx -      join known stories, or found new ones
  cleanroom index add news.idx monday.jsonl -o places.jsonl            and say where each document went
  cat page.txt | cleanroom index query news.idx                        what does this text match?
  cleanroom index remove news.idx http://example.org/a
  cleanroom index export news.idx -o out/ && cleanroom audit out/

`cleanroom index VERB --help` says more of each verb.
"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The verbs and their options."""
    listed = ", ".join(_VERBS)
    verbs = command.add_subparsers(metavar="VERB", required=True, help=listed, parser_class=Mixed)
    for name, (function, help_) in _VERBS.items():
        verb = verbs.add_parser(name, help=help_, description=f"{help_[0].upper()}{help_[1:]}.")
        verb.add_argument(
            "index", metavar="IDX", type=_index_name, help="the index: a folder, or redis://HOST:PORT/DATABASE/NAME"
        )
        if name in _OPTIONS:
            _OPTIONS[name](verb)
        verb.set_defaults(verb=function)


def call(arguments: argparse.Namespace) -> int:
    """Do what the verb says; gives the exit code."""
    code: int = arguments.verb(arguments)
    return code


def _index_name(name: str) -> str:
    if not name.strip():
        raise argparse.ArgumentTypeError("the name is empty; name the index")
    return name


def _create(arguments: argparse.Namespace) -> int:
    config = configuration(arguments).dedup
    from cleanroom.index import Header, create  # noqa: PLC0415 - pyarrow

    header = Header(config, not arguments.no_texts, arguments.window or 0.0, arguments.within or "")
    create(arguments.index, header).close()
    show(f"{arguments.index} is ready: cleanroom index add {arguments.index} PATH…")
    return 0


def opened(arguments: argparse.Namespace, write: bool = False) -> Store:
    """The index, if it was made with the settings that were asked for. What is going to be slow once, is told."""
    from cleanroom.index import open_store  # noqa: PLC0415 - pyarrow

    store, asked = open_store(arguments.index, write), configuration(arguments).dedup
    given = {"threshold": "threshold", "canonical": "canonical", "sources": "source_priority"}
    wanted = {name: getattr(asked, name) for option, name in given.items() if getattr(arguments, option, None)}
    limits = {name: getattr(arguments, name, None) for name in ("window", "within")}
    try:
        store.header.refuse_other({**wanted, **limits}, arguments.index)
    except UsageError:
        store.close()
        raise
    if write or arguments.verb is _query:
        asks = getattr(arguments, "verb", None) in {_query, _remove} and "://" not in arguments.index
        tell_compiling(arguments.index, lambda: not asks or store.stats().documents > 0)
    return store


def _add(arguments: argparse.Namespace) -> int:
    tell_input(arguments.paths)
    with opened(arguments, write=True) as store:
        return 1 if index_add.add_all(arguments, store)[1] else 0


def _cleans(
    arguments: argparse.Namespace, reject: Callable[[Reject], None], progress: Progress
) -> Iterator[Clean]:
    """The records of the input as documents, uncut; what cannot be used is told."""
    from cleanroom.clean import take_batch  # noqa: PLC0415 - on need

    for item in records(arguments, Config(), progress.read):
        done = item if isinstance(item, Reject) else next(iter(take_batch([item])))
        if isinstance(done, Reject):
            reject(done)
            progress.rejected += 1
        else:
            progress.took(1, len(done.text))
            yield done


def _query(arguments: argparse.Namespace) -> int:
    tell_input(arguments.paths)
    with opened(arguments) as store, display(arguments) as progress, RejectLog() as rejects:
        found = _cleans(arguments, rejects, progress)
        with open_writer(output(), "jsonl") as writer:
            while batch := list(islice(found, _QUERIES)):
                for asked, matches in zip(batch, store.query(batch, arguments.limit), strict=True):
                    writer.write({"id": asked.id, "matches": [asdict(match) for match in matches]})
    return 1 if rejects.count else 0


def _remove(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as store:
        gone = store.remove(arguments.ids)
    show(f"{counted(len(gone), 'document')} removed")
    missing = [name for name in dict.fromkeys(arguments.ids) if name not in gone]
    for name in missing:
        say(f"{arguments.index} has no document {name}; ids are case-sensitive")
    return 1 if missing else 0


def _stats(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store:
        for name, value in asdict(store.stats()).items():
            show(f"{name.replace('_', ' '):12} {value:14,}")
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store:
        problems = store.verify()
        documents = store.stats().documents
    for problem in problems:
        say(f"{arguments.index}: {problem}")
    if problems:
        raise UsageError(f"{arguments.index} is damaged ({counted(len(problems), 'problem')}): make it again")
    show(f"{arguments.index}: all is well with {counted(documents, 'document')}")
    return 0


def _compact(arguments: argparse.Namespace) -> int:
    with opened(arguments, write=True) as store:
        before = store.stats().bytes
        store.compact()
        show(f"{arguments.index}: {before:,} bytes before, {store.stats().bytes:,} now")
    return 0


def _log(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store, open_writer(output(), "jsonl") as writer:
        for change in store.changes():
            writer.write(change)
    return 0


def _export(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store:
        store.export(Path(arguments.out), arguments.overwrite)
    show(f"the run is in {arguments.out}; look at it with: cleanroom audit {arguments.out}")
    return 0


#: texts that are asked about at once
_QUERIES = 256
_VERBS: dict[str, tuple[Callable[[argparse.Namespace], int], str]] = {
    "create": (_create, "make an empty index"),
    "add": (_add, "take documents in: each joins a story, quotes one or founds one"),
    "query": (_query, "say which documents a text matches; nothing is taken in"),
    "remove": (_remove, "forget documents"),
    "stats": (_stats, "counts and sizes"),
    "log": (_log, "what was told otherwise before: other canonical texts, merged stories, moved documents"),
    "verify": (_verify, "check every invariant"),
    "compact": (_compact, "give back the space of what was removed"),
    "serve": (index_serve.serve, "answer over HTTP, for crawlers and others: add, query, remove"),
    "export": (_export, "write it as the folder of a run, for the audit"),
}
_OPTIONS = {
    "create": create_options, "add": add_options, "query": query_options, "remove": remove_options,
    "serve": index_serve.add_options, "export": export_options,
}  # fmt: skip
