"""The index service under load: rate and times, measured by wrk; what refused requests cost.

    python benchmarks/index_service.py [--documents 20000] [--seconds 10] [--connections 16]

Needs wrk (Debian: apt-get install wrk). Fills an index with the documents of benchmarks/dedup_speed.py, serves it, and
asks: queries of one text; additions of one document that is new each time; both while the other runs; and, for what
they cost, requests that are refused. Client and server share the machine; the server's CPU time for a request does not
depend on what else runs there.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import orjson

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.dedup_speed import with_corpus
from cleanroom.index import create
from cleanroom.records import Clean

_SCRIPT = """
local bodies = {}
for line in io.lines("%(bodies)s") do bodies[#bodies + 1] = line end
local at = math.random(#bodies)
local turn = 0
function setup(thread) turn = turn + 1; thread:set("id", turn) end
function init() math.randomseed(id); sent = 0; at = math.random(#bodies) end
request = function()
  at = at %% #bodies + 1; sent = sent + 1
  local body = bodies[at]
  if %(fresh)s then body = string.gsub(body, "NEW", "%(mark)s-" .. id .. "-" .. sent) end
  return wrk.format("POST", "%(path)s", {["Content-Type"] = "%(type)s"}, body)
end
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--connections", type=int, default=16)
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: apt-get install -y wrk")
    arguments, corpus, _ = with_corpus(parser)
    rows = [orjson.loads(line) for line in corpus.open("rb")]
    with tempfile.TemporaryDirectory() as folder:
        index, load = f"{folder}/idx", Load(Path(folder), arguments)
        with create(index) as store:
            for start in range(0, len(rows), 5_000):
                store.add([Clean(row["id"], row["text"], row["text"]) for row in rows[start : start + 5_000]])
        server = subprocess.Popen(
            [sys.executable, "-m", "cleanroom", "index", "serve", index, "--port", "0"], stdout=subprocess.PIPE
        )
        try:
            assert server.stdout is not None
            load.pid = server.pid
            load.address = server.stdout.readline().decode().strip()
            run(load, rows)
        finally:
            server.terminate()
            server.wait()


def run(load: Load, rows: list[dict[str, str]]) -> None:
    """All the measurements, a line each."""
    queries = [{"texts": [row["text"]]} for row in rows[::7]]
    # every request has words of its own in every third place, so that nothing it adds has been there
    texts = [" ".join(_marked(row["text"].split())) for row in rows[::5]]
    additions = [{"documents": [{"id": "NEW", "text": text}]} for text in texts]
    print(f"{len(rows):,} documents; {load.arguments.connections} connections; a request each, times as wrk sees them")
    print(f"{'':34}{'requests/s':>12}{'median':>10}{'p99':>10}{'CPU ms':>10}")
    load("queries", "/query", queries)
    load("queries, one connection", "/query", queries, connections=1)
    load("additions", "/documents", additions, fresh=True, mark="a")
    arguments = ("additions beside queries", "/documents", additions)
    both = threading.Thread(target=load, args=arguments, kwargs={"fresh": True, "mark": "b"})
    both.start()
    load("queries beside additions", "/query", queries)
    both.join()
    load("refused: no JSON", "/documents", [{}], raw="{", expected=400)
    load("refused: wrong type", "/documents", additions[:50], kind="text/plain", expected=415)
    load("refused: 1 MB that is no address", "/nothing", [{"texts": ["x" * 1_000_000]}], expected=404)


def _marked(words: list[str]) -> list[str]:
    return [word if place % 3 else f"{word}NEW" for place, word in enumerate(words)]


class Load:
    """wrk with a script of its own for each kind of request."""

    def __init__(self, folder: Path, arguments: argparse.Namespace) -> None:
        self.folder, self.arguments, self.address, self.pid = folder, arguments, "", 0

    def __call__(self, name: str, path: str, bodies: list[dict[str, object]], **how: object) -> None:
        """Ask for some seconds, and print how that went."""
        stem = re.sub(r"\W", "-", name)
        lines, script = self.folder / f"{stem}.jsonl", self.folder / f"{stem}.lua"
        lines.write_text("\n".join(str(how["raw"]) if "raw" in how else json.dumps(body) for body in bodies))
        script.write_text(_SCRIPT % {
            "bodies": lines, "path": path, "fresh": str(bool(how.get("fresh"))).lower(), "mark": how.get("mark", ""),
            "type": how.get("kind", "application/json"),
        })  # fmt: skip
        connections = str(how.get("connections", self.arguments.connections))
        before = self._cpu()
        done = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{self.arguments.seconds}s", "--latency", "--timeout", "30s",
             "-s", str(script), self.address],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1])
        median, p99 = (re.search(rf"{share}%\s+([\d.]+\w+)", done)[1] for share in (50, 99))
        requests = int(re.search(r"(\d+) requests in", done)[1])
        spent = f"{1000 * (self._cpu() - before) / max(requests, 1):.2f}" if "beside" not in name else "-"
        print(f"{name:34}{rate:12,.0f}{median:>10}{p99:>10}{spent:>10}", flush=True)
        wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", done)
        if wrong and how.get("expected", 200) == 200:
            print(f"  {wrong[1]} answers were refusals")

    def _cpu(self) -> float:
        """Seconds of CPU that the server has used (Linux)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
