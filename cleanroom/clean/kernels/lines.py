"""Code points of lines to what `clean.marks` says of them, to words and to what the document's languages may be.

A mark may be set where Python finds nothing, never clear where it finds something: words are compared by hashes.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cleanroom.clean import marks
from cleanroom.clean.kernels.literals import Steps, hold
from cleanroom.clean.kernels.tables import find
from cleanroom.clean.segment import EDGE_CHARS, KEY_CHARS, LONG_PROSE_WORDS, PROSE_WORDS
from cleanroom.kernels.compile import inline, kernel

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint16]
Traits = npt.NDArray[np.uint32]

#: properties of characters; PLAIN: of a word, and nothing else is to be found out
(
    SPACE, ALNUM, NUMBER, UNSPACED, STOP, CLOSER, SIGN, NAMELIKE, SKIPPED, ODD, FIRST, DASH, PLAIN, BREAK,
) = (1 << bit for bit in range(14))  # fmt: skip
#: `lookup` packs what characters are into one number: where in it the lower case begins, or what the character may be
#: of marks of icon fonts, their second letter, and their first so many bits above
LOWER, SECOND, AHEAD = 16, 16, 8
PAIRS = 0xFF << SECOND
#: bits of words: of comments, of networks, of sprites; that only end phrases; with a number; of buttons of posts
SAYS, AGO, UNIT, CUE, PRAISE, SOCIAL, TELLING, TAIL, MIXED, BUTTON = (1 << bit for bit in range(10))
#: columns of what is known of a word, of what is counted of a line, of what is said of it
BITS, GATES, GATES_END, OWN = range(4)
WORDS, ENDS, PROSE, MARKS, IS_ODD, SHORT = range(6)
_DIGITS, _JOINTS, _UNDERSCORES, _OTHER, _YEAR, _LITERALS, _ICONS, _PARTED, _CLOCK = range(9)
COUNTS = 9
PRIME, SEED = np.uint64(0x9E3779B97F4A7C15), np.uint64(0x2545F4914F6CDD1D)
#: marks and joints of a sprite, at least, from `rules.shapes`
_MARKS, _ROW_JOINTS = 3, 2
#: characters of what recognisers look at, at most
_SIGNATURE_CHARS, _COMMENT_CHARS, _SOURCED_CHARS, _PLAYER_CHARS, _TINY = 110, 1000, 250, 60, 4
#: words of a sentence's end that are looked at
_END_CHARS = 12
_UNDERSCORE, _HYPHEN, _APOSTROPHE, _CURLY, _ZERO, _DOT, _COLON = 0x5F, 0x2D, 0x27, 0x2019, 0x30, 0x2E, 0x3A
#: what marks of icon fonts begin with
MARKED = ("bi", "da", "fa", "ic", "md", "sp", "sv", "sy")
_A, _B, _C, _D, _F, _G, _I, _M, _N, _O, _P, _R, _S, _V, _Y = (ord(sign) for sign in "abcdfgimnoprsvy")
_BLANK, _ASCII = 0x20, 0x7F


@inline
def _literal(chars: Codes, lower: Codes, at: int, end: int, counts: Ints) -> None:
    """Count marks of icon fonts that begin here: what `shapes` counts of a line."""
    code = lower[chars[at]]
    if at + 2 >= end or code not in (_I, _S, _F, _M, _B, _D):
        return
    second, third = lower[chars[at + 1]], lower[chars[at + 2]]
    fourth = lower[chars[at + 3]] if at + 3 < end else np.uint16(0)
    if code == _I:
        counts[_ICONS] += second == _C and third == _O and fourth == _N
        counts[_LITERALS] += second == _C and ((third == _O and fourth == _N) or third == _UNDERSCORE)
    elif code == _F:
        blank = fourth == _BLANK and (third in (_S, _R, _B))
        counts[_LITERALS] += second == _A and (third == _HYPHEN or blank)
    elif code == _S:
        svg, sprite = second == _V and third == _G, second == _P and third == _R
        counts[_LITERALS] += svg or sprite or (second == _Y and third == _M)
    elif code == _M:
        counts[_LITERALS] += second == _D and (third in (_HYPHEN, _I))
    elif code == _B:
        counts[_LITERALS] += second == _I and third == _HYPHEN
    else:
        counts[_LITERALS] += second == _A and third == _S


@inline
def _number(chars: Codes, props: Codes, at: int, end: int, counts: Ints) -> None:
    """A digit, and whether a year or a short date begins here, as `dates` looks for them."""
    counts[_DIGITS] += 1
    if at + 3 >= end:
        return
    century = (chars[at] == 0x31 and chars[at + 1] == 0x39) or (chars[at] == 0x32 and chars[at + 1] == 0x30)
    year = (century or max(chars[at], chars[at + 1]) > _ASCII) and props[chars[at + 2]] & props[chars[at + 3]] & NUMBER
    if year or (chars[at + 1] == _DOT and props[chars[at + 2]] & NUMBER):
        counts[_YEAR] = 1


@inline
def _look(
    chars: Codes, traits: Traits, props: Codes, lower: Codes, start: int, end: int, counts: Ints
) -> tuple[int, int]:
    """Count characters of a line; gives its words and how many of them are odd."""
    words = unspaced = odd = others = joints = underscores = clocks = parted = 0
    blank, before = True, np.int64(0)
    for at in range(start, end):
        trait = np.int64(traits[chars[at]])
        if (before >> AHEAD) & trait & PAIRS:
            _literal(chars, lower, at - 1, end, counts)
        before = trait
        if trait & SPACE:
            blank = True
            continue
        words += blank
        if not trait & PLAIN:
            code = chars[at]
            parted |= blank and at > start and trait & DASH != 0
            odd += trait & ODD != 0
            unspaced += trait & UNSPACED != 0
            others += trait & NAMELIKE == 0
            joints += code in (_HYPHEN, _UNDERSCORE)
            underscores += code == _UNDERSCORE
            clocks |= code == _HYPHEN and at + 1 < end and chars[at + 1] == _COLON
            if trait & NUMBER:
                _number(chars, props, at, end, counts)
        blank = False
    counts[_OTHER], counts[_JOINTS], counts[_UNDERSCORES] = others, joints, underscores
    counts[_CLOCK], counts[_PARTED] = clocks, parted
    return words + unspaced // 2, odd


@inline
def _ends(chars: Codes, props: Codes, start: int, end: int) -> bool:
    """Whether a line closes like a sentence."""
    at = end - 1
    while at >= start and props[chars[at]] & CLOSER:
        at -= 1
    return at >= start and at >= end - _END_CHARS and props[chars[at]] & STOP != 0


@inline
def _token(chars: Codes, folded: Traits, at: int, end: int) -> tuple[int, np.uint64, int]:
    """Behind the token that begins at a character, its hash (numbers are 0, apostrophes straight), and MIXED if it is a
    number and more."""
    key, number, joined, numbers, others = SEED, False, False, False, False
    while at < end:
        code, prop, at = np.int64(folded[chars[at]]) >> LOWER, np.int64(folded[chars[at]]), at + 1
        if prop & SKIPPED:
            continue
        if not prop & ALNUM:
            if joined or code not in (_APOSTROPHE, _CURLY):
                at -= 1
                break
            joined, number, others = True, False, True
            continue
        if joined:
            key = (key ^ np.uint64(_APOSTROPHE)) * PRIME
            joined = False
        if prop & NUMBER:
            if not number:
                key = (key ^ np.uint64(_ZERO)) * PRIME
            number = numbers = True
        else:
            key = (key ^ np.uint64(code)) * PRIME
            number, others = False, True
    return at, key, MIXED if numbers and others else 0


@inline
def _gate(gates: Ints, begin: int, end: int, length: int, ahead: int, behind: int, tried: Ints) -> None:
    """Note the patterns that are tried on a line of this length, as bits; so many characters stand ahead of the word
    and behind it."""
    for gate in range(begin, end):
        if length <= gates[gate, 0] and ahead < gates[gate, 2] and behind < gates[gate, 3]:
            tried[gates[gate, 1] >> 6] |= np.int64(1) << (gates[gate, 1] & 63)


@inline
def _read(
    chars: Codes, folded: Traits, first: int, stop: int, start: int, end: int, keys: Hashes, places: Ints,
    known: Ints, gates: Ints, phrase_keys: Hashes, phrase_places: Ints, phrases: Ints, seen: Ints, said: Ints,
    tried: Ints,
) -> tuple[int, int]:  # fmt: skip
    """Tokens of chars[start:end] of the line first .. stop: their number and bits; `said` gets marks, `tried` patterns.
    Ends of lines (`seen` is empty) have no phrases."""
    at, count, bits, social, telling, phrase, before, length = start, 0, 0, 0, 0, SEED, -1, stop - first
    opens_phrase = len(seen) > 0 and length <= KEY_CHARS
    while at < end:
        trait = np.int64(folded[chars[at]])
        if not trait & (ALNUM | SIGN):
            at += 1
            continue
        opens = at
        if trait & ALNUM:
            at, key, mixed = _token(chars, folded, at, end)
            bits |= mixed
        else:
            key = (SEED ^ np.uint64(trait >> LOWER)) * PRIME
            at += 1
        count += 1
        place = find(keys, places, key)
        if opens_phrase:
            if before >= 0 and phrases[before, 1] >= length:
                said[MARKS] |= marks.PHRASE
            phrase = (phrase ^ key) * PRIME
            before = find(phrase_keys, phrase_places, phrase)
            opens_phrase = before >= 0
        bits &= ~TAIL
        if place < 0:
            continue
        bits |= known[place, BITS]
        social += known[place, BITS] & SOCIAL != 0
        telling += known[place, BITS] & TELLING != 0
        _gate(gates, known[place, GATES], known[place, GATES_END], length, opens - first, stop - at, tried)
        if known[place, OWN] >= 0 and len(seen):
            seen[known[place, OWN]] = 1
    if before >= 0 and phrases[before, 0] >= length:
        said[MARKS] |= marks.PHRASE
    if length <= KEY_CHARS and len(seen) and bits & TAIL:
        said[MARKS] |= marks.PHRASE
    if (telling >= 2 and not said[PROSE]) or social == count >= 2:
        said[MARKS] |= marks.SHAPE
    return count, bits


@inline
def _mark(counts: Ints, bits: int, length: int, said: Ints) -> None:
    """Marks from what was counted."""
    row = counts[_OTHER] == 0 and (counts[_JOINTS] >= _ROW_JOINTS or counts[_ICONS] >= _MARKS)
    ligature = counts[_OTHER] == 0 and counts[_UNDERSCORES] > 0 and said[WORDS] == 1
    found = marks.SHAPE if row or ligature or counts[_LITERALS] >= _MARKS else 0
    if counts[_YEAR]:
        found |= marks.DATE
    if bits & CUE:
        found |= marks.CUE
    if bits & PRAISE and length <= _COMMENT_CHARS:
        found |= marks.PRAISE
    if bits & BUTTON:
        found |= marks.BUTTON
    if counts[_PARTED] and length <= _SOURCED_CHARS and not said[PROSE]:
        found |= marks.SOURCED
    if length <= _PLAYER_CHARS and (counts[_DIGITS] or counts[_CLOCK] or length <= _TINY):
        found |= marks.PLAYER
    if length <= _SIGNATURE_CHARS:
        said[SHORT] = 1
        timed = counts[_YEAR] or bits & (AGO | MIXED) or (counts[_DIGITS] and bits & UNIT)
        found |= marks.TIME if timed else 0
        found |= marks.SIGNATURE | marks.SAYS if bits & SAYS else 0
    said[MARKS] |= found


@inline
def _sign(said: Ints, begin: int, end: int) -> None:
    """A signature names somebody who says something, or has a time on its line or on the one below."""
    below = 0
    for back in range(end - begin):
        line = end - 1 - back
        own = said[line, MARKS]
        if (own | below) & marks.TIME and said[line, SHORT]:
            said[line, MARKS] |= marks.SIGNATURE
        if said[line, PROSE]:
            said[line, MARKS] &= ~marks.SIGNATURE
        below = own


@kernel(
    "void(uint16[::1], int64[::1], int64[::1], int64[::1], uint16[::1], uint16[::1], uint32[::1], uint32[::1],"
    " uint64[::1], int64[::1], int64[:,::1], int64[:,::1], uint64[::1], int64[::1], int64[:,::1], int64[:,::1],"
    " int64[::1], int64[::1], uint16[::1], int32[::1], int64[:,::1], int64[::1], int64[::1],"
    " int64[::1], int64[:,::1], int64[:,::1], int64[:,::1])"
)
def glance(
    chars: Codes, start: Ints, end: Ints, behind: Ints, props: Codes, lower: Codes, traits: Traits, folded: Traits,
    keys: Hashes, places: Ints, known: Ints, gates: Ints, phrase_keys: Hashes, phrase_places: Ints, phrases: Ints,
    firsts: Ints, languages: Ints, seen: Ints, classes: Codes, steps: Steps, held: Ints, needing: Ints, met: Ints,
    counts: Ints, tokens: Ints, said: Ints, tried: Ints,
) -> None:  # fmt: skip
    """Fill `said` (lines × what is said of one), `tried` (lines × patterns as bits) and `tokens`, which counts for each
    document its tokens, then by language the different words of its own. All are zero before.

    Document d ends before line behind[d]; word w that is some language's own is of languages[w]; `classes`, `steps` and
    `held` are the automaton of literals, `needing` have needs; `seen` (as many as `languages`), `met`, `counts`: room.
    """
    for document in range(len(behind)):
        seen[:] = 0
        begin = behind[document - 1] if document else 0
        for line in range(begin, behind[document]):
            first, stop, about, own = start[line], end[line], said[line], tried[line]
            length = stop - first
            counts[:] = 0
            about[WORDS], about[IS_ODD] = _look(chars, traits, props, lower, first, stop, counts)
            about[ENDS] = _ends(chars, props, first, stop)
            about[PROSE] = length >= PROSE_WORDS and (
                about[WORDS] >= LONG_PROSE_WORDS or (about[WORDS] >= PROSE_WORDS and about[ENDS])
            )
            if length and props[chars[first]] & FIRST:
                for row in range(len(firsts)):
                    if firsts[row, 0] == chars[first]:
                        _gate(gates, firsts[row, 1], firsts[row, 2], length, 0, 0, own)
            count, bits = _read(chars, folded, first, stop, first, min(stop, first + KEY_CHARS), keys, places,
                                known, gates, phrase_keys, phrase_places, phrases, seen, about, own)  # fmt: skip
            if length > KEY_CHARS:
                _, more = _read(chars, folded, first, stop, stop - EDGE_CHARS, stop, keys, places,
                                known, gates, phrase_keys, phrase_places, phrases, seen[:0], about, own)  # fmt: skip
                bits |= more
            hold(chars, first, stop, classes, steps, held, needing, met, own)
            tokens[document, 0] += count
            _mark(counts, bits, length, about)
        _sign(said, begin, behind[document])
        for word in range(len(seen)):
            tokens[document, 1 + languages[word]] += seen[word]
