"""The library: the same verbs as the command line, from Python."""

from __future__ import annotations

import inspect
import json
import pickle
import pydoc
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import Any, cast

import pytest
from running import ROOT, SEEDS, environment, lines

import cleanroom
from cleanroom.config import CleanConfig, DedupConfig
from cleanroom.errors import OutputError, RecordError, UsageError
from cleanroom.records import Clean, Member, Raw, Reject

STORY = "The council met on Monday to discuss the new bridge over the river, which has been closed since spring."
PAGE = (
    f"<html><head><title>Bridge</title></head><body><article><p>{STORY}</p><p>{STORY[::-1]}</p></article></body></html>"
)
SEED = SEEDS / "001_67ec25f2a1d14d38.txt"


def python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env=environment()
    )  # fmt: skip
    return done.stdout


def test_import_is_light() -> None:
    """Importing cleanroom imports nothing of it but the version, and nothing of anybody else's."""
    loaded = python(
        "import sys; before = set(sys.modules); import cleanroom; print(*sorted(set(sys.modules) - before))"
    )
    own = {name for name in loaded.split() if name.startswith("cleanroom")}
    assert own == {"cleanroom", "cleanroom.version"}
    assert not {"regex", "numpy", "orjson", "pyarrow", "dataclasses", "argparse"} & set(loaded.split())


def test_every_public_name_is_there() -> None:
    """Every name in `__all__` is there at first use, and dir() lists it before."""
    code = "import cleanroom; assert set(cleanroom.__all__) <= set(dir(cleanroom))"
    assert python(f"{code}; print(*(callable(getattr(cleanroom, name)) for name in cleanroom.__all__))").split() == [
        str(name != "__version__") for name in cleanroom.__all__
    ]


def test_a_misspelt_name_says_so() -> None:
    """A name that is not there raises AttributeError with that name."""
    with pytest.raises(AttributeError, match="cleen"):
        _ = cleanroom.cleen


@pytest.mark.parametrize(
    "first",
    ["import cleanroom.clean, cleanroom.dedup", "import cleanroom.pipeline", "from cleanroom import clean", "pass"],
)
def test_verbs_are_functions_and_stages_modules(first: str) -> None:
    """`cleanroom.clean` and `.dedup` are functions, and the stages modules, whatever was imported first."""
    code = "import inspect, cleanroom; from cleanroom.clean import clean_record, stage; import cleanroom.dedup.lsh"
    print_ = "print(stage.clean_record is clean_record, *map(inspect.isfunction, (cleanroom.clean, cleanroom.dedup)))"
    assert python(f"{first}; {code}; {print_}") == "True True True\n"


@pytest.mark.parametrize("first", ["from cleanroom import clean, dedup", "import cleanroom.clean.stage", "pass"])
def test_a_stage_s_file_is_imported_by_its_name(first: str) -> None:
    """`import cleanroom.clean.dates as dates` is the file, as everywhere in Python, and the verb stays what it is."""
    code = (
        "import cleanroom.clean.dates as dates, cleanroom.clean.rules.de as de, cleanroom.dedup.lsh as lsh, cleanroom,"
        "functools, inspect, pickle; print(dates.__name__, de.__name__, lsh.__name__); v = cleanroom.clean;"
        "print(inspect.isfunction(v), v.__name__, v.__module__, *inspect.signature(v).parameters,"
        "pickle.loads(pickle.dumps(v)) is v, functools.wraps(v)(lambda raw: v(raw))('A text.').text)"
    )
    files, verb = python(f"{first}; {code}").splitlines()
    assert files == "cleanroom.clean.dates cleanroom.clean.rules.de cleanroom.dedup.lsh"
    assert verb == "True clean cleanroom.library raw config url rules profile True A text."


@pytest.mark.parametrize("name", ["clean", "clean_batch", "clean_many", "dedup", "run"])
def test_help_shows_the_function(name: str) -> None:
    """`help` shows each verb with its parameters and what it does, not the stage of that name."""
    text = pydoc.render_doc(getattr(cleanroom, name), renderer=pydoc.plaintext)
    assert text.splitlines()[0] == f"Python Library Documentation: function {name} in module " + (
        "cleanroom.batch" if name == "clean_batch" else "cleanroom.library"
    )
    assert f"{name}(" in text
    assert inspect.getdoc(getattr(cleanroom, name))


def test_clean_a_text() -> None:
    """`clean` gives text, title, date, cuts and comments of a plain text; the cuts are spans of it."""
    raw = SEED.read_text(encoding="utf-8")
    page = cleanroom.clean(raw)
    assert page.text.startswith("The Russian Ministry of Defense says")
    assert (page.date, page.kind_of_input, page.comments) == ("2016-10-22", "scraped", ())
    assert page.title.startswith("US-led coalition strike")
    assert {cut.kind for cut in page.removed} == {"icon_sprite", "dateline", "title", "media_widget"}
    assert all(raw[cut.start : cut.end] == cut.text for cut in page.removed)


def test_clean_knows_html() -> None:
    """HTML is recognised, and its text extracted."""
    page = cleanroom.clean(PAGE)
    assert page.kind_of_input == "html"
    assert STORY in page.text
    assert "<p>" not in page.text


def test_clean_takes_a_record() -> None:
    """A record keeps its id, url and own fields."""
    page = cleanroom.clean(Raw("a", STORY, url="https://example.org/a", fields={"section": "local"}))
    assert (page.id, page.url, dict(page.fields)) == ("a", "https://example.org/a", {"section": "local"})


@pytest.mark.parametrize("raw", [STORY, PAGE, Raw("a", STORY, url="https://example.net/b")])
def test_clean_takes_an_address(raw: str | Raw) -> None:
    """The address given with a text or record is that of the result, and names its source."""
    page = cleanroom.clean(raw, url="https://www.example.org/a")
    assert (page.url, page.source) == ("https://www.example.org/a", "example.org")


def test_clean_follows_the_configuration() -> None:
    """A kind to keep stays in the text."""
    raw = SEED.read_text(encoding="utf-8")
    page = cleanroom.clean(raw, cleanroom.Config(clean=CleanConfig(keep=("title",))))
    assert page.text.startswith("US-led coalition strike killed dozens")


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty"), (" \n\t", "empty"), ("<html><body></body></html>", "no_content")]
)
def test_clean_says_what_is_wrong(text: str, code: str) -> None:
    """What has no text raises RecordError with the code that rejects.jsonl would have."""
    with pytest.raises(RecordError) as caught:
        cleanroom.clean(text)
    assert caught.value.code == code


def test_clean_takes_half_surrogates() -> None:
    """A text with half a surrogate pair, as broken JSON gives it, is cleaned like any other."""
    assert cleanroom.clean(f"{STORY} \ud800").text == f"{STORY} \ud800"


def test_one_text_is_no_list_of_texts() -> None:
    """A single str, whose characters `clean_many` would clean one by one, is refused with the remedy."""
    with pytest.raises(UsageError, match="give a list"):
        next(cleanroom.clean_many(STORY))


def test_a_deduplicator_takes_text_only() -> None:
    """What is no text is refused by name, not by what breaks inside."""
    with pytest.raises(TypeError, match="must be str, not NoneType"):
        cleanroom.Deduplicator().add(None)  # type: ignore[arg-type]


def test_clean_many_is_lazy() -> None:
    """`clean_many` takes a text only when its result is asked for."""
    taken = []

    def texts() -> Iterator[str]:
        for number in range(3):
            taken.append(number)
            yield f"{STORY} {number}"

    pages = cleanroom.clean_many(texts())
    assert taken == []
    first = next(pages)
    assert isinstance(first, Clean)
    assert first.text == f"{STORY} 0"
    assert taken == [0]


def test_clean_many_answers_every_text() -> None:
    """Each text has a result in its place: what cannot be cleaned is a Reject with its number."""
    texts: list[object] = [STORY, "", Raw("x", f"{STORY} Again."), None, STORY.encode()]
    first, second, third, *others = cleanroom.clean_many(cast(list[str], texts))
    assert isinstance(first, Clean)
    assert isinstance(second, Reject)
    assert (second.position, second.code) == (2, "empty")
    assert isinstance(third, Clean)
    assert third.id == "x"
    assert others == [Reject("-", 4, "no_text", "NoneType, not a text"), Reject("-", 5, "no_text", "bytes, not a text")]


def test_results_travel() -> None:
    """What `clean` gives, and what it raises, can be pickled, hashed and made a dict and JSON, as records can."""
    page = cleanroom.clean(STORY)
    own = cleanroom.clean(Raw("a", STORY, fields={"section": ["local"]}))
    for found in (page, own, Raw("b", STORY)):
        assert pickle.loads(pickle.dumps(found)) == found
        assert len({found, pickle.loads(pickle.dumps(found))}) == 1
        assert json.loads(json.dumps(asdict(found)))["fields"] == dict(found.fields)
    error = pickle.loads(pickle.dumps(RecordError("empty", "nothing")))
    assert (type(error), error.code, str(error)) == (RecordError, "empty", "nothing")


def test_cleaning_in_a_pool_of_ones_own() -> None:
    """`clean` can be mapped by processes of the standard library; its error comes back with its code."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert next(pool.map(cleanroom.clean, [STORY])) == cleanroom.clean(STORY)
        with pytest.raises(RecordError) as caught:
            next(pool.map(cleanroom.clean, [""]))
        assert caught.value.code == "empty"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"threshold": 0}, r"DedupConfig\(threshold=0\): give a number above 0"),
        ({"threshold": -1}, "a number from 0 to 1"), ({"threshold": 3}, "a number from 0 to 1"),
        ({"threshold": float("nan")}, "a number from 0 to 1"), ({"threshold": "0.5"}, "give a number"),
        ({"coverage_factor": float("inf")}, "a number from 0 on"), ({"bridge_drift": 0}, "a number above 0"),
        ({"verify_words": 1 << 64}, "a number from 0 on"), ({"seed": 1 << 32}, "a number up to 4294967295"),
        ({"threshold": True}, "give a number"), ({"num_perm": 1.5}, "a whole number"),
        ({"canonical": None}, "give a text"), ({"source_priority": "a.org"}, "a tuple of texts"),
    ],
)  # fmt: skip
def test_settings_are_checked(settings: dict[str, Any], said: str) -> None:
    """A setting of the wrong type or out of its range is refused, in one line, where it is made."""
    with pytest.raises(UsageError, match=said):
        DedupConfig(**settings)


@pytest.mark.parametrize("wrong", [1.5, -0.1, float("nan"), float("inf"), "0.5"])
@pytest.mark.parametrize("name", [name for name, value in asdict(CleanConfig()).items() if isinstance(value, float)])
def test_confidences_are_from_0_to_1(name: str, wrong: object) -> None:
    """No setting of cleaning that is a confidence, a probability or a share takes what is none."""
    with pytest.raises(UsageError, match=rf"CleanConfig\({name}=.*\): give a number"):
        CleanConfig(**{name: wrong})  # type: ignore[arg-type]


def test_settings_of_cleaning_are_checked() -> None:
    """The same for cleaning: a kind, an input or a preference that does not exist, a part of another class."""
    for settings, said in (
        ({"input": "page"}, "one of 'auto'"),
        ({"prefer": "speed"}, "one of ''"),
        ({"keep": "title"}, "a tuple"),
    ):
        with pytest.raises(UsageError, match=said):
            CleanConfig(**settings)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="must be a DedupConfig, not CleanConfig"):
        cleanroom.Config(dedup=CleanConfig())  # type: ignore[arg-type]
    unknown = cleanroom.Config(clean=CleanConfig(keep=("headline",)))
    for call in (lambda: cleanroom.clean(STORY, unknown), lambda: cleanroom.clean_batch([{"text": STORY}], unknown)):
        with pytest.raises(UsageError, match="no such kind: headline"):
            call()


def test_a_run_checks_what_it_is_given_first(tmp_path: Path) -> None:
    """A policy that does not exist, or a number of workers that is none, is refused before anything is written."""
    for wrong, said in (
        ({"config": cleanroom.Config(dedup=DedupConfig(canonical="first"))}, "unknown canonical policy"),
        ({"workers": -2}, "workers=-2"),
    ):  # fmt: skip
        with pytest.raises(UsageError, match=said):
            cleanroom.run([SEED], out=tmp_path / "out", **wrong)  # type: ignore[arg-type]
        assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> cleanroom.Run:
    folder = tmp_path_factory.mktemp("library")
    rows = [{"id": name, "text": f"{STORY} {tail}", "section": name} for name, tail in (("a", ""), ("b", "Yes."))]
    rows += [
        {"id": "c", "text": "Quite another text, about the price of apples at the market in the old town."},
        {"id": "d"},
    ]
    source = folder / "in.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return cleanroom.run(source, out=folder / "out")


def test_run_gives_the_files(run: cleanroom.Run) -> None:
    """What `run` gives are the rows of the files it wrote, as often as they are asked for."""
    for _ in range(2):
        assert list(run.kept) == lines(run.folder / "kept.jsonl")
        assert [(m.id, m.role) for m in run.members] == [("a", "copy"), ("b", "canonical"), ("c", "single")]
        assert list(run.removed) == []
        assert [(reject.position, reject.code) for reject in run.rejects] == [(4, "no_text")]
    assert (len(run.kept), len(run.members), len(run.removed), len(run.rejects)) == (2, 3, 0, 1)


def test_run_gives_the_summary(run: cleanroom.Run) -> None:
    """The summary is what run.json says."""
    summary = run.summary
    assert (summary.read, summary.rejected, summary.documents, summary.kept, summary.folded) == (4, 1, 3, 2, 1)
    assert run.facts["cleanroom"] == cleanroom.__version__


@pytest.mark.parametrize("document", ["a", "b"])
def test_run_finds_a_story(run: cleanroom.Run, document: str) -> None:
    """The story of a document is found by any of its documents' ids: the kept text and all members."""
    story = run.story(document)
    assert story.kept == next(row for row in lines(run.folder / "kept.jsonl") if row["id"] == "b")
    assert story.kept["section"] == "b"
    assert [member.id for member in story.members] == ["a", "b"]
    assert all(isinstance(member, Member) for member in story.members)


def test_run_says_which_story_is_missing(run: cleanroom.Run) -> None:
    """An id that no document has is a UsageError that names it."""
    with pytest.raises(UsageError, match="no document nowhere"):
        run.story("nowhere")


def test_a_finished_run_is_opened(run: cleanroom.Run) -> None:
    """A folder of a finished run opens as the object that `run` gave."""
    assert list(cleanroom.Run(str(run.folder)).kept) == list(run.kept)


def test_a_folder_without_a_run(tmp_path: Path) -> None:
    """A folder that holds no finished run is a UsageError with the remedy."""
    with pytest.raises(UsageError, match="holds no finished run; name the folder"):
        cleanroom.Run(tmp_path)


def test_run_refuses_an_existing_run(run: cleanroom.Run) -> None:
    """A folder that holds a run is not written again, unless that is asked for."""
    with pytest.raises(OutputError, match="already holds a run"):
        cleanroom.run([SEED], out=run.folder)


def test_dedup_only_folds(tmp_path: Path) -> None:
    """`dedup`, which is `run` with `clean=False`, leaves the texts as they are."""
    result = cleanroom.dedup([SEED], out=tmp_path / "out")
    assert [row["text"] for row in result.kept] == [SEED.read_text(encoding="utf-8")]


def test_run_never_waits_for_standard_input(tmp_path: Path) -> None:
    """No paths at all is an error: a library that silently waits for standard input hangs."""
    with pytest.raises(UsageError, match="no paths were given"):
        cleanroom.run([], out=tmp_path / "out")


def test_typed() -> None:
    """The package says that it is typed."""
    assert (ROOT / "cleanroom" / "py.typed").is_file()
