"""Templates: what recurs over different stories of a source goes, and nothing that is a story's own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from textwrap import wrap

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanroom.clean import Learner, Profile, clean_record, examine, learn
from cleanroom.clean.extract import extract
from cleanroom.clean.profile import dump, merge, parse
from cleanroom.clean.segment import segment
from cleanroom.clean.templates import Furniture, source_of
from cleanroom.config import CleanConfig, TemplateConfig
from cleanroom.errors import UsageError
from cleanroom.records import Page, Raw

WORDS = (
    "river bridge council storm harvest orchard ferry market school library engine glacier museum poet harbour valley "
    "tunnel signal garden quarry winter summer mayor doctor pilot baker sailor farmer teacher student letter window "
    "ladder mirror copper silver marble timber canvas basket lantern anchor compass"
).split()
SITE = "example.org"


def paragraphs(number: int, count: int = 4) -> list[str]:
    """The paragraphs of a story, other ones for each number."""
    chance = random.Random(number)
    return [" ".join(chance.choices(WORDS, k=30)).capitalize() + "." for _ in range(count)]


def page(number: int, *around: str, name: str = "", site: str = SITE, body: Sequence[str] = ()) -> Raw:
    """A story with lines above it, all but the last, and below it, the last."""
    lines = [*around[:-1], *(body or paragraphs(number)), *around[-1:]]
    return Raw(name or f"s{number}", "\n\n".join(lines), url=f"https://www.{site}/{number}")


def learnt(records: Sequence[Raw], config: TemplateConfig | None = None) -> Profile:
    learner = Learner(config)
    learn(records, learner)
    return learner.profile()


def lines_of(profile: Profile, source: str = SITE) -> dict[str, int]:
    return dict(profile.sources[source].lines) if source in profile.sources else {}


def cut(raw: Raw, profile: Profile | None, config: CleanConfig | None = None) -> list[str]:
    """The lines that templates cut from a record."""
    found = clean_record(raw, config or CleanConfig(), None, profile).removed
    return [removal.text.strip() for removal in found if removal.kind == "template"]


def test_furniture_goes() -> None:
    """A line that stands in three stories of a source is learnt and cut, signed with the source's name."""
    records = [page(n, "Zonk Times", "Follow the grapevine") for n in range(3)]
    profile = learnt(records)
    assert lines_of(profile) == {"follow the grapevine": 3, "zonk times": 3}
    result = clean_record(records[0], CleanConfig(), None, profile)
    assert [(r.text.strip(), r.kind, r.rule) for r in result.removed] == [
        ("Zonk Times", "template", "template.example.org"),
        ("Follow the grapevine", "template", "template.example.org"),
    ]
    assert result.text == "\n\n".join(paragraphs(0))


def test_two_stories_are_not_enough() -> None:
    """A line of two stories is not learnt, however often these two are copied."""
    records = [page(n, "Zonk Times", "Follow the grapevine") for n in range(2)]
    assert learnt(records).size == 0
    around = ("Zonk Times", "Follow the grapevine")
    copies = [page(n, *around, WORDS[k], name=f"{n}-{k}") for n in range(2) for k in range(9)]
    assert learnt(copies).size == 0


def test_near_copies_count_once() -> None:
    """Shortened, extended and slightly edited versions of a story are one story."""
    body = paragraphs(1, 8)
    edited = [part.replace("river", "stream").replace("mayor", "chair") for part in body]
    versions = [body, body[:5], body[3:], [*body, *paragraphs(99, 2)], edited, [p[:70] + "\n" + p[70:] for p in body]]
    records = [page(1, "Zonk Times", "Follow it", name=f"v{k}", body=v) for k, v in enumerate(versions)]
    assert learnt(records).size == 0
    assert lines_of(learnt([*records, page(2, "Zonk Times", "Follow it"), page(3, "Zonk Times", "Follow it")])) == {
        "follow it": 3,
        "zonk times": 3,
    }


def test_much_furniture_makes_no_copies() -> None:
    """Pages that share as much wordy furniture as they have text are different stories all the same."""
    menu = [" ".join(random.Random(-n).choices(WORDS, k=12)) for n in range(1, 11)]
    records = [page(n, *menu, "Follow it") for n in range(12)]
    found = lines_of(learnt(records))
    assert found["follow it"] == 12
    assert len(found) == 11


def test_short_stories_in_much_furniture_are_no_copies() -> None:
    """Stories of two sentences whose page says more than they are different ones: lines that recur and are no prose
    say nothing of a story. Copies of one of them are one story still, whatever stands around them."""
    around = [" ".join(random.Random(-n).choices(WORDS, k=9)) for n in range(1, 5)]
    short = [page(n, *around, body=[" ".join(random.Random(n).choices(WORDS, k=24)) + "."]) for n in range(5)]
    assert set(lines_of(learnt(short)).values()) == {5}
    copies = [page(1, *around, WORDS[n], name=f"c{n}") for n in range(9)]
    assert learnt(copies).size == 0


def test_wrapped_lines_are_compared_as_paragraphs() -> None:
    """The lines that three stories share by chance of their wrapping teach nothing, and a paragraph stays one."""
    bodies = [["\n".join(wrap(paragraph, 50)) for paragraph in paragraphs(n)] for n in range(3)]
    wrapped = [page(n, "Zonk", "Follow it", body=body) for n, body in enumerate(bodies)]
    assert lines_of(learnt(wrapped)) == {"follow it": 3, "zonk": 3}
    copies = [page(1, WORDS[n], "Zonk", body=bodies[1], name=f"c{n}") for n in range(6)]
    assert learnt(copies).size == 0


def test_digits_are_masked() -> None:
    """Counters and dates that differ in numbers only are one line."""
    records = [page(n, f"Poured {n * 17} times", f"Issue {n}: page {n + 3}") for n in range(4)]
    assert lines_of(learnt(records)) == {"issue 0 page 0": 4, "poured 0 times": 4}
    assert cut(page(9, "Poured 1234 times", "Issue 7: page 1"), learnt(records)) == [
        "Poured 1234 times",
        "Issue 7: page 1",
    ]


def test_numbers_alone_teach_nothing() -> None:
    """Lines without a letter, such as rows of a table or stars between sections, are never templates."""
    assert learnt([page(n, "12", "* * *", "3 : 1") for n in range(5)]).size == 0


def test_long_prose_is_protected() -> None:
    """A paragraph that recurs in a few stories is background and stays; on most pages it is a legal notice and goes."""
    notice = "All contents of this page are protected and may be used under the terms that the publisher names below."
    few = [page(n, "Zonk", notice) for n in range(5)]
    assert notice.lower().rstrip(".") not in lines_of(learnt(few))
    assert cut(few[0], learnt(few)) == ["Zonk"]
    many = [page(n, "Zonk", notice) for n in range(12)]
    assert cut(many[0], learnt(many)) == ["Zonk", notice]


def test_headings_stay() -> None:
    """A short line between two paragraphs may be a heading: it stays in a scraped text, and `explain` knows why."""
    records = []
    for n in range(6):
        first, second, *_ = paragraphs(n)
        records.append(page(n, "Zonk", "What comes next", body=[first, "How it began", second]))
    profile = learnt(records)
    assert lines_of(profile)["how it began"] == 6
    assert cut(records[0], profile) == ["Zonk", "What comes next"]
    raw = records[0]
    found = examine(extract(raw), CleanConfig(), None, profile.of(raw, extract(raw)))
    (said,) = (v for v in found.verdicts if v.start == raw.content.index("How it began"))
    assert (said.confidence, said.value) == (0.45, f"stands in 6 of 6 stories of {SITE}")


def test_a_plug_between_paragraphs_goes() -> None:
    """A line of some length that most stories have between two paragraphs is no heading; one that few have may be."""
    plug, question = "Ask Doris: our agony aunt answers", "What you should know about this"
    records = []
    for n in range(9):
        first, second, third, _ = paragraphs(n)
        records.append(page(n, "Zonk", "Follow it", body=[first, plug, second, *([question] if n < 4 else []), third]))
    profile = learnt(records)
    assert lines_of(profile)[question.lower()] == 4
    assert cut(records[0], profile) == ["Zonk", plug, "Follow it"]


def test_a_rare_line_of_a_large_source_stays() -> None:
    """In a source of many stories a line of three of them is a phrase that recurs, not furniture."""
    records = [page(n, "Zonk", "A rare line" if n < 3 else f"Line {WORDS[n % 40]}") for n in range(200)]
    assert "a rare line" not in lines_of(learnt(records))
    assert "zonk" in lines_of(learnt(records))


def test_sources_are_apart() -> None:
    """What recurs over sources, each of them once, is not learnt; what one source wears is not cut from another's."""
    apart = [page(n, "Zonk", "Follow it", site=f"s{n}.example") for n in range(5)]
    assert learnt(apart).size == 0
    profile = learnt([page(n, "Zonk", "Follow it") for n in range(5)])
    assert cut(page(9, "Zonk", "Follow it", site="other.example"), profile) == []


def test_a_rule_keeps_its_kind() -> None:
    """A line that a rule is sure of keeps the rule's kind, also where it recurs."""
    records = [page(n, "Zonk", "READ MORE: Our series about rivers") for n in range(4)]
    result = clean_record(records[0], CleanConfig(), None, learnt(records))
    assert [r.kind for r in result.removed] == ["template", "read_more"]


def test_a_recurring_line_is_no_headline() -> None:
    """The name of the site above the headline does not become the title."""
    heads = [f"{WORDS[n].title()} And {WORDS[n + 1].title()} Meet At Last" for n in range(4)]
    records = [page(n, "All The News Of Zonk", head, "End") for n, head in enumerate(heads)]
    assert clean_record(records[0], CleanConfig()).title != "River And Bridge Meet At Last"
    assert clean_record(records[0], CleanConfig(), None, learnt(records)).title == "River And Bridge Meet At Last"


@pytest.mark.parametrize(
    ("raw", "source"),
    [
        (Raw("a", "x", url="https://www.example.org/a"), "example.org"),
        (Raw("a", "x", url="https://www.example.org/a", fields={"source": "Example Weekly"}), "Example Weekly"),
        (Raw("a", "x", url="https://example.org/", fields={"source": 7}), "example.org"),
        (Raw("a.txt", "x", source="pages/site/a.txt", whole=True), "pages/site"),
        (Raw("a", "x", source="pages/all.jsonl", position=3), ""),
        (Raw("stdin", "x", source="-", whole=True), ""),
    ],
)
def test_source(raw: Raw, source: str) -> None:
    """A document's source is its own field, else the host of its address, else the folder of a file."""
    assert source_of(raw, extract(raw)) == source


def test_a_document_of_no_source() -> None:
    """A text of unknown source is held against the only source of a profile, and against none of several."""
    one = parse(dump(learnt([page(n, "Zonk", "Follow it") for n in range(5)])), "p", TemplateConfig())
    other = parse(
        dump(learnt([page(n, "Zank", "Leave it", site="b.example") for n in range(5)])), "q", TemplateConfig()
    )
    text = "\n\n".join(["Zonk", *paragraphs(9), "Follow it"])
    for raw in (Raw("stdin", text, whole=True), Raw("a.txt", text, source="new/a.txt", whole=True)):
        assert cut(raw, one) == ["Zonk", "Follow it"]
        assert cut(raw, merge([one, other])) == []
        assert cut(raw, learnt([page(n, "Zonk", "Follow it") for n in range(5)])) == []


@settings(deadline=None, max_examples=25)
@given(st.permutations(range(12)))
def test_order_does_not_matter(order: list[int]) -> None:
    """The same documents in any order give the same profile, byte for byte, also where a sample is held."""
    records = [page(n // 2, "Zonk", f"Part {n}", "Follow it", name=f"d{n}") for n in range(12)]
    for config in (TemplateConfig(), TemplateConfig(source_documents=5)):
        assert dump(learnt([records[n] for n in order], config)) == dump(learnt(records, config))


def test_memory_is_bounded() -> None:
    """Of a large source a fixed number of documents is held, of a long document a fixed number of lines."""
    config = TemplateConfig(source_documents=10, document_lines=20)
    learner = Learner(config)
    menu = [f"Line {WORDS[k % 40]} {WORDS[k // 40]}" for k in range(100)]
    learn((page(n, *menu, "End") for n in range(300)), learner)
    (held,) = learner._sources.values()
    assert len(held._held) == len(held._highest) == 10
    assert max(len(seen.lines) for seen in held._held.values()) <= 20
    assert len(held._words) <= 2 * 10 * 20 + 20
    assert learner.profile().sources[SITE].lines["end"] == 10


def test_what_has_no_text_teaches_nothing() -> None:
    """HTML without text and documents without sentences are passed over, and do not stop the pass."""
    records = [Raw("h", "<html><body></body></html>", "html", url=f"https://{SITE}/h")]
    records += [Raw(f"n{n}", "Zonk\n\nFollow it", url=f"https://{SITE}/{n}") for n in range(5)]
    assert learnt(records).size == 0


# profiles

HEAD = b'{"format":"cleanroom profile","version":1,"sources":'


def test_a_profile_survives_its_file() -> None:
    """A profile written and read again is the same, and people can read it."""
    profile = learnt([page(n, "Zonk Times", f"Poured {n} times") for n in range(5)])
    data = dump(profile)
    again = parse(data, "site.json", TemplateConfig())
    assert {name: (f.stories, f.lines) for name, f in again.sources.items()} == {
        name: (f.stories, f.lines) for name, f in profile.sources.items()
    }
    facts = orjson.loads(data)
    assert (facts["format"], facts["version"]) == ("cleanroom profile", 1)
    assert facts["sources"] == [
        {
            "source": SITE,
            "stories": 5,
            "lines": [{"line": "poured 0 times", "stories": 5}, {"line": "zonk times", "stories": 5}],
        }
    ]


def test_a_line_added_by_hand() -> None:
    """A line that a person adds to a profile is compared like a learnt one: case, signs and numbers do not count."""
    data = HEAD + b'[{"source":"example.org","stories":9,"lines":[{"line":"Read 12 Zonks!","stories":9}]}]}'
    profile = parse(data, "p", TemplateConfig())
    assert cut(page(1, "Zonk", "READ 7 ZONKS"), profile) == ["READ 7 ZONKS"]


def test_profiles_together() -> None:
    """Of several profiles every source counts; of a source in two of them the higher counts."""
    one = Profile({"a": Furniture("a", 5, {"x": 4, "y": 3}), "b": Furniture("b", 3, {"z": 3})})
    two = Profile({"a": Furniture("a", 9, {"x": 3, "w": 9})})
    both = merge([one, two])
    assert {name: (f.stories, dict(f.lines)) for name, f in both.sources.items()} == {
        "a": (9, {"w": 9, "x": 4, "y": 3}),
        "b": (3, {"z": 3}),
    }
    assert dump(both) == dump(merge([two, one]))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "not valid JSON"),
        (b"[]", "not a profile of cleanroom"),
        (b'{"version": 1}', "not a profile of cleanroom"),
        (b'{"format":"cleanroom profile","version":2,"sources":[]}', "install a newer cleanroom, or learn it again"),
        (b'{"format":"cleanroom profile","version":"1","sources":[]}', "version is no number"),
        (HEAD + b"{}}", "sources of the file is no list of objects"),
        (HEAD + b'[{"stories":3,"lines":[]}]}', "a source has no name"),
        (HEAD + b'[{"source":"a","stories":3}]}', "lines of a is no list of objects"),
        (HEAD + b'[{"source":"a","stories":0,"lines":[]}]}', "stories of a is no number above 0"),
        (HEAD + b'[{"source":"a","stories":3,"lines":[{"line":"?!","stories":3}]}]}', "a line of a has no words"),
        (HEAD + b'[{"source":"a","stories":3,"lines":[{"line":"x","stories":true}]}]}', "is no number above 0"),
        (HEAD + b'[{"source":"a","stories":3,"lines":[{"line":"x","stories":4}]}]}', "more stories than a has"),
    ],
)
def test_a_bad_profile(data: bytes, said: str) -> None:
    """A profile that is broken or newer is refused in one line that names the file and the remedy."""
    with pytest.raises(UsageError) as caught:
        parse(data, "site.json", TemplateConfig())
    message = str(caught.value)
    assert message.startswith("site.json: ")
    assert said in message
    assert "\n" not in message
    assert "learn" in message


def test_confidence_grows() -> None:
    """The more stories have a line the surer it is, and one that few of many have is cut from dumps only."""
    furniture = Furniture("a", 10, {})
    found = [furniture.confidence(count) for count in range(1, 11)]
    assert found == sorted(found)
    assert furniture.confidence(3) >= CleanConfig().scraped_confidence
    rare = Furniture("a", 100, {}).confidence(5)
    assert CleanConfig().dump_confidence <= rare < CleanConfig().scraped_confidence


def test_a_page_without_known_source_is_as_before() -> None:
    """Without furniture a page is judged as if there were no templates at all."""
    raw = page(1, "Zonk", "Follow it")
    assert clean_record(raw, CleanConfig(), None, Profile()) == clean_record(raw, CleanConfig())
    assert list(Furniture("a", 3, {}).hits(segment("A b"), [()])) == [()]
    assert Profile().of(raw, Page(raw.content)) is None
