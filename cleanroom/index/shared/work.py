"""A batch of documents, from texts to a commit; texts that are only asked about; documents that go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup import fast
from cleanroom.dedup.canonical import moment
from cleanroom.dedup.fingerprint import Signatures
from cleanroom.dedup.held import Held as HeldTexts
from cleanroom.dedup.held import Left
from cleanroom.dedup.sketches import Sketches, nothing_sampled
from cleanroom.dedup.verify import SIDED, Comparisons
from cleanroom.dedup.words import Ints, offsets_of
from cleanroom.index.shared.held import Change, Facts, Held, Spot
from cleanroom.index.shared.hints import Hints, numbers_of
from cleanroom.index.shared.packing import packed_brief, packed_edges, short
from cleanroom.index.shared.region import Edges, Region, beside, decided, region
from cleanroom.index.shared.stories import with_stories
from cleanroom.index.sketching import Sketched, sketched
from cleanroom.kernels.packed import packed
from cleanroom.records import Clean
from cleanroom.store.rows import own_source


class Work:
    """What batches are done with. most: documents that are decided together at most."""

    def __init__(self, held: Held, hints: Hints, config: DedupConfig, most: int, pool: ThreadPoolExecutor) -> None:
        self.held, self.hints, self.config, self._most, self._pool = held, hints, config, most, pool

    def sketched(self, texts: Sequence[str]) -> Sketched:
        """Sketches of a batch of texts."""
        return sketched(packed(texts), self.config, self._pool)

    def facts(self, document: Clean, found: Sketched, row: int) -> Facts:
        """What is known of a document."""
        share = round(1 - len(document.text) / len(document.raw), 6) if document.raw else 0.0
        digest = "".join(f"{int(half):016x}" for half in found.digests[row])
        return Facts(
            document.id, document.title, document.date, document.url, own_source(document), moment(document.date),
            len(document.text), share, int(found.counts[row]), int(found.sizes[row]), digest,
        )  # fmt: skip

    def taking(
        self, numbers: Sequence[int], documents: Sequence[Clean], found: Sketched, replaced: Sequence[int]
    ) -> Change:
        """The change that takes documents, whose hints are there; others go for them (`replaced`)."""
        change = self.leaving(replaced) if replaced else Change()
        facts = [self.facts(document, found, row) for row, document in enumerate(documents)]
        for row, (number, document) in enumerate(zip(numbers, documents, strict=True)):
            change.new[number] = facts[row], document, packed_brief(found, row)
        compared = self._compared(numbers, found, set(replaced))
        change.edges.update(packed_edges(compared))
        self._decide(change, dict(zip(numbers, facts, strict=True)), ())
        return change

    def removing(self, numbers: Sequence[int]) -> Change:
        """The change that forgets documents for good; it tells what follows the canonical texts among them."""
        known, change = self.held.facts(numbers), self.leaving(numbers)
        kept = {now.story: number for number, (_, now) in change.spots.items() if now.kept == number}
        follows = {n: kept[s.story] for n, (_, s) in known.items() if s.kept == n and kept.get(s.story, n) not in known}
        names = {number: facts.id for number, (facts, _) in self.held.facts(follows.values()).items()}
        for number, now in follows.items():
            told = {"id": names[now], "before": known[number][0].id, "now": names[now]}
            change.log.append({"event": "canonical", "story": known[number][1].story, **told})
        return change

    def leaving(self, numbers: Sequence[int]) -> Change:
        """The change that forgets documents, and decides anew what was held together with them."""
        change = Change()
        known, edges = self.held.facts(numbers), self.held.edges(numbers)
        near = {other for others in edges.values() for other in others} - set(numbers)
        near |= {n for story in {spot.story for _, spot in known.values()} for n in self.held.story(story)} - set(
            numbers
        )
        for number, (facts, spot) in known.items():
            change.gone[number] = facts.id, set(edges.get(number, ())) - set(numbers)
            change.spots[number] = spot, spot
        if near:
            self._decide(change, {}, near)
        return change

    def _decide(self, change: Change, new: Mapping[int, Facts], begins: Collection[int]) -> None:
        """Put the places of new documents, and of what they touch, into a change."""
        found = region(self.held, new, change.edges, begins, (self._most, self.config))
        for number in change.gone:
            found.facts.pop(number, None)
            found.spots.pop(number, None)
        for number, (_, spot) in change.spots.items():  # decided before, where others go
            if number in found.spots:
                found.spots[number] = spot
        found.edges = {pair: held for pair, held in found.edges.items() if not change.gone.keys() & set(pair)}
        first = {number: was for number, (was, _) in change.spots.items()}
        lost = {spot.story for number, (_, spot) in change.spots.items() if number in change.gone}
        places = self._places(found, new, lost)
        with_stories(change, places, found.spots, found.facts, lambda names: self._births(change, names))
        for number in first.keys() & places.keys():
            change.spots[number] = first[number], change.spots[number][1]

    def _births(self, change: Change, names: Sequence[str]) -> dict[str, int]:
        """The founders of stories, also of those that the change founds."""
        return {**self.held.births(names), **{name: change.founded[name] for name in names if name in change.founded}}

    def _places(self, found: Region, new: Mapping[int, Facts], lost: Collection[str]) -> dict[int, Spot]:
        """The places of a region. In a crowd what is there stays, but for the stories that lost a document."""
        if not found.crowded:
            return decided(found.facts, found.edges, self.config)
        if not new:
            some = {number: found.facts[number] for number, spot in found.spots.items() if spot.story in lost}
            return decided(some, self.among(some), self.config)
        places = beside(found, new, self.config)
        joined = {spot.kept for spot in places.values()} & found.spots.keys()
        return {number: replace(found.spots[number], role="canonical") for number in joined} | places

    def among(self, numbers: Collection[int]) -> Edges:
        """The comparisons among some documents."""
        return {
            (one, other): packed
            for one, others in self.held.edges(numbers).items() for other, packed in others.items()
            if one < other and other in numbers
        }  # fmt: skip

    def _compared(self, numbers: Sequence[int], found: Sketched, without: set[int]) -> Comparisons:
        """New documents compared with each other and with those that are there."""
        place = {number: row for row, number in enumerate(numbers)}
        others = self.candidates(found, numbers)
        older = sorted({number for near in others for number in near} - place.keys() - without)
        texts = self.held.texts(older)
        older = [number for number in older if number in texts]
        more = self.sketched([texts[number] for number in older])
        place |= {number: row for row, number in enumerate(older, len(numbers))}
        pairs = {
            (min(mine, other), max(mine, other))
            for mine, near in zip(numbers, others, strict=True) for other in near if other in place and other != mine
        }  # fmt: skip
        every = [*numbers, *older]
        return _named(
            self.compare(found, more, [(place[a], place[b]) for a, b in sorted(pairs)]), np.array(every, np.int64)
        )

    def compare(self, found: Sketched, more: Sketched, pairs: Sequence[tuple[int, int]]) -> Comparisons:
        """Pairs of rows of both sets of sketches, one after the other, compared exactly."""
        words, flags = np.concatenate([found.words, more.words]), np.concatenate([found.flags, more.flags])
        counts, sizes = np.concatenate([found.counts, more.counts]), np.concatenate([found.sizes, more.sizes])
        rows, texts = np.arange(len(counts)), HeldTexts([Left(words, flags, offsets_of(counts))], [0])
        digests, signatures = np.empty((0, 2), np.uint64), np.empty((0, 0), np.uint32)
        sketches = Sketches(texts, counts, sizes, digests, signatures, rows, rows, nothing_sampled())
        return fast.verify(sketches, np.array(pairs, np.int64).reshape(-1, 2), self.config, self._pool)

    def candidates(self, found: Sketched, numbers: Sequence[int] = ()) -> list[list[int]]:
        """For each text the documents to compare it with; numbers: its own where it is new."""
        bands, samples = self.hints.of_bands(found), self.hints.of_samples(found)
        own = {number: packed_brief(found, row) for row, number in enumerate(numbers)}
        hinted = [numbers_of([bucket for near in bands for bucket in near]), *map(self._promising, samples)]
        briefs = {**self.held.briefs(set(np.unique(np.concatenate(hinted)).tolist()) - own.keys()), **own}
        return [
            sorted(
                self._by_bands(found.signatures[row], bands[row], briefs)
                | self._by_samples(found, row, samples[row], briefs)
            )
            for row in range(len(found.sizes))
        ]

    def _promising(self, buckets: Sequence[bytes]) -> Ints:
        """Of the buckets of a text those documents of which something has to be known: in enough of them, or in one
        so large that the longest are looked for.
        """
        numbers, hits = np.unique(numbers_of(buckets), return_counts=True)
        large = [bucket for bucket in buckets if len(bucket) > 4 * self.config.bucket_all_pairs]
        return np.concatenate([numbers[hits >= self.config.sample_hits], numbers_of(large)])

    def _by_bands(self, signature: Signatures, buckets: Sequence[bytes], briefs: Mapping[int, bytes]) -> set[int]:
        """Those that share a band, and whose signatures do not speak against it."""
        near = np.unique(self._looked_at(buckets, briefs)).tolist()
        near = [number for number in near if number in briefs]
        if not near:
            return set()
        theirs = np.frombuffer(b"".join(briefs[number][8:] for number in near), np.uint8).reshape(len(near), -1)
        enough = (theirs == short(signature)).mean(axis=1) >= self.config.estimate_floor * self.config.threshold
        return set(np.array(near)[enough].tolist())

    def _by_samples(self, found: Sketched, row: int, buckets: Sequence[bytes], briefs: Mapping[int, bytes]) -> set[int]:
        """Those that share so many sampled shingles that a part of the shorter text may be in both."""
        numbers, hits = np.unique(self._looked_at(buckets, briefs), return_counts=True)
        use = [place for place in np.flatnonzero(hits >= self.config.sample_hits) if int(numbers[place]) in briefs]
        numbers, hits = numbers[use], hits[use]
        theirs = np.array([int.from_bytes(briefs[number][4:8], "big") for number in numbers.tolist()], np.int64)
        least = self.config.sample_share * np.minimum(theirs, found.sampled_counts[row])
        return set(numbers[hits >= least].tolist())

    def _looked_at(self, buckets: Sequence[bytes], briefs: Mapping[int, bytes]) -> Ints:
        """The documents of buckets, end to end; of a large one the longest of those that are there."""
        most = self.config.bucket_all_pairs
        found = [numbers_of([bucket for bucket in buckets if len(bucket) <= 4 * most])]
        for bucket in buckets:
            if len(bucket) > 4 * most:
                near = [number for number in numbers_of([bucket]).tolist() if number in briefs]
                near.sort(key=lambda number: (-int.from_bytes(briefs[number][:4], "big"), number))
                found.append(np.array(near[:most], np.int64))
        return np.concatenate(found)


def _named(found: Comparisons, numbers: Ints) -> Comparisons:
    """Comparisons of rows as those of numbers; rows are in the order of their numbers within each half."""
    pairs = numbers[found.pairs]
    return found if not len(found) else Comparisons(pairs, *(getattr(found, name) for name in ("shared", *SIDED)))
