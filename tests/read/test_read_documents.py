"""Files that are one document: text and HTML, good and bad."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanroom.config import ReadConfig
from cleanroom.read import read
from cleanroom.records import REJECT_CODES, Raw, Reject

FRENCH = "Les élus demeurent sceptiques : « où est l’argent ? », a demandé hier un député à la presse."
PAGE = "<!DOCTYPE html><html><head><title>T</title></head><body><p>Hello.</p></body></html>"


def one(tmp_path: Path, data: bytes, name: str = "a.txt", config: ReadConfig | None = None) -> Raw | Reject:
    path = tmp_path / name
    path.write_bytes(data)
    items = list(read([str(path)], config))
    assert len(items) == 1
    return items[0]


def good(item: Raw | Reject) -> Raw:
    assert isinstance(item, Raw), item
    return item


def code(item: Raw | Reject) -> str:
    assert isinstance(item, Reject), item
    assert item.code in REJECT_CODES
    assert item.message and "\n" not in item.message
    return item.code


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"\xff\xfe", "\u3000\u00a0\n".encode()])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a"])
def test_nothing_but_white_space_is_rejected(tmp_path: Path, data: bytes, name: str) -> None:
    """An empty file, or one with nothing but white space or a byte order mark, is a reject `empty`."""
    assert code(one(tmp_path, data, name)) == "empty"


@pytest.mark.parametrize("data", [
    b"%PDF-1.7\n1 0 obj\n", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xd8\xff\xe0\0\x10JFIF", b"GIF89a\x01\0",
    b"\x7fELF\x02\x01\x01" + b"\0" * 50, b"PK\x03\x04\x14\0\0\0", b"word " * 20 + b"\0" * 30,
    bytes(range(256)) * 20, b"\0" * 1000, b"\1\2\3\4 abc" * 20, b"RIFF\x10\0\0\0WAVEfmt ",
])
def test_binary_files_are_rejected(tmp_path: Path, data: bytes) -> None:
    """A file that is no text is a reject `binary`, whatever its name says."""
    assert code(one(tmp_path, data)) == "binary"


def test_binary_is_not_read_to_the_end(tmp_path: Path) -> None:
    """A compressed bomb of zeros is rejected from its first bytes."""
    assert code(one(tmp_path, gzip.compress(bytes(20_000_000)), "a.txt.gz")) == "binary"


def test_a_few_nuls_stay_and_are_noted(tmp_path: Path) -> None:
    """A text with a few stray NUL bytes is processed as it is, and the record says so."""
    text = "A sentence like any other. " * 200
    raw = good(one(tmp_path, (text + "\0" + text).encode()))
    assert raw.content == text + "\0" + text
    assert raw.notes == ("1 NUL characters",)


def test_a_binary_tail_makes_a_file_binary(tmp_path: Path) -> None:
    """A text whose tail is full of NUL bytes is binary, although its head is not."""
    assert code(one(tmp_path, b"A sentence. " * 10_000 + b"\0" * 10_000)) == "binary"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_decide(tmp_path: Path, codec: str) -> None:
    """A byte order mark says the encoding, is not part of the text, and needs no note."""
    raw = good(one(tmp_path, FRENCH.encode(codec)))
    assert (raw.content, raw.notes) == (FRENCH, ())


@pytest.mark.parametrize("mark, codec", [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_both_orders_of_utf_16(tmp_path: Path, mark: bytes, codec: str) -> None:
    """UTF-16 with a mark is read in both byte orders; an odd last byte is replaced and noted."""
    assert good(one(tmp_path, mark + FRENCH.encode(codec))).content == FRENCH
    raw = good(one(tmp_path, mark + FRENCH.encode(codec) + b"\x20"))
    assert raw.content == FRENCH + "\ufffd"
    assert raw.notes == (f"encoding {codec}; 1 × U+FFFD for bytes it does not have",)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_guessed(tmp_path: Path, codec: str) -> None:
    """UTF-16 without a mark is not taken for a binary file: its zero bytes give it away."""
    raw = good(one(tmp_path, FRENCH.encode(codec)))
    assert (raw.content, raw.notes) == (FRENCH, (f"encoding guessed: {codec}",))


@pytest.mark.parametrize("text, codec, name", [
    (FRENCH, "cp1252", "windows-1252"),
    ("Die Bürger müssen künftig höhere Gebühren für die Straßen zahlen. „Schön“, sagte er.", "cp1252", "windows-1252"),
    ("Rząd ogłosił w środę szereg środków mających poprawić jakość powietrza w miastach.", "cp1250", "windows-1250"),
    ("Правительство объявило в среду о ряде мер по улучшению качества воздуха.", "cp1251", "windows-1251"),
    ("政府は水曜日、大都市の大気の質を改善するための一連の措置を発表した。", "cp932", "cp932"),
])
def test_other_encodings_are_guessed_and_noted(tmp_path: Path, text: str, codec: str, name: str) -> None:
    """Bytes that are no UTF-8 are read in the encoding they look like, and the record notes the guess."""
    raw = good(one(tmp_path, text.encode(codec)))
    assert (raw.content, raw.notes) == (text, (f"encoding guessed: {name}",))


def test_the_guess_looks_where_the_trouble_is(tmp_path: Path) -> None:
    """A long ASCII head does not hide the encoding of what follows."""
    text = "Plain words only. " * 10_000 + FRENCH
    assert good(one(tmp_path, text.encode("cp1252"))).content == text


def test_damaged_utf_8_stays_utf_8(tmp_path: Path) -> None:
    """UTF-8 with a few foreign bytes keeps its good characters; lone bytes are read as windows-1252."""
    raw = good(one(tmp_path, FRENCH.encode() + b" caf\xe9 noir " + FRENCH.encode() + b"\xc3"))
    assert raw.content == f"{FRENCH} café noir {FRENCH}\ufffd"
    assert raw.notes == ("invalid UTF-8: 2 bytes read as windows-1252 or replaced",)


@pytest.mark.parametrize("name, codec", [("windows-1251", "cp1251"), ("iso-8859-1", "cp1252"), ("shift_jis", "cp932")])
def test_a_page_says_its_encoding(tmp_path: Path, name: str, codec: str) -> None:
    """The charset an HTML page declares is used, as browsers read its name, without a note."""
    words = {"cp1251": "Да", "cp1252": "“é”", "cp932": "政府"}[codec]
    page = f'<html><head><meta charset="{name}"></head><body>{words}</body></html>'
    raw = good(one(tmp_path, page.encode(codec), "a.html"))
    assert (raw.content, raw.form, raw.notes) == (page, "html", ())


def test_a_page_that_declares_nonsense_is_read(tmp_path: Path) -> None:
    """A charset that does not exist, or that is Python's own, is passed over."""
    for name in ("no-such", "unicode_escape", "hex", "idna"):
        page = f'<html><meta charset="{name}"><body>{FRENCH} \\u0041'
        assert good(one(tmp_path, page.encode("cp1252"), "a.html")).content == page


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.txt", "a", "page.php"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_html_is_recognised(tmp_path: Path, name: str, codec: str) -> None:
    """A file is HTML by its name, or because it holds a whole page."""
    raw = good(one(tmp_path, ("\n" + PAGE).encode(codec), name))
    assert raw.form == "html"


def test_text_about_html_is_text(tmp_path: Path) -> None:
    """A text that mentions tags is no page; and who says --from text gets text."""
    assert good(one(tmp_path, b"<p> is a tag, as <html> is")).form == "text"
    (tmp_path / "b.txt").write_text(PAGE)
    assert [good(item).form for item in read([str(tmp_path / "b.txt")], form="text")] == ["text"]


def test_deep_html_is_passed_on(tmp_path: Path) -> None:
    """HTML that is 5,000 levels deep is read like any other."""
    page = "<html>" + "<div>" * 5_000 + "x" + "</div>" * 5_000
    assert good(one(tmp_path, page.encode(), "a.html")).content == page


def test_one_line_of_50_mb(tmp_path: Path) -> None:
    """A text of one line of 50 MB is one record."""
    raw = good(one(tmp_path, b"abcd " * 10_000_000))
    assert len(raw.content) == 50_000_000


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.txt.gz"])
def test_too_large_documents_are_rejected(tmp_path: Path, name: str) -> None:
    """A document above the limit is a reject `too_large`, compressed or not."""
    config = ReadConfig(max_document_chars=1000)
    data = b"x" * 1000
    pack = gzip.compress if name.endswith(".gz") else bytes
    assert len(good(one(tmp_path, pack(data), name, config)).content) == 1000
    assert code(one(tmp_path, pack(data + b"x"), name, config)) == "too_large"
    assert code(one(tmp_path, pack(data * 100), name, config)) == "too_large"


PACK = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}


@pytest.mark.parametrize("suffix", PACK)
def test_compressed_documents(tmp_path: Path, suffix: str) -> None:
    """A compressed document is unpacked by its content, whatever its name; one cut off is one reject."""
    data = PACK[suffix](FRENCH.encode() * 50)
    assert good(one(tmp_path, data, "a.txt" + suffix)).content == FRENCH * 50
    assert good(one(tmp_path, data, "a")).content == FRENCH * 50
    assert good(one(tmp_path, FRENCH.encode(), "b.txt" + suffix)).content == FRENCH
    for cut in (20, len(data) // 2, len(data) - 1):
        assert code(one(tmp_path, data[:cut], "a.txt" + suffix)) == "compressed"


def test_a_damaged_gzip_is_rejected(tmp_path: Path) -> None:
    """A compressed document with a flipped byte is a reject, not half a text."""
    data = bytearray(gzip.compress(FRENCH.encode()))
    data[-6] ^= 255
    assert code(one(tmp_path, bytes(data), "a.txt.gz")) == "compressed"


def test_standard_input_is_one_document() -> None:
    """A document on standard input has the id `stdin`, and its form is found out without losing a byte."""
    for data, form in ((FRENCH.encode() * 2000, "text"), (PAGE.encode() * 2000, "html")):
        (raw,) = map(good, read([], stdin=io.BytesIO(data)))
        assert (raw.id, raw.source, raw.form, raw.content.encode()) == ("stdin", "-", form, data)


def test_slow_pipes_are_read_to_the_end() -> None:
    """A pipe that gives a byte at a time loses nothing."""

    class Slow(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self.rest = data

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            buffer[: len(self.rest[:1])] = self.rest[:1]
            count, self.rest = len(self.rest[:1]), self.rest[1:]
            return count

    (raw,) = map(good, read(["-"], stdin=io.BufferedReader(Slow(gzip.compress(FRENCH.encode())))))
    assert raw.content == FRENCH


def test_an_unreadable_file_is_a_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be opened is a reject, and the others are read."""
    for name in "ab":
        (tmp_path / name).write_text(name)
    real_open = Path.open

    def refuse(self: Path, *args: object, **options: object) -> object:
        if self.name == "a":
            raise PermissionError(13, "Permission denied")
        return real_open(self, *args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    bad, fine = read([str(tmp_path)])
    assert code(bad) == "unreadable"
    assert good(fine).content == "b"


@given(st.binary(max_size=300))
def test_any_bytes_give_one_item(data: bytes) -> None:
    """Whatever the bytes, there is one record with a text that can be written, or one reject: never an error."""
    for form in ("auto", "text", "html"):
        (item,) = read(["-"], form=form if data[:1] != b"{" else "text", stdin=io.BytesIO(data))
        if isinstance(item, Raw):
            assert item.content.strip() and item.content.encode()
        else:
            code(item)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    """A text in UTF-8 is not changed by reading, not even its line ends."""
    text = text + "x\r\ny\rz\n"
    (raw,) = map(good, read(["-"], form="text", stdin=io.BytesIO(text.encode())))
    assert raw.content == text.removeprefix("\ufeff")
