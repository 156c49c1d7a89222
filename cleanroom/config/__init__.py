"""Every number of the product, each with its reason: a file for a stage. Frozen; a run's settings are one `Config`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from cleanroom.config.clean import CleanConfig, TemplateConfig
from cleanroom.config.dedup import DedupConfig
from cleanroom.config.pool import PoolConfig
from cleanroom.config.read import ReadConfig
from cleanroom.errors import UsageError

__all__ = ["CleanConfig", "Config", "DedupConfig", "PoolConfig", "ReadConfig", "TemplateConfig"]


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that decides what a run writes."""

    read: ReadConfig = field(default_factory=ReadConfig)
    clean: CleanConfig = field(default_factory=CleanConfig)
    dedup: DedupConfig = field(default_factory=DedupConfig)

    def __post_init__(self) -> None:
        """Raise UsageError where a part is not what it is called."""
        for part, kind in ((self.read, ReadConfig), (self.clean, CleanConfig), (self.dedup, DedupConfig)):
            if not isinstance(part, kind):
                raise UsageError(f"a part of Config must be a {kind.__name__}, not {type(part).__name__}")

    def as_dict(self) -> dict[str, Any]:
        """The settings as plain values, for run.json."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Config:
        """The settings that `as_dict` gave, read back from JSON."""
        clean = {**stored["clean"], "templates": TemplateConfig(**stored["clean"].get("templates", {}))}
        parts: tuple[tuple[Any, Mapping[str, Any]], ...] = (
            (ReadConfig, stored["read"]), (CleanConfig, clean), (DedupConfig, stored["dedup"]),
        )  # fmt: skip
        return cls(*(
            part(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})
            for part, values in parts
        ))  # fmt: skip
