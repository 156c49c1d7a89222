"""Copies of what has passed before, one text at a time: `uniq` for stories. The first one of a story wins."""

from __future__ import annotations

from cleanroom.config import Config, DedupConfig
from cleanroom.dedup import deduplicate, policy_named
from cleanroom.dedup.fingerprint import fingerprint
from cleanroom.dedup.lsh import band_keys, bands_and_rows
from cleanroom.records import Document


class Deduplicator:
    """Remembers texts, and says of each new one whether it is a copy of one of them.

    Bands of its signature find candidates; each of them is compared with it exactly, by what `cleanroom dedup` uses.
    Texts that are no copies are held in memory. Passages that only lie within a longer text are not looked for.
    """

    def __init__(self, config: DedupConfig | Config | None = None) -> None:
        self._config = config.dedup if isinstance(config, Config) else config or DedupConfig()
        policy_named(self._config.canonical)
        self._shape = bands_and_rows(self._config.threshold, self._config.num_perm, self._config.candidate_recall)
        self._texts: list[str] = []
        self._ids: list[str] = []
        self._buckets: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, text: str, id: str | int = "") -> str | None:
        """Take a text. Gives the id of the one that it is a copy of, or None: then it is remembered.

        An id that is not given is the text's number among those remembered, from 0; a number is taken as its digits.
        Raises TypeError where the text is no str.
        """
        if not isinstance(text, str):
            raise TypeError(f"a text must be str, not {type(text).__name__}")
        keys = self._keys(text)
        near = dict.fromkeys(row for key in keys for row in self._buckets.get(key, ()))
        for row in near:
            if self._is_copy(self._texts[row], text):
                return self._ids[row]
        for key in keys:
            self._buckets.setdefault(key, []).append(len(self._ids))
        self._texts.append(text)
        self._ids.append(str(len(self._ids)) if id in {"", None} else str(id))
        return None

    def _keys(self, text: str) -> list[int]:
        found = fingerprint([text], self._config)
        if not found.offsets[1]:
            return []  # no words: like nothing
        bands, rows = self._shape
        return [int(band_keys(found.signatures, band, rows)[0]) for band in range(bands)]

    def _is_copy(self, one: str, other: str) -> bool:
        stories = deduplicate([Document("0", one), Document("1", other)], self._config)
        return all(member.role not in {"single", "excerpt"} for member in stories.members)
