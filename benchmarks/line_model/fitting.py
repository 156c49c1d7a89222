"""From labelled documents to weights: word scores, two stages for each side, the kind of text."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from lexicon import JUNK, STOP
from texts import Document, fold_of

from cleanroom.clean.model.batch import batch_of
from cleanroom.clean.model.characters import codepoints, tables
from cleanroom.clean.model.dumps import ODDS, log_odds
from cleanroom.clean.model.features import CLASSES, matrix
from cleanroom.clean.model.line_model import document_rows
from cleanroom.clean.model.second import second
from cleanroom.clean.model.words import LEXICON_BITS, WORD_FEATURES, grams, hashed_words, words_of

Array = npt.NDArray[Any]
Log = Callable[[str], None]
#: groups of sites that word scores are learnt without, for the features of their own documents
PARTS = 4
#: sides of documents of which word scores are learnt: each page in a few forms
WORD_DUMPERS = ("html_text", "linkline", "links", "w3m")
#: features that a first small forest finds most useful
KEPT = 120
#: junk units that are short and far from prose: so many of them stand for all
EASY = 0.2
SIZES = {
    "dump": ({"trees": 100, "rate": 0.2}, {"trees": 300, "rate": 0.1}),
    "scraped": ({"trees": 100, "rate": 0.12}, {"trees": 150, "rate": 0.08}),
}
#: networks of page dumps
MEMBERS = 1


def chunks(documents: Sequence[Document], chars: int = 1_500_000) -> Iterator[list[Document]]:
    """Documents in batches."""
    part: list[Document] = []
    size = 0
    for document in documents:
        part.append(document)
        size += len(document.text)
        if size > chars:
            yield part
            part, size = [], 0
    if part:
        yield part


def pages_of(part: Sequence[Document]) -> list[Any]:
    """Units and verdicts of documents, as the model takes them."""
    return [(document.views, document.said) for document in part]


def lexicon_arrays() -> dict[str, Array]:
    """The word lists as slots of a table; where two words share one, the first class has it, stop words all."""
    table = np.zeros(1 << LEXICON_BITS, np.uint8)
    for number, name in reversed(list(enumerate(CLASSES))):
        table[_slots(JUNK[name].split())] = number + 2
    table[_slots(sorted(set(STOP.split())), every=True)] = 1
    slots = np.flatnonzero(table)
    return {"lexicon_slots": slots.astype(np.uint32), "lexicon_classes": table[slots]}


def _slots(words: list[str], every: bool = False) -> Array:
    slots = []
    for word in words:
        chars = codepoints(word)
        _, _, hashes = hashed_words(chars, tables().classes[chars])
        if every or (len(hashes) == 1 and len(word) > 1):
            slots += (hashes >> np.uint64(64 - LEXICON_BITS)).astype(np.int64).tolist()
    return np.array(slots, np.int64)


def _speaks(d: Document) -> bool:
    whole = d.side == "scraped" and d.weight == 1
    return d.weak or whole or d.dumper in WORD_DUMPERS or "-" in d.dumper


def word_scores(documents: Sequence[Document]) -> list[Array]:
    """Scores of words (log odds of wanted, in steps of 1/16): from all documents, then without each part of sites."""
    import scipy.sparse as sp
    from sklearn.linear_model import SGDClassifier

    unit, number, labels, weights, parts, base = [], [], [], [], [], 0
    for chunk in chunks([d for d in documents if _speaks(d)]):
        batch = batch_of(pages_of(chunk))
        words = words_of(batch)
        u, g = grams(words.unit, words.hash)
        unit.append(u + base)
        number.append(g)
        base += len(batch.start)
        for document in chunk:
            size = np.array([len(view.text) for view in document.views], float)
            labels.append(document.labels)
            weights.append(np.where(document.labels < 0, 0, np.sqrt(size + 4)) * document.weights * document.weight)
            parts.append(np.full(len(size), fold_of(document.host, PARTS)))
    u, g = np.concatenate(unit), np.concatenate(number)
    held = sp.csr_matrix((np.ones(len(u), np.float32), (u, g)), shape=(base, WORD_FEATURES))
    held.sum_duplicates()
    y, w, part = np.concatenate(labels), np.concatenate(weights), np.concatenate(parts)

    def fit(rows: Array) -> Array:
        norm = np.maximum(np.asarray(held[rows].sum(1)).ravel(), 1)
        model = SGDClassifier(loss="log_loss", alpha=2e-6, max_iter=6, tol=None, random_state=0, average=True)
        model.fit(sp.diags(1 / np.sqrt(norm)) @ held[rows], y[rows], sample_weight=w[rows] / w[rows].mean())
        return np.clip(np.round(model.coef_[0] * 16), -127, 127).astype(np.int8)

    use = (y >= 0) & (w > 0)
    return [fit(np.flatnonzero(use)), *(fit(np.flatnonzero(use & (part != k))) for k in range(PARTS))]


class Table:
    """Feature rows of documents, with labels and weights; word scores are of other sites than the document's."""

    def __init__(
        self, documents: Sequence[Document], words: list[Array], lexicon: Array, for_kind: Sequence[str]
    ) -> None:
        self.names: list[str] = []
        rows, self.documents, kinds = [], [], []
        for part in range(PARTS):
            scores = words[part + 1].astype(np.float32) / 16
            for chunk in chunks([d for d in documents if fold_of(d.host, PARTS) == part]):
                batch = batch_of(pages_of(chunk))
                columns = matrix(batch, scores, lexicon)
                self.names = list(columns.held)
                rows.append(columns.rows(self.names).T.copy())
                kinds.append(document_rows(batch, columns, for_kind).T if for_kind else np.zeros((len(chunk), 0)))
                self.documents += chunk
        self.x, self.kinds = np.concatenate(rows), np.concatenate(kinds)
        self.y = np.concatenate([d.labels for d in self.documents])
        self.length = self.x[:, self.names.index("len")].copy()
        sizes = [len(d.views) for d in self.documents]
        self.owner = np.repeat(np.arange(len(sizes)), sizes)
        lengths = np.split(np.expm1(self.length), np.cumsum(sizes)[:-1])
        self.w = np.concatenate([_weights(d, e) for d, e in zip(self.documents, lengths, strict=True)])

    def column(self, name: str) -> Array:
        """One feature."""
        return self.x[:, self.names.index(name)]


def _weights(document: Document, size: Array) -> Array:
    """A unit counts by its length, and less in long documents."""
    weights = np.where(document.labels < 0, 0, np.sqrt(size + 8.0) * document.weights)
    total = weights.sum()
    return weights * (60.0 / total) ** 0.7 * document.weight if total else weights


def boosted(x: Array, y: Array, w: Array, trees: int, rate: float, depth: int = 6) -> Any:
    """A forest of catboost."""
    from catboost import CatBoostClassifier

    model = CatBoostClassifier(
        iterations=trees, depth=depth, learning_rate=rate, random_seed=0, thread_count=1, verbose=0, l2_leaf_reg=5,
        border_count=64, rsm=0.5, bootstrap_type="Bernoulli", subsample=0.8, allow_writing_files=False,
    )  # fmt: skip
    return model.fit(x, y, sample_weight=w)


def exported(model: Any, names: Sequence[str], prefix: str, depth: int = 6) -> dict[str, Array]:
    """The arrays of a forest, with the features it asks for and no others."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        held = json.loads(path.read_text())
    trees = held["oblivious_trees"]
    feature = np.zeros((len(trees), depth), np.int64)
    border = np.full((len(trees), depth), np.inf, np.float32)
    leaves = np.zeros((len(trees), 1 << depth), np.float32)
    for number, tree in enumerate(trees):
        splits = tree["splits"] or []
        for level, split in enumerate(splits):
            feature[number, level], border[number, level] = split["float_feature_index"], split["border"]
        values = np.array(tree["leaf_values"], np.float32)
        leaves[number] = np.tile(values, (1 << depth) // len(values))
    asked = np.unique(feature)
    scale, bias = held["scale_and_bias"]
    return {
        f"{prefix}_names": np.array([names[i] for i in asked]), f"{prefix}_border": border,
        f"{prefix}_feature": np.searchsorted(asked, feature).astype(np.int16),
        f"{prefix}_leaves": leaves * np.float32(scale), f"{prefix}_bias": np.float32(bias[0]),
    }  # fmt: skip


def fit_side(side: str, table: Table, log: Log) -> dict[str, Array]:
    """Both stages of one side."""
    small, large = SIZES[side]
    use, w = _thinned(table) if side == "dump" else (np.flatnonzero((table.y >= 0) & (table.w > 0)), table.w)
    few = use[np.random.default_rng(1).random(len(use)) < 0.3]
    trial = boosted(table.x[few], table.y[few], w[few], 50, 0.25)
    best = np.sort(np.argsort(-trial.get_feature_importance(), kind="stable")[:KEPT])
    names = [table.names[i] for i in best]
    x = np.ascontiguousarray(table.x[:, best])
    log(f"{side}: {len(use)} of {len(x)} units, features chosen")
    halves = np.array([fold_of(d.host + "x", 2) for d in table.documents])[table.owner]
    share = np.zeros(len(x), np.float32)
    for half in (0, 1):
        rows = use[halves[use] != half]
        forest = boosted(x[rows], table.y[rows], w[rows], **small)
        share[halves == half] = forest.predict_proba(x[halves == half], thread_count=1)[:, 1]
    log(f"{side}: out-of-site answers")
    first = boosted(x[use], table.y[use], w[use], **small)
    late, late_names = _second(table, share)
    then = boosted(np.concatenate([x[use], late[use]], 1), table.y[use], w[use], **large)
    log(f"{side}: both stages")
    trees = exported(first, names, f"{side}1") | exported(then, [*names, *late_names], f"{side}2")
    return trees | (_networks(table, share, log) if side == "dump" else {})


def _networks(table: Table, share: Array, log: Log) -> dict[str, Array]:
    """What is averaged with the second stage of page dumps."""
    from network import Lines, fit_networks

    sizes = [len(d.views) for d in table.documents]
    lines = Lines(np.concatenate([table.x, log_odds(share)[:, None]], 1), table.y, table.w, sizes)
    return fit_networks([*table.names, ODDS], lines, MEMBERS, log)


def _thinned(table: Table) -> tuple[Array, Array]:
    easy = (table.y == 0) & (table.length < 3.6) & (table.column("between") > 1.5)
    kept = ~easy | (np.random.default_rng(0).random(len(easy)) <= EASY)
    return np.flatnonzero(kept & (table.y >= 0) & (table.w > 0)), np.where(easy, table.w / EASY, table.w)


def _second(table: Table, share: Array) -> tuple[Array, list[str]]:
    rows, at, names = [], 0, []
    for chunk in chunks(table.documents):
        batch = batch_of(pages_of(chunk))
        span = slice(at, at + len(batch.start))
        columns = second(batch, share[span], table.length[span])
        names = list(columns.held)
        rows.append(columns.rows(names).T)
        at = span.stop
    return np.concatenate(rows), names


def fit_kind(dump: Table, scraped: Table, names: Sequence[str]) -> dict[str, Array]:
    """Page dump or scraped text, by what units are on average: over all, at the head and at the foot."""
    x = np.concatenate([dump.kinds, scraped.kinds])
    y = np.repeat([1, 0], [len(dump.kinds), len(scraped.kinds)])
    w = np.array([1.0 / len(dump.kinds)] * len(dump.kinds) + [1.0 / len(scraped.kinds)] * len(scraped.kinds)) * len(y)
    trial = boosted(x, y, w, 60, 0.2, 4)
    best = np.sort(np.argsort(-trial.get_feature_importance(), kind="stable")[:60])
    model = boosted(x[:, best], y, w, 150, 0.1, 4)
    return exported(model, [names[i] for i in best], "kind", 4)
