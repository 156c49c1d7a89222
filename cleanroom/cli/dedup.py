"""`cleanroom dedup`: fold reposts of texts that are clean already."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from cleanroom.cli.options import add_input, add_run, add_workers, configuration, display, records
from cleanroom.cli.run import BEFORE, add_checkpoint, execute, report
from cleanroom.cli.terminal import RejectLog, colours, output, say, show, tell_input
from cleanroom.decisions import NAME as DECISIONS
from cleanroom.decisions import load
from cleanroom.errors import UsageError
from cleanroom.records import Reject
from cleanroom.store.rows import clean_row
from cleanroom.text import counted
from cleanroom.write import open_writer

HELP = "fold reposts of texts that are clean already"
DESCRIPTION = "Find near-duplicates, verify them exactly, keep one text per story. Nothing is cut from the texts."
EPILOG = """\
examples:
  cleanroom dedup clean.jsonl -o out/
  cleanroom dedup texts/ -o out/ --threshold 0.5 --canonical longest
  zcat clean.jsonl.gz | cleanroom dedup --stream --from jsonl   drop copies of what has passed before
  cleanroom dedup today.jsonl --index news.idx -o out/   fold into the stories of a lasting index
  cleanroom dedup crawl.parquet -o out/ --no-texts       which id belongs to which story, and no more
  cleanroom dedup out/ -o strict/ --rethreshold 0.7      decide a finished run again, in seconds
  cleanroom dedup -o out/ --rethreshold 0.7              the same in its place
"""

#: options that mean nothing to a stream, and what they are where nobody gives them
_NOT_STREAMED: dict[str, object] = {
    "out": None, "no_texts": False, "rethreshold": None, "index": None, "canonical": None, "sources": "",
    "overwrite": False, "decisions": None, "memory": 0, "checkpoint": 0, "engine": "local", "master": "", "work": "",
    "spark_conf": [],
}  # fmt: skip


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The options of `dedup`."""
    add_input(command)
    add_run(command, needs_out=False)
    add_workers(command, cleans=False)
    add_checkpoint(command, "64M")
    command.add_argument(
        "--no-texts", action="store_true",
        help="write ids and scores only, no texts, in half the time; there is nothing to audit or to go on from then",
    )  # fmt: skip
    command.add_argument(
        "--stream", action="store_true",
        help="a filter: records that are no copies of earlier ones go to standard output as JSON lines, at once",
    )  # fmt: skip
    command.add_argument(
        "--index", metavar="IDX",
        help="add the documents to this index (see `cleanroom index`): new ones fold into known stories, and DIR holds "
        "the stories that they are in",
    )  # fmt: skip
    command.add_argument(
        "--rethreshold", type=float, metavar="T",
        help="decide a finished run (PATH, else DIR) again at T from its stored comparisons; T at least the run's own",
    )  # fmt: skip


def call(arguments: argparse.Namespace) -> int:
    """Run it and print the summary."""
    if arguments.stream:
        return stream(arguments)
    if not arguments.out:
        raise UsageError("dedup needs a folder for the run: -o DIR; or use it as a filter with --stream")
    if arguments.no_texts and (arguments.index is not None or arguments.decisions or arguments.engine != "local"):
        raise UsageError("--no-texts goes with a run on this machine; leave out --index, --decisions and --engine")
    if arguments.index is not None:
        return into_index(arguments)
    if arguments.rethreshold is None:
        return execute(arguments, clean=False)
    return again(arguments)


def stream(arguments: argparse.Namespace) -> int:
    """Pass on the first text of each story."""
    given = [name for name, unset in _NOT_STREAMED.items() if getattr(arguments, name) != unset]
    if given:
        options = ["-o" if name == "out" else f"--{name.replace('_', '-')}" for name in given]
        raise UsageError(f"--stream writes first texts of stories to standard output; leave out {', '.join(options)}")
    from cleanroom.clean import take_batch  # noqa: PLC0415 - on need
    from cleanroom.stream import Deduplicator  # noqa: PLC0415 - numpy

    config = configuration(arguments)
    tell_input(arguments.paths)
    seen = Deduplicator(config.dedup)
    with display(arguments) as progress, RejectLog() as rejects, open_writer(output(), "jsonl") as writer:
        progress.begin("dedup")
        for item in records(arguments, config, progress.read):
            progress.took(1)
            done = item if isinstance(item, Reject) else next(iter(take_batch([item])))
            if isinstance(done, Reject):
                rejects(done)
                progress.rejected += 1
            elif seen.add(done.text, done.id) is None:
                writer.write(clean_row(done))
                progress.stories += 1
            else:
                progress.folded += 1
    if sys.stderr.isatty():
        say(f"{counted(len(seen), 'text')} passed on, {progress.folded:,} copies dropped")
    return 1 if rejects.count else 0


def into_index(arguments: argparse.Namespace) -> int:
    """Fold documents into the stories of an index; the run holds the stories that they are in."""
    if arguments.rethreshold is not None or arguments.decisions or arguments.memory:
        raise UsageError("--index adds to an index; leave out --rethreshold, --decisions and --memory")
    from cleanroom.cli.index import opened  # noqa: PLC0415 - on need
    from cleanroom.cli.index_add import add_all  # noqa: PLC0415 - on need
    from cleanroom.pipeline import summary_of  # noqa: PLC0415  (pyarrow)
    from cleanroom.store.folder import refuse_existing, run_facts  # noqa: PLC0415  (pyarrow)

    tell_input(arguments.paths)
    refuse_existing(Path(arguments.out), arguments.overwrite)
    with opened(arguments, write=True) as store:
        if not store.header.texts:
            raise UsageError(f"{arguments.index} was made with --no-texts: use `cleanroom index add`, which needs none")
        ids, rejected = add_all(arguments, store)
        store.export(arguments.out, arguments.overwrite, ids, rejected)
    show(report(summary_of(run_facts(arguments.out)), str(arguments.out), colours(sys.stdout)))
    if rejected:
        say(f"rejected: {counted(len(rejected), 'record')}; all of them in {arguments.out}/rejects.jsonl")
    return 1 if rejected else 0


def again(arguments: argparse.Namespace) -> int:
    """Decide a finished run again."""
    if len(arguments.paths) > 1 or arguments.threshold is not None:
        raise UsageError("--rethreshold takes the folder of one finished run, and no --threshold beside it")
    if not 0 < arguments.rethreshold <= 1:
        raise UsageError(f"--rethreshold {arguments.rethreshold:g}: give a number above 0 and up to 1, such as 0.7")
    policy = configuration(arguments).dedup.canonical if arguments.canonical else None
    from cleanroom.audit.index import intact  # noqa: PLC0415 - duckdb
    from cleanroom.pipeline import rethreshold  # noqa: PLC0415  (pyarrow)
    from cleanroom.store.folder import run_facts  # noqa: PLC0415  (pyarrow)

    source = arguments.paths[0] if arguments.paths else arguments.out
    decided = run_facts(source, texts=False).get("decisions")
    with intact(source):
        summary = rethreshold(source, arguments.out, arguments.rethreshold, policy, arguments.overwrite)
    show((BEFORE if decided else "") + report(summary, str(arguments.out), colours(sys.stdout)))
    if decided:  # people's decisions stay
        from cleanroom.cli.apply import apply_new  # noqa: PLC0415 - it prints a report as this does

        decisions = load(Path(source) / DECISIONS, missing_ok=True)
        apply_new(arguments.out, decisions, arguments.workers, arguments.memory)
    return 0
