"""What a user teaches the command line: own rules, profiles, a pass to learn, and how sure it must be."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from running import Done, by_id, cleanroom, lines, summary

from cleanroom.clean.rules import parse_rules
from cleanroom.errors import UsageError

RULE = '''[[rule]]
code = "my.weather-box"
kind = "boilerplate"
why = "The weather box in the margin."
hits = ["Weather for Exampleville: 12 °C"]
misses = ["The weather turned on Monday."]
opener = ["weather for"]
'''
WORDS = "river bridge council storm harvest orchard ferry market school library engine glacier museum poet".split()
FRAMED = "Zonk Times\n\n{}\n\nFollow the grapevine\n"
BOX = "Weather for Nether Stowley: 7 °C"


def story(number: int) -> str:
    """Three paragraphs, other ones for each number."""
    chance = random.Random(number)
    return "\n\n".join(" ".join(chance.choices(WORDS, k=30)).capitalize() + "." for _ in range(3))


def one_line(done: Done) -> str:
    """The only line on standard error of a command that was wrong, nothing on standard output."""
    assert (done.code, done.out) == (2, b"")
    (line,) = done.err.splitlines()
    return line


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with a file of five stories of one site, each between two lines of furniture, and a rule file."""
    rows = [
        {"id": f"s{n}", "url": f"https://example.org/{n}", "text": FRAMED.format(story(n))} for n in range(5)
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "mine.toml").write_text(RULE, encoding="utf-8")
    return tmp_path


# templates


def test_clean_learns(site: Path) -> None:
    """`clean --learn` cuts what recurs, and saves a profile that does the same to a single text."""
    done = cleanroom("clean", "in.jsonl", "--learn", "--save-profile", "site.json", cwd=site)
    assert (done.code, done.err) == (0, "")
    rows = by_id([json.loads(line) for line in done.out.splitlines()])
    assert {name: row["text"].strip() for name, row in rows.items()} == {f"s{n}": story(n) for n in range(5)}
    text = FRAMED.format(story(9))
    assert cleanroom("clean", cwd=site, stdin=text.encode()).text == text
    done = cleanroom("clean", "--profile", "site.json", cwd=site, stdin=text.encode())
    assert done.text.strip() == story(9)


def test_run_learns(site: Path) -> None:
    """`run --learn` cuts what recurs; run.json says what was known, and the profile is the one of `clean`."""
    assert cleanroom("run", "in.jsonl", "-o", "out", "--learn", "--save-profile", "run.site", cwd=site).code == 0
    facts = summary(site / "out")
    assert facts["learned"] is True
    assert facts["knowledge"] == {"own_rules": [], "templates": {"example.org": 2}}
    assert facts["removed"]["template"]["cuts"] == 10
    assert "learn" in facts["timings"]
    assert {row["rule"] for row in lines(site / "out" / "removed.jsonl")} == {"template.example.org"}
    assert cleanroom("clean", "in.jsonl", "--learn", "--save-profile", "clean.site", cwd=site).code == 0
    assert (site / "run.site").read_bytes() == (site / "clean.site").read_bytes()


def test_explain_shows_the_count(site: Path) -> None:
    """`explain --profile` says in how many stories of which source a line stands."""
    cleanroom("clean", "in.jsonl", "--learn", "--save-profile", "site.json", cwd=site)
    shown = cleanroom("explain", "in.jsonl", "--profile", "site.json", "--removed", cwd=site).text
    assert shown.count("template (template.example.org, 0.91): It stands in 5 of 5 stories of example.org.") == 2


def test_learning_needs_a_file(site: Path) -> None:
    """Standard input cannot be read twice: `--learn` says so, and what to do, in one line."""
    for arguments in (("clean", "--learn"), ("run", "--learn", "-o", "out"), ("clean", "-", "--learn")):
        line = one_line(cleanroom(*arguments, cwd=site, stdin=b"A text."))
        assert line.startswith("cleanroom: --learn reads the input twice")
        assert "save it to a file" in line
    assert not (site / "out").exists()


def test_saving_needs_learning(site: Path) -> None:
    """`--save-profile` without `--learn` would save nothing: it is a mistake."""
    assert "add --learn" in one_line(cleanroom("clean", "in.jsonl", "--save-profile", "p", cwd=site))


@pytest.mark.parametrize("command", ["clean", "explain"])
def test_bad_files(command: str, site: Path) -> None:
    """A profile or rule file that is missing or broken is one line that names it."""
    (site / "broken").write_text("{")
    assert "no.json: no such file" in one_line(cleanroom(command, "in.jsonl", "--profile", "no.json", cwd=site))
    assert "broken: not valid JSON" in one_line(cleanroom(command, "in.jsonl", "--profile", "broken", cwd=site))
    assert "broken: not valid TOML" in one_line(cleanroom(command, "in.jsonl", "--rules", "broken", cwd=site))
    assert "no.toml: no such file" in one_line(cleanroom(command, "in.jsonl", "--rules", "no.toml", cwd=site))


# own rules


def test_own_rules_cut(site: Path) -> None:
    """A user's rule cuts in `clean` and `run`, explains itself in `explain`, and stands in `rules` and run.json."""
    text = f"{story(1)}\n\n{BOX}\n"
    (site / "a.txt").write_text(text, encoding="utf-8")
    assert BOX in cleanroom("clean", "a.txt", cwd=site).text
    assert BOX not in cleanroom("clean", "a.txt", "--rules", "mine.toml", cwd=site).text
    shown = cleanroom("explain", "a.txt", "--rules", "mine.toml", "--removed", cwd=site).text
    assert "boilerplate (my.weather-box, 0.90): The weather box in the margin." in shown
    assert "The weather box" in cleanroom("rules", "--rules", "mine.toml", "my.weather-box", cwd=site).text
    assert cleanroom("run", "a.txt", "-o", "out", "--rules", "mine.toml", cwd=site).code == 0
    assert [row["rule"] for row in lines(site / "out" / "removed.jsonl")] == ["my.weather-box"]
    assert summary(site / "out")["knowledge"]["own_rules"] == ["my.weather-box"]


def test_two_rule_files(site: Path) -> None:
    """`--rules` is repeatable; a code that another file has is a mistake."""
    (site / "other.toml").write_text(RULE.replace("weather-box", "other"), encoding="utf-8")
    done = cleanroom("rules", "--rules", "mine.toml", "--rules", "other.toml", "my.weather-box", "my.other", cwd=site)
    assert done.code == 0
    line = one_line(cleanroom("rules", "--rules", "mine.toml", "--rules", "mine.toml", cwd=site))
    assert line.startswith("cleanroom: mine.toml: rule my.weather-box: this code exists already")


def test_a_slow_pattern_is_told_once(site: Path) -> None:
    """A user's pattern that takes too long counts as no match and is told once, not silently."""
    slow = RULE.replace('opener = ["weather for"]', 'pattern = "Weather for .*|(x|xx)+[.!]"').replace(
        'misses = ["The weather turned on Monday."]', 'misses = ["The weather turned."]\nmax_chars = 300'
    )
    (site / "slow.toml").write_text(slow, encoding="utf-8")
    text = "\n\n".join([story(1), "x" * 40, "x" * 41, f"{story(2)}\n"])
    done = cleanroom("clean", "--rules", "slow.toml", stdin=text.encode(), cwd=site)
    assert (done.code, done.text) == (0, text)
    (line,) = done.err.splitlines()
    assert line.startswith("rule my.weather-box: its pattern takes too long")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[[rule]]", "[[rule", "not valid TOML"),
        ("[[rule]]", "[[rules]]", "rules is no field of a rule file"),
        ("[[rule]]", "[rule]", "rule is no list of tables"),
        (RULE, "", "no rules in it"),
        ("why =", "because =", "rule my.weather-box: no such field: because; fields are code, kind"),
        ('code = "my.weather-box"\n', "", "rule number 1: code is missing or empty"),
        ('why = "The weather box in the margin."', 'why = ""', "why is missing or empty"),
        ("boilerplate", "weather", "no such kind: weather; one of icon_sprite"),
        ("my.weather-box", "en.read-more", "this code exists already; choose another one, such as my.read-more"),
        ('hits = ["Weather for Exampleville: 12 °C"]', "hits = 3", "hits is no list of texts"),
        ("Exampleville: 12", "Exampleville\\nbelow: 12", "is not one line"),
        ("Weather for Ex", "Forecast of Ex", 'does not hit its own example "Forecast of Ex'),
        ("The weather turned on Monday.", "Weather for all: a lie", 'hits "Weather for all: a lie", one of its misses'),
        ('opener = ["weather for"]', 'pattern = "(weather"', "the pattern is no regular expression: missing )"),
        ('opener = ["weather for"]', "", "nothing to look for; give it one of whole"),
        ('opener = ["weather for"]', 'opener = ["?!"]', "has no words; use a pattern for signs"),
        ('opener = ["weather for"]', 'opener = ["weather for"]\nwords = ["x"]', "words without a pattern do nothing"),
        ('opener = ["weather for"]', 'pattern = "W.*"\nwords = ["Weather"]', "write it as weather"),
        ('opener = ["weather for"]', 'opener = ["weather for"]\nconfidence = 2', "confidence 2 is no number above 0"),
        ('opener = ["weather for"]', 'opener = ["weather for"]\nmax_chars = 0', "max_chars 0 is no number"),
        ('opener = ["weather for"]', 'opener = ["weather for"]\npart = "middle"', "no such part: middle; one of line"),
        ('opener = ["weather for"]', 'opener = ["weather for"]\nshape = "round"', "no such shape: round; one of"),
        ('opener = ["weather for"]', 'opener = ["weather for"]\nstop = "no"', "stop is 'no'; write true or false"),
    ],
)
def test_a_wrong_rule(old: str, new: str, said: str) -> None:
    """Every mistake in a rule is one line with the file, the rule and the remedy."""
    taken = {"en.read-more"}
    assert [rule.code for rule in parse_rules(RULE, "mine.toml", taken)] == ["my.weather-box"]
    assert old in RULE
    with pytest.raises(UsageError) as caught:
        parse_rules(RULE.replace(old, new), "mine.toml", taken)
    message = str(caught.value)
    assert message.startswith("mine.toml: ")
    assert said in message
    assert "\n" not in message
    assert ";" in message


# how sure


def test_precision_and_recall(site: Path) -> None:
    """`--precision` cuts less and `--recall` more; run.json has the numbers, `explain` says what was needed."""
    (site / "sure.toml").write_text(RULE + "confidence = 0.85\n", encoding="utf-8")
    (site / "likely.toml").write_text(RULE + "confidence = 0.65\n", encoding="utf-8")
    text = f"{story(1)}\n\n{BOX}\n\n{story(2)}\n".encode()
    kept = {
        (rules, prefer): BOX in cleanroom("clean", "--rules", rules, *prefer, stdin=text, cwd=site).text
        for rules in ("sure.toml", "likely.toml")
        for prefer in ((), ("--precision",), ("--recall",))
    }
    assert kept == {
        ("sure.toml", ()): False, ("sure.toml", ("--precision",)): True, ("sure.toml", ("--recall",)): False,
        ("likely.toml", ()): True, ("likely.toml", ("--precision",)): True, ("likely.toml", ("--recall",)): False,
    }  # fmt: skip
    shown = cleanroom("explain", "--rules", "sure.toml", "--precision", stdin=text, cwd=site).text
    assert "kept: 0.85 is not enough evidence here (--precision needs 0.90)" in shown
    shown = cleanroom("explain", "--rules", "likely.toml", stdin=text, cwd=site).text
    assert "kept: 0.65 is not enough evidence here (0.80 is needed)" in shown
    assert cleanroom("run", "in.jsonl", "-o", "out", "--recall", cwd=site).code == 0
    facts = summary(site / "out")["config"]["clean"]
    assert (facts["prefer"], facts["scraped_confidence"], facts["dump_confidence"]) == ("recall", 0.60, 0.35)


def test_one_preference() -> None:
    """Precision and recall exclude each other."""
    done = cleanroom("clean", "--precision", "--recall", stdin=b"A text.")
    assert (done.code, done.out) == (2, b"")
