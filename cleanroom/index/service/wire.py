"""What requests and answers hold. One set of types decodes, checks and describes them (JSON, UTF-8)."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

from cleanroom.clean import take_record
from cleanroom.errors import CleanroomError
from cleanroom.records import Clean, Match, Place, Raw
from cleanroom.tuning import ServiceConfig

LIMITS = ServiceConfig()

Id = Annotated[str, Meta(min_length=1, max_length=LIMITS.id_chars, description="The document's name for ever.")]


class RefusalError(CleanroomError):
    """A request that is answered with a status of 400 to 503 and a message."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.headers = status, headers or {}


class BusyError(RefusalError):
    """A request that may come again in a moment: 429 where the client is too fast, 503 where all are."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, message, {"retry-after": str(LIMITS.retry_seconds)})


class NewDocument(Struct, forbid_unknown_fields=True):
    """A clean text to take."""

    id: Id
    text: Annotated[str, Meta(pattern=r"\S", description="More than white space.")]
    title: str = ""
    date: Annotated[str, Meta(description="ISO 8601; anything else is no date.")] = ""
    url: str = ""
    source: Annotated[str, Meta(description="Who published it; else the host of url.")] = ""


class Add(Struct, forbid_unknown_fields=True):
    """Documents to take. One whose id is there with another text is a conflict, unless `replace` is true."""

    documents: Annotated[list[NewDocument], Meta(min_length=1, max_length=LIMITS.request_documents)]
    replace: bool = False


class Added(Struct):
    """The place of each document, in the order given. All are on the disk."""

    places: list[Place]


class Query(Struct, forbid_unknown_fields=True):
    """Texts to compare with all documents; nothing is taken."""

    texts: Annotated[list[str], Meta(min_length=1, max_length=LIMITS.request_texts)]
    # a whole number: to JSON Schema 5.0 is one, to the decoder it is none
    limit: Annotated[float, Meta(ge=0, le=1e6, multiple_of=1, description="Matches of each text at most; 0: all.")] = 0


class Found(Struct):
    """For each text the documents it is related to, best first; the text is side a."""

    matches: list[list[Match]]


class Remove(Struct, forbid_unknown_fields=True):
    """Documents to forget, by their ids."""

    ids: Annotated[list[Id], Meta(min_length=1, max_length=LIMITS.request_documents)]


class Removed(Struct):
    """The ids that were there."""

    ids: list[str]


class Health(Struct):
    """The service answers."""

    status: str


class Problem(Struct):
    """Why a request was refused, and what to do."""

    error: str


Wanted = TypeVar("Wanted", bound=Struct)


def decode(body: bytes, wanted: type[Wanted]) -> Wanted:
    """A request. Raises RefusalError (400) for what is no JSON or does not fit."""
    try:
        return msgspec.json.decode(body, type=wanted)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RefusalError(400, f"the body does not fit: {error}") from None


def encode(answer: Any) -> bytes:
    """An answer."""
    return msgspec.json.encode(answer)


def clean_of(document: NewDocument) -> Clean:
    """A document as the index takes it."""
    own = {"source": document.source} if document.source else {}
    return take_record(
        Raw(document.id, document.text, url=document.url, date=document.date, title=document.title, fields=own)
    )
