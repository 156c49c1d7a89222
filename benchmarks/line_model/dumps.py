"""Write page dumps by more tools than the data folder has, and what extractors make of pages without gold texts.

    python benchmarks/line_model/dumps.py DATA_DIR OUT_DIR

Terminal browsers (lynx, w3m, links: packages of Debian) wrap at 80 columns; `linkline` sets every link on a line of its
own; `bs4flat` is one line, `bs4raw` the text nodes as they stand. `traf` is trafilatura on segments and unlabelled
pages: weak labels. `x-resili` is resiliparse, where it is installed. A file that is there is not made again.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import lxml.html

SETS = ("articles", "multilingual", "wcxb", "segments", "unlabelled")
#: seconds for one page: terminal browsers hang on a few
PATIENCE = 20
_BLOCKS = frozenset(
    "p div li ul ol td th tr table h1 h2 h3 h4 h5 h6 section article header footer nav aside blockquote pre br figure "
    "figcaption form dl dt dd main address hr option button".split()
)
_HIDDEN = frozenset(("script", "style", "noscript", "template"))


def browser(command: tuple[str, ...], html: str) -> str:
    """What a terminal browser prints."""
    with tempfile.NamedTemporaryFile(suffix=".html") as file:
        file.write(html.encode())
        file.flush()
        try:
            done = subprocess.run((*command, file.name), capture_output=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return ""
    return done.stdout.decode("utf-8", "replace")


def pieces(node: Any) -> Iterator[tuple[str, bool]]:
    """Text in order, each with whether a line begins there; links stand alone."""
    if not isinstance(node.tag, str) or node.tag in _HIDDEN:
        if node.tail:
            yield node.tail, False
        return
    alone = node.tag in _BLOCKS or node.tag == "a"
    yield node.text or "", alone
    for child in node:
        yield from pieces(child)
    yield "", alone
    yield node.tail or "", False


def linkline(html: str) -> str:
    """A line for each block, and for each link."""
    lines = [""]
    for text, begins in pieces(_tree(html)):
        if begins:
            lines.append("")
        lines[-1] += text
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _tree(html: str) -> Any:
    return lxml.html.document_fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def _nodes(html: str) -> list[str]:
    hidden = "ancestor::script|ancestor::style|ancestor::noscript"
    return [str(text) for text in _tree(html).xpath(f"//body//text()[not({hidden})]")]


def bs4flat(html: str) -> str:
    """One line."""
    return " ".join(" ".join(_nodes(html)).split())


def bs4raw(html: str) -> str:
    """Text nodes one behind the other, with the line breaks of the source."""
    return "".join(_nodes(html)).strip()


def traf(html: str) -> str:
    """trafilatura with its defaults."""
    import trafilatura  # noqa: PLC0415  (only two sets need it)

    return trafilatura.extract(html, deduplicate=False, include_comments=False) or ""


def resili(html: str) -> str:
    """resiliparse, its main content."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415  (where it is installed)

    return str(extract_plain_text(html, main_content=True))


DUMPERS: dict[str, Callable[[str], str]] = {
    "lynx": partial(browser, ("lynx", "-dump", "-nolist", "-width=80", "-assume_charset=utf-8",
                              "-display_charset=utf-8")),
    "w3m": partial(browser, ("w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "80")),
    "links": partial(browser, ("links", "-dump", "-force-html", "-width", "80", "-codepage", "utf-8",
                               "-html-assume-codepage", "utf-8")),
    "linkline": linkline, "bs4flat": bs4flat, "bs4raw": bs4raw, "traf": traf, "x-resili": resili,
}  # fmt: skip
#: sets that a dumper is for; all others are for pages with gold texts and for segments
ONLY = {"traf": ("segments", "unlabelled"), "x-resili": ("articles", "multilingual", "wcxb")}


def dump(row: dict[str, Any], data: Path, dumper: str) -> dict[str, str]:
    """One page."""
    html = gzip.decompress((data / row["page"]).read_bytes()).decode("utf-8", "replace")
    try:
        text = DUMPERS[dumper](html)
    except (ValueError, ImportError, RecursionError, lxml.etree.LxmlError) as error:
        print(f"{row['page']}: {dumper}: {error}", file=sys.stderr)
        text = ""
    return {"id": row["id"], "dumper": dumper, "text": text}


def main() -> int:
    """Write what is missing."""
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for dumper in DUMPERS:
        for name in ONLY.get(dumper, SETS):
            path = out / f"{name}.{dumper}.jsonl.gz"
            if path.exists():
                continue
            source = next(p for p in (data / f"{name}.jsonl", data / f"{name}.jsonl.gz") if p.exists())
            held = gzip.decompress(source.read_bytes()) if source.suffix == ".gz" else source.read_bytes()
            rows = [row for row in map(json.loads, held.splitlines()) if row["page"]]
            with ProcessPoolExecutor() as pool:
                done = list(pool.map(partial(dump, data=data, dumper=dumper), rows, chunksize=8))
            with gzip.GzipFile(path, "wb", mtime=0) as file:
                file.writelines(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in done)
            print(path, sum(bool(row["text"].strip()) for row in done), "of", len(done), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
