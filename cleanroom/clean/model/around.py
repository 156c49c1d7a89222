"""Features of what stands around a unit: its place, its topic, its run, its block, its neighbours, its document."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleanroom.clean.model import characters as c
from cleanroom.clean.model import vector as np
from cleanroom.clean.model.columns import Columns
from cleanroom.clean.model.vector import log

if TYPE_CHECKING:
    from cleanroom.clean.model.batch import Batch
    from cleanroom.clean.model.characters import Array
    from cleanroom.clean.model.features import Seen

#: windows before and behind a unit, by name
WINDOWS = ((-3, -1, "a"), (1, 3, "b"), (-8, -1, "c"), (1, 8, "d"), (-25, -1, "e"), (1, 25, "f"))


class _Around(NamedTuple):
    """What several of the steps need, by unit."""

    prose: Array
    mass: Array  # size of prose, else 0
    short: Array
    soft: Array  # goes on with the sentence of the unit above
    soft_size: Array  # size of the whole soft paragraph


def surroundings(batch: Batch, seen: Seen, columns: Columns) -> None:
    """All features of this file."""
    prose, strong = _prose(batch, seen)
    mass = np.where(prose, seen.size, 0.0)
    short = (seen.size < 45) & ~seen.closes
    columns.put("strong", strong)
    _titles(batch, seen, columns)
    _place(batch, seen, prose, strong, mass, columns)
    _topics(batch, seen, prose, columns)
    _runs(batch, seen, prose, short, columns)
    soft, soft_size = _paragraphs(batch, seen, prose, mass, short, columns)
    around = _Around(prose, mass, short, soft, soft_size)
    _neighbours(batch, seen, around, columns)
    _windows(batch, seen, around, columns)
    _document(batch, seen, around, columns)


def _prose(batch: Batch, seen: Seen) -> tuple[Array, Array]:
    """Paragraphs by shape, and those of them that are long and closed."""
    count = seen.tally.classes
    letters = count[:, c.LOWER : c.WIDE + 1].sum(1)
    cased = count[:, c.LOWER] + count[:, c.UPPER]
    smooth = count[:, [c.LOWER, c.OTHER, c.WIDE]].sum(1) / np.maximum(letters, 1)
    said = (seen.tally.lexicon[:, 1] * seen.per_word >= 0.2) | (count[:, c.COMMA] + count[:, c.PERIOD] >= 2)
    quiet = (seen.tally.capitals * seen.per_word < 0.5) | (cased < letters * 0.5)
    prose = (seen.size >= 80) & (smooth >= 0.6) & (letters * seen.per >= 0.6) & said & quiet
    return prose, prose & (seen.size >= 140) & seen.closes


def _titles(batch: Batch, seen: Seen, columns: Columns) -> None:
    """Units that say what the first unit says: that one is often the title of the page."""
    documents, said = batch.documents, seen.tally.content
    opening = documents.at == documents.first
    matches = seen.tally.vocabulary.shared(opening)
    length = said[documents.first].astype("float64")
    alike = matches / np.maximum(said, 1)
    titled = ~opening & (matches >= 3) & (alike >= 0.75) & (matches >= 0.4 * length) & (said <= 1.5 * length + 2)
    columns.put("title_up", lambda: log(documents.shift(documents.since(titled), -1, 999)))
    sums = documents.sums(titled)
    columns.put("title_no", np.minimum(sums[:-1] - sums[documents.first], 4))
    columns.put("title_any", lambda: np.minimum(documents.total(titled), 4))
    columns.put("title_win", lambda: documents.window(np.where(opening, 0, alike), -4, 4))
    columns.put("title_win2", lambda: documents.window(np.where(opening, 0, alike), 0, 12))


def _place(  # noqa: PLR0913, PLR0917
    batch: Batch, seen: Seen, prose: Array, strong: Array, mass: Array, columns: Columns
) -> None:
    documents = batch.documents
    size = documents.size.astype("float32")
    index = (documents.at - documents.first).astype("float32")
    columns.put("pos", index / np.maximum(size - 1, 1))
    columns.put("idx", log(index))
    columns.put("ridx", log(size - 1 - index))
    sums, total = documents.sums(seen.size), documents.total(seen.size)
    columns.put("cpos", (sums[:-1] - sums[documents.first]) / np.maximum(total, 1))
    prose_sums, prose_total = documents.sums(mass), documents.total(mass)
    before = prose_sums[:-1] - prose_sums[documents.first]
    after = prose_total - before - mass
    columns.put("mass_before", before / np.maximum(prose_total, 1))
    columns.put("mass_after", after / np.maximum(prose_total, 1))
    columns.put("lmass_before", log(before))
    columns.put("lmass_after", log(after))
    columns.put("down", lambda: log(np.where(prose, 0, documents.until(prose))))
    columns.put("sup", lambda: log(documents.since(strong)))
    columns.put("sdown", lambda: log(documents.until(strong)))
    above = log(documents.shift(documents.since(prose), -1, 999))
    columns.put("up_x", above)
    columns.put("between", np.maximum(above, log(documents.shift(documents.until(prose), 1, 999))))
    for radius in (3, 10, 40):
        begin, end = documents.span(-radius, radius)
        density = (prose_sums[end] - prose_sums[begin]) / np.maximum(sums[end] - sums[begin], 1)
        columns.put(f"density{radius}", density)


def _topics(batch: Batch, seen: Seen, prose: Array, columns: Columns) -> None:
    """Where the text is, and which units share its words."""
    documents, shared, per = batch.documents, seen.tally.vocabulary.shared, np.maximum(seen.tally.content, 1)
    columns.put("topic", lambda: shared(prose) / per)
    columns.put("topic2", lambda: shared(prose, 2) / per)
    for cost, tag in ((12.0, ""), (40.0, "2")):
        inside, distance = documents.best_segment(np.where(prose, seen.size, 0) - cost)
        columns.put("in_seg" + tag, inside)
        columns.put("seg_dist" + tag, np.sign(distance) * log(np.absolute(distance)))
    topic = shared(prose & (inside > 0)) / per
    columns.put("topic_seg", topic)
    of_prose = np.where(prose, topic, 0)
    for low, high, tag in ((-6, -1, "up"), (1, 6, "dn")):
        share = np.maximum(documents.window(prose, low, high), 1e-3)
        columns.put("topic_win_" + tag, documents.window(of_prose, low, high) / share)


def _runs(batch: Batch, seen: Seen, prose: Array, short: Array, columns: Columns) -> None:
    runs = batch.documents.runs
    columns.put("run_short", lambda: log(runs(short)[0]))
    columns.put("run_bullet", lambda: log(runs(seen.bullet)[0]))
    columns.put("run_prose", lambda: log(runs(prose)[0]))
    columns.put("run_cap", lambda: log(runs((seen.tally.capitals * seen.per_word >= 0.6) & (seen.size < 160))[0]))


def _paragraphs(  # noqa: PLR0913, PLR0917
    batch: Batch, seen: Seen, prose: Array, mass: Array, short: Array, columns: Columns
) -> tuple[Array, Array]:
    """Blocks between blank lines; soft paragraphs, whose sentences go on over several units."""
    documents = batch.documents
    by, block = documents.by, documents.groups(batch.gap > 0)
    size = by(block, seen.size)
    columns.put("block_n", log(by(block)))
    columns.put("block_eff", log(size))
    columns.put("block_prose", by(block, mass) / np.maximum(size, 1))
    soft = _soft(batch, seen, short)
    group = documents.groups(~soft)
    words = np.maximum(by(group, seen.tally.words), 1)
    length = by(group)
    soft_size = by(group, seen.size)
    columns.put("soft_n", log(length))
    columns.put("soft_len", log(soft_size))
    columns.put("soft_stop", by(group, seen.tally.lexicon[:, 1]) / words)
    columns.put("soft_cap", by(group, seen.tally.capitals) / words)
    last = np.append(~soft[1:], True)[: len(soft)]
    columns.put("soft_term", by(group, (last & seen.closes).astype("float64")))
    columns.put("soft_comma", by(group, np.minimum(seen.tally.classes[:, c.COMMA], 20)))
    columns.put("soft_sent", by(group, np.minimum(seen.tally.classes[:, c.PERIOD], 20)))
    columns.put("soft_junk", by(group, seen.junk) / words)
    columns.put("soft_w", by(group, np.rounded(seen.score * 16)) / 16 / length)
    return soft, soft_size


def _soft(batch: Batch, seen: Seen, short: Array) -> Array:
    """Units that go on with the sentence above: links and bold words that stand on lines of their own."""
    documents, first = batch.documents, seen.first
    free = (batch.gap == 0) & ~seen.bullet & (documents.at > documents.first) & (batch.piece == 0)
    closed = np.above(seen.closes, True)
    last = np.above(seen.last, c.PERIOD)
    joins = np.isin(first, (c.LOWER, c.COMMA, c.PERIOD, c.CLOSE)) & (~closed | (first != c.LOWER))
    bracket = (first == c.OPEN) & ~closed & np.above(seen.size > 30, False)
    soft = (joins | (last == c.COMMA) | (last == c.OPEN) | bracket) & free
    between = np.append(soft[1:], False)[: len(soft)] & ~closed & ((last == c.LOWER) | (last == c.COMMA))
    held: Array = soft | (between & (seen.size < 60) & free & (np.above(~short, False) | np.above(soft, False)))
    return held


def _neighbours(batch: Batch, seen: Seen, around: _Around, columns: Columns) -> None:
    shift = batch.documents.shift
    stop = seen.tally.lexicon[:, 1] * seen.per_word
    punctuation = seen.tally.classes[:, [c.PERIOD, c.COMMA, c.COLON, c.ASK]].sum(1) * seen.per
    near = {
        "len": log(seen.size), "cap": seen.tally.capitals * seen.per_word, "term": seen.closes,
        "junk": seen.junk * seen.per_word, "w": seen.score, "rep": np.minimum(seen.tally.repeats, 2),
        "soft": log(around.soft_size), "bullet": seen.bullet, "punct": punctuation, "stop": stop,
        "digw": seen.tally.digits * seen.per_word, "flex": seen.tally.head >= 2, "prose": around.prose,
    }  # fmt: skip
    for by in (-2, -1, 1, 2):
        for name, values in near.items():
            columns.put(f"{name}{by:+d}", lambda v=values, k=by: shift(v, k, -1))  # type: ignore[misc]
    for by in (-1, 1):
        columns.put(f"gap{by:+d}", lambda k=by: shift(np.minimum(batch.gap, 4), k, -1))  # type: ignore[misc]
        columns.put(f"indent{by:+d}", lambda k=by: np.clip(shift(batch.indent, k, -1) - batch.indent, -20, 20))  # type: ignore[misc]


def _windows(batch: Batch, seen: Seen, around: _Around, columns: Columns) -> None:
    documents = batch.documents
    values = {
        "len": log(seen.size), "prose": around.prose, "term": seen.closes, "cap": seen.tally.capitals * seen.per_word,
        "stop": seen.tally.lexicon[:, 1] * seen.per_word, "w": seen.score, "junk": seen.junk * seen.per_word,
        "bullet": seen.bullet,
    }  # fmt: skip
    for name, held in values.items():
        sums = documents.sums(held)
        for low, high, tag in WINDOWS:
            columns.put(f"win_{name}_{tag}", lambda s=sums, a=low, b=high: documents.mean(s, a, b))  # type: ignore[misc]


def _document(batch: Batch, seen: Seen, around: _Around, columns: Columns) -> None:
    documents = batch.documents
    total, size = documents.total, np.maximum(documents.size, 1)
    characters, mass = total(seen.size), total(around.mass)
    letters = seen.tally.classes[:, c.LOWER : c.WIDE + 1].sum(1)
    columns.put("doc_chars", log(characters))
    columns.put("doc_units", log(documents.size))
    columns.put("doc_prose", mass / np.maximum(characters, 1))
    by_unit = {
        "nprose": around.prose, "len": np.rounded(log(seen.size) * 4096) / 4096, "short": around.short,
        "rep": seen.tally.repeats > 0, "bullet": seen.bullet, "gap": batch.gap > 0, "term": seen.closes,
        "junk": np.rounded(seen.junk * seen.per_word * 4096) / 4096, "piece": batch.piece, "soft": around.soft,
        "indent": np.minimum(batch.indent, 20), "w": np.rounded(seen.score * 16) / 16,
    }  # fmt: skip
    for name, values in by_unit.items():
        columns.put("doc_" + name, lambda v=values: total(v) / size)  # type: ignore[misc]
    count = seen.tally.classes
    columns.put("doc_cjk", total(count[:, c.WIDE]) / np.maximum(total(count[:, 2:18].sum(1)), 1))
    cased = count[:, c.LOWER] + count[:, c.UPPER]
    columns.put("doc_cased", lambda: total(cased) / np.maximum(total(letters), 1))
    columns.put("doc_stop", lambda: total(seen.tally.lexicon[:, 1]) / np.maximum(total(seen.tally.words), 1))
    columns.put("doc_wrapped", batch.wrapped[documents.doc])
    mean = log(mass / np.maximum(total(around.prose), 1))
    columns.put("doc_meanprose", mean)
    columns.put("rel_len", log(seen.size) - mean)
