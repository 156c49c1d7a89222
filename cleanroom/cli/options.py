"""Options that several commands share, and what they mean for the configuration."""

from __future__ import annotations

import argparse
from dataclasses import replace

from cleanroom.clean.kinds import KINDS
from cleanroom.config import Config
from cleanroom.errors import UsageError
from cleanroom.read import names


def add_input(command: argparse.ArgumentParser) -> None:
    """Where records come from."""
    command.add_argument(
        "paths", nargs="*", metavar="PATH", help="files, folders or globs; none or - is standard input"
    )
    command.add_argument(
        "--from", dest="form", default="auto", choices=("auto", *names()), metavar="FORMAT",
        help=f"input format: auto (by name, then content), {', '.join(names())}",
    )  # fmt: skip
    command.add_argument(
        "--text-field", metavar="NAME", help="field of the text (default: text, html, content, raw_content, body)"
    )
    command.add_argument(
        "--id-field", metavar="NAME", help="field that holds the id (default: id, url, else a content hash)"
    )


def add_cleaning(command: argparse.ArgumentParser) -> None:
    """How to clean."""
    command.add_argument(
        "--keep", default="", metavar="KINDS", help="kinds to leave in the text, such as caption,comment,title"
    )
    command.add_argument(
        "--input", default="auto", choices=("auto", "dump", "scraped"),
        help="what plain text is: a whole page as text, or already extracted; default: estimated for each",
    )  # fmt: skip
    command.add_argument("--only-rules", action="store_true", help="do without the trained model")


def add_run(command: argparse.ArgumentParser) -> None:
    """How to fold, and where a run goes."""
    command.add_argument(
        "-o", "--out", required=True, type=named, metavar="DIR", help="folder of the run; made if need be"
    )
    command.add_argument("--overwrite", action="store_true", help="replace the run that DIR holds")
    command.add_argument("--threshold", type=float, metavar="T", help="Jaccard from which two texts are copies, 0 to 1")
    command.add_argument(
        "--canonical", metavar="POLICY",
        help="which text stands for a story: complete (default), earliest, latest, longest, priority",
    )  # fmt: skip
    command.add_argument("--engine", default="local", choices=("local",), help="what runs it: this machine")


def named(path: str) -> str:
    """The type of an output's name: an unset shell variable must not become the current folder."""
    if not path.strip():
        raise argparse.ArgumentTypeError("the name is empty; name a file or folder")
    return path


def configuration(arguments: argparse.Namespace) -> Config:
    """The configuration that the options ask for. Raises UsageError for what is no kind, policy or threshold."""
    config = Config()
    if kinds := getattr(arguments, "keep", ""):
        config = replace(config, clean=replace(config.clean, keep=_kinds(kinds)))
    model = not getattr(arguments, "only_rules", False)
    config = replace(config, clean=replace(config.clean, input=getattr(arguments, "input", "auto"), model=model))
    if (threshold := getattr(arguments, "threshold", None)) is not None:
        if not 0 < threshold <= 1:
            raise UsageError(f"--threshold {threshold:g}: give a number above 0 and up to 1, such as 0.5")
        config = replace(config, dedup=replace(config.dedup, threshold=threshold))
    if policy := getattr(arguments, "canonical", None):
        config = replace(config, dedup=replace(config.dedup, canonical=_policy(policy)))
    return config


def _kinds(text: str) -> tuple[str, ...]:
    kinds = tuple(kind.strip().replace("-", "_") for kind in text.split(",") if kind.strip())
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise UsageError(f"--keep: no such kind: {unknown[0]}; kinds are {', '.join(KINDS)}")
    return kinds


def _policy(name: str) -> str:
    from cleanroom.dedup.canonical import POLICIES  # noqa: PLC0415  (numpy, which `clean` does not need)

    if name not in POLICIES:
        raise UsageError(f"--canonical: no such policy: {name}; policies are {', '.join(POLICIES)}")
    return name
