"""What progress says: rates, time left, what is kept; when, and only where somebody looks."""

from __future__ import annotations

import time

import pytest

from cleanroom.cli.progress import Display, Meter
from cleanroom.progress import Progress


def cleaning() -> Progress:
    """A job amid cleaning."""
    progress = Progress()
    progress.begin("clean")
    progress.read(50_000_000)
    progress.took(1000, 2000, 1500)
    return progress


def test_a_line_has_everything() -> None:
    """A line has stage, documents, MB, both rates, the time left, kept, removed and rejected."""
    progress = Progress()
    progress.begin("clean")
    meter = Meter(progress, 200_000_000)
    meter.line(100.0)
    progress.read(50_000_000)
    progress.took(1000, 2000, 1500)
    progress.rejected = 3
    assert meter.line(125.0) == (
        "clean: 1,000 documents · 50.0 of 200.0 MB · 40/s, 2.0 MB/s · 1:15 left · 75.0% kept, 25.0% removed"
        " · 3 rejected"
    )


def test_rates_are_those_of_a_stage_and_a_session() -> None:
    """Another stage starts its own clock, and documents that an interrupted run had done are in no rate."""
    progress = Progress()
    progress.begin("learn")
    meter = Meter(progress)
    meter.line(0.0)
    progress.begin("clean")
    progress.documents = progress.skipped = 4000
    meter.line(1000.0)
    progress.took(20)
    assert meter.line(1010.0) == "clean: 4,020 documents · 2/s"


def test_without_a_size_there_is_no_time_left() -> None:
    """Where nobody knows the size of the inputs, the line has no total and no time left."""
    meter = Meter(cleaning(), None)
    meter.line(0.0)
    assert meter.share() is None
    assert meter.line(10.0) == "clean: 1,000 documents · 50.0 MB · 100/s, 5.0 MB/s · 75.0% kept, 25.0% removed"


def test_stories_once_they_are_known() -> None:
    """After deduplication the line has the texts kept and folded; hours have their own place in a time."""
    progress = cleaning()
    progress.begin("write")
    progress.stories, progress.folded = 1200, 34
    meter = Meter(progress, 100)
    assert meter.line(5.0) == "write · 1,200 kept, 34 folded"
    progress.begin("clean")
    progress.read(1)
    meter.line(0.0)
    assert "1:50:00 left" in meter.line(6600 / 99)


def test_plain_lines_where_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """Asked for without a terminal, plain lines come on standard error, without any control character."""
    with Display(cleaning(), lambda: 100_000_000, terminal=False, asked=True, every=0.01):
        end, said = time.monotonic() + 60, ""
        while said.count("\n") < 2 and time.monotonic() < end:
            said += capsys.readouterr().err
    first, second, *_ = said.splitlines()
    assert first.startswith("cleanroom: clean: 1,000 documents · 50.0 of 100.0 MB")
    assert second.startswith("cleanroom: clean: ")
    assert said.replace("\n", "").isprintable()


def test_silence_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal and unasked nothing is said, and the size of the inputs is not even looked for."""

    def total() -> int:
        raise AssertionError("nobody looks")

    with Display(cleaning(), total, terminal=False, every=0.01) as progress:
        assert progress.documents == 1000
        time.sleep(0.05)
    assert capsys.readouterr() == ("", "")
