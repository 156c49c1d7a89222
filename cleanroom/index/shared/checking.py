"""Every invariant of an index in Redis."""

from __future__ import annotations

from collections import Counter, defaultdict

from cleanroom.index.shared.held import Facts, Held, Spot
from cleanroom.index.shared.hints import Hints
from cleanroom.index.store import Stats


def problems(held: Held, hints: Hints, stats: Stats) -> list[str]:
    """What is wrong, a line each."""
    ids = {
        name.decode("utf-8", "surrogatepass"): int(number)
        for name, number in held.client.hgetall(held.key("ids")).items()
    }
    known = held.facts(ids.values())
    hinted = hints.hinted(list(ids.values()))
    found = [line for name, number in ids.items() for line in _of_document(name, number, known, hinted)]
    stories: dict[str, set[int]] = defaultdict(set)
    for number, (_, spot) in known.items():
        stories[spot.story].add(number)
    listed = held.listed(stories)
    found += [f"story {name}: its list of documents is not theirs" for name in stories if stories[name] != listed[name]]
    for name, count in Counter(spot.story for n, (_, spot) in known.items() if spot.kept == n).items():
        if count > 1:
            found.append(f"story {name}: {count} texts are kept")
    folded = sum(spot.kept != number for number, (_, spot) in known.items())
    if (stats.documents, stats.folded) != (len(ids), folded):
        found.append(f"counts say {stats.documents} documents, {stats.folded} folded; there are {len(ids)}, {folded}")
    return found


def _of_document(name: str, number: int, known: dict[int, tuple[Facts, Spot]], hinted: set[int]) -> list[str]:
    if number not in known:
        return [f"{name}: nothing is held of it"]
    facts, spot = known[number]
    if facts.id != name:
        return [f"{name}: what is held is {facts.id}'s"]
    kept = known.get(spot.kept)
    if kept is None or kept[1].kept != spot.kept or kept[1].story != spot.story:
        return [f"{name}: what is kept for it is not kept, or is of another story"]
    return [f"{name}: nothing would find it"] if facts.size and number not in hinted else []
