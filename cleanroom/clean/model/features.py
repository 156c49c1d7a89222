"""Units to numbers, for all units of a batch at once: what a unit is, and what stands around it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleanroom.clean.model import characters as c
from cleanroom.clean.model import vector as np
from cleanroom.clean.model.columns import CLASSES, Columns
from cleanroom.clean.model.evidence import EVIDENCE
from cleanroom.clean.model.vector import log

if TYPE_CHECKING:
    from cleanroom.clean.model.batch import Batch
    from cleanroom.clean.model.characters import Array
    from cleanroom.clean.model.counts import Tally

_COUNTED = (
    ("period", c.PERIOD), ("comma", c.COMMA), ("colon", c.COLON), ("ask", c.ASK), ("quote", c.QUOTE), ("open", c.OPEN),
    ("dash", c.DASH), ("mark", c.MARK), ("symbol", c.SYMBOL), ("emoji", c.EMOJI),
)  # fmt: skip
_SHARED = (("lower", c.LOWER), ("upper", c.UPPER), ("other", c.OTHER), ("wide", c.WIDE), ("digit", c.DIGIT))


@dataclass
class Seen:
    """What the steps hand on to each other, by unit."""

    tally: Tally
    size: Array  # characters that are no blanks; wide ones count twice
    per: Array  # 1 / such characters
    closes: Array  # ends like a sentence
    first: Array  # class of the first character behind a bullet
    last: Array
    bullet: Array
    per_word: Array
    junk: Array  # words of any junk class
    score: Array  # sum of learned word scores


def look(batch: Batch, scores: Array, lexicon: Array, columns: Columns) -> Seen:
    """The features of units by themselves."""
    tally = batch.tally(scores, lexicon)
    count = tally.classes
    letters = count[:, c.LOWER : c.WIDE + 1].sum(1)
    solid = count[:, 2 : c.N_CLASSES].sum(1)
    size = solid + count[:, c.WIDE]
    per = 1.0 / np.maximum(solid, 1)
    columns.put("len", log(size))
    for name, number in _SHARED:
        columns.put("r_" + name, lambda k=number: count[:, k] * per)  # type: ignore[misc]
    for name, number in _COUNTED:
        columns.put("n_" + name, lambda k=number: np.minimum(count[:, k], 20))  # type: ignore[misc]
    columns.put("r_punct", lambda: count[:, [c.PERIOD, c.COMMA, c.COLON, c.ASK]].sum(1) * per)
    columns.put("r_marks", lambda: count[:, [c.MARK, c.SYMBOL, c.EMOJI]].sum(1) * per)
    columns.put("r_letters", letters * per)
    closes, first, last, bullet = _ends(batch, columns)
    per_word = 1.0 / np.maximum(tally.words, 1)
    _shapes(tally, solid, per_word, columns)
    junk = _lexicon(tally, per_word, columns)
    columns.put("w_mean", lambda: tally.score / np.maximum(tally.grams, 1))
    columns.put("w_neg", lambda: np.maximum(tally.negative, -12))
    score = np.clip(tally.score, -12, 12).astype("float32")
    columns.put("w_sum", score)
    tally.repeats = np.where(tally.words > 0, tally.repeats, 0)
    columns.put("repeats", np.minimum(tally.repeats, 5))
    columns.put("again", tally.again & (tally.words > 0))
    columns.put("indent", np.minimum(batch.indent, 40))
    columns.put("rows", np.minimum(batch.rows, 10))
    return Seen(tally, size, per, closes, first, last, bullet, per_word, junk, score)


def _ends(batch: Batch, columns: Columns) -> tuple[Array, Array, Array, Array]:
    edges = batch.edges
    last, before, first = edges.last, edges.before, edges.first
    closing = (last == c.QUOTE) | (last == c.CLOSE)
    stop = (before == c.PERIOD) | (before == c.ASK)
    closes = (last == c.PERIOD) | (last == c.ASK) | (closing & stop)
    dots = (last == c.PERIOD) & (before == c.PERIOD)
    dotted = (last == c.CLOSE) & ((before == c.PERIOD) | (edges.char_before == 0x2026))
    columns.put("term", closes)
    columns.put("ellipsis", (edges.char_last == 0x2026) | dots | dotted)
    columns.put("last_colon", last == c.COLON)
    columns.put("last_quote", closing)
    bullet = edges.bullet
    columns.put("bullet", bullet)
    columns.put("dash_first", first == c.DASH)
    first = np.where(bullet, edges.third, first)
    for name, number in (*_SHARED, ("quote", c.QUOTE), ("open", c.OPEN)):
        columns.put("f_" + name, first == number)
    return closes, first, last, bullet


def _shapes(tally: Tally, solid: Array, per_word: Array, columns: Columns) -> None:
    """Words with capitals and digits."""
    said = tally.words - tally.classes[:, c.WIDE] / 2.0
    columns.put("words", log(said))
    columns.put("capw", tally.capitals * per_word)
    columns.put("allcap", lambda: tally.loud.astype("float64") * per_word)
    columns.put("digw", tally.digits * per_word)
    columns.put("year", lambda: np.minimum(tally.years, 3))
    columns.put("wordlen", solid / np.maximum(said, 1))
    columns.put("sent", np.minimum(tally.classes[:, c.PERIOD] + tally.classes[:, c.ASK], 12) / np.maximum(said, 4))


def _lexicon(tally: Tally, per_word: Array, columns: Columns) -> Array:
    held = tally.lexicon
    junk: Array = held[:, 2:].sum(1)
    columns.put("first_junk", tally.head >= 2)
    columns.put("stop", held[:, 1] * per_word)
    columns.put("nstop", log(held[:, 1]))
    columns.put("r_junk", junk * per_word)
    columns.put("n_junk", np.minimum(junk, 20))
    for number, name in enumerate(CLASSES):
        columns.put("x_" + name, lambda k=number: np.minimum(held[:, k + 2], 4) + held[:, k + 2] * per_word)  # type: ignore[misc]
    return junk


def evidence_columns(batch: Batch, columns: Columns) -> Array:
    """What rules and runs said of a unit and of its neighbours; gives the surest of it."""
    documents = batch.documents
    for number, name in enumerate(EVIDENCE):
        columns.put("e_" + name, batch.evidence[:, number])
    surest: Array = batch.evidence[:, :2].max(1)
    for by in (-3, -2, -1, 1, 2, 3):
        columns.put(f"e{by:+d}", lambda k=by: documents.shift(surest, k, -1))  # type: ignore[misc]
    sums = documents.sums(surest)
    for low, high in ((-5, -1), (1, 5), (-20, -1), (1, 20)):
        columns.put(f"win_e{low}{high}", lambda a=low, b=high: documents.mean(sums, a, b))  # type: ignore[misc]
    known = surest >= 0.5
    columns.put("e_up", lambda: log(documents.shift(documents.since(known), -1, 999)))
    columns.put("e_down", lambda: log(documents.shift(documents.until(known), 1, 999)))
    columns.put("doc_e", lambda: documents.total(known) / np.maximum(documents.size, 1))
    return surest


def matrix(batch: Batch, scores: Array, lexicon: Array, wanted: Collection[str] | None = None) -> Columns:
    """All features of the first stage, or those wanted."""
    from cleanroom.clean.model.around import surroundings  # noqa: PLC0415  (it needs Seen)

    columns = Columns(batch.documents.n, wanted)
    seen = look(batch, scores, lexicon, columns)
    evidence_columns(batch, columns)
    surroundings(batch, seen, columns)
    return columns
