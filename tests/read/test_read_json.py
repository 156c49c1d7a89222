"""JSON documents, separators in text files, folders of runs, and input without any text field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import SEEDS, cleanroom, lines

from cleanroom.config import ReadConfig
from cleanroom.errors import UsageError
from cleanroom.read import read, refuse_textless
from cleanroom.records import Raw, Reject

TEXT = "Text {}, with [brackets], {{braces}} and 'quotes'."
ROWS = [{"id": f"n{number}", "text": TEXT.format(number)} for number in range(5)]


def found(path: Path, data: str | bytes, **options: str) -> list[Raw | Reject]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read([str(path)], **options))  # type: ignore[arg-type]


def ids(items: list[Raw | Reject]) -> list[str]:
    return [item.id if isinstance(item, Raw) else item.code for item in items]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a", "a.txt.json"])
def test_an_array(name: str, indent: int | None, tmp_path: Path) -> None:
    """An array of objects is as many records, on one line or on many, whatever the file is called."""
    items = found(tmp_path / name, json.dumps(ROWS, indent=indent))
    assert ids(items) == [row["id"] for row in ROWS]
    assert [item.position for item in items] == [1, 2, 3, 4, 5]
    assert [item.content for item in items if isinstance(item, Raw)] == [row["text"] for row in ROWS]


def test_objects_over_several_lines(tmp_path: Path) -> None:
    """Objects that are spread over lines, one after the other, are records."""
    assert ids(found(tmp_path / "a.json", "\n".join(json.dumps(row, indent=1) for row in ROWS))) == ids(
        found(tmp_path / "b.json", json.dumps(ROWS))
    )


def test_json_that_is_lines(tmp_path: Path) -> None:
    """A .json file may hold JSON lines: a bad line is one reject, and the next one is read."""
    data = '{"id": "a", "text": "A"}\n{bad\n{"id": "c", "text": "C"}\n'
    assert ids(found(tmp_path / "a.json", data)) == ["a", "json", "c"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("[]", []),
        ('[{"id": "a", "text": "A"}, 5, {"id": "b"}, {"id": "c", "text": "C"}]', ["a", "not_object", "no_text", "c"]),
        ('[{"id": "a", "text": "A"}, {"id": "b", "te', ["a", "json"]),
        ('[{"id": "a", "text": "A"},', ["a", "json"]),
        ('[{"id": "a", "text": "A"}, {bad}, {"id": "c", "text": "C"}]' + " " * 100, ["a", "json"]),
        ("[" * 100_000, ["json"]),
        ('[{"id": "a", "text": "A"}]'.encode("utf-16"), ["a"]),
        (b"\xef\xbb\xbf" + b'[{"id": "a", "text": "A"}]', ["a"]),
    ],
)
def test_bad_arrays(data: str | bytes, expected: list[str], tmp_path: Path) -> None:
    """What is before the damage is used, the rest is one reject; an element without a text is a reject of its own."""
    assert ids(found(tmp_path / "a.json", data)) == expected


def test_a_long_array_is_read_in_pieces(tmp_path: Path) -> None:
    """Elements that are longer than a read, and arrays of many reads, come whole and in order."""
    rows = [{"id": str(number), "text": "x" * (3_000_000 if number == 1 else 500_000)} for number in range(6)]
    items = found(tmp_path / "a.json", json.dumps(rows))
    assert [(item.id, len(item.content)) for item in items if isinstance(item, Raw)] == [
        (row["id"], len(row["text"])) for row in rows
    ]


# separators


def test_split(tmp_path: Path) -> None:
    """With a separator a text file is several documents, numbered; blank ones are none."""
    items = found(tmp_path / "a.txt", "---\nOne.\n---\n\n---\r\nTwo,\nwith --- in a line.\n---\n", split="---")
    assert [(item.id, item.content) for item in items if isinstance(item, Raw)] == [
        ("a.txt#1", "One.\n"), ("a.txt#2", "Two,\nwith --- in a line.\n"),
    ]


def test_split_takes_texts_apart_that_clean_wrote(tmp_path: Path) -> None:
    """Texts that `clean --to text` has written to one stream come apart again with --split='\\f'."""
    seeds = sorted(map(str, SEEDS.iterdir()))
    joined = cleanroom("clean", "--to", "text", *seeds)
    done = cleanroom("clean", "--split=\\f", "--from", "text", stdin=joined.out)
    texts = [json.loads(line)["text"] for line in done.out.splitlines()]
    assert len(texts) == len(seeds)


def test_a_part_above_the_limit_is_one_reject(tmp_path: Path) -> None:
    """A document between separators that is too long is rejected, its neighbours are read."""
    (tmp_path / "a.txt").write_text("One.\n---\n" + "long line\n" * 50 + "---\nThree.\n", encoding="utf-8")
    items = list(read([str(tmp_path / "a.txt")], ReadConfig(max_line_bytes=100), split="---"))
    assert ids(items) == ["a.txt#1", "too_large", "a.txt#3"]


# folders of runs


def test_a_run_as_input(tmp_path: Path) -> None:
    """Of the folder of a finished run the kept texts are read, and none of its other files."""
    assert cleanroom("run", str(SEEDS), "-o", str(tmp_path / "one")).code == 0
    assert cleanroom("dedup", str(tmp_path / "one"), "-o", str(tmp_path / "two")).code == 0
    first, second = (lines(tmp_path / name / "kept.jsonl") for name in ("one", "two"))
    assert [(row["id"], row["text"]) for row in second] == [(row["id"], row["text"]) for row in first]


# no text field


def test_no_record_has_a_text() -> None:
    """Input of which no record has a text is refused, early if it is long; one with a text is not."""
    bad = [Reject("in.jsonl", number, "no_text", "looked for text") for number in range(1, 2000)]
    with pytest.raises(UsageError, match=r"no record has a text; in\.jsonl:1: looked for text"):
        list(refuse_textless(bad[:5]))
    endless = iter(bad)
    with pytest.raises(UsageError, match="none of the first 1,000 records has a text"):
        list(refuse_textless(endless))
    assert len(list(endless)) == 999
    good = Raw("a", "A text.")
    assert list(refuse_textless([*bad[:5], good, *bad])) == [*bad[:5], good, *bad]
    assert list(refuse_textless([])) == []


@pytest.mark.parametrize("command", ["clean", "run", "dedup"])
def test_no_text_field_at_the_command_line(command: str, tmp_path: Path) -> None:
    """A command on records without a text is one line that names the fields there are, 2, and writes nothing."""
    (tmp_path / "in.jsonl").write_text('{"id": "a", "story": "A."}\n', encoding="utf-8")
    to = ["--to", "text"] if command == "clean" else []
    done = cleanroom(command, str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out"), *to)
    assert (done.code, done.out) == (2, b"")
    (line,) = done.err.splitlines()
    assert "id, story (--text-field names another)" in line
    assert {path.name for path in tmp_path.iterdir()} <= {"in.jsonl", "out"}
    assert not list(tmp_path.glob("out/*"))


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    """`clean -o` on a file or folder that holds something is refused, but for --overwrite."""
    seed = str(next(SEEDS.glob("003*")))
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    for out in (tmp_path / "notes.txt", tmp_path):
        done = cleanroom("clean", seed, "-o", str(out))
        assert (done.code, "add --overwrite" in done.err) == (2, True)
        assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert cleanroom("clean", seed, "-o", str(tmp_path / "notes.txt"), "--overwrite").code == 0
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") != "mine"


def test_priority_of_sources(tmp_path: Path) -> None:
    """--canonical priority with --sources keeps the text of the first source; one without the other is refused."""
    text = "The council met on Monday to discuss the new bridge over the river, which is closed. " * 9
    rows = [{"id": name, "text": text, "source": f"{name}.org"} for name in "abc"]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    run = ("dedup", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out"))
    assert cleanroom(*run, "--canonical", "priority", "--sources", "b.org,a.org").code == 0
    assert [row["id"] for row in lines(tmp_path / "out" / "kept.jsonl")] == ["b"]
    for wrong in (("--canonical", "priority"), ("--sources", "a.org")):
        assert cleanroom(*run, *wrong, "--overwrite").code == 2
