"""Places to stories that keep their ids. A story goes where its kept text goes; of two that meet the elder stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from cleanroom.index.shared.held import Change, Facts, Spot


def with_stories(
    change: Change, now: Mapping[int, Spot], before: Mapping[int, Spot], facts: Mapping[int, Facts],
    births: Callable[[list[str]], dict[str, int]],
) -> None:  # fmt: skip
    """Put places into a change, each with its story; `births` gives the founders' numbers of stories."""
    goes = _going(now, before)
    born = births(list(goes))
    names: dict[int, str] = {}
    for story in sorted(goes, key=lambda story: (-born.get(story, 0), story)):  # the eldest comes last
        names[goes[story]] = story
    for story, kept in goes.items():
        if names[kept] != story:
            change.merged[story] = names[kept]
            change.log.append({"event": "merged", "story": names[kept], "before": story, "now": names[kept]})
    _found(change, names, now, facts, births)
    for number, spot in now.items():
        change.spots[number] = before.get(number), replace(spot, story=names[spot.kept])
    _tell(change, facts)


def _going(now: Mapping[int, Spot], before: Mapping[int, Spot]) -> dict[str, int]:
    """Where each story goes: to what is kept now for its kept text, or, where that is gone, for its first document."""
    first: dict[str, tuple[bool, int]] = {}
    for number in now:
        if number in before:
            story, stood = before[number].story, (before[number].kept != number, number)
            first[story] = min(stood, first.get(story, stood))
    return {story: now[number].kept for story, (_, number) in first.items()}


def _found(
    change: Change, names: dict[int, str], now: Mapping[int, Spot], facts: Mapping[int, Facts],
    births: Callable[[list[str]], dict[str, int]],
) -> None:  # fmt: skip
    """Name the stories that are new, each after the first document of it; a name that was taken gets a number."""
    firsts: dict[int, int] = {}
    for number, spot in now.items():
        if spot.kept not in names:
            firsts[spot.kept] = min(number, firsts.get(spot.kept, number))
    taken = births([facts[number].id for number in firsts.values()])
    for kept, number in sorted(firsts.items()):
        name, times = facts[number].id, 1
        while name in taken or name in change.founded:
            times += 1
            name = f"{facts[number].id}#{times}"
            taken |= births([name])
        names[kept] = change_founded = name
        change.founded[change_founded] = number


def _tell(change: Change, facts: Mapping[int, Facts]) -> None:
    """Take down what earlier answers said otherwise."""
    for number, (before, now) in change.spots.items():
        if before is None:
            continue
        if before.story != now.story and change.merged.get(before.story) != now.story:
            told = {"event": "moved", "id": facts[number].id, "before": before.story, "now": now.story}
        elif before.kept == number != now.kept and before.story == now.story:
            told = {
                "event": "canonical",
                "id": facts[now.kept].id,
                "before": facts[number].id,
                "now": facts[now.kept].id,
            }
        else:
            continue
        change.log.append({**told, "story": now.story})
