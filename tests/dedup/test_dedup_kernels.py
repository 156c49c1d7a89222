"""The compiled kernels give what numpy gives, bit for bit."""

from __future__ import annotations

import importlib
import random
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from dedup_texts import CHINESE, CONFIG, FERRY, ODD, mixture
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanroom.dedup import Collector, decide, deduplicate, fast, plain
from cleanroom.dedup import words as words_module
from cleanroom.dedup.answer import stories
from cleanroom.dedup.collect import Batch
from cleanroom.dedup.evidence import Corpus, Evidence
from cleanroom.dedup.fingerprint import fingerprint_words
from cleanroom.dedup.kernels import groups
from cleanroom.dedup.lsh import set_digests
from cleanroom.dedup.sketches import sketch_words
from cleanroom.dedup.split import split_batch
from cleanroom.dedup.words import Words, offsets_of, split_words
from cleanroom.kernels import compile
from cleanroom.kernels.packed import packed
from cleanroom.records import Document


def same(one: Evidence, other: Evidence) -> None:
    """Every number of two evidences is equal."""
    for name in ("words", "same", "ranks"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    for field in fields(one.found):
        assert np.array_equal(getattr(one.found, field.name), getattr(other.found, field.name)), field.name


@given(st.lists(st.text(max_size=60), max_size=8))
@settings(max_examples=300, deadline=None)
def test_words_of_any_text_are_the_same(texts: list[str]) -> None:
    """Splitting, folding and hashing by character equals the vectorised code on whatever Unicode holds."""
    expected, (words, flags, counts) = split_words(texts), split_batch(packed(texts))
    assert np.array_equal(expected.hashes, words)
    assert np.array_equal(expected.flags, flags)
    assert np.array_equal(np.diff(expected.offsets), counts)


def test_every_character_is_split_alike() -> None:
    """All assigned characters, each between letters and doubled."""
    texts = ["".join(f"a{chr(code)}B{chr(code)}{chr(code)} " for code in range(low, low + 512) if code != 0xD800)
             for low in [*range(0, 0x30000, 512), 0xE0000, 0x10FE00]]  # fmt: skip
    expected, (words, flags, _) = split_words(texts), split_batch(packed(texts))
    assert np.array_equal(expected.hashes, words)
    assert np.array_equal(expected.flags, flags)


def test_long_texts_are_split_alike() -> None:
    """Words of every length, taken whole from 64 bytes at a time, with and without characters beyond ASCII between."""
    draw = random.Random(6)
    texts = []
    for size in range(400):
        letters, gaps = ("aZ9", " .\x00\x7f@[`{/:") if size % 3 else ("aZ9éя漢", " —\u00ad.")
        words = ("".join(draw.choices(letters, k=draw.choice((1, 2, 7, 8, 9, 15, 16, 17, 63, 70)))) for _ in range(40))
        texts.append("".join(word + draw.choice(gaps) * draw.choice((1, 1, 2)) for word in words)[size % 5 : -1])
    expected, (words, flags, counts) = split_words(texts), split_batch(packed(texts))
    assert np.array_equal(expected.hashes, words)
    assert np.array_equal(expected.flags, flags)
    assert np.array_equal(np.diff(expected.offsets), counts)


def test_sketches_are_fingerprints() -> None:
    """Sizes, digests, signatures and sampled shingles are those of the sorted sets."""
    found = split_words([FERRY, *ODD, FERRY * 3, CHINESE])
    expected = fingerprint_words(found, CONFIG)
    sizes, digests, signatures, sampled, counts = sketch_words(
        found.hashes, found.flags, np.diff(found.offsets), CONFIG
    )
    assert np.array_equal(sizes, np.diff(expected.offsets))
    assert np.array_equal(digests, set_digests(expected.offsets, expected.shingles))
    assert np.array_equal(signatures, expected.signatures)
    for row, (start, end) in enumerate(zip(offsets_of(counts)[:-1], offsets_of(counts)[1:], strict=True)):
        whole = expected.shingles[expected.offsets[row] : expected.offsets[row + 1]]
        assert np.array_equal(np.sort(sampled[start:end]), whole[whole % np.uint64(CONFIG.sample_modulo) == 0])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("workers", [1, 2, 4])
def test_evidence_is_the_same_by_any_number_of_workers(seed: int, workers: int) -> None:
    """Furniture, copies, candidates and comparisons of a mixture: numpy and kernels agree on every number."""
    texts, sources = mixture(seed)
    same(plain.compare(texts, sources, CONFIG), fast.compare(texts, sources, CONFIG, workers))


def test_other_settings_are_the_same() -> None:
    """Small buckets that become stars, a strict threshold, other shingles, passes of few words."""
    texts, sources = mixture(9)
    for changed in ({"bucket_all_pairs": 2}, {"threshold": 0.8}, {"shingle_words": 2, "sample_modulo": 1},
                    {"verify_words": 500, "furniture_texts": 3}):  # fmt: skip
        config = replace(CONFIG, **changed)
        same(plain.compare(texts, sources, config), fast.compare(texts, sources, config))


def test_few_and_many_changed_words_are_the_same() -> None:
    """Words of gaps are searched for one by one up to a number, then in a table: names and others are counted alike."""
    letters = [chr(97 + place % 26) + chr(97 + place // 26) for place in range(600)]
    words = [("Name" if place % 5 == 0 else "word") + tail for place, tail in enumerate(letters)]
    texts = [" ".join(words)]
    for changed in (1, 15, 16, 17, 40, 90):
        other, step = list(words), 600 // changed
        for place in range(1, 600, step):  # some of them stand elsewhere in the other text
            other[place] = words[-place] if place % 3 == 0 else ("Other" if place % 2 else "other") + letters[place]
        texts.append(" ".join(other))
    found = fast.compare(texts, [""] * len(texts), CONFIG)
    same(plain.compare(texts, [""] * len(texts), CONFIG), found)
    assert len(found.found) == len(texts) * (len(texts) - 1) // 2
    assert found.found.names.max() > 16
    assert found.found.others.max() > 0


def test_kernels_compare_masses_of_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where few texts have very many candidate pairs, kernels compare them: the same evidence."""
    texts, sources = mixture(3)
    expected, asked, compare = plain.compare(texts, sources, CONFIG), [], fast.compare
    monkeypatch.setattr(fast, "compare", lambda *given: asked.append(len(given[0])) or compare(*given))
    monkeypatch.setattr(plain, "_MANY", 0)
    same(plain.compare(texts, sources, CONFIG), expected)
    assert asked == [len(texts)]


def test_huge_texts_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text cut into pieces, with and without blanks to cut at."""
    for module in ("cleanroom.dedup.split", "cleanroom.dedup.words"):
        # by name it would be looked for in the function `cleanroom.dedup`, where a test before has used that
        monkeypatch.setattr(importlib.import_module(module), "PIECE_CHARS", 50)
    texts = [FERRY, "x" * 220, "é" * 220, f"{CHINESE} {FERRY}", "short"]
    expected, (words, _, counts) = words_module.split_words(texts), split_batch(packed(texts))
    assert np.array_equal(expected.hashes, words)
    assert np.array_equal(np.diff(expected.offsets), counts)


@settings(max_examples=200)
@given(st.lists(st.text("ab\0é", max_size=3), max_size=5))
def test_ids_in_order_are_known(ids: list[str]) -> None:
    """Ids count as ascending where each comes after the one before, byte by byte; equal ones do not."""
    names = [name.encode() for name in ids]
    assert bool(groups.ascending(*packed(ids))) == (names == sorted(set(names)))


def test_nothing_gives_nothing() -> None:
    """No texts, and texts without words, are compared with nobody."""
    same(plain.compare([], [], CONFIG), fast.compare([], [], CONFIG))
    same(plain.compare(["", "?"], ["a", "a"], CONFIG), fast.compare(["", "?"], ["a", "a"], CONFIG))
    assert len(Words(np.zeros(1, np.int64), np.empty(0, np.uint64), np.empty(0, np.uint8))) == 0


def collected(documents: list[Document], memory: int, folder: Path, workers: int = 2) -> tuple[Corpus, Evidence]:
    """What a collector makes of documents that come a few at a time."""
    with Collector(replace(CONFIG, kernel_chars=1000), workers, memory, folder) as collector:
        for start in range(0, len(documents), 7):
            part = documents[start : start + 7]
            columns = zip(*((doc.id, doc.text, len(doc.text), doc.date, doc.source, 0.0) for doc in part), strict=True)
            ids, texts, lengths, dates, sources, removed = map(list, columns)
            collector.add(Batch(packed(ids), packed(texts), np.array(lengths), dates, sources, np.array(removed)))
        return collector.finish()


@pytest.mark.parametrize("memory", [0, 100, 100_000])
@pytest.mark.parametrize("workers", [1, 2, 4])
def test_memory_order_and_workers_change_nothing(memory: int, workers: int, tmp_path: Path) -> None:
    """From files or memory, in any order of input, by any number of threads: the answer of the plain path."""
    texts, sources = mixture(5)
    documents = [Document(f"d{row:03d}", text, source=sources[row]) for row, text in enumerate(texts)]
    expected = deduplicate(documents, CONFIG)
    random.Random(memory + workers).shuffle(documents)
    corpus, evidence = collected(documents, memory, tmp_path, workers)
    assert stories(corpus, decide(corpus, evidence, CONFIG)) == expected
    assert list(tmp_path.iterdir()) == []


def test_equal_pages_cost_a_row_each(tmp_path: Path) -> None:
    """100,000 equal pages are one story with a pair for each of the others, in seconds."""
    documents = [Document(f"d{row:06d}", FERRY[:60]) for row in range(100_000)]
    corpus, evidence = collected(documents, 0, tmp_path)
    answer = decide(corpus, evidence, CONFIG)
    assert len(evidence.found) == 0
    assert (answer.kept == 0).all()
    assert len(answer.pairs.rows) == 99_999


def test_machine_code_of_older_versions_goes(tmp_path: Path) -> None:
    """A folder keeps the last few object files of a package, and whatever else is in it."""
    names = [f"some.kernels-{number:02d}.o" for number in range(12)]
    for name in ("other.some.kernels-00.o", *names):
        compile._keep(b"code", tmp_path / name)
    assert {path.name for path in tmp_path.iterdir()} == {"other.some.kernels-00.o", *names[-compile._KEPT :]}
