"""Characters as numbers: code points and their classes, from tables that do not depend on Python's Unicode version."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from typing import Any

    import numpy.typing as npt

Array: TypeAlias = "npt.NDArray[Any]"

#: classes of characters, in an order that the code relies on: blanks first, then what words are made of
(
    SPACE, NEWLINE, LOWER, UPPER, OTHER, WIDE, DIGIT, PERIOD, COMMA, COLON, ASK, QUOTE, OPEN, CLOSE, DASH, MARK,
    SYMBOL, EMOJI,
) = range(18)  # fmt: skip
N_CLASSES = 18
#: code points above are clipped: emoji, mostly
TOP = 65535


class Tables(NamedTuple):
    """By code point: class, lower case, and whether it opens items of lists."""

    classes: Array
    lower: Array
    bullets: Array


@cache
def tables() -> Tables:
    """The tables that are shipped; `benchmarks/line_model/characters.py` writes them."""
    import numpy as np  # noqa: PLC0415  (0.1 s that a small document does not pay)

    with files(__package__).joinpath("characters.npz").open("rb") as file, np.load(file, allow_pickle=False) as held:
        points = np.arange(TOP + 1, dtype=np.uint16)
        return Tables(held["classes"], held["lower"] + points, held["bullets"])


def codepoints(text: str) -> Array:
    """The code points of a text, clipped to 16 bits."""
    import numpy as np  # noqa: PLC0415

    wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.minimum(wide, TOP).astype(np.uint16)
