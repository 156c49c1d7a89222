"""Characters of units to what each unit counts: in vectorised numpy, or by compiled kernels where a batch says so."""

from __future__ import annotations

import numpy as np

from cleanroom.clean.model import characters as c
from cleanroom.clean.model.batch import Batch
from cleanroom.clean.model.characters import Array
from cleanroom.clean.model.columns import CLASSES
from cleanroom.clean.model.counts import Tally
from cleanroom.clean.model.documents import CompiledDocuments
from cleanroom.clean.model.words import LEXICON_BITS, Words, document_slots, grams, unit_keys, words_of

_LEXICON = len(CLASSES) + 2


class Vocabulary:
    """The words of a batch: which of them units share."""

    def __init__(self, batch: Batch, words: Words, content: Array) -> None:
        documents, self._n = batch.documents, len(batch.start)
        self._content, self._unit = content, words.unit
        self._slots, self._size = document_slots(documents.doc[words.unit], words.hash, documents.count)

    def shared(self, flag: Array, least: int = 0) -> Array:
        """By unit the content words that more than `least` flagged units of its document have besides it."""
        table = np.bincount(self._slots[self._content & flag[self._unit]], minlength=self._size)
        others = table[self._slots] - flag[self._unit]
        return np.bincount(self._unit[self._content & (others > least)], minlength=self._n)


class CompiledVocabulary(Vocabulary):
    """The same by kernels. `behind[i]` words end with unit i."""

    def __init__(self, batch: Batch, hashes: Array, content: Array, behind: Array) -> None:
        documents = batch.documents
        ahead = np.append(0, behind)
        sizes = ahead[documents.ends] - ahead[documents.begins]
        bits = slot_bits(sizes).astype(np.uint8)
        self._args = hashes, content, behind, documents.begins, documents.ends
        self._bits, self._room = bits, np.empty(len(hashes), np.int64)
        self._table = np.zeros(1 << int(bits.max(initial=0)), np.int32)

    def shared(self, flag: Array, least: int = 0) -> Array:
        """As Vocabulary.shared."""
        from cleanroom.clean.model.kernels.shared import shared  # noqa: PLC0415  (llvmlite)

        out = np.zeros(len(flag), np.int64)
        shared(*self._args, flag, least, self._bits, self._room, self._table, out)
        return out


def slot_bits(sizes: Array) -> Array:
    """Bits of the number of slots of documents with so many words."""
    held: Array = np.ceil(np.log2(np.maximum(sizes, 1))).astype(np.int64) + 4
    return held


def tallied(batch: Batch, scores: Array, lexicon: Array) -> Tally:
    """The tally of a batch."""
    return (_by_kernels if isinstance(batch.documents, CompiledDocuments) else _by_numpy)(batch, scores, lexicon)


def _by_numpy(batch: Batch, scores: Array, lexicon: Array) -> Tally:
    n = len(batch.start)
    classes = np.bincount(batch.owner * 32 + batch.cls, minlength=n * 32)[: n * 32].reshape(n, 32)
    words = words_of(batch)
    opens, length = batch.cls[words.start], words.end - words.start
    loud = (opens == c.UPPER) & (length > 1)
    loud[loud] = batch.cls[words.start[loud] + 1] == c.UPPER
    word_class = lexicon[(words.hash >> np.uint64(64 - LEXICON_BITS)).astype(np.int64)]
    known = np.bincount(words.unit * _LEXICON + word_class, minlength=n * _LEXICON)[: n * _LEXICON]
    head = np.zeros(n, np.uint8)
    first = np.flatnonzero(np.append(True, words.unit[1:] != words.unit[:-1])) if len(words.unit) else words.unit
    head[words.unit[first]] = word_class[first]
    content = (word_class != 1) & ((length > 2) | (opens == c.WIDE))
    unit, number = grams(words.unit, words.hash)
    score = scores[number]

    def counted(chosen: Array) -> Array:
        return np.bincount(words.unit[chosen], minlength=n).astype(np.float32)

    return Tally(
        classes.astype(np.float32), np.bincount(words.unit, minlength=n).astype(np.float32), counted(opens == c.UPPER),
        counted(opens == c.DIGIT), counted(loud), counted((opens == c.DIGIT) & (length == 4)),
        known.reshape(n, _LEXICON).astype(np.float32), head, np.bincount(unit, weights=score, minlength=n),
        np.bincount(unit, minlength=n).astype(np.float32),
        np.bincount(unit, weights=np.minimum(score, 0), minlength=n), counted(content),
        *_repeats(unit_keys(words, batch)), Vocabulary(batch, words, content),
    )  # fmt: skip


def _repeats(keys: Array) -> tuple[Array, Array]:
    _, inverse, count = np.unique(keys, return_inverse=True, return_counts=True)
    order = np.argsort(inverse, kind="stable")
    again = np.zeros(len(keys), bool)
    again[order[1:]] = inverse[order[1:]] == inverse[order[:-1]]
    return count[inverse] - 1, again


def _by_kernels(batch: Batch, scores: Array, lexicon: Array) -> Tally:
    from cleanroom.clean.model.kernels.tally import repeated, tally  # noqa: PLC0415  (llvmlite)

    n, most = len(batch.start), len(batch.chars)
    classes, known = np.zeros((n, 32), np.float32), np.zeros((n, _LEXICON), np.float32)
    sums, counts = np.zeros((n, 2)), np.zeros((n, 8), np.int64)
    keys, hashes, content = np.empty(n, np.uint64), np.empty(most, np.uint64), np.empty(most, bool)
    behind = np.empty(n, np.int64)
    lower, doc = c.tables().lower, batch.documents.doc
    found = tally(batch.chars, batch.cls, lower, batch.start, batch.end, doc, lexicon, scores,
                  classes, known, sums, counts, keys, hashes, content, behind)  # fmt: skip
    classes[:-1, c.SPACE] += 1  # the blank between two units
    words, capitals, digits, loud, years, of_grams, said = counts[:, :7].T.astype(np.float32)
    repeats, again = np.empty(n, np.int64), np.empty(n, bool)
    repeated(keys, np.full(1 << max(4, (2 * n).bit_length()), -1), repeats, again)
    return Tally(
        classes, words, capitals, digits, loud, years, known, counts[:, 7].astype(np.uint8), sums[:, 0], of_grams,
        sums[:, 1], said, repeats - 1, again, CompiledVocabulary(batch, hashes[:found], content[:found], behind),
    )  # fmt: skip
