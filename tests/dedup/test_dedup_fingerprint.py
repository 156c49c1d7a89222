"""Words, shingles and signatures."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import numpy as np
import pytest
from dedup_texts import BAKERY, CHINESE, CONFIG, FERRY, plain_shingles, plain_words
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanroom.dedup import words as words_module
from cleanroom.dedup.exchange import from_datasketch, to_datasketch
from cleanroom.dedup.fingerprint import EMPTY, fingerprint, permutations, shingle_sets, signatures
from cleanroom.dedup.words import CAPITAL, DIGIT, Words, split_words

SAMPLES = [
    "",
    " \n\t",
    "…!? — ()",
    "😀👩‍👩‍👧 🎉",
    "one",
    "one two",
    "Straße STRASSE ﬁn İstanbul ŉ",
    "cafe\u0301 café",
    "soft\u00adhyphen zero\u200bwidth word\u2060joiner",
    "2024-10-22 3.14 ١٢٣",
    "שלום עולם זה טקסט קצר",
    "مرحبا بالعالم هذا نص",
    "नमस्ते दुनिया यह है",
    "สวัสดีชาวโลกนี่คือข้อความ",
    CHINESE,
    "iPhone 15を発売しました today",
    "漢字",
    "𠀀𠀁𠀂𠀃𠀄𠀅",
    "a\x00b",
    "\ud800 lone",
    FERRY,
    BAKERY,
]
texts = st.text(alphabet=st.sampled_from("aBcß 9.\n–é\u0301\u200b漢字かなไท😀Ωﬁ"), max_size=60)


def sets(batch: list[str]) -> list[np.ndarray]:
    found = fingerprint(batch, CONFIG)
    return [found.shingles[a:b] for a, b in zip(found.offsets[:-1], found.offsets[1:], strict=True)]


def test_words_are_those_of_a_plain_loop_over_characters() -> None:
    """Every word of a batch has one hash, and different words have different ones."""
    found = split_words(SAMPLES)
    expected = [word for text in SAMPLES for word, _ in plain_words(text)]
    assert np.diff(found.offsets).tolist() == [len(plain_words(text)) for text in SAMPLES]
    assert len(set(zip(expected, found.hashes.tolist(), strict=True))) == len(set(expected))
    assert len(set(found.hashes.tolist())) == len(set(expected))


@given(st.lists(texts, max_size=6))
@settings(max_examples=200, deadline=None)
def test_shingle_sets_equal_plain_python_sets(batch: list[str]) -> None:
    """Sizes and overlaps of the sets are those of sets of tuples of strings."""
    hashed, plain = sets(batch), [plain_shingles(text) for text in batch]
    for one, other in zip(hashed, plain, strict=True):
        assert len(one) == len(other)
        assert (np.diff(one.astype(object)) > 0).all()
    for i in range(len(batch)):
        assert len(np.intersect1d(hashed[0], hashed[i])) == len(plain[0] & plain[i])


@given(st.lists(texts, max_size=5), texts)
@settings(max_examples=100, deadline=None)
def test_a_fingerprint_does_not_depend_on_the_batch(batch: list[str], text: str) -> None:
    """A text has the same set and signature alone as between others."""
    alone, among = fingerprint([text], CONFIG), fingerprint([*batch, text, *batch], CONFIG)
    place = len(batch)
    assert np.array_equal(alone.shingles, among.shingles[among.offsets[place] : among.offsets[place + 1]])
    assert np.array_equal(alone.signatures[0], among.signatures[place])


def test_hashes_are_fixed_for_ever() -> None:
    """Stored fingerprints stay readable: these values must not change, on any platform."""
    found = fingerprint(["The quick brown fox", "港口管理局周", "Straße"], CONFIG)
    assert [f"{value:016x}" for value in found.shingles.tolist()] == PINNED_SHINGLES
    assert found.signatures[0, :3].tolist() == PINNED_SIGNATURE


PINNED_SHINGLES = ["0807cfac647e06e6", "171ee3ec9ea2322e", "6c09ad304b92b6e1", "da8e256c3e9071be", "8f39b15fed969858"]
PINNED_SIGNATURE = [139522370, 1700985674, 667430608]


def test_a_text_without_words_has_the_empty_set() -> None:
    """Blanks, punctuation and emoji are no words; the signature of the empty set is datasketch's."""
    found = fingerprint(["", " \n", "?!…", "😀👩‍👩‍👧"], CONFIG)
    assert found.offsets.tolist() == [0] * 5
    assert (found.signatures == EMPTY).all()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CAFÉ in der Straße", "cafe\u0301 IN DER STRASSE"),
        ("the soft\u00adhyphen\u200bated word", "the softhyphenated word"),
        ("“Quoted” — and so on", '"quoted", and so   on'),
        ("ｆｕｌｌ ｗｉｄｔｈ ﬁne", "full width fine"),
        ("\u202bشكرا جزيلا لكم\u202c", "شكرا جزيلا لكم"),
        ("line\nbreaks in\nit", "line breaks in it"),
    ],
)
def test_what_a_reader_does_not_see_does_not_count(one: str, other: str) -> None:
    """Case, Unicode form, invisible characters, quotes and line breaks leave the set as it is."""
    first, second = sets([one, other])
    assert np.array_equal(first, second)


def test_scripts_without_blanks_get_character_shingles() -> None:
    """A changed character costs at most five shingles of a Chinese text, not the whole line."""
    first, second = sets([CHINESE, CHINESE[:20] + "新" + CHINESE[21:]])
    assert len(first) == len(CHINESE) - CONFIG.shingle_chars + 1
    assert len(np.intersect1d(first, second)) == len(first) - CONFIG.shingle_chars


def test_words_carry_whether_they_are_names_or_numbers() -> None:
    """Digits and capitals are remembered although the hash ignores case."""
    found = split_words(["Kirkuk has 22 B2 bombers"])
    assert (found.flags & CAPITAL > 0).tolist() == [True, False, False, True, False]
    assert (found.flags & DIGIT > 0).tolist() == [False, False, True, True, False]


def test_a_huge_text_is_worked_on_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cutting a huge text at blanks does not change its words."""
    whole = split_words([FERRY, "x", BAKERY])
    monkeypatch.setattr(words_module, "PIECE_CHARS", 100)
    monkeypatch.setattr(words_module, "PASS_CHARS", 150)
    pieces = split_words([FERRY, "x", BAKERY])
    assert np.array_equal(whole.hashes, pieces.hashes)
    assert np.array_equal(whole.offsets, pieces.offsets)


def test_a_text_without_blanks_is_cut_where_it_must(monkeypatch: pytest.MonkeyPatch) -> None:
    """A huge run of letters becomes words of the longest piece, and characters are not lost."""
    monkeypatch.setattr(words_module, "PIECE_CHARS", 100)
    assert len(split_words(["z" * 1050]).hashes) == 11
    assert len(split_words([CHINESE * 10]).hashes) == len(CHINESE) * 10


def test_no_texts_have_no_fingerprints() -> None:
    """An empty batch gives empty arrays of the right shapes."""
    found = fingerprint([], CONFIG)
    assert len(found) == 0
    assert found.signatures.shape == (0, 128)
    assert len(Words(found.offsets, found.words.hashes, found.words.flags)) == 0


@given(st.lists(st.lists(st.integers(0, 2**64 - 1), max_size=40), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_signatures_are_bit_identical_to_datasketch(rows: list[list[int]]) -> None:
    """Fed with the low 32 bits of the same hashes, `affine32` gives the same values."""
    import datasketch
    offsets = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    offsets, shingles = shingle_sets(offsets, np.array([x for row in rows for x in row], np.uint64))
    ours = signatures(offsets, shingles)
    for row, signature in zip(rows, ours, strict=True):
        sketch = datasketch.MinHash(num_perm=128, seed=1, hashfunc=int, scheme="affine32")
        sketch.update_batch([value & 0xFFFFFFFF for value in row])
        assert np.array_equal(sketch.hashvalues, signature)


@pytest.mark.parametrize("seed", [0, 1, 4, 2**32 - 1])
def test_permutations_are_drawn_as_numpy_draws_them(seed: int) -> None:
    """Also of other seeds, and of more numbers than the generator makes at once."""
    for count in (1, 128, 400):
        draw = np.random.RandomState(seed)
        a = draw.randint(0, 1 << 31, count, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
        b = draw.randint(0, 1 << 32, count, dtype=np.uint32)
        assert np.array_equal(permutations(count, seed), (a, b))


def test_signatures_of_texts_go_to_datasketch_and_back() -> None:
    """Its Jaccard estimate is ours, and what comes back is what went out."""
    found = fingerprint([FERRY, FERRY + BAKERY, BAKERY], CONFIG)
    sketches = to_datasketch(found.signatures)
    assert sketches[0].jaccard(sketches[1]) == (found.signatures[0] == found.signatures[1]).mean()
    assert np.array_equal(from_datasketch(sketches), found.signatures)


def test_foreign_sketches_are_refused() -> None:
    """Another scheme or seed cannot be compared, so it is an error and not a wrong number."""
    import datasketch
    with pytest.raises(ValueError, match="affine32"):
        from_datasketch([datasketch.MinHash(scheme="legacy")])
    with pytest.raises(ValueError, match="seed"):
        from_datasketch([datasketch.MinHash(seed=2, scheme="affine32")])
    with pytest.raises(ValueError, match="permutations"):
        from_datasketch([datasketch.MinHash(num_perm=n, scheme="affine32") for n in (16, 32)])


def test_importing_the_stage_does_not_import_datasketch() -> None:
    """The import costs a second, so only the exchange pays for it, when called."""
    code = "import sys, cleanroom.dedup, cleanroom.dedup.exchange; sys.exit('datasketch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_samples_include_every_normal_form() -> None:
    """NFC and NFD of a text are the same document."""
    for text in SAMPLES:
        if "\ud800" not in text:
            first, second = sets([unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)])
            assert np.array_equal(first, second)
