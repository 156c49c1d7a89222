"""The compiled kernels of the line model: loading them changes the time a corpus takes, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from clean_cases import SEEDS, cases

from cleanroom.clean.model.batch import batch_of
from cleanroom.clean.model.features import matrix
from cleanroom.clean.model.line_model import default_model
from cleanroom.clean.rules import default_rules
from cleanroom.clean.sheet import lay_out
from cleanroom.clean.stage import verdicts
from cleanroom.kernels import pace
from cleanroom.records import Page

ODD = ["", "x", "É\u0301 ΑΣ 東京は雨\n\n•  İstanbul’da 2019\n" * 9, "\U0001f600 \ud800\n\x00 a\u200bb\n#1 #2\n" * 5]
SHEETS = [
    lay_out(Page(text), default_rules())
    for text in [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    + [case.text for case in cases()]
    + ODD
]
PAGES = [(sheet.views, tuple(verdicts(sheet))) for sheet in SHEETS]


def test_every_feature_is_the_same() -> None:
    """Every column of features has the same bits from kernels as from numpy, whether the model asks for it or not."""
    model = default_model()
    plain, compiled = (matrix(batch_of(PAGES, fast), model.scores, model.lexicon).held for fast in (False, True))
    assert list(plain) == list(compiled)
    assert [name for name in plain if plain[name].tobytes() != compiled[name].tobytes()] == []


@pytest.mark.parametrize("side", ["", "dump", "scraped"])
def test_every_answer_is_the_same(side: str) -> None:
    """The model gives the same probabilities with kernels and without, for documents of either side and for none."""
    model = default_model()
    for pages in (PAGES, PAGES[::-1], PAGES[:1], []):
        asked = [side] * len(pages), [0.5] * len(pages)
        assert model.answers(pages, *asked, compiled=True) == model.answers(pages, *asked)


def test_no_document_sees_the_next() -> None:
    """A document that ends with a bullet, or with any other sign, has the same features whatever stands behind it."""
    model = default_model()
    for sign in "•-#.x1":
        text = "The river rose in the night.\n• One\n• Two\nThree\n" + sign
        ended, other = (lay_out(Page(some), default_rules()).views for some in (text, "Another text.\n• It has a list"))
        alone, followed = (
            matrix(batch_of([(views, ()) for views in some]), model.scores, model.lexicon).held
            for some in ([ended], [ended, other])
        )
        size = len(ended)
        assert [name for name in alone if alone[name].tobytes() != followed[name][:size].tobytes()] == []


def test_trees_agree_beyond_a_block() -> None:
    """Trees give the same sums over more units than a kernel takes at once, at borders and for infinite values too."""
    forest = default_model().sides["scraped"].first
    draw = np.random.default_rng(5)
    columns = draw.choice(np.append(forest.border.ravel(), [np.inf, -np.inf]), (len(forest.names), 1300))
    columns = np.ascontiguousarray(columns, np.float32)
    assert forest.probability(columns, compiled=True).tobytes() == forest.probability(columns).tobytes()


def test_kernels_wait_for_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process loads kernels after a million characters if they are there, and has them compiled after twenty."""
    for kept, needed in ((True, pace.LOAD_CHARS), (False, pace.COMPILE_CHARS)):
        monkeypatch.setattr("cleanroom.kernels.compile.is_kept", lambda _, kept=kept: kept)
        mine, step = pace.Pace("some.package"), 300_000
        answers = [mine.pays(step) for _ in range(100)]
        assert answers == [number * step >= needed for number in range(100)]
