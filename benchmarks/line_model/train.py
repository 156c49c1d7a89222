"""Train the line model from labelled data, byte for byte the same each time.

    python benchmarks/line_model/train.py DATA_DIR SCORER.py -o cleanroom/clean/model/weights.npz
    python benchmarks/line_model/train.py DATA_DIR SCORER.py -o weights-0.npz --without 0

DATA_DIR is laid out as `benchmarks/line_model.md` describes; SCORER.py labels lines. `--without K` leaves out fold K of
the sites (of three), for figures on pages of sites that the model has not seen: `clean_quality.py --folds`.
`--prepared FILE` keeps the labelled documents there, for further runs. `--onto WEIGHTS` trains the side of page dumps
and takes the rest from there: word scores, scraped texts, kind of text. Needs the dependency group `train`.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np
from fitting import Array, Log, Table, fit_kind, fit_side, lexicon_arrays, word_scores
from storing import save
from texts import Document, documents, fold_of

from cleanroom.clean.model.words import LEXICON_BITS

sys.path.insert(0, str(Path(__file__).parents[1]))
from rule_precision import load

FOLDS = 3
#: features of units whose means over a document, its head and its foot tell what kind of text it is
OF_KIND = (
    "len", "words", "capw", "stop", "term", "r_junk", "r_punct", "r_lower", "n_comma", "n_period", "w_mean", "w_sum",
    "bullet", "indent", "repeats", "again", "topic", "topic_seg", "in_seg", "in_seg2", "soft_len", "soft_term",
    "between",
    "r_digit", "f_lower", "x_nav", "x_share", "x_legal", "x_account", "x_related", "x_news", "e_rule", "e_run",
    "e_stream", "doc_chars", "doc_units", "doc_prose", "doc_nprose", "doc_short", "doc_gap", "doc_e", "doc_w",
    "doc_piece", "doc_meanprose", "doc_stop", "doc_cjk", "doc_soft", "run_short",
)  # fmt: skip


def both_sides(found: list[Document], words: list[Array], lexicon: Array, log: Log) -> dict[str, Array]:
    """The weights of page dumps, of scraped texts, and of what tells them apart."""
    kind_names = [f"{where}:{name}" for where in ("mean", "head", "foot") for name in OF_KIND
                  if where == "mean" or not name.startswith("doc_")]  # fmt: skip
    arrays, sides = {}, {}
    for side in ("dump", "scraped"):
        sides[side] = Table([d for d in found if d.side == side], words, lexicon, kind_names)
        log(f"{side}: features")
        arrays |= fit_side(side, sides[side], log)
        sides[side].x = sides[side].x[:0]
    return arrays | fit_kind(sides["dump"], sides["scraped"], kind_names)


def main() -> int:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--dumps", type=Path, action="append", default=[], help="further folders of dumps")
    parser.add_argument("--without", type=int, help="leave out this fold of the sites")
    parser.add_argument("--prepared", type=Path)
    parser.add_argument("--onto", type=Path, help="weights whose side of page dumps alone is trained")
    args = parser.parse_args()
    begun = time.perf_counter()

    def log(what: str) -> None:
        print(f"{time.perf_counter() - begun:6.0f} s  {what}", flush=True)

    if args.prepared and args.prepared.exists():
        found = pickle.loads(args.prepared.read_bytes())
    else:
        found = documents(args.data, [args.data / "dumps", *args.dumps], partial(load, args.scorer))
        if args.prepared:
            args.prepared.write_bytes(pickle.dumps(found))
    if args.without is not None:
        found = [d for d in found if fold_of(d.host, FOLDS) != args.without]
    log(f"{len(found)} documents")
    words = word_scores(found)
    log("word scores")
    arrays = lexicon_arrays() | {"words": words[0]}
    lexicon = np.zeros(1 << LEXICON_BITS, np.uint8)
    lexicon[arrays["lexicon_slots"]] = arrays["lexicon_classes"]
    if args.onto:
        with np.load(args.onto, allow_pickle=False) as held:
            arrays = {name: held[name] for name in held.files if not name.startswith(("dump", "net"))}
        arrays |= fit_side("dump", Table([d for d in found if d.side == "dump"], words, lexicon, []), log)
    else:
        arrays |= both_sides(found, words, lexicon, log)
    save(args.out, arrays)
    log(f"{args.out}: {args.out.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
