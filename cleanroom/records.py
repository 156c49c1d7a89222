"""The nouns, in order of appearance. Every record is frozen; stages make new ones.

Offsets are characters (Python `str` indices) of the text named, start inclusive, end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

Form = Literal["text", "html"]
#: what a document was before cleaning: a whole page as text, a text something extracted, or HTML
InputKind = Literal["page_dump", "scraped", "html"]
Relation = Literal["copy", "update", "excerpt", "different"]
Role = Literal["canonical", "copy", "update", "excerpt", "single"]

#: why a record is in rejects.jsonl
REJECT_CODES: Mapping[str, str] = MappingProxyType(
    {
        "empty": "nothing but white space, or no bytes at all",
        "binary": "bytes that are no text in any encoding",
        "encoding": "bytes that could not be decoded",
        "compressed": "a compressed stream that is truncated or corrupt",
        "json": "a line that is not valid JSON",
        "not_object": "a JSON line that is no object",
        "no_text": "a record without a text field, or with one that is no string",
        "no_content": "HTML in which no text was found",
        "duplicate_id": "an id that an earlier record has",
        "id_conflict": "an id that the index (`--index`) has with another text",
        "too_large": "a record above the size limit",
        "unreadable": "a file that could not be opened or read",
        "run_folder": "the folder of a finished run within the input, which is passed over",
        "csv": "a row that does not fit the header",
        "parquet": "a Parquet file that could not be read",
        "warc": "a WARC record that could not be read",
        "failed": "a record on which cleaning failed; the message names the error",
        "timeout": "a record on which cleaning took longer than --timeout allows",
        "crashed": "a record on which the process that cleaned it died, twice",
        "memory": "a record for which there was not enough memory",
    }
)


@dataclass(frozen=True, slots=True)
class Raw:
    """One record as it was read: `content` is decoded text, plain or HTML."""

    id: str
    content: str
    form: Form = "text"
    source: str = "-"  # the file it came from, or "-" for standard input
    position: int = 1  # its number in that file, from 1
    whole: bool = False  # the file is this one document
    url: str = ""
    date: str = ""
    title: str = ""
    author: str = ""
    lang: str = ""
    notes: tuple[str, ...] = ()  # what had to be guessed, such as the encoding
    fields: Mapping[str, Any] = field(default_factory=dict, hash=False)  # the record's own other fields


@dataclass(frozen=True, slots=True)
class Lines:
    """Whole lines of one file of JSON that nobody has taken apart yet, so that another process can."""

    source: str
    position: int  # the number of the first one, from 1
    data: bytes

    def __len__(self) -> int:
        return self.data.count(b"\n") + (not self.data.endswith(b"\n"))


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not be used, and why (`code` from REJECT_CODES)."""

    source: str
    position: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Page:
    """The text to judge and what is known about it. For HTML `text` is what was extracted."""

    text: str
    form: Form = "text"
    title: str = ""
    date: str = ""
    author: str = ""
    site: str = ""
    url: str = ""
    lang: str = ""
    captions: tuple[str, ...] = ()  # of its pictures, as its markup calls them


@dataclass(frozen=True, slots=True)
class Verdict:
    """A span of the text that something says is junk or a stream: tagged, not cut."""

    start: int
    end: int
    kind: str  # a code of clean.kinds
    rule: str  # code of the rule or model that decided
    confidence: float  # 0 to 1
    value: str = ""  # what a stream makes of it: the ISO date, the source's name


@dataclass(frozen=True, slots=True)
class Removal:
    """A cut: raw[start:end] is not in the clean text. Removals are sorted and do not overlap."""

    start: int
    end: int
    kind: str
    rule: str
    confidence: float
    text: str


@dataclass(frozen=True, slots=True)
class Clean:
    """A cleaned document. `text` is `raw` less the removals: the two tile `raw` exactly."""

    id: str
    text: str
    raw: str  # the text that the offsets refer to; for HTML the extracted text
    removed: tuple[Removal, ...] = ()
    title: str = ""
    date: str = ""  # ISO 8601, or as the record gave it
    author: str = ""
    url: str = ""
    source: str = ""  # who published it first, or the site
    lang: str = ""
    comments: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    kind_of_input: InputKind = "scraped"
    whole: bool = False  # the only document of its file
    notes: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Document:
    """What deduplication needs to know of a text: never its position, always its id."""

    id: str
    text: str
    title: str = ""
    date: str = ""
    source: str = ""
    removed_share: float = 0.0  # of the raw characters: how much cleaning had to cut (0 to 1)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents compared exactly on their shingle sets; a < b."""

    a: str
    b: str
    jaccard: float
    a_in_b: float  # containment: share of a's shingles that b has
    b_in_a: float
    relation: Relation


@dataclass(frozen=True, slots=True)
class Member:
    """The place of one input document in the stories. `kept` is the id of the text that stands for it.

    jaccard and containment (share of this text found in the kept one) are against `kept`.
    """

    id: str
    story: str
    role: Role
    kept: str
    jaccard: float
    containment: float
    length: int  # characters of the clean text


#: what became of a document that was given to an index: it is the first of a story, joined one, quotes one; it was
#: there already; its id is taken by another text
Outcome = Literal["founded", "joined", "excerpt", "known", "conflict"]


@dataclass(frozen=True, slots=True)
class Match:
    """A document of an index that a text was compared with, exactly; the text is side a."""

    id: str
    relation: Relation
    jaccard: float
    a_in_b: float  # containment: share of the text's shingles that the match has
    b_in_a: float
    story: str
    canonical: str  # id of the text that stands for the story


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document is in an index: its story, and `kept`, the text that stands for it, and the scores."""

    id: str
    outcome: Outcome
    story: str
    role: Role
    kept: str
    jaccard: float
    containment: float  # share of this text found in the kept one
