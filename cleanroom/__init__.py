"""Raw web and news scrapes in, clean texts out: one per story, with a reason and an offset for every cut.

The flow, one direction, no arrow goes back:

    read    paths -> Raw               files, folders, globs, standard input; what cannot be read is a Reject
    clean   Raw -> Clean               extract, segment, judge, separate: spans are tagged, one function cuts
    dedup   Document* -> Member*, Pair*    fingerprint, LSH, exact comparison, stories, the canonical text
    write   rows -> files              whole or not at all
    kernels    hot loops that are compiled once per machine, below the stages that use them
    remote  addresses with a scheme: files that are read there, and sent there
    request what a job is asked to do, and whether it is the same job again
    outlet  records, cleaned, into a stream or files: `clean` from end to end
    intake  records, cleaned, to the tables and on to dedup: the first half of a run
    index   a lasting index of stories, to which documents are added as they come
    store   a run's folder: Parquet tables, JSON lines, run.json
    knowledge    users' rules and profiles -> what cleaning knows besides its settings
    decisions    what people decide otherwise, applied to documents and stories
    progress    how far a job is: counts that it keeps and others show
    stream  copies of what has passed before, one text at a time; batch: columns and frames, cleaned
    integrations    Scrapy, datatrove
    cluster    a run on Spark, by the same stages; spark: DataFrames in and out
    web     what every server has in common: who may ask, who goes first
    audit   decisions looked up: what went, why, from where, and disputed

Stages (read, clean, dedup, write) know records, config and errors, and nothing above them; engines run stages and
join tables; `pipeline` is the whole flow on one screen, `apply` the part of it that people's decisions need; `cli` and
`library` are the two ways in:

    page = cleanroom.clean(raw)                      # page.text, .title, .date, .removed, .comments
    for page in cleanroom.clean_many(texts): ...
    run = cleanroom.run("seeds/", out="out/")        # run.kept, .members, .summary, .story(id)

Importing this costs next to nothing: every name is imported when it is first used.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from cleanroom.version import __version__

if TYPE_CHECKING:
    from cleanroom.batch import clean_batch
    from cleanroom.config import Config
    from cleanroom.errors import CleanroomError, RecordError, UsageError
    from cleanroom.library import Run, Story, clean, clean_many, dedup, run
    from cleanroom.stream import Deduplicator

__all__ = [
    "CleanroomError", "Config", "Deduplicator", "RecordError", "Run", "Story", "UsageError", "__version__", "clean",
    "clean_batch", "clean_many", "dedup", "run",
]  # fmt: skip

_HOMES = {
    "Config": "config", "Deduplicator": "stream", "Run": "library", "Story": "library", "clean": "library",
    "clean_batch": "batch", "clean_many": "library", "dedup": "library", "run": "library",
    **dict.fromkeys(("CleanroomError", "RecordError", "UsageError"), "errors"),
}  # fmt: skip
#: functions that have the name of a stage
_VERBS = ("clean", "dedup")


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"cleanroom.{_HOMES[name]}"), name)
    globals()[name] = value
    if name in _VERBS and (stage := sys.modules.get(f"cleanroom.{name}")):
        _lend(value, stage)
    return value


def _lend(verb: Any, stage: ModuleType) -> None:
    """Give a verb the names of its stage: `import cleanroom.clean.dates as dates` asks that for `dates`."""
    verb.__dict__ = stage.__dict__


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """This package, whose attributes `clean` and `dedup` are the verbs, functions: the import system would set them to
    the stages of these names when something first imports one. `from cleanroom.clean import ...` finds the stage."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _VERBS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)
        elif name in self.__dict__:
            _lend(self.__dict__[name], value)


sys.modules[__name__].__class__ = _Package
