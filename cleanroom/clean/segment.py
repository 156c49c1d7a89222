"""Text to lines, and what a line looks like at a glance.

A line ends at any of the line breaks that scrapes contain (LF, CRLF, CR, NEL, U+2028, U+2029); offsets stay
those of the raw text, so that a verdict on a line is a verdict on the input.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from cleanroom.clean.dates import Stamp, date_in
from cleanroom.clean.lazy import lazy, pattern
from cleanroom.clean.marks import ALL, DATE

BREAKS = "\n\r\x85\u2028\u2029"
_LINE = re.compile(rf"[^{BREAKS}]+")
#: a word of a line's key, or one of the marks that a rule may need to see
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[©®@#]")
_TOKEN_OR_BREAK = re.compile(_TOKEN.pattern + r"|\n")
_VOWEL_SIGNS = pattern(r"[\u064b-\u0652]")
_NUMBER = re.compile(r"\d+")
#: what closes a sentence, with quotes and brackets that may follow
STOPS, CLOSERS = ".!?…。！？؟।", "\"'”’»«›)]"
_SENTENCE_END = re.compile(rf"[{STOPS}][{re.escape(CLOSERS)}]*$")
#: marks that open what somebody says; and that, with who says it behind it
QUOTES = "\"“”„«»'‘‚"
_SPEECH = pattern(rf"[{QUOTES}][^\"“”„«»]{{3,}}[,.!?…]?[\"“”„«»'’‘],? [^\W\d_]")
#: scripts that put no blanks between words: their length is counted in characters
UNSPACED = pattern(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
#: marks in front of an item of a list
BULLETS = "-–—•*·▪►▶»›|"
#: characters of one word, about, where words cannot be counted
_CHARS_PER_WORD = 2
#: words from which a line that ends like a sentence is prose: shorter ones may be labels ("Comments are closed.")
PROSE_WORDS = 9
#: words from which a line is prose however it ends
LONG_PROSE_WORDS = 25
#: words from which a line that ends like one is a sentence that may tell something
_SENTENCE_WORDS = 5
#: characters whose words are held at once, to count them
_WORDS_AT_ONCE = 1_000_000
#: beyond this many characters a line is not tokenised whole: no rule matches a whole line this long
KEY_CHARS = 400
#: characters at either end of a longer line that patterns see: no date, credit or label is longer
EDGE_CHARS = 200


#: words of somebody telling something: a notice of a page has none of them outside its own phrase
_TELLING = frozenset(
    "i said says told explained asked replied wrote he she his her him my me they them their was were had did "
    "sagte sagt erklärte fragte er seine ihr war waren hatte hatten riet "
    "dit disait était étaient avait avaient il elle ils "
    "dijo dice era eran había habían decía explicó él ella disse ha detto aveva".split()
)


def fold(text: str) -> str:
    """Lower case with straight apostrophes and single blanks, for comparing phrases."""
    return " ".join(_lowered(text).split())


def _lowered(text: str) -> str:
    if text.isascii():
        return text.lower()
    # the dotted capital I of Turkish, and the vowel signs that Arabic may leave out
    return _VOWEL_SIGNS.sub("", text.lower().replace("’", "'").replace("i\u0307", "i"))


def tokens_of(text: str) -> tuple[str, ...]:
    """Folded words of a text with numbers masked as "0"; punctuation is left out."""
    return tuple(_TOKEN.findall(_NUMBER.sub("0", _lowered(text))))


_NONE: tuple[int, ...] = ()


@dataclass
class View:
    """A line as the rules see it. `text` is stripped; `start` and `end` are its offsets in the page.

    Nobody changes one. It is not frozen because making a frozen one takes four times as long, once for each line.
    """

    index: int
    start: int
    end: int
    text: str
    gap: bool  # a blank line stands above
    rows: int = 1  # lines of the page that it was joined from
    blank: int = 0  # blank lines above
    indent: int = 0  # characters in front of it on its line
    piece: bool = False  # a sentence of a text that stands on one line
    #: what a look over a whole batch left open, and the patterns it calls for, by their numbers among the rules. No
    #: fields: a line does not depend on who looks
    marks = ALL
    patterns = _NONE

    @lazy
    def lower(self) -> str:
        """The text in lower case."""
        return self.text.lower()

    @lazy
    def folded(self) -> str:
        """The first KEY_CHARS characters, folded."""
        return fold(self.text[:KEY_CHARS])

    @lazy
    def tokens(self) -> tuple[str, ...]:
        """The words of `folded` with numbers masked as "0"; punctuation is left out."""
        return tokens_of(self.folded)

    @lazy
    def edge_tokens(self) -> tuple[str, ...]:
        """The tokens that gate patterns: all of a line, or those at both ends of a long one."""
        return self.tokens + tokens_of(self.text[-EDGE_CHARS:]) if len(self.text) > KEY_CHARS else self.tokens

    def behind(self, count: int) -> str:
        """What follows the first `count` tokens; a blank is kept only in front of a hyphen, where it tells a dash."""
        ends = (match.end() for match in _TOKEN.finditer(self.folded))
        rest = self.folded[next(islice(ends, count - 1, None)) :].lstrip("\"'”’)]")
        return rest if rest.startswith(" -") else rest.lstrip()

    @lazy
    def key(self) -> str:
        """The tokens as one string: "READ MORE …" and "Read more:" have one key."""
        return " ".join(self.tokens)

    @lazy
    def words(self) -> int:
        """Words of the line; in scripts without blanks two characters count as one."""
        unspaced = 0 if self.text.isascii() or not UNSPACED.search(self.text) else len(UNSPACED.findall(self.text))
        return _count_words(self.text) + unspaced // _CHARS_PER_WORD

    @lazy
    def ends_sentence(self) -> bool:
        """Whether the line closes like a sentence."""
        return _SENTENCE_END.search(self.text[-12:]) is not None

    @lazy
    def prose(self) -> bool:
        """Whether the line is a paragraph rather than a label, a headline or a list item."""
        if len(self.text) < PROSE_WORDS:
            return False
        return self.words >= LONG_PROSE_WORDS or (self.words >= PROSE_WORDS and self.ends_sentence)

    @property
    def bulleted(self) -> bool:
        """Whether it is marked as an item of a list, or a row of a table."""
        return self.text[0] in BULLETS

    @lazy
    def stamp(self) -> Stamp | None:
        """The first date in the line."""
        return date_in(self.text) if self.marks & DATE else None

    @property
    def tells(self) -> bool:
        """Whether it is prose or a sentence of some words."""
        return self.prose or (self.ends_sentence and self.words >= _SENTENCE_WORDS)

    @property
    def spoken(self) -> bool:
        """Whether it is what somebody says, with who says it: '"Follow us," he told the crowd.'"""
        return self.text[0] in QUOTES and self.ends_sentence and _SPEECH.match(self.text) is not None

    def narrates(self, after: int = 0) -> bool:
        """Whether a sentence tells something, looking at the tokens from number `after` on."""
        return self.tells and not _TELLING.isdisjoint(self.tokens[after:])


def _count_words(text: str) -> int:
    """Words of a text; of a very long one some are counted twice rather than all be held."""
    return sum(len(text[at : at + _WORDS_AT_ONCE].split()) for at in range(0, len(text), _WORDS_AT_ONCE))


def segment(text: str) -> list[View]:
    """The lines of a text, in order; blank ones are left out."""
    if not any(map(text.__contains__, BREAKS[1:])):
        return _segment_plain(text)
    lines: list[View] = []
    before = 0  # where the line above ends
    for found in _LINE.finditer(text):
        line = found.group()
        stripped = line.strip()
        if not stripped:
            continue
        at, end = found.span()
        indent = line.index(stripped[0]) if line[0] != stripped[0] else 0
        start = at + indent
        breaks = 1  # or none: it makes no difference
        if start - before > 1:
            breaks = max(text.count("\n", before, start), text.count("\r", before, start))
        blank = breaks - 1 if lines and breaks > 1 else 0
        lines.append(View(len(lines), start, start + len(stripped), stripped, breaks > 1, 1, blank, indent))
        before = end
    return lines


def _segment_plain(text: str) -> list[View]:
    """The same for a text whose lines all end with LF, as those of most do: in half the time."""
    lines: list[View] = []
    at = blank = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            indent = line.index(stripped[0]) if line[0] != stripped[0] else 0
            start, above = at + indent, blank if lines else 0
            gap = blank > (0 if lines else 1)
            lines.append(View(len(lines), start, start + len(stripped), stripped, gap, 1, above, indent))
            blank = 0
        else:
            blank += 1
        at += len(line) + 1
    return lines


def tokenise(lines: Sequence[View]) -> None:
    """Give the lines of a text their tokens, all in one pass: it takes a third of what a pass for each line takes."""
    texts = [line.text for line in lines]
    long = [line for line in lines if len(line.text) > KEY_CHARS]
    rows = [text[:KEY_CHARS] for text in texts] + [line.text[-EDGE_CHARS:] for line in long]
    found = [*_TOKEN_OR_BREAK.findall(_NUMBER.sub("0", _lowered("\n".join(rows)))), "\n"]
    begin = 0
    for line in lines:
        end = found.index("\n", begin)
        vars(line)["tokens"] = tuple(found[begin:end])
        begin = end + 1
    for line in long:
        end = found.index("\n", begin)
        vars(line)["edge_tokens"] = line.tokens + tuple(found[begin:end])
        begin = end + 1
