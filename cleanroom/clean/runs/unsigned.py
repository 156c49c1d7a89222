"""Readers' comments below a post whose names and times an extractor left out: lines that speak to the author.

No single line tells: a letter thanks, an article praises. What tells is that the lines from some line to the end keep
thanking, praising and answering each other, and that nothing above it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanroom.clean.lazy import pattern
from cleanroom.clean.marks import ALL, CUE, PRAISE
from cleanroom.clean.segment import View
from cleanroom.clean.sheet import Sheet
from cleanroom.records import Verdict

#: what readers call what they comment on
_WORK = (
    r"(?:posts?|articles?|blogs?|blog ?posts?|lists?|tips?|recipes?|sites?|website"
    r"|write-?ups?|guides?|tutorials?|reviews?|info(?:rmation)?|read|content"
    r"|videos?|ideas?|advice|insights?|photos|pics|job|work|explanation|summary|share"
    r"|points?|beitrag|artikel|rezept|tipps?|anleitung|recette|billet|receta"
    r"|entrada|artículo)"
)
_PRAISE = (
    r"(?:great|nice|good|awesome|excellent|wonderful|fantastic|amazing|helpful|informative"
    r"|useful|interesting|beautiful|brilliant|superb|lovely|cool|fabulous|perfect"
    r"|toller?|super|schöner?|guter?|bel|belle|super|excelente|gran)"
)
_PRAISED = rf"(?:\w+ly )?{_PRAISE}(?:,? (?:and )?{_PRAISE})? (?:little )?{_WORK}\b"
#: of the text, as one speaks to who wrote it; for text in lower case, and with one \b before all that begin with a
#: word: a pattern that ignores case, and asks at every letter for each of them, takes five times as long
_TO_THE_AUTHOR = pattern(
    rf"(?:^(?:an? )?|[.!?…] ){_PRAISED}|^(?:pingback|trackback)\b"
    rf"|\b(?:(?:such an? |what an? |very |really |this (?:is|was) an? |so ){_PRAISED}"
    r"|(?:thank(?:s| you)|thx|thanx)\b[^.!?]{0,40}?\bfor (?:the (?:tips?|post|info\w*"
    r"|article|recipe|great|share|list|idea|link|insight)|this\b|your\b|(?!reading"
    r"|joining|watching|listening|being|visiting|following|subscrib|using|choosing)\w{3,}ing\b"
    r"|taking the time)"
    rf"|love[ds]? (?:this|your|these|all (?:the|these|your)|reading your) (?:\w+ )?{_WORK}\b"
    rf"|your {_WORK} (?:is|was|are|has|have|really|helped)\b"
    r"|glad (?:you|it helped|to hear|that you|this helped)\b"
    r"|you(?:['’]re| are) (?:very |so |most )?welcome\b"
    r"|keep (?:it up|up the good|posting|writing)\b"
    r"|well (?:written|said)[!.,]|danke für (?:den|die|das|deinen?|diesen?)\b"
    r"|merci (?:pour|beaucoup)\b|gracias por\b|grazie (?:per|mille)\b|obrigad[oa] (?:por|pel))"
)
#: to somebody, or with a feeling
_TO_SOMEBODY = pattern(
    r"^(?:@[\w-]+|(?:hi|hello|hey|dear|thanks|thank you|wow|yes|yeah|yep|nope|oh|agreed?"
    r"|same here|i agree|congrats|congratulations|lol|haha|omg|hallo|danke|salut|bonjour"
    r"|merci|hola|gracias|ciao|grazie)\b[ ,!.])"
    r"|\bthank(?:s| you)(?: so much)?, (?-i:[A-Z])\w+|!!|[:;]-?[)D](?:\s|$)|[\U0001F600-\U0001F64F❤🙏👍👏]",
    re.IGNORECASE,
)
#: readers thank or love: a page of which not two lines have such a word is not looked at
CUES = frozenset("thank thanks thx thanx love loved danke merci gracias grazie obrigado obrigada".split())
_CUED_LINES = 2
#: one of these stands in every line that speaks to the author: the pattern takes long
GATES = CUES | frozenset(
    """glad welcome pingback trackback keep written said great nice good awesome excellent wonderful fantastic amazing
    helpful informative useful interesting beautiful brilliant superb lovely cool fabulous perfect loves toll toller
    tolle super schön schöner guter gute bel belle excelente gran your""".split()
)
#: characters of prose above, at least; lines that speak to the author, at least; and of all lines to the end the share
#: that does (speaking to somebody counts half)
_TEXT_CHARS, _LINES, _SHARE = 600, 3, 0.12
#: lines above the section that speak to the author, at most, for each of those in it
_BEFORE = 0.25
#: characters of a comment; longer paragraphs are of the text
_COMMENT_CHARS = 1000
#: lines without either that may stand between two that have one
_GAP = 12
#: a page of a few lines may be a guest book or a letter
_FEWEST_ABOVE = 5
_CONFIDENCE = 0.97


def find(sheet: Sheet) -> Iterator[Verdict]:
    """Verdicts on all lines from the first that speaks to the author, if the rest goes on like that."""
    if len(sheet.views) < _FEWEST_ABOVE + _LINES or sheet.views[0].piece:
        return
    cued = [index for index in sheet.views.marked(CUE) if index >= _FEWEST_ABOVE]
    if len(cued) < _CUED_LINES or sum([_has(sheet.views[index], CUE, CUES) for index in cued]) < _CUED_LINES:
        return
    start = _start(sheet)
    for index in range(start, len(sheet.views)):
        if not sheet.is_hit(index):
            yield sheet.verdict(index, "comment", "run.unsigned-comments", _CONFIDENCE, sheet.views[index].text)


def _speaks(view: View) -> bool:
    """Whether a line thanks or praises the author."""
    if len(view.text) > _COMMENT_CHARS or not _has(view, PRAISE, GATES):
        return False
    return _TO_THE_AUTHOR.search(view.text.lower()) is not None


def _has(view: View, mark: int, words: frozenset[str]) -> bool:
    """Whether a line has one of the words: who looked at the whole batch knows."""
    return bool(view.marks & mark) and (view.marks != ALL or not words.isdisjoint(view.edge_tokens))


def _start(sheet: Sheet) -> int:
    """The first line of the section, or the number of lines."""
    views, count = sheet.views, len(sheet.views)
    praised = views.marked(PRAISE)
    if len(praised) < _LINES:
        return count
    may, above = frozenset(praised), views.chars_of_prose()
    said: list[int] = []
    answers, last = 0, count
    inside = 0  # answers from the first line on that speaks to the author
    for index in range(count - 1, _FEWEST_ABOVE - 1, -1):
        above -= views.chars_of_prose(index, index + 1)
        if last - index > _GAP or above < _TEXT_CHARS or views.sizes[index] > _COMMENT_CHARS:
            break
        speaks = index in may and _speaks(views[index])
        answers += (answer := _TO_SOMEBODY.search(views.text(index)) is not None)
        if speaks or answer:
            last = index
        if speaks:
            said.append(index)
            inside = answers
    if len(said) < _LINES or len(said) + inside / 2 < _SHARE * (count - said[-1]):
        return count
    before = sum(_speaks(views[index]) for index in praised if index < said[-1])
    return said[-1] if before <= _BEFORE * len(said) else count
