"""The index service: what it answers, whom it refuses and at what cost, and how it ends."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest
from news_texts import BRIDGE, COPY, SCHOOL
from running import PATIENCE, cleanroom
from serving import Service, document, serving

from cleanroom.index import open_store
from cleanroom.index.service.guard import Guard
from cleanroom.tuning import ServiceConfig

pytestmark = pytest.mark.xdist_group("index_service")
TOKEN = "a-secret-of-the-test"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service for this machine, without a token, with two documents."""
    with serving(tmp_path_factory.mktemp("service") / "idx") as running:
        status, _, _ = running.ask("POST", "/documents", {"documents": [document("b", BRIDGE), document("s", SCHOOL)]})
        assert status == 200
        yield running


def counted(service: Service, name: str) -> float:
    """A figure of /metrics."""
    _, text, headers = service.ask("GET", "/metrics")
    assert headers["content-type"].startswith("text/plain")
    (line,) = [line for line in text.splitlines() if line.startswith(f"{name} ")]
    return float(line.rpartition(" ")[2])


def test_documents_are_taken_asked_for_and_forgotten(service: Service) -> None:
    """A copy joins its story, a query finds both, a document is where it is until it is removed."""
    url = "http://example.org/a?b=c&d=e/f%20g"
    status, answer, _ = service.ask("POST", "/documents", {"documents": [document(url, COPY)]})
    assert status == 200
    (place,) = answer["places"]
    assert (place["outcome"], place["story"], place["kept"]) == ("joined", "b", "b")
    matches = service.ask("POST", "/query", {"texts": [COPY, SCHOOL], "limit": 5})[1]["matches"]
    assert [[match["id"] for match in found] for found in matches] == [[url, "b"], ["s"]]
    path = "/documents/http%3A%2F%2Fexample.org%2Fa%3Fb%3Dc%26d%3De%2Ff%2520g"
    assert service.ask("GET", path)[1]["story"] == "b"
    assert service.ask("DELETE", path)[:2] == (200, {"ids": [url]})
    assert service.ask("DELETE", path)[0] == service.ask("GET", path)[0] == 404
    assert service.ask("POST", "/remove", {"ids": [url, "nobody"]})[:2] == (200, {"ids": []})


def test_taking_again_changes_nothing(service: Service) -> None:
    """A document sent again is known; another text under its id is a conflict, also within one request."""
    sent = [document("b", BRIDGE), document("s", BRIDGE), document("b", SCHOOL)]
    answer = service.ask("POST", "/documents", {"documents": sent})[1]
    assert [place["outcome"] for place in answer["places"]] == ["known", "conflict", "conflict"]
    assert counted(service, "cleanroom_documents") == 2


@pytest.mark.parametrize(
    ("status", "method", "path", "body", "headers"),
    [
        (400, "POST", "/documents", b"{", {}),
        (400, "POST", "/documents", b"\xff\xfe", {}),
        (400, "POST", "/documents", b"[" * 200_000, {}),
        (400, "POST", "/documents", {"documents": []}, {}),
        (400, "POST", "/documents", {"documents": [{"id": "x"}]}, {}),
        (400, "POST", "/documents", {"documents": [{"id": "x", "text": ""}]}, {}),
        (400, "POST", "/documents", {"documents": [{"id": "x", "text": " \n"}]}, {}),
        (400, "POST", "/documents", {"documents": [{"id": "", "text": "x"}]}, {}),
        (400, "POST", "/documents", {"documents": [{"id": "x", "text": "x", "txet": "x"}]}, {}),
        (400, "POST", "/documents", b'{"documents": [{"id": "\\ud800", "text": "x"}]}', {}),
        (400, "POST", "/query", {"texts": ["x"], "limit": -1}, {}),
        (400, "POST", "/query", {"texts": ["x"] * 1001}, {}),
        (403, "POST", "/query", {"texts": ["x"]}, {"Origin": "http://example.org"}),
        (403, "GET", "/health", None, {"Sec-Fetch-Site": "cross-site"}),
        (404, "GET", "/nothing", None, {}),
        (404, "DELETE", "/documents/", None, {}),
        (405, "PUT", "/documents", {}, {}),
        (413, "POST", "/documents", b" " * 16_000_001, {}),
        (415, "POST", "/documents", {"documents": []}, {"Content-Type": "text/plain"}),
        (421, "GET", "/health", None, {"Host": "example.org"}),
    ],
)  # fmt: skip
def test_a_wrong_request_is_refused(  # noqa: PLR0913, PLR0917 - a table
    service: Service, status: int, method: str, path: str, body: object, headers: dict[str, str]
) -> None:
    """Whatever is malformed, too large or from elsewhere gets its status and a line that says why; nothing changes."""
    found, answer, _ = service.ask(method, path, body, headers)
    assert found == status
    assert list(answer) == ["error"]
    assert len(answer["error"].splitlines()) == 1
    assert counted(service, "cleanroom_documents") == 2


def raw(service: Service, data: bytes, seconds: float = PATIENCE) -> bytes:
    """What the service answers to these bytes until it hangs up."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=seconds) as connection:
        connection.sendall(data)
        answer = b""
        while part := connection.recv(65_536):
            answer += part
        return answer


def test_who_is_slow_is_hung_up_on(service: Service) -> None:
    """A head that does not arrive in time gets 408; whoever else asks is answered meanwhile."""
    found: list[bytes] = []
    head = f"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\n".encode()
    waiting = threading.Thread(target=lambda: found.append(raw(service, head)))
    waiting.start()
    assert service.ask("GET", "/health")[:2] == (200, {"status": "ok"})
    waiting.join()
    assert found[0].startswith(b"HTTP/1.1 408 ")


def test_a_slow_body_is_not_waited_for() -> None:
    """A body that does not arrive in time gets 408 and is let go of; the service behind it is never asked."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b" ", "more_body": True}

    async def never(*_: Any) -> None:
        raise AssertionError

    guard = Guard(never, "", 80, ServiceConfig(body_seconds=0.1, dropping_seconds=0.1))
    scope = {"type": "http", "method": "POST", "path": "/query", "headers": [(b"host", b"localhost:80")]}
    asyncio.run(guard(scope, receive, send))
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]
    guard.hold(ServiceConfig().held_bytes)  # nothing of it is held any more


def test_a_body_of_unknown_length_is_bounded(service: Service) -> None:
    """A body in chunks is refused as soon as it is too large; the rest is not waited for."""
    head = (
        f"POST /documents HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\n\r\n"
    ).encode()
    chunk = b"%x\r\n%s\r\n" % (1 << 20, b" " * (1 << 20))
    with socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE) as connection:
        connection.sendall(head)
        with pytest.raises(OSError):  # it hangs up while more is sent
            for _ in range(200):
                connection.sendall(chunk)
    assert service.ask("GET", "/health")[0] == 200


def test_others_need_the_token(tmp_path: Path) -> None:
    """Beyond this machine there is no service without a token; with one, it is asked for everywhere but for health."""
    refused = cleanroom("index", "create", str(tmp_path / "idx"))
    refused = cleanroom("index", "serve", str(tmp_path / "idx"), "--host", "0.0.0.0")
    assert refused.code == 2
    assert "--token-file" in refused.err
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    with serving(tmp_path / "idx", "--host", "0.0.0.0", "--token-file", str(tmp_path / "token")) as service:
        for header in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}, {"Authorization": "Bearer é"}):
            status, answer, headers = service.ask("POST", "/query", {"texts": ["x"]}, header)
            assert (status, headers["www-authenticate"].split()[0]) == (401, "Bearer"), answer
        assert service.ask("GET", "/metrics")[0] == 401
        assert service.ask("GET", "/health")[0] == 200
        assert service.ask("POST", "/query", {"texts": ["x"]}, {"Authorization": f"Bearer {TOKEN}"})[0] == 200


def test_what_is_accepted_is_taken_when_it_is_stopped(tmp_path: Path) -> None:
    """SIGTERM while clients add: it ends with 0, and every document that was acknowledged is in the index."""
    known: list[str] = []
    with serving(tmp_path / "idx") as service:

        def send(number: int) -> None:
            for part in range(1000):
                name = f"{number}-{part}"
                try:
                    status, _, _ = service.ask(
                        "POST", "/documents", {"documents": [document(name, f"{SCHOOL} {name}")]}
                    )
                except (OSError, HTTPException):  # it is gone, or goes amid its answer
                    return
                if status != 200:
                    return
                known.append(name)

        threads = [threading.Thread(target=send, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        while len(known) < 20:
            threads[0].join(0.01)
        code, said = service.stop()
        for thread in threads:
            thread.join()
    assert code == 0, said
    with open_store(tmp_path / "idx") as store:
        assert store.verify() == []
        assert [name for name in known if store.place(name) is None] == []


def test_requests_that_wait_are_taken_together(service: Service) -> None:
    """Clients that add at once all get their own places, and one that cannot be taken spoils no other's."""
    places: dict[int, str] = {}

    def send(number: int) -> None:
        answer = service.ask("POST", "/documents", {"documents": [document(f"t{number}", f"word{number} " * 9)]})[1]
        places[number] = answer["places"][0]["id"]

    threads = [threading.Thread(target=send, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert places == {number: f"t{number}" for number in range(24)}
    assert len(service.ask("POST", "/remove", {"ids": list(places.values())})[1]["ids"]) == 24
