"""What an index was made with. Verdicts of other settings do not fit beside its own, so a mismatch is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from cleanroom.config import DedupConfig
from cleanroom.errors import UsageError

Within = Literal["", "source", "across"]
#: version of the files and of what their numbers mean
FORMAT = 5
#: how texts become words: NFKC, casefold, runs of letters, marks and digits (see dedup.words), 64-bit hashes
NORMALISER = "nfkc-casefold-words-1"


@dataclass(frozen=True, slots=True)
class Header:
    """Format, normaliser, whether texts are kept, and all settings of deduplication: shingles, permutations, seed,
    threshold, policy; `window` and `within` say which documents are compared at all.
    """

    dedup: DedupConfig = field(default_factory=DedupConfig)
    texts: bool = True  # without them `export` cannot write a run
    window: float = 0.0  # days that dates may be apart; 0: any
    within: Within = ""  # one source only, or different sources only
    format: int = FORMAT
    normaliser: str = NORMALISER

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any], name: str) -> Header:
        """What `as_dict` gave. Raises UsageError where this version cannot use it."""
        found = stored.get("format")
        if found != FORMAT:
            newer = isinstance(found, int) and found > FORMAT
            remedy = "update cleanroom" if newer else "make a new index of the same documents"
            raise UsageError(f"{name} has index format {found}, this version has {FORMAT}: {remedy}")
        if stored["normaliser"] != NORMALISER:
            raise UsageError(
                f"{name} was made with the normaliser {stored['normaliser']}, this version has {NORMALISER}: "
                "make a new index of the same documents"
            )
        settings: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in stored["dedup"].items()}
        limits = stored.get("window", 0.0), stored.get("within", "")
        return cls(DedupConfig(**settings), stored["texts"], *limits, found, NORMALISER)

    @property
    def limited(self) -> bool:
        """Whether some documents are never compared: then equal texts may stand apart, too."""
        return bool(self.window or self.within)

    def refuse_other(self, asked: Mapping[str, Any], name: str) -> None:
        """Raise UsageError where a setting that was asked for, by its name in DedupConfig, is not the index's own."""
        for setting, value in asked.items():
            own = getattr(self if setting in ("window", "within") else self.dedup, setting)
            if value is not None and value != own:
                raise UsageError(
                    f"{name} was made with {setting.replace('_', ' ')} {own}, not {value}: leave the option out, "
                    "or make another index with `cleanroom index create`"
                )
