"""What cleaning knows besides its settings: users' rules and the templates of sources, from files or learnt."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleanroom.config import Config
from cleanroom.errors import UsageError
from cleanroom.records import Raw, Reject
from cleanroom.write.atomic import atomic

if TYPE_CHECKING:
    from cleanroom.clean import Profile
    from cleanroom.clean.rules import Rule, RuleSet


@dataclass(frozen=True)
class Knowledge:
    """Rules and templates to clean with. `with_own`: users' rules and the shipped ones, if there are users' rules."""

    with_own: RuleSet | None = None
    profile: Profile | None = None
    on_timeout: Callable[[Rule], None] | None = None  # hears of a rule that takes too long

    @property
    def rules(self) -> RuleSet:
        """All rules; the shipped ones are arranged when they are first asked for."""
        from cleanroom.clean.rules import default_rules  # noqa: PLC0415 - deduplication alone needs none

        return default_rules() if self.with_own is None else self.with_own

    @property
    def own(self) -> tuple[Rule, ...]:
        """The rules beside the shipped ones."""
        if self.with_own is None:
            return ()
        from cleanroom.clean.rules import default_rules  # noqa: PLC0415 - on need

        shipped = {rule.code for rule in default_rules().rules}
        return tuple(rule for rule in self.with_own.rules if rule.code not in shipped)

    def __getstate__(self) -> tuple[Any, ...]:
        """Rules as they are written: arranged and compiled they are larger, and the shipped ones are everywhere."""
        return self.own, self.profile, self.on_timeout

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        from cleanroom.clean.rules import RuleSet, default_rules  # noqa: PLC0415 - on need

        own, profile, on_timeout = state
        with_own = RuleSet((*own, *default_rules().rules), on_timeout) if own else None
        self.__dict__.update(with_own=with_own, profile=profile, on_timeout=on_timeout)

    def digest(self) -> str:
        """The same for the same rules and templates."""
        lines = _dumped(self.profile) if self.profile else b""
        return hashlib.sha256(repr(self.own).encode() + lines).hexdigest()

    def facts(self) -> dict[str, Any]:
        """What there is beside the shipped rules, for run.json."""
        sources = self.profile.sources if self.profile else {}
        return {
            "own_rules": [rule.code for rule in self.own],
            "templates": {name: len(furniture.lines) for name, furniture in sources.items()},
        }


def load(
    rules: Sequence[str | Path] = (),
    profiles: Sequence[str | Path] = (),
    config: Config | None = None,
    on_timeout: Callable[[Rule], None] | None = None,
) -> Knowledge:
    """The shipped rules with those of the files named, and the profiles named as one.

    Raises UsageError, one line with the remedy, for a file that cannot be read or used.
    """
    from cleanroom.clean import profile as profiles_json  # noqa: PLC0415 - on need

    config = config or Config()
    with_own = _with_own(rules, on_timeout) if rules else None
    found = [profiles_json.parse(_read(path), str(path), config.clean.templates) for path in profiles]
    return Knowledge(with_own, profiles_json.merge(found) if found else None, on_timeout)


def with_learnt(
    known: Knowledge, records: Iterable[Raw | Reject], config: Config, tell: Callable[[str], None]
) -> Knowledge:
    """The knowledge with what a pass over records teaches. What cannot be read is for the second pass to report.

    `tell` hears it where that is nothing.
    """
    from cleanroom.clean import Learner, Profile, learn  # noqa: PLC0415 - on need
    from cleanroom.clean import profile as profiles_json  # noqa: PLC0415 - on need

    learner = Learner(config.clean.templates)
    learn((item for item in records if isinstance(item, Raw)), learner)
    learnt = learner.profile()
    if not learnt.sources:
        tell("--learn found no lines that recur over different stories of a source")
    if known.profile is None:
        return replace(known, profile=learnt)
    by_default = known.profile.by_default
    return replace(known, profile=Profile(profiles_json.merge([known.profile, learnt]).sources, by_default))


def save(profile: Profile, path: str | Path) -> None:
    """Write a profile, whole or not at all. Raises OutputError."""
    with atomic(path) as stream:
        stream.write(_dumped(profile))


def _dumped(profile: Profile) -> bytes:
    from cleanroom.clean.profile import dump  # noqa: PLC0415 - on need

    return dump(profile)


def refuse_once_only(paths: Sequence[str]) -> None:
    """Raise UsageError where an input can be read only once: standard input, or a pipe."""
    for path in paths or ("-",):
        if path == "-" or (Path(path).exists() and stat.S_ISFIFO(os.stat(path).st_mode)):  # noqa: PTH116
            name = "standard input" if path == "-" else path
            raise UsageError(
                f"--learn reads the input twice, and {name} can be read only once; "
                "save it to a file and name that, or use --profile with what was learnt before"
            )


def _with_own(paths: Sequence[str | Path], on_timeout: Callable[[Rule], None] | None) -> RuleSet:
    """Users' rules first: of equally sure ones the first decides."""
    from cleanroom.clean.rules import RuleSet, default_rules, parse_rules  # noqa: PLC0415 - on need

    shipped = default_rules().rules
    taken = {rule.code for rule in shipped}
    own: list[Rule] = []
    for path in paths:
        own += parse_rules(_text(path), str(path), taken)
        taken.update(rule.code for rule in own)
    return RuleSet((*own, *shipped), on_timeout)


def _text(path: str | Path) -> str:
    try:
        return _read(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path}: not UTF-8; save it as UTF-8") from None


def _read(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        why = "no such file; check the spelling" if error.errno == errno.ENOENT else f"{error.strerror}; name a file"
        raise UsageError(f"{path}: {why}") from None
