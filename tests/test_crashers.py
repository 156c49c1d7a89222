"""What a fuzzer has broken stays mended, and what it begins with is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from running import ROOT

from fuzz.examples import examples
from fuzz.targets import TARGETS

CRASHERS = ROOT / "fixtures/crashers"


def inputs() -> Iterator[Any]:
    """Target and bytes of each crasher and each example."""
    for target in TARGETS:
        for path in sorted((CRASHERS / target).glob("*")):
            yield pytest.param(target, path.read_bytes(), id=f"{target}-{path.name}")
        for number, data in enumerate(examples().get(target, [])):
            yield pytest.param(target, data, id=f"{target}-example-{number}")


@pytest.mark.parametrize(("target", "data"), list(inputs()))
@pytest.mark.filterwarnings("ignore")  # of libraries, on odd input
def test_it_stays_mended(target: str, data: bytes) -> None:
    """Every crasher and every example holds the promises of its target."""
    TARGETS[target](data)


def test_every_crasher_is_tried() -> None:
    """A folder of crashers that no target owns would be passed over."""
    assert {path.name for path in CRASHERS.iterdir()} <= {*TARGETS, "README.md"}
