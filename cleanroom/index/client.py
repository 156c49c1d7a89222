"""A client of the index service. It asks again where the service is busy or being restarted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlsplit

import orjson
import urllib3

from cleanroom.errors import UsageError
from cleanroom.records import Clean, Document, Match, Place

#: seconds to connect, and to wait for an answer: that of a large batch comes when it is on the disk
_CONNECT, _ANSWER = 5.0, 120.0
#: times that a request is made again, and the seconds before, doubled each time: half a minute in all, for a restart
_AGAIN, _PAUSE, _LONGEST = 8, 0.2, 10.0
#: documents of a request and characters of their texts: well within what the service takes
_DOCUMENTS, _CHARS = 1_000, 2_000_000
#: texts of a query
_TEXTS = 200


class Client:
    """The index at an address such as http://127.0.0.1:8765; a context manager, safe for threads.

    again: times that a request is made again while the service is busy or away.

    Every call may be made again without harm: what was taken is known, what was removed is not there. Calls raise
    UsageError where the service cannot be reached or refuses; the message says what to do.
    """

    def __init__(self, address: str, token: str = "", again: int = _AGAIN) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise UsageError(f"{address} is no address of a service; give one such as http://127.0.0.1:8765")
        self._address = address.rstrip("/")
        headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {token}"} if token else {})
        retries = urllib3.Retry(
            total=again, backoff_factor=_PAUSE, backoff_max=_LONGEST, status_forcelist=(429, 503),
            allowed_methods=None, redirect=False, raise_on_status=False,
        )  # fmt: skip
        timeout = urllib3.Timeout(connect=_CONNECT, read=_ANSWER)
        self._pool = urllib3.PoolManager(headers=headers, retries=retries, timeout=timeout, maxsize=16)

    def add(self, documents: Iterable[Clean | Document | Mapping[str, str]], replace: bool = False) -> list[Place]:
        """Take documents, in requests of a bearable size; gives the place of each, in the order given.

        A mapping has what the service takes: `id` and `text`, perhaps `title`, `date`, `source`, `url`.
        """
        places: list[Place] = []
        for part in _parts([_row(document) for document in documents]):
            found = self._ask("POST", "/documents", {"documents": part, "replace": replace})
            places += [Place(**row) for row in found["places"]]
        return places

    def query(self, texts: Sequence[str], limit: int = 0) -> list[tuple[Match, ...]]:
        """For each text the documents it is related to, best first (`limit` of them; 0: all); nothing is taken."""
        matches: list[tuple[Match, ...]] = []
        for start in range(0, len(texts), _TEXTS):
            found = self._ask("POST", "/query", {"texts": texts[start : start + _TEXTS], "limit": limit})
            matches += [tuple(Match(**row) for row in rows) for rows in found["matches"]]
        return matches

    def place(self, id: str) -> Place | None:
        """Where a document is; None where there is none of that id."""
        found = self._ask("GET", f"/documents/{quote(id, safe='')}", missing_ok=True)
        return Place(**found) if found else None

    def remove(self, ids: Sequence[str]) -> list[str]:
        """Forget documents; gives the ids that were there. One that is asked for again was there no more."""
        removed: list[str] = []
        for start in range(0, len(ids), _DOCUMENTS):
            removed += self._ask("POST", "/remove", {"ids": ids[start : start + _DOCUMENTS]})["ids"]
        return removed

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, method: str, path: str, body: Any = None, missing_ok: bool = False) -> Any:
        try:
            answer = self._pool.request(
                method, f"{self._address}{path}", body=None if body is None else orjson.dumps(body)
            )
        except urllib3.exceptions.HTTPError as error:
            why = getattr(error, "reason", None) or error
            raise UsageError(
                f"{self._address} cannot be asked ({why}): start it with `cleanroom index serve` or correct the address"
            ) from None
        if answer.status == 404 and missing_ok:
            return None
        if answer.status != 200:
            raise UsageError(f"{self._address} refused ({answer.status}): {_reason(answer.data)}")
        return orjson.loads(answer.data)


def _row(document: Clean | Document | Mapping[str, str]) -> dict[str, str]:
    if isinstance(document, Mapping):
        return dict(document)
    own = document.fields.get("source") if isinstance(document, Clean) else ""
    row = {"id": document.id, "text": document.text, "title": document.title, "date": document.date}
    row["source"] = own if isinstance(own, str) and own else document.source
    return row | ({"url": document.url} if isinstance(document, Clean) else {})


def _parts(rows: list[dict[str, str]]) -> Iterable[list[dict[str, str]]]:
    """Rows in groups that one request takes."""
    part: list[dict[str, str]] = []
    chars = 0
    for row in rows:
        if part and (len(part) >= _DOCUMENTS or chars + len(row.get("text", "")) > _CHARS):
            yield part
            part, chars = [], 0
        part.append(row)
        chars += len(row.get("text", ""))
    if part:
        yield part


def _reason(body: bytes) -> str:
    try:
        return str(orjson.loads(body)["error"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return body[:200].decode("utf-8", "replace") or "no reason given"
