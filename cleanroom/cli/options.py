"""Options that several commands share, and what they mean for the configuration."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from cleanroom.clean.kinds import check_kinds
from cleanroom.cli.progress import Display, on_terminal
from cleanroom.cli.terminal import say
from cleanroom.cli.values import count, named, seconds, separator, size
from cleanroom.config import Config, DedupConfig, PoolConfig
from cleanroom.errors import UsageError
from cleanroom.knowledge import Knowledge, load
from cleanroom.progress import Progress
from cleanroom.read import bytes_at_hand, names, read, refuse_textless, total_bytes


def add_input(command: argparse.ArgumentParser) -> None:
    """Where records come from."""
    command.add_argument(
        "paths", nargs="*", metavar="PATH",
        help="files, folders or globs, also remote ones (s3://…, https://…); none or - is standard input",
    )  # fmt: skip
    command.add_argument(
        "--from", dest="form", default="auto", choices=("auto", *names()), metavar="FORMAT",
        help=f"input format: auto (by name, then content), {', '.join(names())}",
    )  # fmt: skip
    command.add_argument(
        "--text-field", metavar="NAME", help="field of the text (default: text, html, content, raw_content, body)"
    )
    command.add_argument(
        "--split", type=separator, metavar="LINE",
        help="line between the documents of a plain text file, such as --split=--- or --split='\\f'",
    )  # fmt: skip
    command.add_argument(
        "--id-field", metavar="NAME", help="field that holds the id (default: id, url, else a content hash)"
    )
    command.add_argument(
        "--progress", action="store_true",
        help="say every 30 s how far it is where standard error is no terminal; on one it is shown anyway",
    )  # fmt: skip


def display(arguments: argparse.Namespace) -> Display:
    """What shows how far a command is."""
    asked = arguments.progress
    terminal = on_terminal(arguments.out, arguments.paths, asked)
    return Display(Progress(), lambda: total_bytes(arguments.paths, arguments.out), terminal=terminal, asked=asked)


def add_cleaning(command: argparse.ArgumentParser) -> None:
    """How to clean."""
    command.add_argument(
        "--keep", default="", metavar="KINDS", help="kinds to leave in the text, such as caption,comment,title"
    )
    command.add_argument(
        "--input", default="auto", choices=("auto", "dump", "scraped"),
        help="what plain text is: a whole page as text, or already extracted; default: estimated for each",
    )  # fmt: skip
    command.add_argument(
        "--only-rules", action="store_true", help="do not ask the trained line model: faster, but far more junk stays"
    )
    prefer = command.add_mutually_exclusive_group()
    prefer.add_argument(
        "--precision", dest="prefer", action="store_const", const="precision", default="",
        help="cut only what is sure: more junk stays, less good text goes",
    )  # fmt: skip
    prefer.add_argument(
        "--recall", dest="prefer", action="store_const", const="recall",
        help="cut what is likely: less junk stays, more good text goes",
    )  # fmt: skip
    add_rules(command)
    command.add_argument(
        "--profile", dest="profiles", action="append", default=[], metavar="FILE",
        help="cut what this profile knows of a source's recurring lines; repeatable",
    )  # fmt: skip


def add_rules(command: argparse.ArgumentParser) -> None:
    """Users' own rules."""
    command.add_argument(
        "--rules", dest="rules", action="append", default=[], metavar="FILE",
        help="your own rules, [[rule]] tables of a TOML file, beside the shipped ones; repeatable",
    )  # fmt: skip


def add_learning(command: argparse.ArgumentParser) -> None:
    """A pass over the input before it is cleaned."""
    command.add_argument(
        "--learn", action="store_true",
        help="read the input twice: first learn which lines recur over the stories of a source, then cut them",
    )  # fmt: skip
    command.add_argument(
        "--save-profile", type=named, metavar="FILE", help="keep what --learn found as JSON, for --profile"
    )


def knowledge(arguments: argparse.Namespace, config: Config) -> Knowledge:
    """The rules and templates that the options name. Raises UsageError for a file that cannot be used."""
    if getattr(arguments, "save_profile", None) and not arguments.learn:
        raise UsageError("--save-profile keeps what was learnt; add --learn")
    return load(arguments.rules, getattr(arguments, "profiles", ()), config, _tell_timeout)


def _tell_timeout(rule: Any) -> None:  # a Rule: deduplication alone needs none of their module
    say(f"rule {rule.code}: its pattern takes too long on some lines; there it counts as no match (make it simpler)")


def add_run(command: argparse.ArgumentParser, needs_out: bool = True) -> None:
    """How to fold, and where a run goes."""
    command.add_argument(
        "-o", "--out", required=needs_out, type=partial(named, remote=True), metavar="DIR",
        help="folder of the run, also a remote one (s3://…); made if need be",
    )
    command.add_argument("--overwrite", action="store_true", help="replace the run that DIR holds")
    add_deciding(command)
    command.add_argument(
        "--memory", type=size, default=0, metavar="SIZE",
        help="memory that deduplication may take, such as 500M or 4G, before it uses files in DIR (default: no bound)",
    )  # fmt: skip
    command.add_argument(
        "--decisions", metavar="FILE", help="apply these decisions of an audit, and keep them in DIR/decisions.jsonl"
    )
    add_engine(command)


def add_deciding(command: argparse.ArgumentParser) -> None:
    """What is a copy, and which copy stands for a story."""
    command.add_argument(
        "--threshold", type=float, metavar="T",
        help=f"Jaccard from which two texts are copies, 0 to 1 (default {DedupConfig().threshold:g}); a text that lies "
        "within a longer one folds too if it is enough of it, .15 at .3",
    )  # fmt: skip
    command.add_argument(
        "--canonical", metavar="POLICY",
        help="what stands for a story: complete (default; most words others have), earliest, latest, longest, priority",
    )  # fmt: skip
    command.add_argument(
        "--sources", default="", metavar="LIST",
        help="sources from most to least trusted, such as a.org,b.org: the order of --canonical priority",
    )  # fmt: skip


def add_engine(command: argparse.ArgumentParser) -> None:
    """What runs it."""
    command.add_argument(
        "--engine", default="local", choices=("local", "spark"), help="what runs it: this machine, or Apache Spark"
    )
    command.add_argument(
        "--master", default="", metavar="URL",
        help="Spark: local[4], spark://host:7077, yarn, or sc://host:15002 (default: spark-submit's, else all cores)",
    )  # fmt: skip
    command.add_argument(
        "--work", default="", metavar="DIR",
        help="Spark: folder or address that all machines see, for tables on the way (default: in the run's folder)",
    )  # fmt: skip
    command.add_argument(
        "--spark-conf", action="append", default=[], metavar="NAME=VALUE",
        help="Spark: a setting of the session, such as spark.driver.memory=4g; repeatable",
    )  # fmt: skip


def cluster_settings(arguments: argparse.Namespace) -> dict[str, Any] | None:
    """Where Spark is to run it (see `cluster.Cluster`), None for this machine.

    Raises UsageError for options of Spark without Spark, or a setting without a value.
    """
    if arguments.engine != "spark":
        if given := [name for name in ("master", "work", "spark_conf") if getattr(arguments, name)]:
            raise UsageError(f"--{given[0].replace('_', '-')} is for --engine spark; add that")
        return None
    settings = dict(item.partition("=")[::2] for item in arguments.spark_conf)
    for name, value in settings.items():
        if not name.startswith("spark.") or not value:
            raise UsageError(f"--spark-conf {name}: give NAME=VALUE, such as spark.driver.memory=4g")
    return {"master": arguments.master, "work": arguments.work, "settings": settings}


def add_workers(command: argparse.ArgumentParser, cleans: bool = True) -> None:
    """How many work side by side."""
    command.add_argument(
        "--workers", type=count, default=0, metavar="N",
        help="processes that clean, threads that compare (default: one for each core); no result depends on it",
    )  # fmt: skip
    if cleans:
        command.add_argument(
            "--timeout", type=seconds, default=PoolConfig().timeout, metavar="SECONDS",
            help="time for one document, which is rejected if it takes longer (default %(default)g)",
        )  # fmt: skip


def pooling(arguments: argparse.Namespace) -> PoolConfig:
    """How processes that clean are dealt with."""
    return PoolConfig(arguments.timeout, expected=bytes_at_hand(arguments.paths, besides=arguments.out))


def records(
    arguments: argparse.Namespace, config: Config, tally: Callable[[int], None] | None = None, threads: int = 0
) -> Iterator[Any]:
    """The records that the options name, with `threads` also as columns. Raises UsageError where none has a text."""
    given = (arguments.paths, config.read, arguments.form, None, arguments.text_field, arguments.id_field)
    found = read(*given, split=arguments.split or "", threads=threads, tally=tally, tell=say)
    return refuse_textless(found, config.read)


def configuration(arguments: argparse.Namespace) -> Config:
    """The configuration that the options ask for. Raises UsageError for what is no kind, policy or threshold."""
    config = Config()
    if kinds := getattr(arguments, "keep", ""):
        config = replace(config, clean=replace(config.clean, keep=_kinds(kinds)))
    if prefer := getattr(arguments, "prefer", ""):
        config = replace(config, clean=config.clean.preferring(prefer))
    model = not getattr(arguments, "only_rules", False)
    config = replace(config, clean=replace(config.clean, input=getattr(arguments, "input", "auto"), model=model))
    if (threshold := getattr(arguments, "threshold", None)) is not None:
        if not 0 < threshold <= 1:
            raise UsageError(f"--threshold {threshold:g}: give a number above 0 and up to 1, such as 0.5")
        config = replace(config, dedup=replace(config.dedup, threshold=threshold))
    if policy := getattr(arguments, "canonical", None):
        config = replace(config, dedup=replace(config.dedup, canonical=_policy(policy)))
    return _with_sources(config, getattr(arguments, "sources", ""))


def _with_sources(config: Config, listed: str) -> Config:
    """The order of sources, without which `priority` means nothing and which means nothing without it."""
    sources = tuple(name.strip() for name in listed.split(",") if name.strip())
    is_priority = config.dedup.canonical == "priority"
    if sources and not is_priority:
        raise UsageError("--sources is the order of --canonical priority; add that")
    if is_priority and not sources:
        raise UsageError("--canonical priority needs the order of sources, such as --sources a.org,b.org")
    return replace(config, dedup=replace(config.dedup, source_priority=sources)) if sources else config


def _kinds(text: str) -> tuple[str, ...]:
    kinds = tuple(kind.strip().replace("-", "_") for kind in text.split(",") if kind.strip())
    check_kinds(kinds, "--keep")
    return kinds


def _policy(name: str) -> str:
    from cleanroom.dedup.canonical import POLICIES  # noqa: PLC0415  (numpy, which `clean` does not need)

    if name not in POLICIES:
        raise UsageError(f"--canonical: no such policy: {name}; policies are {', '.join(POLICIES)}")
    return name
