"""All that was found out about a page, before anything is cut."""

from __future__ import annotations

from dataclasses import dataclass

from cleanroom.clean.sheet import Sheet
from cleanroom.records import InputKind, Page, Verdict


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was found out about a page: what was said of it, and what of that is upheld."""

    page: Page
    sheet: Sheet
    kind: InputKind
    verdicts: tuple[Verdict, ...]
    upheld: tuple[Verdict, ...]
    fell_back: bool
