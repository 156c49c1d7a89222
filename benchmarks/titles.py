"""How often the headline of a page dump is found, on pages whose title is known.

    python benchmarks/titles.py DATA_DIR

DATA_DIR holds multilingual.jsonl.gz and wcxb.jsonl.gz (`id`, `title`, `type`) and dumps/SET.DUMPER.jsonl.gz (`id`,
`text`). Asked are dumps that hold the title. It is right if it is that title, or one of the two holds the other.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleanroom.clean import clean_batch
from cleanroom.config import CleanConfig
from cleanroom.records import Clean, Raw

#: of a title within another one, characters at least
_PART = 15


def main() -> int:
    """Print a line for each set and dumper."""
    data = Path(sys.argv[1])
    print("set, dumper: titles that are there, right, another line, none")
    for name in ("multilingual", "wcxb"):
        titles = {row["id"]: _plain(row["title"]) for row in _rows(data / f"{name}.jsonl.gz") if _asked(row)}
        for dumper in ("html_text", "bs4"):
            said = _counted(titles, _rows(data / "dumps" / f"{name}.{dumper}.jsonl.gz"))
            print(f"{name}, {dumper}: {said.total()}, {said['right']}, {said['another']}, {said['none']}")
    return 0


def _counted(titles: dict[str, str], dumps: Iterator[dict[str, Any]]) -> Counter[str]:
    asked = [row for row in dumps if titles.get(row["id"]) and titles[row["id"]] in _plain(row["text"])]
    pages = clean_batch([Raw(row["id"], row["text"]) for row in asked], CleanConfig())
    return Counter(_judged(_plain(page.title), titles[page.id]) for page in pages if isinstance(page, Clean))


def _judged(found: str, title: str) -> str:
    if not found:
        return "none"
    part = len(found) > _PART and (found in title or title in found)
    return "right" if found == title or part else "another"


def _asked(row: dict[str, Any]) -> bool:
    return row.get("type", "article") == "article"


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


if __name__ == "__main__":
    sys.exit(main())
