"""What was learnt of sources, as JSON that people can read and change: written here as text, and read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from cleanroom.clean.segment import KEY_CHARS, fold, tokens_of
from cleanroom.clean.templates import Furniture, Profile
from cleanroom.config import TemplateConfig
from cleanroom.errors import UsageError

#: what the file is, and the form it has; a form that older versions cannot read gets the next number
_FORMAT, _VERSION = "cleanroom profile", 1


def dump(profile: Profile) -> bytes:
    """A profile as JSON: source, its stories, and every line with the number of stories it stands in."""
    sources = [
        {
            "source": furniture.source,
            "stories": furniture.stories,
            "lines": [{"line": line, "stories": count} for line, count in _most_common(furniture)],
        }
        for _, furniture in sorted(profile.sources.items())
    ]
    facts = {"format": _FORMAT, "version": _VERSION, "sources": sources}
    return orjson.dumps(facts, option=orjson.OPT_INDENT_2) + b"\n"


def _most_common(furniture: Furniture) -> list[tuple[str, int]]:
    return sorted(furniture.lines.items(), key=lambda item: (-item[1], item[0]))


def parse(data: bytes, name: str, config: TemplateConfig) -> Profile:
    """A profile from its JSON; `name` is its file's, for messages. Raises UsageError, one line with the remedy."""
    try:
        facts = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise UsageError(f"{name}: not valid JSON: {error}; learn it again with --learn --save-profile") from None
    if not isinstance(facts, dict) or facts.get("format") != _FORMAT:
        raise UsageError(f"{name}: not a profile of cleanroom; --learn --save-profile FILE writes one")
    version = facts.get("version")
    if type(version) is not int or version < 1:
        raise _broken(name, "version is no number")
    if version > _VERSION:
        raise UsageError(
            f"{name}: a profile of form {version}, and this version reads up to {_VERSION}; "
            "install a newer cleanroom, or learn it again"
        )
    sources = _rows(facts, "sources", name, "the file")
    return merge(Profile({f.source: f}) for f in (_furniture(row, name, config) for row in sources))


def _furniture(row: dict[str, Any], name: str, config: TemplateConfig) -> Furniture:
    source = row.get("source")
    if not isinstance(source, str) or not source:
        raise _broken(name, "a source has no name")
    stories = _count(row, name, source)
    lines: dict[str, int] = {}
    for entry in _rows(row, "lines", name, source):
        line = entry.get("line")
        key = " ".join(tokens_of(fold(line[:KEY_CHARS]))) if isinstance(line, str) else ""
        if not key:
            raise _broken(name, f"a line of {source} has no words")
        count = _count(entry, name, f'"{key[:40]}" of {source}')
        if count > stories:
            raise _broken(name, f'"{key[:40]}" stands in more stories than {source} has')
        lines[key] = max(count, lines.get(key, 0))
    return Furniture(source, stories, lines, config)


def merge(profiles: Iterable[Profile]) -> Profile:
    """Several profiles as one. Of what several know the higher count stands: the same stories may be in both."""
    sources: dict[str, Furniture] = {}
    for profile in profiles:
        for name, more in profile.sources.items():
            held = sources.get(name)
            sources[name] = more if held is None else _joined(held, more)
    return Profile(dict(sorted(sources.items())), next(iter(sources)) if len(sources) == 1 else "")


def _joined(one: Furniture, other: Furniture) -> Furniture:
    lines = {
        line: max(one.lines.get(line, 0), other.lines.get(line, 0)) for line in sorted({*one.lines, *other.lines})
    }  # fmt: skip
    return Furniture(one.source, max(one.stories, other.stories), lines, one.config)


def _rows(table: dict[str, Any], field: str, name: str, where: str) -> list[dict[str, Any]]:
    rows = table.get(field)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _broken(name, f"{field} of {where} is no list of objects")
    return rows


def _count(row: dict[str, Any], name: str, where: str) -> int:
    count = row.get("stories")
    if type(count) is not int or count < 1:
        raise _broken(name, f"stories of {where} is no number above 0")
    return count


def _broken(name: str, what: str) -> UsageError:
    return UsageError(f"{name}: {what}; correct it there, or learn it again with --learn --save-profile")
