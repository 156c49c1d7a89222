"""Manners at the shell: streams, pipes, terminals, signals, exit codes, and documentation that is true."""

from __future__ import annotations

import argparse
import io
import json
import os
import pty
import re
import select
import shlex
import signal
import subprocess
import threading
import time
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from textwrap import wrap

import pytest
from running import COMMAND, PATIENCE, ROOT, SEEDS, Done, by_id, cleanroom, environment, lines, paragraphs, summary

from cleanroom.cli import COMMANDS, command_file, parser

GOOD = "The council met on Monday to discuss the new bridge over the river, which has been closed since spring."
OTHER = "Apples were cheap at the market in the old town this week, and so were the pears from the valley."
JUNK = "READ MORE: The price of bridges"
PAGE = f"{GOOD}\n\n{JUNK}\n\n{OTHER}\n"
CLEANED = f"{GOOD}\n\n{OTHER}\n"
#: a hostile text: colour, title of the window, C1 control, direction override, carriage return, bell, backspace
HOSTILE = (
    f"They saw \x1b[31mred \x1b]0;owned\x07 \x9b2J \u202egpj.exe\u202c and \x08 went home.\n\n{GOOD} Over\rwritten.\n"
)
#: what a terminal acts on, but for line breaks and tabs
ACTED_ON = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
COLOUR = "\x1b["
#: colour or weight, and not the movements of the cursor that progress needs
COLOURED = re.compile(r"\x1b\[[\d;]*m")


def on_a_terminal(*arguments: str, stdin: bytes | None = None, cwd: Path | None = None, **env: str) -> tuple[int, str]:
    """Exit code, and what the command shows on a terminal that is both its standard output and error."""
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL, stdout=terminal,
        stderr=terminal, cwd=cwd, env=environment(**env),
    )  # fmt: skip
    os.close(terminal)
    if process.stdin is not None:
        process.stdin.write(stdin or b"")
        process.stdin.close()
    shown = b""
    with suppress(OSError):  # EIO: the last writer has gone
        while chunk := os.read(controller, 65_536):
            shown += chunk
    os.close(controller)
    return process.wait(PATIENCE), shown.decode().replace("\r\n", "\n")


def through_a_shell(command: str, cwd: Path | None = None) -> Done:
    """Run a line of shell in which `cleanroom` is the command; gives the last exit code of any part that failed."""
    script = f'set -o pipefail; cleanroom() {{ {shlex.join(COMMAND)} "$@"; }}; {command}'
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, cwd=cwd, env=environment(), timeout=PATIENCE, check=False
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr.decode())


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with a page in each of several formats, one in a folder below."""
    folder = tmp_path / "pages"
    (folder / "below").mkdir(parents=True)
    (folder / "a.txt").write_text(PAGE, encoding="utf-8")
    (folder / "below" / "b.txt").write_text(f"{OTHER}\n", encoding="utf-8")
    (folder / "c.html").write_text(f"<html><body><article><p>{GOOD}</p><p>{OTHER * 3}</p></article></body></html>")
    (folder / "d.jsonl").write_text(json.dumps({"id": "d", "text": f"{GOOD} {OTHER}", "section": "local"}))
    (folder / "e.csv").write_text(f'id,text,shelf\ne,"{GOOD[::-1]}",7\n')
    return folder


# standard input and output


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_standard_input(arguments: tuple[str, ...]) -> None:
    """Without a path, or with -, `clean` reads standard input; standard output is the text and nothing else."""
    done = cleanroom("clean", *arguments, stdin=PAGE.encode())
    assert (done.code, done.text, done.err) == (0, CLEANED, "")


def test_a_dash_is_a_stream(tmp_path: Path) -> None:
    """`-o -` is standard output for `clean` and refused for a run; a folder named - does not take the pipe's place."""
    (tmp_path / "-").mkdir()
    (tmp_path / "-" / "other.txt").write_text("Another text altogether.")
    page = cleanroom("clean", "-o", "-", stdin=GOOD.encode(), cwd=tmp_path)
    assert (page.code, page.out.decode().strip()) == (0, GOOD)
    refused = cleanroom("run", "-o", "-", stdin=GOOD.encode(), cwd=tmp_path)
    assert refused.code == 2
    assert "name a file or folder" in refused.err
    assert [path.name for path in tmp_path.rglob("*")] == ["-", "other.txt"]


def test_learning_nothing_is_said(pages: Path) -> None:
    """Where no line recurs over the stories of a source, `--learn` says so, once."""
    done = cleanroom("clean", str(pages), "--learn")
    assert (done.code, done.err) == (0, "--learn found no lines that recur over different stories of a source\n")


def test_html_on_standard_input() -> None:
    """HTML on standard input is recognised, and gives text."""
    done = cleanroom(
        "clean", stdin=f"<!doctype html><html><body><article><p>{GOOD}</p></article></body></html>".encode()
    )
    assert (done.code, done.text.strip()) == (0, GOOD)


def test_run_and_explain_read_standard_input(tmp_path: Path) -> None:
    """`run`, `dedup` and `explain` read standard input like `clean`."""
    rows = "\n".join(json.dumps({"id": id, "text": text}) for id, text in (("a", GOOD), ("b", OTHER))).encode()
    for command in ("run", "dedup"):
        assert cleanroom(command, "--from", "jsonl", "-o", str(tmp_path / command), stdin=rows).code == 0
        assert set(by_id(lines(tmp_path / command / "kept.jsonl"))) == {"a", "b"}
    assert JUNK in cleanroom("explain", "--removed", stdin=PAGE.encode()).text


def _feed(process: subprocess.Popen[bytes], data: bytes) -> None:
    assert process.stdin is not None
    with suppress(BrokenPipeError):
        process.stdin.write(data)


def test_records_flow() -> None:
    """`clean` is a filter: the first records come out while the input is still open."""
    process = subprocess.Popen(
        [*COMMAND, "clean", "--from", "jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    rows = json.dumps({"text": GOOD * 100}).encode() + b"\n"
    with process.stdout, process.stdin:
        # more than any buffer holds; it ends when the process does
        feeder = threading.Thread(target=lambda: _feed(process, rows * 400))
        feeder.start()
        readable, _, _ = select.select([process.stdout], [], [], PATIENCE)
        assert readable, "nothing comes out before the input ends"
        assert json.loads(process.stdout.readline())["text"].startswith(GOOD)
        process.kill()
        feeder.join()
    process.wait(PATIENCE)


def test_explain_shows_wrapped_lines_as_one() -> None:
    """A paragraph that was wrapped is one line of `explain`, with the numbers of its first line and its last."""
    wrapped = "\n".join(wrap(f"{GOOD} " * 3, 60))
    shown = cleanroom("explain", stdin=f"{wrapped}\n\nRead more\n".encode()).text.splitlines()
    assert [line.split()[0] for line in shown if line[:5].strip()[:1].isdigit()] == ["1-6", "8"]
    assert any(line.startswith("  1-6   The council met on Monday to discuss the new bridge") for line in shown)


def test_explain_on_standard_error() -> None:
    """`clean --explain` says on standard error what was cut; standard output stays the text alone."""
    done = cleanroom("clean", "--explain", stdin=PAGE.encode())
    assert (done.code, done.text) == (0, CLEANED)
    (line,) = done.err.splitlines()
    start = PAGE.index(JUNK)
    assert re.fullmatch(rf"{start}-\d+ read_more \([\w.-]+, 0\.\d\d\): {JUNK}", line)


@pytest.mark.parametrize("path", ["pages", "pages/", "pages/**/*.*", "./pages"])
def test_folders_and_globs(path: str, pages: Path) -> None:
    """A folder and a quoted glob are all files below, of several formats, under the same ids."""
    done = cleanroom("clean", path, cwd=pages.parent)
    assert done.code == 0
    rows = by_id([json.loads(line) for line in done.out.splitlines()])
    assert set(rows) == {"a.txt", "below/b.txt", "c.html", "d", "e"}
    assert rows["a.txt"]["text"] == CLEANED
    assert rows["c.html"]["kind_of_input"] == "html"
    assert (rows["d"]["section"], rows["e"]["shelf"]) == ("local", "7")


def test_a_file_named_twice(pages: Path) -> None:
    """A file that a folder and a glob both name is read once."""
    done = cleanroom("clean", "pages", "pages/*.txt", "pages/a.txt", cwd=pages.parent)
    assert len(done.out.splitlines()) == 5


def test_what_is_given_twice_is_said(pages: Path) -> None:
    """A file that is named twice, however it is spelt, is read once, and a line says so."""
    path = next(pages.glob("*.txt"))
    done = cleanroom("clean", str(path), f"{path.parent}/./{path.name}")
    assert (done.code, done.err) == (0, f"{path} is given 2 times; it is read once\n")
    assert done.out == cleanroom("clean", str(path)).out


@pytest.mark.parametrize("options", [("--text-field", "body"), ("--id-field", "key")], ids=" ".join)
def test_a_field_of_a_text_is_said_to_be_none(options: tuple[str, str], tmp_path: Path) -> None:
    """A field named for plain text is of no use, and one line says so; records among texts have it all the same."""
    (tmp_path / "a.txt").write_text("The bridge is closed.\n")
    (tmp_path / "b.txt").write_text("The bridge is open.\n")
    (tmp_path / "c.jsonl").write_text('{"body": "The bridge is gone.", "key": "k"}\n')
    done = cleanroom("clean", *options, "--from", "text", stdin=b"The bridge is closed.\n")
    assert (done.code, done.out) == (0, b"The bridge is closed.\n")
    assert done.err.startswith(f"{' '.join(options)}: - is plain text or HTML, which has no fields")
    for command in (("clean", str(tmp_path)), ("run", str(tmp_path), "-o", str(tmp_path / "out"))):
        done = cleanroom(*command, *options)
        assert (done.code, done.err.count("has no fields")) == (0, 1)
    assert cleanroom("clean", str(tmp_path / "c.jsonl"), *options).err == ""


def test_several_documents_are_json_lines(pages: Path) -> None:
    """One document is text on standard output; two are JSON lines."""
    a, b = str(pages / "a.txt"), str(pages / "below" / "b.txt")
    assert cleanroom("clean", a).text == CLEANED
    assert [json.loads(line)["text"] for line in cleanroom("clean", a, b).out.splitlines()] == [CLEANED, f"{OTHER}\n"]


def test_json_lines_round_trip() -> None:
    """JSON lines keep a record's id, order and own fields; cleaning the result again changes nothing."""
    rows = [
        {"id": "1", "text": PAGE, "url": "https://example.org/1", "date": "2020-01-02", "title": "One", "n": 1},
        {"id": "2", "text": OTHER, "tags": ["a", {"b": None}], "score": 0.5, "ok": True, "ü": "ß\u2028"},
    ]
    stream = "\n".join(map(json.dumps, rows)).encode()
    once = cleanroom("clean", "--from", "jsonl", stdin=stream)
    first, second = map(json.loads, once.out.splitlines())
    assert first.items() >= {**rows[0], "text": CLEANED}.items()
    assert second.items() >= rows[1].items()
    twice = cleanroom("clean", "--from", "jsonl", stdin=once.out)
    assert twice.out == once.out


def test_names_that_are_taken(tmp_path: Path) -> None:
    """An own field whose name the product needs is kept as own_<name>, in `clean` and in `run`."""
    row = {
        "id": "1",
        "text": GOOD,
        "comments": ["mine"],
        "copies": 9,
        "story": "s",
        "removed": 3,
        "source": {"a": 1},
        "title": 5,
    }
    cleaned = json.loads(cleanroom("clean", "--explain", "--from", "jsonl", stdin=json.dumps(row).encode()).out)
    assert cleaned["own_comments"] == ["mine"]
    assert (cleaned["own_removed"], cleaned["own_source"], cleaned["own_title"]) == (3, {"a": 1}, 5)
    assert (cleaned["comments"], cleaned["removed"]) == ([], [])
    assert cleanroom("run", "--from", "jsonl", "-o", str(tmp_path / "o"), stdin=json.dumps(row).encode()).code == 0
    (kept,) = lines(tmp_path / "o" / "kept.jsonl")
    assert (kept["own_copies"], kept["own_story"], kept["copies"], kept["story"]) == (9, "s", 0, "1")
    assert (kept["comments"], kept["own_title"]) == (["mine"], 5)


def test_keep_a_kind() -> None:
    """`--keep` leaves a kind in the text."""
    assert cleanroom("clean", "--keep", "read-more", stdin=PAGE.encode()).text == PAGE


# pipes


@pytest.mark.parametrize(
    "command",
    [
        "cleanroom clean seeds/ | head -1",
        "cleanroom clean seeds/003* --to jsonl | true",
        "cleanroom explain seeds/001* | head -1",
        "cleanroom explain --json seeds/001* | true",
        "cleanroom rules | head -1",
        "cleanroom rules --json | true",
        "cleanroom run seeds/ -o {out} | head -1",
        "cleanroom run seeds/ -o {out} | true",
        "cleanroom clean --help | true",
        "yes 'A line of text that goes on and on.' | head -c 300000 | cleanroom clean --to text | head -c 10",
    ],
)
def test_a_broken_pipe_is_quiet(command: str, tmp_path: Path) -> None:
    """A reader that goes away ends the command quietly: 0, and not a word on standard error."""
    done = through_a_shell(command.format(out=tmp_path / "out"), cwd=ROOT)
    # `yes` and `head` may be told the hard way; what counts is that nothing complains
    assert done.code in (0, 141)
    assert done.err == ""


def test_a_broken_pipe_leaves_a_whole_run(tmp_path: Path) -> None:
    """A run whose summary nobody reads is a whole run."""
    assert through_a_shell(f"cleanroom run seeds/ -o {tmp_path}/out | true", cwd=ROOT).code == 0
    assert summary(tmp_path / "out")["documents"] == 5


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("cleanroom clean seeds/003* >&-", 0),
        ("cleanroom explain seeds/003* >&-", 0),
        ("cleanroom clean seeds/003* 2>&- >/dev/null", 0),
        ("cleanroom clean nowhere 2>&-", 2),
        ("cleanroom clean <&- 2>/dev/null", 1),
    ],
)
def test_closed_streams(command: str, code: int) -> None:
    """Standard streams that are closed are as good as empty ones; nothing lands in the wrong one."""
    done = through_a_shell(command, cwd=ROOT)
    assert (done.code, done.out, done.err) == (code, b"", "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_poor_encoding(encoding: str) -> None:
    """A standard output that cannot show a sign gets an escape for it; `clean` writes UTF-8 always."""
    text = f"“Żółw” 龟: {GOOD}\n"
    env = environment(PYTHONIOENCODING=encoding)
    explained = cleanroom("explain", stdin=text.encode(), env=env)
    assert explained.code == 0
    assert b"\\u9f9f" in explained.out
    assert cleanroom("clean", stdin=text.encode(), env=env).text == text


# terminals


@pytest.fixture(scope="module")
def long_input(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records that take long enough for progress to be shown, also on a fast machine: several batches."""
    path = tmp_path_factory.mktemp("long") / "in.jsonl"
    rows = (json.dumps({"id": str(n), "text": f"{GOOD} {n}\n" * 40}) for n in range(900))
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_no_progress_without_a_terminal(long_input: Path, tmp_path: Path) -> None:
    """Without a terminal a run says nothing on standard error, and standard output holds no control character."""
    done = cleanroom("run", str(long_input), "-o", str(tmp_path / "out"))
    assert (done.code, done.err) == (0, "")
    assert not ACTED_ON.search(done.text.replace("\n", ""))


def test_progress_on_a_terminal(long_input: Path, tmp_path: Path) -> None:
    """On a terminal a longer run shows how far it is, in one line that it clears at the end."""
    code, shown = on_a_terminal("run", str(long_input), "-o", "out", cwd=tmp_path, COLUMNS="160")
    assert code == 0
    drawn, _, report = shown.rpartition("\x1b[2K")
    assert re.search(r"clean: [\d,]+ documents · [\d.]+ of [\d.]+ MB|dedup|write · [\d,]+ kept", drawn)
    assert drawn.count("\x1b[?25l") == 1
    assert "900 documents" in report
    assert "·" not in report


def test_clean_shows_progress_beside_a_file(long_input: Path, tmp_path: Path) -> None:
    """`clean -o` shows documents, MB, rates and what is kept on a terminal; into a pipe it shows nothing unasked."""
    many = tmp_path / "many.jsonl"
    many.write_text("\n".join([long_input.read_text()] * 6), encoding="utf-8")
    code, shown = on_a_terminal("clean", str(many), "-o", "out.jsonl", cwd=tmp_path, COLUMNS="160")
    assert code == 0
    seen = r"clean: [\d,]+ documents · [\d.]+ of [\d.]+ MB · [\d,]+/s, [\d.]+ MB/s · .*100\.0% kept, 0\.0% removed"
    assert re.search(seen, shown)
    assert on_a_terminal("clean", str(next(SEEDS.glob("003*"))), cwd=tmp_path)[1].count("\x1b") == 0


@pytest.mark.parametrize("command", ["explain", "rules", "run"])
def test_colours_on_a_terminal_only(command: str, tmp_path: Path) -> None:
    """Colours are for terminals: not for pipes, not with NO_COLOR, not on a dumb terminal."""

    def arguments(name: str) -> tuple[str, ...]:
        seed = str(next(SEEDS.glob("001*")))
        return {"run": ("run", seed, "-o", str(tmp_path / name)), "rules": ("rules",)}.get(command, (command, seed))

    assert COLOUR + "0m" in on_a_terminal(*arguments("a"))[1]
    assert not COLOURED.search(on_a_terminal(*arguments("b"), NO_COLOR="1")[1])
    assert COLOUR not in on_a_terminal(*arguments("c"), TERM="dumb")[1]
    assert COLOUR + "0m" in on_a_terminal(*arguments("d"), NO_COLOR="")[1]
    assert COLOUR not in cleanroom(*arguments("e")).text


@pytest.mark.parametrize(
    "arguments", [("explain",), ("explain", "--json"), ("clean",), ("clean", "--to", "jsonl"), ("clean", "--explain")]
)
def test_a_text_cannot_steer_the_terminal(arguments: tuple[str, ...]) -> None:
    """No control character of a hostile text reaches a terminal."""
    code, shown = on_a_terminal(
        *arguments, stdin=f"{HOSTILE}\nREAD MORE: \x1b[5m blinking\x07 bridges\n".encode(), NO_COLOR="1"
    )
    assert code == 0
    assert GOOD[:80] in shown
    assert "\\u001b[31mred" in shown
    assert not ACTED_ON.search(shown)


def test_a_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    """No control character of a file's name or of a bad record reaches a terminal."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a\x1b[31m\n.txt").write_bytes(b"")
    (tmp_path / "in" / "b.jsonl").write_bytes(
        b'["\x1b[2J"]\n{"id": "\\u001b]0;x\\u0007"}\n{"id":"c","text":' + json.dumps(GOOD).encode() + b"}"
    )
    for arguments in (
        ("clean", "in", "--to", "jsonl"),
        ("run", "in", "-o", "out"),
        ("explain", "in"),
        ("clean", "\x1b[31m"),
    ):
        _, shown = on_a_terminal(*arguments, cwd=tmp_path, TERM="dumb")  # where progress moves no cursor
        assert shown
        assert not ACTED_ON.search(shown)


def test_a_pipe_gets_the_text_as_it_is() -> None:
    """In a pipe a text keeps every character, also those that a terminal would act on."""
    assert cleanroom("clean", stdin=HOSTILE.encode()).text == HOSTILE


# signals


#: Ctrl-C may come between opening a file and giving it a name: it is closed all the same, which is no warning
INTERRUPTED = environment(PYTHONWARNINGS="error,ignore::ResourceWarning")


#: what is said when there is nothing yet to go on from
BEGINS_AGAIN = "nothing of this job is kept yet: the same command begins again\ncleanroom: interrupted\n"


def interrupted(process: subprocess.Popen[bytes], ready: Path) -> tuple[int, str]:
    """Wait until a file is there, press Ctrl-C, and give exit code and standard error."""
    until = time.monotonic() + PATIENCE
    while not ready.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    assert process.poll() is None, "it ended before it could be interrupted"
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=PATIENCE)
    return process.returncode, error.decode()


def test_ctrl_c_in_a_run(tmp_path: Path) -> None:
    """Ctrl-C in a run gives 130, what to do in two lines, no half file; an old run stays as it was."""
    out = tmp_path / "out"
    assert cleanroom("run", str(SEEDS), "-o", str(out)).code == 0
    before = {path.name: path.stat().st_mtime_ns for path in out.iterdir() if path.name != ".lock"}
    process = subprocess.Popen(
        [*COMMAND, "run", "--from", "jsonl", "-o", str(out), "--overwrite"], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=INTERRUPTED,
    )  # fmt: skip
    code, error = interrupted(process, out / ".unfinished" / "tables")  # it waits for standard input by then
    assert (code, error) == (130, BEGINS_AGAIN)
    assert {path.name: path.stat().st_mtime_ns for path in out.iterdir() if path.name != ".lock"} == before


def test_ctrl_c_in_clean(tmp_path: Path) -> None:
    """Ctrl-C in `clean` gives 130, the same lines, and no file under the final name."""
    process = subprocess.Popen(
        [*COMMAND, "clean", "--from", "jsonl", "-o", "out.jsonl", "--rejects", "bad.jsonl"], cwd=tmp_path,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=INTERRUPTED,
    )  # fmt: skip
    until = time.monotonic() + PATIENCE
    while not list(tmp_path.glob(".out*")) and time.monotonic() < until:
        time.sleep(0.01)
    assert list(tmp_path.glob(".out*"))
    code, error = interrupted(process, tmp_path)
    assert (code, error) == (130, BEGINS_AGAIN)
    assert list(tmp_path.iterdir()) == []


# exit codes and documentation


def test_exit_codes(tmp_path: Path) -> None:
    """0 is done, 1 done with rejected records, 2 a wrong command."""
    (tmp_path / "bad.txt").write_bytes(b"")
    seed = str(next(SEEDS.glob("003*")))
    assert cleanroom("clean", seed).code == 0
    assert cleanroom("clean", seed, str(tmp_path / "bad.txt")).code == 1
    for wrong in (
        (),
        ("nonsense",),
        ("clean", "--nonsense"),
        ("clean", "--from", "pdf"),
        ("run", seed),
        ("rules", "nonsense"),
    ):
        done = cleanroom(*wrong)
        assert (done.code, done.out) == (2, b"")
        assert done.err.splitlines()[-1].startswith("cleanroom")


def test_version() -> None:
    """`--version` says name and version, also through `python -m cleanroom`."""
    assert re.fullmatch(r"cleanroom \d+\.\d+\.\d+\n", cleanroom("--version").text)


def commands_in(text: str) -> list[list[str]]:
    """The arguments of every `cleanroom …` in lines of shell, up to a comment, a pipe or a redirection."""
    found = []
    for line in text.splitlines():
        shown = re.split(r" {3,}(?=\w)", line.strip())[0]  # help texts put a word about it behind some blanks
        lexer = shlex.shlex(shown, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        words = list(lexer) if re.match(r"(\w+ [^|]*\| )?cleanroom ", shown) else []
        while "cleanroom" in words:
            words = words[words.index("cleanroom") + 1 :]
            ends = [words.index(end) for end in ("|", ">", ">>", "&&", ";", "<") if end in words]
            found.append(words[: min(ends, default=len(words))])
    return found


def documented() -> list[tuple[str, list[str]]]:
    """Every command line that a help text or a page of documentation shows."""
    texts = {"cleanroom --help": parser().format_help()}
    texts |= {f"cleanroom {name} --help": command_file(name).EPILOG for name in COMMANDS}
    for page in sorted((ROOT / "README.md", *(ROOT / "docs").glob("**/*.md"))):
        blocks = re.findall(r"^```(?:sh|console|bash)\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
        texts[page.name] = "\n".join(blocks)
    return [(name, arguments) for name, text in texts.items() for arguments in commands_in(text)]


def test_the_examples_are_found() -> None:
    """The documentation of every command and the README have examples, so the next test tests something."""
    places = {name for name, _ in documented()}
    assert places >= {"README.md", "cleanroom --help", *(f"cleanroom {name} --help" for name in COMMANDS)}
    assert ["run", "seeds/", "-o", "out/"] in [arguments for _, arguments in documented()]


@pytest.mark.parametrize(
    ("place", "arguments"), documented(), ids=lambda value: value if isinstance(value, str) else " ".join(value)
)
def test_every_example_parses(place: str, arguments: list[str]) -> None:
    """Every command line in a help text, the README or docs/ is one that the command takes."""
    said, code = io.StringIO(), 0
    try:
        with redirect_stdout(said), redirect_stderr(said):
            parser().parse_args(arguments)
    except SystemExit as end:  # --help and --version end with 0
        code = int(end.code or 0)
    assert code == 0, f"{place}: {said.getvalue()}"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_by_example(command: str) -> None:
    """`--help` of every command says what it does, lists every option with a word about it, and ends with examples."""
    done = cleanroom(command, "--help")
    assert (done.code, done.err) == (0, "")
    head, _, examples = done.text.partition("\nexamples:\n")
    assert len([line for line in paragraphs(examples) if f"cleanroom {command}" in line]) >= 2
    assert not [action.dest for action in _actions(command) if not action.help]
    assert f"usage: cleanroom {command}" in head


def _actions(command: str) -> list[argparse.Action]:
    top = parser()
    (commands,) = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    return list(commands.choices[command]._actions)


def test_the_readme_tells_all_commands() -> None:
    """The README shows every command at least once."""
    shown = {arguments[0] for place, arguments in documented() if place == "README.md" and arguments}
    assert shown >= {*COMMANDS}
