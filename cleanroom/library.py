"""The library: the verbs of the command line as functions. What they need is imported when they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, TypeVar

from cleanroom.config import Config
from cleanroom.errors import RecordError, UsageError
from cleanroom.records import Clean, Member, Raw, Reject

if TYPE_CHECKING:
    from cleanroom.knowledge import Knowledge
    from cleanroom.pipeline import Summary

#: a line of a run's files
Row = dict[str, Any]
T = TypeVar("T")
#: a file, or several
Files = str | PathLike[str] | Sequence[str | PathLike[str]]


def clean(
    raw: str | Raw, config: Config | None = None, *, url: str = "", rules: Files = (), profile: Files = (),
) -> Clean:  # fmt: skip
    """Clean one text or record; HTML is recognised and extracted first.

    `url` is where it is from: a field of the result, and whose templates of a profile it is held against; without one
    HTML may name its own. `rules`, `profile`: files of one's own. The result has `text`, `title`, `date`, `author`,
    `url`, `removed` (every cut, with its offsets in `raw`), `comments`, `captions`, `kind_of_input`.

    Raises RecordError, whose `code` says why, where there is no text to clean.
    """
    from cleanroom.clean import check_kinds, clean_record  # noqa: PLC0415 - the rules and their engine

    config = config or _defaults()
    check_kinds(config.clean.keep, "keep")
    known = _known(rules, profile)
    record = _record(raw, 1, config)
    record = replace(record, url=url) if url else record
    return clean_record(record, config.clean, known.rules, known.profile)


def clean_many(
    texts: Iterable[str | Raw], config: Config | None = None, *, rules: Files = (), profile: Files = (),
    workers: int = 1,
) -> Iterator[Clean | Reject]:  # fmt: skip
    """Clean texts one by one as they are asked for: one result for each, in their order.

    A text that cannot be cleaned gives a Reject in its place; its position is the text's number, from 1. With more
    `workers` (0: one for each core) so many processes clean, a few batches ahead of what is asked for. Raises
    UsageError, when the first result is asked for, where `texts` is a single str or `workers` no such number.
    """
    config = config or Config()
    if workers != 1:
        from cleanroom.engines.cleaning import cleaned  # noqa: PLC0415 - on need

        yield from cleaned(_records(texts, config), config.clean, _known(rules, profile), workers)
        return
    for record in _records(texts, config):
        try:
            yield record if isinstance(record, Reject) else clean(record, config, rules=rules, profile=profile)
        except RecordError as error:
            yield Reject(record.source, record.position, error.code, str(error))


@cache
def _defaults() -> Config:
    """The settings of who gives none, checked once: that takes as long as a twentieth of a short text."""
    return Config()


def _records(texts: Iterable[str | Raw], config: Config) -> Iterator[Raw | Reject]:
    if isinstance(texts, str):
        raise UsageError("a single str was given for texts: give a list, or use cleanroom.clean for one text")
    for position, raw in enumerate(texts, 1):
        if not isinstance(raw, (str, Raw)):
            yield Reject("-", position, "no_text", f"{type(raw).__name__}, not a text")
            continue
        try:
            yield _record(raw, position, config)
        except RecordError as error:
            yield Reject("-", position, error.code, str(error))


def _known(rules: Files, profile: Files) -> Knowledge:
    named = [[files] if isinstance(files, (str, PathLike)) else files for files in (rules, profile)]
    return _loaded(*(tuple(map(Path, files)) for files in named))


@cache
def _loaded(rules: tuple[Path, ...], profiles: tuple[Path, ...]) -> Knowledge:
    from cleanroom.knowledge import load  # noqa: PLC0415 - on need

    return load(rules, profiles)


def run(  # noqa: PLR0913 - the options of `cleanroom run`, by keyword
    paths: str | PathLike[str] | Sequence[str | PathLike[str]],
    out: str | PathLike[str],
    config: Config | None = None,
    *,
    clean: bool = True,
    form: str = "auto",
    text_field: str | None = None,
    id_field: str | None = None,
    overwrite: bool = False,
    stdin: BinaryIO | None = None,
    rules: Files = (),
    profile: Files = (),
    workers: int = 0,
) -> Run:
    """Clean the records of `paths`, fold reposts, write the run folder `out`; `clean` False only folds.

    Raises UsageError, one line with the remedy, where the call is wrong or `out` cannot be written. What is wrong with
    a record is a row of `Run.rejects`.
    """
    from cleanroom import pipeline  # noqa: PLC0415 - pyarrow, duckdb
    from cleanroom.request import Request  # noqa: PLC0415 - the rules

    named = [paths] if isinstance(paths, (str, PathLike)) else paths
    if not named:
        raise UsageError('no paths were given; name files or folders, or "-" for standard input')
    request = Request(
        [str(path) for path in named], str(out), clean, form, text_field, id_field, overwrite, stdin,
        workers=workers, known=_known(rules, profile),
    )  # fmt: skip
    pipeline.run(request, config)
    return Run(out)


def dedup(  # noqa: PLR0913 - the options of `cleanroom dedup`, by keyword
    paths: str | PathLike[str] | Sequence[str | PathLike[str]],
    out: str | PathLike[str],
    config: Config | None = None,
    *,
    form: str = "auto",
    text_field: str | None = None,
    id_field: str | None = None,
    overwrite: bool = False,
    stdin: BinaryIO | None = None,
) -> Run:
    """Fold reposts among the records of `paths`, whose texts stay as they are, and write the run folder `out`.

    The threshold, and the policy that says which text is kept, are fields of `config.dedup`. Raises UsageError as
    `run` does. For texts that come one by one there is `Deduplicator`.
    """
    return run(
        paths, out, config, clean=False, form=form, text_field=text_field, id_field=id_field, overwrite=overwrite,
        stdin=stdin,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """A story: the line of kept.jsonl that stands for it, and where every document of it is."""

    kept: Row
    members: tuple[Member, ...]


class Lines(Generic[T]):
    """A file of JSON lines as what its rows stand for. Every loop reads it from the start, a line at a time."""

    def __init__(self, path: Path, make: Callable[[Row], T]) -> None:
        self.path = path
        self._make = make

    def __iter__(self) -> Iterator[T]:
        from cleanroom.write.formats.jsonl import value_of  # noqa: PLC0415 - on need

        with self.path.open("rb") as lines:
            yield from (self._make(value_of(line)) for line in lines)

    def __len__(self) -> int:
        with self.path.open("rb") as lines:
            return sum(1 for _ in lines)

    def __repr__(self) -> str:
        return f"Lines({str(self.path)!r})"


class Run:
    """A finished run, read from its folder when it is asked for. Raises UsageError where the folder holds none."""

    def __init__(self, folder: str | PathLike[str]) -> None:
        self.folder = Path(folder)
        if not (self.folder / "run.json").is_file():
            raise UsageError(f"{self.folder} holds no finished run; name the folder given to `run` as out")
        #: a story each: its text with the record's own fields
        self.kept: Lines[Row] = Lines(self.folder / "kept.jsonl", dict)
        #: every document's place in the stories, sorted by id
        self.members = Lines(self.folder / "members.jsonl", lambda row: Member(**row))
        #: every cut, its document's `id` included
        self.removed: Lines[Row] = Lines(self.folder / "removed.jsonl", dict)
        #: every record that could not be used
        self.rejects = Lines(self.folder / "rejects.jsonl", lambda row: Reject(**row))

    @cached_property
    def facts(self) -> Row:
        """What run.json says: versions, inputs, configuration, counts, timings."""
        import orjson  # noqa: PLC0415 - on need

        facts: Row = orjson.loads((self.folder / "run.json").read_bytes())
        return facts

    @cached_property
    def summary(self) -> Summary:
        """The counts, which reconcile: read = rejected + documents, documents = kept + folded."""
        from cleanroom.pipeline import Summary  # noqa: PLC0415 - pyarrow, duckdb

        return Summary(**{field.name: self.facts[field.name] for field in fields(Summary)})

    def story(self, document: str) -> Story:
        """The story that a document is in, by the document's id. Raises UsageError where there is no such id."""
        from cleanroom.store.tables import find_rows  # noqa: PLC0415 - pyarrow

        tables = self.folder / "tables"
        place = next(find_rows(tables / "members", "id", document), None)
        if place is None:
            raise UsageError(f"{self.folder} has no document {document}; ids are case-sensitive")
        members = tuple(Member(**row) for row in find_rows(tables / "members", "story", place["story"]))
        kept = next(find_rows(tables / "kept", "id", place["kept"]))
        return Story(_own(kept), members)

    def __repr__(self) -> str:
        return f"Run({str(self.folder)!r})"


def _own(kept: Row) -> Row:
    from cleanroom.store.rows import kept_row  # noqa: PLC0415 - on need

    return kept_row(kept)


def _record(raw: str | Raw, position: int, config: Config) -> Raw:
    """A text as a record: named by its content, checked like one from a file."""
    from cleanroom.read.document import check, is_html_page  # noqa: PLC0415 - on need
    from cleanroom.read.record import content_id  # noqa: PLC0415 - on need

    if isinstance(raw, Raw):
        return raw
    if not isinstance(raw, str):
        remedy = "; decode it first, such as raw.decode('utf-8')" if isinstance(raw, (bytes, bytearray)) else ""
        raise TypeError(f"cleanroom cleans a str or a Raw, not {type(raw).__name__}{remedy}")
    check(raw, config.read)
    return Raw(content_id(raw), raw, "html" if is_html_page(raw) else "text", position=position)
