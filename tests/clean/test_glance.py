"""The look over a whole batch of lines: steps that skip lines by it find what they find without it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import regex
from clean_cases import SEEDS, cases

from cleanroom.clean import clean_batch
from cleanroom.clean.glance import _numbers, glance, guess_languages
from cleanroom.clean.language import guess_language
from cleanroom.clean.lines import Lines
from cleanroom.clean.marks import ALL, CUE, DATE, PRAISE, RULE, SIGNATURE
from cleanroom.clean.rules import PACKS, RuleSet, default_rules
from cleanroom.clean.rules.rule import Rule
from cleanroom.clean.runs import RUNS
from cleanroom.clean.segment import segment, tokens_of
from cleanroom.clean.sheet import Sheet, absent_of, lay_out
from cleanroom.clean.units import units
from cleanroom.config import CleanConfig
from cleanroom.kernels.pace import Pace
from cleanroom.records import Page, Raw

RULE_LINES = [line for pack in PACKS for rule in pack for line in (*rule.hits, *rule.misses)]
#: what letters, digits and marks do to words: small and capital, joined, of other planes, left out, at either end
ODD = """Όλα τα ΝΈΑ ΤΗΣ ΗΜΈΡΑΣ
Bu haber İSTANBUL’da yazıldı
read\u0307 more: i\u0307n the news
اِقْرَأْ أَيْضًا: خبر آخر
𝐑𝐞𝐚𝐝 more 😀 Read more…
©2016 ٣ تعليقات 1,234 12.3.16
l’auteur's ‘don't’ 'Tis rock’n’roll''s
_share_ on-line icon-x svg_y fa-z   comments
x\u00a0y\u2003z\u3000東京は雨です。「そうです。」
Read more: {long}
{long} Photo: Anna Example / Example Agency
{long} thank you for your post
\ud800 20 19 1999 2019-1-2 \u0661\u0669\u0661\u0669""".replace("{long}", "The river rose in the night. " * 20)
TEXTS = [
    *(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))), *(case.text for case in cases()),
    *("\n".join(RULE_LINES[start : start + 50]) for start in range(0, len(RULE_LINES), 50)), *RULE_LINES[::7],
    ODD, *ODD.split("\n"), "", "a",
]  # fmt: skip


def looked_at(texts: Sequence[str], rules: RuleSet) -> list[Sheet]:
    """Sheets of texts whose lines were looked at together."""
    looked = glance(texts, rules)
    hits = [
        tuple(tuple(rules.hits(view, some)) if view.marks & RULE else () for view in views) for views, some in looked
    ]
    return [Sheet(Page(text), views, said) for text, (views, _), said in zip(texts, looked, hits, strict=True)]


def test_lines_are_what_they_are() -> None:
    """The look gives a line's words, whether it is prose and closes like a sentence, and the languages of a text."""
    for (views, some), text in zip(glance(TEXTS, default_rules()), TEXTS, strict=True):
        assert some == absent_of(units(text))
        for view, plain in zip(views, units(text), strict=True):
            assert {"marks", "words", "ends_sentence", "prose"} <= set(vars(view))
            assert view == plain
            same = [getattr(v, name) for name in ("words", "ends_sentence", "prose") for v in (view, plain)]
            assert same[::2] == same[1::2], view.text
            assert view.tokens == plain.tokens


def test_columns_say_what_views_say() -> None:
    """The columns of a text's lines, and the arrays that the model takes, are the same with the look and without."""
    for (looked, _), text in zip(glance(TEXTS, default_rules()), TEXTS, strict=True):
        plain = Lines(units(text))
        for name in ("start", "end", "sizes", "prose", "number"):
            assert getattr(looked, name) == getattr(plain, name), (name, text)
        assert [looked.text(index) for index in range(len(looked))] == [view.text for view in looked]
        assert [column.tolist() for column in looked.laid] == [column.tolist() for column in plain.laid], text


def test_breaks_of_all_kinds_end_lines() -> None:
    """Lines, the gaps above them and what stands in front of them are found by the look as `segment` finds them."""
    texts = ["\n".join(["a", *above, "  b \t", "", "c"]) for above in ([], [""], ["", " \t", ""])]
    texts += [text.replace("\n", mark) for text in texts for mark in ("\r\n", "\r", "\x85", "\u2028", "\n\r\n")]
    texts += ["\n\n" + texts[0], " \n" + texts[1], "\r\n\r\n x\u2029", "\x1c\n\x0bword\x1f\n\u3000", "\n", " "]
    assert [list(lines) for lines, _ in glance(texts, default_rules())] == [segment(text) for text in texts]


def test_needed_literals_are_found_wherever_they_stand() -> None:
    """A pattern that needs a literal is tried on the lines that hold one, be it inside another, in capitals or last."""
    needs = ("abcab", "bcabd", "ca", "ßx", "😀")
    rules = RuleSet([
        Rule(f"my.n{number}", "boilerplate", "", (), (), pattern=r"[\s\S]*", words=("w",), needs=(need,))
        for number, need in enumerate(needs)
    ])  # fmt: skip
    text = "\n".join(f"w {line}" for line in ("abcabd", "ABCAB", "abca", "x ßX", "😁", "abcab 😀", "bcabcabd", "none"))
    [sheet] = looked_at([text], rules)
    assert sheet.hits == lay_out(Page(text), rules).hits
    assert [len(hits) for hits in sheet.hits] == [3, 2, 1, 1, 0, 3, 3, 0]


def test_numbers_of_bits() -> None:
    """Patterns to try are the bits that are set, in their order, whether a line has none, the last bit or all."""
    rows = [[0, 0], [1, 0], [-1, -1], [0, -(1 << 63)], [5, 1 << 62]] * 3
    tried = np.array(rows, np.int64)
    numbers, behind = _numbers(tried)
    for row, begin, end in zip(rows, [0, *behind], behind, strict=False):
        assert numbers[begin:end] == tuple(n for n in range(128) if row[n // 64] >> n % 64 & 1)


def test_rules_and_runs_find_the_same() -> None:
    """Every rule hits the same lines, and every recogniser gives the same verdicts, with the look and without."""
    rules = default_rules()
    for text, sheet in zip(TEXTS, looked_at(TEXTS, rules), strict=True):
        plain = lay_out(Page(text), rules)
        assert sheet.hits == plain.hits
        if plain.views:
            assert [list(run(sheet)) for run in RUNS] == [list(run(plain)) for run in RUNS]


def test_languages_are_guessed_alike() -> None:
    """Kernels guess the language of a text as Python does, where words are odd or the script is another too."""
    texts = [*TEXTS, *(line * 9 for line in ODD.split("\n")), "ja " * 20, "Ærø og İzmir ve için " * 9]
    assert guess_languages(texts) == [guess_language(text) for text in texts]
    assert len(set(guess_languages(texts))) > 5


def test_gate_words_stand_where_patterns_look() -> None:
    """A pattern that sees one end of a line matches one of its words there: lines are not shown it for others."""
    for rule in (rule for pack in PACKS for rule in pack if rule.part != "line" and rule.words):
        for line in rule.hits:
            found = regex.search(rule.pattern, line) if rule.part == "suffix" else regex.match(rule.pattern, line)
            if found and not (rule.first and line[0] in rule.first):
                assert set(rule.words) & set(tokens_of(found.group())), (rule.code, line)


def test_rules_of_users_count_too() -> None:
    """Lines are looked at for the rules at hand, one whose pattern is tried everywhere or opens with a sign too."""
    own = [
        Rule("my.anywhere", "boilerplate", "", (), (), pattern=r".*zq.*"),
        Rule("my.sign", "boilerplate", "", (), (), pattern=r"\W+", first="😀~"),
        Rule("my.label", "boilerplate", "", (), (), label=("abrakadabra simsala",), shape="share_bar"),
    ]
    text = "a zq b\n~~~\n😀😀\nAbrakadabra simsala: bim\nnothing\nfacebook twitter"
    for rules in (RuleSet(own), RuleSet(own[1:])):
        assert [sheet.hits for sheet in looked_at([text], rules)] == [lay_out(Page(text), rules).hits]
        assert any(lay_out(Page(text), rules).hits)


def test_most_lines_are_left_alone() -> None:
    """Prose without any word that rules or recognisers look for gets no mark; a line nobody looked at has all."""
    text = "Rivers rose overnight.\n3 May 2015, 10:04\nAnna says: thank you for this post"
    assert units(text)[0].marks == ALL
    [((view, dated, said), _)] = glance([text], default_rules())
    assert view.marks & (RULE | CUE | PRAISE) == 0
    assert dated.marks & DATE and dated.marks & SIGNATURE
    assert said.marks & SIGNATURE and said.marks & CUE and said.marks & PRAISE


@pytest.mark.parametrize("model", [True, False], ids=["model", "rules"])
def test_kernels_change_no_result(model: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A corpus is cleaned to the same records by compiled kernels as without them."""
    raws = [Raw(str(number), text) for number, text in enumerate(TEXTS)]
    results = []
    for compiled in (False, True):
        monkeypatch.setattr(Pace, "pays", lambda *_, compiled=compiled: compiled)
        monkeypatch.setattr(Pace, "has", compiled)
        results.append(list(clean_batch(raws, CleanConfig(model=model))))
    assert results[0] == results[1]
