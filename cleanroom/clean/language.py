"""A guess at the language of a text, from its script and its commonest words. For the field `lang` only.

Loading a language-identification model costs more than cleaning a page; what the result needs is a label that is
right for ordinary prose, and "" where the text is too short to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from cleanroom.clean.lazy import pattern

#: the commonest words that few other languages share
_STOP_WORDS = {
    "en": "the of and to in that is was for with he his on as it are this by from at have not be which they has who",
    "de": "der die und das ist nicht ein eine den mit sich des auf für von dem auch als wird an im sind hat bei zu",
    "fr": "les des est une dans que pour qui sur pas plus par avec sont ce il du au cette ses aux ont été la le et",
    "es": "los las una que del por con para como pero más este sus fue ha está el la y en se su al lo ser muy",
    "it": "il di che la per non una con del della sono gli nel alla più anche dei come le questo ha dal essere si",
    "pt": "os as uma que não para com por dos das mais como foi ao pela seu sua são também o e do da no na em",
    "nl": "het een van de en is dat niet met zijn voor op aan ook te er door maar naar hij werd bij deze nog uit",
    "pl": "się na nie jest że do to jak przez po ale od za są tym oraz dla który był czy o z w ich może tego",
    "sv": "och att det som är på en för av med den till inte har om ett de var jag så han från vid men kan",
    "tr": "bir ve bu için ile olarak çok daha olan gibi ama sonra kadar ne da de en var olduğu ise göre her",
    "ru": "и в не на что с по как это из к у за от для но был его то так же о все они она",
    "uk": "і в не на що з та як це до у за від для але був його то так же про всі вони вона",
}
LANGUAGES_OF: dict[str, list[str]] = {}
for _lang, _words in _STOP_WORDS.items():
    for _word in _words.split():
        LANGUAGES_OF.setdefault(_word, []).append(_lang)

#: words that speak for one language alone; what English shares with another says nothing
OWN_WORDS = {
    language: frozenset(word for word in words.split() if len(word) > 1 and LANGUAGES_OF[word] == [language])
    for language, words in _STOP_WORDS.items()
}
#: different own words that show that a page holds text in a language, be it one notice
OWN_SHOWN = 3
#: a shorter text may hold a language without showing it
SHOWING_WORDS = 400

_WORD = re.compile(r"[^\W\d_]+")
#: characters of scripts that one language or few are written in
_NO_LATIN = pattern(r"[^\x00-\u036f]+")
_SCRIPTS = (
    ("ja", pattern(r"[\u3040-\u30ff]")),
    ("ko", pattern(r"[\uac00-\ud7af]")),
    ("zh", pattern(r"[\u4e00-\u9fff]")),
    ("ar", pattern(r"[\u0600-\u06ff]")),
    ("he", pattern(r"[\u0590-\u05ff]")),
    ("el", pattern(r"[\u0370-\u03ff]")),
    ("th", pattern(r"[\u0e00-\u0e7f]")),
    ("hi", pattern(r"[\u0900-\u097f]")),
)
#: a sample is enough: from the middle of the text, where prose is
_SAMPLE_CHARS = 3000
#: share of the characters that a script needs, and share of the words that must be stop words of the language
SCRIPT_SHARE = 0.15
_STOP_SHARE = 0.12
#: fewer words say nothing
_LEAST_WORDS = 8


def guess_language(text: str) -> str:
    """ISO 639-1 code, or "" where nothing speaks for one language."""
    sample = sample_of(text).lower()
    words = _WORD.findall(sample)
    other = "".join(_NO_LATIN.findall(sample))
    least = SCRIPT_SHARE * sum(map(len, words))
    for language, script in _SCRIPTS if words and len(other) >= least else ():
        if len(script.findall(other)) >= least:
            return language
    counts = Counter(words)
    votes: Counter[str] = Counter()
    for word in counts.keys() & LANGUAGES_OF.keys():
        for language in LANGUAGES_OF[word]:
            votes[language] += counts[word]
    return elected(votes, len(words))


def sample_of(text: str) -> str:
    """What a guess is made from: the middle of a text."""
    middle = max(0, len(text) // 2 - _SAMPLE_CHARS // 2)
    return text[middle : middle + _SAMPLE_CHARS]


def elected(votes: Mapping[str, int], words: int) -> str:
    """The language that the stop words among so many words speak for, or ""."""
    most = max(votes.values(), default=0)
    if words < _LEAST_WORDS or not most or most < _STOP_SHARE * words:
        return ""
    best = [language for language, count in votes.items() if count == most]
    return best[0] if len(best) == 1 else ""


def absent_languages(words: set[str], count: int) -> frozenset[str]:
    """Languages that a text of `count` words surely holds nothing of, given the set of its words in lower case.

    Spares most pages the patterns of most languages: compiling them costs more than cleaning the page.
    """
    if count < SHOWING_WORDS:
        return frozenset()
    return frozenset(language for language, own in OWN_WORDS.items() if len(own & words) < OWN_SHOWN) - {"en"}
