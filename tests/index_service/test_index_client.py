"""The client of the service, and the Scrapy pipeline on top of it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from news_texts import BRIDGE, COPY, SCHOOL
from running import PATIENCE, environment
from serving import Service, serving

from cleanroom.errors import UsageError
from cleanroom.index.client import Client
from cleanroom.records import Clean, Document

pytestmark = pytest.mark.xdist_group("index_service")
TOKEN = "a-token-of-the-test"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that asks for a token."""
    with serving(tmp_path_factory.mktemp("client") / "idx", CLEANROOM_TOKEN=TOKEN) as running:
        yield running


def test_a_client_speaks_as_a_store_does(service: Service) -> None:
    """Add, query, place and remove give the records that an open index gives, for thousands of documents too."""
    with Client(service.address, TOKEN) as index:
        places = index.add([Clean("b", BRIDGE, BRIDGE, url="http://a.org/1"), Document("c", COPY, date="2026-01-02")])
        assert [place.id for place in places] == ["b", "c"]
        assert places[1].jaccard > 0.8
        assert [place.id for place in index.add([{"id": "d", "text": "the ferry is late", "source": "b.org"}])] == ["d"]
        many = [Document(f"n{number}", f"number {number}") for number in range(1001)]
        assert [place.id for place in index.add(many)] == [document.id for document in many]
        found = index.query([COPY] * 201, limit=1)
        assert [len(matches) for matches in found] == [1] * 201
        assert (found[0][0].id, found[0][0].relation, found[0][0].jaccard) == ("c", "copy", 1.0)
        place = index.place("http://nobody")
        assert place is None
        assert index.remove(["c", "nobody", *(document.id for document in many)])[0] == "c"
        assert index.place("c") is None


def test_a_wrong_token_and_a_wrong_address_are_told(service: Service, unused_port: int) -> None:
    """Who cannot be let in or finds nobody gets one line with the remedy."""
    with Client(service.address, "wrong") as index, pytest.raises(UsageError, match=r"401.*token"):
        index.query(["x"])
    with pytest.raises(UsageError, match="no address"):
        Client("127.0.0.1:8765")
    nobody = Client(f"http://127.0.0.1:{unused_port}", again=1)
    with nobody, pytest.raises(UsageError, match="cleanroom index serve"):
        nobody.query(["x"])


@pytest.fixture
def unused_port() -> Iterator[int]:
    """A port on which nobody answers: it is taken, so that nobody else gets it meanwhile, but not listened at."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def test_a_busy_service_is_asked_again() -> None:
    """429 and 503 are waited out, as long as the service says; then the answer comes."""
    statuses = [429, 503, 200]
    bodies: list[bytes] = []

    class Busy(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            answer = b'{"matches": [[]]}'
            self.send_response(statuses.pop(0))
            self.send_header("Retry-After", "0")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Busy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with Client(f"http://127.0.0.1:{server.server_port}") as index:
            assert index.query(["x"]) == [()]
        server.shutdown()
    assert bodies == [b'{"texts":["x"],"limit":0}'] * 3


def crawl(index: str, items: list[dict[str, str]], tmp_path: Path) -> list[str]:
    """The urls of the items that a spider's pipeline lets through."""
    code = f"""
import json, sys
import scrapy
from scrapy.crawler import CrawlerProcess

class Spider(scrapy.Spider):
    name = "one"
    custom_settings = {{
        "ITEM_PIPELINES": {{"cleanroom.integrations.scrapy.DropCopiesPipeline": 1}}, "LOG_LEVEL": "ERROR",
        "CLEANROOM_INDEX": {index!r}, "CLEANROOM_TOKEN": {TOKEN!r}, "TELNETCONSOLE_ENABLED": False,
        "FEEDS": {{{str(tmp_path / "out.jsonl")!r}: {{"format": "jsonlines", "overwrite": True}}}},
    }}
    async def start(self):
        for item in json.loads(sys.argv[1]):
            yield item

process = CrawlerProcess()
process.crawl(Spider)
process.start()
"""
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(items)], env=environment(PYTHONWARNINGS="default"), check=False,
        capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["url"] for line in (tmp_path / "out.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("kept_in", ["service", "folder"])
def test_a_crawl_drops_what_an_earlier_one_has_seen(service: Service, tmp_path: Path, kept_in: str) -> None:
    """A second crawl passes on new stories only: copies and pages of the first one are dropped, in either index."""
    index = service.address if kept_in == "service" else str(tmp_path / "idx")
    first = [{"url": f"http://{kept_in}/1", "text": BRIDGE}]
    second = [
        *first, {"url": f"http://{kept_in}/2", "text": " ".join(COPY.split()[:60])},
        {"url": f"http://{kept_in}/3", "text": SCHOOL},
    ]  # fmt: skip
    with Client(service.address, TOKEN) as client:
        client.remove(["b", "http://service/1", "http://service/2", "http://service/3"])
    assert crawl(index, first, tmp_path) == [first[0]["url"]]
    assert crawl(index, second, tmp_path) == [f"http://{kept_in}/3"]


def test_a_crawl_loses_nothing_without_its_service(unused_port: int, monkeypatch: Any) -> None:
    """Where the index cannot be asked, items go on as they are, and the log says so."""
    from cleanroom.integrations.scrapy import DropCopiesPipeline

    address = f"http://127.0.0.1:{unused_port}"
    pipeline = DropCopiesPipeline(address)
    monkeypatch.setattr(pipeline._seen, "_index", Client(address, again=0))
    item = {"url": "http://a.org/1", "text": BRIDGE}
    assert pipeline._ask(item, Clean("a", BRIDGE, BRIDGE)) is item
