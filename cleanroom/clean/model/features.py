"""Units to numbers, for all units of a batch at once: what a unit is, and what stands around it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from cleanroom.clean.model import characters as c
from cleanroom.clean.model.batch import EVIDENCE, Batch
from cleanroom.clean.model.characters import Array
from cleanroom.clean.model.columns import Columns, log
from cleanroom.clean.model.words import LEXICON_BITS, Words, document_slots, grams, unit_keys, words_of

#: classes of the lexicon, in its order; 0 is no word of it, 1 a stop word
CLASSES = ("share", "subscribe", "cookie", "comment", "related", "photo", "account", "legal", "nav", "news", "ad",
           "byline", "month", "url")  # fmt: skip
_LEXICON = len(CLASSES) + 2
_COUNTED = (
    ("period", c.PERIOD), ("comma", c.COMMA), ("colon", c.COLON), ("ask", c.ASK), ("quote", c.QUOTE), ("open", c.OPEN),
    ("dash", c.DASH), ("mark", c.MARK), ("symbol", c.SYMBOL), ("emoji", c.EMOJI),
)  # fmt: skip
_SHARED = (("lower", c.LOWER), ("upper", c.UPPER), ("other", c.OTHER), ("wide", c.WIDE), ("digit", c.DIGIT))


@dataclass
class Seen:
    """What the steps hand on to each other, by unit unless it says otherwise."""

    count: Array  # units × classes of characters
    size: Array  # characters that are no blanks; wide ones count twice
    per: Array  # 1 / such characters
    closes: Array  # ends like a sentence
    first: Array  # class of the first character behind a bullet
    last: Array
    bullet: Array
    words: Words
    number: Array  # words
    per_word: Array
    capitals: Array  # words with a capital
    digits: Array
    lexicon: Array  # units × classes of the lexicon
    junk: Array  # words of any junk class
    head: Array  # class of the first word in the lexicon
    score: Array  # sum of learned word scores
    content: Array  # by word: whether it says what a text is about
    repeats: Array


def look(batch: Batch, scores: Array, lexicon: Array, columns: Columns) -> Seen:
    """The features of units by themselves."""
    n = len(batch.start)
    count = np.bincount(batch.owner * 32 + batch.cls, minlength=n * 32)[: n * 32].reshape(n, 32).astype(np.float32)
    letters = count[:, c.LOWER : c.WIDE + 1].sum(1)
    solid = count[:, 2 : c.N_CLASSES].sum(1)
    size = solid + count[:, c.WIDE]
    per = 1.0 / np.maximum(solid, 1)
    columns.put("len", log(size))
    for name, number in _SHARED:
        columns.put("r_" + name, lambda k=number: count[:, k] * per)  # type: ignore[misc]
    for name, number in _COUNTED:
        columns.put("n_" + name, lambda k=number: np.minimum(count[:, k], 20))  # type: ignore[misc]
    punctuation = count[:, [c.PERIOD, c.COMMA, c.COLON, c.ASK]].sum(1) * per
    columns.put("r_punct", punctuation)
    columns.put("r_marks", lambda: count[:, [c.MARK, c.SYMBOL, c.EMOJI]].sum(1) * per)
    columns.put("r_letters", letters * per)
    closes, first, last, bullet = _ends(batch, columns)
    words = words_of(batch)
    number_of = np.bincount(words.unit, minlength=n).astype(np.float32)
    per_word = 1.0 / np.maximum(number_of, 1)
    capitals, digits = _shapes(batch, words, number_of, count, solid, columns)
    held, word_class = _lexicon(words, n, lexicon, per_word, columns)
    head = np.zeros(n, np.uint8)
    opens = np.flatnonzero(np.append(True, words.unit[1:] != words.unit[:-1])) if len(words.unit) else words.unit
    head[words.unit[opens]] = word_class[opens]
    columns.put("first_junk", head >= 2)
    content = (word_class != 1) & ((words.end - words.start > 2) | (batch.cls[words.start] == c.WIDE))
    score = _scores(words, n, scores, columns)
    repeats = _repeats(batch, words, number_of, columns)
    columns.put("indent", np.minimum(batch.indent, 40))
    columns.put("rows", np.minimum(batch.rows, 10))
    return Seen(count, size, per, closes, first, last, bullet, words, number_of, per_word, capitals, digits, held,
                held[:, 2:].sum(1), head, score, content, repeats)  # fmt: skip


def _ends(batch: Batch, columns: Columns) -> tuple[Array, Array, Array, Array]:
    cls, chars, start, end = batch.cls, batch.chars, batch.start, batch.end
    last, before = cls[end - 1], cls[np.maximum(end - 2, start)]
    closing = (last == c.QUOTE) | (last == c.CLOSE)
    stop = (before == c.PERIOD) | (before == c.ASK)
    closes = (last == c.PERIOD) | (last == c.ASK) | (closing & stop)
    dots = (last == c.PERIOD) & (before == c.PERIOD)
    dotted = (last == c.CLOSE) & ((before == c.PERIOD) | (chars[np.maximum(end - 2, 0)] == 0x2026))
    columns.put("term", closes)
    columns.put("ellipsis", (chars[end - 1] == 0x2026) | dots | dotted)
    columns.put("last_colon", last == c.COLON)
    columns.put("last_quote", closing)
    first = cls[start]
    edge = max(len(cls) - 1, 0)
    bullet = tables_bullets(chars[start]) & (cls[np.minimum(start + 1, edge)] == c.SPACE)
    columns.put("bullet", bullet)
    columns.put("dash_first", first == c.DASH)
    first = np.where(bullet, cls[np.minimum(start + 2, edge)], first)
    for name, number in (*_SHARED, ("quote", c.QUOTE), ("open", c.OPEN)):
        columns.put("f_" + name, first == number)
    return closes, first, last, bullet


def tables_bullets(chars: Array) -> Array:
    """Which characters open items of lists."""
    held: Array = c.tables().bullets[chars]
    return held


def _shapes(  # noqa: PLR0913, PLR0917
    batch: Batch, words: Words, number: Array, count: Array, solid: Array, columns: Columns
) -> tuple[Array, Array]:
    """Words with capitals and digits."""
    n, cls = len(batch.start), batch.cls
    opens = cls[words.start]
    length = words.end - words.start
    per = 1.0 / np.maximum(number, 1)
    capitals = np.bincount(words.unit[opens == c.UPPER], minlength=n).astype(np.float32)
    digits = np.bincount(words.unit[opens == c.DIGIT], minlength=n).astype(np.float32)
    loud = (opens == c.UPPER) & (length > 1)
    loud[loud] = cls[words.start[loud] + 1] == c.UPPER
    said = number - count[:, c.WIDE] / 2.0
    columns.put("words", log(said))
    columns.put("capw", capitals * per)
    columns.put("allcap", lambda: np.bincount(words.unit[loud], minlength=n) * per)
    columns.put("digw", digits * per)
    columns.put("year", lambda: np.minimum(np.bincount(words.unit[(opens == c.DIGIT) & (length == 4)], minlength=n), 3))
    columns.put("wordlen", solid / np.maximum(said, 1))
    columns.put("sent", np.minimum(count[:, c.PERIOD] + count[:, c.ASK], 12) / np.maximum(said, 4))
    return capitals, digits


def _lexicon(words: Words, n: int, lexicon: Array, per_word: Array, columns: Columns) -> tuple[Array, Array]:
    word_class = lexicon[(words.hash >> np.uint64(64 - LEXICON_BITS)).astype(np.int64)]
    held = np.bincount(words.unit * _LEXICON + word_class, minlength=n * _LEXICON)[: n * _LEXICON]
    held = held.reshape(n, _LEXICON).astype(np.float32)
    junk = held[:, 2:].sum(1)
    columns.put("stop", held[:, 1] * per_word)
    columns.put("nstop", log(held[:, 1]))
    columns.put("r_junk", junk * per_word)
    columns.put("n_junk", np.minimum(junk, 20))
    for number, name in enumerate(CLASSES):
        columns.put("x_" + name, lambda k=number: np.minimum(held[:, k + 2], 4) + held[:, k + 2] * per_word)  # type: ignore[misc]
    return held, word_class


def _scores(words: Words, n: int, scores: Array, columns: Columns) -> Array:
    unit, number = grams(words.unit, words.hash)
    score = scores[number]
    total = np.bincount(unit, weights=score, minlength=n)
    columns.put("w_mean", lambda: total / np.maximum(np.bincount(unit, minlength=n), 1))
    columns.put("w_neg", lambda: np.maximum(np.bincount(unit, weights=np.minimum(score, 0), minlength=n), -12))
    clipped: Array = np.clip(total, -12, 12).astype(np.float32)
    columns.put("w_sum", clipped)
    return clipped


def _repeats(batch: Batch, words: Words, number: Array, columns: Columns) -> Array:
    _, inverse, count = np.unique(unit_keys(words, batch), return_inverse=True, return_counts=True)
    repeats = np.where(number > 0, count[inverse] - 1, 0)
    columns.put("repeats", np.minimum(repeats, 5))
    order = np.argsort(inverse, kind="stable")
    again = np.zeros(len(number), bool)
    again[order[1:]] = inverse[order[1:]] == inverse[order[:-1]]
    columns.put("again", again & (number > 0))
    return repeats


def evidence_columns(batch: Batch, columns: Columns) -> Array:
    """What rules and runs said of a unit and of its neighbours; gives the surest of it."""
    documents = batch.documents
    for number, name in enumerate(EVIDENCE):
        columns.put("e_" + name, batch.evidence[:, number])
    surest = batch.evidence[:, :2].max(1) if len(batch.evidence) else np.zeros(0)
    for by in (-3, -2, -1, 1, 2, 3):
        columns.put(f"e{by:+d}", lambda k=by: documents.shift(surest, k, -1))  # type: ignore[misc]
    for low, high in ((-5, -1), (1, 5), (-20, -1), (1, 20)):
        columns.put(f"win_e{low}{high}", lambda a=low, b=high: documents.window(surest, a, b))  # type: ignore[misc]
    known = surest >= 0.5
    columns.put("e_up", lambda: log(documents.shift(documents.since(known), -1, 999)))
    columns.put("e_down", lambda: log(documents.shift(documents.until(known), 1, 999)))
    columns.put("doc_e", lambda: documents.total(known) / np.maximum(documents.size, 1))
    return surest


def matrix(batch: Batch, scores: Array, lexicon: Array, wanted: Collection[str] | None = None) -> Columns:
    """All features of the first stage, or those wanted."""
    from cleanroom.clean.model.around import surroundings  # noqa: PLC0415  (it needs Seen)

    columns = Columns(len(batch.start), wanted)
    seen = look(batch, scores, lexicon, columns)
    evidence_columns(batch, columns)
    slots, size = document_slots(batch.documents.doc[seen.words.unit], seen.words.hash, batch.documents.count)
    surroundings(batch, seen, slots, size, columns)
    return columns
