"""Every invariant of an index, checked against what is on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from cleanroom.dedup import relate
from cleanroom.dedup.collect import available_cores
from cleanroom.dedup.fold import ROLES
from cleanroom.dedup.sketches import sketch_words
from cleanroom.dedup.words import Bools, Ints
from cleanroom.errors import UsageError
from cleanroom.index.compare import Held
from cleanroom.index.container import MISTAKEN
from cleanroom.index.contents import Contents
from cleanroom.index.disk import Disk
from cleanroom.index.graph import equal_sets, turned
from cleanroom.index.revising import compared_again, differing
from cleanroom.index.rows import STORY
from cleanroom.index.segment import Segment, Segments
from cleanroom.index.sketching import short_signatures
from cleanroom.index.sources import found, looked_at
from cleanroom.index.texts import batches

#: documents whose words are looked at at once
_AT_ONCE = 5_000


def problems(disk: Disk, contents: Contents) -> list[str]:
    """What is wrong, a line each."""
    parts = contents.segments.parts
    files = [part.file for part in parts if part.file]
    damaged = [f"{file.path.name}: {name} is damaged" for file in files for name in file.damaged()]
    if damaged:
        return damaged
    try:
        found = [*_texts(disk, contents), *_places(contents), *_folded(contents), *_ids(contents), *_contents(contents)]
        with ThreadPoolExecutor(available_cores()) as pool:
            return [*found, *_furniture(contents.held(pool)), *_compared(contents, contents.held(pool))]
    except (UsageError, *MISTAKEN) as error:  # numbers that fit no more to each other
        return [f"{disk.folder}: does not fit together ({error})"]


def _texts(disk: Disk, contents: Contents) -> Iterator[str]:
    """The texts of a segment are there, as they were written, and as many as its rows."""
    for part in contents.manifest.parts:
        missing = [name for name in part.texts if not (disk.folder / name).is_file()]
        yield from (f"{name} is missing" for name in missing)
        if part.texts and not missing:
            held = sum(len(batch) for name in part.texts for batch in batches(disk.folder / name))
            if held != part.rows:
                yield f"{', '.join(part.texts)}: not the texts of {part.rows} rows"


def _places(contents: Contents) -> Iterator[str]:
    """What is kept is there and keeps itself; roles fit; a story has one text that is kept."""
    rows = contents.rows
    living = np.flatnonzero(rows.alive)
    if not len(living):
        return
    place = {name: rows.place(name)[living] for name in ("story", "kept", "role")}
    kept, alive, digests = place["kept"].astype(np.int64), rows.alive, rows.fact("digests")
    heads = np.isin(place["role"], (ROLES.index("canonical"), ROLES.index("single")))
    wrong = {
        "its kept text is no document": ~alive[kept],
        "its kept text does not keep itself": rows.place("kept")[kept] != kept,
        "it has another story than its kept text": rows.place("story")[kept] != place["story"],
        "its role does not fit": (kept == living) != heads,
        "its story was founded by nobody": (place["story"] & STORY) >= rows.count,
        "its story is part of another": np.isin(place["story"], list(contents.merged)),
        "its set is another's": (digests[living] != digests[rows.fact("same")[living]]).any(axis=1),
    }  # fmt: skip
    for what, where in wrong.items():
        yield from (f"{name}: {what}" for name in contents.segments.ids(living[where]))
    stories, count = np.unique(place["story"][kept == living], return_counts=True)
    yield from (f"story {name} keeps several texts" for name in contents.story_names(stories[count > 1]))


def _folded(contents: Contents) -> Iterator[str]:
    """Every folded document was itself compared with what is kept, and related to it."""
    rows, same = contents.rows, contents.rows.fact("same").astype(np.int64)
    living = np.flatnonzero(rows.alive)
    every, size = contents.graph.every(), np.int64(rows.count)
    if contents.graph.equals:
        same = equal_sets(every, rows.count)[same]
        every = turned(every, same[every.pairs])
    mine, kept = same[living], same[rows.place("kept")[living].astype(np.int64)]
    related = relate.copies(every, contents.config) | relate.quotations(every, contents.config).any(axis=1)
    known = every.pairs[related].min(axis=1) * size + every.pairs[related].max(axis=1)
    wrong = (mine != kept) & ~np.isin(np.minimum(mine, kept) * size + np.maximum(mine, kept), known)
    yield from (f"{name}: was not found to be related to what is kept" for name in contents.segments.ids(living[wrong]))


def _furniture(held: Held) -> Iterator[str]:
    """The furniture of every source is what its documents show."""
    sources = np.unique(np.concatenate([held.rows.fact("sources"), held.furniture.sources]))
    looked = list(looked_at(held.rows, sources, held.rows.alive, held.config))
    shown = dict(zip((item.source for item in looked), found(held, looked), strict=True))
    for source in sources.tolist():
        if not np.array_equal(held.furniture.of(source), shown.get(source, [])):
            yield f"source number {source}: its furniture is other than its documents show"


def _compared(contents: Contents, held: Held) -> Iterator[str]:
    """Comparisons are those of the texts without furniture; of texts that nobody has any more they do not matter."""
    every, usable = contents.graph.every(), contents.rows.usable()
    every = every.take(np.flatnonzero(usable[every.pairs].all(axis=1)))
    again = compared_again(held, every)
    for row in np.unique(every.pairs[differing(every, again)][:, 0]).tolist():
        (name,) = contents.segments.ids(np.array([row]))
        yield f"{name}: was not found to be so alike"


def _ids(contents: Contents) -> Iterator[str]:
    """Every document is found by its id, which no other one has."""
    living = np.flatnonzero(contents.rows.alive)
    for first in range(0, len(living), _AT_ONCE):
        part = living[first : first + _AT_ONCE]
        names = contents.segments.ids(part)
        found = contents.rows_of(names)
        yield from (f"{names[place]}: is not found by its id" for place in np.flatnonzero(found != part).tolist())


def _contents(contents: Contents) -> Iterator[str]:
    """The words that are held give the sizes, digests and signatures that are held."""
    for part in contents.segments.parts:
        stands = np.flatnonzero(part.arrays["same"] == part.first + np.arange(part.count))
        for first in range(0, len(stands), _AT_ONCE):
            rows = stands[first : first + _AT_ONCE]
            yield from (f"{part.ids[row]}: its words are others" for row in rows[_apart(contents, part, rows)].tolist())


def _apart(contents: Contents, part: Segment, rows: Ints) -> Bools:
    counts = part.arrays["words"][rows].astype(np.int64)
    _, words, flags = Segments([part]).words(rows + part.first, counts)
    sizes, digests, signatures, _, _ = sketch_words(words, flags, counts, contents.config)
    wrong: Bools = (
        (sizes != part.arrays["sizes"][rows])
        | (digests != part.arrays["digests"][rows]).any(axis=1)
        | (short_signatures(signatures) != part.arrays["signatures"][rows]).any(axis=1)
    )
    return wrong
