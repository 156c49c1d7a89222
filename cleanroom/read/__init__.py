"""Bytes in, records out: every input becomes a `Raw` or a `Reject`, nothing else and nothing less.

    paths     what the user named → files (folders, globs, standard input, remote addresses)
    source    a file → a stream of decompressed bytes and its head
    compress  .gz .bz2 .xz .zst, by content
    formats/  one file per format: text html json jsonl csv parquet warc
    register  the formats by name; which one a file has
    document  bytes of a whole file → one record      (used by text, html)
    lines     bytes → lines of bounded length         (used by jsonl, csv)
    record    a mapping with a text in it → one record (used by jsonl, csv, parquet, warc)
    decode    bytes → str, and what had to be guessed   (binary: is it text at all; guess: in which encoding)
    identity  one record per id                       (used by `run` and `dedup`)
    replay    the records after those that an interrupted job has done
    guard     refuses an input without any text field
    batches   records → lists of records
    blocks    bytes → blocks of whole lines             (used by columns)
    columns   blocks of JSON lines → columns, by kernels/ (used by `dedup` on large inputs)
    again     texts from their file once more          (of columns, where they are not held)

Nothing heavy is imported before a file needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from cleanroom.config import ReadConfig
from cleanroom.errors import RecordError
from cleanroom.read.batches import batches
from cleanroom.read.compress import SUFFIXES
from cleanroom.read.guard import refuse_textless
from cleanroom.read.identity import unique
from cleanroom.read.paths import Found, bytes_at_hand, find, total_bytes
from cleanroom.read.register import Format, Wanted, by_name, choose, names, nobody
from cleanroom.read.source import Source, opened
from cleanroom.records import Lines, Raw, Reject

if TYPE_CHECKING:
    from cleanroom.read.columns import Columns

    Item: TypeAlias = Raw | Reject | Columns | Lines

__all__ = [
    "Found", "Wanted", "batches", "bytes_at_hand", "find", "names", "read", "read_files", "refuse_textless",
    "total_bytes", "unique", "unpack", "wanted_of",
]  # fmt: skip


def read(  # noqa: PLR0913, PLR0917 - the verbs of the command line
    paths: Sequence[str],
    config: ReadConfig | None = None,
    form: str = "auto",
    stdin: BinaryIO | None = None,
    text_field: str | None = None,
    id_field: str | None = None,
    besides: str | Path | None = None,
    split: str = "",
    threads: int = 0,
    tally: Callable[[int], None] | None = None,
    lines: bool = False,
    tell: Callable[[str], None] = nobody,
) -> Iterator[Any]:
    """Yield every record of the inputs, in the order of `paths`, files of a folder sorted by name.

    No path, or `-`, is standard input (`stdin`, else `sys.stdin.buffer`). `form` is the name of a
    format or "auto": by the file's name, else by its content. A file named twice is read once.
    `text_field` is where the text of a record is, `id_field` is looked at before the usual id fields.
    `split` is a line that separates the documents of a plain text file.
    `besides` is a folder to pass over where it lies in one of the inputs: the one that is written to.
    With `threads` large files of JSON lines come as Columns of many records, taken apart by so many threads.
    With `lines` JSON lines come as Lines, blocks for `unpack`, which another process may take apart.
    `tally` hears how many bytes more of a file were read, before they are decompressed.
    `tell` hears, in a line, that a field was named and a file has none.

    Arguments are checked at the call: UsageError for an unknown form, a missing path, a folder or
    glob without files, or `-` given twice. What is wrong with the data is yielded as a Reject.
    """
    wanted = wanted_of(config or ReadConfig(), form, text_field, id_field, split)
    wanted = replace(wanted, tally=tally or nobody, lines=lines, fieldless=_fieldless(tell, text_field, id_field))
    return read_files(find(paths, besides), wanted, stdin, threads)


def _fieldless(tell: Callable[[str], None], text_field: str | None, id_field: str | None) -> Callable[[str], None]:
    """What tells of the first file that has no fields, where one was named."""
    given = [f"{option} {name}" for option, name in (("--text-field", text_field), ("--id-field", id_field)) if name]

    def hear(file: str) -> None:
        if given:
            what = " and ".join(given)
            tell(f"{what}: {file} is plain text or HTML, which has no fields: taken whole (--from says otherwise)")
            given.clear()

    return hear if given else nobody


def wanted_of(
    config: ReadConfig, form: str = "auto", text_field: str | None = None, id_field: str | None = None, split: str = ""
) -> Wanted:
    """How files are to be read. Raises UsageError for an unknown form."""
    return Wanted(
        config=config,
        text_fields=(text_field,) if text_field else config.text_fields,
        id_fields=(id_field, *config.id_fields) if id_field else config.id_fields,
        format=None if form == "auto" else by_name(form),
        split=split,
    )


def unpack(block: Lines, wanted: Wanted) -> Iterator[Raw | Reject]:
    """The records of a block of JSON lines."""
    from cleanroom.read.formats.jsonl import unpack  # noqa: PLC0415 - orjson

    return unpack(block, wanted)


def read_files(
    found: Iterable[Found | Reject], wanted: Wanted, stdin: BinaryIO | None = None, threads: int = 0
) -> Iterator[Item]:
    """Yield every record of files that were found."""
    for file in found:
        if isinstance(file, Reject):
            yield file
        else:
            yield from _file(file, wanted, stdin, threads)


def _file(
    file: Found, wanted: Wanted, stdin: BinaryIO | None, threads: int
) -> Iterator[Item]:
    """The records of one file; if its stream breaks, those before the break and one reject for the rest."""
    position = 0
    try:
        with opened(file, wanted, stdin) as source:
            form: Format = choose(source.name, source.head, wanted.format)
            _refuse_misnamed(form, source)
            if not form.records:
                wanted.fieldless(source.name)
            for item in _read(form, source, wanted, threads):
                position = item.position + (len(item) - 1 if isinstance(item, Lines) else 0)
                yield item
    except RecordError as error:
        yield Reject(file.name, position + 1, error.code, str(error))


def _refuse_misnamed(form: Format, source: Source) -> None:
    """RecordError `compressed` where a file should be compressed JSON lines, and is neither compressed nor these."""
    suffix, head = Path(source.name).suffix.lower(), source.head
    if form.name != "jsonl" or source.packed or suffix not in SUFFIXES or form.looks_like(head) or b"\n{" in head:
        return
    begin = head[:40].decode(errors="replace").strip()
    raise RecordError("compressed", f"it is named {suffix}, but is no compressed file; it begins with {begin!r}")


def _read(form: Format, source: Source, wanted: Wanted, threads: int) -> Iterator[Item]:
    if not threads or form.name != "jsonl":
        return form.read(source, wanted)
    from cleanroom.read.columns import possible, read_columns  # noqa: PLC0415 - numpy

    return read_columns(source, wanted, threads) if possible(wanted) else form.read(source, wanted)
