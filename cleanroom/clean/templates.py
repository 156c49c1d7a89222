"""Lines that recur over different stories of one source are furniture: learnt in a pass over the input, then known.

A line is compared by its words, numbers masked: "12 Comments" is "0 comments". Copies of a story count once:
documents that share much of their wording, less what many of the source's documents share, are one story. Nothing
here depends on the order of the documents.
"""

from __future__ import annotations

import hashlib
import heapq
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from zlib import crc32

from cleanroom.clean.rules.engine import Hit
from cleanroom.clean.rules.rule import Rule
from cleanroom.clean.segment import KEY_CHARS, View, tokens_of
from cleanroom.clean.units import units
from cleanroom.config import TemplateConfig
from cleanroom.records import Page, Raw
from cleanroom.text import host

#: odd numbers that make one of the hashes of a piece of three words: pairs confuse topics, longer ones lose misread
#: copies
_MIX = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)
#: words of a line that tells something of the story; menus have shorter ones
_WORDING_WORDS = 5
#: documents of a source in which furniture has much weight: a piece of wording that n stories have counts 1 / n
_FEW = 24
#: share of such a document's wording that must be left without the short lines that recur, for the rest to stand for it
_TOLD_SHARE = 0.5
#: words of a heading that most stories of a source have, at most ("Ingredients", "What happens next"): a longer line is
#: a plug; and the share and number of stories that are most
_HEADING_WORDS, _MOST_SHARE, _MOST_STORIES = 4, 0.5, 5
#: bytes of a line's hash: two of a million lines collide with a chance of 1 in 40 million
_HASH_BYTES = 8


def source_of(raw: Raw, page: Page) -> str:
    """Whose furniture a document wears: its own `source`, else the host of its address, else a file's folder."""
    named = raw.fields.get("source")
    if isinstance(named, str) and named.strip():
        return named.strip()
    if address := host(page.url):
        return address
    return PurePath(raw.source).parent.as_posix() if raw.whole and raw.source != "-" else ""


@dataclass(frozen=True)
class Furniture:
    """The recurring lines of one source: the words of a line -> in how many of its stories it stands."""

    source: str
    stories: int
    lines: Mapping[str, int]
    config: TemplateConfig = field(default_factory=TemplateConfig)

    @cached_property
    def rule(self) -> Rule:
        """What its verdicts are signed with."""
        why = f"It recurs over different stories of {self.source}."
        return Rule(f"template.{self.source}", "template", why, (), ())

    def hits(self, lines: Sequence[View], known: Sequence[Sequence[Hit]]) -> Iterator[tuple[Hit, ...]]:
        """What the rules said of each line, with the verdict on it if it is a template.

        A line that a rule is sure of keeps the rule's kind. A short line between two paragraphs may be a heading.
        """
        counts = [self.lines.get(line.key, 0) for line in lines]
        text = [line.prose and not count for line, count in zip(lines, counts, strict=True)]
        for index, (line, count, said) in enumerate(zip(lines, counts, known, strict=True)):
            surest = max((hit.confidence for hit in said if hit.rule.part == "line"), default=0.0)
            if not count or surest >= self.config.rule_goes_first:
                yield tuple(said)
                continue
            confidence = self.confidence(count)
            between = not line.prose and any(text[index - 1 : index]) and any(text[index + 1 : index + 2])
            if between and self.may_be_heading(line, count):
                confidence = min(confidence, self.config.between_paragraphs)
            where = f"stands in {count:,} of {self.stories:,} stories of {self.source}"
            yield (*said, Hit(self.rule, line.start, line.end, confidence, where))

    def may_be_heading(self, line: View, count: int) -> bool:
        """Whether a line between paragraphs, in so many stories, may be one: those of most stories are of few words."""
        most = count >= max(_MOST_STORIES, _MOST_SHARE * self.stories)
        return not most or line.words <= _HEADING_WORDS

    def confidence(self, count: int) -> float:
        """The belief that a line in so many stories is furniture."""
        surest = 1.0 - self.config.doubt / count
        return round(surest if count >= self.config.common_share * self.stories else min(surest, self.config.rare), 3)


@dataclass(frozen=True)
class Profile:
    """What is known of sources. `by_default` is whose furniture a document of no known source is held against."""

    sources: Mapping[str, Furniture] = field(default_factory=dict)
    by_default: str = ""

    def of(self, raw: Raw, page: Page) -> Furniture | None:
        """The furniture that a document may wear."""
        source = source_of(raw, page)
        weak = not source or (raw.whole and not page.url)  # a folder's name says little
        return self.sources.get(source) or (self.sources.get(self.by_default) if weak else None)

    @property
    def size(self) -> int:
        """How many lines are known."""
        return sum(len(furniture.lines) for furniture in self.sources.values())


@dataclass(frozen=True, slots=True)
class _Seen:
    """A document as hashes: its lines, and its wording, sampled."""

    lines: array[int]
    prose: frozenset[int]  # those of the lines that are prose
    wording: tuple[int, ...]


class Learner:
    """Sees documents one by one, and says what recurs. Holds hashes; of a large source a sample of documents."""

    def __init__(self, config: TemplateConfig | None = None) -> None:
        self.config = config or TemplateConfig()
        self._sources: dict[str, _Source] = {}

    def see(self, raw: Raw, page: Page) -> None:
        """Take note of a document."""
        source = source_of(raw, page)
        if source:
            held = self._sources.setdefault(source, _Source(self.config))
            held.see(page.text)

    def profile(self) -> Profile:
        """The furniture of all sources that have any."""
        found = {name: source.furniture(name) for name, source in sorted(self._sources.items())}
        return Profile({name: furniture for name, furniture in found.items() if furniture.lines})


class _Source:
    """The documents of one source: of all different ones, those whose content hashes lowest."""

    def __init__(self, config: TemplateConfig) -> None:
        self.config = config
        self._held: dict[int, _Seen] = {}
        self._highest: list[int] = []  # a heap of the held documents' negated hashes
        self._words: dict[int, str] = {}  # hash of a line -> its words, from the second time on that it is seen

    def see(self, text: str) -> None:
        digest = _hash(text)
        full = len(self._held) >= self.config.source_documents
        if digest in self._held or (full and digest > -self._highest[0]):
            return
        if full:
            del self._held[-heapq.heappop(self._highest)]
        lines = _capped(units(text), self.config.document_lines)
        keys = {_hash(line.key): line for line in lines if any(map(str.isalpha, line.key))}
        for number, line in keys.items():
            self._words[number] = line.key if number in self._words else ""
        prose = frozenset(number for number, line in keys.items() if line.prose)
        self._held[digest] = _Seen(array("Q", sorted(keys)), prose, _wording(lines, self.config))
        heapq.heappush(self._highest, -digest)
        if len(self._words) > 2 * self.config.source_documents * self.config.document_lines:
            here = {number for seen in self._held.values() for number in seen.lines}
            self._words = {number: words for number, words in self._words.items() if number in here}

    def furniture(self, name: str) -> Furniture:
        """What stands in enough different stories."""
        documents = [seen for _, seen in sorted(self._held.items()) if seen.wording]
        stories = _stories(self._told(documents), self.config)
        places: dict[int, set[int]] = defaultdict(set)
        prose: set[int] = set()
        for seen, story in zip(documents, stories, strict=True):
            prose |= seen.prose
            for number in seen.lines:
                places[number].add(story)
        total = len(set(stories))
        lines = {
            self._words[number]: len(found)
            for number, found in places.items()
            if len(found) >= self._least(number in prose, total)
        }
        return Furniture(name, total, dict(sorted(lines.items())), self.config)

    def _told(self, documents: Sequence[_Seen]) -> list[tuple[int, ...]]:
        """The wording of each document; of a few without that of lines which recur and are no prose, where enough is
        left: short stories in much furniture are no copies of each other. Copies share their prose."""
        if len(documents) > _FEW:
            return [seen.wording for seen in documents]
        places = Counter(number for seen in documents for number in seen.lines)
        prose = frozenset[int]().union(*[seen.prose for seen in documents])
        recur = [self._words[n] for n, count in places.items() if count >= self.config.stories and n not in prose]
        known = {piece for words in recur for piece in _pieces(words.split())}
        told = [tuple([piece for piece in seen.wording if piece not in known]) for seen in documents]
        return [
            rest if len(rest) >= _TOLD_SHARE * len(seen.wording) else seen.wording
            for seen, rest in zip(documents, told, strict=True)
        ]

    def _least(self, prose: bool, stories: int) -> float:
        if prose:
            return max(self.config.prose_stories, self.config.prose_share * stories)
        return max(self.config.stories, self.config.share * stories)


def _capped(lines: Sequence[View], most: int) -> Sequence[View]:
    """The lines at both ends: furniture stands there."""
    return lines if len(lines) <= most else [*lines[: most // 2], *lines[-(most // 2) :]]


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_HASH_BYTES).digest())


def _wording(lines: Iterable[View], config: TemplateConfig) -> tuple[int, ...]:
    """A sample of the pieces of wording in a document's longer lines; across lines, for texts may be wrapped."""
    longer = [line for line in lines if line.words >= _WORDING_WORDS]
    words = [word for line in longer for word in _words(line)]
    if sum(line.words for line in longer) > 2 * len(words):  # a script without blanks: its characters are its words
        words = list("".join(words))
    return tuple(sorted(piece for piece in _pieces(words) if piece % config.sample_modulo == 0)[: config.sample_most])


def _pieces(words: Sequence[str]) -> set[int]:
    """Hashes of every three words in a row."""
    code = {word: crc32(word.encode("utf-8", "surrogatepass")) for word in set(words)}
    codes = [code[word] for word in words]
    return {
        (one * _MIX[0] + two * _MIX[1] + three * _MIX[2]) >> 16 & 0xFFFFFFFF
        for one, two, three in zip(codes, codes[1:], codes[2:], strict=False)
    }


def _words(line: View) -> tuple[str, ...]:
    return line.tokens if len(line.text) <= KEY_CHARS else tokens_of(line.text)


def _stories(documents: Sequence[tuple[int, ...]], config: TemplateConfig) -> list[int]:
    """The number of each document's story, by its wording: that of a fuller document that has much of it.

    What many stories share says little about any, so a piece of wording counts less the more of them have it. At first
    every document is taken for a story; with those found documents are compared again.
    """
    story = list(range(len(documents)))
    for _ in range(config.rounds):
        places: dict[int, set[int]] = defaultdict(set)
        for number, wording in enumerate(documents):
            for piece in wording:
                places[piece].add(story[number])
        weight = {piece: 1.0 / len(found) for piece, found in places.items()}
        story = _led(documents, weight, config.same_story)
    return story


def _led(documents: Sequence[tuple[int, ...]], weight: Mapping[int, float], same: float) -> list[int]:
    """Documents, fullest first, join the one that they share most with, or lead a story. No chains: every document
    was itself compared with the one that leads its story."""
    size = [sum(weight[piece] for piece in wording) for wording in documents]
    leaders: dict[int, list[int]] = defaultdict(list)  # piece -> leaders that have it
    story = list(range(len(documents)))
    for number in sorted(story, key=lambda n: (-size[n], n)):
        shared: dict[int, float] = defaultdict(float)
        for piece in documents[number]:
            for leader in leaders[piece]:
                shared[leader] += weight[piece]
        best = max(shared, key=lambda n: (shared[n], -n), default=number)
        if shared.get(best, 0.0) >= same * size[number]:
            story[number] = best
            continue
        for piece in documents[number]:
            leaders[piece].append(number)
    return story
