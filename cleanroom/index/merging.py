"""Segments to fewer segments: small ones are merged as they add up; `compact` leaves out what was removed."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cleanroom.dedup.verify import Comparisons
from cleanroom.dedup.words import Ints, take_rows
from cleanroom.index import container, lexicon, tables
from cleanroom.index.adding import Work
from cleanroom.index.container import Array
from cleanroom.index.contents import Contents
from cleanroom.index.disk import Disk, Part
from cleanroom.index.furniture import Told, lasting, of_segment, told_by
from cleanroom.index.graph import arrays_of, comparisons_of
from cleanroom.index.rows import FACTS, GONE, STORY, bare_arrays
from cleanroom.index.segment import TABLES, Segment, id_arrays, table_arrays, word_arrays
from cleanroom.index.texts import read_texts, rows_of, write_texts
from cleanroom.kernels.packed import Packed
from cleanroom.kernels.packed import joined as joined_texts
from cleanroom.tuning import IndexConfig

#: documents of a file of texts from which it is not written again
_TEXTS = 5_000


def merge(work: Work) -> None:
    """Merge the last segments as long as there are enough of one level."""
    while (start := first_to_merge([part.count for part in work.contents.segments.parts], work.tuning)) is not None:
        _replace(work, start)


def first_to_merge(sizes: Sequence[int], tuning: IndexConfig) -> int | None:
    """Where the segments begin that should become one: `fanout` of a level at the end, with the smaller ones there.

    Counting smaller ones with those of the level would rewrite everything once in `fanout` batches: 144 times each
    document by the time there are a million, in batches of a thousand, where this takes 5. What smaller ones that stand
    among larger ones come to is bounded by `segments`.
    """
    highest = max((_level(size, tuning.fanout) for size in sizes), default=0)
    for level in range(highest + 1):
        start = len(sizes)
        while start and _level(sizes[start - 1], tuning.fanout) <= level:
            start -= 1
        same = sum(_level(size, tuning.fanout) == level for size in sizes[start:])
        enough = same >= tuning.fanout or len(sizes) - start >= tuning.segments
        if enough and sum(sizes[start:]) <= tuning.segment_documents:
            return start
    return None


def _level(size: int, fanout: int) -> int:
    level = 0
    while size >= fanout:
        size, level = size // fanout, level + 1
    return level


def compact(work: Work) -> None:
    """Write everything as one segment, without documents that were removed.

    Those stay, without their texts, of which the set or the id is still needed: they founded a story that lives.
    """
    rows = work.contents.rows
    needed = rows.alive
    needed[rows.fact("same")[rows.alive]] = True
    stories = [*rows.place("story")[rows.alive].tolist(), *work.contents.merged, *work.contents.merged.values()]
    needed[np.array(stories, np.int64) & STORY] = True
    numbers = np.where(needed, np.cumsum(needed) - 1, -1)
    if len(numbers):
        _replace(work, 0, numbers)


def _replace(work: Work, start: int, numbers: Ints | None = None) -> None:
    """Write the segments from a number on as one, and make that true. numbers: new ones of all rows (-1: left out)."""
    disk, contents, before = work.disk, work.contents, work.contents.manifest
    parts = contents.segments.parts[start:]
    number, first = before.next, parts[0].first
    file = f"segment-{number:06d}.bin"
    arrays, sources = _arrays(work, parts, np.arange(contents.rows.count) if numbers is None else numbers)
    container.write(disk.folder / file, arrays, {"sources": sources})
    names = [name for part in parts for name in part.texts]
    texts = _texts(disk, names, number) if numbers is None else _texts_left(work, names, number, numbers)
    part = Part(file, first, len(arrays["sizes"]), texts)
    manifest = replace(before, commit=before.commit + 1, next=number + 1, parts=(*before.parts[:start], part))
    disk.commit(manifest)
    contents.manifest = manifest
    contents.segments.parts[start:] = [Segment.opened(disk.folder / file, first, texts)]
    disk.tidy(manifest)


def _arrays(work: Work, parts: Sequence[Segment], numbers: Ints) -> tuple[dict[str, Array], list[str]]:
    """The arrays of segments that follow each other, as those of one, and the names of its sources."""
    contents, rows, first = work.contents, work.contents.rows, parts[0].first
    every = np.arange(first, parts[-1].first + parts[-1].count)
    left = every[numbers[every] >= 0]
    facts = {name: rows.fact(name)[left] for name in FACTS}
    facts["same"] = numbers[facts["same"]].astype(np.int32)
    used, facts["sources"] = _numbered(facts["sources"])
    own = [contents.sources[number] for number in used.tolist()]
    furnished, sources = of_segment(_told(contents, parts), own, contents.sources)
    order = np.lexsort((facts["digests"][:, 1], facts["digests"][:, 0], -facts["sizes"])).astype(np.int32)
    ranks = np.full(len(every), -1, np.int32)
    ranks[left[order] - first] = np.arange(len(order), dtype=np.int32)
    mine = [ranks[part.first - first : part.first - first + part.count] for part in parts]
    most = {"keys": tables.KEPT_OF_KEY, "samples": contents.config.furniture_documents + 1}
    here = [np.flatnonzero(part >= 0) for part in mine]
    arrays = {
        **facts, **id_arrays(_taken(joined_texts([part.ids.packed for part in parts]), left - first)),
        "signatures": np.concatenate([p.arrays["signatures"][some] for p, some in zip(parts, here, strict=True)]),
        **word_arrays(_words(parts, here, work.pool)),
        **arrays_of(_compared(parts, numbers)), **_placed(contents, parts, left, numbers), **furnished,
        **_bared(contents, parts, numbers),
    }  # fmt: skip
    for name in TABLES:
        table = tables.merged([part.table(name) for part in parts], mine, order, most[name], work.pool)
        arrays |= table_arrays(name, table)
    return arrays, sources


def _taken(texts: Packed, rows: Ints) -> Packed:
    """Some of the texts."""
    if len(rows) == len(texts):
        return texts
    offsets, places = take_rows(texts.offsets, rows)
    return Packed(texts.data[places], offsets)


def _compared(parts: Sequence[Segment], numbers: Ints) -> Comparisons:
    """The comparisons of segments, with other numbers of rows; of a pair the last one."""
    found = Comparisons.joined([comparisons_of(part.arrays) for part in parts])
    found = replace(found, pairs=numbers[found.pairs])
    found = found.take(np.flatnonzero(found.pairs.min(axis=1, initial=0) >= 0))
    _, last = np.unique(found.pairs[::-1] @ np.array([len(numbers), 1]), return_index=True)
    return found.take(np.sort(len(found) - 1 - last))


def _told(contents: Contents, parts: Sequence[Segment]) -> Told:
    """What segments tell of furniture, as one; what is it no more is told where others stand before."""
    told = lasting([told_by(part, contents.source_numbers(part.sources)) for part in parts])
    return Told(*(column[told.gone == 0] for column in told)) if parts[0].first == 0 else told


def _bared(contents: Contents, parts: Sequence[Segment], numbers: Ints) -> dict[str, Array]:
    """Sizes and words without furniture of the rows of which segments told them."""
    rows = np.unique(np.concatenate([part.arrays["bare_rows"] for part in parts])).astype(np.int64)
    rows = rows[numbers[rows] >= 0]
    return bare_arrays(numbers[rows], *contents.rows.bare(rows))


def _numbered(sources: Ints) -> tuple[Ints, Ints]:
    used, numbers = np.unique(sources, return_inverse=True)
    return used, numbers.reshape(-1).astype(np.int32)


def _words(parts: Sequence[Segment], rows: Sequence[Ints], pool: ThreadPoolExecutor) -> lexicon.Coded:
    """Streams of some rows of all parts; only rows that stand for their sets have words."""
    counts = [
        np.where(part.arrays["same"] == part.first + np.arange(part.count), part.arrays["words"], 0).astype(np.int64)
        for part in parts
    ]
    return lexicon.merged([part.words for part in parts], counts, rows, pool)


def _placed(contents: Contents, parts: Sequence[Segment], left: Ints, numbers: Ints) -> dict[str, Array]:
    """Places of the rows as they are now, and of rows before them that these segments set; stories that were merged."""
    earlier = np.unique(np.concatenate([part.arrays["place_rows"] for part in parts])).astype(np.int64)
    rows = np.concatenate([earlier[earlier < parts[0].first], left])
    places = contents.rows.places_of(rows)
    living = places["role"] != GONE
    places["kept"][living] = numbers[places["kept"][living]]
    places["story"][living] = _story(places["story"][living], numbers)
    merged = {
        name: _story(np.concatenate([part.arrays[name] for part in parts]), numbers)
        for name in ("merged_from", "merged_into")
    }
    return {"place_rows": numbers[rows].astype(np.int32), **{f"place_{n}": v for n, v in places.items()}, **merged}


def _story(stories: Ints, numbers: Ints) -> Ints:
    """Numbers of stories with other numbers of rows."""
    renumbered: Ints = stories & ~np.int64(STORY) | numbers[stories & STORY]
    return renumbered


def _texts(disk: Disk, names: Sequence[str], number: int) -> tuple[str, ...]:
    """Files of texts, small ones that follow each other as one."""
    groups: list[list[str]] = []
    small: list[bool] = []
    for name in names:
        is_small = rows_of(disk.folder / name) < _TEXTS
        if is_small and small and small[-1]:
            groups[-1].append(name)
        else:
            groups.append([name])
            small.append(is_small)
    found = []
    for place, group in enumerate(groups):
        if len(group) == 1:
            found.append(group[0])
            continue
        name = f"texts-{number:06d}-{place}.parquet"
        write_texts(disk.folder / name, pa.concat_tables([read_texts(disk.folder / part) for part in group]))
        found.append(name)
    return tuple(found)


def _texts_left(work: Work, names: Sequence[str], number: int, numbers: Ints) -> tuple[str, ...]:
    """Files of texts with the rows that are left; of documents that were removed without their texts."""
    found, first, alive = [], 0, work.contents.rows.alive
    for place, name in enumerate(names):
        table = read_texts(work.disk.folder / name)
        rows = np.arange(first, first + len(table))
        first += len(table)
        table = table.filter(pa.array(numbers[rows] >= 0))
        rows = rows[numbers[rows] >= 0]
        gone = pa.array(~alive[rows])
        table = table.set_column(table.schema.get_field_index("text"), "text", pc.if_else(gone, "", table["text"]))
        found.append(f"texts-{number:06d}-{place}.parquet")
        write_texts(work.disk.folder / found[-1], table)
    return tuple(found)
