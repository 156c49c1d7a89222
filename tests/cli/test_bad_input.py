"""Bad input gets a clear answer, and nothing is lost: what each command says, writes and leaves alone."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import zstandard
from running import COMMAND, PATIENCE, SEEDS, UNPRIVILEGED, Done, by_id, cleanroom, environment, lines, summary, table

from cleanroom.cli import main

GOOD = "The council met on Monday to discuss the new bridge over the river, which has been closed since spring.\n"
OTHER = "Apples were cheap at the market in the old town this week, and so were the pears from the valley.\n"
GERMAN = "Der Bürgermeister eröffnete die Brücke über den Fluß. Die Gäste waren müde, aber glücklich.\n"
DEEP = 5_000
LONG = 50_000_000

#: a file each: its bytes, the code and a part of the message it is rejected with
REJECTED: dict[str, tuple[bytes, str, str]] = {
    "empty.txt": (b"", "empty", "empty"),
    "white.txt": (b" \n\t\r\n", "empty", "nothing but white space"),
    "binary.txt": (bytes(range(256)) * 40, "binary", "not a text"),
    "image.html": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "binary", "an image"),
    "cut.txt.gz": (gzip.compress(GOOD.encode() * 500)[:-20], "compressed", "cut off"),
    "nothing.html": (b"<html><body></body></html>", "no_content", "no text was found"),
}
#: a line each of one JSONL file; None: it is a good one
JSON_LINES: tuple[tuple[bytes, str | None, str], ...] = (
    (json.dumps({"id": "a", "text": GOOD}).encode(), None, ""),
    (b'["no", "object"]', "not_object", "must be an object"),
    (b'"a string"', "not_object", "must be an object"),
    (b"{broken", "json", "not valid JSON"),
    (b'{"id": "x"}', "no_text", "looked for text, html"),
    (b'{"id": "y", "text": 5}', "no_text", "is a number, not a text"),
    (b'{"id": "z", "text": " "}', "empty", "nothing but white space"),
    (json.dumps({"id": "a", "text": OTHER}).encode(), "duplicate_id", "id a: another content; the first is"),
    (json.dumps({"id": "b", "text": OTHER}).encode(), None, ""),
)
#: a file each that is no trouble after all: its bytes, its text, and what its record notes
PROCESSED: dict[str, tuple[bytes, str, str]] = {
    "latin.txt": (GERMAN.encode("cp1252") * 4, GERMAN * 4, "encoding guessed: windows-1252"),
    "pasted.txt": (GERMAN.encode() * 4 + b"\x96 so he said.\n", GERMAN * 4 + "– so he said.\n", "invalid UTF-8"),
    "utf16.txt": (GERMAN.encode("utf-16"), GERMAN, ""),
    "nul.txt": (GOOD.replace("bridge", "br\0idge").encode(), GOOD.replace("bridge", "br\0idge"), "NUL"),
}


def one_line(done: Done) -> str:
    """The only line on standard error of a command that was wrong, nothing on standard output."""
    assert (done.code, done.out) == (2, b"")
    (line,) = done.err.splitlines()
    return line


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder but the lock."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


@pytest.fixture(scope="module")
def heap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of everything that is wrong, with a little that is right."""
    folder = tmp_path_factory.mktemp("heap")
    for name, (data, _, _) in REJECTED.items():
        (folder / name).write_bytes(data)
    for name, (data, _, _) in PROCESSED.items():
        (folder / name).write_bytes(data)
    (folder / "records.jsonl").write_bytes(b"\n".join(line for line, _, _ in JSON_LINES))
    return folder


@pytest.fixture(scope="module", params=["run", "dedup"])
def finished(request: pytest.FixtureRequest, heap: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, Path]:
    """A run over the heap."""
    out = tmp_path_factory.mktemp(request.param) / "out"
    return cleanroom(request.param, str(heap), "-o", str(out)), out


def test_a_run_goes_on(finished: tuple[Done, Path]) -> None:
    """A run with rejected records ends with 1, and its counts reconcile."""
    done, out = finished
    assert done.code == 1
    facts = summary(out)
    bad = [code for _, code, _ in JSON_LINES if code]
    assert facts["rejected"] == len(REJECTED) + len(bad)
    assert facts["documents"] == len(PROCESSED) + len(JSON_LINES) - len(bad)


def test_every_reject_has_a_row(finished: tuple[Done, Path], heap: Path) -> None:
    """Each bad file and each bad line has one row in rejects.jsonl: where it is, a code, a plain message."""
    rows = {(Path(row["source"]).name, row["position"]): row for row in lines(finished[1] / "rejects.jsonl")}
    expected = {(name, 1): (code, message) for name, (_, code, message) in REJECTED.items()}
    numbered = enumerate(JSON_LINES, 1)
    expected |= {("records.jsonl", number): (code, message) for number, (_, code, message) in numbered if code}
    assert rows.keys() == expected.keys()
    for place, (code, message) in expected.items():
        assert rows[place]["code"] == code
        assert message in rows[place]["message"]
        assert "\n" not in rows[place]["message"]
        assert rows[place]["source"].startswith(str(heap))


def test_rejects_are_named_on_standard_error(finished: tuple[Done, Path]) -> None:
    """A person sees each reject in a line on standard error, and where all of them are."""
    done, out = finished
    *named, last = done.err.splitlines()
    assert len(named) == len(lines(out / "rejects.jsonl"))
    assert all(line.startswith("rejected: ") for line in named)
    assert last.endswith(f"all of them in {out}/rejects.jsonl")


def test_what_had_to_be_guessed_is_noted(finished: tuple[Done, Path]) -> None:
    """Invalid UTF-8, UTF-16 and stray NULs are read as the text they are, with a note on the record."""
    documents = by_id(table(finished[1], "documents"))
    for name, (_, text, note) in PROCESSED.items():
        assert (documents[name]["raw"] or documents[name]["text"]) == text
        assert bool(documents[name]["notes"]) == bool(note)
        assert note in "".join(documents[name]["notes"])


def test_the_first_of_an_id_stays(finished: tuple[Done, Path]) -> None:
    """Under an id that comes twice with different content the first text is kept; the second one is a reject."""
    first = by_id(table(finished[1], "documents"))["a"]
    assert (first["raw"] or first["text"]) == GOOD


@pytest.mark.parametrize("name", REJECTED)
def test_clean_names_the_reject(name: str, heap: Path) -> None:
    """`clean` on a file that cannot be used writes nothing, says why in one line, and ends with 1."""
    _, code, message = REJECTED[name]
    done = cleanroom("clean", str(heap / name))
    assert (done.code, done.out) == (1, b"")
    (line,) = done.err.splitlines()
    assert line.startswith(f"rejected: {heap / name}:1: {code}: ")
    assert message in line


@pytest.mark.parametrize("name", REJECTED)
def test_clean_from_standard_input(name: str) -> None:
    """The same bytes on standard input get the same answer, and no empty result."""
    data, code, _ = REJECTED[name]
    done = cleanroom("clean", *(["--from", "html"] if name.endswith(".html") else []), stdin=data)
    assert (done.code, done.out) == (1, b"")
    assert done.err.startswith(f"rejected: -:1: {code}: ")


@pytest.mark.parametrize("name", REJECTED)
def test_explain_names_the_remedy(name: str, heap: Path) -> None:
    """`explain` on a file that cannot be used is one line that names the file, the reason and a remedy, and 2."""
    line = one_line(cleanroom("explain", str(heap / name)))
    assert line.startswith(f"cleanroom: {heap / name}:1: ")
    assert REJECTED[name][2] in line
    assert "; give a document" in line


@pytest.mark.parametrize("bad", ["0.txt", "9.txt", "0.jpg", "0.link"])
def test_the_format_does_not_depend_on_a_bad_file(bad: str, tmp_path: Path) -> None:
    """Several files give JSON lines, also where the first one, or all but one of them, cannot be used."""
    if bad == "0.link":
        (tmp_path / bad).symlink_to("nowhere.txt")
    else:
        (tmp_path / bad).write_bytes(bytes(range(256)) * 40 if bad == "0.jpg" else b"")
    for number, text in enumerate((GOOD, OTHER), 1):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        done = cleanroom("clean", str(tmp_path))
        assert done.code == 1
        assert [json.loads(row)["id"] for row in done.text.splitlines()] == [f"{n}.txt" for n in range(1, number + 1)]


def test_clean_keeps_rejects_in_a_file(heap: Path, tmp_path: Path) -> None:
    """`clean --rejects FILE` keeps every reject as a row with its code."""
    done = cleanroom("clean", str(heap), "-o", str(tmp_path / "out.jsonl"), "--rejects", str(tmp_path / "bad.jsonl"))
    assert done.code == 1
    rows = lines(tmp_path / "bad.jsonl")
    # `clean` is a filter: it keeps no memory of ids
    assert len(rows) == len(REJECTED) + sum(code not in (None, "duplicate_id") for _, code, _ in JSON_LINES)
    assert {row["code"] for row in rows} == {
        "empty",
        "binary",
        "compressed",
        "no_content",
        "not_object",
        "json",
        "no_text",
    }
    assert len(lines(tmp_path / "out.jsonl")) == len(PROCESSED) + sum(
        code in (None, "duplicate_id") for _, code, _ in JSON_LINES
    )


@pytest.mark.parametrize("name", PROCESSED)
def test_clean_gives_utf_8(name: str, heap: Path) -> None:
    """`clean` writes the text of any encoding as UTF-8."""
    done = cleanroom("clean", str(heap / name))
    assert (done.code, done.text, done.err) == (0, PROCESSED[name][1], "")


@pytest.mark.parametrize("name", [name for name, (_, _, note) in PROCESSED.items() if note])
def test_explain_shows_the_note(name: str, heap: Path) -> None:
    """`explain` shows what had to be guessed, and NULs as signs."""
    done = cleanroom("explain", str(heap / name))
    assert done.code == 0
    assert PROCESSED[name][2] in next(line for line in done.text.splitlines() if line.strip().startswith("note"))
    assert "\0" not in done.text


def test_a_run_of_nothing_but_rejects(heap: Path, tmp_path: Path) -> None:
    """A run in which every record is bad ends with 1, with empty files and the rejects."""
    done = cleanroom("run", str(heap / "empty.txt"), str(heap / "cut.txt.gz"), "-o", str(tmp_path / "out"))
    assert done.code == 1
    facts = summary(tmp_path / "out")
    assert (facts["read"], facts["documents"], facts["kept"]) == (2, 0, 0)
    assert (tmp_path / "out" / "kept.jsonl").read_bytes() == b""


def test_records_before_a_truncation_are_used(tmp_path: Path) -> None:
    """Of a truncated gzip of JSON lines the whole lines are used; the rest is one reject."""
    rows = b"".join(json.dumps({"id": str(n), "text": f"{GOOD} {n} {n * n}"}).encode() + b"\n" for n in range(500))
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(rows)[:-100])
    done = cleanroom("run", str(tmp_path / "in.jsonl.gz"), "-o", str(tmp_path / "out"))
    assert done.code == 1
    facts = summary(tmp_path / "out")
    assert 0 < facts["documents"] < 500
    (reject,) = lines(tmp_path / "out" / "rejects.jsonl")
    assert (reject["code"], reject["position"]) == ("compressed", facts["documents"] + 1)


def _zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress, ".bz2": partial(bz2.compress, compresslevel=1), ".xz": lzma.compress, ".zst": _zstd
}  # fmt: skip


def test_a_quote_of_csv_that_is_never_closed(tmp_path: Path) -> None:
    """A row of CSV with a quote that is never closed is a reject; a quoted field over several lines is none."""
    (tmp_path / "in.csv").write_text(f'id,text\na,"{GOOD}{OTHER}"\nb,"{GOOD}c,{OTHER}', encoding="utf-8")
    done = cleanroom("clean", "in.csv", cwd=tmp_path)
    assert done.code == 1
    assert [json.loads(row)["id"] for row in done.text.splitlines()] == ["a"]
    assert done.err.startswith("rejected: in.csv:5: csv: a quote that opens in this row is never closed")


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("damage", ["cut", "overwritten"])
def test_damaged_compression(suffix: str, damage: str, tmp_path: Path) -> None:
    """Of a damaged file of any compression the lines before the damage are used; the rest is one reject, the last."""
    draw = random.Random(1)
    rows = [{"id": str(n), "text": f"{GOOD} {draw.randbytes(1500).hex()}"} for n in range(100)]
    data = bytearray(PACKERS[suffix](b"".join(json.dumps(row).encode() + b"\n" for row in rows)))
    if damage == "cut":
        del data[-len(data) // 4 :]
    else:
        data[-len(data) // 4 : -len(data) // 4 + 2000] = b"\xaa" * 2000
    (tmp_path / f"in.jsonl{suffix}").write_bytes(data)
    options = ("-o", "out.jsonl", "--rejects", "bad.jsonl", "--only-rules")
    assert cleanroom("clean", f"in.jsonl{suffix}", *options, cwd=tmp_path).code == 1
    good = lines(tmp_path / "out.jsonl")
    assert [row["id"] for row in good] == [str(n) for n in range(len(good))]
    assert 30 <= len(good) < 100
    *garbled, last = lines(tmp_path / "bad.jsonl")  # overwritten gzip unpacks to nonsense before it breaks
    assert last["code"] == "compressed"
    assert not (garbled if damage == "cut" else [row for row in garbled if row["code"] != "json"])


def test_a_name_that_promises_compression(tmp_path: Path) -> None:
    """A page that a server sent in place of an archive is one reject that shows its beginning; unpacked is fine."""
    (tmp_path / "error.jsonl.gz").write_bytes(b"<html>\n<body>\nNot found\n</body>\n</html>\n")
    (tmp_path / "unpacked.jsonl.gz").write_bytes(json.dumps({"id": "a", "text": GOOD}).encode())
    assert cleanroom("clean", ".", "-o", "../out.jsonl", "--rejects", "../bad.jsonl", cwd=tmp_path).code == 1
    (reject,) = lines(tmp_path.parent / "bad.jsonl")
    assert reject["code"] == "compressed"
    assert "it is named .gz, but is no compressed file; it begins with '<html>" in reject["message"]
    assert [row["id"] for row in lines(tmp_path.parent / "out.jsonl")] == ["a"]


def test_a_run_folder_among_the_input(tmp_path: Path) -> None:
    """A run folder that lies in the input is passed over, in one line that names it; named itself it is read."""
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    assert cleanroom("run", ".", "-o", "old", cwd=tmp_path).code == 0
    done = cleanroom("run", ".", "-o", "new/", cwd=tmp_path)
    said = "rejected: ./old:1: run_folder: the folder of a finished run, passed over; name it to read its texts"
    of = "rejected: 1 of 2 records; all of them in new/rejects.jsonl"
    assert (done.code, done.err.splitlines()) == (1, [said, of])
    assert summary(tmp_path / "new")["documents"] == 1
    assert GOOD.strip() in cleanroom("clean", "old", cwd=tmp_path).text


def test_one_of_several_is_explained(tmp_path: Path) -> None:
    """`explain` without an id shows the first record and says that there are more."""
    rows = [{"id": "a", "text": GOOD}, {"id": "b", "text": OTHER}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = cleanroom("explain", "in.jsonl", cwd=tmp_path)
    assert done.err == "cleanroom: this was the first of several records, a; --id shows another\n"
    assert cleanroom("explain", "in.jsonl", "--id", "b", cwd=tmp_path).err == ""


def test_only_clean_names_its_own_option(tmp_path: Path) -> None:
    """Where rejects are too many to be named, the way to all of them is one that the command has."""
    (tmp_path / "in.jsonl").write_text("{broken\n" * 30 + json.dumps({"text": GOOD}), encoding="utf-8")
    assert cleanroom("index", "create", "ix", cwd=tmp_path).code == 0
    counted = "rejected: 30 records (30 json)"
    ends = {"clean": f"{counted}; --rejects FILE keeps them all", "index add ix": counted, "dedup --stream": counted}
    for command, end in ends.items():
        done = cleanroom(*command.split(), "in.jsonl", cwd=tmp_path)
        assert (done.code, done.err.splitlines()[-1]) == (1, end)


@pytest.mark.parametrize(
    "option",
    ["-o out", "--no-texts", "--rethreshold 0.7", "--index ix", "--canonical longest", "--sources a.org", "--overwrite",
     "--decisions d.jsonl", "--memory 1G", "--checkpoint 1M", "--engine spark", "--master local", "--work w",
     "--spark-conf a=b"],
)  # fmt: skip
def test_a_stream_refuses_what_it_does_not_heed(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`dedup --stream` with an option that means nothing to it is one line that names the option, and 2."""
    assert main(["dedup", "--stream", *option.split()]) == 2
    said = capsys.readouterr()
    (line,) = said.err.splitlines()
    assert line.endswith(f"; leave out {option.partition(' ')[0]}")
    assert said.out == ""


@pytest.mark.parametrize("words", ["clean --bad", "clean --to nothing", "run seeds", "nonsense", "index add"])
def test_a_wrong_option_is_one_line(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An option that is wrong or missing is one line that names where help is, and 2."""
    with pytest.raises(SystemExit) as ended:
        main(words.split())
    said = capsys.readouterr()
    (line,) = said.err.splitlines()
    assert (ended.value.code, said.out) == (2, "")
    assert line.startswith("cleanroom")
    assert line.endswith(" --help")


# large and deep


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_a_line_of_50_mb_is_cleaned(form: str) -> None:
    """A text that is one line of 50 MB goes through `clean` whole."""
    text = GOOD.strip() * (LONG // len(GOOD.strip()))
    data = text.encode() if form == "text" else json.dumps({"id": "long", "text": text}).encode()
    done = cleanroom("clean", "--from", form, stdin=data)
    assert (done.code, done.err) == (0, "")
    assert (done.text.rstrip("\n") if form == "text" else json.loads(done.out)["text"]) == text


def test_a_line_of_50_mb_goes_through_a_run(tmp_path: Path) -> None:
    """A text that is one line of 50 MB is kept whole by a run."""
    text = GOOD.strip() * (LONG // len(GOOD.strip()))
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    done = cleanroom("run", str(tmp_path / "long.txt"), "-o", str(tmp_path / "out"))
    assert (done.code, done.err) == (0, "")
    (kept,) = lines(tmp_path / "out" / "kept.jsonl")
    assert kept["text"] == text


def test_a_line_of_50_mb_is_explained() -> None:
    """`explain` shows the beginning of a line of 50 MB."""
    done = cleanroom("explain", stdin=(GOOD.strip() * (LONG // len(GOOD.strip()))).encode())
    assert done.code == 0
    assert len(done.out) < 2_000


@pytest.mark.parametrize("command", ["clean", "run", "dedup", "explain"])
def test_html_5000_levels_deep(command: str, tmp_path: Path) -> None:
    """HTML that is 5,000 levels deep gives its text or a reject with a reason: no crash, no silence."""
    page = tmp_path / "deep.html"
    page.write_text(f"<html><body>{'<div>' * DEEP}<p>{GOOD * 9}</p>{'</div>' * DEEP}</body></html>", encoding="utf-8")
    out = tmp_path / "out"
    done = cleanroom(command, str(page), *(["-o", str(out)] if command in ("run", "dedup") else []))
    if command in ("run", "dedup"):
        facts = summary(out)
        texts = [row["text"] for row in lines(out / "kept.jsonl")] + [
            row["code"] for row in lines(out / "rejects.jsonl")
        ]
        assert (facts["read"], done.code) == (1, facts["rejected"])
        assert GOOD.strip() in texts[0] or texts == ["no_content"]
    else:
        assert (done.code == 0 and GOOD.strip()[:60] in done.text) or "no text was found" in done.err


@pytest.mark.parametrize(("form", "levels"), [("jsonl", (50, 51, 600, 1_000)), ("json", (50, 51, 600))])
def test_deep_json(form: str, levels: tuple[int, ...], tmp_path: Path) -> None:
    """JSON 50 levels deep is read, and can be written as Parquet; what is deeper is a reject, and the next is read."""
    own = {level: "[" * (level - 1) + "]" * (level - 1) for level in levels}
    rows = [f'{{"id": "{level}", "text": "Deep.", "own": {value}}}' for level, value in own.items()]
    rows.append(json.dumps({"id": "next", "text": GOOD}))
    source, out, table = tmp_path / f"in.{form}", tmp_path / "out", tmp_path / "a.parquet"
    source.write_text("\n".join(rows) if form == "jsonl" else f"[{','.join(rows)}]", encoding="utf-8")
    assert cleanroom("run", str(source), "-o", str(out)).code == 1
    assert summary(out)["read"] == len(rows)
    assert set(by_id(lines(out / "kept.jsonl"))) == {"50", "next"}
    rejects = {(row["code"], row["message"]) for row in lines(out / "rejects.jsonl")}
    assert rejects == {("json", "nested more than 50 levels deep")}
    if form == "jsonl":
        assert cleanroom("clean", str(source), "-o", str(table)).code == 1
        assert cleanroom("run", str(table), "-o", str(tmp_path / "again")).code == 0
        kept = [by_id(lines(folder / "kept.jsonl"))["50"]["own"] for folder in (out, tmp_path / "again")]
        assert kept == [json.loads(own[50])] * 2


def test_json_without_a_bottom(tmp_path: Path) -> None:
    """A JSON line nested so deep that no parser takes it is a reject, and the next line is read."""
    deep = b'{"id": "deep", "text": "Deep.", "own": ' + b"[" * DEEP + b"]" * DEEP + b"}\n"
    (tmp_path / "in.jsonl").write_bytes(deep + json.dumps({"id": "next", "text": GOOD}).encode())
    assert cleanroom("run", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out")).code == 1
    assert summary(tmp_path / "out")["rejects"] == {"json": 1}
    assert "next" in by_id(lines(tmp_path / "out" / "kept.jsonl"))


def test_html_records_in_json(tmp_path: Path) -> None:
    """A record whose HTML has no text is a row with its own position; its neighbours are kept."""
    rows = [{"id": "a", "text": GOOD}, {"id": "b", "html": "<p></p>"}, {"id": "c", "text": OTHER}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert cleanroom("run", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out")).code == 1
    (reject,) = lines(tmp_path / "out" / "rejects.jsonl")
    assert (reject["position"], reject["code"]) == (2, "no_content")
    assert set(by_id(lines(tmp_path / "out" / "kept.jsonl"))) == {"a", "c"}


# a wrong command

Call = Callable[[str], tuple[str, ...]]
COMMANDS: dict[str, Call] = {
    "clean": lambda path: ("clean", path),
    "explain": lambda path: ("explain", path),
    "run": lambda path: ("run", path, "-o", "out"),
    "dedup": lambda path: ("dedup", path, "-o", "out"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        ("missing.txt", "no such file: missing.txt; check the spelling"),
        ("*.nothing", "no file matches *.nothing; check the pattern"),
        ("void", "no files in void"),
        ("link", "link is a link to nothing; repair it"),
    ],
)
def test_a_path_without_files(command: str, path: str, remedy: str, tmp_path: Path) -> None:
    """A path that leads to no file is one line with the remedy, 2, and no output folder."""
    (tmp_path / "void").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    line = one_line(cleanroom(*COMMANDS[command](path), cwd=tmp_path))
    assert line.startswith(f"cleanroom: {remedy}")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "remedy"),
    [
        (("--threshold", "7"), "--threshold 7: give a number above 0 and up to 1"),
        (("--threshold", "nan"), "--threshold nan: give a number above 0 and up to 1"),
        (("--canonical", "best"), "--canonical: no such policy: best; policies are complete"),
        (("--keep", "junk"), "--keep: no such kind: junk; kinds are "),
    ],
)
def test_an_option_without_sense(options: tuple[str, ...], remedy: str, tmp_path: Path) -> None:
    """A value that an option cannot take is one line that says what it takes, and no output folder."""
    line = one_line(cleanroom("run", str(SEEDS), "-o", str(tmp_path / "out"), *options))
    assert line.startswith(f"cleanroom: {remedy}")
    assert not (tmp_path / "out").exists()


def test_an_empty_output_name(tmp_path: Path) -> None:
    """An empty name of an output, as an unset variable gives it, is refused: nothing is written anywhere."""
    for command in ("run", "dedup", "clean"):
        done = cleanroom(command, str(SEEDS), "-o", "", cwd=tmp_path)
        assert (done.code, done.out) == (2, b"")
        assert f"the name is empty; name a file or folder; see cleanroom {command} --help\n" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["run", "dedup"])
def test_an_existing_run_is_not_touched(command: str, tmp_path: Path) -> None:
    """A folder that holds a run is refused in one line with both remedies, and stays as it is."""
    (tmp_path / "in.txt").write_text(GOOD, encoding="utf-8")
    out = tmp_path / "out"
    assert cleanroom(command, str(tmp_path / "in.txt"), "-o", str(out)).code == 0
    before = contents(out)
    line = one_line(cleanroom(command, str(SEEDS), "-o", str(out)))
    assert line == (
        f"cleanroom: {out} already holds a run; choose another folder, or add --overwrite (in Python overwrite=True) "
        "to replace it"
    )
    assert contents(out) == before


def test_other_files_are_not_touched(tmp_path: Path) -> None:
    """A folder that holds a file of one of a run's names is refused too; files of other names stay."""
    (tmp_path / "kept.jsonl").write_text("mine", encoding="utf-8")
    line = one_line(cleanroom("run", str(SEEDS), "-o", str(tmp_path)))
    assert f"{tmp_path} already holds kept.jsonl; choose another folder" in line
    (tmp_path / "kept.jsonl").rename(tmp_path / "notes.txt")
    assert cleanroom("run", str(SEEDS), "-o", str(tmp_path)).code == 0
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_in_the_way(tmp_path: Path) -> None:
    """An output folder that is a file, or lies below one, is one line with the remedy; the file stays."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for out in ("file", "file/below"):
        line = one_line(cleanroom("run", str(SEEDS), "-o", out, cwd=tmp_path))
        assert line == f"cleanroom: cannot write {out}: a part of the path is a file, not a folder; write elsewhere"
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_the_run_is_not_its_own_input(tmp_path: Path) -> None:
    """A run folder below the input is passed over: run again, it does not read what it wrote."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(GOOD if name == "a" else OTHER, encoding="utf-8")
    for _ in range(2):
        assert cleanroom("run", ".", "-o", "out", "--overwrite", cwd=tmp_path).code == 0
        assert summary(tmp_path / "out")["read"] == 2


def test_a_folder_is_not_cleaned_into_itself(tmp_path: Path) -> None:
    """`clean` refuses to write into the folder it reads: the raw texts stay."""
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    line = one_line(cleanroom("clean", str(tmp_path), "-o", str(tmp_path)))
    assert "is the folder that is read; name another one" in line
    assert contents(tmp_path) == {"a.txt": GOOD.encode()}


def test_glob_signs_in_a_name(tmp_path: Path) -> None:
    """A run folder whose name holds glob signs and quotes works like any other."""
    out = tmp_path / "out [1]'s? *"
    assert cleanroom("run", str(SEEDS), "-o", str(out)).code == 0
    assert summary(out)["documents"] == 5


# what the system refuses

@pytest.mark.skipif(sys.platform != "linux", reason="uses Linux's capabilities to make root an ordinary user")
def test_an_unwritable_folder(tmp_path: Path) -> None:
    """A folder without permission to write is one line with the remedy; nothing is written."""
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    for command, out in (("run", locked), ("run", locked / "out"), ("dedup", locked), ("clean", locked / "out.jsonl")):
        line = one_line(cleanroom(command, str(SEEDS), "-o", str(out), before=UNPRIVILEGED))
        assert line.startswith(f"cleanroom: cannot write {out}")
        assert line.endswith(": no permission; change it or write elsewhere")
    assert list(locked.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="uses Linux's capabilities to make root an ordinary user")
def test_an_unreadable_file(tmp_path: Path) -> None:
    """A file without permission to read is a reject; the others are kept."""
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "in" / "a.txt").chmod(0)
    assert cleanroom("run", "in", "-o", "out", cwd=tmp_path, before=UNPRIVILEGED).code == 1
    (reject,) = lines(tmp_path / "out" / "rejects.jsonl")
    assert (reject["source"], reject["code"]) == ("in/a.txt", "unreadable")
    assert summary(tmp_path / "out")["kept"] == 1


@pytest.mark.skipif(sys.platform != "linux", reason="uses Linux's capabilities to make root an ordinary user")
@pytest.mark.parametrize(
    "command",
    ["clean {} -o locked/x.jsonl", "run {} -o locked/x", "dedup {} -o locked/x", "clean locked", "run locked -o out",
     "clean locked/x", "audit locked/x", "apply locked/x", "index add locked/i {}", "index query locked/i {}",
     "index stats locked/i"],
)  # fmt: skip
def test_a_folder_that_may_not_be_entered(command: str, tmp_path: Path) -> None:
    """A folder that may not be entered, named as input, output, run or index, is one line with the remedy and 2."""
    (tmp_path / "locked").mkdir(mode=0)
    words = command.format(next(SEEDS.glob("003*"))).split()
    line = one_line(cleanroom(*words, cwd=tmp_path, before=UNPRIVILEGED))
    assert line.startswith("cleanroom: ")
    assert "locked" in line
    assert "; " in line


@pytest.mark.skipif(sys.platform != "linux", reason="uses Linux's capabilities to make root an ordinary user")
def test_a_locked_folder_within_the_input(tmp_path: Path) -> None:
    """A folder within the input that may not be entered is a reject; the rest is cleaned."""
    (tmp_path / "in" / "lost+found").mkdir(parents=True)
    (tmp_path / "in" / "lost+found").chmod(0)
    (tmp_path / "in" / "a.txt").write_text(GOOD, encoding="utf-8")
    for command in (("clean", "in"), ("run", "in", "-o", "out")):
        done = cleanroom(*command, cwd=tmp_path, before=UNPRIVILEGED)
        assert done.code == 1
        said = "rejected: in/lost+found:1: unreadable: the folder could not be opened: Permission denied"
        assert done.err.splitlines()[0] == said
    assert summary(tmp_path / "out")["kept"] == 1


def limited(size: int, *arguments: str) -> Done:
    """Run the command where no file may grow above `size` bytes; compiled modules would be cut off there too."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        timeout=PATIENCE,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    assert b"Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr.decode())


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Records that take some room even when compressed."""
    draw = random.Random(1).randbytes(400_000).hex()
    rows = ({"id": str(n), "text": f"{GOOD}{draw[n * 4_000 : (n + 1) * 4_000]}\n"} for n in range(200))
    (tmp_path / "many.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path / "many.jsonl"


def test_no_room_for_a_new_run(many: Path, tmp_path: Path) -> None:
    """A run for which there is no room ends with 2 and one line; no file has its final name."""
    out = tmp_path / "out"
    line = one_line(limited(100_000, "run", str(many), "-o", str(out)))
    assert line.startswith(f"cleanroom: cannot write {out}")
    assert line.endswith("; write elsewhere")
    assert not out.exists()


def test_no_room_leaves_the_old_run(many: Path, tmp_path: Path) -> None:
    """A run that fails while it replaces an old one leaves the old one as it was."""
    out = tmp_path / "out"
    assert cleanroom("run", str(SEEDS), "-o", str(out)).code == 0
    before = contents(out)
    one_line(limited(100_000, "run", str(many), "-o", str(out), "--overwrite"))
    assert contents(out) == before


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet", "out.txt", "out.jsonl.gz"])
def test_no_room_for_a_file(name: str, many: Path, tmp_path: Path) -> None:
    """`clean` into a file for which there is no room ends with 2 and leaves an older file of that name alone."""
    (tmp_path / name).write_bytes(b"old")
    line = one_line(limited(100_000, "clean", str(many), "-o", str(tmp_path / name), "--overwrite"))
    assert line.startswith(f"cleanroom: cannot write {tmp_path / name}: ")
    assert contents(tmp_path) == {name: b"old", many.name: many.read_bytes()}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("command", ["clean", "explain", "rules", "run"])
def test_standard_output_is_full(command: str, tmp_path: Path) -> None:
    """A standard output that takes no more is one line and 2."""
    seed = str(next(SEEDS.glob("003*")))
    arguments = {"run": ("run", seed, "-o", str(tmp_path / "out")), "rules": ("rules",)}.get(command, (command, seed))
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, env=environment(), timeout=PATIENCE,
            check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "cleanroom: cannot write standard output: the disk is full; free some space or write elsewhere\n"
    )


#: a disk of its own for the rest of the arguments, seen by no other process and gone with this one
_SMALL_DISK = 'mount -t tmpfs -o size=256k none "$1" && cp -r "$2/." "$1" && shift 2 && exec "$@"'
#: after the command, what is on the disk is copied to where the test can see it
_AND_LOOK = '"$@"; code=$?; cp -r {disk}/. {seen}; exit $code'
UNSHARE = ("unshare", "--mount") if hasattr(os, "geteuid") and os.geteuid() == 0 else ("unshare", "-rm")


def _can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    attempt = [*UNSHARE, "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(attempt, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small disk as Linux does; RLIMIT_FSIZE is tested above")
@pytest.mark.parametrize("overwrite", [False, True])
def test_a_full_disk(overwrite: bool, many: Path, tmp_path: Path) -> None:
    """A full disk during a run is one line with the remedy and 2; no half file, and an old run stays as it was."""
    if not _can_mount():
        pytest.fail(f"this must work: {' '.join(UNSHARE)} mount -t tmpfs none /mnt; run as root or allow namespaces")
    disk, old, seen = (tmp_path / name for name in ("disk", "old", "seen"))
    for folder in (disk, old, seen):
        folder.mkdir()
    if overwrite:
        assert cleanroom("run", str(next(SEEDS.glob("003*"))), "-o", str(old / "out")).code == 0
    before = contents(old)
    look = ("sh", "-c", _AND_LOOK.format(disk=disk, seen=seen), "sh")
    job = (*COMMAND, "run", str(many), "-o", str(disk / "out"), *(["--overwrite"] if overwrite else []))
    done = subprocess.run(
        [*UNSHARE, "sh", "-c", _SMALL_DISK, "sh", str(disk), str(old), *look, *job],
        capture_output=True, env=environment(), timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        f"cleanroom: cannot write {disk / 'out'}: the disk is full; free some space or write elsewhere\n"
    )
    assert contents(seen) == before
