"""The line model without numpy: a small text does not wait for that import, and is told the same."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from clean_cases import SEEDS, cases

from cleanroom.clean.model.batch import batch_of
from cleanroom.clean.model.characters import tables
from cleanroom.clean.model.features import matrix
from cleanroom.clean.model.line_model import default_model
from cleanroom.clean.model.small.batch import SmallBatch
from cleanroom.clean.model.small.model import small_model
from cleanroom.clean.rules import default_rules
from cleanroom.clean.sheet import lay_out
from cleanroom.clean.stage import verdicts
from cleanroom.kernels.pace import NUMPY_CHARS
from cleanroom.records import Page

SEED_TEXTS = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
ODD = [
    "x", "É\u0301 ΑΣ 東京は雨\n\n•  İstanbul’da 2019\n" * 9, "\U0001f600 \ud800\n\x00 a\u200bb\n#1 #2\n" * 5,
    "…\n…)\n”\n.”\n•\n• a\n-\n", "東京は雨。\n" * 30, "A line of text.\nA line of text.\n\n\nA line of text\n" * 8,
    " ".join(SEED_TEXTS[3].split()), "The river rose in the night.\n• One\n• Two\nThree\n•",
]  # fmt: skip
SHEETS = [lay_out(Page(text), default_rules()) for text in [*SEED_TEXTS, *[case.text for case in cases()], *ODD]]
PAGES = [(sheet.views, tuple(verdicts(sheet))) for sheet in SHEETS if sheet.views]


def test_every_feature_is_the_same() -> None:
    """Every column of features has the same bits in plain Python as from numpy, asked for or not."""
    model, weights, unused = default_model(), small_model().weights, tables().classes
    for page in PAGES:
        arrays = matrix(batch_of([page]), model.scores, model.lexicon).held
        small: Any = SmallBatch(*page, weights)
        rows: dict[str, Any] = dict(matrix(small, unused, unused).held)
        assert list(arrays) == list(rows)
        assert [name for name, held in arrays.items() if held.tolist() != rows[name].held] == []


@pytest.mark.parametrize("side", ["", "dump", "scraped"])
def test_every_answer_is_the_same(side: str) -> None:
    """The model gives the same probabilities without numpy, for documents of either side and for none."""
    for page in PAGES:
        assert [small_model().answer(page, side, 0.5)] == default_model().answers([page], [side], [0.5])


@pytest.mark.parametrize("long", [False, True])
def test_a_small_text_is_cleaned_without_numpy(long: bool) -> None:
    """The command does not import numpy for a small text, and does for a long one."""
    text = SEED_TEXTS[3] * (1 + long * NUMPY_CHARS // len(SEED_TEXTS[3]))
    code = "import sys; from cleanroom.cli import main; main(['clean']); sys.exit(10 + ('numpy' in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], input=text.encode(), capture_output=True, check=False)
    assert done.returncode == 10 + long, done.stderr
