"""Two writers fill one index in Redis: rate, memory, and whether anything is lost or doubled.

    python benchmarks/index_redis.py [--documents 100000] [--writers 2] [--batch 500]

Needs redis-server (Debian: apt-get install redis-server); starts one on a free port, with its log of commands on the
disk. The documents are those of benchmarks/dedup_speed.py: 400 made-up words, one in five a copy of an earlier one.
They are dealt out by turns, so that copies and originals come by different writers at nearly the same time. Checked at
the end: every document is there, copies are in the story of their original, no story was founded twice, `verify` finds
nothing.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import orjson
import redis

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.dedup_speed import with_corpus
from cleanroom.index import create, open_store
from cleanroom.records import Clean


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--batch", type=int, default=500)
    arguments, corpus, origins = with_corpus(parser)
    with redis_server() as address:
        create(address).close()
        began, cpu = time.perf_counter(), os.times()
        writers = [
            multiprocessing.Process(target=write, args=(address, corpus, number, arguments.writers, arguments.batch))
            for number in range(arguments.writers)
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        wall, after = time.perf_counter() - began, os.times()
        used = after.children_user + after.children_system - cpu.children_user - cpu.children_system
        if any(writer.exitcode for writer in writers):
            sys.exit("a writer failed")
        print(f"{arguments.documents:,} documents, {arguments.writers} writers, {os.cpu_count()} cores")
        print(f"{arguments.documents / wall:,.0f} documents/s ({wall:.0f} s; writers' CPU {used:.0f} s)")
        check(address, origins, arguments.documents)


def write(address: str, corpus: Path, number: int, writers: int, batch: int) -> None:
    """Add every so manieth document."""
    with open_store(address, write=True) as store, corpus.open("rb") as lines:
        mine = (orjson.loads(line) for place, line in enumerate(lines) if place % writers == number)
        while rows := list(islice(mine, batch)):
            store.add([Clean(row["id"], row["text"], row["text"]) for row in rows])


def check(address: str, origins: dict[str, str], documents: int) -> None:
    """Print what is lost, doubled or wrong."""
    with open_store(address) as store:
        stats = store.stats()
        places = {}
        missing = 0
        stories: dict[str, set[str]] = {}
        for copy, origin in origins.items():
            for name in (copy, origin):
                places[name] = places.get(name) or store.place(name)
                missing += places[name] is None
            stories.setdefault(origin, set()).update(places[name].story for name in (copy, origin) if places[name])
        doubled = sum(len(found) > 1 for found in stories.values())
        problems = store.verify()
    memory = redis.Redis.from_url(address.rpartition("/")[0]).info("memory")["used_memory"]
    print(f"documents {stats.documents:,}, lost {documents - stats.documents + missing:,}")
    print(f"stories {stats.stories:,}, originals {documents - len(origins):,}; stories in two {doubled:,}")
    print(f"verify: {len(problems)} problems {problems[:3]}")
    print(f"Redis holds {memory / stats.documents / 1000:.1f} kB a document ({memory / 1e9:.2f} GB)")


@contextmanager
def redis_server() -> Iterator[str]:
    """A server of its own, and the address of an index in it."""
    if not shutil.which("redis-server"):
        sys.exit("redis-server is missing: apt-get install -y redis-server")
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        server = subprocess.Popen(
            ["redis-server", "--port", str(port), "--dir", folder, "--save", "", "--appendonly", "yes"],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            for _ in range(200):
                with socket.socket() as tried:
                    if not tried.connect_ex(("127.0.0.1", port)):
                        break
                time.sleep(0.05)
            yield f"redis://127.0.0.1:{port}/0/bench"
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
