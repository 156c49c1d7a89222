"""Made-up documents with copies, edited copies, excerpts and later versions, and what an index says of them."""

from __future__ import annotations

import random

from cleanroom.index import Store
from cleanroom.records import Clean

_WORDS = """council bridge river harbour school teacher winter budget letter station museum garden market village
doctor hospital engine captain island weather theatre poem lantern orchard quarry railway signal tunnel valley
workshop yard zone bakery chapel depot estate ferry glacier hamlet inlet junction kiosk ledger meadow""".split()


def documents(count: int, seed: int = 1) -> list[Clean]:
    """Texts of 120 words; two in five are related to an earlier one: equal, edited, longer, cut, or quoting it."""
    draw = random.Random(seed)
    texts: list[list[str]] = []
    for _ in range(count):
        words = [f"{draw.choice(_WORDS)}{draw.randrange(30)}" for _ in range(120)]
        kind = draw.randrange(12) if texts else 11
        if kind < 5:
            old = draw.choice(texts)
            words = [
                old, [word if draw.random() > 0.05 else "other" for word in old], old + words[:40],
                old[: len(old) // 2],
                words[:60] + old[20:70] + words[60:],
            ][kind]  # fmt: skip
        texts.append(words)
    return [
        Clean(f"d{number:04d}", " ".join(words), " ".join(words), date=f"2024-05-{1 + number % 28:02d}")
        for number, words in enumerate(texts)
    ]


def answers(store: Store, texts: list[Clean]) -> dict[str, tuple[str, str, frozenset[str]]]:
    """For each document the kept text, its role, and the documents of its story."""
    found = {}
    for text in texts:
        place = store.place(text.id)
        if place:
            members = frozenset(member.id for member in store.story(place.story))
            assert text.id in members
            found[text.id] = (place.kept, place.role, members)
    return found
